//! From layers to a decision: every layer runs, sets of verdicts are folded, the table is asked.
//!
//! Layers count as independent. Gates (authentication, SCP, RCP, endpoint, Block Public Access,
//! S3's own) are folded one by one; only what the allow table depends on together is enumerated.
//! Source: `spec/iam.md` E.2, E.15; `spec/s3.md` C.1, C.7.

mod ask;
mod combine;
mod judge;
mod matched;
mod scenes;
mod suppose;

use alloc::vec::Vec;

use why403_model::request::Request;

pub use matched::{Matched, matched};
pub(crate) use scenes::Scenes;
pub use suppose::{Standing, Supposed, standings, suppose};

use crate::condition::Rules;
use crate::layers::Layers;
use crate::trace::{self, LayerTrace};
use crate::truth::Truth;
use crate::verdict::{LayerSet, Verdicts};
use combine::combine;
use judge::judge_all;

/// What is decided about one request
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decision {
    /// It is allowed
    Allow,
    /// It depends on something unknown
    Undetermined,
    /// Nothing allows it
    ImplicitDeny,
    /// Something denies it
    ExplicitDeny,
}

/// The decisions that are possible, and the layers behind a denial
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Whether it may be allowed
    pub may_allow: bool,
    /// Whether it may be denied for lack of an Allow
    pub may_deny_implicitly: bool,
    /// Whether it may be denied explicitly
    pub may_deny_explicitly: bool,
    /// Layers that deny however the unknown facts turn out
    pub must: LayerSet,
    /// Layers that deny if unknown facts turn out so
    pub may: LayerSet,
    /// The rules of the allow table that were asked
    pub rules: crate::decide::Rules,
}

/// A decision with everything that speaks for it
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// What is possible
    pub outcome: Outcome,
    /// One verdict set for each of [`Layer::ALL`](crate::Layer::ALL), in that order
    pub verdicts: [Verdicts; 13],
    /// One trace for each of [`Layer::ALL`](crate::Layer::ALL), in that order
    pub layers: Vec<LayerTrace>,
}

impl Outcome {
    /// The one decision, or that it is open
    #[must_use]
    pub fn decision(self) -> Decision {
        match (
            self.may_allow,
            self.may_deny_implicitly,
            self.may_deny_explicitly,
        ) {
            (true, false, false) => Decision::Allow,
            (false, true, false) => Decision::ImplicitDeny,
            (false, false, true) => Decision::ExplicitDeny,
            (_, _, _) => Decision::Undetermined,
        }
    }

    /// Whether it is denied, whatever kind of denial it is
    #[must_use]
    pub fn is_denied(self) -> Truth {
        match (
            self.may_allow,
            self.may_deny_implicitly || self.may_deny_explicitly,
        ) {
            (true, false) => Truth::No,
            (true, true) => Truth::Maybe,
            (false, _) => Truth::Yes,
        }
    }

    /// Whether a decision is among the possible ones
    #[must_use]
    pub fn admits(self, decision: Decision) -> bool {
        match decision {
            Decision::Allow => self.may_allow,
            Decision::ImplicitDeny => self.may_deny_implicitly,
            Decision::ExplicitDeny => self.may_deny_explicitly,
            Decision::Undetermined => self.decision() == Decision::Undetermined,
        }
    }
}

/// Decides one request in every layer, without a trace.
///
/// Cost: linear in statements × values; a pattern costs at most its length × the text's.
#[must_use]
pub fn decide(layers: &Layers, request: &Request, rules: Rules) -> Outcome {
    combine(layers, request, rules, &judge_all(layers, request, rules))
}

/// Decides one request in every layer, and tells of every statement why it matched or not.
#[must_use]
pub fn evaluate(layers: &Layers, request: &Request, rules: Rules) -> Evaluation {
    let judged = judge_all(layers, request, rules);
    let outcome = combine(layers, request, rules, &judged);
    let scenes = Scenes::new(layers, request, rules);
    let traces = trace::layers(layers, &scenes);
    Evaluation {
        outcome,
        verdicts: judged.verdicts,
        layers: traces,
    }
}
