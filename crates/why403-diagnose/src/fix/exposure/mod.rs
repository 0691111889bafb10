//! What a change opens and what it breaks: every caller, action and resource that it can reach is
//! asked about before it and after it.
//!
//! Exact where the world is: a pattern is asked about by texts that stand for all that it shares
//! with the other patterns of the world. Callers that the world does not list are asked about as
//! kinds: others of an account, any account, nobody.

mod ask;
mod behind;
mod callers;
mod glob;
mod patterns;
mod reach;

use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_engine::resolve::Assume;
use why403_model::world::World;

use self::patterns::Class;
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
    /// A service of AWS
    Service(String),
    /// A user, a role or the root user of an account, by ARN
    Principal(String),
}

/// What a change opens and breaks, from one world to the other.
///
/// Cost: linear in the statements that differ, times their callers, actions and resources.
#[must_use]
pub fn of(before: &World, after: &World, assume: &Assume) -> Exposure {
    of_differences(before, after, &between(before, after), assume)
}

/// As [`of`], where it is known what differs
#[must_use]
pub fn of_differences(
    before: &World,
    after: &World,
    differences: &[Difference],
    assume: &Assume,
) -> Exposure {
    let mut found = Exposure {
        behind: behind::of(after, differences),
        ..Exposure::default()
    };
    let mut asked = BTreeSet::new();
    let parts = reach::of(before, after, differences);
    for part in &parts {
        for (who, principal) in part.callers.iter() {
            let contexts = ask::of_caller(&part.contexts, who, principal);
            for Class { action, alike } in &part.actions {
                for (shown, resource) in &part.resources {
                    if !patterns::is_about(action, resource) {
                        continue;
                    }
                    // Of several statements about the same, the contexts are often the same.
                    let question = (Arc::as_ptr(&part.contexts), who, action, resource);
                    if !asked.insert(question) {
                        continue;
                    }
                    let asked = (principal, action.as_str(), resource.as_str());
                    let worlds = (before, after);
                    let Some(change) = ask::change(worlds, asked, &contexts, assume) else {
                        continue;
                    };
                    let access = |certainty| Access {
                        who: who.clone(),
                        action: action.clone(),
                        alike: alike.clone(),
                        resource: shown.clone(),
                        certainty,
                    };
                    found.opens.extend(change.opens.map(access));
                    found.breaks.extend(change.breaks.map(access));
                }
            }
        }
    }
    tidy(&mut found.opens);
    tidy(&mut found.breaks);
    found
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
    all.retain(|it| {
        !wide.iter().any(|wider| {
            wider.resource != it.resource
                && (&wider.who, &wider.action, &wider.alike) == (&it.who, &it.action, &it.alike)
                && wider.certainty <= it.certainty
                && why403_model::pattern::Glob::from_text(&wider.resource).matches(&it.resource)
        })
    });
}
