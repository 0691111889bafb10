//! The answers of `why403 simulate --jsonl`: one object a line.

use serde::Serialize;
use why403_engine::case::{Answer, Case, CaseError, Kind};
use why403_engine::evaluate::Decision;
use why403_engine::verdict::LayerSet;
use why403_model::span::Position;

/// What is decided of one case
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Line<'a> {
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    blocked_by: Option<Vec<&'static str>>,
    matched: Vec<Matched>,
    missing_context: &'a [String],
    /// What an open decision may turn out to be
    #[serde(skip_serializing_if = "Vec::is_empty")]
    possible: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    per_resource: Vec<PerResource<'a>>,
}

#[derive(Debug, Serialize)]
struct Matched {
    layer: &'static str,
    policy: usize,
    statement: usize,
    start: Option<[usize; 2]>,
    end: Option<[usize; 2]>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct PerResource<'a> {
    resource: &'a str,
    decision: &'static str,
    blocked_by: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
struct Failed<'a> {
    id: Option<&'a str>,
    error: Failure,
}

#[derive(Debug, Serialize)]
struct Failure {
    code: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
}

/// The word of a decision
#[must_use]
pub fn decision(found: Decision) -> &'static str {
    match found {
        Decision::Allow => "allow",
        Decision::ImplicitDeny => "implicit-deny",
        Decision::ExplicitDeny => "explicit-deny",
        Decision::Undetermined => "undetermined",
    }
}

/// The ids of some layers, in the order of reports
#[must_use]
pub fn layers(found: LayerSet) -> Vec<&'static str> {
    found.iter().map(why403_engine::Layer::id).collect()
}

/// The line for a case that was decided, without a line break.
#[must_use]
pub fn answer(case: &Case, answer: &Answer) -> String {
    let is_statement = case.kind == Kind::Statement;
    let place = |at: Position| [at.line, at.column];
    let possible = [
        Decision::Allow,
        Decision::ImplicitDeny,
        Decision::ExplicitDeny,
    ];
    let possible = possible
        .into_iter()
        .filter(|it| answer.outcome.admits(*it))
        .map(decision);
    let is_open = answer.decision == Decision::Undetermined && !is_statement;
    let line = Line {
        id: case.id.as_deref(),
        decision: (!is_statement).then(|| decision(answer.decision)),
        blocked_by: (!is_statement).then(|| layers(answer.blocked_by)),
        matched: answer
            .matched
            .iter()
            .map(|it| Matched {
                layer: it.matched.layer.id(),
                policy: it.matched.policy,
                statement: it.matched.statement,
                start: it.place.map(|(start, _)| place(start)),
                end: it.place.map(|(_, end)| place(end)),
            })
            .collect(),
        missing_context: &answer.missing_context,
        possible: if is_open {
            possible.collect()
        } else {
            Vec::new()
        },
        per_resource: answer
            .per_resource
            .iter()
            .map(|(resource, found, blocked)| PerResource {
                resource,
                decision: decision(*found),
                blocked_by: layers(*blocked),
            })
            .collect(),
    };
    serde_json::to_string(&line).unwrap_or_default()
}

/// The line for a text that is no case, without a line break.
#[must_use]
pub fn failure(id: Option<&str>, text: &str, error: &CaseError) -> String {
    let column = error.at().map(|at| Position::of(text, at.start).column);
    let (code, message, help) = (error.code(), error.to_string(), error.help());
    let line = Failed {
        id,
        error: Failure {
            code,
            message,
            column,
            help,
        },
    };
    serde_json::to_string(&line).unwrap_or_default()
}
