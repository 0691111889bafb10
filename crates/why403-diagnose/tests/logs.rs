//! Logs: one file a case, under `fixtures/logs/`, with the groups that must be found in it.
//!
//! What is not wanted must not be found. Every log is also given in pieces, and, where it is made
//! of lines or JSON, behind so many other lines that it is cut at sixty places: neither may change
//! anything but the numbers of lines.

use std::error::Error;
use std::path::Path;

use serde::Deserialize;
use why403_diagnose::symptom::log::{Group, Scan};
use why403_diagnose::symptom::{self, Source, Symptom};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixture {
    note: String,
    /// Where the form was seen
    origin: String,
    log: String,
    /// Whether other lines may stand before it: not before the names of columns
    #[serde(default)]
    first: bool,
    #[serde(default)]
    want: Vec<Want>,
}

#[derive(Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, default)]
struct Want {
    count: u64,
    who: Option<String>,
    action: Option<String>,
    /// `*` where it is the reader's matter whether a client's form tells it; so of the code
    operation: Option<String>,
    bucket: Option<String>,
    code: Option<String>,
    /// `identity/implicit`
    reason: Vec<String>,
    policy: Option<String>,
    distinct: u64,
    resources: Vec<String>,
    first: Option<String>,
    last: Option<String>,
    function: Option<String>,
    lines: Vec<u64>,
}

impl Want {
    fn of(group: &Group) -> Self {
        let symptom = &group.symptom;
        let reasons = symptom.denied_by.iter();
        Self {
            count: group.count,
            who: group.who(),
            action: symptom.action.clone(),
            operation: symptom.operation.clone(),
            bucket: group.bucket(),
            code: symptom.code.clone(),
            reason: reasons
                .map(|(layer, denial)| format!("{}/{}", layer.id(), denial.id()))
                .collect(),
            policy: symptom.policy.clone(),
            distinct: group.distinct,
            resources: group.resources.clone(),
            first: group.first_time(),
            last: group.last_time(),
            function: group.function.clone(),
            lines: group.places.iter().map(|it| it.line).collect(),
        }
    }
}

/// What was found, but for what the wanted group at the same place leaves to the readers
fn compared(mut found: Vec<Want>, wanted: &[Want]) -> Vec<Want> {
    for (found, wanted) in found.iter_mut().zip(wanted) {
        let pairs = [
            (&mut found.operation, &wanted.operation),
            (&mut found.code, &wanted.code),
        ];
        for (found, wanted) in pairs {
            if wanted.as_deref() == Some("*") {
                found.clone_from(wanted);
            }
        }
    }
    found
}

fn found(pieces: &[&str]) -> Vec<Want> {
    let mut scan = Scan::new();
    for piece in pieces {
        scan.push(piece);
    }
    scan.finish().iter().map(Want::of).collect()
}

/// Text up to a byte and from it on, at the boundary of a character before it
fn cut(text: &str, at: usize) -> [&str; 2] {
    let mut at = at;
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let (before, behind) = text.split_at(at);
    [before, behind]
}

/// Bytes after which a scan looks at what it was given
const LOOKED: usize = 1 << 15;

fn check(path: &Path) -> Result<(), Box<dyn Error>> {
    let case: Fixture = toml::from_str(&std::fs::read_to_string(path)?)?;
    let note = format!("{}\norigin: {}", case.note, case.origin);
    let whole = compared(found(&[&case.log]), &case.want);
    assert_eq!(whole, case.want, "{note}");
    let counted: u64 = case.want.iter().map(|it| it.count).sum();
    for at in (0..case.log.len()).step_by((case.log.len() / 60).max(1)) {
        let pieces = compared(found(&cut(&case.log, at)), &case.want);
        assert_eq!(pieces, case.want, "{note}\ncut at {at}");
        if case.first {
            continue;
        }
        let filler = "INFO all is well\n".repeat(LOOKED / 16);
        let filler = &filler[filler.len() - (LOOKED - at).min(filler.len())..];
        let whole = format!("{filler}{}", case.log);
        let mut moved = compared(found(&cut(&whole, LOOKED)), &case.want);
        let before = filler.matches('\n').count() as u64;
        for line in moved.iter_mut().flat_map(|it| &mut it.lines) {
            *line -= before;
        }
        assert_eq!(moved, case.want, "{note}\nlooked at up to {at}");
    }
    // A denial is never counted for nothing, and a log with its groups twice has twice of each.
    assert!(case.want.iter().all(|it| it.count > 0), "{counted}");
    Ok(())
}

/// A text that is a symptom by itself is found in a log, and nothing that is read of it there
/// contradicts what is read of it alone; of a record it is the same.
fn check_one(path: &Path) -> Result<(), Box<dyn Error>> {
    let case: toml::Table = toml::from_str(&std::fs::read_to_string(path)?)?;
    let text = case.get("text").and_then(toml::Value::as_str);
    let text = text.ok_or("no text")?;
    let alone = symptom::read(text);
    let mut scan = Scan::new();
    scan.push(text);
    let groups = scan.finish();
    let first = groups
        .iter()
        .min_by_key(|it| it.places.first().map(|it| it.line));
    let (alone, found) = match (alone, first) {
        (Ok(alone), Some(first)) => (alone, first.symptom.clone()),
        (Err(_), None) => return Ok(()),
        // Words that web servers say as well are no denial in a log; alone they are taken for one.
        (Ok(alone), None) if says_little(&alone) => return Ok(()),
        (alone, first) => return Err(format!("alone {alone:?}, in a log {first:?}").into()),
    };
    if matches!(alone.source, Source::CloudTrail | Source::AccessLog) {
        assert_eq!(told(&found), told(&alone));
        assert_eq!(found.denied_by, alone.denied_by);
    }
    for (found, alone) in told(&found).into_iter().zip(told(&alone)) {
        if let (Some(found), Some(alone)) = (&found, &alone) {
            assert_eq!(found, alone);
        }
    }
    Ok(())
}

/// Who, which action, with which code, on what, by which operation
fn told(symptom: &Symptom) -> [Option<String>; 5] {
    let symptom = symptom.clone();
    // A refusal without a body has no code: clients show its status, or the status's name.
    let code = symptom.code.filter(|it| it != "403" && it != "Forbidden");
    [
        symptom.principal,
        symptom.action,
        code,
        symptom.resource,
        symptom.operation,
    ]
}

/// Whether a text told that it was refused, and neither who asked, nor for what, nor a code
fn says_little(alone: &Symptom) -> bool {
    alone.principal.is_none() && alone.action.is_none() && alone.code.is_none()
}

datatest_stable::harness! {
    { test = check, root = "../../fixtures/logs", pattern = r"\.toml$" },
    { test = check_one, root = "../../fixtures/symptoms", pattern = r"\.toml$" },
}
