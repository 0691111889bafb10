//! Where in AWS a change is made: which document of which thing, in which account and Region.
//!
//! A world holds documents; AWS holds an inline policy of a role, or a version of a managed one.
//! What an edit says about a document is looked up in `find`, so that writers only have to write
//! it; `words` says it to people.

mod find;
mod words;

use alloc::string::String;
use alloc::vec::Vec;

use why403_model::arn::AccountId;
use why403_model::policy::PolicyKind;

use super::acl::AclOf;
use super::edit::PublicAccessLevel;
use super::setting::Tagged;

pub(super) use find::of_permission_set;
pub use find::{inline, of_document, of_place, of_setting};
pub use words::words;
pub(super) use words::{acl_of, tagged};

/// One thing of AWS that a call replaces or adds to
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Site {
    /// An inline policy of a user, group or role
    Inline {
        /// Whose
        of: Entity,
        /// The entity's name, without path
        name: String,
        /// The policy's name
        policy: String,
    },
    /// The inline policy of a permission set of IAM Identity Center, which has one
    PermissionSet(String),
    /// A managed policy, for everybody who has it
    Managed {
        /// Its ARN
        arn: String,
        /// Who has it in this world, as `role NAME`; in the order of accounts and names
        shared: Vec<String>,
    },
    /// The trust policy of a role
    Trust(String),
    /// The policy of a bucket
    BucketPolicy(String),
    /// The policy of an access point, by ARN
    AccessPointPolicy(String),
    /// The policy of a key, by ARN
    KeyPolicy(String),
    /// The policy of a function, or of its version or alias
    FunctionPolicy {
        /// The function's ARN, without version or alias
        arn: String,
        /// The version or alias
        qualifier: Option<String>,
    },
    /// The policy of a VPC endpoint, by id
    EndpointPolicy(String),
    /// A policy of the organization, by its id `p-…`
    OrganizationPolicy {
        /// Its id
        id: String,
        /// Whether it is an SCP or an RCP
        kind: PolicyKind,
    },
    /// Block Public Access settings
    PublicAccessBlock(PublicAccessLevel),
    /// Object Ownership of a bucket
    Ownership(String),
    /// An ACL
    Acl(AclOf),
    /// The grants of a key, by ARN
    Grants(String),
    /// Tags
    Tags(Tagged),
    /// Default encryption of a bucket
    Encryption(String),
    /// Server access logging of a bucket
    Logging(String),
    /// A trail of `CloudTrail`, by name
    Trail(String),
    /// An object, which is written again
    Object {
        /// The bucket's name
        bucket: String,
        /// Its key, as it is
        key: String,
    },
}

/// Whose inline policy
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Entity {
    /// A role's
    Role,
    /// A user's
    User,
    /// A group's
    Group,
}

/// A site with the account and the Region whose API is called
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Located {
    /// What is changed
    pub site: Site,
    /// Whose credentials it takes; `None` where the world does not tell
    pub account: Option<AccountId>,
    /// The Region that has it; `None` for what has none, or where the world does not tell
    pub region: Option<String>,
}

impl Entity {
    /// Its word in commands and sentences
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Role => "role",
            Self::User => "user",
            Self::Group => "group",
        }
    }
}

impl Site {
    /// The kind of the document that stands here; `None` where it is no policy
    #[must_use]
    pub fn kind(&self) -> Option<PolicyKind> {
        match self {
            Self::Inline { .. } | Self::PermissionSet(_) => Some(PolicyKind::IdentityInline),
            Self::Managed { .. } => Some(PolicyKind::IdentityManaged),
            Self::Trust(_) => Some(PolicyKind::Trust),
            Self::BucketPolicy(_) => Some(PolicyKind::Bucket),
            Self::AccessPointPolicy(_) => Some(PolicyKind::AccessPoint),
            Self::KeyPolicy(_) => Some(PolicyKind::Key),
            Self::FunctionPolicy { .. } => Some(PolicyKind::Function),
            Self::EndpointPolicy(_) => Some(PolicyKind::Endpoint),
            Self::OrganizationPolicy { kind, .. } => Some(*kind),
            Self::PublicAccessBlock(_)
            | Self::Ownership(_)
            | Self::Acl(_)
            | Self::Grants(_)
            | Self::Tags(_)
            | Self::Encryption(_)
            | Self::Logging(_)
            | Self::Trail(_)
            | Self::Object { .. } => None,
        }
    }
}
