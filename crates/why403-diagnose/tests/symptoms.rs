//! Symptom fixtures: one text a file, under `fixtures/symptoms/SOURCE/`.
//!
//! A text is verbatim, with the place it was seen at or the document that has it; wanted is all
//! that must be extracted. What is not wanted must not be found: a member left out is `None`.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use serde::Deserialize;
use why403_diagnose::symptom::{self, Symptom};
use why403_model::request::Entry;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixture {
    note: String,
    /// Where the text was seen: a page's title, a thread, a file of the client's source
    origin: String,
    evidence: Evidence,
    text: String,
    /// Texts that must come out nowhere
    #[serde(default)]
    secrets: Vec<String>,
    want: Want,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Evidence {
    /// The text was seen, ids and names changed
    Observed,
    /// AWS or the client documents it
    Documented,
    /// Made from the client's source or from a rule
    Inferred,
}

#[derive(Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, rename_all = "camelCase", default)]
struct Want {
    source: String,
    client: Option<String>,
    code: Option<String>,
    status: Option<u16>,
    principal: Option<String>,
    action: Option<String>,
    resource: Option<String>,
    target: Option<String>,
    operation: Option<String>,
    policy: Option<String>,
    request_id: Option<String>,
    host_id: Option<String>,
    region: Option<String>,
    time: Option<String>,
    resource_account: Option<String>,
    access_key: Option<String>,
    /// `identity/implicit`, in the order of the table of phrases
    denied_by: Vec<String>,
    /// A value, a list, or `false` for a key that the request does not have
    context: BTreeMap<String, Value>,
    /// `header:x-amz-acl` and the value; `false` where it was not sent
    sent: BTreeMap<String, Value>,
    /// Words of which each stands in some note
    notes: Vec<String>,
}

#[derive(Debug, Deserialize, PartialEq, Eq)]
#[serde(untagged)]
enum Value {
    Absent(bool),
    One(String),
    Many(Vec<String>),
}

impl Value {
    fn of(entry: &Entry) -> Option<Self> {
        match entry {
            Entry::One(value) => Some(Self::One(value.clone())),
            Entry::Many(values) => Some(Self::Many(values.clone())),
            Entry::Absent => Some(Self::Absent(false)),
            Entry::Unknown => None,
        }
    }
}

impl Want {
    /// What was found, in the form of a wish; notes as far as they were wished for
    fn of(found: &Symptom, wanted: &Self) -> Self {
        let context = found.context.iter();
        let sent = found.sent.iter();
        let is_noted = |word: &&String| found.notes.iter().any(|it| it.contains(word.as_str()));
        Self {
            source: found.source.id().to_string(),
            client: found.client.map(String::from),
            code: found.code.clone(),
            status: found.status,
            principal: found.principal.clone(),
            action: found.action.clone(),
            resource: found.resource.clone(),
            target: found.target.clone(),
            operation: found.operation.clone(),
            policy: found.policy.clone(),
            request_id: found.request_id.clone(),
            host_id: found.host_id.clone(),
            region: found.region.clone(),
            time: found.time.clone(),
            resource_account: found.resource_account.clone(),
            access_key: found.access_key.clone(),
            denied_by: found
                .denied_by
                .iter()
                .map(|(layer, denial)| format!("{}/{}", layer.id(), denial.id()))
                .collect(),
            context: context
                .filter_map(|(key, entry)| Some((key.clone(), Value::of(entry)?)))
                .collect(),
            sent: sent
                .filter_map(|(part, name, entry)| {
                    let part = format!("{part:?}").to_lowercase();
                    Some((format!("{part}:{name}"), Value::of(entry)?))
                })
                .collect(),
            notes: wanted.notes.iter().filter(is_noted).cloned().collect(),
        }
    }
}

fn check(path: &Path) -> Result<(), Box<dyn Error>> {
    let fixture: Fixture = toml::from_str(&std::fs::read_to_string(path)?)?;
    assert!(!fixture.origin.is_empty() && !fixture.note.is_empty());
    let _ = &fixture.evidence;
    let found = symptom::read(&fixture.text).map_err(|it| format!("{it}: {}", fixture.note))?;
    assert_eq!(
        Want::of(&found, &fixture.want),
        fixture.want,
        "{}",
        fixture.note
    );
    let all = format!("{found:?}");
    for secret in &fixture.secrets {
        assert!(fixture.text.contains(secret), "the text has no {secret}");
        assert!(!all.contains(secret), "{secret} comes out");
    }
    Ok(())
}

datatest_stable::harness! {
    { test = check, root = "../../fixtures/symptoms", pattern = r"\.toml$" },
}
