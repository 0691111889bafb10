//! Policies that are not the same on both sides, statement by statement: what a second world, or
//! another session, changes.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_engine::Layer;
use why403_model::policy::Statement;
use why403_model::world::Document;

use super::Pair;
use super::lines::{self, Line};
use super::statements::is_same_document;
use crate::diagnosis::Diagnosis;

/// A policy that differs
#[derive(Clone, Debug)]
pub struct ChangedDocument {
    /// The layer that it is in
    pub layer: Layer,
    /// The policy, of the failing side where that has it
    pub document: Arc<Document>,
    /// How it differs
    pub change: DocumentChange,
}

/// How a policy differs
#[derive(Clone, Debug)]
pub enum DocumentChange {
    /// Only what works has it
    OnlyWorks,
    /// Only what fails has it
    OnlyFails,
    /// Both have it, with other statements; in the order of the failing side's
    Statements(Vec<ChangedStatement>),
}

/// A statement that differs
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedStatement {
    /// Its `Sid`, else its place in the document from 1: `statement 2`
    pub name: String,
    /// Its place on either side, from 0; `None` where that side lacks it
    pub places: Pair<Option<usize>>,
    /// Its lines, those in common included
    pub lines: Vec<Line>,
}

/// The policies of all layers that differ, in the order of layers.
///
/// `is_same_request`: policies that only one side has are told of only where both sides ask the
/// same, since another caller or bucket has other policies anyway.
pub(super) fn changed(diagnoses: Pair<&Diagnosis>, is_same_request: bool) -> Vec<ChangedDocument> {
    let mut all = Vec::new();
    for layer in Layer::ALL {
        let found = diagnoses.map(|it| documents(it, layer));
        // Which endpoint a request passes is its own doing.
        let is_same_request = is_same_request && layer != Layer::Endpoint;
        for fails in &found.fails {
            let twin = found.works.iter().find(|it| is_same_document(it, fails));
            let change = match twin {
                Some(works) => {
                    let statements = statements(works, fails);
                    (!statements.is_empty()).then_some(DocumentChange::Statements(statements))
                }
                None => is_same_request.then_some(DocumentChange::OnlyFails),
            };
            all.extend(change.map(|change| of(layer, fails, change)));
        }
        for works in &found.works {
            let is_gone = !found.fails.iter().any(|it| is_same_document(it, works));
            if is_gone && is_same_request {
                all.push(of(layer, works, DocumentChange::OnlyWorks));
            }
        }
    }
    all
}

fn of(layer: Layer, document: &Arc<Document>, change: DocumentChange) -> ChangedDocument {
    ChangedDocument {
        layer,
        document: document.clone(),
        change,
    }
}

/// The policies of a layer in all checks, each once
fn documents(diagnosis: &Diagnosis, layer: Layer) -> Vec<Arc<Document>> {
    let mut all: Vec<Arc<Document>> = Vec::new();
    let layers = diagnosis.checks.iter().flat_map(|it| &it.evaluation.layers);
    for policy in layers
        .filter(|it| it.layer == layer)
        .flat_map(|it| &it.policies)
    {
        let document = &policy.policy.document;
        if !all.iter().any(|it| is_same_document(it, document)) {
            all.push(document.clone());
        }
    }
    all
}

fn statements(works: &Document, fails: &Document) -> Vec<ChangedStatement> {
    if works.text == fails.text {
        return Vec::new();
    }
    let mut all = Vec::new();
    for (place, fail) in fails.policy.statements.iter().enumerate() {
        let twin = twin(works, fail, place);
        let old = twin.map(|(_, it)| written(works, it)).unwrap_or_default();
        let new = written(fails, fail);
        if old != new {
            all.push(ChangedStatement {
                name: name(fail, place),
                places: Pair::new(twin.map(|(place, _)| place), Some(place)),
                lines: lines::difference(&old, &new),
            });
        }
    }
    for (place, work) in works.policy.statements.iter().enumerate() {
        if twin(fails, work, place).is_none() {
            all.push(ChangedStatement {
                name: name(work, place),
                places: Pair::new(Some(place), None),
                lines: lines::difference(&written(works, work), &[]),
            });
        }
    }
    all
}

/// The statement of the same `Sid`, else, where neither has one, of the same place
fn twin<'d>(within: &'d Document, of: &Statement, place: usize) -> Option<(usize, &'d Statement)> {
    let mut all = within.policy.statements.iter().enumerate();
    match &of.sid {
        Some(sid) => all.find(|(_, it)| it.sid.as_ref().is_some_and(|it| it.text == sid.text)),
        None => all.find(|(at, it)| *at == place && it.sid.is_none()),
    }
}

fn written(document: &Document, statement: &Statement) -> Vec<String> {
    lines::of(document.text.get(statement.at.range()).unwrap_or_default())
}

/// What people call a statement: its `Sid`, else its place from 1
pub(super) fn name(statement: &Statement, place: usize) -> String {
    match &statement.sid {
        Some(sid) => sid.text.clone(),
        None => alloc::format!("statement {}", place + 1),
    }
}
