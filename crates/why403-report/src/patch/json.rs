//! A plan as data: `why403/patch/v1`.

use serde::Serialize;
use serde_json::Value;
use why403_diagnose::fix::change::{To, words};
use why403_diagnose::fix::{Changes, Confirmation, RequestEdit};
use why403_model::request::Entry;

use super::file::{kind, plain};
use super::{File, Numbered, Plan, content, probe};
use crate::json::fix::{DeclaredJson, declared, managed_by};
use crate::words;

/// The name of the format
pub const SCHEMA: &str = "why403/patch/v1";

/// What a plan changes
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
struct Patch<'p> {
    /// `why403/patch/v1`
    schema: &'static str,
    /// In one line what it is for
    title: String,
    /// What is to be known before it is made
    about: Vec<String>,
    /// Changes of AWS, to be made in this order
    changes: Vec<Changed<'p>>,
    /// Changes of the request
    request: Vec<Sent>,
    /// Commands that confirm it, run by the caller that was denied; empty where none can
    confirm: Vec<String>,
}

/// One place and what becomes of it
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Changed<'p> {
    /// `bucket-policy`, `inline-policy`, …
    kind: &'static str,
    /// The place in words
    place: String,
    /// Why, a sentence for each step
    why: Vec<String>,
    /// Whose credentials it takes, if that is known
    account: Option<String>,
    /// Its Region, if it has one that is known
    region: Option<String>,
    /// What sets an edit by hand back, or may, in words
    managed_by: Vec<String>,
    /// The resources of Terraform that keep the place, as the states tell that were given
    terraform: Vec<DeclaredJson<'p>>,
    /// What stands there now; `null` where nothing does, or nobody knows
    before: Option<Value>,
    /// What will stand there; `null` where something is added
    after: Option<Value>,
    /// What is added or made anew: a grant, a copy of an object, the name of a canned ACL
    #[serde(skip_serializing_if = "Option::is_none")]
    added: Option<Value>,
}

/// One change of the request
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Sent {
    /// A header, a parameter, a condition key, or `session policy`
    name: String,
    /// Its values; empty: it is left out
    values: Vec<String>,
}

pub(super) fn files(plan: &Plan<'_>) -> Vec<File> {
    let numbered = numbered(plan.changes);
    let patch = Patch {
        schema: SCHEMA,
        title: plan.title.to_string(),
        about: plan.about.to_vec(),
        changes: numbered.iter().map(|it| changed(*it)).collect(),
        request: plan.changes.request.iter().map(sent).collect(),
        confirm: confirm(plan),
    };
    let value = serde_json::to_value(&patch).unwrap_or_default();
    let mut all = vec![plain("plan.json", content::pretty(&value))];
    all.extend(numbered.iter().flat_map(|it| content::files(*it)));
    all
}

/// What becomes of each place, without the documents as files
pub(crate) fn changes(all: &Changes) -> Vec<Changed<'_>> {
    numbered(all).into_iter().map(changed).collect()
}

fn numbered(changes: &Changes) -> Vec<Numbered<'_>> {
    let all = changes.all.iter().enumerate();
    all.map(|(index, change)| Numbered {
        number: index + 1,
        change,
    })
    .collect()
}

fn confirm(plan: &Plan<'_>) -> Vec<String> {
    let Some((Confirmation::Send(probes), _)) = plan.confirm else {
        return Vec::new();
    };
    let all: Option<Vec<Vec<String>>> = probes.iter().map(probe::commands).collect();
    all.unwrap_or_default().concat()
}

fn changed(it: Numbered<'_>) -> Changed<'_> {
    let change = it.change;
    let (before, after) = content::texts(change);
    let parsed = |text: Option<String>| text.and_then(|it| serde_json::from_str(&it).ok());
    Changed {
        kind: kind(&change.at.site),
        place: words(&change.at.site),
        why: change.why.clone(),
        account: change.at.account.as_ref().map(ToString::to_string),
        region: change.at.region.clone(),
        managed_by: managed_by(&change.managed),
        terraform: declared(&change.managed),
        before: parsed(before),
        after: parsed(after),
        added: match &change.to {
            To::Grant(grant) => Some(serde_json::json!({
                "granteePrincipal": grant.grantee,
                "operations": grant.operations,
                "constraints": content::constraint(grant),
            })),
            To::Copy(to) => Some(serde_json::json!({
                "serverSideEncryption": to.algorithm,
                "kmsKeyId": to.kms_key,
                "bucketKeyEnabled": to.bucket_key,
            })),
            To::Acl { canned, .. } => Some(serde_json::json!({"acl": canned.as_str()})),
            To::Trail { logs, below } => Some(serde_json::json!({
                "s3BucketName": logs,
                "advancedEventSelectors": content::selectors(below),
            })),
            To::Document { .. }
            | To::Logging(_)
            | To::PublicAccessBlock { .. }
            | To::Ownership { .. }
            | To::Tag { .. }
            | To::Encryption { .. } => None,
        },
    }
}

fn sent(edit: &RequestEdit) -> Sent {
    let (name, entry) = match edit {
        RequestEdit::Sent { name, entry, .. } => (name, entry),
        RequestEdit::Context { key, entry } => (key, entry),
        RequestEdit::Again => {
            return Sent {
                name: "again".to_string(),
                values: Vec::new(),
            };
        }
        RequestEdit::By(principal) => {
            return Sent {
                name: "principal".to_string(),
                values: vec![words::asking(principal)],
            };
        }
        RequestEdit::Session { new, .. } => {
            return Sent {
                name: "session policy".to_string(),
                values: vec![new.text.clone()],
            };
        }
    };
    let values = match entry {
        Entry::One(value) => vec![value.clone()],
        Entry::Many(values) => values.clone(),
        Entry::Absent | Entry::Unknown => Vec::new(),
    };
    Sent {
        name: name.clone(),
        values,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_schema_is_that_of_the_structs() {
        crate::json::schema::hold::<super::Patch<'static>>(super::SCHEMA);
    }
}
