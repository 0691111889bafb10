//! Editing a policy document: its text changes in one place, in the document's own formatting, and
//! what comes out has been read again.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_model::json::quoted;
use why403_model::policy::{Policy, Statement, parse};
use why403_model::span::Span;
use why403_model::world::Document;

/// The document with one more statement behind its last.
///
/// - `statement`: a JSON object.
/// - Written as its neighbours are: on lines of their own with their indentation, or on one line.
/// - `None` where the document has no statement to stand behind, or the result would be no policy.
#[must_use]
pub fn with_statement(document: &Document, statement: &str) -> Option<Arc<Document>> {
    let text = &document.text;
    let first = document.policy.statements.first()?.at;
    let last = document.policy.statements.last()?.at;
    let before = text.get(..first.start)?;
    let is_list = before.trim_end().ends_with('[');
    let line = before.rfind('\n').map(|it| it + 1);
    let lead = before.get(line.unwrap_or(0)..)?;
    let is_on_lines = last.of(text).contains('\n') || text.contains('\n');
    let written = if is_on_lines {
        let indent: String = lead.chars().take_while(|it| it.is_whitespace()).collect();
        // Where `"Statement": [{` opens on the line of the member, what follows stands deeper.
        let unit = unit(document).unwrap_or_else(|| "  ".to_string());
        let own = if lead.trim().is_empty() {
            indent
        } else {
            indent + &unit
        };
        (format!(",\n{own}"), indented(statement, &own, &unit))
    } else {
        (", ".to_string(), compact(statement))
    };
    let (between, written) = written;
    let (open, close) = if is_list { ("", "") } else { ("[", "]") };
    let new = format!(
        "{before}{open}{}{between}{written}{close}{}",
        text.get(first.start..last.end)?,
        text.get(last.end..)?
    );
    read_again(document, new)
}

/// The document with one part of its text replaced; `None` where that is no part of it, or the
/// result would be no policy.
#[must_use]
pub fn with_text(document: &Document, at: Span, text: &str) -> Option<Arc<Document>> {
    let before = document.text.get(..at.start)?;
    let behind = document.text.get(at.end..)?;
    read_again(document, format!("{before}{text}{behind}"))
}

/// The document with one text in place of each of its parts; `None` as for [`with_text`].
///
/// - `places`: in their order, none over another.
pub(super) fn with_each(document: &Document, places: &[Span], text: &str) -> Option<Arc<Document>> {
    let mut new = String::new();
    let mut done = 0;
    for at in places {
        new.push_str(document.text.get(done..at.start)?);
        new.push_str(text);
        done = at.end;
    }
    new.push_str(document.text.get(done..)?);
    read_again(document, new)
}

/// The document with members in place of one of its parts, laid out as their neighbours are; `None`
/// where that is no part of it, or the result would be no policy.
///
/// - `members`: names, and values as JSON.
pub(super) fn with_members(
    document: &Document,
    at: Span,
    members: &[(&str, String)],
) -> Option<Arc<Document>> {
    let before = document.text.get(..at.start)?;
    let line = before.get(before.rfind('\n').map_or(0, |it| it + 1)..)?;
    // What stands alone on its line has lines of its own.
    let is_on_lines = document.text.contains('\n') && line.trim().is_empty();
    let unit = unit(document).unwrap_or_else(|| "  ".to_string());
    let members = members.iter().map(|(name, value)| {
        let value = if is_on_lines {
            indented(value, line, &unit)
        } else {
            compact(value)
        };
        format!("{}: {value}", quoted(name))
    });
    let between = if is_on_lines {
        format!(",\n{line}")
    } else {
        ", ".to_string()
    };
    let members: Vec<String> = members.collect();
    with_text(document, at, &members.join(&between))
}

/// A new document of one statement; `None` where it would be no policy
#[must_use]
pub fn of_statement(label: &str, statement: &str) -> Option<Arc<Document>> {
    let statement = indented(statement, "    ", "  ");
    let text = format!(
        "{{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {statement}\n  ]\n}}\n"
    );
    Some(Arc::new(Document {
        label: label.to_string(),
        arn: None,
        file: None,
        line: None,
        policy: sound(&text)?,
        text,
        origin: None,
    }))
}

/// The statements that only one of two documents has, as they are written, each with its document:
/// those of the first, then those of the second.
pub(super) fn apart<'d>(
    first: Option<&'d Document>,
    second: Option<&'d Document>,
) -> Vec<(&'d Document, &'d Statement)> {
    let of = |document: Option<&'d Document>| {
        let own = document.into_iter();
        own.flat_map(|it| it.policy.statements.iter().map(move |own| (it, own)))
    };
    let text =
        |(document, statement): (&'d Document, &'d Statement)| statement.at.of(&document.text);
    let mut found = Vec::new();
    for (own, other) in [(first, second), (second, first)] {
        let others: BTreeSet<&str> = of(other).map(text).collect();
        found.extend(of(own).filter(|it| !others.contains(text(*it))));
    }
    found
}

fn read_again(document: &Document, text: String) -> Option<Arc<Document>> {
    Some(Arc::new(Document {
        label: document.label.clone(),
        arn: document.arn.clone(),
        file: document.file.clone(),
        line: document.line,
        policy: sound(&text)?,
        text,
        // The places of the old text are not those of the new one.
        origin: None,
    }))
}

fn sound(text: &str) -> Option<Policy> {
    parse(text).sound().ok()
}

/// How much deeper a member of a statement stands than the statement: two spaces, a tab, …
pub(super) fn unit(document: &Document) -> Option<String> {
    let statement = document.policy.statements.first()?;
    let indent = |at: usize| -> Option<&str> {
        let before = document.text.get(..at)?;
        let line = before.get(before.rfind('\n')? + 1..)?;
        let width = line.len() - line.trim_start().len();
        line.get(..width)
    };
    let outer = indent(statement.at.start)?;
    let inner = indent(statement.effect_at.start)?;
    let unit = inner.strip_prefix(outer).filter(|it| !it.is_empty());
    unit.map(String::from)
}

/// A JSON object written over lines, its first line where it stands and the others behind `lead`
pub(super) fn indented(json: &str, lead: &str, unit: &str) -> String {
    let mut out = String::new();
    let mut depth = 0_usize;
    for token in tokens(json) {
        match token {
            Token::Open(open) => {
                out.push(open);
                depth += 1;
                line(&mut out, lead, unit, depth);
            }
            Token::Close(close) => {
                depth = depth.saturating_sub(1);
                line(&mut out, lead, unit, depth);
                out.push(close);
            }
            Token::Empty(pair) => out.push_str(pair),
            Token::Comma => {
                out.push(',');
                line(&mut out, lead, unit, depth);
            }
            Token::Colon => out.push_str(": "),
            Token::Value(text) => out.push_str(text),
        }
    }
    out
}

fn line(out: &mut String, lead: &str, unit: &str, depth: usize) {
    out.push('\n');
    out.push_str(lead);
    for _ in 0..depth {
        out.push_str(unit);
    }
}

/// A JSON object on one line
pub(super) fn compact(json: &str) -> String {
    let mut out = String::new();
    for token in tokens(json) {
        match token {
            Token::Open(it) | Token::Close(it) => out.push(it),
            Token::Empty(pair) => out.push_str(pair),
            Token::Comma => out.push_str(", "),
            Token::Colon => out.push_str(": "),
            Token::Value(text) => out.push_str(text),
        }
    }
    out
}

enum Token<'t> {
    Open(char),
    Close(char),
    Empty(&'static str),
    Comma,
    Colon,
    Value(&'t str),
}

/// The pieces of a JSON text, white space between them left out
fn tokens(json: &str) -> Vec<Token<'_>> {
    let mut all = Vec::new();
    let mut rest = json.trim_start();
    while let Some(first) = rest.chars().next() {
        let behind = |from: usize| rest.get(from..).unwrap_or_default().trim_start();
        let (token, next) = match first {
            '{' if behind(1).starts_with('}') => {
                (Token::Empty("{}"), behind(1).get(1..).unwrap_or_default())
            }
            '[' if behind(1).starts_with(']') => {
                (Token::Empty("[]"), behind(1).get(1..).unwrap_or_default())
            }
            '{' | '[' => (Token::Open(first), behind(1)),
            '}' | ']' => (Token::Close(first), behind(1)),
            ',' => (Token::Comma, behind(1)),
            ':' => (Token::Colon, behind(1)),
            '"' => {
                let end = string_end(rest);
                (
                    Token::Value(rest.get(..end).unwrap_or_default()),
                    behind(end),
                )
            }
            _ => {
                let is_end = |it: char| it.is_whitespace() || "{}[],:\"".contains(it);
                let end = rest.find(is_end).unwrap_or(rest.len());
                (
                    Token::Value(rest.get(..end).unwrap_or_default()),
                    behind(end),
                )
            }
        };
        all.push(token);
        rest = next.trim_start();
    }
    all
}

/// The length of the string that a text starts with, quotes included
fn string_end(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADDED: &str = r#"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}"#;

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

    #[track_caller]
    fn check(before: &str, after: &str) {
        let new = with_statement(&document(before), ADDED).unwrap();
        assert_eq!(new.text, after);
        assert_eq!(
            new.policy.statements.len(),
            document(before).policy.statements.len() + 1
        );
    }

    #[test]
    fn a_statement_is_added_in_the_way_the_others_are_written() {
        check(
            "{\n  \"Statement\": [\n    {\n      \"Effect\": \"Deny\",\n      \"Action\": \"*\",\n      \"Resource\": \"*\"\n    }\n  ]\n}",
            "{\n  \"Statement\": [\n    {\n      \"Effect\": \"Deny\",\n      \"Action\": \"*\",\n      \"Resource\": \"*\"\n    },\n    {\n      \"Effect\": \"Allow\",\n      \"Action\": \"s3:GetObject\",\n      \"Resource\": \"*\"\n    }\n  ]\n}",
        );
        check(
            r#"{"Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}]}"#,
            r#"{"Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}, {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}"#,
        );
        // A statement alone becomes the first of a list.
        check(
            r#"{"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}"#,
            r#"{"Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}, {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}"#,
        );
        // Tabs stay tabs.
        check(
            "{\n\t\"Statement\": [\n\t\t{\n\t\t\t\"Effect\": \"Deny\",\n\t\t\t\"Action\": \"*\",\n\t\t\t\"Resource\": \"*\"\n\t\t}\n\t]\n}",
            "{\n\t\"Statement\": [\n\t\t{\n\t\t\t\"Effect\": \"Deny\",\n\t\t\t\"Action\": \"*\",\n\t\t\t\"Resource\": \"*\"\n\t\t},\n\t\t{\n\t\t\t\"Effect\": \"Allow\",\n\t\t\t\"Action\": \"s3:GetObject\",\n\t\t\t\"Resource\": \"*\"\n\t\t}\n\t]\n}",
        );
    }

    #[test]
    fn a_part_is_replaced_only_where_a_policy_is_left() {
        let text = r#"{"Statement": {"Effect": "Allow", "Action": "s3:Get", "Resource": "*"}}"#;
        let of = document(text);
        let at = of.policy.statements[0].action.values[0].at;
        let new = with_text(&of, at, "\"s3:GetObject\"").unwrap();
        assert_eq!(
            new.policy.statements[0].action.values[0].text,
            "s3:GetObject"
        );
        assert_eq!(with_text(&of, at, "[").map(|_| ()), None);
        assert_eq!(with_text(&of, Span::new(0, 10_000), "").map(|_| ()), None);
    }

    #[test]
    fn a_new_document_has_the_one_statement() {
        let new = of_statement("new", ADDED).unwrap();
        assert_eq!(new.policy.statements.len(), 1);
        assert!(new.text.contains("\n      \"Effect\": \"Allow\",\n"));
        assert_eq!(of_statement("new", "{").map(|_| ()), None);
    }
}
