//! From an evaluation to its causes, ranked.
//!
//! What is only unknown is no cause: a layer of which nothing is known is listed among the
//! unknowns, not here. First come causes that the symptom proves, then those that must deny.

use alloc::collections::BTreeSet;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::evaluate::Evaluation;
use why403_engine::layer::public::public_statements;
use why403_engine::layer::s3_gate::{self, Gate};
use why403_engine::layers::Layers;
use why403_engine::trace::{LayerTrace, PolicyTrace, StatementTrace};
use why403_engine::truth::Truth;
use why403_engine::verdict::{Layer, Verdict};
use why403_model::policy::{Effect, PrincipalElement, Statement};
use why403_model::request::Request;

use super::{Cause, Certainty, Decider, condition, words};
use crate::near_miss;
use crate::symptom::{self, Denial, Symptom};

/// The causes of one check's denial, the most telling first; empty if nothing denies it.
#[must_use]
pub fn find(
    check: usize,
    request: &Request,
    layers: &Layers,
    evaluation: &Evaluation,
    symptom: Option<&Symptom>,
) -> Vec<Cause> {
    let mut all = Vec::new();
    for trace in &evaluation.layers {
        if trace.layer == Layer::S3Gate {
            all.extend(gates(check, request, layers, symptom));
            continue;
        }
        all.extend(explicit(check, request, evaluation, trace));
        all.extend(implicit(check, request, evaluation, trace, symptom));
    }
    if let Some(symptom) = symptom {
        condition_on(&mut all, symptom, request);
        all.extend(told(check, request, evaluation, symptom, &all));
    }
    all.sort_by_key(|it| {
        (
            !it.proven,
            it.certainty,
            it.effect == Denial::Implicit,
            // What took a grant away tells more than that there is no other grant.
            it.layer != Layer::BlockPublicAccess,
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

/// S3's own refusals, each by its name
fn gates(
    check: usize,
    request: &Request,
    layers: &Layers,
    symptom: Option<&Symptom>,
) -> Vec<Cause> {
    let named = symptom.and_then(|it| symptom::gate(&it.message));
    // A gate that depends on what nobody told is among the unknowns, unless the message names it.
    let refuses = |gate: &Gate| match s3_gate::refuses(*gate, layers, request) {
        Truth::Yes => true,
        Truth::Maybe => named == Some(*gate),
        Truth::No => false,
    };
    let refusals = Gate::ALL.into_iter().filter(refuses);
    let cause = |gate: Gate| Cause {
        check,
        layer: Layer::S3Gate,
        effect: Denial::Explicit,
        certainty: Certainty::Must,
        proven: named == Some(gate),
        gate: Some(gate),
        known: None,
        decider: None,
        message: words::gate(gate, request, layers),
        near_misses: Vec::new(),
        confirm: Vec::new(),
    };
    refusals.map(cause).collect()
}

/// What the message itself tells of layers in which this world shows nothing
fn told(
    check: usize,
    request: &Request,
    evaluation: &Evaluation,
    symptom: &Symptom,
    found: &[Cause],
) -> Vec<Cause> {
    let is_about = symptom
        .action
        .as_deref()
        .is_some_and(|it| request.action.is(it));
    if !is_about || found.iter().any(|it| it.proven) {
        return Vec::new();
    }
    let outcome = evaluation.outcome;
    let is_possible = |layer: Layer, effect: Denial| match effect {
        Denial::Explicit => verdicts(evaluation, layer).is_some_and(|it| it.denies() != Truth::No),
        Denial::Implicit => outcome.may.holds(layer),
    };
    let named = symptom.denied_by.iter().copied();
    let possible: Vec<(Layer, Denial)> = named
        .filter(|(layer, effect)| is_possible(*layer, *effect))
        .collect();
    // The first of the set is what the words say; the others can hide behind them.
    let literal = symptom.denied_by.first().map(|(layer, _)| *layer);
    let shown = possible.iter().filter(|(layer, _)| Some(*layer) == literal);
    let shown: Vec<(Layer, Denial)> = match shown.copied().next() {
        Some(first) => alloc::vec![first],
        None => possible.clone(),
    };
    let layers = possible.iter().map(|(layer, _)| *layer);
    let layers: BTreeSet<Layer> = layers.collect();
    let certainty = match layers.len() {
        1 => Certainty::Must,
        _ => Certainty::May,
    };
    let cause = |(layer, effect): (Layer, Denial)| Cause {
        check,
        layer,
        effect,
        certainty,
        proven: Some(layer) == literal,
        gate: None,
        known: None,
        decider: None,
        message: match literal {
            Some(literal) if literal != layer => words::disguised(literal, layer, request),
            Some(_) | None => words::told(layer, effect, request),
        },
        near_misses: Vec::new(),
        confirm: words::confirm(layer, request),
    };
    shown.into_iter().map(cause).collect()
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
            let decider = decider(policy, traced, source, request);
            all.push(Cause {
                check,
                layer: trace.layer,
                effect: Denial::Explicit,
                certainty,
                proven: false,
                gate: None,
                known: None,
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
        let decider = (trace.layer == Layer::BlockPublicAccess)
            .then(|| public_statement(evaluation))
            .flatten();
        all.extend(certainty(denies).map(|certainty| Cause {
            check,
            layer: trace.layer,
            effect: Denial::Explicit,
            certainty,
            proven: false,
            gate: None,
            known: None,
            message: words::explicit(trace.layer, request, decider.as_ref()),
            decider,
            near_misses: Vec::new(),
            confirm: words::confirm(trace.layer, request),
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
    symptom: Option<&Symptom>,
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
    // Block Public Access withholds by taking an ACL's grant away; it says nothing itself.
    let is_silent = layer == Layer::BlockPublicAccess
        || verdicts.holds(Verdict::Silent)
        || verdicts.holds(Verdict::NotApplicable);
    let is_hole = certainty == Certainty::May && !trace.gaps.is_empty();
    if !is_silent || is_hole || can_only_deny_explicitly(layer) {
        return None;
    }
    let near_misses = near_miss::find(trace, request);
    let mut message = words::implicit(layer, request, trace, near_misses.first());
    let operation = symptom.and_then(|it| it.operation.as_deref());
    if let Some(operation) = operation.filter(|it| !it.eq_ignore_ascii_case(request.action.name()))
        && near_misses.is_empty()
    {
        message = if symptom.is_some_and(Symptom::tells_of_missing) {
            alloc::format!("{message}, which S3 asks for where an object does not exist")
        } else {
            alloc::format!("{message}, which {operation} needs")
        };
    }
    Some(Cause {
        check,
        layer,
        effect: Denial::Implicit,
        certainty,
        proven: false,
        gate: None,
        known: None,
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

/// A Deny that takes effect, with what people should look at: the condition that passed, the
/// `NotPrincipal` that does not list the caller, else its effect
fn decider(
    policy: &PolicyTrace,
    traced: &StatementTrace,
    source: &Statement,
    request: &Request,
) -> Decider {
    let unlisted = source.principal.as_ref().filter(|it| it.negated);
    let mut because = condition::because(traced, source);
    let (at, beside) = match (condition::deciding(traced, source), unlisted) {
        (Some((test, written)), _) => (written.at, condition::beside(test)),
        (None, Some(element)) => {
            let why = unexempt(element, request);
            because.push(alloc::format!("NotPrincipal {why}"));
            (element.at, why.to_string())
        }
        (None, None) => (
            source.effect_at,
            alloc::format!("denies {}", request.action),
        ),
    };
    Decider {
        document: policy.policy.document.clone(),
        level: policy.level.clone(),
        statement: traced.index,
        at,
        because,
        beside,
    }
}

/// Why a `NotPrincipal` does not exempt a caller: session, role and account have to be listed all
fn unexempt(element: &PrincipalElement, request: &Request) -> &'static str {
    let principal = &request.principal;
    let account = principal.account();
    let is_listed = |names: &[Option<String>]| {
        let mut names = names.iter().flatten();
        names.any(|name| element.values.iter().any(|it| it.value.text == *name))
    };
    let root = account
        .as_ref()
        .map(|it| alloc::format!("arn:aws:iam::{it}:root"));
    let session = [principal.session_arn()];
    let entity = [principal.principal_arn()];
    let account = [root, account.map(|it| it.to_string())];
    if session.iter().flatten().next().is_some() && !is_listed(&session) {
        "does not list the session"
    } else if !is_listed(&entity) {
        "does not list the caller"
    } else if !is_listed(&account) {
        "does not list the account beside the caller"
    } else {
        "exempts nobody who has a permissions boundary"
    }
}

/// The statement that makes the resource's policy public
fn public_statement(evaluation: &Evaluation) -> Option<Decider> {
    let is_resource = |it: &&LayerTrace| matches!(it.layer, Layer::Resource | Layer::AccessPoint);
    let policies = evaluation.layers.iter().filter(is_resource);
    policies.flat_map(|it| &it.policies).find_map(|it| {
        let document = &it.policy.document;
        let statement = *public_statements(&document.policy).first()?;
        let source = document.policy.statements.get(statement)?;
        Some(Decider {
            document: document.clone(),
            level: None,
            statement,
            at: source.principal.as_ref().map_or(source.at, |it| it.at),
            because: alloc::vec!["the policy is public".into()],
            beside: "this makes the policy public".into(),
        })
    })
}

/// The causes in one list: those of checks that the call surely asks for (`is_needed`) before the
/// others, the first check's before the next one's where they are alike
#[must_use]
pub fn ranked(mut causes: Vec<Cause>, is_needed: impl Fn(&Cause) -> bool) -> Vec<Cause> {
    causes.sort_by_key(|it| (!it.proven, it.certainty, !is_needed(it), it.check));
    causes
}
