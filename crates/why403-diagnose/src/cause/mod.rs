//! Causes: which layers denied, by which statement, how certain that is, and how to confirm it.

mod condition;
mod find;
pub mod known;
mod words;

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

pub(crate) use condition::wanted;
pub use condition::{lacks, values};
pub use find::{find, ranked};
use why403_engine::Layer;
use why403_engine::layer::s3_gate::Gate;
use why403_model::span::Span;
use why403_model::world::Document;
pub(crate) use words::{caller, foreign, place};

use self::known::Known;
use crate::near_miss::NearMiss;
use crate::symptom::Denial;

/// One reason for a denial
#[derive(Clone, Debug)]
pub struct Cause {
    /// Which check it stops, by its place from 0
    pub check: usize,
    /// The layer that denied
    pub layer: Layer,
    /// Whether a statement denies, or none allows
    pub effect: Denial,
    /// Whether it denies however the unknown facts turn out
    pub certainty: Certainty,
    /// Whether the symptom itself proves it
    pub proven: bool,
    /// The statement that denies, where one does; for Block Public Access the one that makes
    /// the policy public
    pub decider: Option<Decider>,
    /// Which of S3's own refusals it is, if it is one
    pub gate: Option<Gate>,
    /// The cause of the catalog that it is, if it is one
    pub known: Option<&'static Known>,
    /// What happened, in one sentence
    pub message: String,
    /// Statements that were meant to allow, the most telling first
    pub near_misses: Vec<NearMiss>,
    /// Commands that confirm it, read-only
    pub confirm: Vec<String>,
}

/// A statement that decided
#[derive(Clone, Debug)]
pub struct Decider {
    /// Its document
    pub document: Arc<Document>,
    /// The organization's node it is attached to, for SCPs and RCPs
    pub level: Option<String>,
    /// Its place in the document, from 0
    pub statement: usize,
    /// The part of the document's text that decided
    pub at: Span,
    /// What of the request made it take effect, in words; empty if nothing particular did
    pub because: Vec<String>,
    /// What to know beside that part, in a few words
    pub beside: String,
}

/// How certain a cause is
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// It denies, whatever is unknown
    Must,
    /// It denies if unknown facts turn out so
    May,
}

impl Certainty {
    /// The id used in JSON
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Must => "must",
            Self::May => "may",
        }
    }
}

impl Cause {
    /// The stable code: the layer, and how it denied
    #[must_use]
    pub fn code(&self) -> String {
        match self.effect {
            Denial::Implicit => alloc::format!("{}/no-allow", self.layer.id()),
            Denial::Explicit => alloc::format!("{}/explicit-deny", self.layer.id()),
        }
    }
}
