//! From an operation to its checks: which actions, on what, and how certain each is needed.
//!
//! In come an operation of the table, what is known of the call and the world; out come the
//! checks that have to pass, those that may have to, and those that only shape the answer.
//! Source: `spec/s3.md` A.
//!
//! Read in this order: [`Sent`] is the request's own words, `scene` adds the world, `when` asks
//! both, `place` names the resources, `encryption` the keys, [`expand`] puts it together.
//! `context` gives each check its condition keys, and [`outcome`] joins the decisions.

pub(crate) mod context;
mod encryption;
mod expand;
mod keys;
pub(crate) mod logs;
pub mod outcome;
mod place;
mod scene;
mod sent;
mod when;

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use why403_engine::truth::Truth;
use why403_model::arn::Arn;
use why403_model::known::{Fact, Gap};
use why403_model::operations::{Effect, Operation, State, When};
use why403_model::request::{Action, Request};

pub use encryption::Basis;
pub use expand::{asked, denied, expand, is_missing_page};
pub(crate) use keys::sent_as;
pub use sent::Sent;

/// An operation that was called, and what is known of the call
#[derive(Clone, Debug)]
pub struct Call {
    /// Which operation
    pub operation: &'static Operation,
    /// Who called, with which condition keys; its `resource` is what the operation is called on:
    /// the ARN of a bucket, an object, an access point, …, or `*`
    pub request: Request,
    /// What a copy reads
    pub source: Option<Source>,
    /// Headers, parameters and members of the body
    pub sent: Sent,
    /// Circumstances that are said, in place of what the world says
    pub states: BTreeMap<State, bool>,
}

/// What a copy reads
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The object
    pub object: Arn,
    /// The version, where one is named
    pub version_id: Option<String>,
}

/// One authorization that an operation asks for, or may ask for
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedCheck {
    /// The action
    pub action: Action,
    /// On what
    pub on: On,
    /// Whether this call asks for it: never [`Truth::No`]
    pub needed: Truth,
    /// What its lack does
    pub effect: Effect,
    /// Why it is needed, or under which circumstances, as a clause: `the request sends x-amz-acl`
    pub because: String,
    /// The circumstances, of which one suffices
    pub when: Vec<&'static When>,
    /// What would settle whether it is needed; empty where it is settled
    pub gaps: Vec<Gap>,
    /// Whose properties the resource's condition keys tell
    pub side: Side,
    /// How the key is used, if the check is one of KMS
    pub key: Option<KeyUse>,
    /// What else is to be known of it
    pub note: Option<&'static str>,
}

/// What a check is about
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum On {
    /// This resource
    Known(String),
    /// Probably this one; the gap says what would make sure
    Likely(String, Gap),
    /// Nobody knows
    Unknown(Gap),
}

/// The side of a call that a check is on
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// What the operation is called on
    Target,
    /// What a copy reads
    Source,
    /// Something that stands beside both: a key, a role
    Beside,
}

/// How S3 uses a key for the caller
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyUse {
    /// How the key was found
    pub basis: Basis,
    /// The service that calls KMS, as `kms:ViaService` names it, where it is known
    pub via: Option<String>,
    /// The `aws:s3:arn` of the encryption context: the object, or the bucket under a Bucket Key
    pub context: Fact<String>,
}

impl On {
    /// The resource that is evaluated, if there is one
    #[must_use]
    pub fn arn(&self) -> Option<&str> {
        match self {
            Self::Known(arn) | Self::Likely(arn, _) => Some(arn),
            Self::Unknown(_) => None,
        }
    }

    /// What would make sure
    #[must_use]
    pub fn gap(&self) -> Option<&Gap> {
        match self {
            Self::Known(_) => None,
            Self::Likely(_, gap) | Self::Unknown(gap) => Some(gap),
        }
    }
}
