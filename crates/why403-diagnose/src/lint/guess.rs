//! What a document is used as, where nobody says so: from its elements.

use alloc::collections::BTreeSet;

use why403_model::policy::{Effect, Policy, PolicyKind, Statement, Text};

use super::is_everyone;

/// A kind and what speaks for it
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guess {
    /// The kind
    pub kind: PolicyKind,
    /// What of the document says so, in a phrase
    pub because: &'static str,
}

/// What the document is, most probably.
///
/// A policy without principals may be an identity policy, a boundary, a session policy or an SCP;
/// an identity policy is told, for it is the most frequent, and the others may have what it has.
#[must_use]
pub fn guess(policy: &Policy) -> Guess {
    let statements = &policy.statements;
    if statements.iter().all(|it| it.principal.is_none()) {
        return told(PolicyKind::IdentityManaged, "no statement has a Principal");
    }
    if statements.iter().all(|it| it.resource.is_none()) && all_of(statements, "sts") {
        return told(
            PolicyKind::Trust,
            "its actions are of sts, and it has no Resource",
        );
    }
    if is_rcp(statements) {
        return told(PolicyKind::Rcp, "it denies everybody on every resource");
    }
    let buckets = buckets(statements);
    let is_for_all = statements
        .iter()
        .any(|it| resources(it).any(|it| it.text == "*"));
    if all_of(statements, "s3") && !is_for_all && buckets.len() == 1 {
        return told(PolicyKind::Bucket, "its resources are one bucket");
    }
    if all_of(statements, "s3") && !is_for_all && buckets.is_empty() && of_points(statements) {
        return told(PolicyKind::AccessPoint, "its resources are an access point");
    }
    for (prefix, kind, because) in SERVICES {
        if all_of(statements, prefix) {
            return told(*kind, because);
        }
    }
    if is_for_all || buckets.len() > 1 {
        return told(
            PolicyKind::Endpoint,
            "it names principals, and more than one resource",
        );
    }
    told(PolicyKind::Resource, "it names principals")
}

#[rustfmt::skip] // One service a row, in columns.
static SERVICES: &[(&str, PolicyKind, &str)] = &[
    ("kms",    PolicyKind::Key,      "its actions are of kms"),
    ("sqs",    PolicyKind::Queue,    "its actions are of sqs"),
    ("sns",    PolicyKind::Topic,    "its actions are of sns"),
    ("lambda", PolicyKind::Function, "its actions are of lambda"),
];

const fn told(kind: PolicyKind, because: &'static str) -> Guess {
    Guess { kind, because }
}

/// Whether every action is of the service
fn all_of(statements: &[Statement], service: &str) -> bool {
    let mut actions = statements.iter().flat_map(|it| &it.action.values);
    let mut is_any = false;
    let all = actions.all(|it| {
        is_any = true;
        let prefix = it.text.split_once(':').map(|(prefix, _)| prefix);
        prefix.is_some_and(|it| it.eq_ignore_ascii_case(service))
    });
    all && is_any
}

fn is_rcp(statements: &[Statement]) -> bool {
    statements.iter().all(|it| {
        let is_for_all = it
            .principal
            .as_ref()
            .is_some_and(|it| !it.negated && is_everyone(it));
        it.effect == Effect::Deny && is_for_all && resources(it).any(|it| it.text == "*")
    })
}

fn resources(statement: &Statement) -> impl Iterator<Item = &Text> {
    statement.resource.iter().flat_map(|it| &it.values)
}

/// The names of all buckets; a name with a wildcard is one, too
fn buckets(statements: &[Statement]) -> BTreeSet<&str> {
    let of_s3 = |it: &'_ Text| -> Option<usize> {
        let at = it.text.find(":s3:::")?;
        Some(at + ":s3:::".len())
    };
    let all = statements.iter().flat_map(resources);
    let named = all.filter_map(|it| it.text.get(of_s3(it)?..));
    named.filter_map(|it| it.split('/').next()).collect()
}

fn of_points(statements: &[Statement]) -> bool {
    let mut all = statements.iter().flat_map(resources);
    all.any(|it| it.text.contains(":accesspoint/"))
}
