//! ACLs and Object Ownership: grants beside the bucket policy, and whose the object is.
//!
//! Source: `spec/s3.md` C.1–C.3; that group grants pass implicit denials of identity, boundary
//! and session within one account, and account grants do not, was observed in September 2026.

use why403_model::arn::{AccountId, Arn};
use why403_model::known::Fact;
use why403_model::request::Request;
use why403_model::world::{Acl, Grantee, ObjectOwnership, Permission};

use crate::layers::{AclLayer, Layers};
use crate::truth::Truth;
use crate::verdict::{Strength, Verdict, Verdicts};

/// Which ACL speaks for an action
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
    Bucket,
    Object,
}

#[rustfmt::skip] // One action a row, in columns.
static PERMISSIONS: &[(&str, Of, Permission)] = &[
    ("s3:listbucket",                 Of::Bucket, Permission::Read),
    ("s3:listbucketversions",         Of::Bucket, Permission::Read),
    ("s3:listbucketmultipartuploads", Of::Bucket, Permission::Read),
    ("s3:putobject",                  Of::Bucket, Permission::Write),
    ("s3:getbucketacl",               Of::Bucket, Permission::ReadAcp),
    ("s3:putbucketacl",               Of::Bucket, Permission::WriteAcp),
    ("s3:getobject",                  Of::Object, Permission::Read),
    ("s3:getobjectversion",           Of::Object, Permission::Read),
    ("s3:getobjectacl",               Of::Object, Permission::ReadAcp),
    ("s3:getobjectversionacl",        Of::Object, Permission::ReadAcp),
    ("s3:putobjectacl",               Of::Object, Permission::WriteAcp),
    ("s3:putobjectversionacl",        Of::Object, Permission::WriteAcp),
];

/// Object actions that the bucket decides, whoever owns the object
static BUCKET_DECIDES: &[&str] = &[
    "s3:putobject",
    "s3:deleteobject",
    "s3:deleteobjectversion",
    "s3:abortmultipartupload",
    "s3:listmultipartuploadparts",
    "s3:restoreobject",
    "s3:replicateobject",
    "s3:replicatedelete",
    "s3:replicatetags",
];

/// Whether a rule here names the action, given in lower case
pub(super) fn names(action: &str) -> bool {
    PERMISSIONS.iter().any(|row| row.0 == action) || BUCKET_DECIDES.contains(&action)
}

/// What the ACL grants, with the public groups and without
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grants {
    /// All grants
    pub with_groups: Verdicts,
    /// Grants to accounts only, as under `IgnorePublicAcls`
    pub without_groups: Verdicts,
}

/// What the ACL that speaks for the action grants the caller.
#[must_use]
pub fn grants(layers: &Layers, request: &Request) -> Grants {
    let none = Grants {
        with_groups: Verdicts::only(Verdict::NotApplicable),
        without_groups: Verdicts::only(Verdict::NotApplicable),
    };
    let AclLayer::Acls {
        bucket,
        object,
        ownership,
    } = &layers.acl
    else {
        return none;
    };
    let row = PERMISSIONS
        .iter()
        .find(|(action, _, _)| *action == request.action.lowered());
    let Some((_, of, permission)) = row else {
        return none;
    };
    let acl = match of {
        Of::Bucket => bucket,
        Of::Object => object,
    };
    let disabled = match ownership {
        Fact::Known(ObjectOwnership::BucketOwnerEnforced) => Truth::Yes,
        Fact::Known(ObjectOwnership::BucketOwnerPreferred | ObjectOwnership::ObjectWriter) => {
            Truth::No
        }
        Fact::Unknown(_) => Truth::Maybe,
    };
    let judged = |groups: bool| match (disabled, acl) {
        (Truth::Yes, _) => Verdicts::only(Verdict::NotApplicable),
        (_, None) => Verdicts::only(Verdict::Silent),
        (truth, Some(acl)) => {
            let found = judge(acl, request, *permission, groups);
            if truth == Truth::Maybe {
                found.with(Verdict::NotApplicable)
            } else {
                found
            }
        }
    };
    Grants {
        with_groups: judged(true),
        without_groups: judged(false),
    }
}

fn judge(acl: &Fact<Acl>, request: &Request, wanted: Permission, groups: bool) -> Verdicts {
    let acl = match acl {
        Fact::Known(acl) => acl,
        Fact::Unknown(_) => {
            let found = Verdicts::only(Verdict::Silent).with(Verdict::Allow(Strength::Account));
            return if groups {
                found.with(Verdict::Allow(Strength::Direct))
            } else {
                found
            };
        }
    };
    let caller = request.principal.account();
    let mut best = Verdict::Silent;
    let mut possible = Verdicts::NONE;
    let gives = |it: Permission| it == wanted || it == Permission::FullControl;
    for grant in acl.grants.iter().filter(|grant| gives(grant.permission)) {
        let (truth, strength) = match &grant.grantee {
            Grantee::AllUsers => (Truth::of(groups), Strength::Direct),
            Grantee::AuthenticatedUsers => (
                Truth::of(groups && request.principal.is_signed()),
                Strength::Direct,
            ),
            Grantee::LogDelivery => (Truth::No, Strength::Direct),
            Grantee::Account(account) => (
                Truth::of(caller.as_ref() == Some(account)),
                Strength::Account,
            ),
            Grantee::ResourceOwner => (is_owner(caller.as_ref(), request), Strength::Account),
            Grantee::Canonical(_) => (
                if caller.is_some() {
                    Truth::Maybe
                } else {
                    Truth::No
                },
                Strength::Account,
            ),
        };
        match truth {
            Truth::Yes => best = best.max(Verdict::Allow(strength)),
            Truth::Maybe => possible = possible.with(Verdict::Allow(strength)),
            Truth::No => {}
        }
    }
    possible
        .iter()
        .filter(|it| *it > best)
        .fold(Verdicts::only(best), Verdicts::with)
}

fn is_owner(caller: Option<&AccountId>, request: &Request) -> Truth {
    match (caller, &request.resource_owner) {
        (None, _) => Truth::No,
        (Some(caller), Fact::Known(owner)) => Truth::of(caller == owner),
        (Some(_), Fact::Unknown(_)) => Truth::Maybe,
    }
}

/// Whose an existing object is, for actions that its owner decides
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The bucket's account, or the bucket decides anyway
    Bucket,
    /// Another account: Allows of the bucket policy do not cover it
    Other(AccountId),
    /// Nobody knows
    Unknown,
}

/// Whose the object of the request is.
#[must_use]
pub fn object_owner(layers: &Layers, request: &Request) -> Owner {
    let AclLayer::Acls {
        object, ownership, ..
    } = &layers.acl
    else {
        return Owner::Bucket;
    };
    let is_decided_by_bucket = BUCKET_DECIDES.contains(&request.action.lowered());
    let is_object = || Arn::parse(&request.resource).is_ok_and(|arn| arn.s3_key().is_some());
    if is_decided_by_bucket || request.action.service() != "s3" || !is_object() {
        return Owner::Bucket;
    }
    match (ownership, object) {
        (Fact::Known(ObjectOwnership::BucketOwnerEnforced), _) | (_, None) => Owner::Bucket,
        (Fact::Unknown(_), Some(_)) | (_, Some(Fact::Unknown(_))) => Owner::Unknown,
        (Fact::Known(_), Some(Fact::Known(acl))) => match &acl.owner {
            Grantee::Account(account) if Some(account) != request.resource_owner.known() => {
                Owner::Other(account.clone())
            }
            Grantee::Canonical(_) => Owner::Unknown,
            Grantee::Account(_)
            | Grantee::ResourceOwner
            | Grantee::AllUsers
            | Grantee::AuthenticatedUsers
            | Grantee::LogDelivery => Owner::Bucket,
        },
    }
}
