//! Fences of the organization: an exception for one caller, never a removal.
//!
//! Which of them are deliberate, and stay unless somebody says otherwise, is a stop rule's to say.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_engine::truth::Truth;
use why403_engine::verdict::Layer;
use why403_model::json::quoted;
use why403_model::policy::{ConditionTest, Effect, Statement};
use why403_model::span::Span;
use why403_model::world::Document;

use super::Scene;
use crate::cause::caller;
use crate::fix::document::{with_statement, with_text};
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
    let new = without_caller(document, statement, &arn)?;
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

/// A Deny that passes over one caller: its ARN beside those that are excepted already, or a
/// condition of its own
fn without_caller(document: &Document, statement: &Statement, arn: &str) -> Option<Arc<Document>> {
    let arn = quoted(arn);
    let text = &document.text;
    let excepts = |it: &&ConditionTest| {
        it.operator.name.is_negated()
            && it.operator.quantifier.is_none()
            && it.key.text.eq_ignore_ascii_case("aws:PrincipalArn")
    };
    if let Some(test) = statement.conditions.iter().find(excepts) {
        let first = test.values.first()?.at;
        let last = test.values.last()?.at;
        let before = text.get(test.at.start..first.start)?;
        let own = text.get(first.start..last.end)?;
        let with = if before.trim_end().ends_with('[') {
            format!("{own}, {arn}")
        } else {
            format!("[{own}, {arn}]")
        };
        return with_text(document, Span::new(first.start, last.end), &with);
    }
    // Each operator stands once in a statement.
    let is_free = |it: &&str| {
        let mut tests = statement.conditions.iter();
        !tests.any(|test| test.operator_text.text.eq_ignore_ascii_case(it))
    };
    let operator = ["ArnNotEquals", "ArnNotLike", "StringNotEquals"]
        .into_iter()
        .find(|it| is_free(it))?;
    let test = format!("\"{operator}\": {{\"aws:PrincipalArn\": {arn}}}");
    let Some(at) = statement.condition_at else {
        let effect = statement.effect_at.of(text);
        let with = format!("{effect}, \"Condition\": {{{test}}}");
        return with_text(document, statement.effect_at, &with);
    };
    let open = at.start + at.of(text).find('{')? + 1;
    let comma = if statement.conditions.is_empty() {
        ""
    } else {
        ", "
    };
    with_text(document, Span::new(open, open), &format!("{test}{comma}"))
}
