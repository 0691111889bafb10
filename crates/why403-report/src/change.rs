//! What an edit of the world changes, as lines to be shown.

use similar::{ChangeTag, TextDiff};
use why403_diagnose::fix::site::{self, Site};
use why403_diagnose::fix::{Edit, canned};
use why403_model::json::{self, Member, Node, Value};
use why403_model::policy::Statement;
use why403_model::shell::quoted;
use why403_model::world::Document;

use crate::patch::acl;

/// The lines of a new document, each behind a `+`
#[must_use]
pub(crate) fn lines(document: &Document) -> Vec<String> {
    let all = document.text.lines();
    all.map(|line| format!("+ {line}")).collect()
}

/// What is shown where there is little room: the statement that is added, in few lines, or the
/// lines that change. Says whether it is a statement
#[must_use]
pub(crate) fn brief(edit: &Edit) -> Option<(String, bool)> {
    match edit {
        Edit::Rewrite { old, new } => Some(rewritten(old, new)),
        Edit::Write { document, .. } => Some(written(document)),
        _ => None,
    }
}

/// The command that makes an edit, where one does that is short enough to be typed
#[must_use]
pub(crate) fn command(edit: &Edit) -> Option<String> {
    let (place, document) = match edit {
        Edit::Write { place, document } => (place, document),
        Edit::Acl { of, to } => return Some(acl::command(of, canned(of, to)?).join(" \\\n  ")),
        _ => return None,
    };
    let Site::Inline { of, name, policy } = site::inline(place, &document.label)? else {
        return None;
    };
    let document = compact(document)?;
    let word = of.word();
    Some(format!(
        "aws iam put-{word}-policy --{word}-name {} \\\n  --policy-name {} --policy-document {}",
        quoted(&name),
        quoted(&policy),
        quoted(&document)
    ))
}

/// A policy of one statement in few lines, to be typed; `None` for others
#[must_use]
pub(crate) fn compact(document: &Document) -> Option<String> {
    let (statement, is_statement) = written(document);
    let whole = || format!("{{\n  \"Version\": \"2012-10-17\", \"Statement\":\n{statement}}}");
    is_statement.then(whole)
}

/// The same of a document and what becomes of it
#[must_use]
pub(crate) fn rewritten(old: &Document, new: &Document) -> (String, bool) {
    if let Some(statement) = added(old, new).and_then(short) {
        return (statement, true);
    }
    let lines = members(old, new).unwrap_or_else(|| outdented(&diff(&old.text, &new.text, 0)));
    (lines.join("\n"), false)
}

fn written(document: &Document) -> (String, bool) {
    let only = match document.policy.statements.as_slice() {
        [one] => short(one.at.of(&document.text)),
        _ => None,
    };
    match only {
        Some(statement) => (statement, true),
        None => (lines(document).join("\n"), false),
    }
}

/// The elements that go and come; where a statement becomes several, the others in whole
fn members(old: &Document, new: &Document) -> Option<Vec<String>> {
    let text = |of: &Statement, document: &Document| of.at.of(&document.text).to_string();
    let texts = |document: &Document| -> Vec<String> {
        let all = document.policy.statements.iter();
        all.map(|it| text(it, document)).collect()
    };
    let (olds, news) = (texts(old), texts(new));
    let gone: Vec<&String> = olds.iter().filter(|it| !news.contains(it)).collect();
    let come: Vec<&String> = news.iter().filter(|it| !olds.contains(it)).collect();
    if gone.len() > come.len() || gone.is_empty() {
        return None;
    }
    let mut lines = Vec::new();
    for (before, after) in gone.iter().zip(&come) {
        let (before, after) = (elements(before)?, elements(after)?);
        let gone = before.iter().filter(|it| !after.contains(it));
        lines.extend(gone.map(|it| format!("- {it}")));
        let come = after.iter().filter(|it| !before.contains(it));
        lines.extend(come.map(|it| format!("+ {it}")));
    }
    let mut lines: Vec<String> = lines
        .iter()
        .map(|it| broken(it).trim_start().into())
        .collect();
    for whole in come.iter().skip(gone.len()) {
        lines.push(format!("+ {}", short(whole)?));
    }
    (!lines.is_empty()).then_some(lines)
}

/// The elements of a statement, each on one line
fn elements(statement: &str) -> Option<Vec<String>> {
    let read = json::read(statement);
    let node = read.node.filter(|_| read.problems.is_empty())?;
    let text = |it: &Member| format!("{}: {}", json::quoted(&it.name), flat(&it.value));
    Some(node.members().iter().map(text).collect())
}

/// Lines behind their signs, without the indentation that all of them have
fn outdented(lines: &[String]) -> Vec<String> {
    let depth = |line: &String| line.chars().skip(1).take_while(|it| *it == ' ').count();
    let filled = lines.iter().filter(|it| it.len() > 2);
    let common = filled.map(depth).min().unwrap_or(1).max(1) - 1;
    let shown = lines.iter().map(|line| {
        let sign = line.chars().take(2);
        sign.chain(line.chars().skip(2 + common)).collect()
    });
    shown.collect()
}

/// The lines that go, come, and stand beside them, each behind `-`, `+` or a space.
///
/// - `beside`: how many lines around a change are shown.
#[must_use]
pub(crate) fn diff(old: &str, new: &str, beside: usize) -> Vec<String> {
    let diff = TextDiff::from_lines(old, new);
    let groups = diff.grouped_ops(beside);
    let changes = groups.iter().flatten().flat_map(|it| diff.iter_changes(it));
    let line = |change: similar::Change<&str>| {
        let sign = match change.tag() {
            ChangeTag::Delete => "-",
            ChangeTag::Insert => "+",
            ChangeTag::Equal => " ",
        };
        format!("{sign} {}", change.value().trim_end())
    };
    changes.map(line).collect()
}

/// The text of the one statement by which a document differs from another
fn added<'d>(old: &Document, new: &'d Document) -> Option<&'d str> {
    let text = |of: &Statement, document: &'d Document| of.at.of(&document.text);
    let mut before = old.policy.statements.iter().map(|it| it.at.of(&old.text));
    let (last, rest) = new.policy.statements.split_last()?;
    let is_rest = rest.iter().map(|it| text(it, new)).eq(before.by_ref());
    is_rest.then(|| text(last, new))
}

/// Columns that a line of a statement may take
const WIDTH: usize = 77;

/// A statement as JSON in few lines: effect and action first, then what fits beside them.
///
/// - The elements come in an order of their own, which makes no difference to a policy.
fn short(statement: &str) -> Option<String> {
    let read = json::read(statement);
    let node = read.node.filter(|_| read.problems.is_empty())?;
    let is_first = |name: &str| matches!(name, "Sid" | "Effect" | "Action");
    let members = node.members();
    let (first, rest): (Vec<_>, Vec<_>) = members.iter().partition(|it| is_first(&it.name));
    let text = |name: &str, value: &Node| format!("{}: {}", json::quoted(name), flat(value));
    let mut lines: Vec<String> = Vec::new();
    for member in first.iter().chain(&rest) {
        let own = text(&member.name, &member.value);
        // Brackets, a comma and the space before the next member.
        let has_room = |line: &&mut String| line.len() + own.len() + 4 <= WIDTH;
        match lines.iter_mut().find(has_room) {
            Some(line) => {
                line.push_str(", ");
                line.push_str(&own);
            }
            None => lines.push(own),
        }
    }
    let lines: Vec<String> = lines.iter().map(|it| broken(it)).collect();
    let lines = lines.join(",\n");
    let last = lines.lines().last().map_or(0, str::len);
    let close = if last > WIDTH { "\n }" } else { "}" };
    Some(format!("{{{}{close}", lines.trim_start()))
}

/// A line, broken behind the names of members where it is too long
fn broken(line: &str) -> String {
    let mut lines = vec![String::from(" ")];
    let mut rest = line;
    while !rest.is_empty() {
        let end = rest.find("\": ").map_or(rest.len(), |it| it + 3);
        let (piece, behind) = rest.split_at(end);
        rest = behind;
        let Some(last) = lines.last_mut() else {
            break;
        };
        // A comma follows the last piece.
        if last.len() + piece.trim_end().len() < WIDTH || last.trim().is_empty() {
            last.push_str(piece);
        } else {
            let indent = if piece.len() + 5 <= WIDTH { "   " } else { "" };
            lines.push(format!("{indent}{piece}"));
        }
    }
    let lines: Vec<&str> = lines.iter().map(|it| it.trim_end()).collect();
    lines.join("\n")
}

/// A value on one line
fn flat(node: &Node) -> String {
    match &node.value {
        Value::Null => "null".to_string(),
        Value::Bool(it) => it.to_string(),
        Value::Number(it) => it.clone(),
        Value::String(it) => json::quoted(it),
        Value::Array(all) => {
            let all: Vec<String> = all.iter().map(flat).collect();
            format!("[{}]", all.join(", "))
        }
        Value::Object(members) => {
            let members = members.iter();
            let all: Vec<String> = members
                .map(|it| format!("{}: {}", json::quoted(&it.name), flat(&it.value)))
                .collect();
            format!("{{{}}}", all.join(", "))
        }
    }
}
