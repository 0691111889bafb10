//! The engine against recorded decisions of real AWS: `fixtures/observed/observed.jsonl`.
//!
//! The recordings are replayed offline. What is compared, for each kind of recording: whether the
//! one statement took effect; the decision; for the simulator also which statements it reported,
//! by where they end, the missing context keys and the decision for each resource.
//! `docs/conformance.md` is this comparison in writing; it is rewritten with `WHY403_BLESS=1`.

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::Value;
use why403_engine::case::{Answer, Case, Kind};
use why403_engine::evaluate::Decision;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &str) -> String {
    let path = root().join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn text<'v>(value: &'v Value, member: &str) -> &'v str {
    value[member].as_str().unwrap_or("")
}

fn decision(found: Decision) -> &'static str {
    match found {
        Decision::Allow => "allow",
        Decision::ImplicitDeny => "implicit-deny",
        Decision::ExplicitDeny => "explicit-deny",
        Decision::Undetermined => "undetermined",
    }
}

/// What differs between the recording and the answer; empty if nothing does
fn differences(row: &Value, case: &Case, answer: &Answer) -> Vec<String> {
    let mut all = Vec::new();
    let expected = text(row, "expect");
    if case.kind == Kind::Statement {
        let found = if answer.matched.is_empty() {
            "no-match"
        } else {
            "match"
        };
        if found != expected {
            all.push(format!("the statement: AWS {expected}, here {found}"));
        }
        return all;
    }
    let found = decision(answer.decision);
    // Where only AccessDenied was seen, the kind of denial is not known.
    let agrees = found == expected || (expected == "deny" && found.ends_with("-deny"));
    if !agrees {
        all.push(format!("AWS {expected}, here {found}"));
    }
    if let Some(is_public) = row["isPublic"].as_bool() {
        let policy = row["request"]["newPolicy"].to_string();
        let policy = why403_model::policy::parse(&policy).sound().unwrap();
        let found = why403_engine::layer::public::is_public(&policy);
        if found != is_public {
            all.push(format!("public: AWS {is_public}, here {found}"));
        }
    }
    for (index, pair) in row["perResource"]
        .as_array()
        .into_iter()
        .flatten()
        .enumerate()
    {
        let wanted = pair[1].as_str().unwrap_or("");
        let found = match answer.per_resource.get(index) {
            Some((_, found, _)) => decision(*found),
            None => decision(answer.decision),
        };
        if found != wanted {
            all.push(format!("resource {index}: AWS {wanted}, here {found}"));
        }
    }
    if let Some(missing) = row["missing"].as_array() {
        let wanted: Vec<&str> = missing.iter().filter_map(Value::as_str).collect();
        if answer.missing_context != wanted {
            all.push(format!(
                "missing keys: AWS {wanted:?}, here {:?}",
                answer.missing_context
            ));
        }
    }
    all.extend(unreported(row, case, answer));
    all
}

/// The simulator's matched statements that are not among ours, by policy type and end
fn unreported(row: &Value, case: &Case, answer: &Answer) -> Vec<String> {
    let ends: Vec<(&str, usize, usize)> = answer
        .matched
        .iter()
        .filter_map(|it| {
            let (_, end) = it.place?;
            Some((it.matched.layer.id(), end.line, end.column))
        })
        .collect();
    let layer = |kind: &str| match kind {
        "Resource Policy" => "resource",
        "Permissions Boundary Policy" => "boundary",
        _ => "identity",
    };
    let number = |value: &Value| usize::try_from(value.as_u64().unwrap_or(0)).unwrap_or(0);
    let wanted = row["matched"].as_array().into_iter().flatten().map(|it| {
        (
            layer(text(it, "type")),
            number(&it["end"][0]),
            number(&it["end"][1]),
        )
    });
    let missing = wanted.filter(|it| !ends.contains(it));
    let all: Vec<String> = missing
        .map(|it| {
            format!(
                "AWS reports the statement of {} that ends at {}:{}",
                it.0, it.1, it.2
            )
        })
        .collect();
    assert!(case.kind == Kind::Simulate || all.is_empty());
    all
}

#[derive(Default)]
struct Tally {
    rows: usize,
    agree: usize,
    disagree: Vec<(String, String)>,
    doubtful: Vec<(String, String)>,
}

fn replay() -> BTreeMap<(String, String), Tally> {
    let mut areas: BTreeMap<(String, String), Tally> = BTreeMap::new();
    for line in read("fixtures/observed/observed.jsonl").lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let id = text(&row, "id").to_string();
        let case = Case::read(line).unwrap_or_else(|error| panic!("{id}: {error}"));
        let found = differences(&row, &case, &case.answer());
        let area = (
            text(&row, "area").to_string(),
            text(&row, "kind").to_string(),
        );
        let tally = areas.entry(area).or_default();
        tally.rows += 1;
        match (found.is_empty(), row["doubt"].as_str()) {
            (true, _) => tally.agree += 1,
            (false, Some(doubt)) => {
                tally
                    .doubtful
                    .push((id, format!("{}; in doubt: {doubt}", found.join("; "))));
            }
            (false, None) => tally.disagree.push((id, found.join("; "))),
        }
    }
    areas
}

#[test]
fn every_observation_without_doubt_agrees() {
    let disagree: Vec<(String, String)> = replay()
        .into_values()
        .flat_map(|tally| tally.disagree)
        .collect();
    let shown: String = disagree.iter().fold(String::new(), |mut all, (id, what)| {
        let _ = writeln!(all, "{id}: {what}");
        all
    });
    assert!(disagree.is_empty(), "{} disagree\n{shown}", disagree.len());
}
