//! A point where two requests part: one layer of one check.

use alloc::string::String;
use alloc::vec::Vec;

use why403_engine::Layer;
use why403_engine::truth::Truth;
use why403_engine::verdict::{Verdict, Verdicts};
use why403_model::known::Gap;
use why403_model::operations::Effect;

use super::Pair;
use super::statements::StatementPart;
use crate::cause::Certainty;
use crate::diagnosis::Checked;

/// One layer of one check that says yes to one side and no to the other, or may
#[derive(Clone, Debug)]
pub struct Point {
    /// The action of the check
    pub action: String,
    /// The check on either side, by its place in the diagnosis from 0; `None` where that side
    /// does not ask for it
    pub checks: Pair<Option<usize>>,
    /// The layer
    pub layer: Layer,
    /// Whether they part there however the unknown facts turn out
    pub certainty: Certainty,
    /// What the layer says to either side
    pub says: Pair<Says>,
    /// Its statements that take effect on one side only, the most telling first; empty where no
    /// statement tells
    pub statements: Vec<StatementPart>,
    /// The cause that either side's diagnosis names for it, by its place there from 0
    pub causes: Pair<Option<usize>>,
    /// What is not known of it, with the command that tells
    pub gaps: Vec<Gap>,
    /// What happened, in one sentence
    pub message: String,
}

/// What one layer says to one side
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Says {
    /// That side does not ask for the check
    NotAsked,
    /// The layer is not there
    Absent,
    /// It allows, or lets pass whatever is unknown
    Passes,
    /// It says nothing, and need not
    Silent,
    /// It would have to allow, and does not
    Withholds,
    /// It denies explicitly
    Denies,
    /// It may refuse: that is not known
    Open,
}

impl Says {
    /// The id used in JSON
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::NotAsked => "not-asked",
            Self::Absent => "absent",
            Self::Passes => "passes",
            Self::Silent => "silent",
            Self::Withholds => "withholds",
            Self::Denies => "denies",
            Self::Open => "open",
        }
    }

    /// Whether it refuses
    #[must_use]
    pub fn refuses(self) -> Truth {
        match self {
            Self::Denies | Self::Withholds => Truth::Yes,
            Self::Open => Truth::Maybe,
            Self::NotAsked | Self::Absent | Self::Passes | Self::Silent => Truth::No,
        }
    }

    /// What a layer says to a check
    pub(super) fn of(checked: Option<&Checked>, layer: Layer) -> Self {
        let Some(checked) = checked else {
            return Self::NotAsked;
        };
        let outcome = checked.evaluation.outcome;
        let needs_allow = checked.check.plan.effect != Effect::DenyOnly;
        match verdicts(Some(checked), layer).and_then(Verdicts::single) {
            Some(Verdict::Deny) => Self::Denies,
            _ if needs_allow && outcome.must.holds(layer) => Self::Withholds,
            Some(Verdict::NotApplicable) => Self::Absent,
            Some(Verdict::Silent) if needs_allow && outcome.may.holds(layer) => Self::Open,
            Some(Verdict::Silent) => Self::Silent,
            None if outcome.may.holds(layer) => Self::Open,
            Some(Verdict::Allow(_)) | None => Self::Passes,
        }
    }
}

/// The verdicts that a layer can have in a check
pub(super) fn verdicts(checked: Option<&Checked>, layer: Layer) -> Option<Verdicts> {
    let place = Layer::ALL.iter().position(|it| *it == layer)?;
    checked?.evaluation.verdicts.get(place).copied()
}
