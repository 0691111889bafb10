//! What was written wrong, put right where it stands: an ARN of the wrong shape, an action that
//! AWS does not have, a value that a condition leaves out, two kinds of actions in one statement.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use why403_model::facts;
use why403_model::json::quoted;
use why403_model::pattern::Glob;
use why403_model::policy::{Listed, Statement, Text};
use why403_model::request::Request;

use super::edited::{self, How};
use super::{Scene, condition, split};
use crate::fix::document::with_text;
use crate::fix::insert::with_value;
use crate::fix::owner;
use crate::fix::verify::Fix;
use crate::near_miss::{Missed, NearMiss};

/// The first near miss of a policy that can be edited, corrected
pub(super) fn fixes(scene: &Scene<'_>) -> Vec<Fix> {
    let editable = |it: &&NearMiss| !owner::is_of_aws(&it.document);
    let near = scene.cause.near_misses.iter().filter(editable);
    near.filter_map(|it| fix(scene, it)).take(1).collect()
}

fn fix(scene: &Scene<'_>, near: &NearMiss) -> Option<Fix> {
    let source = near.document.policy.statements.get(near.statement)?;
    match &near.missed {
        Missed::BucketForObject { written, needed }
        | Missed::ObjectsForBucket { written, needed } => {
            let apart = split::fix(scene, near, source, needed);
            apart.or_else(|| resource(scene, near, source, written, needed))
        }
        Missed::NoSuchAction { written } => action(scene, near, source, written),
        Missed::OtherResource { written } => point(scene, near, source, written),
        Missed::Condition { .. } => condition::fix(scene, near, source),
        Missed::NoValue { .. }
        | Missed::OtherAction { .. }
        | Missed::OtherPrincipal { .. }
        | Missed::Delegates
        | Missed::Open { .. } => None,
    }
}

/// The pattern that is needed: beside what stands there, where that serves an action of the
/// statement, else in its place
fn resource(
    scene: &Scene<'_>,
    near: &NearMiss,
    source: &Statement,
    written: &str,
    needed: &str,
) -> Option<Fix> {
    let element = source.resource.as_ref()?;
    let label = &near.document.label;
    let is_served = source.action.values.iter().any(|it| serves(it, written));
    let (new, text) = if is_served || source.action.negated {
        (
            with_value(&near.document, &element.values, needed)?,
            format!("in {label}, name {needed} beside {written}"),
        )
    } else {
        (
            in_place(near, element, written, needed)?,
            format!("in {label}, name {needed} in place of {written}"),
        )
    };
    edited::fix(
        scene,
        near.layer,
        How::Resource,
        (&near.document, new),
        text,
    )
}

/// Whether an action can be about what a pattern names
fn serves(action: &Text, pattern: &str) -> bool {
    let found = action.text.split_once(':');
    let found = found.and_then(|(service, name)| facts::action(service, name));
    // Of a pattern of actions nobody says that it serves nothing.
    found.is_none_or(|it| it.resource_types().any(|it| it.fits(pattern)))
}

fn in_place(
    near: &NearMiss,
    element: &Listed,
    written: &str,
    needed: &str,
) -> Option<alloc::sync::Arc<why403_model::world::Document>> {
    let value = element.values.iter().find(|it| it.text == written)?;
    with_text(&near.document, value.at, &quoted(needed))
}

fn action(scene: &Scene<'_>, near: &NearMiss, source: &Statement, written: &str) -> Option<Fix> {
    let needed = format!("{}", scene.request.action);
    let new = in_place(near, &source.action, written, &needed)?;
    let text = format!(
        "in {}, write {needed} instead of {written}",
        near.document.label
    );
    edited::fix(scene, near.layer, How::Action, (&near.document, new), text)
}

/// `…:accesspoint/NAME/…` without the `object/` that objects behind an access point have
fn point(
    scene: &Scene<'_>,
    near: &NearMiss,
    source: &Statement,
    written: &[String],
) -> Option<Fix> {
    let element = source.resource.as_ref().filter(|it| !it.negated)?;
    let found = written.iter().find_map(|it| {
        let needed = with_object(it, scene.request)?;
        Some((it, needed))
    });
    let (written, needed) = found?;
    let new = in_place(near, element, written, &needed)?;
    let text = format!(
        "in {}, name {needed} in place of {written}",
        near.document.label
    );
    edited::fix(
        scene,
        near.layer,
        How::Resource,
        (&near.document, new),
        text,
    )
}

fn with_object(written: &str, request: &Request) -> Option<String> {
    let (head, tail) = written.split_once(":accesspoint/")?;
    let (name, rest) = tail.split_once('/')?;
    let needed = format!("{head}:accesspoint/{name}/object/{rest}");
    let is_it = !rest.starts_with("object/") && Glob::from_text(&needed).matches(&request.resource);
    is_it.then_some(needed)
}
