//! `fixtures/s3-vectors.toml`: where each test vector of the S3 specification is kept.
//!
//! That the fixtures hold is the business of `worlds.rs`, and of the engine's `decisions.rs`. Here:
//! each vector is accounted for, each file that one names exists and names it back, and
//! `docs/conformance.md` counts them and lists what has no fixture.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde::Deserialize;
use why403_testkit::page::{root, section};

/// How many vectors the specification has: S001 to S144
const VECTORS: usize = 144;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vectors {
    vector: Vec<Vector>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vector {
    id: String,
    group: String,
    /// Seen from `fixtures/`
    #[serde(default)]
    fixture: Vec<String>,
    /// Why no decision shows it
    reason: Option<String>,
}

/// What of a fixture is read here
#[derive(Deserialize)]
struct Fixture {
    note: String,
    source: String,
    known_wrong: Option<String>,
}

/// The groups of vectors, and what they are about
const GROUPS: [(&str, &str); 21] = [
    ("shape", "which action, on which resource"),
    ("missing", "keys that do not exist"),
    ("prefix", "listing under a prefix"),
    ("cli", "what clients call"),
    ("put", "writing"),
    ("copy", "copying"),
    ("delete", "deleting, Object Lock"),
    ("xacct", "other accounts"),
    ("owner", "Object Ownership"),
    ("acl", "ACLs"),
    ("bpa", "Block Public Access"),
    ("vpce", "VPC endpoints"),
    ("ap", "access points"),
    ("kms", "KMS"),
    ("presign", "presigned URLs"),
    ("anon", "unsigned requests"),
    ("front", "front doors"),
    ("org", "SCPs, RCPs, session policies"),
    ("lambda", "Lambda"),
    ("cond", "condition keys"),
    ("state", "states of buckets and objects"),
];

fn vectors() -> Vec<Vector> {
    let text = std::fs::read_to_string(root().join("fixtures/s3-vectors.toml")).unwrap();
    toml::from_str::<Vectors>(&text).unwrap().vector
}

fn read(file: &str) -> Fixture {
    let text = std::fs::read_to_string(root().join("fixtures").join(file));
    let text = text.unwrap_or_else(|error| panic!("{file}: {error}"));
    toml::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"))
}

#[test]
fn every_vector_is_accounted_for_once() {
    let all = vectors();
    let found: Vec<&str> = all.iter().map(|it| it.id.as_str()).collect();
    let wanted: Vec<String> = (1..=VECTORS).map(|it| format!("S{it:03}")).collect();
    assert_eq!(found, wanted);
    for vector in &all {
        let id = &vector.id;
        let is_group = GROUPS.iter().any(|(name, _)| *name == vector.group);
        assert!(is_group, "{id} is of no group");
        assert_ne!(
            vector.fixture.is_empty(),
            vector.reason.is_none(),
            "{id} has either fixtures or a reason why not"
        );
    }
}

#[test]
fn every_fixture_exists_and_names_its_vector() {
    for vector in vectors() {
        for file in &vector.fixture {
            let source = read(file).source;
            let wanted = format!("s3-vectors {};", vector.id);
            assert!(source.starts_with(&wanted), "{file}: {source}");
        }
    }
}

/// A fixture that says it is a vector's, and that the vector does not name, would not be counted.
#[test]
fn every_fixture_of_a_vector_is_named_by_it() {
    let named: BTreeSet<String> = vectors().into_iter().flat_map(|it| it.fixture).collect();
    let mut found = BTreeSet::new();
    let fixtures = root().join("fixtures");
    let mut open = vec![fixtures.join("questions"), fixtures.join("decisions")];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let file = path.strip_prefix(&fixtures).unwrap().to_str().unwrap();
            if read(file).source.starts_with("s3-vectors ") {
                found.insert(file.to_string());
            }
        }
    }
    assert_eq!(found, named);
}

/// The section `s3-vectors` of the page
fn page(vectors: &[Vector]) -> String {
    let mut out = String::from(
        "| group | about | vectors | over worlds | over layers only | without |\n\
         |---|---|--:|--:|--:|--:|\n",
    );
    let is_over_worlds = |it: &Vector| it.fixture.iter().any(|it| it.starts_with("questions/"));
    let mut line = |group: &str, about: &str, vectors: &[&Vector]| {
        let over = vectors.iter().filter(|it| is_over_worlds(it)).count();
        let without = vectors.iter().filter(|it| it.fixture.is_empty()).count();
        let _ = writeln!(
            out,
            "| {group} | {about} | {} | {over} | {} | {without} |",
            vectors.len(),
            vectors.len() - over - without,
        );
    };
    for (group, about) in GROUPS {
        let of_group: Vec<_> = vectors.iter().filter(|it| it.group == group).collect();
        line(group, about, &of_group);
    }
    line("**all**", "", &vectors.iter().collect::<Vec<_>>());
    out.push_str("\nWithout a fixture:\n\n");
    for vector in vectors.iter().filter(|it| it.fixture.is_empty()) {
        let reason = vector.reason.as_deref().unwrap_or("");
        let _ = writeln!(out, "- {}: {reason}", vector.id);
    }
    out.push_str("\nKnown to be wrong:\n\n");
    let mut is_any = false;
    for vector in vectors {
        for fixture in vector.fixture.iter().map(|file| read(file)) {
            if let Some(why) = fixture.known_wrong {
                is_any = true;
                let _ = writeln!(out, "- {} ({}): {why}", vector.id, fixture.note);
            }
        }
    }
    if !is_any {
        out.push_str("- none\n");
    }
    out
}

#[test]
fn the_page_lists_what_has_no_fixture() {
    let written = section("docs/conformance.md", "s3-vectors", &page(&vectors()));
    written.unwrap_or_else(|error| panic!("{error}"));
}
