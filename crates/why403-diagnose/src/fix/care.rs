//! What a fix needs care with: who else has the policy, what sets the edit back, when it counts.

use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_model::known::Fact;
use why403_model::world::{Document, World};

use super::edit::{Edit, is_same};
use super::owner::{self, Managed};
use super::request::RequestEdit;
use super::setting::Tagged;
use super::verify::Fix;

/// What a step needs care with
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Care {
    /// Of what is edited, in words, what keeps it otherwise than by hand, and may set edits back
    pub managed: Vec<(String, Managed)>,
    /// Who else has a managed policy that is edited, in words: it changes for all of them
    pub shared: Vec<String>,
    /// From when on it counts
    pub takes_effect: TakesEffect,
}

/// From when on a change counts
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TakesEffect {
    /// The next request is the changed one
    NextRequest,
    /// After seconds, at times minutes; sessions that are running have it too
    Minutes,
    /// Sessions that begin after it have it, those that are running do not
    NewSession,
}

/// What a step needs care with.
#[must_use]
pub(super) fn of(fix: &Fix, world: &World) -> Care {
    let mut managed: Vec<(String, Managed)> = Vec::new();
    let mut shared = Vec::new();
    for edit in &fix.world {
        let found = owner::managed(edit, world);
        for it in found {
            if !managed.contains(&it) {
                managed.push(it);
            }
        }
        if let Edit::Rewrite { old, .. } = edit {
            shared.extend(holders(old, world));
        }
    }
    // One holder shares with nobody.
    if shared.len() < 2 {
        shared.clear();
    }
    let edits = fix.world.iter().map(|it| of_edit(it, world));
    let changes = fix.request.iter().map(of_request);
    let takes_effect = edits.chain(changes).max();
    Care {
        managed,
        shared,
        takes_effect: takes_effect.unwrap_or(TakesEffect::NextRequest),
    }
}

/// When an edit counts, at the latest that AWS tells.
///
/// Source: IAM User Guide, "Changes that I make are not always immediately visible"; Amazon S3
/// User Guide, "Bucket configurations have an eventual consistency model"; AWS KMS Developer
/// Guide, "AWS KMS eventual consistency"; AWS `PrivateLink` Guide, "Control access using endpoint
/// policies" (all: seconds, at times minutes).
pub(super) fn of_edit(edit: &Edit, world: &World) -> TakesEffect {
    match edit {
        // A session is trusted when it begins, and carries the tags of that moment.
        Edit::Rewrite { old, .. } if is_trust(old, world) => TakesEffect::NewSession,
        Edit::Tag {
            of: Tagged::Role { .. } | Tagged::User { .. },
            ..
        } => TakesEffect::NewSession,
        // Objects are read as they are.
        Edit::Reencrypt { .. } => TakesEffect::NextRequest,
        Edit::Rewrite { .. }
        | Edit::Write { .. }
        | Edit::PublicAccessBlock { .. }
        | Edit::Ownership { .. }
        | Edit::Acl { .. }
        | Edit::Grant { .. }
        | Edit::Tag { .. }
        | Edit::Encryption { .. } => TakesEffect::Minutes,
    }
}

fn of_request(edit: &RequestEdit) -> TakesEffect {
    match edit {
        RequestEdit::Session { .. } => TakesEffect::NewSession,
        // How somebody signed in belongs to the session.
        RequestEdit::Context { key, .. } => {
            let key = key.to_ascii_lowercase();
            let is_sessions = [
                "aws:multifactorauth",
                "aws:principaltag/",
                "aws:tokenissuetime",
            ];
            if is_sessions.iter().any(|it| key.starts_with(it)) {
                TakesEffect::NewSession
            } else {
                TakesEffect::NextRequest
            }
        }
        RequestEdit::Sent { .. } | RequestEdit::By(_) | RequestEdit::Again => {
            TakesEffect::NextRequest
        }
    }
}

fn is_trust(document: &Arc<Document>, world: &World) -> bool {
    let roles = world.accounts.values().flat_map(|it| it.iam.roles.values());
    let mut trusts = roles.filter_map(|it| it.trust.known());
    trusts.any(|it| is_same(it, document))
}

/// Who has a managed policy, in words
fn holders(document: &Arc<Document>, world: &World) -> Vec<String> {
    let mut all = Vec::new();
    if document.arn.is_none() {
        return all;
    }
    let is_it = |it: &Arc<Document>| is_same(it, document);
    let has = |all: &Fact<Vec<Fact<Arc<Document>>>>| {
        let all = all.known().into_iter().flatten();
        all.filter_map(Fact::known).any(is_it)
    };
    let bounds =
        |it: &Fact<Option<Arc<Document>>>| it.known().and_then(Option::as_ref).is_some_and(is_it);
    for account in world.accounts.values() {
        let iam = &account.iam;
        for role in iam.roles.values() {
            let name = role.arn.name();
            all.extend(has(&role.policies).then(|| format!("role {name}")));
            all.extend(bounds(&role.boundary).then(|| format!("role {name} (boundary)")));
        }
        for user in iam.users.values() {
            let name = user.arn.name();
            all.extend(has(&user.policies).then(|| format!("user {name}")));
            all.extend(bounds(&user.boundary).then(|| format!("user {name} (boundary)")));
        }
        for group in iam.groups.values() {
            all.extend(has(&group.policies).then(|| format!("group {}", group.arn.name())));
        }
    }
    all
}
