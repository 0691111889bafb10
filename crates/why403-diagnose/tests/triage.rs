//! Triage fixtures: one file a text, under `fixtures/triage/`.
//!
//! A case is what a person has, alone or with some flags, an answer of the simulator, a piece of a
//! world; wanted are the requests that may be meant, the layers that are kept and ruled out, what
//! is looked at first, and the suspects. Where the question is whole, only looks and progress are.

mod built;

use std::error::Error;
use std::path::Path;

use serde::Deserialize;
use why403_diagnose::question::Flags;
use why403_diagnose::symptom::{Symptom, simulator};
use why403_diagnose::triage::{self, Planned, Progress, Standing, Triage};
use why403_diagnose::{Question, diagnose, symptom};
use why403_engine::Layer;
use why403_engine::resolve::Assume;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixture {
    /// The reasoning
    note: String,
    source: String,
    #[serde(default)]
    text: Option<String>,
    /// JSON, as the policy simulator answers
    #[serde(default)]
    simulator: Option<String>,
    #[serde(default)]
    principal: Option<String>,
    #[serde(default)]
    operation: Option<String>,
    #[serde(default)]
    resource: Option<String>,
    /// YAML in the form of docs/world.md
    #[serde(default)]
    world: Option<String>,
    want: Want,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Want {
    /// Whether the question is whole, and is answered by evaluation
    #[serde(default)]
    whole: bool,
    /// The known cause that refuses before any policy
    #[serde(default)]
    refused: Option<String>,
    #[serde(default)]
    lacks: Vec<String>,
    /// `CERTAINTY ACTION` or `CERTAINTY ACTION on ARN`, every one, in order
    #[serde(default)]
    candidates: Vec<String>,
    /// Layers that must have refused
    #[serde(default)]
    denied: Vec<String>,
    /// Layers for which something speaks
    #[serde(default)]
    likely: Vec<String>,
    /// Layers against which something speaks
    #[serde(default)]
    unlikely: Vec<String>,
    /// Layers that have no say
    #[serde(default)]
    out: Vec<String>,
    /// The first looks, as many as are written here
    looks: Vec<String>,
    /// Looks that come anywhere
    #[serde(default)]
    also: Vec<String>,
    /// Words that commands which are shown must not have
    #[serde(default)]
    never: Vec<String>,
    /// Files of a world that looks are saved to
    #[serde(default)]
    files: Vec<String>,
    /// Looks of which the world has the answer
    #[serde(default)]
    answered: Vec<String>,
    /// Ids of known causes that are among the suspects
    #[serde(default)]
    suspects: Vec<String>,
    /// Words that notes have
    #[serde(default)]
    notes: Vec<String>,
    #[serde(default)]
    progress: Option<Settled>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Settled {
    cleared: Vec<String>,
    #[serde(default)]
    denies: Vec<String>,
    left: Vec<String>,
}

fn check(path: &Path) -> Result<(), Box<dyn Error>> {
    let fixture: Fixture = toml::from_str(&std::fs::read_to_string(path)?)?;
    assert!(!fixture.note.is_empty() && !fixture.source.is_empty());
    let about = format!("{}\nsource: {}", fixture.note, fixture.source);
    let text = fixture.world.as_deref().unwrap_or("{}");
    let world = built::world(text);
    let simulated = fixture.simulator.as_deref().map(simulator::read);
    let simulated = simulated.map(|it| it.ok_or("no answer of the simulator"));
    let simulated = simulated.transpose()?;
    let symptom = fixture.text.as_deref().map(symptom::read).transpose()?;
    let flags = Flags {
        principal: fixture.principal.clone(),
        operation: fixture.operation.clone(),
        resource: fixture.resource.clone(),
        ..Flags::default()
    };
    let flags = match (&symptom, &simulated) {
        (None, Some(simulated)) => flags.filled(simulated),
        (_, _) => flags,
    };
    let want = &fixture.want;
    let question = Question::new(&flags, symptom.clone(), &world);
    if want.whole {
        let found = diagnose(question?, &world, &Assume::default());
        looks(want, &found.looks, &about);
        assert_eq!(
            found.progress.as_ref().map(settled),
            want.progress,
            "{about}"
        );
        return Ok(());
    }
    if want.refused.is_none() {
        let problem = question.err().ok_or("the question is whole")?;
        assert!(triage::is_answer_to(&problem, &flags), "{problem}\n{about}");
    }
    let symptom = symptom.unwrap_or_else(|| Symptom {
        source: symptom::Source::Simulator,
        ..Symptom::default()
    });
    let is_refused = triage::is_before_policies(&symptom, &world);
    assert_eq!(is_refused, want.refused.is_some(), "{about}");
    let found = triage::triage(&flags, symptom, simulated.unwrap_or_default(), &world)?;
    open(want, &found, &about);
    looks(want, &found.looks, &about);
    Ok(())
}

fn open(want: &Want, found: &Triage, about: &str) {
    let refused = found.refused.as_ref().map(|it| it.known.id);
    assert_eq!(refused, want.refused.as_deref(), "{about}");
    assert_eq!(found.lacks, want.lacks, "{about}");
    let candidates: Vec<String> = found
        .candidates
        .iter()
        .map(|it| {
            let on = it.resource.as_ref().map(|it| format!(" on {it}"));
            let certainty = it.certainty.id();
            format!("{certainty} {}{}", it.action, on.unwrap_or_default())
        })
        .collect();
    assert_eq!(candidates, want.candidates, "{about}");
    assert!(found.candidates.iter().all(|it| !it.why.is_empty()));
    let of = |standing: Standing| ids(&triage::of_standing(&found.layers, standing));
    let sorted = |layers: &[String]| {
        let mut all = layers.to_vec();
        all.sort();
        all
    };
    for (standing, wanted) in [
        (Standing::Denied, &want.denied),
        (Standing::Likely, &want.likely),
        (Standing::Unlikely, &want.unlikely),
        (Standing::Out, &want.out),
    ] {
        let (found, wanted) = (sorted(&of(standing)), sorted(wanted));
        assert_eq!(found, wanted, "{}\n{about}", standing.id());
    }
    assert_eq!(found.layers.len(), Layer::ALL.len(), "each layer once");
    let is_unexplained =
        |it: &&triage::Ranked| it.standing != Standing::Possible && it.why.is_empty();
    assert_eq!(found.layers.iter().find(is_unexplained), None);
    for id in &want.suspects {
        let mut ids = found.suspects.iter().map(|it| it.known.id);
        assert!(ids.any(|it| it == id), "no suspect {id}\n{about}");
    }
    for words in &want.notes {
        let has = |it: &String| it.contains(words.as_str());
        assert!(found.notes.iter().any(has), "{:?}\n{about}", found.notes);
    }
}

/// Looks that an answer shows where not all are asked for
const SHOWN: usize = 4;

fn looks(want: &Want, found: &[Planned], about: &str) {
    let open = found.iter().filter(|it| !it.is_answered);
    let commands: Vec<&str> = open.map(|it| it.look.command.as_str()).collect();
    let first: Vec<&str> = commands.iter().copied().take(want.looks.len()).collect();
    assert_eq!(first, want.looks, "{about}");
    for command in &want.also {
        assert!(
            commands.contains(&command.as_str()),
            "{commands:#?}\n{about}"
        );
    }
    for words in &want.never {
        let has = |it: &&&str| it.contains(words.as_str());
        assert_eq!(commands.iter().take(SHOWN).find(has), None, "{about}");
    }
    let files: Vec<&str> = found
        .iter()
        .filter_map(|it| Some(it.look.slot.as_ref()?.file.as_str()))
        .collect();
    for file in &want.files {
        assert!(files.contains(&file.as_str()), "{files:#?}\n{about}");
    }
    let known = found.iter().filter(|it| it.is_answered);
    let known: Vec<&str> = known.map(|it| it.look.command.as_str()).collect();
    assert_eq!(known, want.answered, "{about}");
    for it in found {
        assert!(!it.why.is_empty() && !it.look.meanings.is_empty(), "{it:?}");
    }
}

fn settled(found: &Progress) -> Settled {
    Settled {
        cleared: ids(&found.cleared),
        denies: ids(&found.denies),
        left: ids(&found.left),
    }
}

fn ids(layers: &[Layer]) -> Vec<String> {
    layers.iter().map(|it| it.id().to_string()).collect()
}

datatest_stable::harness! {
    { test = check, root = "../../fixtures/triage", pattern = r"\.toml$" },
}
