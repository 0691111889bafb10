//! A request as AWS authorizes it: who, which action, on what, under which circumstances.

mod action;
mod context;
mod principal;

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

pub use action::Action;
pub use context::{Context, Entry, Found, Others};
pub use principal::Principal;

use crate::arn::AccountId;
use crate::known::{Fact, Gap, Reason};
use crate::policy::Policy;

/// One authorization check: a principal that asks for one action on one resource
#[derive(Clone, Debug)]
pub struct Request {
    /// Who asks
    pub principal: Principal,
    /// For what
    pub action: Action,
    /// On what: an ARN, or `*` for actions without a resource
    pub resource: String,
    /// The account that owns the resource
    pub resource_owner: Fact<AccountId>,
    /// The condition keys of the request
    pub context: Context,
    /// What the call itself carries beyond condition keys
    pub input: Input,
}

/// What a call carries that decides and is no condition key
#[derive(Clone, Debug)]
pub struct Input {
    /// The bucket behind an access point
    pub bucket: Option<String>,
    /// `x-amz-expected-bucket-owner`
    pub expected_bucket_owner: Option<String>,
    /// Whether it says that the requester pays: `x-amz-request-payer: requester`
    pub request_payer: Fact<bool>,
    /// Whether it asks to pass governance: `x-amz-bypass-governance-retention: true`
    pub bypass_governance: Fact<bool>,
    /// Whether it is known to read no content, though its action could: a HEAD
    pub reads_metadata_only: bool,
    /// The policy that `PutBucketPolicy` or `PutAccessPointPolicy` would store
    pub new_policy: Option<Policy>,
    /// The canned ACL that a write or `Put…Acl` sends
    pub new_acl: Option<String>,
    /// Whether nobody said which policy or ACL the call would store
    pub is_content_unsaid: bool,
    /// The grant that `kms:CreateGrant` would make
    pub grant_request: Option<GrantRequest>,
}

impl Input {
    /// A call that carries none of it
    #[must_use]
    pub fn none() -> Self {
        Self {
            bucket: None,
            expected_bucket_owner: None,
            request_payer: Fact::Known(false),
            bypass_governance: Fact::Known(false),
            reads_metadata_only: false,
            new_policy: None,
            new_acl: None,
            is_content_unsaid: false,
            grant_request: None,
        }
    }

    /// A call of which nobody said whether it carries headers that pass a refusal
    #[must_use]
    pub fn unsaid() -> Self {
        let unsaid = |header: &str| {
            Fact::Unknown(Gap {
                what: alloc::format!("whether the request sends {header}"),
                why: Reason::NotGiven,
                command: None,
                slot: None,
            })
        };
        Self {
            request_payer: unsaid("x-amz-request-payer"),
            bypass_governance: unsaid("x-amz-bypass-governance-retention"),
            is_content_unsaid: true,
            ..Self::none()
        }
    }
}

/// The grant that a `kms:CreateGrant` call would make
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrantRequest {
    /// Its operations, such as `Decrypt`
    pub operations: Vec<String>,
    /// Its constraint on the encryption context
    pub constraint: Option<Constraint>,
}

/// What a grant asks of the encryption context
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Constraint {
    /// `EncryptionContextEquals`: these pairs and no others
    Equals(BTreeMap<String, String>),
    /// `EncryptionContextSubset`: at least these pairs
    Subset(BTreeMap<String, String>),
}
