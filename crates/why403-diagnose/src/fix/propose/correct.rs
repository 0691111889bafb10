//! What was written wrong, put right where it stands: an ARN of the wrong shape, an action that
//! AWS does not have.

use alloc::format;
use alloc::vec::Vec;

use why403_model::json::quoted;
use why403_model::policy::{Listed, Statement};

use super::Scene;
use crate::fix::document::with_text;
use crate::fix::edit::Edit;
use crate::fix::owner::{self, Owner};
use crate::fix::verify::Fix;
use crate::near_miss::{Missed, NearMiss};

/// The first near miss of a policy that can be edited, corrected
pub(super) fn fixes(scene: &Scene<'_>) -> Vec<Fix> {
    let editable = |it: &&NearMiss| !owner::is_of_aws(&it.document);
    let near = scene.cause.near_misses.iter().filter(editable);
    near.filter_map(|it| fix(scene, it)).take(1).collect()
}

fn fix(scene: &Scene<'_>, near: &NearMiss) -> Option<Fix> {
    let statement: &Statement = near.document.policy.statements.get(near.statement)?;
    let (kind, element, written, needed, text) = match &near.missed {
        // What stands there may serve other actions of the statement: it stays.
        Missed::BucketForObject { written, needed }
        | Missed::ObjectsForBucket { written, needed } => (
            "identity/correct-resource",
            statement.resource.as_ref()?,
            written,
            format!("[{}, {}]", quoted(written), quoted(needed)),
            format!("in {}, name {needed} beside {written}", near.document.label),
        ),
        Missed::NoSuchAction { written } => (
            "identity/correct-action",
            &statement.action,
            written,
            quoted(&format!("{}", scene.request.action)),
            format!(
                "in {}, write {} instead of {written}",
                near.document.label, scene.request.action
            ),
        ),
        _ => return None,
    };
    let (at, with) = in_list(element, written, &needed)?;
    let new = with_text(&near.document, at, &with)?;
    let account = scene.request.principal.account()?;
    Some(Fix {
        kind,
        text,
        owner: owner::of_caller(&scene.request.principal).unwrap_or(Owner::Account(account)),
        world: alloc::vec![Edit::Rewrite {
            old: near.document.clone(),
            new,
        }],
        request: Vec::new(),
        notes: Vec::new(),
    })
}

/// The place of a value, and what is written there: within a list the brackets go
fn in_list(
    element: &Listed,
    written: &str,
    needed: &str,
) -> Option<(why403_model::span::Span, alloc::string::String)> {
    let value = element.values.iter().find(|it| it.text == written)?;
    let is_list = element.values.len() > 1;
    let inner = needed.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
    let with = match inner {
        Some(inner) if is_list => inner,
        Some(_) | None => needed,
    };
    Some((value.at, with.into()))
}
