//! Edits of access control lists, and what they need first.

use alloc::string::String;
use alloc::vec::Vec;

use why403_engine::resolve::find_bucket;
use why403_model::arn::AccountId;
use why403_model::known::Fact;
use why403_model::world::{Acl, AclGrant, Bucket, Grantee, Permission, World};

use super::change::To;
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

/// A canned ACL: one that S3 makes of its name, whatever the canonical ids are.
///
/// Source: Amazon S3 User Guide, "Access control list (ACL) overview", its table of canned ACLs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Canned {
    /// Full control for the object's owner and the bucket's
    BucketOwnerFullControl,
    /// Full control for the owner, and nothing for others
    Private,
}

impl Canned {
    /// Its name
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::BucketOwnerFullControl => "bucket-owner-full-control",
            Self::Private => "private",
        }
    }
}

/// The canned ACL that is the same; `None` where none of those that edits are made of is.
///
/// An account beside the owner is taken for the bucket's owner: edits name no other.
#[must_use]
pub fn canned(of: &AclOf, to: &Acl) -> Option<Canned> {
    if *to == private(&to.owner) {
        return Some(Canned::Private);
    }
    let AclOf::Object { .. } = of else {
        return None;
    };
    let keeper = beside(to)?;
    (*to == handed_over(&to.owner, keeper)).then_some(Canned::BucketOwnerFullControl)
}

/// The account beside the owner
fn beside(acl: &Acl) -> Option<&AccountId> {
    let others = acl.grants.iter().filter(|it| it.grantee != acl.owner);
    let mut accounts = others.filter_map(|it| match &it.grantee {
        Grantee::Account(id) => Some(id),
        _ => None,
    });
    accounts.next()
}

/// What becomes of an ACL; `None` where the world does not tell what is there, or no canned one
/// makes it.
pub(super) fn change(world: &World, of: &AclOf, to: &Acl) -> Option<To> {
    let (AclOf::Bucket(name) | AclOf::Object { bucket: name, .. }) = of;
    let (keeper, bucket) = find_bucket(world, name)?;
    let before = match of {
        AclOf::Bucket(_) => &bucket.acl,
        AclOf::Object { key, .. } => object(bucket, key)?,
    };
    let canned = canned(of, to)?;
    let is_for_keeper = beside(to).is_none_or(|it| *it == keeper.id);
    is_for_keeper.then(|| To::Acl {
        canned,
        before: before.known().and_then(|it| by_id(world, it)),
        after: by_id(world, to),
        keeper: keeper.id.clone(),
    })
}

/// Whose credentials replace an object's ACL: its writer's, who may be of another account than the
/// bucket
pub(super) fn writer(bucket: &Bucket, key: &str) -> Option<AccountId> {
    match &object(bucket, key)?.known()?.owner {
        Grantee::Account(id) => Some(id.clone()),
        _ => None,
    }
}

/// The ACL of the current version of an object
fn object<'w>(bucket: &'w Bucket, key: &str) -> Option<&'w Fact<Acl>> {
    let mut current = bucket.objects.iter().filter(|it| it.version_id.is_none());
    Some(&current.find(|it| it.key == key)?.acl)
}

/// An ACL with accounts by their canonical ids; `None` where the world lacks one
fn by_id(world: &World, acl: &Acl) -> Option<Acl> {
    let id = |it: &Grantee| {
        let it = match it {
            Grantee::ResourceOwner => &acl.owner,
            other => other,
        };
        match it {
            Grantee::Account(id) => {
                let found = world.accounts.get(id)?.canonical_id.known()?;
                Some(Grantee::Canonical(found.clone()))
            }
            Grantee::ResourceOwner => None,
            other => Some(other.clone()),
        }
    };
    let grants = acl.grants.iter().map(|it| {
        Some(AclGrant {
            grantee: id(&it.grantee)?,
            permission: it.permission,
        })
    });
    Some(Acl {
        owner: id(&acl.owner)?,
        grants: grants.collect::<Option<_>>()?,
    })
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
