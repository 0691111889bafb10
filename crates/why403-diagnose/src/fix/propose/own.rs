//! Objects of other accounts: their writer hands them over, or the bucket takes over what is in
//! it.
//!
//! Source: Amazon S3 User Guide, "Controlling ownership of objects and disabling ACLs for your
//! bucket" and "Prerequisites for disabling ACLs" (the bucket's ACL grants to its owner only,
//! grants of log delivery move to the bucket's policy).

use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;

use why403_model::arn::{AccountId, Arn};
use why403_model::known::Fact;
use why403_model::world::{Bucket, Grantee, ObjectOwnership};

use super::Scene;
use crate::fix::acl::{AclOf, handed_over, private, to_others};
use crate::fix::edit::Edit;
use crate::fix::owner::Owner;
use crate::fix::statement::{Allow, Named};
use crate::fix::verify::Fix;
use crate::idea::escaped;

/// The writer's ACL, then ACLs turned off
pub(super) fn fixes(scene: &Scene<'_>) -> Vec<Fix> {
    let (Ok(arn), Some(keeper)) = (
        Arn::parse(&scene.request.resource),
        scene.request.resource_owner.known(),
    ) else {
        return Vec::new();
    };
    let Some(bucket) = arn.s3_bucket() else {
        return Vec::new();
    };
    // Neither lets a third account in: that takes a grant to it, or the bucket's policy.
    if scene.request.principal.account().as_ref() != Some(keeper) {
        return Vec::new();
    }
    let mut accounts = scene.world.accounts.values();
    let Some(found) = accounts.find_map(|it| it.buckets.get(bucket)) else {
        return Vec::new();
    };
    let by_writer = arn.s3_key().and_then(|key| by_writer(found, key, keeper));
    by_writer
        .into_iter()
        .chain(enforced(found, keeper))
        .collect()
}

/// The writer gives the bucket's owner full control of the one object
fn by_writer(bucket: &Bucket, key: &str, keeper: &AccountId) -> Option<Fix> {
    let mut current = bucket.objects.iter().filter(|it| it.version_id.is_none());
    let object = current.find(|it| it.key == key)?;
    let acl = object.acl.known()?;
    let owner = match &acl.owner {
        Grantee::Account(id) => Owner::Account(id.clone()),
        _ => Owner::Unknown,
    };
    let whose = match &owner {
        Owner::Account(id) => format!("account {id}, which wrote it,"),
        _ => "whoever wrote it".to_string(),
    };
    let mut notes = alloc::vec![
        "it is for this object only: from then on, have it written with --acl \
         bucket-owner-full-control"
            .to_string()
    ];
    if acl.grants.iter().any(|it| it.grantee != acl.owner) {
        notes.push("the grants that its ACL has to others are replaced".to_string());
    }
    Some(Fix {
        kind: "object-acl/hand-over",
        text: format!("{whose} hands {key} over"),
        owner,
        world: alloc::vec![Edit::Acl {
            of: AclOf::Object {
                bucket: bucket.name.clone(),
                key: key.to_string(),
            },
            to: handed_over(&acl.owner, keeper),
        }],
        request: Vec::new(),
        notes,
    })
}

/// ACLs turned off: the bucket's owner owns every object in it then
fn enforced(bucket: &Bucket, keeper: &AccountId) -> Option<Fix> {
    let name = &bucket.name;
    let mut world = Vec::new();
    let mut notes = Vec::new();
    match &bucket.acl {
        Fact::Known(acl) => {
            let others = to_others(acl, keeper);
            let takes_logs = others.iter().any(|it| it.grantee == Grantee::LogDelivery);
            if takes_logs {
                match log_delivery(bucket) {
                    Some(edit) => {
                        world.push(edit);
                        notes.push(
                            "access logs come to this bucket by its ACL: the bucket policy lets \
                             logging.s3.amazonaws.com in first"
                                .to_string(),
                        );
                    }
                    None => return None,
                }
            }
            if !others.is_empty() {
                notes.push(format!(
                    "first its own ACL becomes private, else S3 refuses: {} to others end with it",
                    if others.len() == 1 {
                        "a grant"
                    } else {
                        "grants"
                    }
                ));
                world.push(Edit::Acl {
                    of: AclOf::Bucket(name.clone()),
                    to: private(&acl.owner),
                });
            }
        }
        Fact::Unknown(_) => notes.push(
            "S3 refuses while the bucket's ACL grants anything to others: look with aws s3api \
             get-bucket-acl, and make it private first"
                .to_string(),
        ),
    }
    notes.push(
        "from then on S3 refuses writes that send another ACL than bucket-owner-full-control"
            .to_string(),
    );
    world.push(Edit::Ownership {
        bucket: name.clone(),
        to: ObjectOwnership::BucketOwnerEnforced,
    });
    Some(Fix {
        kind: "bucket/own-objects",
        text: format!("turn ACLs off in {name}: account {keeper} owns every object in it then"),
        owner: Owner::Account(keeper.clone()),
        world,
        request: Vec::new(),
        notes,
    })
}

/// Delivery of access logs by policy in place of the ACL; `None` where the policy is not known
fn log_delivery(bucket: &Bucket) -> Option<Edit> {
    let statement = Allow {
        action: "s3:PutObject".into(),
        resource: format!("arn:aws:s3:::{}/*", escaped(&bucket.name)),
        principal: Some(Named::Service("logging.s3.amazonaws.com")),
        conditions: alloc::vec![(
            "StringEquals",
            "aws:SourceAccount".to_string(),
            bucket.owner.to_string()
        )],
    };
    Edit::in_bucket_policy(bucket, &statement.json())
}
