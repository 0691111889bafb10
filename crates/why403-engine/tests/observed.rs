//! The engine against recorded decisions of real AWS: `fixtures/observed/observed.jsonl`.
//!
//! The recordings are replayed offline. What is compared, for each kind of recording: whether the
//! one statement took effect; the decision; for the simulator also which statements it reported,
//! by where they end, the missing context keys, the decision for each resource and what single
//! layers say. `docs/conformance.md` is this comparison in writing; it is rewritten with
//! `WHY403_BLESS=1`.

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value;
use why403_engine::case::{Answer, Case, Kind};
use why403_engine::evaluate::{Decision, evaluate};
use why403_engine::verdict::{Layer, Verdict};
use why403_testkit::page::{root, section};

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
    all.extend(other_layers(row, case));
    all
}

/// Layers of which the simulator says something else than the engine
fn other_layers(row: &Value, case: &Case) -> Vec<String> {
    let said_of = |layer: Layer| {
        let request = case.requests.first().unwrap();
        let verdicts = evaluate(&case.layers, request, case.rules()).verdicts[layer as usize];
        let mut said = verdicts.iter().map(|it| match it {
            Verdict::Allow(_) | Verdict::NotApplicable => "allowed",
            Verdict::Silent => "implicitDeny",
            Verdict::Deny => "explicitDeny",
        });
        (said.next().unwrap(), said.next())
    };
    let mut all = Vec::new();
    for (member, layer) in [
        ("allowedByBoundary", Layer::Boundary),
        ("allowedByOrganizations", Layer::Scp),
    ] {
        let Some(is_allowed) = row[member].as_bool() else {
            continue;
        };
        let found = said_of(layer);
        if (found.0 == "allowed") != is_allowed || found.1.is_some() {
            all.push(format!("{member}: AWS {is_allowed}, here {found:?}"));
        }
    }
    for (kind, wanted) in row["decisionDetails"].as_object().into_iter().flatten() {
        let layer = match kind.as_str() {
            "IAM Policy" => Layer::Identity,
            "Resource Policy" => Layer::Resource,
            "Permissions Boundary Policy" => Layer::Boundary,
            other => panic!("unknown policy type {other}"),
        };
        let found = said_of(layer);
        if Some(found.0) != wanted.as_str() || found.1.is_some() {
            all.push(format!("{kind}: AWS {wanted}, here {found:?}"));
        }
    }
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

/// One observation, compared
struct Compared {
    id: String,
    area: String,
    kind: String,
    /// What differs; empty if nothing does
    differences: String,
    /// What the recording leaves open, if anything
    doubt: Option<String>,
}

impl Compared {
    fn agrees(&self) -> bool {
        self.differences.is_empty()
    }

    /// Whether it differs, and the recording gives no reason to doubt it
    fn disagrees(&self) -> bool {
        !self.agrees() && self.doubt.is_none()
    }
}

fn replay() -> Vec<Compared> {
    let compare = |line: &str| {
        let row: Value = serde_json::from_str(line).unwrap();
        let id = text(&row, "id").to_string();
        let case = Case::read(line).unwrap_or_else(|error| panic!("{id}: {error}"));
        Compared {
            id,
            area: text(&row, "area").to_string(),
            kind: text(&row, "kind").to_string(),
            differences: differences(&row, &case, &case.answer()).join("; "),
            doubt: row["doubt"].as_str().map(String::from),
        }
    };
    let all = read("fixtures/observed/observed.jsonl");
    all.lines().map(compare).collect()
}

/// The section `decisions` of the page
fn page(rows: &[Compared]) -> String {
    let mut out = String::from(
        "| area | kind | rows | agree | disagree | doubtful |\n|---|---|--:|--:|--:|--:|\n",
    );
    let mut areas: BTreeMap<(&str, &str), Vec<&Compared>> = BTreeMap::new();
    for row in rows {
        areas.entry((&row.area, &row.kind)).or_default().push(row);
    }
    let mut line = |area: &str, kind: &str, rows: &[&Compared]| {
        let count = |of: fn(&Compared) -> bool| rows.iter().filter(|it| of(it)).count();
        let _ = writeln!(
            out,
            "| {area} | {kind} | {} | {} | {} | {} |",
            rows.len(),
            count(Compared::agrees),
            count(Compared::disagrees),
            count(|it| it.doubt.is_some()),
        );
    };
    for ((area, kind), rows) in &areas {
        line(area, kind, rows);
    }
    line("**all**", "", &rows.iter().collect::<Vec<_>>());
    out.push_str("\nDisagreements:\n\n");
    let disagree: Vec<_> = rows.iter().filter(|it| it.disagrees()).collect();
    if disagree.is_empty() {
        out.push_str("- none\n");
    }
    for row in disagree {
        let _ = writeln!(out, "- `{}`: {}", row.id, row.differences);
    }
    out.push_str("\nDoubtful rows:\n\n");
    for row in rows {
        let Some(doubt) = &row.doubt else { continue };
        let said = if row.agrees() {
            "agrees"
        } else {
            &row.differences
        };
        let _ = writeln!(out, "- `{}`: {doubt}; {said}", row.id);
    }
    out
}

#[test]
fn every_observation_without_doubt_agrees() {
    let rows = replay();
    let disagree: Vec<_> = rows
        .iter()
        .filter(|it| it.disagrees())
        .map(|it| format!("{}: {}", it.id, it.differences))
        .collect();
    assert!(
        disagree.is_empty(),
        "{} disagree\n{}",
        disagree.len(),
        disagree.join("\n")
    );
}

#[test]
fn the_page_says_what_agrees() {
    let written = section("docs/conformance.md", "decisions", &page(&replay()));
    written.unwrap_or_else(|error| panic!("{error}"));
}
