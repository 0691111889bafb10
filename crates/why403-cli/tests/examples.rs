//! The shipped examples, run as their pages say: the page shows what the command prints, it fits
//! a screen, and the answer is the one that `expect.toml` reasons out.
//!
//! `WHY403_BLESS=1` writes what was printed into the pages. `expect.toml` is written by hand.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod shown;

#[path = "shown/hold.rs"]
mod hold;

use std::path::Path;

use serde::Deserialize;

use shown::{Shown, commands, run};

/// What an example's answer has to be, and why
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    /// The reasoning
    note: String,
    /// Where the rule comes from
    source: String,
    /// `allow`, `deny` or `undetermined`
    decision: String,
    /// Every cause, in the order of the answer
    #[serde(default)]
    cause: Vec<Cause>,
    /// Every check of a trigger, in the order of the answer
    #[serde(default)]
    check: Vec<Check>,
    /// A contradiction between world and symptom
    #[serde(default)]
    contradiction: bool,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Cause {
    /// The action of the check that it stops
    check: String,
    layer: String,
    effect: String,
    certainty: String,
    /// The `Sid` of the statement that denies or was meant to allow; its index where it has none
    statement: Option<String>,
}

/// A check of a trigger
#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Check {
    id: String,
    verdict: String,
}

fn check(path: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let page = std::fs::read_to_string(path)?;
    let folder = path.parent().unwrap();
    let expect: Expect = toml::from_str(&std::fs::read_to_string(folder.join("expect.toml"))?)?;
    assert!(!expect.note.is_empty() && !expect.source.is_empty());
    let name = folder.file_name().unwrap().to_string_lossy();
    let index = std::fs::read_to_string(folder.join("../README.md"))?;
    let entry = format!("[{name}]({name}/README.md)");
    assert!(index.contains(&entry), "examples/README.md lacks {entry}");
    let shown = commands(&page);
    assert!(!shown.is_empty(), "the page has no command");
    for it in &shown {
        if let Some(output) = &it.output {
            fits(output);
        } else {
            run(it);
        }
    }
    hold::hold(path, &page, &shown)?;
    let first = shown.first().map(|it| it.command.trim_end()).unwrap();
    answers(&run(&Shown::of(&format!("{first} --format json"))), &expect);
    Ok(())
}

/// A screen of 24 lines and 80 columns
fn fits(text: &str) {
    // The causes of a log stand before the answer about one of them.
    let answer = match text.split_once("\n\n") {
        Some((table, answer)) if table.starts_with("found:") => answer,
        Some(_) | None => text,
    };
    // The checks of a trigger, each on lines of its own, stand between the verdict and its cure.
    let mut paragraphs = answer.split("\n\n");
    let is_check = |it: &&str| it.starts_with(['✓', '✗', '?']);
    let checks = paragraphs.find(is_check).map_or(0, |it| it.lines().count());
    let count = answer.lines().count() - checks;
    assert!(count <= 24, "more than 24 lines:\n{text}");
    for line in text.lines() {
        // One word, such as an ARN, cannot be broken.
        let is_word = !line.trim().contains(' ');
        let is_fit = is_word || line.chars().count() <= 80;
        assert!(is_fit, "more than 80 columns: {line}");
    }
}

fn answers(json: &str, expect: &Expect) {
    let found: serde_json::Value = serde_json::from_str(json).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_string();
    assert_eq!(text(&found["decision"]), expect.decision);
    if found["schema"] == "why403/trigger/v1" {
        let checks = found["checks"].as_array().unwrap().iter();
        let checks = checks.map(|it| Check {
            id: text(&it["id"]),
            verdict: text(&it["verdict"]),
        });
        assert_eq!(checks.collect::<Vec<_>>(), expect.check);
        assert!(expect.cause.is_empty() && !expect.contradiction);
        return;
    }
    assert_eq!(!found["contradiction"].is_null(), expect.contradiction);
    let causes = found["causes"].as_array().unwrap().iter();
    let causes: Vec<Cause> = causes
        .map(|it| {
            let index = usize::try_from(it["check"].as_u64().unwrap()).unwrap();
            Cause {
                check: text(&found["checks"][index]["action"]),
                layer: text(&it["layer"]),
                effect: text(&it["effect"]),
                certainty: text(&it["certainty"]),
                statement: statement(it),
            }
        })
        .collect();
    assert_eq!(causes, expect.cause);
}

/// The statement that decides: the Deny, else the nearest miss
fn statement(cause: &serde_json::Value) -> Option<String> {
    let decider = &cause["statement"];
    let placed = if decider.is_null() {
        &cause["nearMisses"][0]["statement"]
    } else {
        decider
    };
    let sid = placed["sid"].as_str().map(ToString::to_string);
    sid.or_else(|| placed["index"].as_u64().map(|it| it.to_string()))
}

datatest_stable::harness! {
    { test = check, root = "../../examples", pattern = r".+/README\.md$" },
}
