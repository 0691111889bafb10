//! What happened, in plain sentences: one for each layer and each way it denies.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::condition::Reason;
use why403_engine::trace::{LayerTrace, StatementTrace};
use why403_engine::truth::Truth;
use why403_engine::verdict::Layer;
use why403_model::arn::Arn;
use why403_model::policy::Statement;
use why403_model::request::{Principal, Request};

use super::Decider;
use crate::near_miss::{Missed, NearMiss};

/// The caller in few words: `role reader`, `user alice`
#[must_use]
pub(super) fn caller(principal: &Principal) -> String {
    let name = |arn: &Arn| arn.resource().rsplit('/').next().unwrap_or("").to_string();
    match principal {
        Principal::RoleSession { role, .. } => format!("role {role}"),
        Principal::User { arn, .. } => format!("user {}", name(arn)),
        Principal::FederatedUser { arn } => format!("federated user {}", name(arn)),
        Principal::Root { .. } => "the root user".to_string(),
        Principal::Anonymous => "an unsigned request".to_string(),
        Principal::Service { name } => name.clone(),
        Principal::Federated { provider } => provider.clone(),
        Principal::Unstated => "the caller".to_string(),
    }
}

/// The sentence for a layer in which a statement, or a rule of AWS, denies
pub(super) fn explicit(layer: Layer, request: &Request, decider: Option<&Decider>) -> String {
    let action = &request.action;
    if let Some(decider) = decider {
        let what = &decider.document.label;
        return format!("{what} denies {action}");
    }
    match layer {
        Layer::Authentication => {
            format!(
                "{} may not call {action} with this kind of credentials",
                caller(&request.principal)
            )
        }
        Layer::BlockPublicAccess => {
            format!("Block Public Access refuses {action}")
        }
        Layer::S3Gate => {
            "the bucket belongs to another account than x-amz-expected-bucket-owner says"
                .to_string()
        }
        Layer::Scp
        | Layer::Rcp
        | Layer::Endpoint
        | Layer::Resource
        | Layer::AccessPoint
        | Layer::Identity
        | Layer::Boundary
        | Layer::Session
        | Layer::Acl
        | Layer::KmsGrant => format!("the {layer} layer denies {action}"),
    }
}

/// The sentence for a layer that would have to allow and does not
pub(super) fn implicit(
    layer: Layer,
    request: &Request,
    trace: &LayerTrace,
    near: Option<&NearMiss>,
) -> String {
    let (action, who) = (&request.action, caller(&request.principal));
    match layer {
        Layer::Identity => match (near.map(|it| &it.missed), trace.policies.is_empty()) {
            (Some(Missed::BucketForObject { .. }), _) => {
                format!("{who} may {action} the bucket itself, but not the objects in it")
            }
            (Some(Missed::ObjectsForBucket { .. }), _) => {
                format!("{who} may {action} objects, but the action is about the bucket")
            }
            (Some(Missed::NoSuchAction { written }), _) => {
                format!("{who} is granted {written}, an action AWS does not have")
            }
            (_, true) => format!("{who} has no identity policy at all, so nothing allows {action}"),
            (_, false) => format!("no identity policy of {who} allows {action}"),
        },
        Layer::Resource => {
            let policy = resource_policy(request);
            format!("{policy} does not allow {action} for {who}")
        }
        Layer::AccessPoint => format!("the access point policy does not allow {action} for {who}"),
        Layer::Boundary => format!("the permissions boundary of {who} does not allow {action}"),
        Layer::Session => format!("the session policy of {who} does not allow {action}"),
        Layer::Scp => format!("some level of the organization allows no {action} in its SCPs"),
        Layer::Endpoint => format!("the VPC endpoint policy does not allow {action}"),
        Layer::Acl => {
            format!("the object belongs to another account, and its ACL grants {who} nothing")
        }
        Layer::BlockPublicAccess => {
            "Block Public Access ignores the public ACL grant that would have allowed it"
                .to_string()
        }
        Layer::KmsGrant => format!("no KMS grant allows {action}"),
        Layer::Authentication | Layer::Rcp | Layer::S3Gate => {
            format!("the {layer} layer does not allow {action}")
        }
    }
}

fn resource_policy(request: &Request) -> String {
    let arn = Arn::parse(&request.resource).ok();
    match arn.as_ref().map(|arn| (arn.service(), arn)) {
        Some(("s3", arn)) => match arn.s3_bucket() {
            Some(bucket) => format!("the policy of bucket {bucket}"),
            None => "the resource's policy".to_string(),
        },
        Some(("kms", _)) => "the key policy".to_string(),
        Some(("iam", _)) => "the role's trust policy".to_string(),
        Some(_) | None => "the resource's policy".to_string(),
    }
}

/// What of the request made a Deny take effect: the tests that passed, in words
pub(super) fn because(traced: &StatementTrace, source: &Statement) -> Vec<String> {
    traced
        .conditions
        .iter()
        .filter(|test| test.outcome != Truth::No)
        .filter_map(|test| {
            let written = source.conditions.get(test.index)?;
            let key = &written.key.text;
            Some(match (&test.found, test.reason) {
                (_, Reason::KeyUnknown) => format!("{key} is not known"),
                (None, _) => lacks(key),
                (Some(found), _) => format!("{key} is {}", quoted_list(found)),
            })
        })
        .collect()
}

/// That a condition key is absent, in words: tags belong to somebody
#[must_use]
pub fn lacks(key: &str) -> String {
    let tag = |prefix: &str| {
        let head = key.get(..prefix.len())?;
        let tag = key.get(prefix.len()..)?;
        head.eq_ignore_ascii_case(prefix).then_some(tag)
    };
    if let Some(tag) = tag("aws:ResourceTag/") {
        return format!("the resource has no tag {tag}");
    }
    if let Some(tag) = tag("aws:PrincipalTag/") {
        return format!("the caller has no tag {tag}");
    }
    if let Some(tag) = tag("aws:RequestTag/") {
        return format!("the request sets no tag {tag}");
    }
    format!("the request has no {key}")
}

/// Values as people read them
#[must_use]
pub(super) fn quoted_list(values: &[String]) -> String {
    let quoted: Vec<String> = values.iter().map(|value| format!("\"{value}\"")).collect();
    quoted.join(", ")
}

/// Read-only commands that show the layer as AWS has it now
pub(super) fn confirm(layer: Layer, request: &Request) -> Vec<String> {
    let bucket = Arn::parse(&request.resource).ok();
    let bucket = bucket.as_ref().and_then(Arn::s3_bucket);
    let mut all = Vec::new();
    match (layer, &request.principal) {
        (Layer::Identity, Principal::RoleSession { role, .. }) => {
            all.push(format!(
                "aws iam list-attached-role-policies --role-name {role}"
            ));
            all.push(format!("aws iam list-role-policies --role-name {role}"));
        }
        (Layer::Identity, Principal::User { arn, .. }) => {
            let name = arn.resource().rsplit('/').next().unwrap_or("");
            all.push(format!(
                "aws iam list-attached-user-policies --user-name {name}"
            ));
        }
        (Layer::Resource, _) => {
            if let Some(bucket) = bucket {
                all.push(format!("aws s3api get-bucket-policy --bucket {bucket}"));
            } else if request.action.service() == "kms" {
                all.push(format!(
                    "aws kms get-key-policy --policy-name default --key-id {}",
                    request.resource
                ));
            }
        }
        (_, _) => {}
    }
    all
}
