//! A row of a table as a record of CloudTrail: what Logs Insights, CloudTrail Lake and Athena
//! answer with.
//!
//! Tables flatten names (`userIdentity.arn`), write them in lower case, and hold objects as JSON or
//! as Presto's text (`{type=AssumedRole, arn=…}`). Out comes the record that the row was made of,
//! as far as the row has it. Source: CloudTrail User Guide, "Create a table for CloudTrail logs";
//! `CloudWatch` Logs User Guide, "Supported logs and discovered fields".

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_model::json::{self, Member, Node, Value};
use why403_model::span::Span;

/// The record of a row; `None` where the row has neither event name nor event source.
///
/// - `columns`: the column's name and its value as text, in any order; an empty value is null.
#[must_use]
pub fn record<'r>(columns: impl IntoIterator<Item = (&'r str, &'r str)>) -> Option<Node> {
    let mut record = object();
    for (name, value) in columns {
        let path = path(name);
        let value = typed(&path, value);
        put(&mut record, &path, value);
    }
    finished(record)
}

/// The record of a row that is a JSON object with flattened names
pub(super) fn of_object(row: &Node) -> Option<Node> {
    let mut record = object();
    for member in row.members() {
        let path = path(&member.name);
        let value = match member.value.as_str() {
            Some(text) => typed(&path, text),
            None => renamed(&member.value),
        };
        put(&mut record, &path, value);
    }
    finished(record)
}

/// Whether a record was made of a row. Invariant: what is made here stands nowhere.
pub(super) fn is_row(record: &Node) -> bool {
    record.span.start == record.span.end
}

fn finished(mut record: Node) -> Option<Node> {
    // `resources.0.ARN`: members with numbers are a list.
    if let Value::Object(members) = &mut record.value {
        for it in members.iter_mut().filter(|it| it.name == "resources") {
            if let Value::Object(inner) = &mut it.value.value {
                let elements = core::mem::take(inner).into_iter().map(|it| it.value);
                it.value.value = Value::Array(elements.collect());
            }
        }
    }
    let has = |name: &str| record.get(name).and_then(Node::as_str).is_some();
    (has("eventName") && has("eventSource")).then_some(record)
}

const NOWHERE: Span = Span { start: 0, end: 0 };

fn node(value: Value) -> Node {
    Node {
        value,
        span: NOWHERE,
    }
}

fn object() -> Node {
    node(Value::Object(Vec::new()))
}

fn member(name: String, value: Node) -> Member {
    Member {
        name,
        name_span: NOWHERE,
        value,
    }
}

/// Names of members that are read, in CloudTrail's spelling
#[rustfmt::skip] // Many short names.
static NAMES: &[&str] = &[
    "additionalEventData", "accessKeyId", "accountId", "ARN", "attributes", "awsRegion", "bucketName",
    "creationDate", "credentialsIssuedTo", "ec2RoleDelivery", "encryptionAlgorithm", "encryptionContext",
    "errorCode", "errorMessage", "eventCategory", "eventID", "eventName", "eventSource", "eventTime",
    "eventType", "eventVersion", "externalId", "federatedProvider", "functionName", "identityProvider",
    "inScopeOf", "invokedBy", "keyId", "list-type", "mfaAuthenticated", "principalArn", "principalId",
    "qualifier", "recipientAccountId", "requestID", "requestParameters", "resources", "roleArn",
    "roleSessionName", "sessionContext", "sessionIssuer", "sourceIPAddress", "sourceIdentity",
    "tlsDetails", "tlsVersion", "type", "userAgent", "userIdentity", "userName", "vpcEndpointId",
    "webIdFederationData", "AuthenticationMethod", "CipherSuite", "SignatureVersion", "httpStatusCode",
];

/// Columns that queries often make of a member
#[rustfmt::skip] // One column a row, in columns.
static OFTEN: &[(&str, [&str; 2])] = &[
    ("bucket",      ["requestParameters", "bucketName"]),
    ("bucketname",  ["requestParameters", "bucketName"]),
    ("key",         ["requestParameters", "key"]),
    ("useridentity_arn", ["userIdentity", "arn"]),
    ("userarn",     ["userIdentity", "arn"]),
    ("user_arn",    ["userIdentity", "arn"]),
];

/// CloudTrail's spelling of a name; a role's or user's `arn` is written small, a resource's great
fn canonical(name: &str) -> String {
    if name.eq_ignore_ascii_case("arn") {
        return "arn".to_string();
    }
    let known = NAMES.iter().find(|it| it.eq_ignore_ascii_case(name));
    known.map_or(name, |it| it).to_string()
}

/// The members that a column's name goes through
fn path(column: &str) -> Vec<String> {
    let column = column.trim().trim_matches('"');
    let column = column.strip_prefix("detail.").unwrap_or(column);
    let often = OFTEN.iter().find(|(it, _)| it.eq_ignore_ascii_case(column));
    if let Some((_, path)) = often {
        return path.iter().map(ToString::to_string).collect();
    }
    column.split('.').take(DEEPEST).map(canonical).collect()
}

/// Members inside each other at most
const DEEPEST: usize = 12;

/// Puts a value at its place; what stands there already stays.
fn put(into: &mut Node, path: &[String], value: Node) {
    let Some((first, rest)) = path.split_first() else {
        return;
    };
    let Value::Object(members) = &mut into.value else {
        return;
    };
    let found = members.iter().position(|it| it.name == *first);
    if rest.is_empty() {
        if found.is_none() {
            members.push(member(first.clone(), value));
        }
        return;
    }
    if found.is_none() {
        members.push(member(first.clone(), object()));
    }
    let at = found.unwrap_or(members.len().saturating_sub(1));
    if let Some(next) = members.get_mut(at) {
        put(&mut next.value, rest, value);
    }
}

/// Members that hold objects or lists; a user agent in brackets is none
static OBJECTS: &[&str] = &[
    "additionalEventData",
    "attributes",
    "encryptionContext",
    "inScopeOf",
    "requestParameters",
    "resources",
    "sessionContext",
    "sessionIssuer",
    "tlsDetails",
    "userIdentity",
    "webIdFederationData",
];

/// The value of a column: null, an object in JSON or in Presto's text, else text
fn typed(path: &[String], text: &str) -> Node {
    let text = text.trim();
    if text.is_empty() || text == "null" || text == "-" {
        return node(Value::Null);
    }
    let is_object = path.last().is_some_and(|it| OBJECTS.contains(&it.as_str()));
    if is_object && text.starts_with(['{', '[']) {
        let read = json::read(text);
        if let (Some(found), true) = (&read.node, read.problems.is_empty()) {
            return renamed(found);
        }
        let mut presto = Presto { rest: text };
        if let Some(found) = presto.value(0) {
            return found;
        }
    }
    node(Value::String(text.to_string()))
}

/// The same value with CloudTrail's names; the depth is that of JSON that was read
fn renamed(found: &Node) -> Node {
    node(match &found.value {
        Value::Array(all) => Value::Array(all.iter().map(renamed).collect()),
        Value::Object(all) => {
            let all = all.iter();
            let pairs = all.map(|it| member(canonical(&it.name), renamed(&it.value)));
            Value::Object(pairs.collect())
        }
        plain => plain.clone(),
    })
}

/// Presto's text of structures: `{name=value, name={…}}`, `[{…}, {…}]`
struct Presto<'t> {
    rest: &'t str,
}

impl Presto<'_> {
    fn eat(&mut self, wanted: &str) -> bool {
        match self.rest.strip_prefix(wanted) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn value(&mut self, depth: usize) -> Option<Node> {
        if depth > DEEPEST {
            return None;
        }
        if self.eat("{") {
            let mut members = Vec::new();
            while !self.eat("}") {
                let (name, behind) = self.rest.split_once('=')?;
                if name.contains(['{', '}', '[', ']', ',']) {
                    return None;
                }
                let name = canonical(name.trim());
                self.rest = behind;
                members.push(member(name, self.value(depth + 1)?));
                self.eat(", ");
            }
            return Some(node(Value::Object(members)));
        }
        if self.eat("[") {
            let mut elements = Vec::new();
            while !self.eat("]") {
                elements.push(self.value(depth + 1)?);
                self.eat(", ");
            }
            return Some(node(Value::Array(elements)));
        }
        // One search for all that ends a value: what is not there is not looked for again.
        let is_end = |(at, it): &(usize, char)| {
            let behind = || self.rest.get(at + 1..).unwrap_or_default();
            matches!(it, '}' | ']') || *it == ',' && behind().starts_with(' ')
        };
        let (end, _) = self.rest.char_indices().find(is_end)?;
        let (text, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        Some(node(match text {
            "" | "null" => Value::Null,
            text => Value::String(text.to_string()),
        }))
    }
}
