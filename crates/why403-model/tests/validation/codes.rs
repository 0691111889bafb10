//! `docs/validation.md` against the code and the fixtures: no code without a row, no row without
//! a code, and a fixture for each severity that a row tells.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{Case, Outcome};

/// Where codes are written, and how they begin
const SOURCES: &[(&str, &str)] = &[
    ("src/json/read.rs", "json/"),
    ("src/policy/error.rs", "policy/"),
    ("src/policy/validate", "validate/"),
];

pub(crate) fn have_rows_and_fixtures(path: &Path) -> Outcome {
    let page = fs::read_to_string(path)?;
    let rows = rows(&page)?;
    let documented: BTreeSet<&str> = rows.iter().map(|it| it.0).collect();
    let written = written()?;
    assert_eq!(
        documented,
        written.iter().map(String::as_str).collect(),
        "docs/validation.md, left, against the code"
    );
    let cases = Case::all()?;
    let shown: BTreeSet<(&str, &str)> = cases
        .iter()
        .flat_map(|it| &it.want)
        .filter_map(|it| it.split_once(' '))
        // A document that cannot be read is refused by whoever it is given to.
        .map(|(severity, code)| match severity {
            "unreadable" => (code, "refused"),
            severity => (code, severity),
        })
        .collect();
    assert_eq!(
        rows, shown,
        "docs/validation.md, left, against the fixtures"
    );
    let observed = fs::read_to_string(root().join("fixtures/observed/validation.jsonl"))?;
    for id in page.split('`').filter(|it| is_observation(it)) {
        let is_there = observed.contains(&format!("\"id\": \"{id}\""));
        assert!(is_there, "no observation `{id}`");
    }
    Ok(())
}

fn is_observation(text: &str) -> bool {
    ["store-", "rcp-", "s3policy-"]
        .iter()
        .any(|it| text.starts_with(it))
}

/// Code and severity of each row; a row without a code goes on with the one before it
fn rows(page: &str) -> Result<BTreeSet<(&str, &str)>, String> {
    let mut rows = BTreeSet::new();
    let mut code = "";
    for line in page.lines().filter(|it| it.starts_with('|')) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, first, what, severity, ..] = cells.as_slice() else {
            continue;
        };
        let first = first.trim_matches('`');
        if SOURCES.iter().any(|it| first.starts_with(it.1)) {
            code = first;
        } else if !first.is_empty() || code.is_empty() {
            continue;
        }
        if first == code && what.is_empty() {
            return Err(format!("{code} does not tell what it is"));
        }
        if !rows.insert((code, severity.trim_matches('`'))) {
            return Err(format!("{code} has the same severity twice"));
        }
    }
    Ok(rows)
}

/// All codes in the sources, where they stand in quotes
fn written() -> Result<BTreeSet<String>, std::io::Error> {
    let mut codes = BTreeSet::new();
    for (path, prefix) in SOURCES {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path);
        let files = if path.is_dir() {
            let files = fs::read_dir(path)?.map(|it| it.map(|it| it.path()));
            files.collect::<Result<Vec<_>, _>>()?
        } else {
            vec![path]
        };
        let is_code = |it: &&str| {
            let is_plain = |it: u8| it.is_ascii_alphanumeric() || matches!(it, b'/' | b'-');
            it.len() > prefix.len() && it.starts_with(prefix) && it.bytes().all(is_plain)
        };
        for file in files {
            let text = fs::read_to_string(file)?;
            codes.extend(text.split('"').filter(is_code).map(String::from));
        }
    }
    Ok(codes)
}

/// A row of `fixtures/vectors.toml`
#[derive(Deserialize)]
struct Vector {
    id: String,
    /// What the validator has to say, if it is a matter of the validator
    validator: Option<String>,
}

#[derive(Deserialize)]
struct Vectors {
    vector: Vec<Vector>,
}

/// What the specification's vectors leave to the validator is in the fixtures
pub(crate) fn vectors_have_fixtures(path: &Path) -> Outcome {
    let vectors: Vectors = toml::from_str(&fs::read_to_string(path)?)?;
    let cases = Case::all()?;
    let shown: BTreeSet<&str> = cases
        .iter()
        .flat_map(|it| &it.vector)
        .map(String::as_str)
        .collect();
    let missing: Vec<_> = vectors
        .vector
        .iter()
        .filter(|it| it.validator.is_some() && !shown.contains(it.id.as_str()))
        .map(|it| &it.id)
        .collect();
    assert!(
        missing.is_empty(),
        "no fixture in fixtures/validation holds {missing:?}"
    );
    let unknown: Vec<_> = shown
        .iter()
        .filter(|id| !vectors.vector.iter().any(|it| it.id == **id))
        .collect();
    assert!(
        unknown.is_empty(),
        "fixtures hold vectors that are none: {unknown:?}"
    );
    Ok(())
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}
