//! `fixtures/vectors.toml`: where each test vector of the IAM specification is kept.
//!
//! That the fixtures hold is `decisions.rs`'s business. Here: each vector is accounted for, each
//! file that one names exists, and `docs/conformance.md` counts them and lists what has no fixture.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde::Deserialize;
use why403_testkit::page::{root, section};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vectors {
    vector: Vec<Vector>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vector {
    id: String,
    /// Seen from `fixtures/`
    #[serde(default)]
    fixture: Vec<String>,
    /// What the validator has to accept or reject
    validator: Option<String>,
    /// Why no decision shows it
    reason: Option<String>,
}

/// The groups of vectors, by the first letter of their ids
const GROUPS: [(char, &str); 7] = [
    ('G', "grammar, actions, resources"),
    ('V', "variables"),
    ('S', "sets and absence"),
    ('C', "values"),
    ('K', "keys in practice"),
    ('L', "layers"),
    ('M', "shape of the simulator's answers"),
];

fn vectors() -> Vec<Vector> {
    let text = std::fs::read_to_string(root().join("fixtures/vectors.toml")).unwrap();
    toml::from_str::<Vectors>(&text).unwrap().vector
}

#[test]
fn every_vector_is_accounted_for_once() {
    let mut seen = BTreeSet::new();
    for vector in vectors() {
        let id = &vector.id;
        assert!(seen.insert(id.clone()), "{id} is there twice");
        assert!(
            GROUPS.iter().any(|(letter, _)| id.starts_with(*letter)),
            "{id} is of no group"
        );
        for file in &vector.fixture {
            assert!(
                root().join("fixtures").join(file).is_file(),
                "{id}: no {file}"
            );
        }
        assert!(
            !vector.fixture.is_empty() || vector.validator.is_some() || vector.reason.is_some(),
            "{id} has no fixture, and nothing says why"
        );
    }
}

/// The section `vectors` of the page
fn page(vectors: &[Vector]) -> String {
    let mut out = String::from(
        "| | group | vectors | with a fixture | for the validator only | without |\n\
         |---|---|--:|--:|--:|--:|\n",
    );
    let mut line = |letter: &str, group: &str, vectors: &[&Vector]| {
        let count = |of: fn(&Vector) -> bool| vectors.iter().filter(|it| of(it)).count();
        let _ = writeln!(
            out,
            "| {letter} | {group} | {} | {} | {} | {} |",
            vectors.len(),
            count(|it| !it.fixture.is_empty()),
            count(|it| it.fixture.is_empty() && it.validator.is_some()),
            count(|it| it.fixture.is_empty() && it.validator.is_none()),
        );
    };
    for (letter, group) in GROUPS {
        let of_group: Vec<_> = vectors
            .iter()
            .filter(|it| it.id.starts_with(letter))
            .collect();
        line(&letter.to_string(), group, &of_group);
    }
    line("", "**all**", &vectors.iter().collect::<Vec<_>>());
    out.push_str("\nWithout a fixture:\n\n");
    for vector in vectors.iter().filter(|it| it.fixture.is_empty()) {
        let why = match (&vector.validator, &vector.reason) {
            (Some(what), _) => format!("for the validator: {what}"),
            (None, reason) => reason.clone().unwrap_or_default(),
        };
        let _ = writeln!(out, "- {}: {why}", vector.id);
    }
    out
}

#[test]
fn the_page_lists_what_has_no_fixture() {
    let written = section("docs/conformance.md", "vectors", &page(&vectors()));
    written.unwrap_or_else(|error| panic!("{error}"));
}
