//! What stands at a place before and after, as the JSON that AWS takes and answers.

use serde_json::{Value, json};
use why403_diagnose::fix::change::{Change, To};
use why403_model::request::Constraint;
use why403_model::world::{Document, Grant, ObjectOwnership, PublicAccessBlock};

use super::file::{plain, stem};
use super::{File, Numbered};

/// What stands there before and after; grants are added, and stand nowhere as a document
pub(super) fn texts(change: &Change) -> (Option<String>, Option<String>) {
    match &change.to {
        To::Document { before, after } => (before.as_ref().map(|it| text(it)), Some(text(after))),
        To::PublicAccessBlock { before, after } => {
            (before.map(|it| block(it)), Some(block(*after)))
        }
        To::Ownership { before, after } => (before.map(|it| owned(it)), Some(owned(*after))),
        To::Grant(_) => (None, None),
    }
}

/// Whether nothing may stand there, though something is known: AWS has no answer for a setting
/// that was never made
pub(super) fn may_be_absent(change: &Change) -> bool {
    match &change.to {
        To::PublicAccessBlock { before, .. } => {
            before.is_none_or(|it| it == PublicAccessBlock::default())
        }
        To::Ownership { before, .. } => before.is_none_or(|it| it == ObjectOwnership::ObjectWriter),
        To::Document { .. } | To::Grant(_) => false,
    }
}

/// Whether what stands there is not known, so that nothing can be compared
pub(super) fn is_unknown_before(change: &Change) -> bool {
    matches!(
        change.to,
        To::PublicAccessBlock { before: None, .. } | To::Ownership { before: None, .. }
    )
}

/// The files of a change: what it was computed from, and what is written
pub(super) fn files(it: Numbered<'_>) -> Vec<File> {
    let stem = stem(it);
    let (before, after) = texts(it.change);
    let before = before.map(|text| plain(format!("documents/{stem}.before.json"), text));
    let after = after.map(|text| plain(format!("documents/{stem}.after.json"), text));
    before.into_iter().chain(after).collect()
}

/// A document's own text, ending in a line break
fn text(document: &Document) -> String {
    let text = document.text.trim_end();
    format!("{text}\n")
}

fn block(it: PublicAccessBlock) -> String {
    pretty(&json!({
        "BlockPublicAcls": it.block_public_acls,
        "IgnorePublicAcls": it.ignore_public_acls,
        "BlockPublicPolicy": it.block_public_policy,
        "RestrictPublicBuckets": it.restrict_public_buckets,
    }))
}

fn owned(it: ObjectOwnership) -> String {
    pretty(&json!({"Rules": [{"ObjectOwnership": ownership(it)}]}))
}

/// AWS's spelling
pub(super) fn ownership(it: ObjectOwnership) -> &'static str {
    match it {
        ObjectOwnership::BucketOwnerEnforced => "BucketOwnerEnforced",
        ObjectOwnership::BucketOwnerPreferred => "BucketOwnerPreferred",
        ObjectOwnership::ObjectWriter => "ObjectWriter",
    }
}

/// A grant's constraint as KMS takes it
pub(super) fn constraint(grant: &Grant) -> Option<Value> {
    let (name, pairs) = match grant.constraint.as_ref()? {
        Constraint::Equals(pairs) => ("EncryptionContextEquals", pairs),
        Constraint::Subset(pairs) => ("EncryptionContextSubset", pairs),
    };
    let pairs: serde_json::Map<String, Value> = pairs
        .iter()
        .map(|(name, value)| (name.clone(), Value::from(value.as_str())))
        .collect();
    Some(json!({ name: pairs }))
}

/// JSON over lines, ending in a line break
pub(super) fn pretty(value: &Value) -> String {
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    format!("{text}\n")
}
