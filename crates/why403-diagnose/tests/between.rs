//! Two worlds a file, under `fixtures/verify/`: what differs, and all that it opens and breaks.

mod access;
mod built;
mod evidence;

use std::error::Error;
use std::path::Path;

use serde::Deserialize;
use why403_diagnose::fix::{Behind, Difference, between, exposure};
use why403_engine::resolve::Assume;

use evidence::{Evidence, told};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixture {
    note: String,
    source: String,
    evidence: Evidence,
    /// YAML in the form of docs/world.md
    world: String,
    /// What of its text is another in the second world
    replace: Vec<Replace>,
    want: Want,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Replace {
    text: String,
    with: String,
}

#[derive(Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
struct Want {
    /// What differs, in words
    differs: Vec<String>,
    /// `[may] WHO ACTION RESOURCE`
    #[serde(default)]
    opens: Vec<String>,
    #[serde(default)]
    breaks: Vec<String>,
    /// `ENDPOINT SUBNETS FUNCTIONS`, lists with commas
    #[serde(default)]
    behind: Vec<String>,
}

fn check(path: &Path) -> Result<(), Box<dyn Error>> {
    let fixture: Fixture = toml::from_str(&std::fs::read_to_string(path)?)?;
    told(&fixture.note, &fixture.source, &fixture.evidence);
    let mut after = fixture.world.clone();
    for replace in &fixture.replace {
        let count = after.matches(&replace.text).count();
        assert_eq!(count, 1, "`{}` stands there {count} times", replace.text);
        after = after.replace(&replace.text, &replace.with);
    }
    let before = built::world(&fixture.world);
    let after = built::world(&after);
    assert!(
        between(&before, &before).is_empty(),
        "a world is like itself"
    );
    let differences = between(&before, &after);
    let exposure = exposure::of(&before, &after, &differences, &Assume::default());
    let found = Want {
        differs: differences.iter().map(Difference::what).collect(),
        opens: exposure.opens.iter().map(access::line).collect(),
        breaks: exposure.breaks.iter().map(access::line).collect(),
        behind: exposure.behind.iter().map(behind).collect(),
    };
    assert_eq!(found, fixture.want, "{}\n{found:#?}", fixture.note);
    // The way back opens what broke, and breaks what opened.
    let back = exposure::of(
        &after,
        &before,
        &between(&after, &before),
        &Assume::default(),
    );
    assert_eq!(back.opens, exposure.breaks, "the way back");
    assert_eq!(back.breaks, exposure.opens, "the way back");
    Ok(())
}

fn behind(it: &Behind) -> String {
    let whole = if it.is_whole { "" } else { " and perhaps more" };
    format!(
        "{} {} {}{whole}",
        it.endpoint,
        it.subnets.join(","),
        it.functions.join(",")
    )
}

datatest_stable::harness! {
    { test = check, root = "../../fixtures/verify", pattern = r"\.toml$" },
}
