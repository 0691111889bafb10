//! What differs in two requests themselves: who asks, for what, on what, under which
//! circumstances.

use alloc::collections::BTreeSet;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_model::facts;
use why403_model::operations::Part;
use why403_model::request::{Principal, Request};

use super::{Had, Pair};
use crate::diagnosis::{Checked, Diagnosis};

/// Something that the two requests do not have in common
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What it is: `principal`, `session`, `operation`, `action`, `resource`, or the name of a
    /// condition key or header
    pub what: String,
    /// What either side has
    pub found: Pair<Had>,
}

/// What differs, in the order in which a person would look.
pub(super) fn differences(
    diagnoses: Pair<&Diagnosis>,
    checks: Pair<Option<&Checked>>,
) -> Vec<Difference> {
    let asked = diagnoses.map(|it| &it.question.request);
    let mut all = Vec::new();
    let mut add = |what: &str, found: Pair<Had>| {
        // That nobody told of a key is no difference to not having it.
        let is_told = [&found.works, &found.fails]
            .into_iter()
            .any(|it| matches!(it, Had::Values(_)));
        if is_told && !found.is_same() {
            all.push(Difference {
                what: what.to_string(),
                found,
            });
        }
    };
    add("principal", asked.map(|it| Had::one(caller(&it.principal))));
    add("session", asked.map(|it| session(&it.principal)));
    let calls = diagnoses.map(|it| it.question.call.as_ref().map(|it| it.operation.name));
    match calls {
        Pair {
            works: Some(works),
            fails: Some(fails),
        } => add("operation", Pair::new(Had::one(works), Had::one(fails))),
        _ => add("action", asked.map(|it| Had::one(it.action.as_str()))),
    }
    add("resource", asked.map(|it| Had::one(it.resource.clone())));
    let is_same_caller = Pair::new(&asked.works.principal, &asked.fails.principal).is_same();
    // What is known of the check is more than what was said of the question.
    let requests = checks.map(|it| it.map(|it| &it.check.request));
    let requests = Pair::new(
        requests.works.unwrap_or(asked.works),
        requests.fails.unwrap_or(asked.fails),
    );
    for (key, found) in keys(requests) {
        if is_same_caller || !is_of_caller(&key) {
            add(&named(&key), found);
        }
    }
    for (name, found) in headers(diagnoses) {
        // What a condition key has told needs no second line.
        let key = alloc::format!("s3:{name}");
        let is_key = requests.both().iter().any(|it| it.context.is_said(&key));
        if !is_key {
            add(&alloc::format!("header {name}"), found);
        }
    }
    // What nobody told of one side is less telling than two values.
    all.sort_by_key(|it| it.found.works == Had::Unknown || it.found.fails == Had::Unknown);
    all
}

/// Who asks, a session's name left out
fn caller(principal: &Principal) -> String {
    principal
        .principal_arn()
        .unwrap_or_else(|| principal.to_string())
}

fn session(principal: &Principal) -> Had {
    match principal {
        Principal::RoleSession {
            session: Some(name),
            ..
        } => Had::one(name.clone()),
        Principal::RoleSession { session: None, .. } => Had::Unknown,
        _ => Had::Absent,
    }
}

/// Condition keys, by name in lower case, with what either side has
fn keys(requests: Pair<&Request>) -> Vec<(String, Pair<Had>)> {
    let names: BTreeSet<&str> = requests
        .both()
        .into_iter()
        .flat_map(|it| it.context.entries())
        .map(|(key, _)| key)
        .collect();
    let had = |key: &str| requests.map(|it| Had::of(it.context.find(key)));
    let all = names.into_iter().map(|key| (key.to_string(), had(key)));
    all.collect()
}

/// Keys that say again who the caller is
fn is_of_caller(key: &str) -> bool {
    const OTHERS: [&str; 3] = ["aws:userid", "aws:username", "aws:rolesessionname"];
    key.starts_with("aws:principal") || OTHERS.contains(&key)
}

/// A condition key as AWS writes it; one that names a tag stays as it is
pub(super) fn named(key: &str) -> String {
    let known = facts::condition_key(key).map(|it| it.name);
    let known = known.filter(|it| it.eq_ignore_ascii_case(key));
    known.unwrap_or(key).to_string()
}

/// Headers that are known on one side, where either side has them; those that condition keys tell
/// are among the keys already
fn headers(diagnoses: Pair<&Diagnosis>) -> Vec<(String, Pair<Had>)> {
    let calls = diagnoses.map(|it| it.question.call.as_ref());
    let (Some(works), Some(fails)) = (calls.works, calls.fails) else {
        return Vec::new();
    };
    let names = [works, fails].map(|it| it.sent.said());
    let names: BTreeSet<(Part, &str)> = names.into_iter().flatten().collect();
    let had = |part: Part, name: &str| {
        let had = |it: &crate::operation::Call| Had::of(it.sent.find(part, name));
        Pair::new(had(works), had(fails))
    };
    names
        .into_iter()
        .filter(|(part, _)| *part == Part::Header)
        .map(|(part, name)| (name.to_string(), had(part, name)))
        .collect()
}
