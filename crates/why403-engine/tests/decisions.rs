//! Decision fixtures: one file a case, under `fixtures/decisions/`.
//!
//! A case is the form of `why403 simulate --jsonl` in TOML, with a note, a source and what is
//! wanted. The decision *and* what decided it are asserted.

#![expect(clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::error::Error;
use std::path::Path;

use serde::Deserialize;
use why403_engine::case::{Case, Kind};
use why403_engine::evaluate::Decision;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixture {
    note: String,
    source: String,
    evidence: Evidence,
    #[serde(default)]
    #[expect(
        dead_code,
        reason = "names the vector of the specification, for people"
    )]
    vector: Option<String>,
    rules: Vec<String>,
    #[serde(default)]
    known_wrong: Option<String>,
    #[serde(default)]
    kind: Option<String>,
    #[serde(default)]
    policies: toml::Table,
    request: toml::Table,
    want: Want,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Evidence {
    Observed,
    Documented,
    Inferred,
}

#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Want {
    #[serde(default)]
    decision: Option<String>,
    #[serde(default)]
    blocked_by: Option<Vec<String>>,
    matched: Vec<String>,
}

fn check(path: &Path) -> Result<(), Box<dyn Error>> {
    let fixture: Fixture = toml::from_str(&std::fs::read_to_string(path)?)?;
    assert!(!fixture.note.is_empty() && !fixture.source.is_empty() && !fixture.rules.is_empty());
    match fixture.evidence {
        Evidence::Observed | Evidence::Documented | Evidence::Inferred => {}
    }
    let case = serde_json::json!({
        "kind": fixture.kind.as_deref().unwrap_or("decision"),
        "policies": serde_json::to_value(&fixture.policies)?,
        "request": without_null(serde_json::to_value(&fixture.request)?),
    });
    let case = Case::read(&case.to_string())?;
    let answer = case.answer();
    let decision = match answer.decision {
        Decision::Allow => "allow",
        Decision::ImplicitDeny => "implicit-deny",
        Decision::ExplicitDeny => "explicit-deny",
        Decision::Undetermined => "undetermined",
    };
    let is_statement = case.kind == Kind::Statement;
    let found = Want {
        decision: (!is_statement).then(|| decision.to_string()),
        blocked_by: (!is_statement).then(|| {
            answer
                .blocked_by
                .iter()
                .map(|layer| layer.id().to_string())
                .collect()
        }),
        matched: answer
            .matched
            .iter()
            .map(|it| {
                let it = it.matched;
                format!("{}.{}.{}", it.layer.id(), it.policy, it.statement)
            })
            .collect(),
    };
    match &fixture.known_wrong {
        None => assert_eq!(
            found, fixture.want,
            "{}\nsource: {}",
            fixture.note, fixture.source
        ),
        Some(why) => assert_ne!(found, fixture.want, "right by now, was wrong: {why}"),
    }
    Ok(())
}

/// TOML has no null: the text `"null"` as principal stands for it
fn without_null(mut request: serde_json::Value) -> serde_json::Value {
    if request["principal"] == "null" {
        request["principal"] = serde_json::Value::Null;
    }
    request
}

datatest_stable::harness! {
    { test = check, root = "../../fixtures/decisions", pattern = r"\.toml$" },
}
