//! Objects of other accounts: their owner grants, or the bucket takes them over.

use alloc::format;
use alloc::vec::Vec;

use why403_engine::layers::{AclLayer, Layers};
use why403_engine::verdict::Layer;
use why403_model::arn::Arn;
use why403_model::known::Fact;
use why403_model::request::Request;
use why403_model::shell::{option, options};
use why403_model::world::{AclGrant, Grantee, ObjectOwnership, Permission};

use super::{Idea, trial};
use crate::cause::Cause;

/// The object's owner hands the object over; or the bucket's owner turns ACLs off.
pub(super) fn ideas(cause: &Cause, layers: &Layers, request: &Request) -> Vec<Idea> {
    let arn = Arn::parse(&request.resource).ok();
    let place = arn.as_ref().and_then(|it| it.s3_bucket().zip(it.s3_key()));
    let (Some((bucket, key)), Some(keeper)) = (place, request.resource_owner.known()) else {
        return Vec::new();
    };
    // Neither lets a third account in: that takes a grant to it, or the bucket's policy.
    if request.principal.account().as_ref() != Some(keeper) {
        return Vec::new();
    }
    let AclLayer::Acls { object, .. } = &layers.acl else {
        return Vec::new();
    };
    let owner = match object.as_ref().and_then(Fact::known).map(|acl| &acl.owner) {
        Some(Grantee::Account(owner)) => format!("account {owner}, the object's owner,"),
        _ => "the object's owner".into(),
    };
    let granted = Idea {
        command: Some(format!(
            "aws s3api put-object-acl --acl bucket-owner-full-control \\\n  {}",
            options(&[("bucket", bucket), ("key", key)]).join(" ")
        )),
        ..Idea::advice(
            cause,
            format!("{owner} grants the bucket's owner access to it"),
        )
    };
    let enforced = Idea {
        command: Some(format!(
            "aws s3api put-bucket-ownership-controls {} \\\n  \
             --ownership-controls 'Rules=[{{ObjectOwnership=BucketOwnerEnforced}}]'",
            option("bucket", bucket)
        )),
        ..Idea::advice(
            cause,
            format!("or account {keeper} turns ACLs off, and owns every object in the bucket then"),
        )
    };
    let mut all = Vec::new();
    for (idea, change) in [
        (granted, Change::Grant(Grantee::Account(keeper.clone()))),
        (enforced, Change::Enforce),
    ] {
        let copy = changed(layers, change);
        if let Some(tried) = trial::layers(&copy, request, Layer::Acl) {
            all.push(Idea { tried, ..idea });
        }
    }
    all
}

/// What is changed on the copy
enum Change {
    /// Everything in the object's ACL, to this grantee
    Grant(Grantee),
    /// `BucketOwnerEnforced`
    Enforce,
}

fn changed(layers: &Layers, change: Change) -> Layers {
    let mut copy = layers.clone();
    if let AclLayer::Acls {
        object, ownership, ..
    } = &mut copy.acl
    {
        match (change, object) {
            (Change::Enforce, _) => *ownership = Fact::Known(ObjectOwnership::BucketOwnerEnforced),
            (Change::Grant(grantee), Some(Fact::Known(acl))) => acl.grants.push(AclGrant {
                grantee,
                permission: Permission::FullControl,
            }),
            (Change::Grant(_), Some(Fact::Unknown(_)) | None) => {}
        }
    }
    copy
}
