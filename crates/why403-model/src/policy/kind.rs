//! The kinds of policies: what each may contain, how long it may be, where it is attached.
//!
//! Source: `spec/iam.md` A.7.

use crate::pattern::ShortArns;

/// What a policy document is used as
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PolicyKind {
    /// A managed identity policy
    IdentityManaged,
    /// A policy written into a user, group or role
    IdentityInline,
    /// A permissions boundary
    Boundary,
    /// A policy passed when a session was made
    Session,
    /// Who may assume a role
    Trust,
    /// A bucket policy
    Bucket,
    /// An access point policy
    AccessPoint,
    /// A KMS key policy
    Key,
    /// An SQS queue policy
    Queue,
    /// An SNS topic policy
    Topic,
    /// The policy of a Lambda function, version or alias
    Function,
    /// Any other resource's policy
    Resource,
    /// A VPC endpoint policy
    Endpoint,
    /// A service control policy
    Scp,
    /// A resource control policy
    Rcp,
}

/// Whether an element has to be there
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It must be
    Required,
    /// It must not be
    Forbidden,
}

/// What AWS asks of a kind of policy
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// `Principal` or `NotPrincipal`
    pub principal: Presence,
    /// `Resource` or `NotResource`
    pub resource: Presence,
    /// Bytes at most, if known
    pub limit: Option<Limit>,
}

/// The longest document of a kind
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Characters
    pub characters: usize,
    /// Whether white space counts
    pub counts_space: bool,
}

const fn rules(principal: Presence, resource: Presence, limit: Option<Limit>) -> Rules {
    Rules {
        principal,
        resource,
        limit,
    }
}

const fn tight(characters: usize) -> Limit {
    Limit {
        characters,
        counts_space: false,
    }
}

const fn full(characters: usize) -> Limit {
    Limit {
        characters,
        counts_space: true,
    }
}

impl PolicyKind {
    /// What AWS asks of this kind
    #[must_use]
    #[expect(clippy::match_same_arms, reason = "one kind a row")]
    pub const fn rules(self) -> Rules {
        use Presence::{Forbidden, Required};
        #[rustfmt::skip] // One kind a row, in columns.
        let found = match self {
            //                      Principal  Resource   limit
            Self::IdentityManaged => rules(Forbidden, Required,  Some(tight(6_144))),
            Self::IdentityInline  => rules(Forbidden, Required,  Some(tight(10_240))),
            Self::Boundary        => rules(Forbidden, Required,  Some(tight(6_144))),
            Self::Session         => rules(Forbidden, Required,  Some(full(2_048))),
            Self::Trust           => rules(Required,  Forbidden, Some(full(4_096))),
            Self::Bucket          => rules(Required,  Required,  Some(full(20_480))),
            Self::AccessPoint     => rules(Required,  Required,  Some(full(20_480))),
            Self::Key             => rules(Required,  Required,  Some(full(32_768))),
            Self::Queue           => rules(Required,  Required,  Some(full(8_192))),
            Self::Topic           => rules(Required,  Required,  Some(full(30_720))),
            Self::Function        => rules(Required,  Required,  Some(full(20_480))),
            Self::Resource        => rules(Required,  Required,  None),
            Self::Endpoint        => rules(Required,  Required,  Some(full(20_480))),
            Self::Scp             => rules(Forbidden, Required,  Some(full(5_120))),
            Self::Rcp             => rules(Required,  Required,  Some(full(5_120))),
        };
        found
    }

    /// How a `Resource` pattern of fewer than six parts is read in this kind
    #[must_use]
    pub const fn short_arns(self) -> ShortArns {
        match self {
            Self::IdentityManaged | Self::IdentityInline | Self::Boundary | Self::Session => {
                ShortArns::Padded
            }
            Self::Trust
            | Self::Bucket
            | Self::AccessPoint
            | Self::Key
            | Self::Queue
            | Self::Topic
            | Self::Function
            | Self::Resource
            | Self::Endpoint => ShortArns::PaddedIfWildcard,
            Self::Scp => ShortArns::PaddedIfOpenEnded,
            Self::Rcp => ShortArns::Nothing,
        }
    }

    /// Whether IAM itself stores it, with IAM's checks of every literal
    #[must_use]
    pub const fn is_stored_by_iam(self) -> bool {
        matches!(
            self,
            Self::IdentityManaged | Self::IdentityInline | Self::Boundary | Self::Trust
        )
    }

    /// Every kind
    pub const ALL: [Self; 15] = [
        Self::IdentityManaged,
        Self::IdentityInline,
        Self::Boundary,
        Self::Session,
        Self::Trust,
        Self::Bucket,
        Self::AccessPoint,
        Self::Key,
        Self::Queue,
        Self::Topic,
        Self::Function,
        Self::Resource,
        Self::Endpoint,
        Self::Scp,
        Self::Rcp,
    ];

    /// The kind as a flag takes it and JSON has it
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::IdentityManaged => "identity",
            Self::IdentityInline => "inline",
            Self::Boundary => "boundary",
            Self::Session => "session",
            Self::Trust => "trust",
            Self::Bucket => "bucket",
            Self::AccessPoint => "access-point",
            Self::Key => "key",
            Self::Queue => "queue",
            Self::Topic => "topic",
            Self::Function => "function",
            Self::Resource => "resource",
            Self::Endpoint => "endpoint",
            Self::Scp => "scp",
            Self::Rcp => "rcp",
        }
    }

    /// The kind in words: `an identity policy`
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::IdentityManaged | Self::IdentityInline => "an identity policy",
            Self::Boundary => "a permissions boundary",
            Self::Session => "a session policy",
            Self::Trust => "a role trust policy",
            Self::Bucket => "a bucket policy",
            Self::AccessPoint => "an access point policy",
            Self::Key => "a key policy",
            Self::Queue => "a queue policy",
            Self::Topic => "a topic policy",
            Self::Function => "a function policy",
            Self::Resource => "a resource policy",
            Self::Endpoint => "a VPC endpoint policy",
            Self::Scp => "a service control policy",
            Self::Rcp => "a resource control policy",
        }
    }
}
