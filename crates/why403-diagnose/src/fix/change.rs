//! What a plan changes in AWS: its edits by the place where each is made, ready to be written.
//!
//! Edits say what becomes of a world; several of them may rewrite one document. Here each place
//! has one entry, from what stands there now to what will stand there in the end.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_engine::resolve::{Assume, find_bucket};
use why403_model::arn::AccountId;
use why403_model::known::Fact;
use why403_model::world::{
    Acl, Document, Encryption, Grant, Logging, ObjectOwnership, PublicAccessBlock, World,
};

use super::acl::{self, Canned};
use super::care::{self, TakesEffect};
use super::edit::{Edit, PublicAccessLevel, apply};
use super::length::too_long;
use super::located;
use super::lockout::{Keeper, keeper};
use super::owner::{self, Managed, Owner};
use super::request::RequestEdit;
use super::setting;
use super::site::{self, Located, Site, acl_of, tagged};
use super::twice;
use super::verify::Fix;

pub use super::site::words;

/// What is done at one place
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where
    pub at: Located,
    /// Why, in one sentence for each step that it serves
    pub why: Vec<String>,
    /// Who can
    pub owner: Owner,
    /// What
    pub to: To,
    /// Of what is changed, in words, what keeps it otherwise than by hand
    pub managed: Vec<(String, Managed)>,
    /// From when on it counts
    pub takes_effect: TakesEffect,
    /// Who can edit it afterwards, where the policy itself decides that
    pub keeper: Option<Keeper>,
}

/// What becomes of a place
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum To {
    /// A document
    Document {
        /// What stands there now; `None` where nothing does
        before: Option<Arc<Document>>,
        /// What will
        after: Arc<Document>,
    },
    /// Block Public Access settings
    PublicAccessBlock {
        /// As they are, where that is known
        before: Option<PublicAccessBlock>,
        /// As they will be
        after: PublicAccessBlock,
    },
    /// Object Ownership
    Ownership {
        /// As it is, where that is known
        before: Option<ObjectOwnership>,
        /// As it will be
        after: ObjectOwnership,
    },
    /// An ACL
    Acl {
        /// The canned one that is put there
        canned: Canned,
        /// As it is, with accounts by canonical id; `None` where the world lacks one of them
        before: Option<Acl>,
        /// As it will be, in the same form
        after: Option<Acl>,
        /// Who owns the bucket
        keeper: AccountId,
    },
    /// One more grant
    Grant(Grant),
    /// Tags; the others stay
    Tag {
        /// All tags as they are
        before: BTreeMap<String, String>,
        /// Those that are given, by key
        given: BTreeMap<String, String>,
    },
    /// Default encryption
    Encryption {
        /// As it is; `None` where that is not known
        before: Option<Encryption>,
        /// As it will be
        after: Encryption,
        /// Whether objects under keys that the client holds are refused, before and after
        blocks_sse_c: bool,
    },
    /// An object is copied onto itself under this encryption
    Copy(Encryption),
    /// Access logs go there from then on; there are none yet
    Logging(Logging),
    /// A new trail of what is done to objects below one prefix
    Trail {
        /// The bucket that takes its records
        logs: String,
        /// What the ARNs of the objects start with
        below: String,
    },
}

/// What is to be done, place by place, and what keeps it from being done
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Changes of AWS, in the order of the plan's steps
    pub all: Vec<Change>,
    /// Changes of the request
    pub request: Vec<RequestEdit>,
    /// Why it cannot be written, though it is proven
    pub troubles: Vec<Trouble>,
}

/// Why AWS would not take a change, or why it must not be made
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// The document is longer than AWS takes it
    #[error("{what} would have {found} characters, AWS takes {limit}")]
    TooLong {
        /// What, in words
        what: String,
        /// Characters, as AWS counts them for this kind
        found: usize,
        /// Characters that AWS takes; source: "IAM and AWS STS quotas" and the kind's own page
        limit: usize,
    },
    /// Nobody could edit the policy afterwards
    #[error("nobody could edit {what} any more")]
    LockedOut {
        /// What, in words
        what: String,
    },
    /// The world does not tell where in AWS it is
    #[error("the world does not tell where {what} is kept")]
    Nowhere {
        /// What, in words
        what: String,
    },
}

impl Trouble {
    /// The stable code
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "fix/too-long",
            Self::LockedOut { .. } => "fix/locked-out",
            Self::Nowhere { .. } => "fix/nowhere",
        }
    }

    /// What to do instead
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => {
                "take out what nobody needs, or try the other ways: why403 fix … --all"
            }
            Self::LockedOut { .. } => "try the other ways: why403 fix … --all",
            Self::Nowhere { .. } => "collect the world again: why403 world check PATH",
        }
    }
}

/// The changes of the steps of a plan, made one after the other on a copy of `world`.
///
/// One entry a place, in the order in which places are first touched. What cannot be located or
/// must not be made is among the troubles.
#[must_use]
pub fn changes(steps: &[Fix], world: &World, assume: &Assume) -> Changes {
    let mut found = Changes::default();
    let mut now = world.clone();
    for step in steps {
        found.request.extend(step.request.iter().cloned());
        for edit in &step.world {
            match change(edit, step, &now) {
                Some(change) => add(&mut found.all, change),
                None => found.troubles.push(Trouble::Nowhere {
                    what: what_of(edit),
                }),
            }
            if let Ok(next) = apply(&now, core::slice::from_ref(edit)) {
                now = next;
            }
        }
    }
    for change in &mut found.all {
        change.keeper = keeper(&now, &change.at, assume);
        let was = || keeper(world, &change.at, assume);
        if change.keeper == Some(Keeper::Nobody) && was() != Some(Keeper::Nobody) {
            found.troubles.push(Trouble::LockedOut {
                what: words(&change.at.site),
            });
        }
        found.troubles.extend(too_long(change, &now));
    }
    found
}

fn change(edit: &Edit, step: &Fix, world: &World) -> Option<Change> {
    let at = located::of_edit(edit, world)?;
    Some(Change {
        to: to(edit, &at, world)?,
        why: alloc::vec![step.text.clone()],
        owner: step.owner.clone(),
        managed: owner::managed(edit, world),
        takes_effect: care::of_edit(edit, world),
        keeper: None,
        at,
    })
}

/// What an edit makes of the place it is made at
fn to(edit: &Edit, at: &Located, world: &World) -> Option<To> {
    Some(match edit {
        Edit::Rewrite { old, new } => To::Document {
            before: Some(old.clone()),
            after: new.clone(),
        },
        Edit::Write { document, .. } => {
            let before = match &at.site {
                Site::PermissionSet(set) => site::of_permission_set(world, set),
                _ => None,
            };
            // A permission set has one inline policy: what is new goes into it.
            let after = match &before {
                Some(before) => twice::joined(before, document)?,
                None => document.clone(),
            };
            To::Document { before, after }
        }
        Edit::PublicAccessBlock { of, to } => {
            let before = match of {
                PublicAccessLevel::Bucket(name) => &find_bucket(world, name)?.1.public_access_block,
                PublicAccessLevel::Account(id) => &world.accounts.get(id)?.public_access_block,
            };
            let before = before.known().copied();
            To::PublicAccessBlock { before, after: *to }
        }
        Edit::Ownership { bucket, to } => {
            let before = find_bucket(world, bucket)?.1.ownership.known().copied();
            To::Ownership { before, after: *to }
        }
        Edit::Acl { of, to } => acl::change(world, of, to)?,
        Edit::Grant { grant, .. } => To::Grant(grant.clone()),
        Edit::Tag { of, key, value } => {
            let before = setting::tags(world, of)?.known()?.clone();
            let given = [(key.clone(), value.clone())].into_iter().collect();
            To::Tag { before, given }
        }
        Edit::Encryption { bucket: name, to } => {
            let (_, bucket) = find_bucket(world, name)?;
            To::Encryption {
                before: bucket.encryption.known().cloned().flatten(),
                after: to.clone(),
                blocks_sse_c: bucket.blocks_sse_c == Fact::Known(true),
            }
        }
        Edit::Reencrypt { to, .. } => To::Copy(to.clone()),
    })
}

/// Adds a change; a second one of the same place goes on from the first.
fn add(all: &mut Vec<Change>, new: Change) {
    let mut same = all.iter_mut().filter(|it| it.at == new.at);
    let Some(same) = same.find(|it| twice::is_one(&it.to)) else {
        all.push(new);
        return;
    };
    twice::goes_on(&mut same.to, new.to);
    same.why.extend(new.why);
    let more = new.managed.into_iter();
    same.managed.extend(
        more.filter(|it| !same.managed.contains(it))
            .collect::<Vec<_>>(),
    );
    same.takes_effect = same.takes_effect.max(new.takes_effect);
}

/// What an edit is about, in words
fn what_of(edit: &Edit) -> String {
    match edit {
        Edit::Rewrite { old, .. } => old.label.clone(),
        Edit::Write { document, .. } => document.label.clone(),
        Edit::PublicAccessBlock { .. } => "Block Public Access".to_string(),
        Edit::Ownership { bucket, .. } => format!("Object Ownership of bucket {bucket}"),
        Edit::Acl { of, .. } => acl_of(of),
        Edit::Grant { key, .. } => format!("key {key}"),
        Edit::Tag { of, .. } => tagged(of),
        Edit::Encryption { bucket, .. } => format!("bucket {bucket}"),
        Edit::Reencrypt { bucket, key, .. } => format!("object {key} of bucket {bucket}"),
    }
}
