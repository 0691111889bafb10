//! The world: what is known of accounts, organization, buckets and keys at one moment.
//!
//! Built from a [`Tree`] of AWS's own answers by [`World::build`]; a part that is not in the
//! tree is a hole with the command that closes it, and never an empty default.

mod access_point;
mod acl;
mod build;
mod document;
mod draft;
mod each_document;
mod events;
mod iam;
mod kms;
mod lambda;
mod network;
mod object;
mod organization;
mod origin;
pub mod percent;
mod s3;
mod survey;
mod tree;

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

pub use access_point::{AccessPoint, AccessPointSettings, NetworkOrigin};
pub use acl::{Acl, AclGrant, Grantee, Permission};
pub use build::{CALLS, Call};
pub use document::Document;
pub use draft::Draft;
pub use events::{EventRule, EventTarget};
pub use iam::{AbsentEntities, Group, Iam, Role, User};
pub use kms::{Grant, Key, KeyManager};
pub use lambda::{Function, FunctionConfiguration, FunctionUrl, FunctionVpc, UrlAuth};
pub use network::{Endpoint, EndpointKind, Network, Route, RouteTable, Subnet};
pub use object::{Archive, LockMode, Object, Retention, Storage};
pub use organization::{Level, Organization};
pub(crate) use origin::Form;
pub use origin::Origin;
pub use s3::{
    Bucket, Encryption, Logging, NotificationTarget, Notifications, ObjectLock, ObjectOwnership,
    PublicAccessBlock, Replication, ReplicationDestination, Versioning, VersioningStatus, Website,
};
pub use survey::{Counts, Survey};
pub use tree::{
    Branch, FORMAT, Leaf, LeafProblem, Place, ROOT_MEMBERS, Severity, Source, Syntax, Tree,
    TreeProblem, is_error_text,
};

use crate::arn::{AccountId, Arn};
use crate::known::Fact;
use crate::terraform::Declared;

/// All that is known
#[derive(Clone, Debug)]
pub struct World {
    /// When it was taken, as written in the tree (`taken-at`), if it says so
    pub taken_at: Option<String>,
    /// The organization; `Known(None)` where the accounts are in none
    pub organization: Fact<Option<Organization>>,
    /// The accounts of which anything is known
    pub accounts: BTreeMap<AccountId, Account>,
    /// What states of Terraform keep; empty where none was given: no tree has them
    pub declared: Arc<[Declared]>,
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
    /// Its access points, by ARN
    pub access_points: BTreeMap<String, AccessPoint>,
    /// Its Lambda functions, by ARN without a version or alias
    pub functions: BTreeMap<String, Function>,
    /// Its VPC endpoints, route tables and subnets, by Region; a Region that is not here is not
    /// known
    pub networks: BTreeMap<String, Network>,
    /// Its event rules, by Region; a Region that is not here is not known
    pub event_rules: BTreeMap<String, Fact<Vec<EventRule>>>,
    /// The names of its log groups, by Region; a Region that is not here is not known
    pub log_groups: BTreeMap<String, Fact<Vec<String>>>,
}

impl World {
    /// The access point of an ARN, if the world tells of it
    #[must_use]
    pub fn access_point(&self, arn: &Arn) -> Option<&AccessPoint> {
        let account = self.accounts.get(&arn.account_id()?)?;
        account.access_points.get(arn.as_str())
    }

    /// The access point whose alias stands where the name of a bucket is asked for
    #[must_use]
    pub fn access_point_by_alias(&self, alias: &str) -> Option<&AccessPoint> {
        let all = self
            .accounts
            .values()
            .flat_map(|it| it.access_points.values());
        let mut found = all.filter(|it| match &it.settings {
            Fact::Known(Some(settings)) => settings.alias.as_deref() == Some(alias),
            Fact::Known(None) | Fact::Unknown(_) => false,
        });
        found.next()
    }

    /// The VPC endpoint of an id, with the Region it is in; `None` where the world has none
    #[must_use]
    pub fn endpoint(&self, id: &str) -> Option<(&str, &Endpoint)> {
        let networks = self.accounts.values().flat_map(|it| it.networks.iter());
        let mut endpoints = networks.flat_map(|(region, network)| {
            let all = network.endpoints.known().into_iter().flatten();
            all.map(move |it| (region.as_str(), it))
        });
        endpoints.find(|(_, it)| it.id == id)
    }
}
