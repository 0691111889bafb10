//! The catalog of known causes: a file a cause, and a page `docs/causes/ID.md` for each.
//!
//! A cause is known in two ways: it *explains* a [`Cause`] that evaluation found, and it is
//! *suspected* on what a symptom says alone. Neither decides anything: evaluation does.
//!
//! - [`Clues`]: what a symptom tells; [`View`]: what evaluation saw
//! - [`Look`]: read-only commands and what their answers mean
//! - the folders: causes by subject, each with its list; particular causes stand before general

mod ask;
mod client;
mod clues;
mod credentials;
mod kms;
mod look;
mod network;
mod object;
mod policy;
mod public;
mod view;

use alloc::string::String;
use alloc::vec::Vec;

pub use clues::Clues;
pub use look::{Look, Meaning};
pub use view::View;
use why403_engine::Layer;

use super::Cause;

/// A cause that people have met before
#[derive(Debug)]
pub struct Known {
    /// The stable id, and the name of its page: `docs/causes/ID.md`
    pub id: &'static str,
    /// What happened, in a few words; the title of its page
    pub title: &'static str,
    /// The layer that refuses by itself, before any policy is asked, where the symptom alone
    /// proves this cause; `None` for what evaluation has to find
    pub refuses: Option<Layer>,
    /// Whether a cause that evaluation found is this one
    pub(crate) explains: fn(&Cause, &View<'_>) -> bool,
    /// What a symptom alone says of it
    pub(crate) suspected: fn(&Clues<'_>) -> Option<Suspicion>,
    /// Read-only commands that tell, the most telling first
    pub(crate) looks: fn(&Clues<'_>) -> Vec<Look>,
}

impl Known {
    /// The page that tells more, from the root of the repository: `docs/causes/ID.md`
    #[must_use]
    pub fn page(&self) -> String {
        alloc::format!("docs/causes/{}.md", self.id)
    }

    /// Read-only commands that tell whether it is this cause, the most telling first, with the
    /// names that the clues give filled in
    #[must_use]
    pub fn looks(&self, clues: &Clues<'_>) -> Vec<Look> {
        (self.looks)(clues)
    }
}

/// What a symptom says of a known cause
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspicion {
    /// How likely it is this cause
    pub likelihood: Likelihood,
    /// What of the symptom speaks for it, in a sentence
    pub evidence: String,
}

/// How likely a suspected cause is
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likelihood {
    /// The text cannot mean anything else
    Proven,
    /// The text says so, or few other causes leave such a text
    Likely,
    /// It is among the causes that leave such a text
    Possible,
}

impl Likelihood {
    /// The id used in JSON
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Proven => "proven",
            Self::Likely => "likely",
            Self::Possible => "possible",
        }
    }

    /// With a sentence for it
    pub(crate) fn since(self, evidence: impl Into<String>) -> Suspicion {
        Suspicion {
            likelihood: self,
            evidence: evidence.into(),
        }
    }
}

/// Every known cause: particular ones before the general ones that hold them
pub fn all() -> impl Iterator<Item = &'static Known> {
    LISTS.iter().copied().flatten().copied()
}

/// The known cause of an id
#[must_use]
pub fn by_id(id: &str) -> Option<&'static Known> {
    all().find(|it| it.id == id)
}

/// The known cause that a cause is; the most particular one
#[must_use]
pub fn of(cause: &Cause, view: &View<'_>) -> Option<&'static Known> {
    all().find(|it| (it.explains)(cause, view))
}

/// The known causes that a symptom speaks for, the likeliest first.
///
/// Empty where the symptom says nothing that speaks for any.
#[must_use]
pub fn suspects(clues: &Clues<'_>) -> Vec<(&'static Known, Suspicion)> {
    let found = all().filter_map(|it| Some((it, (it.suspected)(clues)?)));
    let mut found: Vec<(&Known, Suspicion)> = found.collect();
    found.sort_by_key(|(_, suspicion)| suspicion.likelihood);
    found
}

/// Of several that explain one cause the first counts.
static LISTS: &[&[&Known]] = &[
    credentials::ALL,
    object::ALL,
    network::ALL,
    kms::ALL,
    public::ALL,
    client::ALL,
    policy::ALL,
];
