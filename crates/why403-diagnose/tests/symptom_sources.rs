//! How many texts of each kind the intake is held by: a section of docs/conformance.md, which
//! this test writes (`WHY403_BLESS=1`) and compares.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use why403_testkit::page::section;

#[derive(Deserialize)]
struct Fixture {
    evidence: String,
    want: Want,
}

#[derive(Deserialize)]
struct Want {
    source: String,
    client: Option<String>,
}

/// Texts by their evidence: observed, documented, inferred
type Counts = BTreeMap<String, [usize; 3]>;

const EVIDENCE: [&str; 3] = ["observed", "documented", "inferred"];

#[test]
fn the_page_counts_the_texts_by_source() -> Result<(), Box<dyn std::error::Error>> {
    let mut files = Vec::new();
    below(&root(), &mut files);
    let mut sources = Counts::new();
    let mut clients = Counts::new();
    for file in &files {
        let fixture: Fixture = toml::from_str(&std::fs::read_to_string(file)?)?;
        let column = EVIDENCE.iter().position(|it| *it == fixture.evidence);
        let column = column.ok_or_else(|| format!("{}: evidence", file.display()))?;
        count(&mut sources, fixture.want.source, column);
        if let Some(client) = fixture.want.client {
            count(&mut clients, client, column);
        }
    }
    let mut text = format!(
        "{} texts, of which everything that they tell must be extracted and nothing else \
         (`fixtures/symptoms/`).\n\n",
        files.len()
    );
    text.push_str(&table("source", &sources));
    text.push('\n');
    text.push_str(&table("client", &clients));
    Ok(section("docs/conformance.md", "symptoms", &text)?)
}

fn count(counts: &mut Counts, name: String, column: usize) {
    let row = counts.entry(name).or_default();
    if let Some(cell) = row.get_mut(column) {
        *cell += 1;
    }
}

fn table(what: &str, counts: &Counts) -> String {
    let mut text = format!(
        "| {what} | texts | {} |\n|---|---|---|---|---|\n",
        EVIDENCE.join(" | ")
    );
    for (name, row) in counts {
        let cells: Vec<String> = row.iter().map(ToString::to_string).collect();
        let all: usize = row.iter().sum();
        writeln!(text, "| {name} | {all} | {} |", cells.join(" | ")).unwrap();
    }
    text
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/symptoms")
}

fn below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in folder.read_dir().unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            below(&path, found);
        } else {
            found.push(path);
        }
    }
}
