//! The shipped examples, run as their pages say: the page shows what the command prints, it fits
//! a screen, and the answer is the one that `expect.toml` reasons out.
//!
//! `WHY403_BLESS=1` writes what was printed into the pages. `expect.toml` is written by hand.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

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

/// A command of a page and what it shows below
struct Shown {
    command: String,
    output: Option<String>,
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
    let mut blessed = page.clone();
    for it in &shown {
        let found = run(&it.command);
        if let Some(output) = &it.output {
            fits(&found);
            if std::env::var_os("WHY403_BLESS").is_some() {
                let block = |text: &str| format!("```text\n{text}```");
                blessed = blessed.replacen(&block(output), &block(&found), 1);
            } else {
                assert_eq!(output, &found, "{}: {}", path.display(), it.command);
            }
        }
    }
    if blessed != page {
        std::fs::write(path, blessed)?;
    }
    let first = shown.first().map(|it| it.command.trim_end()).unwrap();
    answers(&run(&format!("{first} --format json")), &expect);
    Ok(())
}

/// The blocks of a page: each `sh` block, and the `text` block right after it
fn commands(page: &str) -> Vec<Shown> {
    let mut all: Vec<Shown> = Vec::new();
    let mut rest = page;
    while let Some((_, after)) = rest.split_once("\n```") {
        let (language, after) = after.split_once('\n').unwrap_or((after, ""));
        let (body, after) = after.split_once("```").unwrap_or((after, ""));
        match (language, all.last_mut()) {
            ("sh", _) => all.push(Shown {
                command: body.to_string(),
                output: None,
            }),
            ("text", Some(last)) if last.output.is_none() => last.output = Some(body.to_string()),
            (_, _) => {}
        }
        rest = after;
    }
    all
}

/// Runs a command as the page has it, from the repository's root, in an empty environment
fn run(command: &str) -> String {
    let binary = PathBuf::from(env!("CARGO_BIN_EXE_why403"));
    let folder = binary.parent().unwrap().display().to_string();
    let output = Command::new("sh")
        .args(["-c", command])
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
        .env_clear()
        .env("PATH", format!("{folder}:/usr/bin:/bin"))
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap();
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert_eq!(complaint, "", "{command}");
    assert_eq!(output.status.code(), Some(0), "{command}");
    String::from_utf8(output.stdout).unwrap()
}

/// A screen of 24 lines and 80 columns
fn fits(text: &str) {
    // The causes of a log stand before the answer about one of them.
    let answer = match text.split_once("\n\n") {
        Some((table, answer)) if table.starts_with("found:") => answer,
        Some(_) | None => text,
    };
    assert!(answer.lines().count() <= 24, "more than 24 lines:\n{text}");
    for line in text.lines() {
        assert!(line.chars().count() <= 80, "more than 80 columns: {line}");
    }
}

fn answers(json: &str, expect: &Expect) {
    let found: serde_json::Value = serde_json::from_str(json).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_string();
    assert_eq!(text(&found["decision"]), expect.decision);
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
