//! The organization: its tree, and the policies attached to each node.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::document::Document;
use crate::arn::AccountId;
use crate::known::Fact;

/// What is known of an organization
#[derive(Clone, Debug)]
pub struct Organization {
    /// `o-…`
    pub id: Fact<String>,
    /// The management account, which SCPs and RCPs leave alone
    pub management_account: Fact<AccountId>,
    /// For each member account, the nodes from the root down to the account itself
    pub levels: BTreeMap<AccountId, Fact<Vec<Level>>>,
}

/// One node above an account, or the account: root, organizational unit, account
#[derive(Clone, Debug)]
pub struct Level {
    /// `r-…`, `ou-…` or the account id
    pub id: String,
    /// The name people gave it
    pub name: Option<String>,
    /// Service control policies attached here, each known or not; unknown where the list is
    pub scps: Fact<Vec<Fact<Arc<Document>>>>,
    /// Resource control policies attached here
    pub rcps: Fact<Vec<Fact<Arc<Document>>>>,
}
