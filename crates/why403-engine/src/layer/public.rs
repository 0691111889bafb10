//! Whether AWS calls a bucket or access point policy public.
//!
//! Source: `spec/s3.md` C.4; the corners (an identical Deny, `ForAllValues` beside `Null`, the
//! account of an ARN, `aws:SourceOwner`) as `GetBucketPolicyStatus` answered in September 2026.

use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

use why403_model::arn::is_account;
use why403_model::policy::{
    ConditionTest, Effect, Family, Listed, Policy, PrincipalElement, PrincipalKind, Quantifier,
    Statement, Text,
};
use why403_model::value::{Network, is_true};

use crate::switches;

/// The statements that make a policy public, by their place in the document; empty: not public.
///
/// - Every Allow has to be tied to fixed principals or to a fixed value of a key of the table.
/// - Cost: linear in the document but for a logarithm of its Denies.
#[must_use]
pub fn public_statements(policy: &Policy) -> Vec<usize> {
    let denies = policy.statements.iter();
    let denies = denies.filter(|it| it.effect == Effect::Deny && is_for_everyone(it));
    let taken_back: BTreeSet<Asks<'_>> = denies.map(asks).collect();
    let statements = policy.statements.iter().enumerate();
    statements
        .filter(|(_, it)| it.effect == Effect::Allow && tie(it) == Tie::Loose)
        // A Deny to everyone that takes back just what it grants voids it.
        .filter(|(_, it)| taken_back.is_empty() || !taken_back.contains(&asks(it)))
        .map(|(index, _)| index)
        .collect()
}

/// Whether AWS calls the policy public.
#[must_use]
pub fn is_public(policy: &Policy) -> bool {
    !public_statements(policy).is_empty()
}

/// What ties an Allow to fixed callers or circumstances, by AWS's test
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tie {
    /// It names its principals
    Principals,
    /// Values of these condition keys, in lower case; at least one
    Keys(Vec<String>),
    /// Nothing: it is public
    Loose,
}

/// What ties a statement of a policy, whatever its effect
#[must_use]
pub fn tie(statement: &Statement) -> Tie {
    let principal = statement.principal.as_ref();
    if principal.is_some_and(names_fixed_principals) {
        return Tie::Principals;
    }
    let tests = statement.conditions.iter();
    let tests = tests.filter(|test| loose(test, statement).is_none());
    let keys: Vec<String> = tests.map(|it| it.key.text.to_ascii_lowercase()).collect();
    if keys.is_empty() {
        return Tie::Loose;
    }
    Tie::Keys(keys)
}

/// Whether `Principal` names nobody but fixed ones: no `*`, and it is no `NotPrincipal`.
#[must_use]
pub fn names_fixed_principals(element: &PrincipalElement) -> bool {
    !element.negated
        && element.values.iter().all(|it| match it.kind {
            PrincipalKind::Everyone => false,
            PrincipalKind::Aws
            | PrincipalKind::Service
            | PrincipalKind::Federated
            | PrincipalKind::CanonicalUser => !it.value.text.contains('*'),
        })
}

/// Whether a statement is about everyone
fn is_for_everyone(statement: &Statement) -> bool {
    statement.principal.as_ref().is_some_and(|element| {
        !element.negated
            && element.values.iter().any(|it| match it.kind {
                PrincipalKind::Everyone => true,
                PrincipalKind::Aws => it.value.text == "*",
                PrincipalKind::Service
                | PrincipalKind::Federated
                | PrincipalKind::CanonicalUser => false,
            })
    })
}

/// What a statement is about, in texts whose order is left out: conditions, actions, resources
///
/// A wider Deny may void an Allow as well; AWS was seen to say so of an identical one, and calling
/// a policy public too often is the safer error.
type Asks<'p> = (
    BTreeSet<(&'p str, String, Vec<&'p str>)>,
    Patterns<'p>,
    Option<Patterns<'p>>,
);

/// The patterns of an element, and whether it is a negated one
type Patterns<'p> = (bool, BTreeSet<&'p str>);

fn asks(statement: &Statement) -> Asks<'_> {
    let tests = statement.conditions.iter();
    let tests = tests.map(|it| {
        let values = it.values.iter().map(|it| it.text.as_str());
        let key = it.key.text.to_ascii_lowercase();
        (it.operator_text.text.as_str(), key, values.collect())
    });
    let resource = statement.resource.as_ref();
    (
        tests.collect(),
        patterns(&statement.action),
        resource.map(patterns),
    )
}

fn patterns(listed: &Listed) -> Patterns<'_> {
    let texts = listed.values.iter().map(|it| it.text.as_str());
    (listed.negated, texts.collect())
}

/// What makes a value of a key fixed
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fixed {
    /// No wildcard and no variable
    Text,
    /// An ARN whose account is fixed; other parts may have wildcards, none a variable
    ArnAccount,
    /// `/8` or narrower for IPv4, `/32` or narrower for IPv6
    Network,
    /// `true`
    True,
    /// A path of organizational units, which may end in `*`
    Path,
}

/// Who says that a key fixes
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    /// AWS's list of 2026, or an observed answer
    Aws,
    /// Another evaluator (switch U5)
    Peer,
}

#[rustfmt::skip] // One key a row, in columns.
static FIXING_KEYS: &[(&str, Fixed, Says)] = &[
    ("aws:sourceip",                  Fixed::Network,    Says::Aws),
    ("aws:sourcearn",                 Fixed::ArnAccount, Says::Aws),
    ("aws:sourcevpc",                 Fixed::Text,       Says::Aws),
    ("aws:sourcevpce",                Fixed::Text,       Says::Aws),
    ("aws:sourceaccount",             Fixed::Text,       Says::Aws),
    ("aws:sourceorgid",               Fixed::Text,       Says::Aws),
    ("aws:userid",                    Fixed::Text,       Says::Aws),
    ("aws:principalorgid",            Fixed::Text,       Says::Aws),
    ("aws:principalarn",              Fixed::ArnAccount, Says::Aws),
    ("aws:principalaccount",          Fixed::Text,       Says::Aws),
    ("s3:dataaccesspointarn",         Fixed::ArnAccount, Says::Aws),
    ("s3:dataaccesspointaccount",     Fixed::Text,       Says::Aws),
    ("aws:principalorgpaths",         Fixed::Path,       Says::Peer),
    ("aws:sourceorgpaths",            Fixed::Path,       Says::Peer),
    ("aws:principalisawsservice",     Fixed::True,       Says::Peer),
    ("aws:principalservicename",      Fixed::Text,       Says::Peer),
    ("aws:principalservicenameslist", Fixed::Text,       Says::Peer),
    ("aws:sourcevpcarn",              Fixed::ArnAccount, Says::Peer),
    ("aws:vpceaccount",               Fixed::Text,       Says::Peer),
    ("aws:vpceorgid",                 Fixed::Text,       Says::Peer),
    ("aws:vpceorgpaths",              Fixed::Path,       Says::Peer),
];

/// Why a test does not tie a statement to anybody
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loose<'p> {
    /// The key is none that AWS counts, as `aws:Referer`
    Key,
    /// The operator is negated, or none that compares such a key
    Operator,
    /// It also holds for requests without the key
    Absence,
    /// A value stands for more than one, as a wildcard or a network of half the world does
    Value(&'p Text),
}

/// Why the test does not tie its statement to fixed callers or networks; `None`: it does, so that
/// the statement is not public.
#[must_use]
pub fn loose<'p>(test: &'p ConditionTest, statement: &Statement) -> Option<Loose<'p>> {
    let key = test.key.text.to_ascii_lowercase();
    let row = FIXING_KEYS.iter().find(|(name, _, _)| *name == key);
    let is_said = |says: Says| says == Says::Aws || switches::PEER_KEYS_MAKE_POLICY_FIXED;
    let Some((_, fixed, _)) = row.filter(|(_, _, says)| is_said(*says)) else {
        return Some(Loose::Key);
    };
    let fits = match (test.operator.name.family(), fixed) {
        (Family::Ip, Fixed::Network)
        | (Family::Bool, Fixed::True)
        | (Family::String | Family::Arn, Fixed::Text | Fixed::ArnAccount | Fixed::Path) => true,
        (_, _) => false,
    };
    if !fits || test.operator.name.is_negated() {
        return Some(Loose::Operator);
    }
    // An absent key passes these, unless `Null` asks for it.
    let passes_absent =
        test.operator.if_exists || test.operator.quantifier == Some(Quantifier::ForAllValues);
    if passes_absent && !asks_for_presence(&key, statement) {
        return Some(Loose::Absence);
    }
    let mut values = test.values.iter();
    let open = values.find(|value| !is_fixed_value(*fixed, &key, &value.text));
    open.map(Loose::Value)
}

fn asks_for_presence(key: &str, statement: &Statement) -> bool {
    statement.conditions.iter().any(|test| {
        test.operator.name.family() == Family::Null
            && test.key.text.eq_ignore_ascii_case(key)
            && test.values.iter().all(|value| !is_true(&value.text))
    })
}

fn is_fixed_value(fixed: Fixed, key: &str, value: &str) -> bool {
    let has_wildcard = |text: &str| text.contains(['*', '?']);
    if value.contains("${") {
        return false;
    }
    match fixed {
        Fixed::Text => {
            let is_role_sessions = key == "aws:userid"
                && switches::USERID_PATTERN_IS_FIXED
                && value.strip_suffix(":*").is_some_and(|id| !has_wildcard(id));
            !has_wildcard(value) || is_role_sessions
        }
        Fixed::ArnAccount => match value.split(':').nth(4) {
            Some(account) => is_account(account) || (account.is_empty() && !has_wildcard(value)),
            None => false,
        },
        Fixed::Network => match Network::parse(value, switches::BARE_IPV6) {
            Some(Network::V4 { prefix, .. }) => prefix >= 8,
            Some(Network::V6 { prefix, .. }) => prefix >= 32,
            Some(Network::V6WithHostBits) | None => true,
        },
        Fixed::True => is_true(value),
        Fixed::Path => {
            let path = value.strip_suffix('*').unwrap_or(value);
            path.starts_with("o-") && !has_wildcard(path)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;
    use why403_model::policy::parse;

    /// As many Denies as Allows, each for another object: compared each with each they would be
    /// hundreds of millions of sets.
    #[test]
    fn a_policy_of_many_statements_is_read_once() {
        const MANY: usize = 20_000;
        let statement = |effect: &str, object: usize| {
            format!(
                "{{\"Effect\":\"{effect}\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\
                 \"Resource\":\"arn:aws:s3:::b/{object}\"}}"
            )
        };
        // Each Allow is taken back but the last, whose Deny is for another.
        let allows = (0..MANY).map(|it| statement("Allow", it));
        let denies = (0..MANY).map(|it| statement("Deny", if it + 1 == MANY { MANY } else { it }));
        let all: Vec<String> = allows.chain(denies).collect();
        let policy = parse(&format!("{{\"Statement\":[{}]}}", all.join(",")));
        assert_eq!(public_statements(&policy.sound().unwrap()), [MANY - 1]);
    }

    #[test]
    fn a_deny_takes_back_only_what_it_says_itself() {
        #[track_caller]
        fn check(deny: &str, wanted: &[usize]) {
            let allow = r#"{"Effect": "Allow", "Principal": "*", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::b/*"}"#;
            let policy = parse(&format!("{{\"Statement\": [{allow}, {deny}]}}"));
            assert_eq!(
                public_statements(&policy.sound().unwrap()),
                wanted,
                "{deny}"
            );
        }
        let deny = |principal: &str, action: &str, resource: &str| {
            format!(
                r#"{{"Effect": "Deny", "Principal": {principal}, {action}, "Resource": "{resource}"}}"#
            )
        };
        let actions = r#""Action": ["s3:PutObject", "s3:GetObject"]"#;
        let all = "arn:aws:s3:::b/*";
        check(&deny(r#""*""#, actions, all), &[]);
        check(&deny(r#"{"AWS": "*"}"#, actions, all), &[]);
        check(&deny(r#"{"AWS": "111122223333"}"#, actions, all), &[0]);
        check(&deny(r#""*""#, r#""Action": "s3:*""#, all), &[0]);
        check(&deny(r#""*""#, actions, "arn:aws:s3:::b/a"), &[0]);
        let but = r#""NotAction": ["s3:PutObject", "s3:GetObject"]"#;
        check(&deny(r#""*""#, but, all), &[0]);
    }
}
