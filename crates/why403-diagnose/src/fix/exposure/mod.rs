//! What a change opens and what it breaks: every caller, action and resource that it can reach is
//! asked about before it and after it.
//!
//! Exact where the world is: a pattern is asked about by texts that stand for all that it shares
//! with the other patterns of the world. Callers that the world does not list are asked about as
//! kinds: others of an account, any account, nobody.

mod ask;
mod behind;
mod callers;
mod contexts;
mod encrypted;
mod glob;
mod patterns;
mod reach;
mod scope;
mod settings;
mod tagged;

use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_engine::resolve::Assume;
use why403_model::pattern::Glob;
use why403_model::request::{Context, Principal};
use why403_model::world::{Document, World};

use self::patterns::{Class, Shown};
use self::scope::Scope;
use super::between::{Difference, between};
use crate::cause::Certainty;
pub use behind::Behind;

/// What a change lets pass, and what it stops
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exposure {
    /// What is newly allowed, ordered by caller, action and resource
    pub opens: Vec<Access>,
    /// What is not allowed any more, in the same order
    pub breaks: Vec<Access>,
    /// Who sends requests through VPC endpoints whose policy changes
    pub behind: Vec<Behind>,
}

/// One thing that a caller can do
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Access {
    /// Who
    pub who: Who,
    /// The action; of several that nothing tells apart, one
    pub action: String,
    /// The others that nothing tells apart from it, in order
    pub alike: Arc<[String]>,
    /// An ARN, or the pattern of those that are meant
    pub resource: String,
    /// Whether it is certain, or depends on the request or on what is unknown
    pub certainty: Certainty,
}

/// A caller, or a kind of callers
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// Nobody: an unsigned request
    Anonymous,
    /// Callers of any account of AWS
    AnyAccount,
    /// Callers of an account that the world does not list
    Unlisted(String),
    /// A service of AWS; [`ANY_SERVICE`] is any that no statement names
    Service(String),
    /// A user, a role or the root user of an account, by ARN
    Principal(String),
}

/// Any service of AWS that no statement names
pub const ANY_SERVICE: &str = "*.amazonaws.com";

/// Two worlds, and what is assumed of each
pub(super) struct Change<'c> {
    pub(super) worlds: (&'c World, &'c World),
    pub(super) assume: (&'c Assume, &'c Assume),
    pub(super) sessions: Vec<Session<'c>>,
}

/// A session that is made again, with another session policy
pub(super) struct Session<'c> {
    pub(super) principal: &'c Principal,
    pub(super) old: &'c Arc<Document>,
    pub(super) new: &'c Arc<Document>,
}

/// What a change opens and breaks, from one world to the other.
///
/// - `differences`: what [`between`](super::between()) finds there.
/// - Cost: linear in the statements that differ, times their callers, actions and resources.
#[must_use]
pub fn of(before: &World, after: &World, differences: &[Difference], assume: &Assume) -> Exposure {
    let change = Change {
        worlds: (before, after),
        assume: (assume, assume),
        sessions: Vec::new(),
    };
    change.told(differences)
}

impl Change<'_> {
    /// What the change opens and breaks
    pub(super) fn exposure(&self) -> Exposure {
        let (before, after) = self.worlds;
        self.told(&between(before, after))
    }

    fn told(&self, differences: &[Difference]) -> Exposure {
        let mut found = Exposure {
            behind: behind::of(self.worlds.1, differences),
            ..Exposure::default()
        };
        let mut asked = BTreeSet::new();
        let parts = reach::of(self, differences);
        let scope = Scope::of(self, differences);
        for part in &parts {
            let callers = part.callers.iter();
            for (who, principal) in callers.filter(|it| part.may_concern(it.1, self.worlds)) {
                let contexts = contexts::of_caller(&part.contexts, (who, principal), self.worlds);
                for class in &part.actions {
                    for place in &part.resources {
                        // Of several statements about the same, the contexts are the same.
                        let question = (Arc::as_ptr(&part.contexts), who, &class.action, place);
                        if patterns::is_about(&class.action, &place.1) && asked.insert(question) {
                            ask(
                                &scope,
                                (who, principal),
                                class,
                                place,
                                &contexts,
                                &mut found,
                            );
                        }
                    }
                }
            }
        }
        for difference in differences {
            encrypted::add(self, difference, &mut found);
        }
        tidy(&mut found.opens);
        tidy(&mut found.breaks);
        found
    }
}

fn ask(
    scope: &Scope<'_>,
    (who, principal): (&Who, &Principal),
    Class { action, alike }: &Class,
    (shown, resource): &Shown,
    contexts: &[Context],
    found: &mut Exposure,
) {
    let asked = (principal, action.as_str(), resource.as_str());
    let Some(effect) = ask::change(scope, asked, contexts) else {
        return;
    };
    let access = |certainty| Access {
        who: who.clone(),
        action: action.clone(),
        alike: alike.clone(),
        resource: shown.clone(),
        certainty,
    };
    found.opens.extend(effect.opens.map(access));
    found.breaks.extend(effect.breaks.map(access));
}

/// In order, without what a wider pattern of the same caller and action says already
fn tidy(all: &mut Vec<Access>) {
    all.sort();
    all.dedup();
    let wide: Vec<Access> = all
        .iter()
        .filter(|it| it.resource.contains('*'))
        .cloned()
        .collect();
    let covers = |wider: &Access, it: &Access| {
        (&wider.who, &wider.action, &wider.alike) == (&it.who, &it.action, &it.alike)
            && wider.certainty <= it.certainty
            && Glob::from_text(&wider.resource).matches(&it.resource)
    };
    // Of two that say the same in other words the first stays.
    let is_said = |it: &Access| {
        wide.iter().any(|wider| {
            wider.resource != it.resource
                && covers(wider, it)
                && (wider.resource < it.resource || !covers(it, wider))
        })
    };
    all.retain(|it| !is_said(it));
}
