//! Policy documents, in all the forms in which they come: as an object, as JSON in a string,
//! URL-encoded, as YAML, on one line of 20 KB.
//!
//! A [`Document`] has a text of its own, and all spans of its policy belong to that text: the
//! slice of the file under an object, or what a string says. A text on one long line, and one
//! from YAML, is written anew, indented, so that people can read what is pointed at.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::Build;
use super::answer::end_of;
use super::indented::{Indented, indented};
use crate::json::{self, Value};
use crate::known::{Fact, Gap, Reason};
use crate::nearest::nearest;
use crate::policy;
use crate::span::Span;
use crate::world::tree::{Cursor, Here, Syntax, TreeProblem};
use crate::world::{Document, Form, Leaf, Origin, percent};

impl<'t> Build<'t> {
    /// The document that stands here, or a hole
    pub(super) fn document_fact(
        &mut self,
        found: &Cursor<'t>,
        label: String,
        arn: Option<&str>,
        gap: impl FnOnce(Reason) -> Gap,
    ) -> Fact<Arc<Document>> {
        match document(found, label, arn) {
            Ok(document) => Fact::Known(Arc::new(document)),
            Err(problem) => Fact::Unknown(gap(self.unreadable(problem))),
        }
    }
}

/// The policy document that stands here.
///
/// - `label`: what it is, in words.
/// - A document with a problem is none: a lost `Deny` would go unseen.
pub(super) fn document(
    found: &Cursor<'_>,
    label: String,
    arn: Option<&str>,
) -> Result<Document, TreeProblem> {
    let wrong_type = || found.wrong_type(end_of(found.path()), "a policy document");
    let Here::Node(leaf, node) = found.here() else {
        return Err(wrong_type());
    };
    let Written { text, form, pieces } = written(leaf, node).ok_or_else(wrong_type)?.readable();
    let text = text.into_owned();
    let origin = Origin::new(leaf.source().clone(), node.span, form, pieces);
    match policy::parse(&text).sound() {
        Ok(policy) => Ok(Document {
            label,
            arn: arn.map(String::from),
            file: Some(leaf.source().file().into()),
            line: Some(leaf.source().line(node.span.start)),
            text,
            policy,
            origin: Some(origin),
        }),
        Err(errors) => Err(TreeProblem::UnreadablePolicy {
            at: found.place(),
            label,
            text: text.into(),
            errors,
            origin: Box::new(origin),
        }),
    }
}

/// The text that a node says as a policy document; `None` where it is none
pub(super) fn written<'t>(leaf: &'t Leaf, node: &'t json::Node) -> Option<Written<'t>> {
    match &node.value {
        Value::String(text) => Some(of_string(text, leaf.source().text(), node.span)),
        Value::Object(_) if !is_like_a_policy(node) => None,
        Value::Object(_) => Some(match leaf.syntax() {
            Syntax::Json => Written {
                text: Cow::Borrowed(node.span.of(leaf.source().text())),
                form: Form::Bytes(node.span.start),
                pieces: Vec::new(),
            },
            Syntax::Yaml => {
                let Indented { text, pieces } = indented(node);
                Written {
                    text: Cow::Owned(text),
                    form: Form::Bytes(0),
                    pieces,
                }
            }
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => None,
    }
}

/// What stands at the end of the first of these paths that is there; else the place itself
pub(super) fn inside<'t>(found: &Cursor<'t>, wrappers: &[&[&str]]) -> Cursor<'t> {
    let walk = |path: &&[&str]| path.iter().try_fold(found.clone(), |at, name| at.get(name));
    wrappers
        .iter()
        .find_map(walk)
        .unwrap_or_else(|| found.clone())
}

/// Whether an object has statements, however they are spelt, or nothing that is not a policy's.
///
/// The text of anything else is not to be shown: another answer in the wrong place may hold
/// secrets. A `Version` says nothing, for the configuration of a function has one too.
fn is_like_a_policy(node: &json::Node) -> bool {
    let members = || node.members().iter().map(|it| it.name.as_str());
    let is_head = |name: &str| name.eq_ignore_ascii_case("Version") || name == "Id";
    members().any(|it| nearest(it, ["Statement"]).is_some()) || members().all(is_head)
}

/// A document's text, and where it came from
pub(super) struct Written<'t> {
    pub(super) text: Cow<'t, str>,
    pub(super) form: Form,
    /// For a text that was written anew: places in it, and what each was before
    pub(super) pieces: Vec<(Span, Span)>,
}

/// What a string says. IAM answers with URL-encoded documents; the CLI decodes them, other clients
/// may not.
fn of_string<'t>(said: &'t str, file: &str, at: Span) -> Written<'t> {
    let decoded = percent::decoded(said).filter(|_| said.trim_start().starts_with('%'));
    if let Some(decoded) = decoded {
        return Written {
            text: Cow::Owned(decoded),
            form: Form::Other,
            pieces: Vec::new(),
        };
    }
    let literal = at.of(file);
    let form = match literal.find(said) {
        // In YAML a string often stands there as it is.
        Some(start) => Form::Bytes(at.start + start),
        None if is_json_string(literal, said) => Form::JsonString,
        None => Form::Other,
    };
    Written {
        text: Cow::Borrowed(said),
        form,
        pieces: Vec::new(),
    }
}

/// Whether the literal is JSON's, and not one of YAML's that only looks alike
fn is_json_string(literal: &str, said: &str) -> bool {
    let read = json::read(literal).node;
    read.is_some_and(|node| node.as_str() == Some(said))
}

impl Written<'_> {
    /// The same, indented where it stands on one line longer than [`LONG_LINE`]
    pub(super) fn readable(self) -> Self {
        let line = self.text.trim();
        let is_long = !line.contains('\n') && line.chars().count() > LONG_LINE;
        if is_long {
            let read = json::read(&self.text);
            if let (Some(node), true) = (&read.node, read.problems.is_empty()) {
                let Indented { text, pieces } = indented(node);
                return Self {
                    text: Cow::Owned(text),
                    form: self.form,
                    pieces,
                };
            }
        }
        self
    }
}

/// Columns that people read on one line
const LONG_LINE: usize = 100;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::Tree;

    const STATEMENT: &str = r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}"#;

    #[track_caller]
    fn read(file: &str) -> Document {
        let tree = Tree::of_leaf(Leaf::json("w.json".into(), file.into()));
        document(&inside(&tree.cursor(), &[&["Policy"]]), "it".into(), None).unwrap()
    }

    #[track_caller]
    fn check(file: &str, text: &str, line: usize) {
        let document = read(file);
        assert_eq!(document.text, text);
        assert_eq!(document.line, Some(line));
        let effect = document.policy.statements[0].effect_at.of(&document.text);
        assert!(effect.starts_with(r#""Effect":"#), "{effect}");
    }

    #[test]
    fn spans_belong_to_the_documents_own_text() {
        let plain = alloc::format!(r#"{{"Statement":{STATEMENT}}}"#);
        check(&plain, &plain, 1);
        check(&alloc::format!("{{\n \"Policy\": {plain}}}"), &plain, 2);
        let string = plain.replace('"', "\\\"");
        check(
            &alloc::format!("{{\n\n\"Policy\": \"{string}\"}}"),
            &plain,
            3,
        );
        let encoded = percent::encoded(&plain);
        check(&alloc::format!(r#"{{"Policy": "{encoded}"}}"#), &plain, 1);
    }

    #[test]
    fn one_long_line_is_written_anew() {
        let long = alloc::format!(r#"{{"Statement":[{STATEMENT},{STATEMENT}]}}"#);
        let document = read(&long);
        assert!(document.text.lines().count() > 10);
        let second = &document.policy.statements[1];
        assert_eq!(second.effect_at.of(&document.text), r#""Effect": "Allow""#);
    }

    #[track_caller]
    fn place(file: &str, wanted: &str) {
        let document = read(file);
        let origin = document.origin.as_ref().unwrap();
        let statement = document.policy.statements.last().unwrap();
        assert_eq!(origin.place(statement.effect_at).of(file), wanted, "{file}");
        let whole = origin.place(document.policy.at).of(file);
        assert!(origin.whole().of(file).contains(whole), "{whole}");
    }

    #[test]
    fn spans_are_followed_into_the_file() {
        let plain = alloc::format!(r#"{{"Statement":{STATEMENT}}}"#);
        let effect = r#""Effect":"Allow""#;
        place(&plain, effect);
        place(&alloc::format!("{{\n \"Policy\": {plain}}}"), effect);
        let two = alloc::format!(r#"{{"Statement":[{STATEMENT},{STATEMENT}]}}"#);
        place(&two, effect);
        // In a string each quote is escaped; `\u00e9` stands for two bytes in six.
        let escaped = r#"\"Effect\":\"Allow\""#;
        for document in [plain.replace("Allow\",", "Allow\",\"Sid\":\"é\","), two] {
            let string = document.replace('"', "\\\"").replace('é', "\\u00e9");
            place(&alloc::format!("{{\"Policy\": \"{string}\"}}"), escaped);
        }
        let encoded = alloc::format!("\"{}\"", percent::encoded(&plain));
        place(&alloc::format!("{{\"Policy\": {encoded}}}"), &encoded);
    }

    #[test]
    fn a_document_with_a_problem_is_none() {
        let tree = Tree::of_leaf(Leaf::json(
            "w.json".into(),
            r#"{"Statement": {"Effect": "allow", "Action": "*", "Resource": "*"}}"#.into(),
        ));
        let problem = document(&tree.cursor(), "bucket policy of b".into(), None).unwrap_err();
        assert_eq!(problem.code(), "world/unreadable-policy");
        assert!(
            alloc::format!("{problem}").starts_with("bucket policy of b cannot be read: `allow`")
        );
    }
}
