//! The organization: its tree, and the policies attached to each node.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::document::Document;
use super::s3::PublicAccessBlock;
use crate::arn::AccountId;
use crate::known::Fact;

/// What is known of an organization
#[derive(Clone, Debug)]
pub struct Organization {
    /// `o-…`
    pub id: Fact<String>,
    /// The management account, which SCPs and RCPs leave alone
    pub management_account: Fact<AccountId>,
    /// For each account of the world and of the organization, the nodes from the root down to
    /// the account itself; unknown also for an account that is in another organization
    pub levels: BTreeMap<AccountId, Fact<Vec<Level>>>,
    /// The Block Public Access settings that the organization's S3 policies put on each of the
    /// same accounts, all four or none.
    ///
    /// The account's own settings, as AWS answers, already include them.
    pub public_access_blocks: BTreeMap<AccountId, Fact<PublicAccessBlock>>,
}

/// One node above an account, or the account: root, organizational unit, account
#[derive(Clone, Debug)]
pub struct Level {
    /// `r-…`, `ou-…` or the account id
    pub id: String,
    /// The name people gave it
    pub name: Option<String>,
    /// Service control policies attached here, each known or not; unknown where the list is.
    ///
    /// Known and empty only where the type is not on in the organization: it limits nothing
    /// then. Where it is on, AWS keeps at least one policy attached to every node.
    pub scps: Fact<Vec<Fact<Arc<Document>>>>,
    /// Resource control policies attached here; empty as with SCPs
    pub rcps: Fact<Vec<Fact<Arc<Document>>>>,
}
