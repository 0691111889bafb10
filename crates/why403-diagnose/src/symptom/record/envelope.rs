//! Records of CloudTrail in whatever they come in.
//!
//! - a file of a trail: `{"Records": […]}`, or one record, or a record a line
//! - `aws cloudtrail lookup-events`: `{"Events": [{"CloudTrailEvent": "…"}]}`
//! - `aws logs filter-log-events`, `get-log-events`: `{"events": [{"message": "…"}]}`
//! - an event of `EventBridge`: `{"detail-type": …, "detail": {…}}`, alone, in SNS or in SQS
//! - `aws logs get-query-results`, `aws cloudtrail get-query-results`, `aws athena
//!   get-query-results`, and rows as JSON objects with flattened names

use alloc::vec::Vec;
use core::ops::ControlFlow;

use why403_model::json::{self, Node, Value};

use super::row;

/// What is done with each record; `Break` ends the visit
pub type Visit<'v> = dyn FnMut(&Node) -> ControlFlow<()> + 'v;

/// Visits every record in a text of JSON values that follow each other, in the order of the text.
///
/// - The records of a trail's file are read one by one: memory is that of one record.
/// - What stands behind the first thing that is no JSON is left out.
pub fn each_in_text(text: &str, visit: &mut Visit<'_>) -> ControlFlow<()> {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|it: char| it.is_whitespace() || it == '\u{feff}');
        if rest.is_empty() {
            return ControlFlow::Continue(());
        }
        if let Some(start) = elements(rest) {
            rest = of_list(start, visit)?;
            continue;
        }
        let Some((node, behind)) = value(rest) else {
            return ControlFlow::Continue(());
        };
        each(&node, visit)?;
        rest = behind;
    }
}

/// Visits every record in a JSON value.
pub fn each(node: &Node, visit: &mut Visit<'_>) -> ControlFlow<()> {
    walk(node, 0, visit)
}

/// What follows `{"Records":[`
fn elements(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('{')?.trim_start();
    let rest = rest.strip_prefix("\"Records\"")?.trim_start();
    rest.strip_prefix(':')?.trim_start().strip_prefix('[')
}

/// Visits the elements of a list up to its end; what is left of the text behind the object
fn of_list<'t>(text: &'t str, visit: &mut Visit<'_>) -> ControlFlow<(), &'t str> {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|it: char| it.is_whitespace() || it == ',');
        if let Some(behind) = rest.strip_prefix(']') {
            let behind = behind.trim_start();
            return ControlFlow::Continue(behind.strip_prefix('}').unwrap_or(""));
        }
        let Some((node, behind)) = value(rest) else {
            return ControlFlow::Continue("");
        };
        each(&node, visit)?;
        rest = behind;
    }
}

/// The first value of a text, and what stands behind it
fn value(text: &str) -> Option<(Node, &str)> {
    let node = json::read(text).node?;
    let behind = text.get(node.span.end..).filter(|_| node.span.end > 0)?;
    Some((node, behind))
}

/// Texts that are JSON themselves, inside each other at most
const DEEPEST: usize = 6;

/// Members that hold lists of what may be records
static LISTS: &[&str] = &[
    "Records",
    "records",
    "Events",
    "events",
    "logEvents",
    "results",
    "QueryResultRows",
    "Rows",
    "ResultSet",
    "detail",
];

/// Members whose text may be a record
static TEXTS: &[&str] = &[
    "CloudTrailEvent",
    "message",
    "@message",
    "Message",
    "body",
    "eventJson",
];

fn walk(node: &Node, depth: usize, visit: &mut Visit<'_>) -> ControlFlow<()> {
    if depth > DEEPEST {
        return ControlFlow::Continue(());
    }
    if node.is_array() {
        return list(node, depth, visit);
    }
    if node.as_str().is_some() {
        return text(node.as_str(), depth, visit);
    }
    if is_record(node) {
        return visit(node);
    }
    if let Some(record) = row::of_object(node).filter(is_record) {
        return visit(&record);
    }
    for member in node.members() {
        if LISTS.contains(&member.name.as_str()) {
            walk(&member.value, depth + 1, visit)?;
        } else if TEXTS.contains(&member.name.as_str()) {
            text(member.value.as_str(), depth, visit)?;
        }
    }
    ControlFlow::Continue(())
}

/// A text that is a record, or holds one
fn text(text: Option<&str>, depth: usize, visit: &mut Visit<'_>) -> ControlFlow<()> {
    let text = text.map(str::trim_start);
    let read = text.filter(|it| it.starts_with(['{', '[']));
    match read.and_then(|it| json::read(it).node) {
        Some(node) => walk(&node, depth + 1, visit),
        None => ControlFlow::Continue(()),
    }
}

/// The event's name, and a service that AWS names: S3's own notifications say `aws:s3`
fn is_record(node: &Node) -> bool {
    let text = |name: &str| node.get(name).and_then(Node::as_str);
    text("eventName").is_some() && text("eventSource").is_some_and(|it| it.contains('.'))
}

/// A list of values, or a row of which every cell is an object
fn list(node: &Node, depth: usize, visit: &mut Visit<'_>) -> ControlFlow<()> {
    let elements = node.elements();
    if let Some(names) = elements.first().and_then(cells) {
        // Athena's first row has the names of the columns.
        let rows = elements.iter().skip(1).filter_map(cells);
        for cells in rows {
            let columns = names.iter().copied().zip(cells);
            if let Some(record) = row::record(columns).filter(is_record) {
                visit(&record)?;
            }
        }
        return ControlFlow::Continue(());
    }
    if let Some(columns) = columns(elements) {
        for (name, value) in &columns {
            if TEXTS.contains(name) {
                text(Some(value), depth, visit)?;
            }
        }
        return match row::record(columns).filter(is_record) {
            Some(record) => visit(&record),
            None => ControlFlow::Continue(()),
        };
    }
    elements
        .iter()
        .try_for_each(|it| walk(it, depth + 1, visit))
}

/// The texts of a row of Athena: `{"Data": [{"VarCharValue": "…"}]}`
fn cells(row: &Node) -> Option<Vec<&str>> {
    let data = row.get("Data").filter(|it| it.is_array())?;
    let cell = |it| Node::get(it, "VarCharValue").and_then(Node::as_str);
    Some(
        data.elements()
            .iter()
            .map(|it| cell(it).unwrap_or(""))
            .collect(),
    )
}

/// The columns of a row: `[{"field": "eventName", "value": "…"}]` of Logs Insights,
/// `[{"eventName": "…"}]` of CloudTrail Lake
fn columns(cells: &[Node]) -> Option<Vec<(&str, &str)>> {
    let of_insights = |cell| {
        let name = Node::get(cell, "field")?.as_str()?;
        Some((name, Node::get(cell, "value")?.as_str()?))
    };
    let of_lake = |cell| match Node::members(cell) {
        [one] => {
            let is_null = one.value.value == Value::Null;
            let text = one.value.as_str().or_else(|| is_null.then_some(""));
            Some((one.name.as_str(), text?))
        }
        _ => None,
    };
    let found: Option<Vec<_>> = cells.iter().map(of_insights).collect();
    let found = found.or_else(|| cells.iter().map(of_lake).collect());
    found.filter(|it: &Vec<_>| it.len() > 1)
}
