//! Policy documents in any file: a bare one, or those inside of an answer of AWS.
//!
//! Comes in: a file, whatever it holds. Goes out: each document with its text and its place, sound
//! or not. Which members hold documents is from the API References of IAM, S3, KMS, EC2 and
//! Organizations.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use super::document::{Written, written};
use crate::json::{self, Node, Value};
use crate::nearest::nearest;
use crate::policy::{self, PolicyKind};
use crate::span::Span;
use crate::world::{Draft, Form, Leaf, Origin, Syntax};

/// The members of answers that hold a policy as text or as an object
const MEMBERS: &[&str] = &[
    "AssumeRolePolicyDocument",
    "PolicyDocument",
    "Policy",
    "Document",
    "Content",
];

impl Draft {
    /// Every policy document of a file, in the order of the text.
    ///
    /// - A file that is one document, or was meant to be one, is returned as a whole, with what
    ///   stands before and behind it.
    /// - Empty where the file holds no policy.
    /// - Cost: linear in the file.
    #[must_use]
    pub fn all_of(leaf: &Leaf) -> Vec<Self> {
        let Some(root) = leaf.node() else {
            let is_meant = leaf.source().text().contains("\"Statement\"");
            return is_meant.then(|| whole(leaf)).into_iter().collect();
        };
        if has_statements(root) {
            return alloc::vec![match leaf.syntax() {
                Syntax::Json => whole(leaf),
                Syntax::Yaml => match written(leaf, root) {
                    Some(found) => draft(leaf, root.span, found, String::new(), None),
                    None => whole(leaf),
                },
            }];
        }
        let mut found = Vec::new();
        let mut open = alloc::vec![root];
        while let Some(node) = open.pop() {
            let start = open.len();
            for member in node.members() {
                match one(leaf, node, &member.name, &member.value) {
                    Some(draft) => found.push(draft),
                    None => open.push(&member.value),
                }
            }
            open.extend(node.elements());
            if let Some(added) = open.get_mut(start..) {
                added.reverse();
            }
        }
        found.sort_by_key(|it: &Self| it.origin.whole());
        found
    }
}

/// The document that a member holds
fn one(leaf: &Leaf, parent: &Node, name: &str, value: &Node) -> Option<Draft> {
    let is_known = MEMBERS.contains(&name);
    let is_policy = match &value.value {
        Value::String(text) => is_known && is_policy_text(text),
        Value::Object(_) => has_statements(value),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => false,
    };
    let found = written(leaf, value).filter(|_| is_policy)?;
    let names = ["PolicyName", "RoleName", "VpcEndpointId", "VersionId"];
    let of = names.iter().find_map(|it| parent.get(it)?.as_str());
    let label = match of {
        Some(of) => alloc::format!("{name} {of}"),
        None => name.into(),
    };
    Some(draft(leaf, value.span, found, label, kind(parent, name)))
}

/// What AWS says around a document about its use
fn kind(parent: &Node, name: &str) -> Option<PolicyKind> {
    let has = |member: &str| parent.get(member).is_some();
    match name {
        "AssumeRolePolicyDocument" => Some(PolicyKind::Trust),
        "PolicyDocument" if has("VpcEndpointId") => Some(PolicyKind::Endpoint),
        "PolicyDocument" if has("PolicyName") => Some(PolicyKind::IdentityInline),
        "Document" if has("VersionId") => Some(PolicyKind::IdentityManaged),
        "Content" => match parent.get("PolicySummary")?.get("Type")?.as_str()? {
            "SERVICE_CONTROL_POLICY" => Some(PolicyKind::Scp),
            "RESOURCE_CONTROL_POLICY" => Some(PolicyKind::Rcp),
            _ => None,
        },
        _ => None,
    }
}

/// The file as it is, byte by byte
fn whole(leaf: &Leaf) -> Draft {
    let text = leaf.source().text();
    let written = Written {
        text: Cow::Borrowed(text),
        form: Form::Bytes(0),
        pieces: Vec::new(),
    };
    let mut draft = as_it_is(leaf, Span::new(0, text.len()), written);
    draft.kind = None;
    draft
}

fn draft(
    leaf: &Leaf,
    at: Span,
    written: Written<'_>,
    label: String,
    kind: Option<PolicyKind>,
) -> Draft {
    Draft {
        label,
        kind,
        ..as_it_is(leaf, at, written.readable())
    }
}

fn as_it_is(leaf: &Leaf, at: Span, written: Written<'_>) -> Draft {
    let Written { text, form, pieces } = written;
    let text = text.into_owned();
    Draft {
        label: String::new(),
        parsed: policy::parse(&text),
        text,
        origin: Origin::new(leaf.source().clone(), at, form, pieces),
        kind: None,
    }
}

/// Whether an object has statements, however they are spelt
fn has_statements(node: &Node) -> bool {
    let mut names = node.members().iter().map(|it| it.name.as_str());
    names.any(|it| nearest(it, ["Statement"]).is_some())
}

/// Whether a text says a policy, or was meant to; it may be URL-encoded
fn is_policy_text(text: &str) -> bool {
    let start = text.trim_start();
    if start.starts_with('%') {
        return text.contains("Statement");
    }
    let read = json::read(text);
    start.starts_with('{')
        && (read.node.as_ref().is_some_and(has_statements) || text.contains("\"Statement\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: &str = r#"{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#;

    /// Label, kind and number of problems of each document
    #[track_caller]
    fn check(file: &str, wanted: &[(&str, Option<PolicyKind>, usize)]) {
        let leaf = Leaf::json("it.json".into(), file.into());
        let found = Draft::all_of(&leaf);
        let told = found
            .iter()
            .map(|it| (it.label.as_str(), it.kind, it.parsed.problems.len()));
        assert_eq!(told.collect::<Vec<_>>(), wanted, "{file}");
    }

    #[test]
    fn a_file_that_is_a_policy_is_one_document_sound_or_not() {
        check(POLICY, &[("", None, 0)]);
        check(&alloc::format!("{POLICY} x"), &[("", None, 1)]);
        check(&POLICY.replace("Statement", "statement"), &[("", None, 2)]);
        check("{\"a\": 1}", &[]);
        check("no policy", &[]);
    }

    #[test]
    fn answers_say_what_their_documents_are() {
        let string = json::quoted(POLICY);
        check(
            &alloc::format!("{{\"Policy\": {string}}}"),
            &[("Policy", None, 0)],
        );
        check(
            &alloc::format!(
                r#"{{"Role": {{"RoleName": "r", "AssumeRolePolicyDocument": {POLICY}}}, "L": [{{"PolicyName": "p", "PolicyDocument": {POLICY}}}]}}"#
            ),
            &[
                ("AssumeRolePolicyDocument r", Some(PolicyKind::Trust), 0),
                ("PolicyDocument p", Some(PolicyKind::IdentityInline), 0),
            ],
        );
        check(
            &alloc::format!(
                r#"{{"Policy": {{"PolicySummary": {{"Type": "SERVICE_CONTROL_POLICY"}}, "Content": {string}}}}}"#
            ),
            &[("Content", Some(PolicyKind::Scp), 0)],
        );
    }
}
