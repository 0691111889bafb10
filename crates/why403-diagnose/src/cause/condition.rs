//! Condition tests in words: what the policy wants, and what the request has.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::condition::Reason;
use why403_engine::trace::{Resolved, StatementTrace, TestTrace};
use why403_engine::truth::Truth;
use why403_model::policy::{ConditionTest, Operator, OperatorName, Statement};

/// What of the request made a Deny take effect: the tests that passed, in words.
#[must_use]
pub(super) fn because(traced: &StatementTrace, source: &Statement) -> Vec<String> {
    telling(traced)
        .into_iter()
        .filter_map(|test| {
            let written = source.conditions.get(test.index)?;
            let has = has(test, &written.key.text);
            let wants_else = written.operator.name.is_negated();
            Some(if wants_else && test.reason != Reason::KeyUnknown {
                format!("{has} (wanted: {})", values(&wanted(test, written)))
            } else {
                has
            })
        })
        .collect()
}

/// The one test of a Deny to look at: what passed for certain, if anything did
#[must_use]
pub(super) fn deciding<'t>(
    traced: &'t StatementTrace,
    source: &'t Statement,
) -> Option<(&'t TestTrace, &'t ConditionTest)> {
    let telling = telling(traced);
    let certain = telling.iter().find(|it| it.outcome == Truth::Yes);
    let test = certain.or(telling.first())?;
    Some((test, source.conditions.get(test.index)?))
}

/// What the request has, in the few words that fit beside the policy's own line
#[must_use]
pub(super) fn beside(test: &TestTrace) -> String {
    match (&test.found, test.reason) {
        (_, Reason::KeyUnknown) => "not known of this request".to_string(),
        (Some(found), _) => format!("here: {}", values(found)),
        (None, _) => "absent here".to_string(),
    }
}

/// Keys that say what no ordinary caller is: they make an exception, and decide nothing here
static EXCEPTIONS: &[&str] = &["aws:principalisawsservice", "aws:viaawsservice"];

/// The tests that passed, those left out that every ordinary request passes
fn telling(traced: &StatementTrace) -> Vec<&TestTrace> {
    let passed = || {
        traced
            .conditions
            .iter()
            .filter(|test| test.outcome != Truth::No)
    };
    let is_telling = |test: &&TestTrace| !EXCEPTIONS.contains(&test.key.as_str());
    let telling: Vec<&TestTrace> = passed().filter(is_telling).collect();
    if telling.is_empty() {
        passed().collect()
    } else {
        telling
    }
}

/// What the request has under a key: a sentence
fn has(test: &TestTrace, key: &str) -> String {
    if test.reason == Reason::KeyUnknown {
        return format!("{key} is not known");
    }
    let is_false = |found: &Vec<String>| found.iter().all(|it| it.eq_ignore_ascii_case("false"));
    match (test.key.as_str(), &test.found) {
        ("aws:securetransport", Some(found)) if is_false(found) => {
            "the request came over plain HTTP".to_string()
        }
        ("aws:multifactorauthpresent", found) if found.as_ref().is_none_or(is_false) => {
            "the caller has not signed in with MFA".to_string()
        }
        (_, Some(found)) => format!("{key} is {}", values(found)),
        (_, None) => lacks(key),
    }
}

/// What the policy wants, variables filled in
#[must_use]
pub(crate) fn wanted(test: &TestTrace, written: &ConditionTest) -> Vec<String> {
    let resolved = test.wanted.iter();
    let pairs = written.values.iter().zip(resolved);
    pairs
        .map(|(value, resolved)| match resolved {
            Some(Resolved::Text(compared)) => compared.clone(),
            Some(Resolved::Unresolved { .. } | Resolved::Unknown { .. }) | None => {
                value.text.clone()
            }
        })
        .collect()
}

/// What a test of an Allow asks for: `s3:prefix is like sam/*`
#[must_use]
pub(super) fn asks(operator: &str, key: &str, wanted: &[String]) -> String {
    let name = Operator::parse(operator).map(|it| it.name);
    if name == Some(OperatorName::Null) {
        let is_absent = wanted.iter().any(|it| it.eq_ignore_ascii_case("true"));
        return format!("{key} is {}", if is_absent { "absent" } else { "there" });
    }
    let verb = VERBS
        .iter()
        .find(|(it, _)| Some(*it) == name)
        .map_or("passes", |(_, verb)| *verb);
    format!("{key} {verb} {}", values(wanted))
}

use OperatorName as N;

#[rustfmt::skip] // One operator a row, in columns.
static VERBS: &[(OperatorName, &str)] = &[
    (N::StringEquals,              "is"),
    (N::StringNotEquals,           "is not"),
    (N::StringEqualsIgnoreCase,    "is"),
    (N::StringNotEqualsIgnoreCase, "is not"),
    (N::StringLike,                "is like"),
    (N::StringNotLike,             "is not like"),
    (N::NumericEquals,             "is"),
    (N::NumericNotEquals,          "is not"),
    (N::NumericLessThan,           "is less than"),
    (N::NumericLessThanEquals,     "is at most"),
    (N::NumericGreaterThan,        "is more than"),
    (N::NumericGreaterThanEquals,  "is at least"),
    (N::DateEquals,                "is"),
    (N::DateNotEquals,             "is not"),
    (N::DateLessThan,              "is before"),
    (N::DateLessThanEquals,        "is not after"),
    (N::DateGreaterThan,           "is after"),
    (N::DateGreaterThanEquals,     "is not before"),
    (N::Bool,                      "is"),
    (N::BinaryEquals,              "is"),
    (N::IpAddress,                 "is in"),
    (N::NotIpAddress,              "is not in"),
    (N::ArnEquals,                 "is like"),
    (N::ArnNotEquals,              "is not like"),
    (N::ArnLike,                   "is like"),
    (N::ArnNotLike,                "is not like"),
];

/// That a condition key is absent, in words: tags belong to somebody
#[must_use]
pub fn lacks(key: &str) -> String {
    let tag = |prefix: &str| {
        let head = key.get(..prefix.len())?;
        let tag = key.get(prefix.len()..)?;
        head.eq_ignore_ascii_case(prefix).then_some(tag)
    };
    if let Some(tag) = tag("aws:ResourceTag/") {
        return format!("the resource has no tag {tag}");
    }
    if let Some(tag) = tag("aws:PrincipalTag/") {
        return format!("the caller has no tag {tag}");
    }
    if let Some(tag) = tag("aws:RequestTag/") {
        return format!("the request sets no tag {tag}");
    }
    format!("the request has no {key}")
}

/// Values as people read them, the first few; quoted where they would not be seen else
#[must_use]
pub fn values(all: &[String]) -> String {
    const SHOWN: usize = 3;
    let one = |it: &String| {
        if it.is_empty() || it.contains([' ', ',']) {
            format!("\"{it}\"")
        } else {
            it.clone()
        }
    };
    let shown: Vec<String> = all.iter().take(SHOWN).map(one).collect();
    match all.len().saturating_sub(SHOWN) {
        _ if all.is_empty() => "an empty list".to_string(),
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_is_told_in_the_words_of_its_operator() {
        #[track_caller]
        fn check(operator: &str, values: &[&str], told: &str) {
            let values: Vec<String> = values.iter().map(ToString::to_string).collect();
            assert_eq!(asks(operator, "k", &values), told);
        }
        check("StringLike", &["a/*", "b/*"], "k is like a/*, b/*");
        check("ForAnyValue:StringNotEqualsIfExists", &["a"], "k is not a");
        check(
            "NotIpAddress",
            &["203.0.113.0/24"],
            "k is not in 203.0.113.0/24",
        );
        check("Null", &["true"], "k is absent");
        check("Null", &["false"], "k is there");
        check("StringEquals", &[""], "k is \"\"");
        check(
            "StringEquals",
            &["1", "2", "3", "4"],
            "k is 1, 2, 3 and 1 more",
        );
    }

    #[test]
    fn every_operator_of_the_grammar_has_its_words() {
        for row in why403_model::policy::OPERATORS {
            let has_words = VERBS.iter().any(|(name, _)| *name == row.name);
            assert!(has_words || row.name == N::Null, "{}", row.text);
        }
    }
}
