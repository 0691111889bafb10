//! Trust policies of roles: the caller joins those that the role trusts, under the conditions that
//! they are under.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::verdict::Layer;
use why403_model::policy::{Effect, OperatorName, PrincipalKind, Text};
use why403_model::request::{Found, Principal};

use super::Scene;
use super::edited::{self, How, rewritten};
use super::scope::Tests;
use crate::cause::caller;
use crate::fix::document::with_statement;
use crate::fix::insert::with_value;
use crate::fix::statement::{Allow, Named};
use crate::fix::verify::Fix;
use crate::near_miss::Missed;

/// What the role would have to say; the narrowest first
pub(super) fn fixes(scene: &Scene<'_>) -> Vec<Fix> {
    joined(scene).into_iter().chain(allow(scene)).collect()
}

/// With what to know of every change of a trust policy
pub(super) fn noted(mut fix: Fix, scene: &Scene<'_>) -> Fix {
    let mut parts = scene.request.resource.rsplit('/');
    let role = parts.next().unwrap_or_default();
    fix.notes.push(format!(
        "whoever can take on role {role} can do all that it can"
    ));
    fix
}

/// The caller beside those whom a statement names, so that its conditions hold for it too
fn joined(scene: &Scene<'_>) -> Option<Fix> {
    let arn = scene.request.principal.principal_arn()?;
    let mut near = scene.cause.near_misses.iter();
    let near = near.find(|it| matches!(it.missed, Missed::OtherPrincipal { .. }))?;
    let source = near.document.policy.statements.get(near.statement)?;
    // Without conditions a statement of its own says the same, and is told apart more easily.
    let element = source
        .principal
        .as_ref()
        .filter(|it| !it.negated && !source.conditions.is_empty())?;
    let values: Vec<Text> = element
        .values
        .iter()
        .filter(|it| it.kind == PrincipalKind::Aws)
        .map(|it| it.value.clone())
        .collect();
    let new = with_value(&near.document, &values, &arn)?;
    let text = format!(
        "in {}, trust {} under the same conditions",
        near.document.label,
        caller(&scene.request.principal)
    );
    edited::fix(
        scene,
        Layer::Resource,
        How::Principal,
        (&near.document, new),
        text,
    )
}

/// A statement of its own
fn allow(scene: &Scene<'_>) -> Option<Fix> {
    let request = scene.request;
    let [policy] = scene.checked.layers.resource.known.as_slice() else {
        return None;
    };
    let arn = request.principal.principal_arn();
    let (principal, conditions) = match (&request.principal, arn.as_deref()) {
        (Principal::Service { name }, _) => (Named::Service(name), Vec::new()),
        (Principal::Federated { provider }, _) => {
            (Named::Federated(provider), told(scene, provider)?)
        }
        (_, Some(arn)) => (Named::Aws(arn), external_id(scene)?),
        (_, None) => return None,
    };
    let statement = Allow {
        action: request.action.to_string(),
        resource: String::new(),
        principal: Some(principal),
        conditions,
    };
    let new = with_statement(&policy.document, &statement.json())?;
    Some(Fix {
        text: format!(
            "in {}, trust {}",
            policy.document.label,
            caller(&request.principal)
        ),
        ..rewritten(
            scene,
            Layer::Resource,
            "trust/allow",
            (&policy.document, new),
        )?
    })
}

/// Subject and audience of an identity token: a provider serves others too. `None` where they are
/// not known.
fn told(scene: &Scene<'_>, provider: &str) -> Option<Tests> {
    let host = provider.split("oidc-provider/").nth(1)?;
    let mut all = Tests::new();
    for name in ["aud", "sub"] {
        let key = format!("{host}:{name}");
        let Found::One(value) = scene.request.context.find(&key.to_ascii_lowercase()) else {
            return None;
        };
        all.push(("StringEquals", key, value.to_string()));
    }
    Some(all)
}

/// The external id that the role asks of others, where the caller sends it; `None` where it asks
/// for one that the caller does not send
fn external_id(scene: &Scene<'_>) -> Option<Tests> {
    let known = &scene.checked.layers.resource.known;
    let statements = known.iter().flat_map(|it| &it.document.policy.statements);
    let allows = statements.filter(|it| it.effect == Effect::Allow);
    let mut tests = allows.flat_map(|it| &it.conditions);
    let asked = tests.find(|it| {
        let name = it.operator.name;
        it.key.text.eq_ignore_ascii_case("sts:ExternalId") && name == OperatorName::StringEquals
    });
    let Some(asked) = asked else {
        return Some(Tests::new());
    };
    match scene.request.context.find("sts:externalid") {
        Found::One(id) => Some(alloc::vec![(
            "StringEquals",
            asked.key.text.clone(),
            id.to_string()
        )]),
        Found::Many(_) | Found::Absent | Found::Unknown => None,
    }
}
