//! How narrow a new statement is: the one resource, what the world shows to be meant beside it,
//! and how to widen it.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::layers::Policies;
use why403_model::arn::Arn;
use why403_model::policy::{ConditionTest, Effect, OperatorName};
use why403_model::request::{Found, Request};

use crate::fix::statement::{S3_ARN, encryption_context, through_s3};
use crate::idea::escaped;

/// What a new statement asks for: operator, key, value
pub(super) type Tests = Vec<(&'static str, String, String)>;

/// The tests of a statement that serves this request: S3 for keys, the prefix for listings
pub(super) fn tests(request: &Request) -> Tests {
    let mut all = through_s3(request);
    all.extend(prefix(request));
    all
}

/// The prefix that the client sends. Without one it lists everything, and nothing is narrower.
fn prefix(request: &Request) -> Option<(&'static str, String, String)> {
    if !LISTINGS.iter().any(|it| request.action.is(it)) {
        return None;
    }
    match request.context.find("s3:prefix") {
        Found::One(prefix) if !prefix.is_empty() && !prefix.contains("${") => {
            Some(("StringEquals", "s3:prefix".to_string(), prefix.to_string()))
        }
        Found::One(_) | Found::Many(_) | Found::Absent | Found::Unknown => None,
    }
}

/// Actions that list names below a prefix
static LISTINGS: [&str; 2] = ["s3:ListBucket", "s3:ListBucketVersions"];

/// How to widen a statement for one object or prefix to all below its folder
pub(super) fn widen(request: &Request) -> Option<String> {
    if let Some((_, key, prefix)) = prefix(request) {
        let end = prefix.rfind('/').map_or(0, |it| it + 1);
        let folder = prefix.get(..end).filter(|it| !it.is_empty())?;
        return Some(format!(
            "to widen it to all below {folder}, StringLike in place of StringEquals, and {key} \
             \"{folder}*\""
        ));
    }
    if request.action.service() == "kms" {
        return widen_key(request);
    }
    let arn = Arn::parse(&request.resource).ok()?;
    let (bucket, key) = (arn.s3_bucket()?, arn.s3_key()?);
    let place = format!("arn:{}:s3:::{bucket}", arn.partition());
    let Some((folder, _)) = key.rsplit_once('/') else {
        return Some(format!(
            "to widen it to every object of the bucket, Resource {place}/*"
        ));
    };
    Some(format!(
        "to widen it to all below {folder}/, Resource {place}/{}/*",
        escaped(folder)
    ))
}

/// How to widen a statement for a key, where its encryption context is in it
fn widen_key(request: &Request) -> Option<String> {
    let has_it = through_s3(request).iter().any(|(_, key, _)| key == S3_ARN);
    let context = Arn::parse(encryption_context(request).filter(|_| has_it)?).ok()?;
    let bucket = format!("arn:{}:s3:::{}", context.partition(), context.s3_bucket()?);
    let Some(key) = context.s3_key() else {
        return Some(format!(
            "it is for what lies under the bucket key of {bucket}; what was written before that \
             was turned on has its own ARN in {S3_ARN}"
        ));
    };
    let folder = key.get(..key.rfind('/').map_or(0, |it| it + 1))?;
    let all = if folder.is_empty() {
        "every object of the bucket".to_string()
    } else {
        format!("all below {folder}")
    };
    let pattern = escaped(folder);
    Some(format!(
        "to widen it to {all}, StringLike in place of StringEquals, and {S3_ARN} \
         \"{bucket}/{pattern}*\"; under a bucket key S3 says {bucket} there in place of the object"
    ))
}

/// Keys that say for whom a whole policy is, in lower case
static MEANT: [&str; 6] = [
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:principalaccount",
    "aws:securetransport",
    "kms:calleraccount",
    "kms:viaservice",
];

/// Tests that every `Allow` of policies has and that the request is known to meet.
///
/// Conservative: of tests that only some statements have nobody says that they are meant for all.
pub(super) fn meant(policies: &Policies, request: &Request) -> Tests {
    let all = policies.known.iter();
    let all = all.flat_map(|it| &it.document.policy.statements);
    let allows = all.filter(|it| it.effect == Effect::Allow);
    let mut allows = allows.map(|it| it.conditions.as_slice());
    let Some(first) = allows.next() else {
        return Vec::new();
    };
    let others: Vec<&[ConditionTest]> = allows.collect();
    let is_shared = |test: &&ConditionTest| {
        let has = |all: &&[ConditionTest]| all.iter().any(|it| is_same(it, test));
        others.iter().all(has)
    };
    let shared = first.iter().filter(is_shared);
    shared.flat_map(|it| kept(it, request)).collect()
}

fn is_same(one: &ConditionTest, other: &ConditionTest) -> bool {
    let values = |it: &ConditionTest| -> Vec<String> {
        it.values.iter().map(|it| it.text.clone()).collect()
    };
    one.operator == other.operator
        && one.key.text.eq_ignore_ascii_case(&other.key.text)
        && values(one) == values(other)
}

/// A test as a new statement has it; nothing where the request may not meet it
fn kept(test: &ConditionTest, request: &Request) -> Tests {
    let key = test.key.text.to_ascii_lowercase();
    let operator = match test.operator.name {
        OperatorName::StringEquals => "StringEquals",
        OperatorName::Bool => "Bool",
        _ => return Vec::new(),
    };
    let found = request.context.find(&key);
    let meets = |value: &str| matches!(found, Found::One(it) if it == value);
    let is_kept = MEANT.contains(&key.as_str())
        && test.operator.quantifier.is_none()
        && !test.operator.if_exists
        && test.values.iter().any(|it| meets(&it.text));
    if !is_kept {
        return Vec::new();
    }
    let values = test.values.iter();
    values
        .map(|it| (operator, test.key.text.clone(), it.text.clone()))
        .collect()
}
