//! From an evaluation to its causes, ranked.
//!
//! What is only unknown is no cause: a layer of which nothing is known is listed among the
//! unknowns, not here. First come causes that the symptom proves, then those that must deny.

use alloc::vec::Vec;

use why403_engine::evaluate::Evaluation;
use why403_engine::trace::{LayerTrace, StatementTrace};
use why403_engine::truth::Truth;
use why403_engine::verdict::{Layer, Verdict};
use why403_model::policy::{Effect, Statement};
use why403_model::request::Request;
use why403_model::span::Span;

use super::{Cause, Certainty, Decider, words};
use crate::near_miss;
use crate::symptom::{Denial, Symptom};

/// The causes of one check's denial, the most telling first; empty if nothing denies it.
#[must_use]
pub fn find(
    check: usize,
    request: &Request,
    evaluation: &Evaluation,
    symptom: Option<&Symptom>,
) -> Vec<Cause> {
    let mut all = Vec::new();
    for trace in &evaluation.layers {
        all.extend(explicit(check, request, evaluation, trace));
        all.extend(implicit(check, request, evaluation, trace));
    }
    if let Some(symptom) = symptom {
        condition_on(&mut all, symptom, request);
    }
    all.sort_by_key(|it| {
        (
            !it.proven,
            it.certainty,
            it.effect == Denial::Implicit,
            it.layer,
        )
    });
    all
}

/// What the message names has denied; where one cause only fits it, that one is certain
fn condition_on(causes: &mut [Cause], symptom: &Symptom, request: &Request) {
    let is_about = symptom
        .action
        .as_deref()
        .is_some_and(|it| request.action.is(it));
    if !is_about {
        return;
    }
    let fits = |cause: &Cause| symptom.denied_by.contains(&(cause.layer, cause.effect));
    let count = causes.iter().filter(|cause| fits(cause)).count();
    for cause in causes.iter_mut().filter(|cause| fits(cause)) {
        cause.proven = true;
        if count == 1 {
            cause.certainty = Certainty::Must;
        }
    }
}

fn certainty(truth: Truth) -> Option<Certainty> {
    match truth {
        Truth::Yes => Some(Certainty::Must),
        Truth::Maybe => Some(Certainty::May),
        Truth::No => None,
    }
}

fn explicit(
    check: usize,
    request: &Request,
    evaluation: &Evaluation,
    trace: &LayerTrace,
) -> Vec<Cause> {
    let Some(denies) =
        verdicts(evaluation, trace.layer).map(why403_engine::verdict::Verdicts::denies)
    else {
        return Vec::new();
    };
    if denies == Truth::No {
        return Vec::new();
    }
    let mut all: Vec<Cause> = Vec::new();
    for policy in &trace.policies {
        let document = &policy.policy.document;
        let sources = document.policy.statements.iter();
        for (traced, source) in policy.statements.iter().zip(sources) {
            let Some(certainty) =
                certainty(traced.outcome).filter(|_| traced.effect == Effect::Deny)
            else {
                continue;
            };
            let decider = Decider {
                document: document.clone(),
                level: policy.level.clone(),
                statement: traced.index,
                at: deciding_span(traced, source),
                because: words::because(traced, source),
            };
            all.push(Cause {
                check,
                layer: trace.layer,
                effect: Denial::Explicit,
                certainty,
                proven: false,
                message: words::explicit(trace.layer, request, Some(&decider)),
                decider: Some(decider),
                near_misses: Vec::new(),
                confirm: Vec::new(),
            });
        }
    }
    // Layers without policies refuse by themselves.
    let has_policies = !trace.policies.is_empty() || !trace.gaps.is_empty();
    if all.is_empty() && !has_policies && trace.absent.is_none() {
        all.extend(certainty(denies).map(|certainty| Cause {
            check,
            layer: trace.layer,
            effect: Denial::Explicit,
            certainty,
            proven: false,
            decider: None,
            message: words::explicit(trace.layer, request, None),
            near_misses: Vec::new(),
            confirm: Vec::new(),
        }));
    }
    all
}

fn verdicts(evaluation: &Evaluation, layer: Layer) -> Option<why403_engine::verdict::Verdicts> {
    evaluation.verdicts.get(layer as usize).copied()
}

fn implicit(
    check: usize,
    request: &Request,
    evaluation: &Evaluation,
    trace: &LayerTrace,
) -> Option<Cause> {
    let layer = trace.layer;
    let verdicts = verdicts(evaluation, layer)?;
    // An explicit denial says it all; a layer of which nothing is known is no cause.
    if verdicts == why403_engine::verdict::Verdicts::only(Verdict::Deny) {
        return None;
    }
    let certainty = match (
        evaluation.outcome.must.holds(layer),
        evaluation.outcome.may.holds(layer),
    ) {
        (true, _) => Certainty::Must,
        (false, true) => Certainty::May,
        (false, false) => return None,
    };
    let is_silent = verdicts.holds(Verdict::Silent) || verdicts.holds(Verdict::NotApplicable);
    let is_hole = certainty == Certainty::May && !trace.gaps.is_empty();
    if !is_silent || is_hole || can_only_deny_explicitly(layer) {
        return None;
    }
    let near_misses = near_miss::find(trace, request);
    let message = words::implicit(layer, request, trace, near_misses.first());
    Some(Cause {
        check,
        layer,
        effect: Denial::Implicit,
        certainty,
        proven: false,
        decider: None,
        message,
        near_misses,
        confirm: words::confirm(layer, request),
    })
}

/// Layers that refuse or say nothing, and never withhold
fn can_only_deny_explicitly(layer: Layer) -> bool {
    matches!(layer, Layer::Authentication | Layer::S3Gate | Layer::Rcp)
}

/// What of a Deny people should look at: the condition that passed, else its effect
fn deciding_span(traced: &StatementTrace, source: &Statement) -> Span {
    let passed = traced
        .conditions
        .iter()
        .find(|test| test.outcome != Truth::No);
    passed
        .and_then(|test| source.conditions.get(test.index))
        .map_or(source.effect_at, |test| test.at)
}

/// The causes in one list, the first check's before the next one's where they are alike
#[must_use]
pub fn ranked(mut causes: Vec<Cause>) -> Vec<Cause> {
    causes.sort_by_key(|it| (!it.proven, it.certainty, it.check));
    causes
}
