//! Denials that must not be edited away: the stop rules.
//!
//! What they stop are edits of the world; a change of the request that complies is always offered.

use alloc::string::String;
use alloc::vec::Vec;

use why403_engine::layer::s3_gate::Gate;
use why403_engine::resolve::find_bucket;
use why403_engine::verdict::Layer;
use why403_model::arn::Arn;
use why403_model::policy::{Effect, Statement};
use why403_model::request::{Principal, Request};
use why403_model::world::World;

use crate::cause::{Cause, Decider};
use crate::symptom::Denial;

/// Why a cause is not edited away
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stop {
    /// AWS shut a leaked access key in: the key is rotated, what it did is looked into
    Quarantine,
    /// The Deny asks for TLS, encryption or MFA: the request complies
    Comply,
    /// A lock, a legal hold or MFA Delete keeps the version
    Locked,
    /// A fence of the organization was put there on purpose
    Guardrail,
    /// Nobody knows whose bucket it is
    NotYours,
    /// An unsigned request gets credentials, not a public bucket
    Anonymous,
    /// S3 refuses, and nothing that could be written changes that
    Gate,
}

impl Stop {
    /// The stable id
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Quarantine => "quarantine",
            Self::Comply => "comply",
            Self::Locked => "locked",
            Self::Guardrail => "guardrail",
            Self::NotYours => "not-yours",
            Self::Anonymous => "anonymous",
            Self::Gate => "gate",
        }
    }
}

/// The rule that stops edits for a cause, if one does.
#[must_use]
pub fn of(cause: &Cause, request: &Request, world: &World) -> Option<Stop> {
    let decider = cause.decider.as_ref();
    if decider.is_some_and(is_quarantine) {
        return Some(Stop::Quarantine);
    }
    match cause.gate {
        Some(Gate::ObjectLock) => return Some(Stop::Locked),
        Some(_) => return Some(Stop::Gate),
        None => {}
    }
    if matches!(cause.layer, Layer::Scp | Layer::Rcp) {
        return Some(Stop::Guardrail);
    }
    if decider.and_then(statement).is_some_and(asks_for_care) {
        return Some(Stop::Comply);
    }
    let opens_up = cause.effect == Denial::Implicit || cause.layer == Layer::BlockPublicAccess;
    if request.principal == Principal::Anonymous && opens_up {
        return Some(Stop::Anonymous);
    }
    if is_strangers(request, world) {
        return Some(Stop::NotYours);
    }
    None
}

/// Source: AWS re:Post and the IAM console: `AWSCompromisedKeyQuarantine` and its versions
fn is_quarantine(decider: &Decider) -> bool {
    let arn = decider.document.arn.as_deref().unwrap_or_default();
    arn.contains(":policy/AWSCompromisedKeyQuarantine")
}

fn statement(decider: &Decider) -> Option<&Statement> {
    decider.document.policy.statements.get(decider.statement)
}

/// Condition keys by which a Deny asks the caller for care, in lower case
static CARE: &[&str] = &[
    "aws:securetransport",
    "s3:tlsversion",
    "s3:x-amz-server-side-encryption",
    "s3:x-amz-server-side-encryption-aws-kms-key-id",
    "s3:x-amz-server-side-encryption-customer-algorithm",
    "aws:multifactorauthpresent",
    "aws:multifactorauthage",
];

fn asks_for_care(statement: &Statement) -> bool {
    let is_deny = statement.effect == Effect::Deny;
    let keys: Vec<String> = statement
        .conditions
        .iter()
        .map(|it| it.key.text.to_ascii_lowercase())
        .collect();
    is_deny && keys.iter().any(|it| CARE.contains(&it.as_str()))
}

/// Whether the request is about a bucket of which no known account is the owner
fn is_strangers(request: &Request, world: &World) -> bool {
    let arn = Arn::parse(&request.resource).ok();
    let bucket = arn.as_ref().and_then(Arn::s3_bucket);
    bucket.is_some_and(|it| find_bucket(world, it).is_none())
        && request.resource_owner.known().is_none()
}
