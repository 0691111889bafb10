//! Access control lists of buckets and objects: S3 C.2, C.3, contract "acl"

use serde_json::Value;

use super::facts::Facts;
use super::principal::{Kind, Strength};

/// Whether grants to the two groups count
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Groups {
    Count,
    /// `IgnorePublicAcls`
    Ignored,
}

/// The strongest grant of the ACL that the action is under
pub(super) fn allows(facts: &Facts, groups: Groups) -> Option<Strength> {
    let (list, permission) = permission_for(facts)?;
    let grants = lists(facts)?.get(list)?.as_array()?;
    let text = |grant: &Value, name| {
        grant
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let held = grants.iter().filter(|it| {
        let own = text(it, "permission");
        own == permission || own == "FULL_CONTROL"
    });
    held.filter_map(|it| strength(facts, &text(it, "grantee"), groups))
        .max()
}

/// S3 C.2: the list and the permission that an action needs
fn permission_for(facts: &Facts) -> Option<(&'static str, &'static str)> {
    #[rustfmt::skip] // One permission a row, in columns.
    let rows: [(&str, &str, &[&str]); 7] = [
        ("bucket", "READ",      &["ListBucket", "ListBucketVersions", "ListBucketMultipartUploads"]),
        ("bucket", "WRITE",     &["PutObject"]),
        ("bucket", "READ_ACP",  &["GetBucketAcl"]),
        ("bucket", "WRITE_ACP", &["PutBucketAcl"]),
        ("object", "READ",      &["GetObject", "GetObjectVersion"]),
        ("object", "READ_ACP",  &["GetObjectAcl", "GetObjectVersionAcl"]),
        ("object", "WRITE_ACP", &["PutObjectAcl", "PutObjectVersionAcl"]),
    ];
    let named = |actions: &[&str]| {
        actions
            .iter()
            .any(|it| facts.action_is(&format!("s3:{it}")))
    };
    rows.into_iter()
        .find(|(.., actions)| named(actions))
        .map(|(list, permission, _)| (list, permission))
}

/// S3 C.2, grantees
fn strength(facts: &Facts, grantee: &str, groups: Groups) -> Option<Strength> {
    let signed = facts.caller.kind != Kind::Anonymous;
    match grantee.strip_prefix("http://acs.amazonaws.com/groups/global/") {
        Some("AllUsers") if groups == Groups::Count => Some(Strength::Direct),
        Some("AuthenticatedUsers") if groups == Groups::Count && signed => Some(Strength::Direct),
        Some(_) => None,
        None => {
            let account = canonical_account(facts, grantee)?;
            (facts.caller.account == Some(account)).then_some(Strength::Account)
        }
    }
}

/// The account that owns the object, if it is not the bucket's owner: S3 C.1, object context
pub(super) fn foreign_owner(facts: &Facts) -> Option<String> {
    // The object's own actions: all on an object but those that the bucket's owner settles.
    let of_bucket = [
        "s3:PutObject",
        "s3:DeleteObject",
        "s3:DeleteObjectVersion",
        "s3:AbortMultipartUpload",
        "s3:ListMultipartUploadParts",
        "s3:RestoreObject",
    ];
    let replicates = facts.action.to_lowercase().starts_with("s3:replicate");
    let is_object = facts.is_of("s3") && facts.resource.splitn(6, ':').nth(5)?.contains('/');
    if !is_object || replicates || of_bucket.iter().any(|it| facts.action_is(it)) {
        return None;
    }
    let owner = canonical_account(facts, lists(facts)?.get("owner")?.as_str()?)?;
    (Some(&owner) != facts.owner.as_ref()).then_some(owner)
}

/// The ACLs, if they are in force: S3 C.3
fn lists<'a>(facts: &Facts<'a>) -> Option<&'a Value> {
    let ownership = facts.policy("objectOwnership").and_then(Value::as_str);
    facts
        .policy("acl")
        .filter(|_| facts.is_of("s3") && ownership != Some("BucketOwnerEnforced"))
}

/// `canonical:owner` is the resource's owner; `canonical:<account>` that account.
fn canonical_account(facts: &Facts, grantee: &str) -> Option<String> {
    match grantee.strip_prefix("canonical:")? {
        "owner" => facts.owner.clone(),
        account => Some(account.to_owned()),
    }
}
