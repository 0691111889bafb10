//! Operation fixtures: one file a call, under `fixtures/operations/`.
//!
//! A call is an operation, what it is called on, what it sends, the world around it; wanted are
//! all of its checks, in the order of the table: action, resource, certainty, effect, and for KMS
//! the encryption context.

mod built;
mod evidence;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use serde::Deserialize;
use why403_diagnose::operation::{Call, On, PlannedCheck, Sent, Source, expand};
use why403_engine::truth::Truth;
use why403_model::arn::{AccountId, Arn};
use why403_model::known::{Fact, Gap, Reason};
use why403_model::operations::{self, Effect, Part, State};
use why403_model::request::{Action, Context, Entry, Input, Others, Principal, Request};

use evidence::{Evidence, told};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixture {
    note: String,
    source: String,
    evidence: Evidence,
    /// `GetObject`, or `s3control:GetBucketPolicy`
    operation: String,
    /// What it is called on
    resource: String,
    /// The object that a copy reads, with `?versionId=…` where one is named
    #[serde(default)]
    from: Option<String>,
    #[serde(default)]
    principal: Option<String>,
    #[serde(default)]
    owner: Option<String>,
    #[serde(default)]
    context: BTreeMap<String, String>,
    /// Whether nothing is sent but what is said
    exact: bool,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    #[serde(default)]
    query: BTreeMap<String, String>,
    #[serde(default)]
    body: BTreeMap<String, String>,
    #[serde(default)]
    fields: BTreeMap<String, String>,
    /// States that no world tells
    #[serde(default)]
    state: BTreeMap<String, bool>,
    /// YAML in the form of docs/world.md
    #[serde(default)]
    world: Option<String>,
    /// `[effect] [maybe] ACTION on [likely] ARN|? [with CONTEXT|?]`, every check
    want: Vec<String>,
    /// Why an action is needed, or what that depends on
    #[serde(default)]
    because: BTreeMap<String, String>,
    /// What would tell whether an action is needed
    #[serde(default)]
    settles: BTreeMap<String, String>,
}

fn check(path: &Path) -> Result<(), Box<dyn Error>> {
    let fixture: Fixture = toml::from_str(&std::fs::read_to_string(path)?)?;
    told(&fixture.note, &fixture.source, &fixture.evidence);
    let text = fixture.world.as_deref().unwrap_or("{}");
    let world = built::world(text);
    let call = call(&fixture)?;
    let found = expand(&call, &world);
    let written: Vec<String> = found.iter().map(in_words).collect();
    let about = format!("{}\nsource: {}", fixture.note, fixture.source);
    assert_eq!(written, fixture.want, "{about}");
    for (action, wanted) in &fixture.because {
        let of_action = found.iter().filter(|it| it.action.is(action));
        let reasons: Vec<&str> = of_action.map(|it| it.because.as_str()).collect();
        assert!(reasons.contains(&wanted.as_str()), "{reasons:?}\n{about}");
    }
    for (action, wanted) in &fixture.settles {
        let of_action = found.iter().filter(|it| it.action.is(action));
        let gaps = of_action.flat_map(|it| it.gaps.iter().chain(it.on.gap()));
        let commands: Vec<&str> = gaps.filter_map(|it| it.command.as_deref()).collect();
        assert!(commands.contains(&wanted.as_str()), "{commands:?}\n{about}");
    }
    Ok(())
}

fn call(fixture: &Fixture) -> Result<Call, Box<dyn Error>> {
    let (client, name) = fixture
        .operation
        .split_once(':')
        .map_or((None, fixture.operation.as_str()), |(client, name)| {
            (Some(client), name)
        });
    let operation = operations::named(name)
        .find(|it| client.is_none_or(|client| it.client.id() == client))
        .ok_or("no such operation")?;
    let principal = fixture.principal.as_deref();
    let principal = principal.unwrap_or("arn:aws:sts::111122223333:assumed-role/reader/ci");
    let principal = Principal::from_arn(&Arn::parse(principal)?).ok_or("no principal")?;
    let mut context = Context::new(Others::Unknown);
    for (key, value) in &fixture.context {
        context.set(key, Entry::One(value.clone()));
    }
    let mut sent = Sent::new(if fixture.exact {
        Others::Absent
    } else {
        Others::Unknown
    });
    let parts = [
        (Part::Header, &fixture.headers),
        (Part::Query, &fixture.query),
        (Part::Body, &fixture.body),
        (Part::Field, &fixture.fields),
    ];
    for (part, values) in parts {
        for (name, value) in values {
            sent.say(part, name, Entry::One(value.clone()));
        }
    }
    sent.learn(&context);
    let owner = fixture.owner.as_deref().and_then(AccountId::parse);
    let unknown = Gap {
        slot: None,
        what: "the owner".into(),
        why: Reason::NotGiven,
        command: None,
    };
    let request = Request {
        principal,
        action: Action::parse("s3:GetObject").ok_or("no action")?,
        resource: fixture.resource.clone(),
        resource_owner: owner.map_or(Fact::Unknown(unknown), Fact::Known),
        context,
        input: Input::unsaid(),
    };
    let source = fixture
        .from
        .as_deref()
        .map(|text| -> Result<Source, Box<dyn Error>> {
            let (object, version) = text
                .split_once("?versionId=")
                .map_or((text, None), |(object, version)| (object, Some(version)));
            Ok(Source {
                object: Arn::parse(object)?,
                version_id: version.map(String::from),
            })
        });
    let states = fixture.state.iter().map(|(name, holds)| {
        let state = State::parse(name).ok_or_else(|| format!("no state `{name}`"))?;
        Ok((state, *holds))
    });
    Ok(Call {
        operation,
        request,
        source: source.transpose()?,
        sent,
        states: states.collect::<Result<_, String>>()?,
    })
}

fn in_words(check: &PlannedCheck) -> String {
    let effect = match check.effect {
        Effect::Required => String::new(),
        other => format!("{} ", other.id()),
    };
    let needed = match check.needed {
        Truth::Yes => "",
        Truth::Maybe => "maybe ",
        Truth::No => "no ",
    };
    let on = match &check.on {
        On::Known(arn) => arn.clone(),
        On::Likely(arn, _) => format!("likely {arn}"),
        On::Unknown(_) => "?".to_string(),
    };
    let with = match check.key.as_ref().map(|it| &it.context) {
        None => String::new(),
        Some(Fact::Known(arn)) => format!(" with {arn}"),
        Some(Fact::Unknown(_)) => " with ?".to_string(),
    };
    format!("{effect}{needed}{} on {on}{with}", check.action)
}

datatest_stable::harness! {
    { test = check, root = "../../fixtures/operations", pattern = r"\.toml$" },
}
