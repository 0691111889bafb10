//! What happened, in plain sentences: one for each layer and each way it denies.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::layer::s3_gate::Gate;
use why403_engine::layers::{Layers, Lock};
use why403_engine::trace::LayerTrace;
use why403_engine::verdict::Layer;
use why403_model::arn::{AccountId, Arn};
use why403_model::request::{Principal, Request};
use why403_model::shell::{options, quoted};

use super::{Decider, condition};
use crate::near_miss::{self, Missed, NearMiss};
use crate::symptom::Denial;

/// The caller in few words: `role reader`, `user alice`
#[must_use]
pub(crate) fn caller(principal: &Principal) -> String {
    match principal {
        Principal::RoleSession { role, .. } => format!("role {role}"),
        Principal::User { arn, .. } => format!("user {}", arn.name()),
        Principal::FederatedUser { arn } => format!("federated user {}", arn.name()),
        Principal::Root { .. } => "the root user".to_string(),
        Principal::Anonymous => "an unsigned request".to_string(),
        Principal::Service { name } => name.clone(),
        Principal::Federated { provider } => provider.clone(),
        Principal::Unstated => "the caller".to_string(),
    }
}

/// The caller's account, where it is known not to be the one that owns the resource
#[must_use]
pub(crate) fn foreign(request: &Request) -> Option<AccountId> {
    let own = request.principal.account()?;
    let owner = request.resource_owner.known()?;
    (own != *owner).then_some(own)
}

/// The sentence for a layer in which a statement, or a rule of AWS, denies
pub(super) fn explicit(layer: Layer, request: &Request, decider: Option<&Decider>) -> String {
    let action = &request.action;
    match (layer, decider) {
        (Layer::BlockPublicAccess, _) => block_public_access(request),
        (_, Some(decider)) => {
            let what = &decider.document.label;
            let because = decider.because.join(" and ");
            if because.is_empty() {
                format!("{what} denies {action}")
            } else {
                format!("{what} denies {action}: {because}")
            }
        }
        (Layer::Authentication, None) => {
            format!(
                "{} may not call {action} with this kind of credentials",
                caller(&request.principal)
            )
        }
        (Layer::S3Gate, None) => format!("S3 itself refuses {action}, whatever policies say"),
        (
            Layer::Scp
            | Layer::Rcp
            | Layer::Endpoint
            | Layer::Resource
            | Layer::AccessPoint
            | Layer::Identity
            | Layer::Boundary
            | Layer::Session
            | Layer::Acl
            | Layer::KmsGrant,
            None,
        ) => format!("the {layer} layer denies {action}"),
    }
}

/// The sentence for one of S3's own refusals
pub(super) fn gate(gate: Gate, request: &Request, layers: &Layers) -> String {
    let place = place(request);
    match gate {
        Gate::ExpectedOwner => {
            let expected = request.input.expected_bucket_owner.as_deref();
            format!(
                "{place} does not belong to account {}, which x-amz-expected-bucket-owner names",
                expected.unwrap_or("")
            )
        }
        Gate::NetworkOrigin => match layers.gates.network_origin.known() {
            Some(Some(vpc)) => {
                format!("the access point takes requests from {vpc} only, whatever policies say")
            }
            Some(None) | None => "the access point takes requests from its VPC only".to_string(),
        },
        Gate::RequesterPays if request.principal == Principal::Anonymous => {
            format!("whoever reads {place} pays for it, so an unsigned request is refused")
        }
        Gate::RequesterPays => format!(
            "whoever reads {place} pays for it, and the request does not send \
             x-amz-request-payer: requester"
        ),
        Gate::Unsigned => {
            "the object is encrypted with a KMS key, which an unsigned request cannot use"
                .to_string()
        }
        Gate::BlockedEncryption => {
            format!("{place} takes no objects under keys that the client holds (SSE-C)")
        }
        Gate::Archived => {
            "the object is in an archive and has to be restored before it can be read".to_string()
        }
        Gate::ObjectLock => match layers.gates.lock.known() {
            Some(Some(Lock::Governance)) => {
                "the version is locked in governance mode, and the request does not send \
                 x-amz-bypass-governance-retention"
                    .to_string()
            }
            Some(Some(Lock::LegalHold)) => {
                "a legal hold is on the version: nobody can delete it while it is".to_string()
            }
            Some(Some(Lock::Compliance)) => {
                "the version is locked in compliance mode: nobody can delete it before that ends"
                    .to_string()
            }
            Some(None) | None => "object lock protects the version".to_string(),
        },
    }
}

/// The sentence for what only AWS's message tells
pub(super) fn told(layer: Layer, effect: Denial, request: &Request) -> String {
    let action = &request.action;
    let what = policy_of(layer, request);
    match effect {
        Denial::Implicit => format!("AWS says that no {what} allows {action}"),
        Denial::Explicit => {
            let article = if what.starts_with(['a', 'e', 'i', 'o', 'u']) {
                "an"
            } else {
                "a"
            };
            format!("AWS says that {article} {what} denies {action}")
        }
    }
}

/// The sentence for a layer that can hide behind the words of AWS's message
pub(super) fn disguised(named: Layer, layer: Layer, request: &Request) -> String {
    format!(
        "AWS names a {}, which here can only mean {}",
        policy_of(named, request),
        match layer {
            Layer::BlockPublicAccess => "Block Public Access".to_string(),
            Layer::Acl => "the ACL of the object or bucket".to_string(),
            other => format!("the {}", policy_of(other, request)),
        }
    )
}

/// The policy of a layer, as AWS's messages call it
fn policy_of(layer: Layer, request: &Request) -> String {
    let who = caller(&request.principal);
    match layer {
        Layer::Identity => format!("identity policy of {who}"),
        Layer::Boundary => format!("permissions boundary of {who}"),
        Layer::Session => format!("session policy of {who}"),
        Layer::Resource => match request.action.service() {
            "kms" => "key policy".to_string(),
            "sts" => "trust policy of the role".to_string(),
            "lambda" => "policy of the function".to_string(),
            _ => format!("policy of {}", place(request)),
        },
        Layer::Scp => "service control policy".to_string(),
        Layer::Rcp => "resource control policy".to_string(),
        Layer::Endpoint => "VPC endpoint policy".to_string(),
        Layer::AccessPoint => "access point policy".to_string(),
        Layer::Authentication
        | Layer::Acl
        | Layer::BlockPublicAccess
        | Layer::KmsGrant
        | Layer::S3Gate => format!("{layer} layer"),
    }
}

/// Which of the four settings refuses: two speak of what a request would set
fn block_public_access(request: &Request) -> String {
    let name = request.action.name().to_ascii_lowercase();
    if name.ends_with("policy") {
        return "BlockPublicPolicy of Block Public Access refuses a policy that is public"
            .to_string();
    }
    if request.input.new_acl.is_some() || name.ends_with("acl") && name.starts_with("put") {
        return "BlockPublicAcls of Block Public Access refuses an ACL that is public".to_string();
    }
    format!(
        "RestrictPublicBuckets keeps {} to its own account, since its policy is public",
        place(request)
    )
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
        Layer::Identity => identity(request, trace, near),
        Layer::Resource => resource(request, trace, near),
        Layer::Boundary | Layer::Session => {
            let what = match trace.policies.as_slice() {
                [one] if layer == Layer::Boundary => one.policy.document.label.clone(),
                _ if layer == Layer::Boundary => format!("the permissions boundary of {who}"),
                _ => format!("the session policy of {who}"),
            };
            match near.map(|it| &it.missed) {
                Some(Missed::OtherResource { .. }) => {
                    format!("{what} allows {action} on {} only", others(request))
                }
                _ => format!("{what} does not allow {action}"),
            }
        }
        Layer::AccessPoint => match near.map(|it| &it.missed) {
            Some(Missed::OtherResource { .. }) => {
                format!("the access point policy allows {action}, but not on this resource")
            }
            _ => format!("the access point policy does not allow {action} for {who}"),
        },
        Layer::Scp => scp(request, trace),
        Layer::Endpoint => {
            let what = match trace.policies.as_slice() {
                [one] => format!("the {}", one.policy.document.label),
                _ => "the VPC endpoint policy".to_string(),
            };
            match near.map(|it| &it.missed) {
                Some(Missed::OtherResource { .. }) => {
                    format!("{what} allows {action} on {} only", others(request))
                }
                _ => format!("{what} does not allow {action}"),
            }
        }
        Layer::Acl => {
            format!("the object belongs to another account, and its ACL grants {who} nothing")
        }
        Layer::BlockPublicAccess => {
            "IgnorePublicAcls of Block Public Access takes away the public ACL grant that would \
             have allowed it"
                .to_string()
        }
        Layer::KmsGrant => format!("no KMS grant allows {action}"),
        Layer::Authentication | Layer::Rcp | Layer::S3Gate => {
            format!("the {layer} layer does not allow {action}")
        }
    }
}

fn identity(request: &Request, trace: &LayerTrace, near: Option<&NearMiss>) -> String {
    let (action, who) = (&request.action, caller(&request.principal));
    let place = place(request);
    match (near.map(|it| &it.missed), foreign(request)) {
        (Some(Missed::BucketForObject { .. }), _) => {
            format!("{who} is granted {action} on {place} itself, not on the objects in it")
        }
        (Some(Missed::ObjectsForBucket { .. }), _) => {
            format!("{who} is granted {action} on the objects of {place}, not on the bucket itself")
        }
        (Some(Missed::NoSuchAction { written }), _) => {
            format!("{who} is granted {written}, which is no action of AWS: {action} is needed")
        }
        (Some(Missed::OtherResource { .. }), _) => {
            format!(
                "{who} is granted {action} on {}, not on this one",
                others(request)
            )
        }
        (Some(Missed::Condition { .. }), _) => {
            format!("{who} is granted {action} only if {}", only_if(near))
        }
        (Some(Missed::Open { keys }), _) => {
            let verb = if keys.len() == 1 { "is" } else { "are" };
            format!(
                "{who} is granted {action} depending on {}, which {verb} not known here",
                keys.join(" and ")
            )
        }
        (Some(Missed::NoValue { key }), _) => {
            format!(
                "{who} is granted {action} on a resource named with {key}, which the request lacks"
            )
        }
        (_, Some(own)) => format!(
            "account {own} has to allow {action} too, and no identity policy of its {who} does"
        ),
        (_, None) if trace.policies.is_empty() => {
            format!("{who} has no identity policy at all, so nothing allows {action}")
        }
        (_, None) => format!("no identity policy of {who} allows {action}"),
    }
}

/// What a condition of an Allow asks for, and what the request has
fn only_if(near: Option<&NearMiss>) -> String {
    let Some(Missed::Condition {
        operator,
        key,
        wanted,
        found,
        ..
    }) = near.map(|it| &it.missed)
    else {
        return String::new();
    };
    let asks = condition::asks(operator, key, wanted);
    match found {
        Some(found) => format!("{asks}; here it is {}", condition::values(found)),
        None => format!("{asks}; {}", condition::lacks(key)),
    }
}

fn resource(request: &Request, trace: &LayerTrace, near: Option<&NearMiss>) -> String {
    let (action, who) = (&request.action, caller(&request.principal));
    let policy = resource_policy(request);
    let (own, owner) = (request.principal.account(), request.resource_owner.known());
    let missed = near.map(|it| &it.missed);
    if let Some(Missed::Condition { .. }) = missed {
        return format!("{policy} allows {action} only if {}", only_if(near));
    }
    match (own, owner) {
        (Some(own), Some(owner)) if own == *owner && request.action.service() == "kms" => format!(
            "{policy} neither names {who} nor leaves {action} to identity policies of its account"
        ),
        (Some(own), Some(owner)) if own != *owner => {
            let lacks = if trace.policies.is_empty() && trace.gaps.is_empty() {
                format!("{} has no policy", place(request))
            } else {
                format!("{policy} does not let {who} of account {own} in")
            };
            format!("account {owner} has to allow {action} too, and {lacks}")
        }
        (_, _) if trace.policies.is_empty() && trace.gaps.is_empty() => {
            format!(
                "{} has no policy that would allow {action} for {who}",
                place(request)
            )
        }
        (_, _) => format!("{policy} does not allow {action} for {who}"),
    }
}

/// Which level of the organization leaves the action out
fn scp(request: &Request, trace: &LayerTrace) -> String {
    let action = &request.action;
    match near_miss::silent_levels(trace).first() {
        Some(level) => format!("no SCP at {level} allows {action}"),
        None => format!("some level of the organization has no SCP that allows {action}"),
    }
}

fn resource_policy(request: &Request) -> String {
    match Arn::parse(&request.resource) {
        Ok(arn) if arn.service() == "s3" => match arn.s3_bucket() {
            Some(bucket) => format!("the policy of bucket {bucket}"),
            None => match &request.input.bucket {
                Some(bucket) => format!("the policy of bucket {bucket}"),
                None => "the resource's policy".to_string(),
            },
        },
        Ok(arn) if arn.service() == "lambda" => "the function's policy".to_string(),
        Ok(arn) if arn.service() == "kms" => "the key policy".to_string(),
        Ok(arn) if arn.service() == "iam" => "the role's trust policy".to_string(),
        Ok(_) | Err(_) => "the resource's policy".to_string(),
    }
}

/// The bucket or key of the request, as people name it
#[must_use]
pub(crate) fn place(request: &Request) -> String {
    let arn = Arn::parse(&request.resource).ok();
    let behind = request.input.bucket.as_deref();
    let bucket = arn.as_ref().and_then(Arn::s3_bucket).or(behind);
    match (bucket, request.action.service()) {
        (Some(bucket), _) => format!("bucket {bucket}"),
        (None, "kms") => "the key".to_string(),
        (None, "lambda") => "the function".to_string(),
        (None, _) => "the resource".to_string(),
    }
}

/// What a statement about something else of the same kind is about
fn others(request: &Request) -> &'static str {
    let arn = Arn::parse(&request.resource).ok();
    match arn.as_ref().map(|it| (it.service(), it.s3_key().is_some())) {
        Some(("kms", _)) => "other keys",
        Some(("s3", true)) => "other objects",
        Some(("s3", false)) => "other buckets",
        Some(_) | None => "other resources",
    }
}

/// Read-only commands that show the layer as AWS has it now
pub(super) fn confirm(layer: Layer, request: &Request) -> Vec<String> {
    let arn = Arn::parse(&request.resource).ok();
    let bucket = arn.as_ref().and_then(Arn::s3_bucket);
    let key = arn.as_ref().and_then(Arn::s3_key);
    let listed = |kind: &str, name: &str| {
        let name = quoted(name);
        alloc::vec![
            format!("aws iam list-attached-{kind}-policies --{kind}-name {name}"),
            format!("aws iam list-{kind}-policies --{kind}-name {name}"),
        ]
    };
    match (layer, &request.principal) {
        (Layer::Identity, Principal::RoleSession { role, .. }) => listed("role", role),
        (Layer::Identity, Principal::User { arn, .. }) => listed("user", arn.name()),
        (Layer::Boundary, Principal::RoleSession { role, .. }) => {
            alloc::vec![format!("aws iam get-role --role-name {}", quoted(role))]
        }
        (Layer::Resource, _) => match bucket {
            Some(bucket) => alloc::vec![format!(
                "aws s3api get-bucket-policy --bucket {}",
                quoted(bucket)
            )],
            None if request.action.service() == "kms" => alloc::vec![format!(
                "aws kms get-key-policy --policy-name default --key-id {}",
                quoted(&request.resource)
            )],
            None => Vec::new(),
        },
        (Layer::BlockPublicAccess, _) => {
            let owner = request.resource_owner.known();
            let of_bucket = bucket
                .map(|it| format!("aws s3api get-public-access-block --bucket {}", quoted(it)));
            let of_account =
                owner.map(|it| format!("aws s3control get-public-access-block --account-id {it}"));
            of_bucket.into_iter().chain(of_account).collect()
        }
        (Layer::Acl, _) => bucket
            .zip(key)
            .map(|(bucket, key)| {
                let object = options(&[("bucket", bucket), ("key", key)]).join(" ");
                format!("aws s3api get-object-acl {object}")
            })
            .into_iter()
            .collect(),
        (_, _) => Vec::new(),
    }
}
