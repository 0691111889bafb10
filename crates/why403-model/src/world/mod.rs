//! The world: what is known of accounts, organization, buckets and keys at one moment.
//!
//! Built from a [`Tree`] of AWS's own answers by [`World::build`]; a part that is not in the
//! tree is a hole with the command that closes it, and never an empty default.

mod acl;
mod build;
mod document;
mod iam;
mod kms;
mod organization;
mod origin;
pub mod percent;
mod s3;
mod tree;

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

pub use acl::{Acl, AclGrant, Grantee, Permission};
pub use document::Document;
pub use iam::{Group, Iam, Role, User};
pub use kms::{Grant, Key, KeyManager};
pub use organization::{Level, Organization};
pub(crate) use origin::Form;
pub use origin::Origin;
pub use s3::{Bucket, Encryption, Object, ObjectOwnership, PublicAccessBlock};
pub use tree::{
    Branch, FORMAT, Leaf, LeafProblem, Place, ROOT_MEMBERS, Severity, Source, Syntax, Tree,
    TreeProblem, is_error_text,
};

use crate::arn::AccountId;
use crate::known::Fact;

/// All that is known
#[derive(Clone, Debug)]
pub struct World {
    /// When it was taken, as written in the tree (`taken-at`), if it says so
    pub taken_at: Option<String>,
    /// The organization; `Known(None)` where the accounts are in none
    pub organization: Fact<Option<Organization>>,
    /// The accounts of which anything is known
    pub accounts: BTreeMap<AccountId, Account>,
    /// What could not be read or understood, with its place
    pub problems: Vec<TreeProblem>,
}

/// What is known of one account
#[derive(Clone, Debug)]
pub struct Account {
    /// Its id
    pub id: AccountId,
    /// Its canonical user id, by which ACLs name it
    pub canonical_id: Fact<String>,
    /// Users, groups and roles
    pub iam: Iam,
    /// The account's own Block Public Access settings
    pub public_access_block: Fact<PublicAccessBlock>,
    /// Its buckets, by name
    pub buckets: BTreeMap<String, Bucket>,
    /// Its KMS keys, by ARN
    pub keys: BTreeMap<String, Key>,
}
