//! From a case to one that withholds some of its facts

use serde_json::{Value, json};

use super::rng::Rng;

/// What was withheld
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Withheld {
    /// Context keys, now in `request.contextUnknown`
    pub keys: Vec<String>,
    /// Layer ids, now in `policies.unknown`
    pub layers: Vec<String>,
}

/// Keys that most cases lack, or that their other members determine
const ABSENT: [&str; 8] = [
    "aws:SourceIp",
    "aws:SourceVpce",
    "aws:PrincipalTag/team",
    "aws:TagKeys",
    "aws:PrincipalArn",
    "aws:ResourceAccount",
    "aws:username",
    "s3:prefix",
];

/// (layer id, its members of `policies`)
const LAYERS: [(&str, &[&str]); 11] = [
    ("scp", &["scp"]),
    ("rcp", &["rcp"]),
    ("endpoint", &["endpoint"]),
    ("resource", &["resource"]),
    ("access-point", &["accessPoint"]),
    ("identity", &["identity"]),
    ("boundary", &["boundary"]),
    ("session", &["session"]),
    ("acl", &["acl", "objectOwnership"]),
    ("block-public-access", &["publicAccessBlock"]),
    ("kms-grant", &["grants"]),
];

/// Draws a variant of the case that knows less: the case itself is one of its completions.
///
/// - One to three context keys go to `request.contextUnknown`, given ones or absent ones, or one
///   or two layers go to `policies.unknown`, there or not; seldom both.
/// - Lists under keys of no service (`app:…`) stay: nothing would tell that they are lists.
#[must_use]
pub fn withhold(case: &Value, rng: &mut Rng) -> (Value, Withheld) {
    let mut case = case.clone();
    let mut withheld = Withheld::default();
    let keys = rng.chance(70);
    if keys {
        withheld.keys = withhold_keys(&mut case, rng);
    }
    if !keys || rng.chance(15) {
        withheld.layers = withhold_layers(&mut case, rng);
    }
    (case, withheld)
}

fn withhold_keys(case: &mut Value, rng: &mut Rng) -> Vec<String> {
    let Some(request) = case.get_mut("request").and_then(Value::as_object_mut) else {
        return Vec::new();
    };
    let mut keys: Vec<String> = Vec::new();
    for _ in 0..rng.pick(&[1, 1, 2, 3]) {
        let context = request.get_mut("context").and_then(Value::as_object_mut);
        let is_plain = |(key, value): &(&String, &Value)| {
            !(key.to_lowercase().starts_with("app:") && value.is_array())
        };
        let given: Vec<String> = context
            .iter()
            .flat_map(|it| it.iter())
            .filter(is_plain)
            .map(|(key, _)| key.clone())
            .collect();
        let key = if given.is_empty() || rng.chance(20) {
            rng.text(&ABSENT)
        } else {
            rng.pick(&given)
        };
        // The key may be given in another case.
        if let Some(context) = context {
            context.retain(|it, _| !it.eq_ignore_ascii_case(&key));
        }
        if !keys.iter().any(|it| it.eq_ignore_ascii_case(&key)) {
            keys.push(key);
        }
    }
    request.insert("contextUnknown".to_owned(), json!(keys));
    keys
}

fn withhold_layers(case: &mut Value, rng: &mut Rng) -> Vec<String> {
    let Some(policies) = case.get_mut("policies").and_then(Value::as_object_mut) else {
        return Vec::new();
    };
    let mut layers: Vec<String> = Vec::new();
    for _ in 0..rng.pick(&[1, 1, 2]) {
        let is_present =
            |(_, members): &(&str, &[&str])| members.iter().any(|it| policies.contains_key(*it));
        let present: Vec<_> = LAYERS.into_iter().filter(is_present).collect();
        let (layer, members) = if present.is_empty() || rng.chance(15) {
            rng.pick(&LAYERS)
        } else {
            rng.pick(&present)
        };
        policies.retain(|name, _| !members.contains(&name.as_str()));
        if !layers.iter().any(|it| it == layer) {
            layers.push(layer.to_owned());
        }
    }
    policies.insert("unknown".to_owned(), json!(layers));
    layers
}
