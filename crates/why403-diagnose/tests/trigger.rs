//! Trigger fixtures: functions that are not called, one file a case, under `fixtures/trigger/`.
//!
//! The way is that of `why403 explain --trigger`.

mod built;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use serde::Deserialize;
use why403_diagnose::diagnosis::Overall;
use why403_diagnose::idea::Tried;
use why403_diagnose::trigger::{Asked, CHECKS, Kind, Trigger, Verdict, investigate};
use why403_engine::resolve::Assume;
use why403_model::request::{Context, Entry, Others};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixture {
    note: String,
    source: String,
    /// YAML in the form of docs/world.md
    world: String,
    asked: Flags,
    want: Want,
}

/// The flags of `why403 explain --trigger`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Flags {
    trigger: String,
    function: String,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    context: BTreeMap<String, String>,
}

#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Want {
    decision: String,
    /// The verdict of every check, in their order
    checks: [String; 5],
    /// The layer that denies the permission, where it is denied for certain
    #[serde(default)]
    layer: Option<String>,
    /// The `Sid` of the statement that was meant to allow the call, or denies it
    #[serde(default)]
    statement: Option<String>,
    /// What the idea for the permission types, word by word; tried on a copy, it is allowed then,
    /// but for what is not known
    #[serde(default)]
    command: Option<String>,
    /// Whether the copy is allowed then, whatever is unknown
    #[serde(default)]
    cured: bool,
    /// The kinds of the steps that are proven to cure the first check that fails
    #[serde(default)]
    cure: Option<Vec<String>>,
}

fn check(path: &Path) -> Result<(), Box<dyn Error>> {
    let fixture: Fixture = toml::from_str(&std::fs::read_to_string(path)?)?;
    assert!(!fixture.note.is_empty() && !fixture.source.is_empty());
    let world = built::world(&fixture.world);
    let mut context = Context::new(Others::Unknown);
    for (key, value) in &fixture.asked.context {
        context.set(key, Entry::One(value.clone()));
    }
    let kind = Kind::parse(&fixture.asked.trigger).ok_or("no kind")?;
    let asked = Asked {
        kind: &kind,
        function: &fixture.asked.function,
        source: fixture.asked.source.as_deref(),
        context: &context,
    };
    let found = investigate(&world, &asked)?;
    let found = found.with_fixes(&world, &Assume::default());
    let messages: Vec<_> = found
        .checks
        .iter()
        .map(|it| {
            (
                it.id,
                it.message.as_str(),
                it.gaps
                    .iter()
                    .map(|it| it.what.as_str())
                    .collect::<Vec<_>>(),
            )
        })
        .collect();
    let got = Want {
        // Cases that are about the chain alone do not say it.
        cure: fixture.want.cure.as_ref().and_then(|_| cure(&found)),
        ..told(&found)
    };
    assert_eq!(got, fixture.want, "{}\n{messages:#?}", fixture.note);
    let ids: Vec<&str> = found.checks.iter().map(|it| it.id).collect();
    assert_eq!(ids, CHECKS);
    assert!(found.checks.iter().all(|it| !it.message.is_empty()));
    Ok(())
}

fn cure(found: &Trigger) -> Option<Vec<String>> {
    let failing = found
        .checks
        .iter()
        .find(|it| it.verdict == Verdict::Fails)?;
    let plan = failing.cure.as_ref()?.fixes.found.first()?;
    Some(plan.steps().iter().map(|it| it.kind.to_string()).collect())
}

fn told(found: &Trigger) -> Want {
    let mut checks = found.checks.iter();
    let verdicts = [(); 5].map(|()| checks.next().map_or("", |it| it.verdict.id()).to_string());
    let permission = found.checks.get(1);
    let cause = permission.and_then(|it| it.causes.first());
    let idea = permission.and_then(|it| it.ideas.first());
    let statement = cause.and_then(|it| {
        let decider = it.decider.as_ref().map(|it| (&it.document, it.statement));
        let near = it
            .near_misses
            .first()
            .map(|it| (&it.document, it.statement));
        let (document, index) = decider.or(near)?;
        let sid = document.policy.statements.get(index)?.sid.as_ref()?;
        Some(sid.text.clone())
    });
    let command = idea.and_then(|it| it.command.as_ref());
    let words = |it: &String| {
        it.replace('\\', " ")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    Want {
        decision: match found.decision {
            Overall::Allow => "allow",
            Overall::Deny => "deny",
            Overall::Undetermined => "undetermined",
        }
        .to_string(),
        checks: verdicts,
        layer: cause.map(|it| it.layer.id().to_string()),
        statement,
        command: command.map(words),
        cured: idea.is_some_and(|it| it.tried == Tried::Allowed),
        cure: None,
    }
}

datatest_stable::harness! {
    { test = check, root = "../../fixtures/trigger", pattern = r"\.toml$" },
}
