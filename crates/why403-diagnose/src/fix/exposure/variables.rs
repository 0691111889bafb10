//! Variables in patterns of resources: `${aws:username}` is another text for each caller.
//!
//! Source: `spec/iam.md` B. A value that nobody tells is supposed to be one, and the request says so.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use why403_engine::matching;
use why403_engine::prepare::{Expanded, Template};
use why403_model::policy::Version;
use why403_model::request::{Context, Entry, Principal};
use why403_model::world::World;

use super::glob::generic;

/// What stands for a value that nobody tells
const UNTOLD: &str = "any-other";

/// A text that a pattern matches with the values that its variables have for a caller, and what the
/// request has to say for that; `None` where a variable has no value, and the pattern matches nothing
pub(super) fn filled(pattern: &str, caller: &Context) -> Option<(String, Vec<(String, Entry)>)> {
    let template = Template::new(pattern, Version::V2012);
    let mut caller = Cow::Borrowed(caller);
    let mut said = Vec::new();
    loop {
        match template.expand(&caller) {
            Expanded::Text(letters) => return Some((witness(&letters), said)),
            Expanded::Unresolved { .. } => return None,
            Expanded::Unknown { key } => {
                let entry = Entry::One(UNTOLD.into());
                caller.to_mut().set(&key, entry.clone());
                said.push((key, entry));
            }
        }
    }
}

/// A text that marked characters match
fn witness(letters: &[(char, bool)]) -> String {
    let mut out = String::new();
    for (letter, is_literal) in letters {
        if *is_literal {
            out.push(*letter);
        } else {
            out.push_str(&generic(letter.encode_utf8(&mut [0; 4])));
        }
    }
    out
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

    #[track_caller]
    fn check(pattern: &str, wanted: Option<&str>, said: &[&str]) {
        let mut caller = Context::new(Others::Unknown);
        caller.set("aws:username", Entry::One("s*m".into()));
        caller.set("aws:PrincipalTag/team", Entry::Absent);
        let found = filled(pattern, &caller);
        let text = found.as_ref().map(|(text, _)| text.as_str());
        assert_eq!(text, wanted, "{pattern}");
        let own = found.iter().flat_map(|(_, said)| said);
        let own: Vec<&str> = own.map(|(key, _)| key.as_str()).collect();
        assert_eq!(own, said, "{pattern}");
    }

    #[test]
    fn an_escape_stands_for_itself() {
        check("logs/${*}-${?}${$}*", Some("logs/*-?$any-other"), &[]);
        check("logs/${$}{aws:userid}", Some("logs/${aws:userid}"), &[]);
    }

    #[test]
    fn a_variable_has_the_value_of_its_caller() {
        let pattern = "home/${aws:username}/${aws:PrincipalTag/team, 'none'}/*";
        check(pattern, Some("home/s*m/none/any-other"), &[]);
        check(
            "home/${aws:userid}",
            Some("home/any-other"),
            &["aws:userid"],
        );
        check("home/${aws:PrincipalTag/team}", None, &[]);
    }
}
