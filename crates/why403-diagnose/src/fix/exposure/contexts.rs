//! Requests that the statements of a change tell apart, and which of them a caller can make.

use alloc::string::String;
use alloc::vec::Vec;

use why403_engine::truth::Truth;
use why403_model::policy::{ConditionTest, Family, Statement};
use why403_model::request::{Constraint, Context, Entry, Others, Principal};
use why403_model::world::{Grant, World};

use super::Who;
use super::glob::generic;
use crate::idea::value_for;
use crate::question::completed;

/// Keys that the caller itself settles: no context may say otherwise
pub(super) const OF_CALLERS: [&str; 4] = [
    "aws:principalarn",
    "aws:principalaccount",
    "aws:principaltype",
    "aws:username",
];

/// Keys that a request has only where it comes through a VPC endpoint
const OF_ENDPOINTS: [&str; 3] = ["aws:SourceVpce", "aws:SourceVpc", "aws:VpcSourceIp"];

/// Requests that the touched statements tell apart: nothing said, all conditions of one met, one
/// of its conditions missed; each by a way that nobody told, over the internet, and through each
/// of `endpoints`
pub(super) fn contexts(touched: &[Statement], endpoints: &[String]) -> Vec<Context> {
    by_each_way(told_apart(touched), endpoints)
}

/// Requests that a grant of a key is for: with the encryption context that it asks for
pub(super) fn of_grant(grant: &Grant) -> Vec<Context> {
    let plain = Context::new(Others::Unknown);
    let mut all = alloc::vec![plain.clone()];
    if let Some(Constraint::Equals(pairs) | Constraint::Subset(pairs)) = &grant.constraint {
        let mut meant = plain;
        for (key, value) in pairs {
            let key = alloc::format!("kms:EncryptionContext:{key}");
            meant.set(&key, Entry::One(value.clone()));
        }
        all.push(meant);
    }
    by_each_way(all, &[])
}

/// Requests that no statement tells apart: of what is current, and of a version that nobody told
pub(super) fn plain() -> Vec<Context> {
    let plain = Context::new(Others::Unknown);
    let mut current = plain.clone();
    current.set("s3:VersionId", Entry::Absent);
    by_each_way(alloc::vec![plain, current], &[])
}

fn by_each_way(all: Vec<Context>, endpoints: &[String]) -> Vec<Context> {
    let over_internet = all.iter().map(over_internet).collect();
    let mut through = Vec::new();
    for id in endpoints {
        for context in &all {
            let mut context = context.clone();
            context.set_if_unsaid("aws:SourceVpce", Entry::One(id.clone()));
            through.push(context);
        }
    }
    [all, over_internet, through].concat()
}

/// The same request, by no VPC endpoint
pub(super) fn over_internet(context: &Context) -> Context {
    let mut context = context.clone();
    for key in OF_ENDPOINTS {
        context.set_if_unsaid(key, Entry::Absent);
    }
    context
}

/// What only services send, in lower case
const OF_SERVICES: [&str; 4] = [
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
];

/// The requests that a caller can make: what it cannot send is left out, as is the `aws:userId` of
/// another
pub(super) fn of_caller(
    contexts: &[Context],
    (who, principal): (&Who, &Principal),
    worlds: (&World, &World),
) -> Vec<Context> {
    let is_service = matches!(principal, Principal::Service { .. });
    let ids = [worlds.0, worlds.1].map(|it| {
        let mut own = completed(principal.clone(), it);
        own.id_mut().and_then(Option::take)
    });
    let is_own = |entry: &Entry| match entry {
        Entry::One(value) => ids.iter().flatten().any(|id| value.starts_with(id)),
        _ => false,
    };
    let may_send = |key: &str, entry: &Entry| match key {
        "aws:userid" => is_own(entry),
        _ => is_service || !OF_SERVICES.contains(&key),
    };
    let mut all: Vec<Context> = Vec::new();
    for context in contexts {
        let mut own = context.only(may_send);
        // Any account is one that is in nobody's organization.
        match who {
            Who::AnyAccount => {
                own.set("aws:PrincipalOrgID", Entry::Absent);
                own.set("aws:PrincipalOrgPaths", Entry::Absent);
            }
            Who::Organization(id) => own.set("aws:PrincipalOrgID", Entry::One(id.clone())),
            _ => {}
        }
        if !all.iter().any(|it| it.entries().eq(own.entries())) {
            all.push(own);
        }
    }
    all
}

/// The same contexts with what else the requests say
pub(super) fn saying<'c>(
    contexts: &'c [Context],
    said: &[(String, Entry)],
) -> alloc::borrow::Cow<'c, [Context]> {
    if said.is_empty() {
        return contexts.into();
    }
    let mut all = contexts.to_vec();
    for context in &mut all {
        for (key, entry) in said {
            context.set(key, entry.clone());
        }
    }
    all.into()
}

fn told_apart(touched: &[Statement]) -> Vec<Context> {
    let mut all = alloc::vec![Context::new(Others::Unknown)];
    let mut add = |context: Context| {
        if !all.iter().any(|it| it.entries().eq(context.entries())) {
            all.push(context);
        }
    };
    for statement in touched.iter().filter(|it| !it.conditions.is_empty()) {
        let tests = &statement.conditions;
        for missed in core::iter::once(None).chain((0..tests.len()).map(Some)) {
            let wanted = |index| truth(missed != Some(index));
            add(meeting(tests, wanted));
        }
        // One value of a list may be new: each is asked about.
        for (index, test) in tests.iter().enumerate() {
            for own in each_alone(test).skip(1).take(VALUES) {
                let mut alone = tests.clone();
                if let Some(test) = alone.get_mut(index) {
                    *test = own;
                }
                for truth in [Truth::Yes, Truth::No] {
                    let wanted = |at| if at == index { truth } else { Truth::Yes };
                    add(meeting(&alone, wanted));
                }
            }
        }
    }
    all
}

/// Values of one list that are asked about
const VALUES: usize = 8;

/// A test with each of its values alone
pub(super) fn each_alone(test: &ConditionTest) -> impl Iterator<Item = ConditionTest> + '_ {
    test.values.iter().map(|value| ConditionTest {
        values: alloc::vec![value.clone()],
        ..test.clone()
    })
}

pub(super) fn truth(is_met: bool) -> Truth {
    if is_met { Truth::Yes } else { Truth::No }
}

/// A value that a pattern matches of which nothing is fixed, such as `*`
pub(super) fn any_value(test: &ConditionTest, wanted: Truth) -> Option<Entry> {
    let name = test.operator.name;
    let is_pattern = matches!(name.family(), Family::String | Family::Arn);
    let has_to_match = name.is_negated() == (wanted == Truth::No);
    let first = test.values.first().filter(|_| is_pattern && has_to_match)?;
    let is_fixed = first.text.contains("${");
    (!is_fixed).then(|| Entry::One(generic(&first.text)))
}

/// A context under which each test comes out as wanted, as far as one value can do that
fn meeting(tests: &[ConditionTest], wanted: impl Fn(usize) -> Truth) -> Context {
    let mut context = Context::new(Others::Unknown);
    for (index, test) in tests.iter().enumerate() {
        let key = test.key.text.to_ascii_lowercase();
        let wanted = wanted(index);
        // The empty value is one as well: a listing without prefix sends it.
        let is_empty = wanted == Truth::Yes
            && !test.operator.name.is_negated()
            && test.values.iter().all(|it| it.text.is_empty());
        let entry = if is_empty {
            Some(Entry::One(String::new()))
        } else {
            value_for(test, wanted).or_else(|| any_value(test, wanted))
        };
        if let Some(entry) = entry.filter(|_| !OF_CALLERS.contains(&key.as_str())) {
            context.set(&test.key.text, entry);
        }
    }
    context
}
