//! Fences of the organization: an exception for one caller, never a removal.
//!
//! Which of them are deliberate, and stay unless somebody says otherwise, is a stop rule's to say.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_engine::truth::Truth;
use why403_engine::verdict::Layer;
use why403_model::policy::Effect;
use why403_model::world::Document;

use super::{Scene, except};
use crate::cause::caller;
use crate::fix::document::with_statement;
use crate::fix::edit::Edit;
use crate::fix::owner::{self, Owner};
use crate::fix::statement::Allow;
use crate::fix::verify::Fix;
use crate::idea::literal;

/// The caller excepted from a Deny by its ARN
pub(super) fn except(scene: &Scene<'_>) -> Option<Fix> {
    let decider = scene.cause.decider.as_ref()?;
    let document = &decider.document;
    if owner::is_of_aws(document) {
        return None;
    }
    let statement = document.policy.statements.get(decider.statement)?;
    let arn = scene.request.principal.principal_arn()?;
    let new = except::without(document, statement, &arn)?;
    let kind = match scene.cause.layer {
        Layer::Rcp => "rcp/except",
        _ => "scp/except",
    };
    Some(fix(
        kind,
        format!(
            "in {}, except {} by aws:PrincipalArn",
            document.label,
            caller(&scene.request.principal)
        ),
        alloc::vec![Edit::Rewrite {
            old: document.clone(),
            new
        }],
    ))
}

/// The caller let through at each level that leaves it out
pub(super) fn allow(scene: &Scene<'_>) -> Option<Fix> {
    let arn = scene.request.principal.principal_arn()?;
    let statement = Allow {
        action: scene.request.action.to_string(),
        resource: literal(scene.request),
        principal: None,
        conditions: alloc::vec![("ArnEquals", "aws:PrincipalArn".to_string(), arn)],
    };
    let statement = statement.json();
    let mut edits = Vec::new();
    let mut labels: Vec<String> = Vec::new();
    for documents in lacking(scene)? {
        let mut own = documents.iter().filter(|it| !owner::is_of_aws(it));
        let old = own.next()?;
        let new = with_statement(old, &statement)?;
        labels.push(old.label.clone());
        let edit = Edit::Rewrite {
            old: old.clone(),
            new,
        };
        // One policy may be attached at several levels.
        if !edits.contains(&edit) {
            edits.push(edit);
        }
    }
    labels.dedup();
    let text = format!(
        "in {}, let {} through to {}",
        labels.join(" and "),
        caller(&scene.request.principal),
        scene.request.action
    );
    (!edits.is_empty()).then(|| fix("scp/allow", text, edits))
}

fn fix(kind: &'static str, text: String, world: Vec<Edit>) -> Fix {
    Fix {
        kind,
        text,
        owner: Owner::Organization,
        world,
        request: Vec::new(),
        notes: alloc::vec![
            "it is an exception from what the organization has decided: its owner says whether \
             there is a reason for one"
                .to_string()
        ],
    }
}

/// The policies of each level that surely has no Allow for the request; `None` where nobody
/// knows which levels lack one
fn lacking(scene: &Scene<'_>) -> Option<Vec<Vec<Arc<Document>>>> {
    let mut layers = scene.checked.evaluation.layers.iter();
    let traced = layers.find(|it| it.layer == scene.cause.layer)?;
    let mut all = Vec::new();
    for level in &scene.checked.layers.scp.levels {
        if !level.policies.gaps.is_empty() {
            return None;
        }
        let own = || {
            let policies = traced.policies.iter();
            policies.filter(|it| it.level.as_deref() == Some(level.id.as_str()))
        };
        let mut statements = own().flat_map(|it| &it.statements);
        let allows = statements.any(|it| it.effect == Effect::Allow && it.outcome != Truth::No);
        if !allows {
            all.push(own().map(|it| it.policy.document.clone()).collect());
        }
    }
    Some(all)
}
