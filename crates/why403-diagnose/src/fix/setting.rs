//! Edits of settings that are no policies and still decide: tags, and how objects are encrypted.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};

use why403_engine::resolve::find_bucket;
use why403_model::arn::AccountId;
use why403_model::known::Fact;
use why403_model::world::{Bucket, Encryption, World};

use super::edit::{EditError, bucket, missing};

/// What has a tag
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tagged {
    /// A role: its sessions carry the tag as `aws:PrincipalTag/…`
    Role {
        /// Its account
        account: AccountId,
        /// Its name, without path
        role: String,
    },
    /// A user
    User {
        /// Its account
        account: AccountId,
        /// Its name, without path
        user: String,
    },
    /// A bucket, by name: its tags count only where ABAC is on
    Bucket(String),
    /// The current version of an object: `s3:ExistingObjectTag/…`
    Object {
        /// The bucket's name
        bucket: String,
        /// Its key, as it is
        key: String,
    },
    /// A KMS key, by ARN
    Key(String),
}

/// Gives a tag; fails where the tags that are there are not known, since a call that sets tags
/// may replace them all.
pub(super) fn tag(world: &mut World, of: &Tagged, key: &str, value: &str) -> Result<(), EditError> {
    match tags_mut(world, of)? {
        Fact::Known(all) => {
            all.insert(key.to_string(), value.to_string());
            Ok(())
        }
        Fact::Unknown(gap) => Err(missing("answer to", &gap.what)),
    }
}

/// The tags of a thing of the world; `None` where the world does not have it
pub(super) fn tags<'w>(
    world: &'w World,
    of: &Tagged,
) -> Option<&'w Fact<BTreeMap<String, String>>> {
    match of {
        Tagged::Role { account, role } => {
            Some(&world.accounts.get(account)?.iam.roles.get(role)?.tags)
        }
        Tagged::User { account, user } => {
            Some(&world.accounts.get(account)?.iam.users.get(user)?.tags)
        }
        Tagged::Bucket(name) => Some(&find_bucket(world, name)?.1.tags),
        Tagged::Object { bucket, key } => {
            let objects = find_bucket(world, bucket)?.1.objects.iter();
            let mut current = objects.filter(|it| it.version_id.is_none());
            Some(&current.find(|it| it.key == *key)?.tags)
        }
        Tagged::Key(arn) => {
            let mut accounts = world.accounts.values();
            accounts.find_map(|it| it.keys.get(arn)).map(|it| &it.tags)
        }
    }
}

fn tags_mut<'w>(
    world: &'w mut World,
    of: &Tagged,
) -> Result<&'w mut Fact<BTreeMap<String, String>>, EditError> {
    match of {
        Tagged::Role { account, role } => {
            let iam = world.accounts.get_mut(account).map(|it| &mut it.iam);
            let found = iam.and_then(|it| it.roles.get_mut(role));
            Ok(&mut found.ok_or_else(|| missing("role", role))?.tags)
        }
        Tagged::User { account, user } => {
            let iam = world.accounts.get_mut(account).map(|it| &mut it.iam);
            let found = iam.and_then(|it| it.users.get_mut(user));
            Ok(&mut found.ok_or_else(|| missing("user", user))?.tags)
        }
        Tagged::Bucket(name) => Ok(&mut bucket(world, name)?.tags),
        Tagged::Object { bucket: name, key } => {
            let objects = &mut bucket(world, name)?.objects;
            let mut current = objects.iter_mut().filter(|it| it.version_id.is_none());
            let found = current.find(|it| it.key == *key);
            Ok(&mut found.ok_or_else(|| missing("object", key))?.tags)
        }
        Tagged::Key(arn) => {
            let mut keys = world.accounts.values_mut().flat_map(|it| &mut it.keys);
            let found = keys.find(|(it, _)| *it == arn);
            Ok(&mut found.ok_or_else(|| missing("key", arn))?.1.tags)
        }
    }
}

/// Encrypts the current version of an object anew
pub(super) fn reencrypt(bucket: &mut Bucket, key: &str, to: &Encryption) -> Result<(), EditError> {
    let mut current = bucket
        .objects
        .iter_mut()
        .filter(|it| it.version_id.is_none());
    let found = current.find(|it| it.key == key && it.exists != Fact::Known(false));
    let found = found.ok_or_else(|| missing("object", key))?;
    found.encryption = Fact::Known(Some(to.clone()));
    found.is_sse_c = Fact::Known(false);
    // A copy is a version of its own, whose id nobody knows yet.
    found.found_version = None;
    Ok(())
}
