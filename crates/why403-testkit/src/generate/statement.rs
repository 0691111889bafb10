//! Statements that fit the request or miss it, and the documents that hold them

use serde_json::{Map, Value, json};

use super::rng::Rng;
use super::world::World;
use super::{condition, principal, resource};
use crate::reference;

/// The sorts of policies that are written differently
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layer {
    Identity,
    Boundary,
    Session,
    Scp,
    Rcp,
    Endpoint,
    Resource,
    Key,
    Trust,
    AccessPoint,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum Effect {
    #[default]
    Allow,
    Deny,
}

/// Whether a statement is to take effect on the request
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum Fit {
    Fits,
    Misses,
    #[default]
    Any,
}

/// What a layer is to say
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum Wish {
    Allow,
    Silent,
    Deny,
    #[default]
    Any,
}

/// A policy member that likely says what is wished: a document, its text, or a list of these
pub(super) fn documents(
    rng: &mut Rng,
    world: &World,
    layer: Layer,
    wish: Wish,
    arn: &str,
) -> Value {
    let mut plans: Vec<Vec<(Effect, Fit)>> = vec![plan(rng, wish)];
    if rng.chance(18) {
        let quiet = if wish == Wish::Any {
            Wish::Any
        } else {
            Wish::Silent
        };
        plans.push(plan(rng, quiet));
    }
    let mut list: Vec<Value> = Vec::new();
    for statements in plans {
        list.push(document(rng, world, layer, &statements, arn));
    }
    match list.as_slice() {
        [one] if layer != Layer::Identity && rng.chance(70) => one.clone(),
        _ => Value::Array(list),
    }
}

/// One to four statements that make the wish come true
fn plan(rng: &mut Rng, wish: Wish) -> Vec<(Effect, Fit)> {
    let (mut statements, noise) = match wish {
        Wish::Allow => (
            vec![(Effect::Allow, Fit::Fits)],
            vec![(Effect::Allow, Fit::Any), (Effect::Deny, Fit::Misses)],
        ),
        Wish::Deny => {
            let mut both = vec![(Effect::Deny, Fit::Fits)];
            if rng.chance(60) {
                both.push((Effect::Allow, Fit::Fits));
            }
            (
                both,
                vec![(Effect::Allow, Fit::Any), (Effect::Deny, Fit::Any)],
            )
        }
        Wish::Silent => {
            let quiet = vec![(Effect::Allow, Fit::Misses), (Effect::Deny, Fit::Misses)];
            (vec![rng.pick(&quiet)], quiet)
        }
        Wish::Any => {
            let noise = vec![
                (Effect::Allow, Fit::Any),
                (Effect::Allow, Fit::Any),
                (Effect::Deny, Fit::Any),
            ];
            (vec![rng.pick(&noise)], noise)
        }
    };
    for _ in 0..rng.pick(&[0, 0, 0, 1, 1, 2]) {
        let at = rng.below(statements.len() + 1);
        statements.insert(at, rng.pick(&noise));
    }
    statements
}

fn document(
    rng: &mut Rng,
    world: &World,
    layer: Layer,
    plan: &[(Effect, Fit)],
    arn: &str,
) -> Value {
    let version = rng.pick(&[
        Some("2012-10-17"),
        Some("2012-10-17"),
        Some("2012-10-17"),
        Some("2012-10-17"),
        Some("2008-10-17"),
        None,
    ]);
    let mut statements = Vec::new();
    for (index, (effect, fit)) in plan.iter().enumerate() {
        // An RCP of a customer only denies.
        let effect = if layer == Layer::Rcp {
            Effect::Deny
        } else {
            *effect
        };
        let mut body = statement(rng, world, layer, effect, *fit, arn, version);
        if rng.chance(15) {
            body.insert("Sid".to_owned(), json!(format!("S{index}")));
        }
        statements.push(Value::Object(body));
    }
    let statement = match statements.as_slice() {
        [one] if rng.chance(30) => one.clone(),
        _ => Value::Array(statements),
    };
    let document = match version {
        Some(version) => json!({"Version": version, "Statement": statement}),
        None => json!({"Statement": statement}),
    };
    if rng.chance(10) {
        json!(document.to_string())
    } else {
        document
    }
}

/// Draws statements until one fits as asked; a plain one stands in where none did.
fn statement(
    rng: &mut Rng,
    world: &World,
    layer: Layer,
    effect: Effect,
    fit: Fit,
    arn: &str,
    version: Option<&str>,
) -> Map<String, Value> {
    // A statement misses by its principal or by the rest.
    let by_principal = fit == Fit::Misses && rng.chance(35);
    let (principal_fit, rest_fit) = match (fit, by_principal) {
        (Fit::Misses, true) => (Fit::Misses, Fit::Any),
        (Fit::Misses, false) => (Fit::Any, Fit::Misses),
        (fit, _) => (fit, fit),
    };
    let principal = principal::principal(rng, world, layer, effect, principal_fit);
    let rest_fit = if principal.is_none() || layer == Layer::Rcp {
        fit
    } else {
        rest_fit
    };
    let mut probe = json!({"policies": {}, "request": world.request});
    if let Some(resource) = probe.pointer_mut("/request/resource") {
        *resource = json!(arn);
    }
    for _ in 0..12 {
        let body = draw(rng, world, layer, effect, arn, version);
        let takes_effect = rest_fit == Fit::Any
            || takes_effect(&mut probe, &body, version) == (rest_fit == Fit::Fits);
        if takes_effect {
            return with(body, principal);
        }
    }
    let action = if rest_fit == Fit::Fits {
        world.action.as_str()
    } else {
        "sqs:PurgeQueue"
    };
    let mut body = Map::from_iter([
        ("Effect".to_owned(), word(effect)),
        ("Action".to_owned(), json!(action)),
    ]);
    if layer != Layer::Trust {
        body.insert("Resource".to_owned(), json!(arn));
    }
    with(body, principal)
}

fn draw(
    rng: &mut Rng,
    world: &World,
    layer: Layer,
    effect: Effect,
    arn: &str,
    version: Option<&str>,
) -> Map<String, Value> {
    let mut body = Map::from_iter([("Effect".to_owned(), word(effect))]);
    let (name, value) = resource::action(rng, world, layer);
    body.insert(name.to_owned(), value);
    if let Some((name, value)) = resource::resource(rng, world, layer, arn) {
        body.insert(name.to_owned(), value);
    }
    if rng.chance(48) {
        body.insert(
            "Condition".to_owned(),
            condition::condition(rng, world, layer, version),
        );
    }
    body
}

/// Whether the statement, without its principal, takes effect on the request of the probe
fn takes_effect(probe: &mut Value, body: &Map<String, Value>, version: Option<&str>) -> bool {
    let mut body = body.clone();
    if !body.contains_key("Resource") && !body.contains_key("NotResource") {
        body.insert("Resource".to_owned(), json!("*"));
    }
    let session = json!({"Version": version, "Statement": [body]});
    if let Some(policies) = probe.get_mut("policies") {
        *policies = json!({"session": session});
    }
    reference::statement_matches(probe) == Ok(true)
}

fn with(mut body: Map<String, Value>, principal: Option<(&str, Value)>) -> Map<String, Value> {
    if let Some((name, value)) = principal {
        body.insert(name.to_owned(), value);
    }
    body
}

fn word(effect: Effect) -> Value {
    json!(if effect == Effect::Deny {
        "Deny"
    } else {
        "Allow"
    })
}
