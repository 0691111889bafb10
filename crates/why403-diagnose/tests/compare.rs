//! Comparison fixtures: two questions over whole worlds, one file a case, under
//! `fixtures/compare/`; two lists of records under `fixtures/compare/groups/`.
//!
//! The way is that of `why403 compare`: flags, questions, diagnoses, parting.

mod built;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;
use why403_diagnose::compare::{DocumentChange, Had, Pair, Parting, by_subnet, parting};
use why403_diagnose::diagnosis::{Diagnosis, Overall};
use why403_diagnose::question::Flags;
use why403_diagnose::{Question, diagnose};
use why403_engine::resolve::{Assume, SessionPolicies};
use why403_model::operations::Part;
use why403_model::policy;
use why403_model::world::{Document, World};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Fixture {
    note: String,
    source: String,
    /// YAML in the form of docs/world.md
    world: String,
    /// The failing side's, where it is another one
    #[serde(default)]
    other_world: Option<String>,
    /// What both ask
    shared: Asked,
    #[serde(default)]
    works: Asked,
    #[serde(default)]
    fails: Asked,
    want: Want,
}

/// The flags of `why403 compare`, by their names
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase", default)]
struct Asked {
    principal: Option<String>,
    role: Option<String>,
    function: Option<String>,
    operation: Option<String>,
    action: Option<String>,
    resource: Option<String>,
    headers: BTreeMap<String, String>,
    context: BTreeMap<String, String>,
    context_absent: Vec<String>,
    exact: bool,
    /// The document itself
    session_policy: Option<String>,
}

#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Want {
    /// Of what works and what fails: `allow`, `deny`, `undetermined`
    decisions: [String; 2],
    /// The first layer where they part; none where they do not part
    #[serde(default)]
    layer: Option<String>,
    /// `must` or `may`
    #[serde(default)]
    certainty: Option<String>,
    /// The action of the check
    #[serde(default)]
    check: Option<String>,
    /// The `Sid` of the statement that parts them
    #[serde(default)]
    statement: Option<String>,
    /// The condition key that parts them, else the element
    #[serde(default)]
    key: Option<String>,
    /// What the request has under the key, on either side
    #[serde(default)]
    found: Option<[String; 2]>,
    /// Names of all that differs in the requests, in their order
    #[serde(default)]
    differs: Vec<String>,
    /// Statements that differ, as `POLICY LABEL: NAME`
    #[serde(default)]
    changed: Vec<String>,
}

fn check(path: &Path) -> Result<(), Box<dyn Error>> {
    let fixture: Fixture = toml::from_str(&std::fs::read_to_string(path)?)?;
    let Fixture { note, source, .. } = &fixture;
    assert!(!note.is_empty() && !source.is_empty());
    let world = built(&fixture.world);
    let other = fixture.other_world.as_deref().map(built);
    let shared = &fixture.shared;
    let sides = Pair::new(
        (&fixture.works, &world),
        (&fixture.fails, other.as_ref().unwrap_or(&world)),
    );
    let [works, fails] = sides.map(|(own, world)| answer(shared, own, world)).both();
    let (mut works, mut fails) = (works?, fails?);
    let is_alike = fixture.other_world.is_none() && is_plain(&fixture.works, &fixture.fails);
    if is_alike {
        let found = by_subnet(&works.question, &world, &Assume::default());
        let found = found.ok_or("no subnets part")?;
        (works, fails) = (found.diagnoses.works, found.diagnoses.fails);
    }
    let found = parting(&works, &fails);
    let told = told(&found);
    let points = found.points.iter();
    let messages: Vec<&str> = points.map(|it| it.message.as_str()).collect();
    assert_eq!(told, fixture.want, "{note}\n{messages:#?}");
    if let Some(point) = found.points.first() {
        assert!(!point.message.is_empty());
    }
    Ok(())
}

/// Whether nothing was said of either side
fn is_plain(works: &Asked, fails: &Asked) -> bool {
    [works, fails].iter().all(|it| {
        let texts = [
            &it.principal,
            &it.role,
            &it.operation,
            &it.resource,
            &it.session_policy,
        ];
        texts.iter().all(|it| it.is_none())
            && it.headers.is_empty()
            && it.context.is_empty()
            && it.context_absent.is_empty()
    })
}

fn built(yaml: &str) -> World {
    built::world(yaml)
}

fn answer(shared: &Asked, own: &Asked, world: &World) -> Result<Diagnosis, Box<dyn Error>> {
    let one = |of: fn(&Asked) -> &Option<String>| of(own).clone().or_else(|| of(shared).clone());
    let mut headers = shared.headers.clone();
    headers.extend(own.headers.clone());
    let mut context = shared.context.clone();
    context.extend(own.context.clone());
    let absent = shared.context_absent.iter().chain(&own.context_absent);
    let flags = Flags {
        principal: one(|it| &it.principal),
        role: one(|it| &it.role),
        function: one(|it| &it.function),
        action: one(|it| &it.action),
        resource: one(|it| &it.resource),
        operation: one(|it| &it.operation),
        context: context.into_iter().collect(),
        context_absent: absent.cloned().collect(),
        sent: headers
            .into_iter()
            .map(|(name, value)| (Part::Header, name, value))
            .collect(),
        only_sent: own.exact || shared.exact,
        ..Flags::default()
    };
    let question = Question::new(&flags, None, world)?;
    let session = session(one(|it| &it.session_policy).as_deref())?;
    Ok(diagnose(question, world, &Assume { session }))
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

fn told(found: &Parting) -> Want {
    let decision = |it: Overall| match it {
        Overall::Allow => "allow".to_string(),
        Overall::Deny => "deny".to_string(),
        Overall::Undetermined => "undetermined".to_string(),
    };
    let point = found.points.first();
    let part = point.and_then(|it| it.statements.first());
    let element = part.and_then(|it| it.elements.first());
    let sid = part.and_then(|it| {
        let statement = it.document.policy.statements.get(it.statement)?;
        Some(statement.sid.as_ref()?.text.clone())
    });
    let changed = found.documents.iter().flat_map(|document| {
        let label = &document.document.label;
        match &document.change {
            DocumentChange::OnlyWorks => {
                vec![format!("{label}: only works")]
            }
            DocumentChange::OnlyFails => {
                vec![format!("{label}: only fails")]
            }
            DocumentChange::Statements(all) => {
                let all = all.iter();
                all.map(|it| format!("{label}: {}", it.name)).collect()
            }
        }
    });
    Want {
        decisions: found.decisions.map(decision).both(),
        layer: point.map(|it| it.layer.id().to_string()),
        certainty: point.map(|it| it.certainty.id().to_string()),
        check: point.map(|it| it.action.clone()),
        statement: sid,
        key: element.map(|it| match &it.test {
            Some((_, key)) => key.clone(),
            None => it.name.to_string(),
        }),
        found: element.map(|it| it.found.as_ref().map(Had::in_words).both()),
        differs: found.differences.iter().map(|it| it.what.clone()).collect(),
        changed: changed.collect(),
    }
}

datatest_stable::harness! {
    { test = check, root = "../../fixtures/compare", pattern = r"^[^/]+\.toml$" },
}
