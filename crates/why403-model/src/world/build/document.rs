//! Policy documents, in all the forms in which they come: as an object, as JSON in a string,
//! URL-encoded, as YAML, on one line of 20 KB.
//!
//! A [`Document`] has a text of its own, and all spans of its policy belong to that text: the
//! slice of the file under an object, or what a string says. A text on one long line, and one
//! from YAML, is written anew, indented, so that people can read what is pointed at.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::sync::Arc;

use super::Build;
use super::answer::end_of;
use super::indented::indented;
use crate::json::{self, Value};
use crate::known::{Fact, Gap, Reason};
use crate::policy;
use crate::world::tree::{Cursor, Here, Syntax, TreeProblem};
use crate::world::{Document, percent};

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
    let Here::Node(leaf, node) = found.here() else {
        return Err(found.wrong_type(end_of(found.path()), "a policy document"));
    };
    let written = match &node.value {
        Value::String(text) => url_decoded(text),
        Value::Object(_) if !is_like_a_policy(node) => {
            return Err(found.wrong_type(end_of(found.path()), "a policy document"));
        }
        Value::Object(_) => match leaf.syntax() {
            Syntax::Json => Cow::Borrowed(node.span.of(leaf.source().text())),
            Syntax::Yaml => Cow::Owned(indented(node)),
        },
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => {
            return Err(found.wrong_type(end_of(found.path()), "a policy document"));
        }
    };
    let text = readable(written);
    match policy::parse(&text).sound() {
        Ok(policy) => {
            let file = Some(leaf.source().file().into());
            let line = Some(leaf.source().line(node.span.start));
            Ok(Document {
                label,
                arn: arn.map(String::from),
                file,
                line,
                text,
                policy,
            })
        }
        Err(errors) => Err(TreeProblem::UnreadablePolicy {
            at: found.place(),
            label,
            text,
            errors,
        }),
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

/// Whether an object has anything of a policy; the text of anything else is not to be shown,
/// since another answer in the wrong place may hold secrets
fn is_like_a_policy(node: &json::Node) -> bool {
    let members = ["Statement", "Version", "Id"];
    let is_ours = |name: &str| members.iter().any(|it| it.eq_ignore_ascii_case(name));
    node.members().iter().any(|it| is_ours(&it.name))
}

/// IAM answers with URL-encoded documents; the CLI decodes them, other clients may not
fn url_decoded(text: &str) -> Cow<'_, str> {
    match percent::decoded(text) {
        Some(decoded) if text.trim_start().starts_with('%') => Cow::Owned(decoded),
        Some(_) | None => Cow::Borrowed(text),
    }
}

/// The text itself, or indented where it stands on one line longer than [`LONG_LINE`]
fn readable(text: Cow<'_, str>) -> String {
    let line = text.trim();
    let is_long = !line.contains('\n') && line.chars().count() > LONG_LINE;
    if is_long {
        let read = json::read(&text);
        if let (Some(node), true) = (&read.node, read.problems.is_empty()) {
            return indented(node);
        }
    }
    text.into_owned()
}

/// Columns that people read on one line
const LONG_LINE: usize = 100;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::{Leaf, Tree};

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
