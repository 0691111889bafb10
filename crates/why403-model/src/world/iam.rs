//! Users, groups and roles of an account.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::document::Document;
use crate::arn::Arn;
use crate::known::{Fact, Gap};

/// What is known of an account's IAM
#[derive(Clone, Debug)]
pub struct Iam {
    /// Roles by name, without path
    pub roles: BTreeMap<String, Role>,
    /// Users by name, without path
    pub users: BTreeMap<String, User>,
    /// Groups by name, without path
    pub groups: BTreeMap<String, Group>,
    /// Why the lists may not be whole; `None` where an entity that is not listed does not exist
    pub incomplete: Option<Gap>,
}

/// A role
#[derive(Clone, Debug)]
pub struct Role {
    /// With its path
    pub arn: Arn,
    /// `AROA…`
    pub id: Option<String>,
    /// Who may assume it
    pub trust: Fact<Arc<Document>>,
    /// Inline and attached policies, each known or not; unknown where the list is.
    ///
    /// A list of the two that is not known is one unknown policy of this list.
    pub policies: Fact<Vec<Fact<Arc<Document>>>>,
    /// Its permissions boundary; `Known(None)` where it has none
    pub boundary: Fact<Option<Arc<Document>>>,
    /// Its tags
    pub tags: Fact<BTreeMap<String, String>>,
}

/// A user
#[derive(Clone, Debug)]
pub struct User {
    /// With its path
    pub arn: Arn,
    /// `AIDA…`
    pub id: Option<String>,
    /// Inline and attached policies of the user itself
    pub policies: Fact<Vec<Fact<Arc<Document>>>>,
    /// Names of its groups
    pub groups: Fact<Vec<String>>,
    /// Its permissions boundary; `Known(None)` where it has none
    pub boundary: Fact<Option<Arc<Document>>>,
    /// Its tags
    pub tags: Fact<BTreeMap<String, String>>,
}

/// A group
#[derive(Clone, Debug)]
pub struct Group {
    /// With its path
    pub arn: Arn,
    /// Inline and attached policies
    pub policies: Fact<Vec<Fact<Arc<Document>>>>,
}
