//! Access control lists of buckets and objects.
//!
//! Source: `spec/s3.md` C.2.

use alloc::string::String;
use alloc::vec::Vec;

use crate::arn::AccountId;

/// An ACL: an owner and grants
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acl {
    /// Who owns the bucket or object
    pub owner: Grantee,
    /// In the order listed
    pub grants: Vec<AclGrant>,
}

/// One grant of an ACL
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AclGrant {
    /// To whom
    pub grantee: Grantee,
    /// What
    pub permission: Permission,
}

/// Whom an ACL names
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Grantee {
    /// An account, found by its canonical id
    Account(AccountId),
    /// The account that owns the resource, whoever that is
    ResourceOwner,
    /// A canonical id whose account is not known
    Canonical(String),
    /// The group of everybody, signed or not
    AllUsers,
    /// The group of every signed caller of any account
    AuthenticatedUsers,
    /// The group that delivers server access logs
    LogDelivery,
}

/// What a grant allows
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Permission {
    /// `READ`
    Read,
    /// `WRITE`
    Write,
    /// `READ_ACP`
    ReadAcp,
    /// `WRITE_ACP`
    WriteAcp,
    /// `FULL_CONTROL`
    FullControl,
}

impl Grantee {
    /// The group of a URI such as `http://acs.amazonaws.com/groups/global/AllUsers`
    #[must_use]
    pub fn group(uri: &str) -> Option<Self> {
        match uri.strip_prefix("http://acs.amazonaws.com/groups/")? {
            "global/AllUsers" => Some(Self::AllUsers),
            "global/AuthenticatedUsers" => Some(Self::AuthenticatedUsers),
            "s3/LogDelivery" => Some(Self::LogDelivery),
            _ => None,
        }
    }

    /// The URI by which an ACL names a group; `None` for one account
    #[must_use]
    pub fn uri(&self) -> Option<&'static str> {
        match self {
            Self::AllUsers => Some("http://acs.amazonaws.com/groups/global/AllUsers"),
            Self::AuthenticatedUsers => {
                Some("http://acs.amazonaws.com/groups/global/AuthenticatedUsers")
            }
            Self::LogDelivery => Some("http://acs.amazonaws.com/groups/s3/LogDelivery"),
            Self::Account(_) | Self::ResourceOwner | Self::Canonical(_) => None,
        }
    }
}

impl Permission {
    /// AWS's spelling
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Read => "READ",
            Self::Write => "WRITE",
            Self::ReadAcp => "READ_ACP",
            Self::WriteAcp => "WRITE_ACP",
            Self::FullControl => "FULL_CONTROL",
        }
    }

    /// The permission of AWS's spelling
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "READ" => Some(Self::Read),
            "WRITE" => Some(Self::Write),
            "READ_ACP" => Some(Self::ReadAcp),
            "WRITE_ACP" => Some(Self::WriteAcp),
            "FULL_CONTROL" => Some(Self::FullControl),
            _ => None,
        }
    }
}
