//! API operations: which actions each asks IAM for, on what, and under which circumstances.
//!
//! An operation is what a client calls (`HeadObject`), an action is what policies name
//! (`s3:GetObject`). Facts only: whether a circumstance holds is for others to find out.
//! Source: `data/operations.md`.

mod find;
mod generated;
mod kind;
mod state;
mod when;

pub use find::{all, named, nearest_operation};
pub use kind::{KeyRole, ResourceKind};
pub use state::State;
pub use when::{Part, When};

/// One operation of an API, or a thing that is authorized like one
#[derive(Debug, PartialEq, Eq)]
pub struct Operation {
    /// Whose it is; the same name may be there twice, with different actions
    pub client: Client,
    /// As AWS writes it: `GetObject`
    pub name: &'static str,
    /// How it is sent; `None` where no client calls it
    pub http: Option<Http>,
    /// What it asks IAM for, in the order of the documentation; empty where IAM is not asked
    pub actions: &'static [ActionRow],
    /// What S3 asks KMS for on behalf of the caller
    pub kms: &'static [KmsRow],
    /// What is asked instead of `actions` on directory buckets; empty where they lack the operation
    pub directory: &'static [DirectoryRow],
    /// What else is to be known of it, in sentences
    pub notes: &'static [&'static str],
}

/// The SDK client that has an operation
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Client {
    /// `aws s3api`
    S3,
    /// `aws s3control`
    S3Control,
    /// No client: things that are authorized without being an SDK operation
    Pseudo,
    /// `aws lambda`
    Lambda,
    /// `aws sts`
    Sts,
    /// `aws kms`
    Kms,
}

/// How an operation is sent
#[derive(Debug, PartialEq, Eq)]
pub struct Http {
    /// `GET`, `PUT`, …
    pub method: &'static str,
    /// The path with its placeholders and fixed query: `/{Bucket}/{Key+}?acl`
    pub path: &'static str,
}

/// An action that an operation asks IAM for
#[derive(Debug, PartialEq, Eq)]
pub struct ActionRow {
    /// With its prefix, as AWS writes it
    pub action: &'static str,
    /// On what
    pub on: ResourceKind,
    /// Under which circumstances
    pub when: &'static When,
    /// What its lack does
    pub effect: Effect,
    /// How we know it
    pub source: Evidence,
    /// Whether each key of the request is judged alone
    pub per_key: bool,
    /// What else is to be known of it
    pub note: Option<&'static str>,
}

/// An action that S3 asks KMS for
#[derive(Debug, PartialEq, Eq)]
pub struct KmsRow {
    /// With its prefix, as AWS writes it
    pub action: &'static str,
    /// On which key
    pub key: KeyRole,
    /// Under which circumstances
    pub when: &'static When,
    /// What its lack does
    pub effect: Effect,
    /// How we know it
    pub source: Evidence,
    /// What else is to be known of it
    pub note: Option<&'static str>,
}

/// An action that is asked for on directory buckets
#[derive(Debug, PartialEq, Eq)]
pub struct DirectoryRow {
    /// With its prefix, as AWS writes it
    pub action: &'static str,
    /// On what
    pub on: ResourceKind,
    /// The least `s3express:SessionMode` that does, as the documentation says it
    pub session_mode: Option<&'static str>,
    /// What else is to be known of it
    pub note: Option<&'static str>,
}

/// What the lack of a permission does to the call
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The call fails
    Required,
    /// Asked only when the object does not exist: with it the answer is 404, without it 403
    OnMissing,
    /// A part of the answer is missing
    ResponseOnly,
    /// Nothing; only an explicit Deny makes the call fail
    DenyOnly,
    /// Nothing to this call: a later one of the same upload asks for it, or S3 does so rarely
    Advised,
}

/// How a row is known
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// AWS's documentation or API model
    Documented,
    /// Another implementation, or AWS's authorization data
    Peer,
    /// General knowledge, not confirmed
    Known,
}

impl Client {
    /// The name of the client in AWS's SDKs: `s3control`
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::S3 => "s3",
            Self::S3Control => "s3control",
            Self::Pseudo => "pseudo",
            Self::Lambda => "lambda",
            Self::Sts => "sts",
            Self::Kms => "kms",
        }
    }
}

impl Effect {
    /// The id used in data and JSON
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::OnMissing => "on_missing",
            Self::ResponseOnly => "response_only",
            Self::DenyOnly => "deny_only",
            Self::Advised => "advised",
        }
    }
}
