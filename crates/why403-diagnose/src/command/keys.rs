//! Keys that stand for all below a prefix, where a command does not tell which there are.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::resolve::find_bucket;
use why403_engine::{Layer, trace};
use why403_model::arn::Arn;
use why403_model::known::Fact;
use why403_model::pattern::Glob;
use why403_model::world::World;

use super::rows::EXAMPLE;
use super::{PlannedCall, Spot};
use crate::diagnosis::Diagnosis;

/// Other keys below the prefix that policies may treat otherwise, and those that the world lists.
///
/// A pattern that covers the whole prefix treats all alike; one that could match some keys and not
/// others is tried with a key that it matches.
pub(super) fn others(
    call: &PlannedCall,
    spot: &Spot,
    world: &World,
    diagnosis: &Diagnosis,
) -> Vec<Spot> {
    const MOST: usize = 24;
    let Some(below) = &call.below else {
        return Vec::new();
    };
    let Some(name) = spot.resource.strip_prefix(below.as_str()) else {
        return Vec::new();
    };
    let source = spot.source.as_ref().and_then(|it| it.strip_suffix(name));
    let mut names: Vec<String> = listed(source.unwrap_or(below), world);
    for prefix in [Some(below.as_str()), source].into_iter().flatten() {
        let prefix = arn_text(prefix);
        for pattern in patterns(diagnosis) {
            names.extend(example_of(pattern, &prefix));
        }
    }
    names.sort();
    names.dedup();
    names.retain(|it| it != name);
    let spots = names.into_iter().take(MOST).map(|it| Spot {
        resource: format!("{below}{it}"),
        source: source.map(|from| format!("{from}{it}")),
    });
    spots.collect()
}

/// A place as policies name it
pub(super) fn arn_text(place: &str) -> String {
    match place.strip_prefix("s3://") {
        Some(path) => format!("arn:aws:s3:::{path}"),
        None => place.to_string(),
    }
}

/// Names of objects that the world lists below a prefix
fn listed(prefix: &str, world: &World) -> Vec<String> {
    let arn = Arn::parse(&arn_text(prefix)).ok();
    let place = arn
        .as_ref()
        .and_then(|it| Some((it.s3_bucket()?, it.s3_key()?)));
    let Some((bucket, key)) = place else {
        return Vec::new();
    };
    let Some((_, found)) = find_bucket(world, bucket) else {
        return Vec::new();
    };
    let there = found
        .objects
        .iter()
        .filter(|it| it.exists != Fact::Known(false));
    there
        .filter_map(|it| it.key.strip_prefix(key))
        .filter(|it| !it.is_empty())
        .map(ToString::to_string)
        .collect()
}

/// Every resource that a statement names behind this diagnosis
fn patterns(diagnosis: &Diagnosis) -> impl Iterator<Item = &str> {
    let policies = diagnosis.checks.iter().flat_map(|it| {
        let layers = Layer::ALL.into_iter();
        layers.flat_map(|layer| trace::policies(&it.layers, layer))
    });
    policies
        .flat_map(|it| &it.document.policy.statements)
        .filter_map(|it| it.resource.as_ref())
        .flat_map(|it| &it.values)
        .map(|it| it.text.as_str())
}

/// The rest of a key that a pattern matches where it does not match every key below the prefix
fn example_of(pattern: &str, prefix: &str) -> Option<String> {
    let literal = pattern.split(['*', '?', '$']).next().unwrap_or("");
    let glob = Glob::from_text(pattern);
    if pattern.ends_with('*') && glob.matches(prefix) {
        return None;
    }
    let filled = |text: &str| text.replace('*', EXAMPLE).replace('?', "x");
    let name = if let Some(rest) = literal.strip_prefix(prefix) {
        let behind = pattern.get(literal.len()..).unwrap_or("");
        filled(&format!("{rest}{behind}"))
    } else if prefix.starts_with(literal) {
        let behind = pattern.get(literal.len()..).unwrap_or("");
        filled(behind)
    } else {
        return None;
    };
    glob.matches(&format!("{prefix}{name}")).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The patterns are of resources; the key has to be matched by the pattern where there is one
    #[test]
    fn a_pattern_that_parts_the_keys_below_a_prefix_is_tried() {
        #[track_caller]
        fn check(pattern: &str, wanted: Option<&str>) {
            let found = example_of(pattern, "arn:aws:s3:::b/p/");
            assert_eq!(found.as_deref(), wanted, "{pattern}");
        }
        check("*", None);
        check("arn:aws:s3:::b/*", None);
        check("arn:aws:s3:::b/p/*", None);
        check("arn:aws:s3:::b*", None);
        check("arn:aws:s3:::b", None);
        check("arn:aws:s3:::b/q/*", None);
        check("arn:aws:s3:::other/*", None);
        check("arn:aws:s3:::b/p/secret/*", Some("secret/an-object"));
        check("arn:aws:s3:::b/p/one.txt", Some("one.txt"));
        check("arn:aws:s3:::b/*.csv", Some("an-object.csv"));
        check("arn:aws:s3:::b/p/?.csv", Some("x.csv"));
    }
}
