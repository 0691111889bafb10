//! What stands at a place before and after, as the JSON that AWS takes and answers.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use why403_diagnose::fix::Tagged;
use why403_diagnose::fix::change::{Change, To};
use why403_diagnose::fix::site::Site;
use why403_model::request::Constraint;
use why403_model::world::{
    Acl, Document, Encryption, Grant, Logging, ObjectOwnership, PublicAccessBlock,
};

use super::file::{plain, stem};
use super::{File, Numbered, acl};

/// What stands there before and after; grants are added, and stand nowhere as a document
pub(super) fn texts(change: &Change) -> (Option<String>, Option<String>) {
    match &change.to {
        To::Document { before, after } => (before.as_ref().map(|it| text(it)), Some(text(after))),
        To::PublicAccessBlock { before, after } => (before.map(block), Some(block(*after))),
        To::Ownership { before, after } => (before.map(owned), Some(owned(*after))),
        To::Tag { before, given } => {
            let mut after = before.clone();
            after.extend(given.clone());
            let of = tagged_by(change);
            (Some(of.all(before)), Some(of.all(&after)))
        }
        To::Acl { before, after, .. } => {
            let text = |it: &Option<Acl>| Some(pretty(&acl::json(it.as_ref()?)?));
            (text(before), text(after))
        }
        To::Encryption {
            before,
            after,
            blocks_sse_c,
        } => (
            before.as_ref().map(|it| default(it, *blocks_sse_c)),
            Some(default(after, *blocks_sse_c)),
        ),
        To::Logging(to) => (None, Some(logging(to))),
        To::Grant(_) | To::Copy(_) | To::Trail { .. } => (None, None),
    }
}

fn logging(to: &Logging) -> String {
    pretty(&json!({
        "LoggingEnabled": {"TargetBucket": to.bucket, "TargetPrefix": to.prefix},
    }))
}

/// What a trail records: data events of objects below one prefix
pub(super) fn selectors(below: &str) -> Value {
    json!([{
        "Name": "why403",
        "FieldSelectors": [
            {"Field": "eventCategory", "Equals": ["Data"]},
            {"Field": "resources.type", "Equals": ["AWS::S3::Object"]},
            {"Field": "resources.ARN", "StartsWith": [below]},
        ],
    }])
}

/// How a service writes tags
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tags {
    /// A list of `Key` and `Value`
    List,
    /// The same as `TagSet`
    Set,
    /// A list of `TagKey` and `TagValue`
    Keys,
}

impl Tags {
    fn one(self, key: &str, value: &str) -> Value {
        match self {
            Self::List | Self::Set => json!({"Key": key, "Value": value}),
            Self::Keys => json!({"TagKey": key, "TagValue": value}),
        }
    }

    fn all(self, tags: &BTreeMap<String, String>) -> String {
        let list = tags.iter().map(|(key, value)| self.one(key, value));
        let list: Vec<Value> = list.collect();
        match self {
            Self::Set => pretty(&json!({"TagSet": list})),
            Self::List | Self::Keys => pretty(&Value::from(list)),
        }
    }
}

fn tagged_by(change: &Change) -> Tags {
    match &change.at.site {
        Site::Tags(Tagged::Object { .. }) => Tags::Set,
        Site::Tags(Tagged::Key(_)) => Tags::Keys,
        _ => Tags::List,
    }
}

/// Further files that commands take: the new tags alone, and what they were
fn parts(change: &Change) -> Vec<(&'static str, String)> {
    match &change.to {
        To::Tag { before, given } => of_tags(change, before, given),
        To::Trail { below, .. } => vec![("selectors", pretty(&selectors(below)))],
        To::Logging(_) => vec![("undo", pretty(&json!({})))],
        To::Document { .. }
        | To::PublicAccessBlock { .. }
        | To::Ownership { .. }
        | To::Encryption { .. }
        | To::Grant(_)
        | To::Acl { .. }
        | To::Copy(_) => Vec::new(),
    }
}

/// The tags that are given, and what those of them were that had been there
fn of_tags(
    change: &Change,
    before: &BTreeMap<String, String>,
    given: &BTreeMap<String, String>,
) -> Vec<(&'static str, String)> {
    let of = tagged_by(change);
    if of == Tags::Set {
        // Tags of an object are written all at once.
        return Vec::new();
    }
    let was: BTreeMap<String, String> = before
        .iter()
        .filter(|(key, _)| given.contains_key(*key))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    let undo = (!was.is_empty()).then(|| ("undo", of.all(&was)));
    [("put", of.all(given))].into_iter().chain(undo).collect()
}

fn default(it: &Encryption, blocks_sse_c: bool) -> String {
    let mut own = Map::new();
    own.insert("SSEAlgorithm".into(), it.algorithm.as_str().into());
    if let Some(key) = &it.kms_key {
        own.insert("KMSMasterKeyID".into(), key.as_str().into());
    }
    let mut rule = Map::new();
    rule.insert("ApplyServerSideEncryptionByDefault".into(), own.into());
    rule.insert("BucketKeyEnabled".into(), it.bucket_key.into());
    if blocks_sse_c {
        let blocked = json!({"EncryptionType": ["SSE-C"]});
        rule.insert("BlockedEncryptionTypes".into(), blocked);
    }
    pretty(&json!({ "Rules": [rule] }))
}

/// Whether nothing may stand there, though something is known: AWS has no answer for a setting
/// that was never made
pub(super) fn may_be_absent(change: &Change) -> bool {
    match &change.to {
        To::PublicAccessBlock { before, .. } => {
            before.is_none_or(|it| it == PublicAccessBlock::default())
        }
        To::Ownership { before, .. } => before.is_none_or(|it| it == ObjectOwnership::ObjectWriter),
        To::Encryption { before, .. } => before.is_none(),
        To::Document { .. }
        | To::Acl { .. }
        | To::Grant(_)
        | To::Tag { .. }
        | To::Copy(_)
        | To::Logging(_)
        | To::Trail { .. } => false,
    }
}

/// Whether what stands there is not known, so that nothing can be compared
pub(super) fn is_unknown_before(change: &Change) -> bool {
    matches!(
        change.to,
        To::PublicAccessBlock { before: None, .. }
            | To::Ownership { before: None, .. }
            | To::Encryption { before: None, .. }
            | To::Acl { before: None, .. }
    )
}

/// The files of a change: what it was computed from, and what is written
pub(super) fn files(it: Numbered<'_>) -> Vec<File> {
    let stem = stem(it);
    let (before, after) = texts(it.change);
    let before = before.map(|text| plain(format!("documents/{stem}.before.json"), text));
    let after = after.map(|text| plain(format!("documents/{stem}.after.json"), text));
    let parts = parts(it.change).into_iter();
    let parts = parts.map(|(part, text)| plain(format!("documents/{stem}.{part}.json"), text));
    before.into_iter().chain(after).chain(parts).collect()
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
