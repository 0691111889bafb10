//! Random whole worlds, in the form of a world of one file, with a question to each
//!
//! The question is drawn first, as for flat cases; then the layers that stand between caller and
//! resource are given their wishes, and each document is put where AWS would keep it: inline,
//! attached or in a group, at a node above the account, on the bucket, on the key. Everything
//! else in the tree is there to be mistaken for it.

mod encryption; // which objects are encrypted with which key
mod holes; // trees that know less
mod iam; // users, groups, roles, managed policies
mod kms;
mod organization;
mod plan; // what the layers are to say
mod question; // who asks for what
mod s3;

use serde_json::{Map, Value, json};

pub use holes::drop_members;
pub use question::another_question;

use super::rng::Rng;
use super::world::ACCOUNTS;
use plan::Plan;
use question::Asked;

/// A world and a question to it
#[derive(Clone, Debug)]
pub struct Drawn {
    /// The JSON of a world of one file
    pub tree: Value,
    /// `{principal, action, resource, context, contextAbsent, requestPayer}` in the forms of a case
    pub question: Value,
}

/// Draws the world of that seed: nothing that its question needs is missing.
///
/// - Two or three accounts; mostly an organization of up to four levels.
/// - `question.contextAbsent` lists the keys of requests that this one does not have. Keys that
///   follow from the world are in neither list.
#[must_use]
pub fn tree(seed: u64) -> Drawn {
    let rng = &mut Rng::new(seed);
    let accounts = ACCOUNTS.get(..2 + rng.below(2)).unwrap_or(&ACCOUNTS);
    let organization = organization::Shape::of(rng, accounts);
    let mut asked = Asked::of(rng, accounts, &organization);
    let plan = Plan::of(rng, &asked);

    let mut folders: Vec<(String, Map<String, Value>)> = Vec::new();
    let mut buckets = s3::draw(rng, &mut asked, &plan, accounts);
    let mut keys = kms::draw(rng, &asked, &plan, accounts);
    let mut people = iam::draw(rng, &asked, &plan, accounts);
    let organization = organization.draw(rng, &asked, &plan, accounts);
    for account in accounts {
        let mut folder = Map::new();
        folder.insert("canonical-user".into(), s3::canonical_user(rng, account));
        let parts = [
            ("iam", people.remove(*account)),
            ("s3", buckets.remove(*account)),
            ("regions", keys.remove(*account)),
        ];
        for (name, part) in parts {
            folder.insert(name.into(), part.unwrap_or_default());
        }
        folders.push(((*account).to_owned(), folder));
    }
    let accounts: Map<String, Value> = folders
        .into_iter()
        .map(|(id, folder)| (id, Value::Object(folder)))
        .collect();
    Drawn {
        tree: json!({
            "schema": "why403/world/v1",
            "taken-at": "2026-11-01T00:00:00Z",
            "organization": organization,
            "accounts": accounts,
        }),
        question: asked.question(),
    }
}

/// A document as answers hold it: an object, or its text
fn written(rng: &mut Rng, document: Value) -> Value {
    let document = parsed(document);
    if rng.chance(25) {
        json!(document.to_string())
    } else {
        document
    }
}

/// The same, URL-encoded now and then, as IAM's own answers are
fn written_by_iam(rng: &mut Rng, document: Value) -> Value {
    let document = parsed(document);
    if !rng.chance(10) {
        return written(rng, document);
    }
    let text = document.to_string();
    let encoded = text.bytes().map(|byte| {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        }
    });
    json!(encoded.collect::<String>())
}

/// A document as an object
fn parsed(document: Value) -> Value {
    match document {
        Value::String(text) => serde_json::from_str(&text).unwrap_or_default(),
        other => other,
    }
}

/// The documents of a policy member, each on its own
fn each(member: Value) -> Vec<Value> {
    match member {
        Value::Array(documents) => documents.into_iter().map(parsed).collect(),
        one => vec![parsed(one)],
    }
}

/// AWS's outer wrapper, which people may leave out
fn wrapped(rng: &mut Rng, wrapper: &str, inside: Value) -> Value {
    if rng.chance(75) {
        json!({wrapper: inside})
    } else {
        inside
    }
}

/// What the CLI prints for an error
fn error(code: &str, operation: &str) -> Value {
    json!(format!(
        "\nAn error occurred ({code}) when calling the {operation} operation: none"
    ))
}

/// A list of `{Key, Value}` pairs
fn pairs(tags: &Map<String, Value>, [key, value]: [&str; 2]) -> Value {
    let pairs = tags.iter().map(|(name, it)| json!({key: name, value: it}));
    Value::Array(pairs.collect())
}
