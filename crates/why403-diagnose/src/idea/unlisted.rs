//! `NotPrincipal` in a Deny that catches the very callers it lists.

use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_engine::Prepared;
use why403_engine::layers::Layers;
use why403_engine::verdict::Layer;
use why403_model::json;
use why403_model::policy::{Effect, Listed, PolicyKind, Statement};
use why403_model::request::Request;

use super::{Idea, trial};
use crate::cause::Cause;

/// `Principal "*"` and a condition on `aws:PrincipalArn`, which sessions of a role have in common.
///
/// Only for a caller that the element lists by its role or user: for others the Deny is meant.
pub(super) fn idea(cause: &Cause, layers: &Layers, request: &Request) -> Option<Idea> {
    let decider = cause.decider.as_ref()?;
    let source = decider.document.policy.statements.get(decider.statement)?;
    let element = source.principal.as_ref().filter(|it| it.negated)?;
    let caller = request.principal.principal_arn()?;
    let listed: Vec<String> = element
        .values
        .iter()
        .map(|it| it.value.text.clone())
        .collect();
    if !listed.contains(&caller) || !source.conditions.is_empty() {
        return None;
    }
    let exempt: Vec<String> = listed.iter().map(|it| json::quoted(it)).collect();
    let exempt = match exempt.as_slice() {
        [one] => one.clone(),
        several => format!("[{}]", several.join(", ")),
    };
    let condition = format!("{{\"ArnNotEquals\": {{\n  \"aws:PrincipalArn\": {exempt}\n}}}}");
    let shown = format!("\"Principal\": \"*\",\n\"Condition\": {condition}");
    let mut copy = layers.clone();
    for policy in &mut copy.resource.known {
        if Arc::ptr_eq(&policy.document, &decider.document) {
            let mut document = (*decider.document).clone();
            document.policy.statements.remove(decider.statement);
            *policy = Arc::new(Prepared::new(Arc::new(document), PolicyKind::Bucket));
        }
    }
    trial::add(&mut copy, Layer::Resource, &written(source, &condition))?;
    let tried = trial::layers(&copy, request, cause.layer)?;
    Some(Idea {
        layer: Layer::Resource,
        statement: Some(shown),
        tried,
        ..Idea::advice(
            cause,
            format!(
                "in {}, write this in place of NotPrincipal",
                decider.document.label
            ),
        )
    })
}

/// The whole statement with the condition in place of its `NotPrincipal`
fn written(source: &Statement, condition: &str) -> String {
    let effect = match source.effect {
        Effect::Allow => "Allow",
        Effect::Deny => "Deny",
    };
    let resource = source
        .resource
        .as_ref()
        .map_or(String::new(), |it| format!("{}, ", element("Resource", it)));
    format!(
        "{{\"Effect\": \"{effect}\", \"Principal\": \"*\", {}, {resource}\"Condition\": {condition}}}",
        element("Action", &source.action)
    )
}

fn element(name: &str, listed: &Listed) -> String {
    let values: Vec<String> = listed
        .values
        .iter()
        .map(|it| json::quoted(&it.text))
        .collect();
    let not = if listed.negated { "Not" } else { "" };
    format!("\"{not}{name}\": [{}]", values.join(", "))
}
