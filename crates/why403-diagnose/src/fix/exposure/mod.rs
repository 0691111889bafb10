//! What a change opens and what it breaks: every caller, action and resource that it can reach is
//! asked about before it and after it.
//!
//! Exact where the world is: a pattern is asked about by texts that stand for all that it shares
//! with the other patterns of the world. Callers that the world does not list are asked about as
//! kinds: others of an account, any account, nobody.

mod ask;
mod glob;
mod reach;
mod told;

use alloc::string::String;
use alloc::vec::Vec;

use why403_engine::resolve::{Assume, Library};
use why403_model::pattern::Glob;
use why403_model::world::World;

use ask::Scope;

use super::edit::Edit;
use crate::cause::Certainty;

/// What a change lets pass, and what it stops
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exposure {
    /// What is newly allowed, ordered by caller, action and resource
    pub opens: Vec<Access>,
    /// What is not allowed any more, in the same order
    pub breaks: Vec<Access>,
}

/// One thing that a caller can do
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Access {
    /// Who
    pub who: Who,
    /// The action; of several that nothing tells apart, one
    pub action: String,
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

/// What edits open and break, from a world to the same world with them made.
#[must_use]
pub fn of(before: &World, after: &World, edits: &[Edit], assume: &Assume) -> Exposure {
    let reach = reach::of(before, after, edits);
    let contexts = ask::contexts(&reach.touched, &reach.endpoints);
    let scope = Scope {
        before,
        after,
        contexts: &contexts,
        changed: &reach.changed,
        is_of_statements: reach.is_of_statements,
        is_of_policies: edits
            .iter()
            .all(|it| matches!(it, Edit::Rewrite { .. } | Edit::Write { .. })),
        assume,
        library: Library::new(),
    };
    let mut found = Exposure::default();
    for (who, principal) in &reach.callers {
        for action in &reach.actions {
            for (shown, resource) in &reach.resources {
                if !reach::is_about(action, resource) {
                    continue;
                }
                let asked = (principal, action.as_str(), resource.as_str());
                let Some(change) = ask::change(&scope, asked) else {
                    continue;
                };
                let access = |certainty| Access {
                    who: who.clone(),
                    action: action.clone(),
                    resource: shown.clone(),
                    certainty,
                };
                found.opens.extend(change.opens.map(access));
                found.breaks.extend(change.breaks.map(access));
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
    let covers = |wider: &Access, it: &Access| {
        (&wider.who, &wider.action) == (&it.who, &it.action)
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
