//! `Action` and `Resource` elements from the request's own names, changed here and there

use serde_json::{Value, json};

use super::rng::Rng;
use super::statement::Layer;
use super::world::World;

/// An `Action` or `NotAction`: (element name, value)
pub(super) fn action(rng: &mut Rng, world: &World, layer: Layer) -> (&'static str, Value) {
    let (service, name) = world.action.split_once(':').unwrap_or(("s3", "GetObject"));
    let half = name.get(..name.len() / 2).unwrap_or(name);
    let patterns = [
        world.action.clone(),
        world.action.clone(),
        format!("{service}:*"),
        format!("{service}:{half}*"),
        format!("{service}:*{}", name.get(2..).unwrap_or(name)),
        format!("{service}:?{}", name.get(1..).unwrap_or(name)),
        format!("{service}:{name}?"),
        format!("{}:{}", service.to_uppercase(), name.to_lowercase()),
        format!("{service}:{half}*{}", name.chars().last().unwrap_or('t')),
        "*".to_owned(),
        "s3:GetObject".to_owned(),
        "kms:*".to_owned(),
        "sts:AssumeRole".to_owned(),
        "dynamodb:Query".to_owned(),
    ];
    // RCPs name a service under RCP control, and have no NotAction: iam.md A.7.
    let is_allowed = |it: &String| {
        layer != Layer::Rcp || !(it == "*" || it.starts_with("iam") || it.starts_with("ec2"))
    };
    let patterns: Vec<String> = patterns.into_iter().filter(is_allowed).collect();
    let element = if layer != Layer::Rcp && rng.chance(12) {
        "NotAction"
    } else {
        "Action"
    };
    (element, some_of(rng, &patterns))
}

/// A `Resource` or `NotResource`; none in trust policies
pub(super) fn resource(
    rng: &mut Rng,
    world: &World,
    layer: Layer,
    arn: &str,
) -> Option<(&'static str, Value)> {
    if layer == Layer::Trust {
        return None;
    }
    let patterns = patterns(rng, world, layer, arn);
    let element = if rng.chance(10) {
        "NotResource"
    } else {
        "Resource"
    };
    Some((element, some_of(rng, &patterns)))
}

fn patterns(rng: &mut Rng, world: &World, layer: Layer, arn: &str) -> Vec<String> {
    let parts: Vec<&str> = arn.splitn(6, ':').collect();
    let [_, partition, service, region, account, name] = *parts.as_slice() else {
        // A request without a resource of its own
        return ["*", "*", "*", "arn:aws:s3:::logs", "arn:aws:s3:::*"]
            .map(str::to_owned)
            .to_vec();
    };
    let with = |region: &str, account: &str, name: &str| {
        format!("arn:{partition}:{service}:{region}:{account}:{name}")
    };
    let (head, tail) = name.split_once('/').unwrap_or((name, ""));
    let bucket_key = |key: &str| {
        if tail.is_empty() {
            with(region, account, key)
        } else {
            with(region, account, &format!("{head}/{key}"))
        }
    };
    let mut patterns = vec![
        arn.to_owned(),
        arn.to_owned(),
        "*".to_owned(),
        format!("{arn}*"),
        with(region, account, "*"),
        with("*", "*", name),
        with("*", account, &format!("{head}*")),
        with(region, account, &format!("{head}/*")),
        with(region, account, &format!("{head}/*/*")),
        with(
            region,
            account,
            &format!("?{}", name.chars().skip(1).collect::<String>()),
        ),
        with(region, account, &name.to_uppercase()),
        format!("arn:{partition}:{service}:*"),
        format!("arn:{partition}:*:{name}"),
        format!("arn:aws-cn:{service}:{region}:{account}:{name}"),
        with(region, "999999999999", name),
        "arn:aws:s3:::other/*".to_owned(),
        bucket_key("folder/*/object"),
        bucket_key("folder/a?b/object"),
    ];
    // Variables after the fifth colon, with and without value and default, and escapes
    let variables = [
        "team/${aws:PrincipalTag/team}/*",
        "team/${aws:PrincipalTag/team, 'red'}/x",
        "team/${ aws:principaltag/TEAM }/?",
        "home/${aws:username}/*",
        "home/${aws:username, 'alice'}/*",
        "${aws:TagKeys}",
        "${aws:TagKeys, 'a.txt'}",
        "${s3:prefix}a.txt",
        "a${*}txt",
        "${app:tier}*",
    ];
    for _ in 0..3 {
        patterns.push(bucket_key(&rng.text(&variables)));
    }
    // Short ARNs, seldom: each sort of policy reads them in its own way: iam.md A.5.5.
    if layer != Layer::Rcp && rng.chance(12) {
        patterns.push(format!("arn:{partition}:{service}"));
        patterns.push(format!("arn:{partition}:{service}*"));
        patterns.push(format!("arn:{partition}:{service}:?*"));
        patterns.push(format!("arn:{partition}:{service}:{region}"));
    }
    if layer == Layer::Key {
        patterns.extend(std::iter::repeat_n("*".to_owned(), patterns.len()));
    }
    if layer == Layer::Endpoint && world.is_s3() {
        patterns.push("arn:aws:s3:::*".to_owned());
    }
    patterns
}

/// One value, or a list of one to three
pub(super) fn some_of(rng: &mut Rng, values: &[String]) -> Value {
    match rng.below(10) {
        0..6 => json!(rng.pick(values)),
        6..7 => json!([rng.pick(values)]),
        _ => json!([rng.pick(values), rng.pick(values)]),
    }
}
