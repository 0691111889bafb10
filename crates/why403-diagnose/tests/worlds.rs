//! Question fixtures over whole worlds: one file a question, under the folders of
//! `fixtures/questions/`.
//!
//! A question has a world as `docs/world.md` describes it and the flags of `why403 explain`;
//! wanted are what the call comes to and every certain cause. The way is that of `explain`: text,
//! world, question, diagnosis.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;
use why403_diagnose::cause::{Cause, Certainty};
use why403_diagnose::diagnosis::Checked;
use why403_diagnose::question::Flags;
use why403_diagnose::symptom::Denial;
use why403_diagnose::{Diagnosis, Question, diagnose};
use why403_engine::layer::s3_gate::{Gate, refuses};
use why403_engine::resolve::{Assume, SessionPolicies};
use why403_engine::truth::Truth;
use why403_model::operations::Part;
use why403_model::policy;
use why403_model::world::{Document, World};
use why403_snapshot::{Form, read_text};

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

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Evidence {
    Observed,
    Documented,
    Inferred,
}

/// The flags of `why403 explain`, by their names
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Asked {
    #[serde(default)]
    principal: Option<String>,
    #[serde(default)]
    role: Option<String>,
    #[serde(default)]
    function: Option<String>,
    #[serde(default)]
    operation: Option<String>,
    #[serde(default)]
    action: Option<String>,
    #[serde(default)]
    resource: Option<String>,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    #[serde(default)]
    params: BTreeMap<String, String>,
    #[serde(default)]
    exact: bool,
    /// A text, or a list of texts
    #[serde(default)]
    context: BTreeMap<String, Values>,
    #[serde(default)]
    context_absent: Vec<String>,
    /// The document itself
    #[serde(default)]
    session_policy: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Values {
    One(String),
    Many(Vec<String>),
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
    assert!(!note.is_empty() && !source.is_empty());
    match fixture.evidence {
        Evidence::Observed | Evidence::Documented | Evidence::Inferred => {}
    }
    let world = World::build(&read_text("world", &fixture.world, Form::Yaml));
    let problems: Vec<String> = world.problems.iter().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{problems:?}");
    let question = Question::new(&flags(&fixture.question), None, &world)?;
    let session = session(fixture.question.session_policy.as_deref())?;
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

fn flags(asked: &Asked) -> Flags {
    let mut sent = Vec::new();
    for (name, value) in &asked.headers {
        sent.push((Part::Header, name.clone(), value.clone()));
    }
    // As with `explain`, nobody has to say whether a parameter stands in the query or the body.
    for (name, value) in &asked.params {
        sent.push((Part::Query, name.clone(), value.clone()));
        sent.push((Part::Body, name.clone(), value.clone()));
    }
    let mut context = Vec::new();
    for (key, values) in &asked.context {
        match values {
            Values::One(value) => context.push((key.clone(), value.clone())),
            Values::Many(values) => {
                context.extend(values.iter().map(|value| (key.clone(), value.clone())));
            }
        }
    }
    Flags {
        principal: asked.principal.clone(),
        role: asked.role.clone(),
        function: asked.function.clone(),
        subnets: Vec::new(),
        action: asked.action.clone(),
        resource: asked.resource.clone(),
        context,
        context_absent: asked.context_absent.clone(),
        operation: asked.operation.clone(),
        source: asked.source.clone(),
        sent,
        only_sent: asked.exact,
    }
}

fn session(text: Option<&str>) -> Result<SessionPolicies, Box<dyn Error>> {
    let Some(text) = text else {
        return Ok(SessionPolicies::AssumedNone);
    };
    let policy = policy::parse(text).sound();
    let document = Document {
        label: "session policy".into(),
        arn: None,
        file: None,
        line: None,
        text: text.to_string(),
        policy: policy.map_err(|errors| format!("{errors:?}"))?,
        origin: None,
    };
    Ok(SessionPolicies::Known(vec![Arc::new(document)]))
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
