//! Variables in patterns of resources: `${aws:username}` is another text for each caller.
//!
//! Source: `spec/iam.md` B. A value that nobody tells is supposed to be one, and the request says so.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::matching;
use why403_model::request::{Context, Entry, Found, Principal};
use why403_model::world::World;

use super::glob::generic;

/// What stands for a value that nobody tells
const UNTOLD: &str = "any-other";

/// A text that a pattern matches, its variables still in it: `home/${aws:username}/any-other`
pub(super) fn witness(pattern: &str) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some((before, behind)) = rest.split_once("${") {
        let Some((inside, after)) = behind.split_once('}') else {
            break;
        };
        out.push_str(&generic(before));
        match inside {
            // Escapes: these letters stand for themselves.
            "*" | "?" | "$" => out.push_str(inside),
            _ => out.extend(["${", inside, "}"]),
        }
        rest = after;
    }
    out.push_str(&generic(rest));
    out
}

/// A text with the values that its variables have for a caller, and what the request has to say for
/// that
pub(super) fn filled(text: &str, caller: &Context) -> (String, Vec<(String, Entry)>) {
    let mut out = String::new();
    let mut said = Vec::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("${") {
        let Some((inside, after)) = behind.split_once('}') else {
            break;
        };
        out.push_str(before);
        let (key, default) = match inside.split_once(',') {
            Some((key, default)) => (key.trim(), Some(default.trim().trim_matches('\''))),
            None => (inside.trim(), None),
        };
        match (caller.find(&key.to_ascii_lowercase()), default) {
            (Found::One(value), _) => out.push_str(value),
            (Found::Absent, Some(default)) => out.push_str(default),
            // Without a value the pattern matches nothing.
            (Found::Absent | Found::Many(_), _) => out.push_str(UNTOLD),
            (Found::Unknown, _) => {
                out.push_str(UNTOLD);
                said.push((key.to_string(), Entry::One(UNTOLD.into())));
            }
        }
        rest = after;
    }
    out.push_str(rest);
    (out, said)
}

/// What is known of a caller whatever it asks for: who it is, and its tags
pub(super) fn of_caller(principal: &Principal, worlds: (&World, &World)) -> Context {
    let mut context = matching::keys_of(principal);
    for world in [worlds.1, worlds.0] {
        let tags = match principal {
            Principal::User { arn, .. } => arn.account_id().and_then(|it| {
                let account = world.accounts.get(&it)?;
                account.iam.users.get(arn.name())?.tags.known()
            }),
            // A session may bring tags of its own.
            _ => None,
        };
        for (key, value) in tags.into_iter().flatten() {
            let key = format!("aws:PrincipalTag/{key}");
            context.set_if_unsaid(&key, Entry::One(value.clone()));
        }
    }
    context
}

#[cfg(test)]
mod tests {
    use super::*;
    use why403_model::request::Others;

    #[test]
    fn an_escape_stands_for_itself() {
        assert_eq!(witness("logs/${*}-${?}${$}*"), "logs/*-?$any-other");
    }

    #[test]
    fn a_variable_has_the_value_of_its_caller() {
        let mut caller = Context::new(Others::Unknown);
        caller.set("aws:username", Entry::One("sam".into()));
        caller.set("aws:PrincipalTag/team", Entry::Absent);
        let text = witness("home/${aws:username}/${aws:PrincipalTag/team, 'none'}/*");
        let (text, said) = filled(&text, &caller);
        assert_eq!(text, "home/sam/none/any-other");
        assert!(said.is_empty());
        let (text, said) = filled("home/${aws:userid}", &caller);
        assert_eq!(text, "home/any-other");
        let wanted = ("aws:userid".to_string(), Entry::One("any-other".into()));
        assert_eq!(said, [wanted]);
    }
}
