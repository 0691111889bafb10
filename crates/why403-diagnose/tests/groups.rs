//! Fixtures of many requests, under `fixtures/compare/groups/`: records of a log, and what
//! separates those that fail.

use std::error::Error;
use std::path::Path;

use serde::Deserialize;
use why403_diagnose::compare::groups::{Separation, Test, Told};
use why403_diagnose::compare::{groups, records};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixture {
    note: String,
    /// Where the form of the records comes from
    source: String,
    /// The log
    log: String,
    /// How often the log is repeated: 1 unless said
    #[serde(default)]
    times: Option<u64>,
    want: Want,
}

#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Want {
    /// How many work and fail
    total: [u64; 2],
    /// `ATTRIBUTE TEST` of the best split; none where nothing separates
    #[serde(default)]
    best: Option<String>,
    /// Working and failing requests inside, then outside
    #[serde(default)]
    counts: Option<[u64; 4]>,
    #[serde(default)]
    perfect: bool,
    /// Whether there are enough requests to conclude anything
    #[serde(default = "yes")]
    enough: bool,
}

const fn yes() -> bool {
    true
}

fn check(path: &Path) -> Result<(), Box<dyn Error>> {
    let fixture: Fixture = toml::from_str(&std::fs::read_to_string(path)?)?;
    assert!(!fixture.note.is_empty() && !fixture.source.is_empty());
    let read = records::read(&fixture.log).ok_or("no records")?;
    let times = fixture.times.unwrap_or(1);
    let repeated = |all: &[(why403_diagnose::Symptom, u64)]| -> Vec<_> {
        let all = all.iter();
        all.map(|(it, count)| (it.clone(), count * times)).collect()
    };
    let found = groups(&repeated(&read.works), &repeated(&read.fails));
    assert_eq!(
        told(&found),
        fixture.want,
        "{}\n{:#?}",
        fixture.note,
        found.splits
    );
    Ok(())
}

fn told(found: &Separation) -> Want {
    let best = found.splits.first();
    Want {
        total: [found.total.works, found.total.fails],
        best: best.map(|it| format!("{} {}", it.attribute, test(&it.test))),
        counts: best.map(|it| {
            [
                it.inside.works,
                it.inside.fails,
                it.outside.works,
                it.outside.fails,
            ]
        }),
        perfect: best.is_some_and(why403_diagnose::compare::groups::Split::is_perfect),
        enough: found.is_enough,
    }
}

fn test(test: &Test) -> String {
    match test {
        Test::Is(values) => {
            let one = |it: &Told| match it {
                Told::Value(value) => value.clone(),
                Told::Absent => "none".to_string(),
            };
            values.iter().map(one).collect::<Vec<_>>().join(" | ")
        }
        Test::StartsWith(prefix) => format!("starts with {prefix}"),
        Test::In(network) => format!("in {network}"),
        Test::From(border) => format!("from {border}"),
        Test::Before(border) => format!("before {border}"),
    }
}

datatest_stable::harness! {
    { test = check, root = "../../fixtures/compare/groups", pattern = r"\.toml$" },
}
