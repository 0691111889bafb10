//! Block Public Access: four settings, each with its own moment.
//!
//! Source: `spec/s3.md` C.4. The settings of organization, account, bucket and access point are
//! joined before they come here. `IgnorePublicAcls` denies nothing by itself: it takes grants
//! away, which [`decide`](mod@crate::decide) sees as the difference between two ACLs.

use why403_model::arn::Arn;
use why403_model::known::Fact;
use why403_model::request::{Principal, Request};
use why403_model::world::PublicAccessBlock;

use super::public;
use crate::layers::{Exists, Layers, Policies};
use crate::truth::Truth;
use crate::verdict::{Strength, Verdict, Verdicts};

/// Canned ACLs that grant something to a public group
static PUBLIC_ACLS: &[&str] = &["public-read", "public-read-write", "authenticated-read"];

/// Actions that can set an ACL
static SET_ACL: &[&str] = &[
    "s3:putobject",
    "s3:putobjectacl",
    "s3:putobjectversionacl",
    "s3:putbucketacl",
];

/// Actions that set a policy
static SET_POLICY: &[&str] = &["s3:putbucketpolicy", "s3:putaccesspointpolicy"];

/// Whether a rule here names the action, given in lower case
pub(super) fn names(action: &str) -> bool {
    SET_ACL.contains(&action) || SET_POLICY.contains(&action)
}

/// What the three settings that refuse say: `Deny`, or nothing to say.
#[must_use]
pub fn verdicts(layers: &Layers, request: &Request) -> Verdicts {
    if layers.public_access_block.is_none() {
        return Verdicts::only(Verdict::NotApplicable);
    }
    let refuses = [
        is_on(layers, |it| it.restrict_public_buckets).and(is_restricted(layers, request)),
        is_on(layers, |it| it.block_public_policy).and(sets_public_policy(request)),
        is_on(layers, |it| it.block_public_acls).and(sets_public_acl(request)),
    ];
    let passes = Verdicts::only(Verdict::Allow(Strength::Direct));
    match Truth::any(refuses) {
        Truth::Yes => Verdicts::only(Verdict::Deny),
        Truth::Maybe => passes.with(Verdict::Deny),
        Truth::No => passes,
    }
}

/// Whether public groups in ACLs are ignored
#[must_use]
pub fn ignores_public_acls(layers: &Layers) -> Truth {
    is_on(layers, |it| it.ignore_public_acls)
}

fn is_on(layers: &Layers, setting: fn(&PublicAccessBlock) -> bool) -> Truth {
    match &layers.public_access_block {
        None => Truth::No,
        Some(Fact::Known(settings)) => Truth::of(setting(settings)),
        Some(Fact::Unknown(_)) => Truth::Maybe,
    }
}

/// Whether `RestrictPublicBuckets` would cut this caller off: the policy of bucket or access point
/// is public, and the caller is neither an AWS service nor of an account that owns one of them
fn is_restricted(layers: &Layers, request: &Request) -> Truth {
    let access_point = Arn::parse(&request.resource)
        .ok()
        .filter(|arn| arn.service() == "s3" && arn.resource().starts_with("accesspoint/"))
        .and_then(|arn| arn.account_id());
    let is_outside = match &request.principal {
        Principal::Service { .. } | Principal::Federated { .. } | Principal::Unstated => Truth::No,
        Principal::Anonymous => Truth::Yes,
        Principal::User { .. }
        | Principal::Root { .. }
        | Principal::RoleSession { .. }
        | Principal::FederatedUser { .. } => {
            let own = request.principal.account();
            match &request.resource_owner {
                _ if access_point.is_some() && own == access_point => Truth::No,
                Fact::Known(owner) => Truth::of(own.as_ref() != Some(owner)),
                Fact::Unknown(_) => Truth::Maybe,
            }
        }
    };
    // The policy of an access point that takes requests from its VPC only is never public.
    let reaches_all = match &layers.gates.network_origin {
        Fact::Known(None) => Truth::Yes,
        Fact::Known(Some(_)) => Truth::No,
        Fact::Unknown(_) => Truth::Maybe,
    };
    let front = is_public(&layers.access_point).and(reaches_all);
    is_outside.and(is_public(&layers.resource).or(front))
}

fn is_public(policies: &Policies) -> Truth {
    let known = policies
        .known
        .iter()
        .any(|it| public::is_public(&it.document.policy));
    match (known, &policies.exists) {
        (true, _) => Truth::Yes,
        (false, Exists::No(_)) => Truth::No,
        (false, Exists::Unknown) => Truth::Maybe,
        (false, Exists::Yes) => {
            if policies.gaps.is_empty() {
                Truth::No
            } else {
                Truth::Maybe
            }
        }
    }
}

fn sets_public_policy(request: &Request) -> Truth {
    if !SET_POLICY.contains(&request.action.lowered()) {
        return Truth::No;
    }
    match &request.input.new_policy {
        Some(policy) => Truth::of(public::is_public(policy)),
        None if request.input.is_content_unsaid => Truth::Maybe,
        None => Truth::No,
    }
}

fn sets_public_acl(request: &Request) -> Truth {
    let action = request.action.lowered();
    if !SET_ACL.contains(&action) {
        return Truth::No;
    }
    // A write usually brings no ACL; a call that exists to set one does.
    let is_for_acls = action != "s3:putobject";
    match &request.input.new_acl {
        Some(acl) => Truth::of(PUBLIC_ACLS.contains(&acl.as_str())),
        None if request.input.is_content_unsaid && is_for_acls => Truth::Maybe,
        None => Truth::No,
    }
}
