//! Users, groups and roles of an account.

use alloc::collections::{BTreeMap, BTreeSet};
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
    /// Entities that AWS says do not exist, which matters where the lists are not whole
    pub absent: AbsentEntities,
}

/// Names, without path, of what AWS says does not exist
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AbsentEntities {
    /// Of roles
    pub roles: BTreeSet<String>,
    /// Of users
    pub users: BTreeSet<String>,
    /// Of groups
    pub groups: BTreeSet<String>,
}

impl Iam {
    /// The role of a name; `Known(None)` where there is none
    #[must_use]
    pub fn role(&self, name: &str) -> Fact<Option<&Role>> {
        self.entity(&self.roles, &self.absent.roles, name)
    }

    /// The user of a name; `Known(None)` where there is none
    #[must_use]
    pub fn user(&self, name: &str) -> Fact<Option<&User>> {
        self.entity(&self.users, &self.absent.users, name)
    }

    /// The group of a name; `Known(None)` where there is none
    #[must_use]
    pub fn group(&self, name: &str) -> Fact<Option<&Group>> {
        self.entity(&self.groups, &self.absent.groups, name)
    }

    fn entity<'i, T>(
        &self,
        listed: &'i BTreeMap<String, T>,
        absent: &BTreeSet<String>,
        name: &str,
    ) -> Fact<Option<&'i T>> {
        match (listed.get(name), &self.incomplete) {
            (Some(found), _) => Fact::Known(Some(found)),
            (None, Some(gap)) if !absent.contains(name) => Fact::Unknown(gap.clone()),
            (None, _) => Fact::Known(None),
        }
    }
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
