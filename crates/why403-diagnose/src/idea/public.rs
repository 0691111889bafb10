//! Callers of other accounts that a public policy was meant for.

use alloc::format;
use alloc::string::ToString;
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_engine::Prepared;
use why403_engine::layer::public::public_statements;
use why403_engine::layers::Layers;
use why403_engine::verdict::Layer;
use why403_model::policy::PolicyKind;
use why403_model::request::Request;
use why403_model::world::Document;

use super::grant::literal;
use super::write::allow;
use super::{Idea, trial};
use crate::cause::Cause;

/// The policy names its caller in place of everybody: it is then not public.
pub(super) fn ideas(cause: &Cause, layers: &Layers, request: &Request) -> Vec<Idea> {
    let Some(decider) = &cause.decider else {
        let text =
            "send it without what would make the bucket public: Block Public Access stays on";
        return alloc::vec![Idea::advice(cause, text.to_string())];
    };
    let Some(principal) = request.principal.principal_arn() else {
        return Vec::new();
    };
    let statement = allow(
        &request.action.to_string(),
        &literal(request),
        Some(&principal),
    );
    let mut copy = layers.clone();
    for policy in &mut copy.resource.known {
        *policy = without_public(&policy.document);
    }
    let tried = trial::add(&mut copy, Layer::Resource, &statement)
        .and_then(|()| trial::layers(&copy, request, cause.layer));
    let text = format!(
        "Block Public Access stays on: in {}, this statement takes the place of the public one",
        decider.document.label
    );
    let idea = tried.map(|tried| Idea {
        layer: Layer::Resource,
        statement: Some(statement),
        tried,
        ..Idea::advice(cause, text)
    });
    idea.into_iter().collect()
}

fn without_public(document: &Document) -> Arc<Prepared> {
    let public = public_statements(&document.policy);
    let mut copy = document.clone();
    let statements = copy.policy.statements.into_iter().enumerate();
    copy.policy.statements = statements
        .filter(|(index, _)| !public.contains(index))
        .map(|(_, it)| it)
        .collect();
    Arc::new(Prepared::new(Arc::new(copy), PolicyKind::Bucket))
}
