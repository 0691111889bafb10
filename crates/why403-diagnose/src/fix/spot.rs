//! Where the policies of a world stand: one walk over all of them, each with its place.
//!
//! A place that can have a policy and has none is a place, too; one of which the world does not
//! tell is a hole.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_model::arn::AccountId;
use why403_model::known::{Fact, Gap};
use why403_model::world::{Account, Document, World};

/// Where a policy stands
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The account: of an organization's policy, one of those that it is about
    pub account: AccountId,
    /// Where in the account
    pub bearer: Bearer,
}

/// What has a policy
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bearer {
    /// An entity of IAM, as what it may do
    Identity {
        /// The entity
        of: Holder,
        /// The ARN of a managed policy, the label of an inline one; empty for their list
        policy: String,
    },
    /// A user or role, as what caps it
    Boundary(Holder),
    /// A role, as who may assume it, by name
    Trust(String),
    /// A bucket, by name
    Bucket(String),
    /// A key, by ARN
    Key(String),
    /// An access point, by ARN
    AccessPoint(String),
    /// A function
    Function {
        /// Its ARN, without version or alias
        arn: String,
        /// The version or alias that the policy is about
        qualifier: Option<String>,
    },
    /// A VPC endpoint, by id
    Endpoint(String),
    /// A node of the organization, above the account or the account
    Scp {
        /// `r-…`, `ou-…` or an account
        node: String,
        /// The policy's ARN, else its label; empty for their list
        policy: String,
    },
    /// As [`Bearer::Scp`]
    Rcp {
        /// `r-…`, `ou-…` or an account
        node: String,
        /// The policy's ARN, else its label; empty for their list
        policy: String,
    },
}

/// An entity of IAM, by name without path
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holder {
    /// A role
    Role(String),
    /// A user
    User(String),
    /// A group
    Group(String),
}

/// What stands at a place
#[derive(Clone, Copy, Debug)]
pub(super) enum Standing<'w> {
    /// This policy
    Policy(&'w Arc<Document>),
    /// None
    Nothing,
    /// The world does not tell
    Untold(&'w Gap),
}

impl<'w> Standing<'w> {
    /// The policy, where there is one
    pub(super) fn policy(self) -> Option<&'w Arc<Document>> {
        match self {
            Self::Policy(it) => Some(it),
            Self::Nothing | Self::Untold(_) => None,
        }
    }
}

/// What tells a policy from the others at its place: its ARN, else its label
pub(super) fn id(document: &Document) -> &str {
    document.arn.as_deref().unwrap_or(&document.label)
}

/// Every place of a world that has a policy or can have one, in the order of accounts.
pub(super) fn all(world: &World) -> Vec<(Spot, Standing<'_>)> {
    let mut found = Found(Vec::new());
    if let Fact::Known(Some(organization)) = &world.organization {
        for (account, levels) in &organization.levels {
            for level in levels.known().into_iter().flatten() {
                let node = || level.id.clone();
                let scp = |policy: String| Bearer::Scp {
                    node: node(),
                    policy,
                };
                found.list(account, &level.scps, &scp);
                let rcp = |policy: String| Bearer::Rcp {
                    node: node(),
                    policy,
                };
                found.list(account, &level.rcps, &rcp);
            }
        }
    }
    for account in world.accounts.values() {
        found.identities(account);
        found.resources(account);
    }
    found.0
}

struct Found<'w>(Vec<(Spot, Standing<'w>)>);

impl<'w> Found<'w> {
    fn put(&mut self, account: &AccountId, bearer: Bearer, standing: Standing<'w>) {
        let account = account.clone();
        self.0.push((Spot { account, bearer }, standing));
    }

    fn list(
        &mut self,
        account: &AccountId,
        policies: &'w Fact<Vec<Fact<Arc<Document>>>>,
        bearer: &dyn Fn(String) -> Bearer,
    ) {
        match policies {
            Fact::Unknown(gap) => self.put(account, bearer(String::new()), Standing::Untold(gap)),
            Fact::Known(all) => {
                // Without an ARN several may have one label, as `SCP without a name`.
                let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
                for policy in all {
                    match policy {
                        Fact::Known(it) => {
                            let count = seen.entry(id(it)).or_default();
                            *count += 1;
                            let name = match *count {
                                1 => id(it).to_string(),
                                count => format!("{} ({count})", id(it)),
                            };
                            self.put(account, bearer(name), Standing::Policy(it));
                        }
                        Fact::Unknown(gap) => {
                            self.put(account, bearer(gap.what.clone()), Standing::Untold(gap));
                        }
                    }
                }
            }
        }
    }

    fn one(
        &mut self,
        account: &AccountId,
        bearer: Bearer,
        policy: &'w Fact<Option<Arc<Document>>>,
    ) {
        let standing = match policy {
            Fact::Known(Some(it)) => Standing::Policy(it),
            Fact::Known(None) => Standing::Nothing,
            Fact::Unknown(gap) => Standing::Untold(gap),
        };
        self.put(account, bearer, standing);
    }

    fn certain(&mut self, account: &AccountId, bearer: Bearer, policy: &'w Fact<Arc<Document>>) {
        let standing = match policy {
            Fact::Known(it) => Standing::Policy(it),
            Fact::Unknown(gap) => Standing::Untold(gap),
        };
        self.put(account, bearer, standing);
    }

    fn identities(&mut self, account: &'w Account) {
        let id = &account.id;
        for (name, role) in &account.iam.roles {
            let holder = Holder::Role(name.clone());
            self.certain(id, Bearer::Trust(name.clone()), &role.trust);
            self.list(id, &role.policies, &identity(&holder));
            self.one(id, Bearer::Boundary(holder), &role.boundary);
        }
        for (name, user) in &account.iam.users {
            let holder = Holder::User(name.clone());
            self.list(id, &user.policies, &identity(&holder));
            self.one(id, Bearer::Boundary(holder), &user.boundary);
        }
        for (name, group) in &account.iam.groups {
            let holder = Holder::Group(name.clone());
            self.list(id, &group.policies, &identity(&holder));
        }
    }

    fn resources(&mut self, account: &'w Account) {
        let id = &account.id;
        for (name, bucket) in &account.buckets {
            self.one(id, Bearer::Bucket(name.clone()), &bucket.policy);
        }
        for (arn, key) in &account.keys {
            self.certain(id, Bearer::Key(arn.clone()), &key.policy);
        }
        for (arn, point) in &account.access_points {
            self.one(id, Bearer::AccessPoint(arn.clone()), &point.policy);
        }
        for (arn, function) in &account.functions {
            let bearer = |qualifier| Bearer::Function {
                arn: arn.clone(),
                qualifier,
            };
            self.one(id, bearer(None), &function.policy);
            for (qualifier, policy) in &function.qualifiers {
                self.one(id, bearer(Some(qualifier.clone())), policy);
            }
        }
        for network in account.networks.values() {
            for endpoint in network.endpoints.known().into_iter().flatten() {
                self.one(id, Bearer::Endpoint(endpoint.id.clone()), &endpoint.policy);
            }
        }
    }
}

fn identity(of: &Holder) -> impl Fn(String) -> Bearer {
    move |policy| Bearer::Identity {
        of: of.clone(),
        policy,
    }
}
