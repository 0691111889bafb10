//! Whether a bucket policy is public: S3 C.4 with U5 and U6, corrected by what was observed

use std::collections::BTreeSet;

use super::address::Network;
use super::document::Statement;
use super::facts::is_account;
use super::principal;

/// A policy is public unless every Allow is limited to fixed values somewhere.
///
/// Observed: an Allow with an identical Deny for everybody beside it does not count.
pub(super) fn is_public(statements: &[Statement]) -> bool {
    let is_cancelled = |allow: &Statement| statements.iter().any(|it| is_identical_deny(allow, it));
    statements
        .iter()
        .any(|it| it.has_effect("Allow") && !is_fixed(it) && !is_cancelled(it))
}

fn is_identical_deny(allow: &Statement, deny: &Statement) -> bool {
    let set = |it: &Statement, name| it.values(name).map(BTreeSet::from_iter);
    let same = |name| set(allow, name) == set(deny, name);
    deny.has_effect("Deny")
        && names_everybody(deny)
        && ["Action", "NotAction", "Resource", "NotResource"]
            .into_iter()
            .all(same)
        && allow.element("Condition") == deny.element("Condition")
}

fn names_everybody(statement: &Statement) -> bool {
    let values = statement
        .element("Principal")
        .map(principal::values)
        .unwrap_or_default();
    values.iter().any(|(_, it)| it == "*")
}

/// Whether principal or some condition limits the statement; `NotPrincipal` does not.
fn is_fixed(statement: &Statement) -> bool {
    let principal = statement.element("Principal").is_some() && !names_everybody(statement);
    let conditions = statement.conditions();
    principal
        || conditions
            .iter()
            .any(|(operator, key, values)| fixes(statement, operator, key, values))
}

/// Whether a condition admits fixed values only
fn fixes(statement: &Statement, operator: &str, key: &str, values: &[String]) -> bool {
    let (base, needs_presence) = match operator.strip_prefix("ForAllValues:") {
        Some(base) => (base, true), // true for an absent key
        None => (
            operator.strip_prefix("ForAnyValue:").unwrap_or(operator),
            false,
        ),
    };
    let (base, needs_presence) = match base.strip_suffix("IfExists") {
        Some(base) => (base, true),
        None => (base, needs_presence),
    };
    // Observed: `Null: false` on the same key beside it makes up for that.
    let presence = statement
        .conditions()
        .into_iter()
        .any(|(operator, other, values)| {
            operator == "Null"
                && other.eq_ignore_ascii_case(key)
                && !values.is_empty()
                && !values.iter().any(|it| it.eq_ignore_ascii_case("true"))
        });
    let key = key.to_lowercase();
    (presence || !needs_presence)
        && fixing_operators(&key).contains(&base)
        && values.iter().all(|it| is_fixed_value(&key, it)) // observed: an empty list is fixed
}

const TEXT: &[&str] = &[
    "StringEquals",
    "StringEqualsIgnoreCase",
    "StringLike",
    "ArnEquals",
    "ArnLike",
];

/// The operators that can limit a key; negated ones never do.
fn fixing_operators(key: &str) -> &'static [&'static str] {
    match key {
        "aws:sourceip" => &["IpAddress"],
        "aws:principalisawsservice" => &[
            "Bool",
            "StringEquals",
            "StringEqualsIgnoreCase",
            "StringLike",
        ],
        // `aws:SourceOwner` is on the list, but was observed not to count.
        "aws:sourcearn"
        | "aws:principalarn"
        | "aws:sourcevpcarn"
        | "s3:dataaccesspointarn"
        | "aws:sourcevpc"
        | "aws:sourcevpce"
        | "aws:sourceaccount"
        | "aws:userid"
        | "aws:principalorgid"
        | "aws:principalaccount"
        | "s3:dataaccesspointaccount"
        | "aws:sourceorgid"
        | "aws:vpceaccount"
        | "aws:vpceorgid"
        | "aws:principalservicename"
        | "aws:principalservicenameslist"
        | "aws:principalorgpaths"
        | "aws:vpceorgpaths" => TEXT,
        _ => &[],
    }
}

/// Fixed is without wildcard and variable, but for the parts of ARNs and paths that may vary.
fn is_fixed_value(key: &str, value: &str) -> bool {
    let is_literal = |it: &str| !it.contains(['*', '?']) && !it.contains("${");
    match key {
        "aws:sourceip" => Network::parse(value).is_some_and(|it| !it.is_broad()),
        "aws:principalisawsservice" => value.eq_ignore_ascii_case("true"),
        // Observed: the account alone must be fixed, and no part may have a variable.
        "aws:sourcearn" | "aws:principalarn" | "aws:sourcevpcarn" | "s3:dataaccesspointarn" => {
            let account = value.split(':').nth(4).unwrap_or_default();
            is_literal(value) || (is_account(account) && !value.contains("${"))
        }
        "aws:principalorgpaths" | "aws:vpceorgpaths" => {
            let path = value.strip_suffix('*').unwrap_or(value);
            !path.is_empty() && is_literal(path)
        }
        _ => is_literal(value), // U6: `AROA…:*` is public
    }
}
