//! The shape of S3's ARNs: colons, owner, slashes, and names with a wildcard.
//!
//! Source: Service Authorization Reference, "Actions, resources, and condition keys for Amazon S3",
//! resource types: ARNs of buckets and objects have neither Region nor account.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use why403_model::arn::is_account;
use why403_model::policy::{Effect, PolicyKind, Statement, Text};
use why403_model::shown::shown;

use super::{Review, Severity, codes, is_key};

/// What the validator says of the same ARNs, without their cause
pub(super) const GENERAL: &[&str] = &[
    "validate/action-not-on-resource",
    "validate/resource-without-action",
    "validate/resource-short",
];

/// Resources of S3 that do have a Region or account
const OWNED: &[&str] = &[
    "accesspoint",
    "access-grants",
    "async-request",
    "job",
    "storage-lens",
    "storage-lens-group",
];

/// Whether a resource matches nothing because of its shape, so that all else said of it follows
pub(super) fn review(review: &mut Review<'_>, statement: &Statement) -> bool {
    let mut is_misshapen = false;
    for value in statement.resource.iter().flat_map(|it| &it.values) {
        is_misshapen |= shape(review, value);
        if statement.effect == Effect::Allow {
            wildcard(review, value);
        }
        is_misshapen |= slashes(review, value);
    }
    let sources = statement.conditions.iter();
    for test in sources.filter(|it| is_key(it, "aws:SourceArn")) {
        for value in &test.values {
            shape(review, value);
        }
    }
    is_misshapen
}

/// The parts of an ARN of S3; fewer than six where colons are missing
fn parts(text: &str) -> Option<Vec<&str>> {
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    let is_s3 = parts.first() == Some(&"arn") && parts.get(2) == Some(&"s3");
    is_s3.then_some(parts)
}

fn shape(review: &mut Review<'_>, Text { text, at }: &Text) -> bool {
    let Some(parts) = parts(text) else {
        return false;
    };
    let partition = parts.get(1).copied().unwrap_or_default();
    let meant = |resource: &str| shown(&format!("write `arn:{partition}:s3:::{resource}`"));
    let Some(resource) = parts.get(5) else {
        // `arn:aws:s3:*` stands for all of S3, and an account alone for nothing that we could name.
        let last = parts.last().copied().unwrap_or_default();
        let is_name = parts.len() > 3 && !last.is_empty() && last != "*" && !is_account(last);
        if is_name {
            let message = format!(
                "`{}` has too few colons: behind `s3` there are three",
                shown(text)
            );
            review.find(&codes::S3_ARN_COLONS, *at, message, meant(last));
        }
        return is_name;
    };
    if let Some(rest) = resource.strip_prefix(':') {
        let message = format!(
            "`{}` has too many colons: behind `s3` there are three",
            shown(text)
        );
        let meant = meant(rest.trim_start_matches(':'));
        review.find(&codes::S3_ARN_COLONS, *at, message, meant);
        return true;
    }
    let is_written = |it: &str| !it.is_empty() && !it.contains(['*', '?', '$']);
    let owner = parts.iter().skip(3).take(2).copied().any(is_written);
    let kind = resource.split(['/', ':']).next().unwrap_or_default();
    if owner && !OWNED.contains(&kind) && !kind.contains(['*', '?', '$']) {
        let message = format!(
            "`{}` matches nothing: ARNs of buckets and objects have no Region and no account",
            shown(text)
        );
        review.find(&codes::S3_ARN_OWNER, *at, message, meant(resource));
        return true;
    }
    false
}

/// Bucket and key of a bucket's or object's ARN
fn split(text: &str) -> Option<(&str, Option<&str>)> {
    let parts = parts(text)?;
    let resource = *parts.get(5)?;
    let is_global = parts.iter().skip(3).take(2).all(|it| it.is_empty());
    let found = match resource.split_once('/') {
        Some((bucket, key)) => (bucket, Some(key)),
        None => (resource, None),
    };
    (is_global && !resource.starts_with(':')).then_some(found)
}

/// Whether the ARN can match nothing
fn slashes(review: &mut Review<'_>, Text { text, at }: &Text) -> bool {
    let Some((_, Some(key))) = split(text) else {
        return false;
    };
    let arn = shown(text);
    let all = || format!("write `{arn}*`");
    if key.is_empty() {
        let message = format!("`{arn}` is neither the bucket nor any object in it");
        let help = format!(
            "{} for its objects, or leave the slash out for the bucket",
            all()
        );
        review.find(&codes::S3_ARN_SLASH, *at, message, help);
    } else if key.ends_with('/') {
        let message =
            format!("`{arn}` is one object, whose key ends in a slash, and nothing in that folder");
        let help = format!("{} for what is in the folder", all());
        review.find_as(&codes::S3_ARN_SLASH, Severity::Note, *at, message, help);
    }
    if key.starts_with('/') {
        let message = format!("`{arn}` is for keys that begin with a slash, which few do");
        let help = format!("write `{}`", without_double_slash(&arn));
        review.find(&codes::S3_ARN_DOUBLE_SLASH, *at, message, help);
    }
    key.is_empty()
}

fn without_double_slash(arn: &str) -> String {
    arn.replacen("//", "/", 1)
}

/// A name that others can choose to meet: bucket names are free for everyone
fn wildcard(review: &mut Review<'_>, Text { text, at }: &Text) {
    let is_of_identity = matches!(
        review.kind,
        PolicyKind::IdentityManaged | PolicyKind::IdentityInline
    );
    let Some((bucket, _)) = split(text).filter(|_| is_of_identity) else {
        return;
    };
    let name = bucket.trim_matches('*');
    if bucket.contains('*') && !name.is_empty() {
        let message = format!(
            "`{}` also matches buckets of other accounts that are named so",
            shown(text)
        );
        let help = "write each name out, or add `\"StringEquals\": {\"aws:ResourceAccount\": \"ACCOUNT\"}`";
        review.find(&codes::S3_ARN_PREFIX, *at, message, help);
    }
}
