//! The whole answer to one question: decision, causes, what is unknown, what to try.
//!
//! Diagnosis is conditioning. A symptom that names a layer proves that it denied; it clears no
//! other layer. Where the world cannot have produced the symptom, that is a contradiction, and no
//! cause is named.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use why403_engine::condition::{Reason as TestReason, Rules};
use why403_engine::evaluate::{Evaluation, evaluate};
use why403_engine::layers::Layers;
use why403_engine::resolve::{Assume, SessionPolicies, resolve};
use why403_engine::truth::Truth;
use why403_engine::verdict::Layer;
use why403_engine::{derive, trace};
use why403_model::known::{Gap, Reason};
use why403_model::request::{Principal, Request};
use why403_model::world::World;

use crate::cause::{self, Cause};
use crate::checks::{self, Check};
use crate::idea::{self, Idea};
use crate::question::Question;
use crate::symptom::{Denial, Symptom};

/// The answer to one question
#[derive(Clone, Debug)]
pub struct Diagnosis {
    /// What was asked
    pub question: Question,
    /// Whether the operation is allowed
    pub decision: Overall,
    /// Every check behind it
    pub checks: Vec<Checked>,
    /// Why it is denied, the most telling first; empty under a contradiction
    pub causes: Vec<Cause>,
    /// What to try
    pub ideas: Vec<Idea>,
    /// What is not known, the most telling first
    pub unknowns: Vec<Unknown>,
    /// What was assumed because no world can tell
    pub assumptions: Vec<Assumption>,
    /// Why world and symptom cannot both be right
    pub contradiction: Option<String>,
    /// What else the person should know
    pub notes: Vec<String>,
}

/// What is decided about an operation: all of its checks together
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overall {
    /// Every check is allowed
    Allow,
    /// Some check is denied
    Deny,
    /// It depends on something unknown
    Undetermined,
}

/// A check and what came of it
#[derive(Clone, Debug)]
pub struct Checked {
    /// The check
    pub check: Check,
    /// The layers it was evaluated with
    pub layers: Layers,
    /// What came of it
    pub evaluation: Evaluation,
}

/// Something that is not known
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// What, why, and the command that tells
    pub gap: Gap,
    /// The layer that it concerns
    pub layer: Layer,
    /// Whether it can change the decision
    pub matters: bool,
}

/// Something taken for granted
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assumption {
    /// Which fact
    pub fact: &'static str,
    /// What was taken
    pub default: &'static str,
    /// The flag that says otherwise
    pub flag: &'static str,
}

/// Answers a question about a world.
#[must_use]
pub fn diagnose(question: Question, world: &World, assume: &Assume) -> Diagnosis {
    let symptom = question.symptom.clone();
    let mut checked = Vec::new();
    for mut check in checks::expand(world, &question.request) {
        let layers = resolve(world, &check.request, assume);
        let statements = Layer::ALL
            .into_iter()
            .flat_map(|layer| trace::policies(&layers, layer))
            .flat_map(|policy| policy.document.policy.statements.clone())
            .collect::<Vec<_>>();
        checks::settle_key_tags(world, &mut check.request, &statements);
        derive::settle(&mut check.request, &statements);
        let evaluation = evaluate(&layers, &check.request, Rules::Enforcement);
        checked.push(Checked {
            check,
            layers,
            evaluation,
        });
    }
    let mut causes = Vec::new();
    for (index, it) in checked.iter().enumerate() {
        causes.extend(cause::find(
            index,
            &it.check.request,
            &it.evaluation,
            symptom.as_ref(),
        ));
    }
    let mut causes = cause::ranked(causes);
    let contradiction = symptom.as_ref().and_then(|it| contradiction(it, &checked));
    if contradiction.is_some() {
        causes.clear();
    }
    let decision = overall(&checked, symptom.as_ref(), contradiction.is_some());
    let ideas = causes
        .iter()
        .filter_map(|cause| checked.get(cause.check).map(|it| (cause, it)))
        .flat_map(|(cause, it)| idea::ideas(cause, &it.layers, &it.check.request))
        .collect();
    Diagnosis {
        decision,
        causes,
        ideas,
        unknowns: unknowns(&checked, decision),
        assumptions: assumptions(&question.request, assume),
        contradiction,
        notes: notes(&checked),
        checks: checked,
        question,
    }
}

fn overall(checked: &[Checked], symptom: Option<&Symptom>, contradicts: bool) -> Overall {
    let denied = Truth::any(checked.iter().map(|it| it.evaluation.outcome.is_denied()));
    match (denied, symptom) {
        (Truth::Yes, _) => Overall::Deny,
        // The person was refused: what is open here has turned out to deny.
        (Truth::Maybe, Some(_)) if !contradicts => Overall::Deny,
        (Truth::Maybe, _) => Overall::Undetermined,
        (Truth::No, _) => Overall::Allow,
    }
}

/// Why this world cannot have produced the symptom, if it cannot
fn contradiction(symptom: &Symptom, checked: &[Checked]) -> Option<String> {
    let action = symptom.action.as_deref();
    let about = checked
        .iter()
        .find(|it| action.is_some_and(|action| it.check.request.action.is(action)))?;
    let outcome = about.evaluation.outcome;
    if outcome.is_denied() == Truth::No {
        return Some(format!(
            "AWS refused {}, and this world allows it",
            about.check.request.action
        ));
    }
    if symptom.denied_by.is_empty() {
        return None;
    }
    let is_possible = symptom.denied_by.iter().any(|(layer, denial)| {
        let verdicts = about.evaluation.verdicts.get(*layer as usize);
        match denial {
            Denial::Explicit => verdicts.is_some_and(|it| it.denies() != Truth::No),
            Denial::Implicit => outcome.may.holds(*layer),
        }
    });
    if is_possible {
        return None;
    }
    let named: Vec<String> = symptom
        .denied_by
        .iter()
        .map(|(layer, denial)| match denial {
            Denial::Implicit => format!("the {layer} layer allows nothing"),
            Denial::Explicit => format!("the {layer} layer denies"),
        })
        .collect();
    Some(format!(
        "AWS says that {}; in this world it does not",
        named.join(", or that ")
    ))
}

fn unknowns(checked: &[Checked], decision: Overall) -> Vec<Unknown> {
    let mut all: Vec<Unknown> = Vec::new();
    for it in checked {
        let is_settled = it.evaluation.outcome.is_denied() != Truth::Maybe;
        for trace in &it.evaluation.layers {
            // A denial that is certain already can only get more reasons.
            let can_deny = it.evaluation.outcome.may.holds(trace.layer);
            let matters = !is_settled && can_deny && decision != Overall::Allow;
            let gaps = trace.gaps.iter().cloned();
            let keys = trace
                .policies
                .iter()
                .flat_map(|policy| &policy.statements)
                .filter(|statement| statement.outcome == Truth::Maybe)
                .flat_map(|statement| &statement.conditions)
                .filter(|test| {
                    test.reason == TestReason::KeyUnknown && test.outcome == Truth::Maybe
                })
                .map(|test| Gap {
                    what: format!("{} of the request", test.key),
                    why: Reason::NotGiven,
                    command: Some(format!("why403 … --context {}=VALUE", test.key)),
                    slot: None,
                });
            for gap in gaps.chain(keys) {
                let unknown = Unknown {
                    gap,
                    layer: trace.layer,
                    matters,
                };
                if !all.iter().any(|it| it.gap == unknown.gap) {
                    all.push(unknown);
                }
            }
        }
    }
    all.sort_by_key(|it| !it.matters);
    all
}

fn assumptions(request: &Request, assume: &Assume) -> Vec<Assumption> {
    let is_session = matches!(
        request.principal,
        Principal::RoleSession { .. } | Principal::FederatedUser { .. }
    );
    match assume.session {
        SessionPolicies::AssumedNone if is_session => alloc::vec![Assumption {
            fact: "session policy",
            default: "none was passed when the session was made",
            flag: "--session-policy FILE|unknown",
        }],
        SessionPolicies::AssumedNone | SessionPolicies::Known(_) | SessionPolicies::Unknown => {
            Vec::new()
        }
    }
}

fn notes(checked: &[Checked]) -> Vec<String> {
    checked
        .iter()
        .filter(|it| it.check.why == checks::Why::BucketDefaultKey)
        .map(|it| {
            let key = &it.check.request.resource;
            format!("how the object is encrypted was not collected; the bucket's default key {key} is taken")
        })
        .collect()
}
