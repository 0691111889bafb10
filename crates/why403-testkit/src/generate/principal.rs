//! `Principal` and `NotPrincipal` elements that name the caller, or do not

use serde_json::{Map, Value, json};

use super::rng::Rng;
use super::statement::{Effect, Fit, Layer};
use super::world::{Caller, World};

/// Names that are never the caller's
const STRANGERS: [(&str, &str); 8] = [
    ("AWS", "arn:aws:iam::123456789012:user/mallory"),
    ("AWS", "arn:aws:iam::123456789012:root"),
    ("AWS", "123456789012"),
    ("AWS", "arn:aws:sts::111122223333:assumed-role/reader/other"),
    ("AWS", "arn:aws:iam::111122223333:role/auditor"),
    ("AWS", "AROAEXAMPLEGONE000000"),
    ("Service", "ecs.amazonaws.com"),
    ("Federated", "www.amazon.com"),
];

/// The element for a policy of this layer; none where the layer has no principals
pub(super) fn principal(
    rng: &mut Rng,
    world: &World,
    layer: Layer,
    effect: Effect,
    fit: Fit,
) -> Option<(&'static str, Value)> {
    match layer {
        Layer::Identity | Layer::Boundary | Layer::Session | Layer::Scp => return None,
        Layer::Rcp => return Some(("Principal", rng.pick(&[json!("*"), json!({"AWS": "*"})]))),
        Layer::Resource | Layer::Key | Layer::Trust | Layer::Endpoint | Layer::AccessPoint => {}
    }
    let may_exclude = matches!(layer, Layer::Resource | Layer::Key) && effect == Effect::Deny;
    if may_exclude && rng.chance(14) {
        return Some(("NotPrincipal", not_principal(rng, world, fit)));
    }
    let mut names: Vec<(&str, String)> = Vec::new();
    if fit == Fit::Fits || (fit == Fit::Any && rng.chance(60)) {
        names.push(own_name(rng, world, layer));
    }
    if names.is_empty() || rng.chance(20) {
        let (kind, name) = rng.pick(&STRANGERS);
        names.push((kind, name.to_owned()));
    }
    if names.iter().any(|(_, it)| it == "*") && rng.chance(50) {
        return Some(("Principal", json!("*")));
    }
    Some(("Principal", map_of(&names)))
}

/// One of the caller's names; of an account only the gateway's root user is admitted.
fn own_name(rng: &mut Rng, world: &World, layer: Layer) -> (&'static str, String) {
    let everybody = ("AWS", "*".to_owned());
    if layer == Layer::Endpoint && world.caller != Caller::Root && rng.chance(80) {
        return everybody;
    }
    let own = world.own_names.get(1..).unwrap_or_default();
    if own.is_empty() || rng.chance(22) {
        everybody
    } else {
        rng.pick(own)
    }
}

/// A list that exempts the caller wholly, in part, or not at all
fn not_principal(rng: &mut Rng, world: &World, fit: Fit) -> Value {
    let (kind, name) = rng.pick(&STRANGERS);
    let mut names = vec![(kind, name.to_owned())];
    let keep = match fit {
        Fit::Fits => rng.pick(&[0, 0, 50]),
        Fit::Misses => 100,
        Fit::Any => 70,
    };
    let own = world.own_names.get(1..).unwrap_or_default();
    names.extend(own.iter().filter(|_| rng.chance(keep)).cloned());
    map_of(&names)
}

fn map_of(names: &[(&str, String)]) -> Value {
    let mut map: Map<String, Value> = Map::new();
    for (kind, _) in names {
        let of_kind: Vec<&String> = names
            .iter()
            .filter(|it| it.0 == *kind)
            .map(|it| &it.1)
            .collect();
        let value = match of_kind.as_slice() {
            [one] => json!(one),
            many => json!(many),
        };
        map.insert((*kind).to_owned(), value);
    }
    Value::Object(map)
}
