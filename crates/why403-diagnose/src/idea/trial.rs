//! Trying a change: a copy of the layers or of the request, decided again.

use alloc::format;
use alloc::string::ToString;
use alloc::sync::Arc;

use why403_engine::condition::Rules;
use why403_engine::evaluate::Outcome;
use why403_engine::layers::{Exists, Layers};
use why403_engine::truth::Truth;
use why403_engine::verdict::Layer;
use why403_engine::{Prepared, decide, evaluate, trace};
use why403_model::policy::{PolicyKind, parse};
use why403_model::request::Request;
use why403_model::world::Document;

use super::Tried;
use crate::cause::Cause;

/// Decides changed layers; `None` if the layer still denies for certain.
pub(super) fn layers(changed: &Layers, request: &Request, cured: Layer) -> Option<Tried> {
    told(decide(changed, request, Rules::Enforcement), cured)
}

/// Adds a statement to a layer and decides again; `None` if that cures nothing.
pub(super) fn adding(
    layers: &Layers,
    request: &Request,
    to: Layer,
    statement: &str,
    cured: Layer,
) -> Option<Tried> {
    let mut copy = layers.clone();
    add(&mut copy, to, statement)?;
    told(decide(&copy, request, Rules::Enforcement), cured)
}

/// Adds a policy of one statement to a layer
pub(super) fn add(layers: &mut Layers, to: Layer, statement: &str) -> Option<()> {
    let (policies, kind) = match to {
        Layer::Resource => (&mut layers.resource, PolicyKind::Resource),
        Layer::AccessPoint => (&mut layers.access_point, PolicyKind::AccessPoint),
        Layer::Endpoint => (&mut layers.endpoint, PolicyKind::Endpoint),
        Layer::Boundary => (&mut layers.boundary, PolicyKind::Boundary),
        Layer::Session => (&mut layers.session, PolicyKind::Session),
        _ => (&mut layers.identity, PolicyKind::IdentityInline),
    };
    let text = format!("{{\"Version\": \"2012-10-17\", \"Statement\": [{statement}]}}");
    let policy = parse(&text).sound().ok()?;
    let document = Arc::new(Document {
        origin: None,
        label: "the new statement".to_string(),
        arn: None,
        file: None,
        line: None,
        text,
        policy,
    });
    policies.exists = Exists::Yes;
    policies.known.push(Arc::new(Prepared::new(document, kind)));
    Some(())
}

/// What a statement of a cause does under a changed request; `None` if it is not found.
pub(super) fn statement(
    layers: &Layers,
    changed: &Request,
    layer: Layer,
    document: &Arc<Document>,
    statement: usize,
) -> Option<Truth> {
    let policies = trace::policies(layers, layer);
    let place = policies
        .iter()
        .position(|it| Arc::ptr_eq(&it.document, document))?;
    let evaluation = evaluate(layers, changed, Rules::Enforcement);
    let layer = evaluation.layers.iter().find(|it| it.layer == layer)?;
    let statements = &layer.policies.get(place)?.statements;
    let found = statements.iter().find(|it| it.index == statement)?;
    Some(found.outcome)
}

/// What is left after a statement stopped to deny, though others of its layer may still do
pub(super) fn left(layers: &Layers, changed: &Request, cause: &Cause) -> Tried {
    let outcome = decide(layers, changed, Rules::Enforcement);
    told(outcome, cause.layer).unwrap_or(Tried::StillOpen {
        must: outcome.must,
        may: outcome.may,
    })
}

fn told(outcome: Outcome, cured: Layer) -> Option<Tried> {
    if outcome.may_allow && !outcome.may_deny_implicitly && !outcome.may_deny_explicitly {
        return Some(Tried::Allowed);
    }
    let open = Tried::StillOpen {
        must: outcome.must,
        may: outcome.may,
    };
    (!outcome.must.holds(cured)).then_some(open)
}
