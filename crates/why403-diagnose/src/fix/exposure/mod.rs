//! What a change opens and what it breaks: every caller, action and resource that it can reach is
//! asked about before it and after it.
//!
//! Exact where the world is: a pattern is asked about by texts that stand for all that it shares
//! with the other patterns of the world. Callers that the world does not list are asked about as
//! kinds: others of an account, any account, nobody.

mod apart;
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
mod variables;
mod widened;

use alloc::borrow::Cow;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::cell::LazyCell;

use why403_engine::resolve::Assume;
use why403_model::pattern::Glob;
use why403_model::request::Principal;
use why403_model::world::{Document, World};

use self::ask::Effect;
use self::patterns::Class;
use self::scope::Scope;
use super::between::Difference;
use crate::cause::Certainty;
pub use behind::Behind;
pub(super) use widened::of as widened;
pub use widened::{Circumstance, Widened};

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

impl Access {
    /// The action and all that nothing tells apart from it
    pub fn actions(&self) -> impl Iterator<Item = &str> {
        let alike = self.alike.iter().map(String::as_str);
        core::iter::once(self.action.as_str()).chain(alike)
    }
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
    /// Callers of an organization, of accounts that the world does not list, by the organization's id
    Organization(String),
    /// Whoever an identity provider signs in, by the provider as trust policies name it
    Federated(String),
    /// A user, a role or the root user of an account, by ARN
    Principal(String),
}

impl Who {
    /// Whether it is this caller and no other
    #[must_use]
    pub fn is(&self, caller: &Principal) -> bool {
        match self {
            Self::Anonymous => *caller == Principal::Anonymous,
            Self::Service(own) => matches!(caller, Principal::Service { name } if name == own),
            Self::Federated(own) => {
                matches!(caller, Principal::Federated { provider } if provider == own)
            }
            Self::Principal(arn) => caller.principal_arn().as_ref() == Some(arn),
            Self::AnyAccount | Self::Organization(_) | Self::Unlisted(_) => false,
        }
    }
}

/// The services whose actions are asked about
pub(super) const LOOKED_AT: [&str; 5] = ["s3", "kms", "lambda", "logs", "sts"];

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
    /// What the change opens and breaks.
    ///
    /// - `differences`: what [`between`](super::between()) finds in its worlds.
    pub(super) fn told(&self, differences: &[Difference]) -> Exposure {
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
                let known = LazyCell::new(|| variables::of_caller(principal, self.worlds));
                for place in &part.resources {
                    let mut resource = Cow::Borrowed(place.1.as_str());
                    let mut said = Vec::new();
                    if resource.contains("${") {
                        let Some(own) = variables::filled(&resource, &known) else {
                            continue;
                        };
                        resource = own.0.into();
                        said = own.1;
                    }
                    let contexts = contexts::saying(&contexts, &said);
                    // Of several statements about the same, the contexts are the same.
                    let mut effects: Vec<(&Class, Effect)> = Vec::new();
                    for class in &part.actions {
                        let question = (Arc::as_ptr(&part.contexts), who, &class.action, place);
                        if !patterns::is_about(&class.action, &resource) || !asked.insert(question)
                        {
                            continue;
                        }
                        let asked = (principal, class.action.as_str(), &*resource);
                        let effect = ask::change(&scope, asked, &contexts);
                        effects.extend(effect.map(|it| (class, it)));
                    }
                    let opens = effects.iter().filter_map(|(it, of)| Some((*it, of.opens?)));
                    found.opens.extend(told_of(opens, who, &place.0));
                    let breaks = effects
                        .iter()
                        .filter_map(|(it, of)| Some((*it, of.breaks?)));
                    found.breaks.extend(told_of(breaks, who, &place.0));
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

/// What one caller can do at one place: in one entry what was asked about apart, and no pattern
/// tells apart
fn told_of<'c>(
    all: impl Iterator<Item = (&'c Class, Certainty)>,
    who: &Who,
    place: &str,
) -> Vec<Access> {
    let mut kinds: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for (class, certainty) in all {
        let actions = kinds.entry((&class.kin, certainty)).or_default();
        actions.push(class.action.clone());
        actions.extend(class.alike.iter().cloned());
    }
    let kinds = kinds.into_iter();
    let accesses = kinds.filter_map(|((kin, certainty), actions)| {
        let Class { action, alike, .. } = Class::of_many(actions, kin.clone())?;
        Some(Access {
            who: who.clone(),
            action,
            alike,
            resource: place.into(),
            certainty,
        })
    });
    accesses.collect()
}

/// In order, without what a wider pattern of the same caller says already of the same actions
fn tidy(all: &mut Vec<Access>) {
    all.sort();
    all.dedup();
    let wide: Vec<Access> = all
        .iter()
        .filter(|it| it.resource.contains('*'))
        .cloned()
        .collect();
    let covers = |wider: &Access, it: &Access| {
        wider.who == it.who
            && wider.certainty <= it.certainty
            && Glob::from_text(&wider.resource).matches(&it.resource)
            && it.actions().all(|it| wider.actions().any(|own| own == it))
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
