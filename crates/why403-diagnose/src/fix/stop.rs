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
    /// What was refused was refused before any policy was asked: credentials, a clock, a signature
    BeforePolicies,
    /// AWS shut a leaked access key in: the key is rotated, what it did is looked into
    Quarantine,
    /// A lock, a legal hold or MFA Delete keeps the version
    Locked,
    /// S3 refuses, and nothing that could be written changes that
    Gate,
    /// The Deny asks for TLS, encryption or MFA: the request complies
    Comply,
    /// A guardrail asks for a tag: who gives one says that the resource complies
    Asserts,
    /// A fence of the organization was put there on purpose
    Guardrail,
    /// An unsigned request gets credentials, not a public bucket
    Anonymous,
    /// Nobody knows whose bucket it is
    NotYours,
    /// The caller's role is written by a service of AWS alone
    ServiceLinked,
    /// The policy is written by AWS alone
    OfAws,
    /// The object belongs to the account that wrote it, and neither is the caller's
    OfWriter,
    /// The object is missing: to allow the listing only turns 403 into 404
    MissingKey,
    /// What would cure it makes something public that nobody asked to be
    Public,
    /// An Allow may fit already: it depends on what the request has
    Unsaid,
    /// A Deny names no way past it that fits the caller
    Meant,
}

impl Stop {
    /// Every rule, in the order in which they are asked
    pub const ALL: [Self; 16] = [
        Self::BeforePolicies,
        Self::Quarantine,
        Self::Locked,
        Self::Gate,
        Self::Comply,
        Self::Asserts,
        Self::Guardrail,
        Self::Anonymous,
        Self::NotYours,
        Self::ServiceLinked,
        Self::OfAws,
        Self::OfWriter,
        Self::MissingKey,
        Self::Public,
        Self::Unsaid,
        Self::Meant,
    ];

    /// The stable id
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::BeforePolicies => "before-policies",
            Self::Quarantine => "quarantine",
            Self::Locked => "locked",
            Self::Gate => "gate",
            Self::Comply => "comply",
            Self::Asserts => "asserts",
            Self::Guardrail => "guardrail",
            Self::Anonymous => "anonymous",
            Self::NotYours => "not-yours",
            Self::ServiceLinked => "service-linked",
            Self::OfAws => "of-aws",
            Self::OfWriter => "of-writer",
            Self::MissingKey => "missing-key",
            Self::Public => "public",
            Self::Unsaid => "unsaid",
            Self::Meant => "meant",
        }
    }

    /// Why nothing is edited, in one sentence
    #[must_use]
    pub fn reason(self) -> &'static str {
        match self {
            Self::BeforePolicies => "it was refused before any policy was asked",
            Self::Quarantine => {
                "AWS found this access key in public and shut it in: that policy is never detached"
            }
            Self::Locked => "what locks a version is not to be edited away",
            Self::Gate => "S3 itself refuses, and no policy changes that",
            Self::Comply => "the Deny asks for a safer request, and stays",
            Self::Asserts => "a guardrail asks for a tag, and to give one asserts compliance",
            Self::Guardrail => "the guardrail is deliberate",
            Self::Anonymous => "an unsigned request gets credentials, not a public bucket",
            Self::NotYours => "no known account owns the bucket: is it yours?",
            Self::ServiceLinked => "nobody but its service can edit a service-linked role",
            Self::OfAws => "nobody but AWS can edit this policy",
            Self::OfWriter => "the object belongs to the account that wrote it",
            Self::MissingKey => {
                "the object does not exist: to allow s3:ListBucket would only turn 403 into 404"
            }
            Self::Public => "what would cure it makes something public",
            Self::Unsaid => "an Allow is there already, and what the request has decides",
            Self::Meant => "the Deny seems to be meant",
        }
    }
}

/// The rule that stops edits for a cause, if one does.
#[must_use]
pub fn of(cause: &Cause, request: &Request, world: &World) -> Option<Stop> {
    let decider = cause.decider.as_ref();
    if cause.known.is_some_and(|it| it.refuses.is_some()) {
        return Some(Stop::BeforePolicies);
    }
    if decider.is_some_and(is_quarantine) {
        return Some(Stop::Quarantine);
    }
    match cause.gate {
        Some(Gate::ObjectLock) => return Some(Stop::Locked),
        Some(_) => return Some(Stop::Gate),
        None => {}
    }
    let keys = decider.and_then(statement).map_or(Vec::new(), keys);
    if keys.iter().any(|it| CARE.contains(&it.as_str())) {
        return Some(Stop::Comply);
    }
    if matches!(cause.layer, Layer::Scp | Layer::Rcp) {
        return of_organization(cause, &keys);
    }
    let opens_up = cause.effect == Denial::Implicit || cause.layer == Layer::BlockPublicAccess;
    if request.principal == Principal::Anonymous && opens_up {
        return Some(Stop::Anonymous);
    }
    // Services read AWS's own buckets through the endpoints of their customers.
    let is_of_aws = cause
        .known
        .is_some_and(|it| it.id == "endpoint-leaves-out-aws-bucket");
    if is_strangers(request, world) && !is_of_aws {
        return Some(Stop::NotYours);
    }
    let is_identity = cause.layer == Layer::Identity && cause.effect == Denial::Implicit;
    (is_identity && request.principal.is_service_linked()).then_some(Stop::ServiceLinked)
}

/// Fences of the organization: those that draw its perimeter or list Regions are deliberate, and
/// so is each of which only AWS's message tells
fn of_organization(cause: &Cause, keys: &[String]) -> Option<Stop> {
    let asks_tag = |it: &String| TAGS.iter().any(|tag| it.starts_with(tag));
    if keys.iter().any(asks_tag) {
        return Some(Stop::Asserts);
    }
    let is_perimeter = keys.iter().any(|it| PERIMETER.contains(&it.as_str()));
    let is_told = cause.effect == Denial::Explicit && cause.decider.is_none();
    (is_perimeter || is_told).then_some(Stop::Guardrail)
}

/// Source: AWS re:Post and the IAM console: `AWSCompromisedKeyQuarantine` and its versions
fn is_quarantine(decider: &Decider) -> bool {
    let arn = decider.document.arn.as_deref().unwrap_or_default();
    arn.contains(":policy/AWSCompromisedKeyQuarantine")
}

fn statement(decider: &Decider) -> Option<&Statement> {
    decider.document.policy.statements.get(decider.statement)
}

/// The condition keys of a Deny, in lower case; none of an Allow
fn keys(statement: &Statement) -> Vec<String> {
    let tests = statement.conditions.iter();
    let tests = tests.filter(|_| statement.effect == Effect::Deny);
    tests.map(|it| it.key.text.to_ascii_lowercase()).collect()
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

/// What condition keys on tags begin with, in lower case
static TAGS: &[&str] = &[
    "aws:resourcetag/",
    "aws:requesttag/",
    "s3:requestobjecttag/",
    "s3:existingobjecttag/",
    "s3:buckettag/",
    "s3:accesspointtag/",
];

/// Condition keys that draw an organization's perimeter or list Regions, in lower case.
///
/// Source: AWS, "Data perimeters on AWS" (identity, resource and network perimeters) and
/// "Example SCPs: deny access based on the requested Region".
static PERIMETER: &[&str] = &[
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:principalaccount",
    "aws:principalisawsservice",
    "aws:resourceorgid",
    "aws:resourceorgpaths",
    "aws:resourceaccount",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
    "aws:sourceaccount",
    "aws:sourceip",
    "aws:vpcsourceip",
    "aws:sourcevpc",
    "aws:sourcevpcarn",
    "aws:sourcevpce",
    "aws:vpceaccount",
    "aws:vpceorgid",
    "aws:vpceorgpaths",
    "aws:viaawsservice",
    "aws:requestedregion",
    "s3:locationconstraint",
];

/// Whether the request is about a bucket of which no known account is the owner
fn is_strangers(request: &Request, world: &World) -> bool {
    let arn = Arn::parse(&request.resource).ok();
    let bucket = arn.as_ref().and_then(Arn::s3_bucket);
    bucket.is_some_and(|it| find_bucket(world, it).is_none())
        && request.resource_owner.known().is_none()
}
