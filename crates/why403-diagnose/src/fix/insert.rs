//! Small changes inside a document: one more value, one more test, statements in place of one.
//!
//! Each is written as its neighbours are; what comes out has been read again.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_model::json::quoted;
use why403_model::policy::Text;
use why403_model::span::Span;
use why403_model::world::Document;

use super::document::{compact, indented, unit, with_text};

/// The document with one more value behind the last of a list; a value alone becomes a list.
///
/// - `values`: those of one element or test of the document.
#[must_use]
pub(super) fn with_value(document: &Document, values: &[Text], new: &str) -> Option<Arc<Document>> {
    let (first, last) = (values.first()?, values.last()?);
    let before = document.text.get(..first.at.start)?;
    let written = last.at.of(&document.text);
    let new = quoted(new);
    if !before.trim_end().ends_with('[') {
        return with_text(document, last.at, &format!("[{written}, {new}]"));
    }
    let lead = space_before(&document.text, last.at.start);
    let between = if lead.contains('\n') { lead } else { " " };
    with_text(document, last.at, &format!("{written},{between}{new}"))
}

/// The document with one more member at the front of a JSON object.
///
/// - `object`: from somewhere before its `{` to its `}`.
/// - `member`: name and value, as JSON.
#[must_use]
pub(super) fn with_member(
    document: &Document,
    object: Span,
    member: &str,
) -> Option<Arc<Document>> {
    let brace = object.start + object.of(&document.text).find('{')? + 1;
    let behind = document.text.get(brace..)?;
    let space = behind.len() - behind.trim_start().len();
    let lead = behind.get(..space)?;
    let is_empty = behind.trim_start().starts_with('}');
    let with = match (is_empty, lead.contains('\n')) {
        (true, _) => member.to_string(),
        (false, true) => {
            let indent = lead.rsplit('\n').next().unwrap_or_default();
            let unit = unit(document).unwrap_or_else(|| "  ".to_string());
            format!("{lead}{},", indented(member, indent, &unit))
        }
        (false, false) => format!("{}, ", compact(member)),
    };
    with_text(document, Span::new(brace, brace), &with)
}

/// The document with other statements in place of one.
#[must_use]
pub(super) fn with_statements(
    document: &Document,
    index: usize,
    statements: &[String],
) -> Option<Arc<Document>> {
    let at = document.policy.statements.get(index)?.at;
    let before = document.text.get(..at.start)?;
    let lead = space_before(&document.text, at.start);
    let is_on_lines = document.text.contains('\n');
    let indent = if let Some((_, indent)) = lead.rsplit_once('\n') {
        indent.to_string()
    } else {
        // Where `"Statement": [{` opens on the line of the member, what follows stands deeper.
        let line = before.rsplit('\n').next().unwrap_or_default();
        line.chars().take_while(|it| it.is_whitespace()).collect()
    };
    let unit = unit(document).unwrap_or_else(|| "  ".to_string());
    let written: Vec<String> = statements
        .iter()
        .map(|it| {
            if is_on_lines {
                indented(it, &indent, &unit)
            } else {
                compact(it)
            }
        })
        .collect();
    let between = if is_on_lines {
        format!(",\n{indent}")
    } else {
        ", ".to_string()
    };
    let written = written.join(&between);
    let is_list = before.trim_end().ends_with(['[', ',']);
    if is_list {
        with_text(document, at, &written)
    } else {
        with_text(document, at, &format!("[{written}]"))
    }
}

/// The white space right before a place
fn space_before(text: &str, at: usize) -> &str {
    let before = text.get(..at).unwrap_or_default();
    let end = before.trim_end().len();
    before.get(end..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use why403_model::policy::parse;

    fn document(text: &str) -> Document {
        Document {
            label: "p".to_string(),
            arn: None,
            file: None,
            line: None,
            text: text.to_string(),
            policy: parse(text).sound().unwrap(),
            origin: None,
        }
    }

    #[test]
    fn a_value_joins_its_list_as_the_list_is_written() {
        #[track_caller]
        fn check(before: &str, after: &str) {
            let around = |actions: &str| {
                format!(
                    r#"{{"Statement": {{"Effect": "Allow", "Action": {actions}, "Resource": "*"}}}}"#
                )
            };
            let of = document(&around(before));
            let new = with_value(&of, &of.policy.statements[0].action.values, "c:D").unwrap();
            assert_eq!(new.text, around(after));
        }
        check(r#""a:B""#, r#"["a:B", "c:D"]"#);
        check(r#"["a:B"]"#, r#"["a:B", "c:D"]"#);
        check("[\n  \"a:B\"\n]", "[\n  \"a:B\",\n  \"c:D\"\n]");
    }

    #[test]
    fn a_test_joins_its_block() {
        let around = |block: &str| {
            format!(
                r#"{{"Statement": {{"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {block}}}}}"#
            )
        };
        let of = document(&around(r#"{"Bool": {"a:b": "true"}}"#));
        let at = of.policy.statements[0].condition_at.unwrap();
        let new = with_member(&of, at, r#""Null": {"c:d": "true"}"#).unwrap();
        assert_eq!(
            new.text,
            around(r#"{"Null": {"c:d": "true"}, "Bool": {"a:b": "true"}}"#)
        );
    }

    #[test]
    fn statements_take_the_place_of_one() {
        let one = r#"{"Effect": "Deny", "Action": "*", "Resource": "*"}"#;
        let both = [one.to_string(), one.to_string()];
        for (before, after) in [
            (
                format!(r#"{{"Statement": {one}}}"#),
                format!(r#"{{"Statement": [{one}, {one}]}}"#),
            ),
            (
                format!(r#"{{"Statement": [{one}, {one}]}}"#),
                format!(r#"{{"Statement": [{one}, {one}, {one}]}}"#),
            ),
        ] {
            let new = with_statements(&document(&before), 0, &both).unwrap();
            assert_eq!(new.text, after);
        }
    }
}
