//! What is asked about, apart from who asks for what.

use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::sync::Arc;

use why403_engine::evaluate::Standing;
use why403_engine::layer::public::is_public;
use why403_engine::resolve::{Assume, Library};
use why403_model::world::{Document, World};

use super::Change;
use crate::fix::between::{Difference, PolicyChange, Thing};
use crate::fix::document;
use crate::fix::spot::{Bearer, Spot};

/// Two worlds, and what of their difference is known before anything is asked
pub(super) struct Scope<'s> {
    pub(super) worlds: (&'s World, &'s World),
    pub(super) assume: (&'s Assume, &'s Assume),
    /// The texts of statements that only one of the worlds has
    changed: BTreeSet<String>,
    /// Whether nothing but statements changes: whom and what none of them speaks of is then left
    /// as it was
    pub(super) is_of_statements: bool,
    /// Whether ACLs, Object Ownership and Block Public Access are the same in both
    pub(super) keeps_acls: bool,
    pub(super) library: Library,
}

impl<'s> Scope<'s> {
    pub(super) fn of(change: &Change<'s>, differences: &[Difference]) -> Self {
        let mut is_of_statements = true;
        let mut keeps_acls = true;
        for difference in differences {
            match difference {
                Difference::Policy(policy) => {
                    is_of_statements &= keeps_policies(policy);
                }
                Difference::Setting(setting) => {
                    is_of_statements = false;
                    keeps_acls &= !setting.tags.is_empty() || !is_of_s3(&setting.of);
                }
                Difference::Caller { .. } => is_of_statements = false,
                Difference::Unseen(_) => {
                    is_of_statements = false;
                    keeps_acls = false;
                }
            }
        }
        for session in &change.sessions {
            is_of_statements &= session.old.policy.version == session.new.policy.version;
        }
        Self {
            worlds: change.worlds,
            assume: change.assume,
            changed: changed(change, differences),
            is_of_statements,
            keeps_acls,
            library: Library::new(),
        }
    }

    /// Whether a statement stands in one of the worlds only
    pub(super) fn has_changed(&self, standing: &Standing<'_>) -> bool {
        let document = &standing.policy.document;
        let statement = document.policy.statements.get(standing.index);
        let text = statement.map(|it| it.at.of(&document.text));
        text.is_some_and(|it| self.changed.contains(it))
    }
}

/// The texts of statements that only one of two worlds has
pub(super) fn changed(change: &Change<'_>, differences: &[Difference]) -> BTreeSet<String> {
    let policies = differences.iter().filter_map(|it| match it {
        Difference::Policy(it) => Some((it.old.as_deref(), it.new.as_deref())),
        Difference::Caller { .. } | Difference::Setting(_) | Difference::Unseen(_) => None,
    });
    let sessions = change.sessions.iter();
    let sessions = sessions.map(|it| (Some(it.old.as_ref()), Some(it.new.as_ref())));
    let both = policies.chain(sessions);
    both.flat_map(|(old, new)| texts_apart(old, new)).collect()
}

/// The texts of the statements that only one of two documents has
fn texts_apart(old: Option<&Document>, new: Option<&Document>) -> BTreeSet<String> {
    let found = document::apart(old, new).into_iter();
    found
        .map(|(document, it)| it.at.of(&document.text).into())
        .collect()
}

/// Whether a setting is of a bucket, of what is in it, or of a way to it
fn is_of_s3(thing: &Thing) -> bool {
    match thing {
        Thing::Buckets(_) | Thing::Object { .. } | Thing::AccessPoint(_) => true,
        Thing::Encryption { .. } | Thing::Key(_) | Thing::Caller { .. } => false,
    }
}

/// Whether what changes decides about nobody whom none of the statements that change names
pub(super) fn leaves_others(change: &PolicyChange) -> bool {
    let both = change.old.as_ref().zip(change.new.as_ref());
    let is_alike = both.is_some_and(|(old, new)| old.policy.version == new.policy.version);
    let is_endpoint = |it: &Spot| matches!(it.bearer, Bearer::Endpoint(_));
    // Once a request is said to pass the endpoint, its policy is one like others.
    keeps_policies(change) || is_alike && change.spots.iter().all(is_endpoint)
}

/// Whether no more than statements change: not whether there is a policy where that counts, nor
/// whether a policy is public, which counts for all of it; nor a policy that a request meets only
/// once it is said to pass an endpoint
fn keeps_policies(change: &PolicyChange) -> bool {
    let version = |it: &Option<_>| -> Option<_> {
        let it: &Arc<Document> = it.as_ref()?;
        Some(it.policy.version)
    };
    let (old, new) = (version(&change.old), version(&change.new));
    let both = old.is_some() && old == new;
    let is_alike = both || old.is_none() || new.is_none();
    change.spots.iter().all(|spot| match &spot.bearer {
        Bearer::Identity { .. } => is_alike,
        Bearer::Bucket(_) => is_alike && !turns(change),
        Bearer::AccessPoint(_) => both && !turns(change),
        Bearer::Boundary(_)
        | Bearer::Trust(_)
        | Bearer::Key(_)
        | Bearer::Function { .. }
        | Bearer::Scp { .. }
        | Bearer::Rcp { .. } => both,
        Bearer::Endpoint(_) => false,
    })
}

/// Whether a policy becomes public, or ends to be: Block Public Access may cut off all of it then
pub(super) fn turns(change: &PolicyChange) -> bool {
    let is_public =
        |it: &Option<Arc<Document>>| it.as_ref().is_some_and(|it| is_public(&it.policy));
    is_public(&change.old) != is_public(&change.new)
}
