//! Objects of other accounts: the bucket takes over what is in it.

use alloc::format;
use alloc::vec::Vec;

use why403_model::arn::Arn;
use why403_model::world::ObjectOwnership;

use super::Scene;
use crate::fix::edit::Edit;
use crate::fix::owner::Owner;
use crate::fix::verify::Fix;

/// ACLs turned off: the bucket's owner owns every object in it then
pub(super) fn fixes(scene: &Scene<'_>) -> Option<Fix> {
    let arn = Arn::parse(&scene.request.resource).ok()?;
    let bucket = arn.s3_bucket()?;
    let keeper = scene.request.resource_owner.known()?;
    // It does not let a third account in: that takes a grant to it, or the bucket's policy.
    if scene.request.principal.account().as_ref() != Some(keeper) {
        return None;
    }
    Some(Fix {
        kind: "bucket/own-objects",
        text: format!("turn ACLs off in {bucket}: account {keeper} owns every object in it then"),
        owner: Owner::Account(keeper.clone()),
        world: alloc::vec![Edit::Ownership {
            bucket: bucket.into(),
            to: ObjectOwnership::BucketOwnerEnforced,
        }],
        request: Vec::new(),
        notes: Vec::new(),
    })
}
