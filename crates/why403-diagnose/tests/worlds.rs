//! Question fixtures over whole worlds: one file a question, under the folders of
//! `fixtures/questions/`.
//!
//! A question has a world as `docs/world.md` describes it and the flags of `why403 explain`;
//! wanted are what the call comes to and every certain cause. The way is that of `explain`: text,
//! world, question, diagnosis.

mod asked;
mod built;
mod evidence;

use std::error::Error;
use std::path::Path;

use serde::Deserialize;
use why403_diagnose::cause::{Cause, Certainty};
use why403_diagnose::diagnosis::Checked;
use why403_diagnose::symptom::Denial;
use why403_diagnose::{Diagnosis, Question, diagnose};
use why403_engine::layer::s3_gate::{Gate, refuses};
use why403_engine::resolve::Assume;
use why403_engine::truth::Truth;

use asked::Asked;

use evidence::{Evidence, told};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixture {
    note: String,
    /// The vector, where there is one, and the section of the specification
    source: String,
    evidence: Evidence,
    /// What is wrong about the program's answer, which then stands in `found`
    #[serde(default)]
    known_wrong: Option<String>,
    /// YAML in the form of docs/world.md
    world: String,
    question: Asked,
    want: Answer,
    #[serde(default)]
    found: Option<Answer>,
}

#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    outcome: String,
    /// `ACTION LAYER EFFECT` of every certain cause, in any order
    #[serde(default)]
    denied: Vec<String>,
    /// Which of S3's own refusals is certain
    #[serde(default)]
    gate: Option<String>,
}

fn check(path: &Path) -> Result<(), Box<dyn Error>> {
    let fixture: Fixture = toml::from_str(&std::fs::read_to_string(path)?)?;
    let Fixture { note, source, .. } = &fixture;
    told(note, source, &fixture.evidence);
    let world = built::world(&fixture.world);
    let question = Question::new(&fixture.question.flags(), None, &world)?;
    let session = fixture.question.session()?;
    let diagnosis = diagnose(question, &world, &Assume { session });
    let found = answer(&diagnosis);
    let unknowns = diagnosis.unknowns.iter().filter(|it| it.matters);
    let gaps: Vec<&str> = unknowns.map(|it| it.gap.what.as_str()).collect();
    let about = format!("{note}\nsource: {source}\nnot known: {gaps:?}");
    let want = sorted(fixture.want);
    match (fixture.known_wrong, fixture.found) {
        (None, None) => assert_eq!(found, want, "{about}"),
        (Some(why), Some(wrong)) => {
            assert_ne!(found, want, "right by now, was wrong: {why}");
            assert_eq!(found, sorted(wrong), "wrong in another way: {why}\n{about}");
        }
        (Some(_), None) | (None, Some(_)) => {
            return Err("`known_wrong` and `[found]` go together".into());
        }
    }
    Ok(())
}

fn answer(diagnosis: &Diagnosis) -> Answer {
    let certain = diagnosis.causes.iter();
    let certain = certain.filter(|it| it.certainty == Certainty::Must);
    let gates = diagnosis.checks.iter().flat_map(refusals);
    sorted(Answer {
        outcome: diagnosis.outcome.id().to_string(),
        denied: certain.map(|it| in_words(it, diagnosis)).collect(),
        gate: gates.map(|it| it.id().to_string()).next(),
    })
}

/// S3's own refusals of a check, as far as they are certain
fn refusals(checked: &Checked) -> impl Iterator<Item = Gate> {
    let request = &checked.check.request;
    let is_certain = move |it: &Gate| refuses(*it, &checked.layers, request) == Truth::Yes;
    Gate::ALL.into_iter().filter(is_certain)
}

fn in_words(cause: &Cause, diagnosis: &Diagnosis) -> String {
    let effect = match cause.effect {
        Denial::Implicit => "implicit",
        Denial::Explicit => "explicit",
    };
    let checked = diagnosis.checks.get(cause.check);
    let action = checked.map_or(String::new(), |it| it.check.request.action.to_string());
    format!("{action} {} {effect}", cause.layer.id())
}

fn sorted(mut answer: Answer) -> Answer {
    answer.denied.sort();
    answer
}

datatest_stable::harness! {
    { test = check, root = "../../fixtures/questions", pattern = r"^[a-z-]+/[^/]+\.toml$" },
}
