//! Edits of access control lists, and what they need first.

use alloc::string::String;
use alloc::vec::Vec;

use why403_model::arn::AccountId;
use why403_model::known::Fact;
use why403_model::world::{Acl, AclGrant, Grantee, Permission, World};

use super::edit::{EditError, bucket, missing};

/// Whose ACL
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AclOf {
    /// A bucket's, by name
    Bucket(String),
    /// That of the current version of an object
    Object {
        /// The bucket's name
        bucket: String,
        /// The object's key, as it is
        key: String,
    },
}

/// Writes an ACL in place of the one that is there.
pub(super) fn put(world: &mut World, of: &AclOf, to: &Acl) -> Result<(), EditError> {
    match of {
        AclOf::Bucket(name) => bucket(world, name)?.acl = Fact::Known(to.clone()),
        AclOf::Object { bucket: name, key } => {
            let objects = &mut bucket(world, name)?.objects;
            let mut current = objects.iter_mut().filter(|it| it.version_id.is_none());
            let found = current.find(|it| it.key == *key);
            found.ok_or_else(|| missing("object", key))?.acl = Fact::Known(to.clone());
        }
    }
    Ok(())
}

/// The canned ACL `bucket-owner-full-control`: the writer keeps everything, and so does the
/// bucket's owner from then on.
pub(super) fn handed_over(writer: &Grantee, keeper: &AccountId) -> Acl {
    let grants = [writer.clone(), Grantee::Account(keeper.clone())];
    Acl {
        owner: writer.clone(),
        grants: grants.into_iter().map(full).collect(),
    }
}

/// The canned ACL `private`
pub(super) fn private(owner: &Grantee) -> Acl {
    Acl {
        owner: owner.clone(),
        grants: alloc::vec![full(owner.clone())],
    }
}

fn full(grantee: Grantee) -> AclGrant {
    AclGrant {
        grantee,
        permission: Permission::FullControl,
    }
}

/// The grants to others than the owner, which S3 wants gone before ACLs are turned off
pub(super) fn to_others<'a>(acl: &'a Acl, keeper: &AccountId) -> Vec<&'a AclGrant> {
    let is_owner = |it: &&AclGrant| {
        let grantee = &it.grantee;
        *grantee == acl.owner
            || *grantee == Grantee::ResourceOwner
            || *grantee == Grantee::Account(keeper.clone())
    };
    acl.grants.iter().filter(|it| !is_owner(it)).collect()
}
