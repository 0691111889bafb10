//! Typed edits of a world, applied to a copy.
//!
//! An edit says what changes and where, never how it is typed at a shell: that is the writers'
//! part. What an edit names has to be in the world; an edit that finds nothing to change fails.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_model::arn::AccountId;
use why403_model::known::Fact;
use why403_model::world::{
    Acl, Bucket, Document, Encryption, Grant, ObjectOwnership, PublicAccessBlock, World,
};

use super::acl::{self, AclOf};
use super::document::{of_statement, with_statement};
use super::setting::{self, Tagged};

/// One change of the world
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A document is written anew, wherever it stands: a managed policy serves all that have it
    Rewrite {
        /// As it is
        old: Arc<Document>,
        /// As it will be
        new: Arc<Document>,
    },
    /// A document where there is none yet
    Write {
        /// Where
        place: Place,
        /// What
        document: Arc<Document>,
    },
    /// Block Public Access settings
    PublicAccessBlock {
        /// Whose
        of: PublicAccessLevel,
        /// As they will be, all four
        to: PublicAccessBlock,
    },
    /// Object Ownership of a bucket
    Ownership {
        /// The bucket's name
        bucket: String,
        /// As it will be
        to: ObjectOwnership,
    },
    /// The ACL of a bucket or an object, in place of the one that is there
    Acl {
        /// Whose
        of: AclOf,
        /// As it will be
        to: Acl,
    },
    /// A grant on a key
    Grant {
        /// The key's ARN
        key: String,
        /// What is granted
        grant: Grant,
    },
    /// A tag is given, in place of one of the same key
    Tag {
        /// To what
        of: Tagged,
        /// Its key
        key: String,
        /// Its value
        value: String,
    },
    /// Default encryption of a bucket: what is written from then on, not what is there
    Encryption {
        /// The bucket's name
        bucket: String,
        /// As it will be
        to: Encryption,
    },
    /// An object is copied onto itself and encrypted anew: a version of its own where the bucket
    /// keeps versions
    Reencrypt {
        /// The bucket's name
        bucket: String,
        /// The object's key, as it is
        key: String,
        /// How it will be encrypted
        to: Encryption,
    },
}

/// Where a document can be written
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// An inline policy of a role
    Role {
        /// Its account
        account: AccountId,
        /// Its name, without path
        role: String,
    },
    /// An inline policy of a user
    User {
        /// Its account
        account: AccountId,
        /// Its name, without path
        user: String,
    },
    /// An inline policy of a group
    Group {
        /// Its account
        account: AccountId,
        /// Its name, without path
        group: String,
    },
    /// The policy of a bucket
    Bucket(String),
    /// The policy of an access point, by ARN
    AccessPoint(String),
    /// The policy of a function, by ARN without version or alias
    Function {
        /// The ARN
        arn: String,
        /// The version or alias that the policy is about; `None` for the function itself
        qualifier: Option<String>,
    },
    /// The policy of a VPC endpoint, by id
    Endpoint(String),
}

/// Whose Block Public Access settings
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PublicAccessLevel {
    /// A bucket's
    Bucket(String),
    /// An account's
    Account(AccountId),
}

/// Why an edit cannot be applied
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The world does not have what is to be changed
    #[error("the world has no {what}")]
    Missing {
        /// What, in words
        what: String,
    },
    /// There is a document already where one was to be written
    #[error("{what} has a policy already")]
    Taken {
        /// What, in words
        what: String,
    },
}

impl Edit {
    /// One more statement in a bucket's policy, or its first; `None` where the policy is not known
    pub(super) fn in_bucket_policy(bucket: &Bucket, statement: &str) -> Option<Self> {
        match bucket.policy.known()? {
            Some(old) => Some(Self::Rewrite {
                new: with_statement(old, statement)?,
                old: old.clone(),
            }),
            None => Some(Self::Write {
                place: Place::Bucket(bucket.name.clone()),
                document: of_statement("its new policy", statement)?,
            }),
        }
    }
}

/// The world with the edits made, in their order; the world itself stays as it is.
pub fn apply(world: &World, edits: &[Edit]) -> Result<World, EditError> {
    let mut copy = world.clone();
    for edit in edits {
        one(&mut copy, edit)?;
    }
    Ok(copy)
}

fn one(world: &mut World, edit: &Edit) -> Result<(), EditError> {
    match edit {
        Edit::Rewrite { old, new } => rewrite(world, old, new),
        Edit::Write { place, document } => write(world, place, document),
        Edit::PublicAccessBlock { of, to } => {
            let settings = match of {
                PublicAccessLevel::Bucket(name) => &mut bucket(world, name)?.public_access_block,
                PublicAccessLevel::Account(id) => {
                    let account = world.accounts.get_mut(id);
                    let account = account.ok_or_else(|| missing("account", id.as_str()))?;
                    &mut account.public_access_block
                }
            };
            *settings = Fact::Known(*to);
            Ok(())
        }
        Edit::Ownership { bucket: name, to } => {
            bucket(world, name)?.ownership = Fact::Known(*to);
            Ok(())
        }
        Edit::Grant { key, grant } => {
            let mut keys = world.accounts.values_mut().flat_map(|it| &mut it.keys);
            let found = keys.find(|(arn, _)| *arn == key);
            let (_, found) = found.ok_or_else(|| missing("key", key))?;
            match &mut found.grants {
                Fact::Known(all) => all.push(grant.clone()),
                Fact::Unknown(_) => return Err(missing("list of grants of key", key)),
            }
            Ok(())
        }
        Edit::Acl { of, to } => acl::put(world, of, to),
        Edit::Tag { of, key, value } => setting::tag(world, of, key, value),
        Edit::Encryption { bucket: name, to } => {
            bucket(world, name)?.encryption = Fact::Known(Some(to.clone()));
            Ok(())
        }
        Edit::Reencrypt {
            bucket: name,
            key,
            to,
        } => setting::reencrypt(bucket(world, name)?, key, to),
    }
}

/// Whether two documents are the same policy of AWS: a managed one by its ARN
pub(super) fn is_same(a: &Arc<Document>, b: &Arc<Document>) -> bool {
    Arc::ptr_eq(a, b) || (a.arn.is_some() && a.arn == b.arn) || (a.label == b.label && a == b)
}

fn rewrite(world: &mut World, old: &Arc<Document>, new: &Arc<Document>) -> Result<(), EditError> {
    let mut count = 0;
    world.for_each_document_mut(&mut |document| {
        if is_same(document, old) {
            *document = new.clone();
            count += 1;
        }
    });
    if count == 0 {
        return Err(missing("", &old.label));
    }
    Ok(())
}

fn write(world: &mut World, place: &Place, document: &Arc<Document>) -> Result<(), EditError> {
    match place {
        Place::Role { account, role } => {
            let iam = world.accounts.get_mut(account).map(|it| &mut it.iam);
            let found = iam.and_then(|it| it.roles.get_mut(role));
            let found = found.ok_or_else(|| missing("role", role))?;
            add(&mut found.policies, document);
            Ok(())
        }
        Place::User { account, user } => {
            let iam = world.accounts.get_mut(account).map(|it| &mut it.iam);
            let found = iam.and_then(|it| it.users.get_mut(user));
            let found = found.ok_or_else(|| missing("user", user))?;
            add(&mut found.policies, document);
            Ok(())
        }
        Place::Group { account, group } => {
            let iam = world.accounts.get_mut(account).map(|it| &mut it.iam);
            let found = iam.and_then(|it| it.groups.get_mut(group));
            let found = found.ok_or_else(|| missing("group", group))?;
            add(&mut found.policies, document);
            Ok(())
        }
        Place::Bucket(name) => only(&mut bucket(world, name)?.policy, document, name),
        Place::AccessPoint(arn) => {
            let mut all = world
                .accounts
                .values_mut()
                .flat_map(|it| &mut it.access_points);
            let found = all.find(|(it, _)| *it == arn);
            let (_, found) = found.ok_or_else(|| missing("access point", arn))?;
            only(&mut found.policy, document, arn)
        }
        Place::Function { arn, qualifier } => {
            let mut all = world.accounts.values_mut().flat_map(|it| &mut it.functions);
            let found = all.find(|(it, _)| *it == arn);
            let (_, found) = found.ok_or_else(|| missing("function", arn))?;
            match qualifier {
                None => only(&mut found.policy, document, arn),
                Some(qualifier) => {
                    let policy = found.qualifiers.entry(qualifier.clone());
                    only(policy.or_insert(Fact::Known(None)), document, arn)
                }
            }
        }
        Place::Endpoint(id) => {
            let networks = world.accounts.values_mut().flat_map(|it| &mut it.networks);
            let endpoints = networks.filter_map(|(_, network)| match &mut network.endpoints {
                Fact::Known(all) => Some(all),
                Fact::Unknown(_) => None,
            });
            let found = endpoints.flatten().find(|it| it.id == *id);
            let found = found.ok_or_else(|| missing("VPC endpoint", id))?;
            only(&mut found.policy, document, id)
        }
    }
}

/// Adds to a list of policies; of a list that is not known the new one is known all the same
fn add(policies: &mut Fact<Vec<Fact<Arc<Document>>>>, document: &Arc<Document>) {
    let new = Fact::Known(document.clone());
    match policies {
        Fact::Known(all) => all.push(new),
        Fact::Unknown(gap) => {
            *policies = Fact::Known(alloc::vec![Fact::Unknown(gap.clone()), new]);
        }
    }
}

/// Writes the one policy of a thing that has none
fn only(
    policy: &mut Fact<Option<Arc<Document>>>,
    document: &Arc<Document>,
    what: &str,
) -> Result<(), EditError> {
    match policy {
        Fact::Known(None) => {
            *policy = Fact::Known(Some(document.clone()));
            Ok(())
        }
        // Of what is not known nobody can say what would be replaced.
        Fact::Known(Some(_)) | Fact::Unknown(_) => Err(EditError::Taken { what: what.into() }),
    }
}

pub(super) fn bucket<'w>(world: &'w mut World, name: &str) -> Result<&'w mut Bucket, EditError> {
    let mut accounts = world.accounts.values_mut();
    let found = accounts.find_map(|it| it.buckets.get_mut(name));
    found.ok_or_else(|| missing("bucket", name))
}

pub(super) fn missing(what: &str, name: &str) -> EditError {
    EditError::Missing {
        what: alloc::format!("{what} {name}").trim().into(),
    }
}
