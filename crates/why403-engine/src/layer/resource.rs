//! The resource's own policy: bucket, key, queue, function or trust policy.
//!
//! Source: `spec/iam.md` E.5–E.9, E.12.

use why403_model::request::{Action, Principal, Request};

use crate::layers::Layers;
use crate::matching::Scene;
use crate::verdict::Verdicts;

use super::policies::{Denies, judge_with};

/// What the layer says.
#[must_use]
pub fn verdicts(layers: &Layers, request: &Request, scene: &Scene<'_>) -> Verdicts {
    let denies = if repairs_own_bucket(request) {
        Denies::PassedOver
    } else {
        Denies::Count
    };
    judge_with(&layers.resource, scene, denies)
}

/// Whether the resource's policy has to allow even within one account
#[must_use]
pub fn is_required(action: &Action, resource: &str) -> bool {
    assumes_role(action) || (action.service() == "kms" && resource.contains(":key/"))
}

/// Whether the action is authorized by a role's trust policy
#[must_use]
pub fn assumes_role(action: &Action) -> bool {
    action.lowered().starts_with("sts:assumerole")
        || action.is("sts:TagSession")
        || action.is("sts:SetSourceIdentity")
}

/// The root user of a bucket's account may always read, replace and delete the bucket policy,
/// whatever that policy denies (S3 API reference; `spec/iam.md` E.12)
fn repairs_own_bucket(request: &Request) -> bool {
    const REPAIRS: [&str; 3] = [
        "s3:GetBucketPolicy",
        "s3:PutBucketPolicy",
        "s3:DeleteBucketPolicy",
    ];
    let is_owner = match &request.principal {
        Principal::Root { arn } => arn.account_id().as_ref() == request.resource_owner.known(),
        Principal::User { .. }
        | Principal::RoleSession { .. }
        | Principal::FederatedUser { .. }
        | Principal::Anonymous
        | Principal::Service { .. }
        | Principal::Federated { .. }
        | Principal::Unstated => false,
    };
    is_owner && REPAIRS.iter().any(|name| request.action.is(name))
}
