//! One JSON record of a log, to the denials that it tells of.
//!
//! A record of `CloudTrail` is for its reader. Around it, and around lines of applications, stand
//! envelopes: of log groups, of events, of containers. What no reader knows is read as text: the
//! strings of the record, one a line.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_model::json::{self, Node, Value};

use super::entry::{self, Tools};
use super::{Around, Event, table, time};

/// How many records may stand inside each other, as text or as objects
pub(super) const DEEPEST: usize = 4;

/// Members that hold the record inside an envelope.
static INSIDE: &[&str] = &[
    "CloudTrailEvent",
    "detail",
    "_source",
    "message",
    "@message",
    "log",
    "event",
    "record",
    "msg",
];

/// Members that say when
static TIMES: &[&str] = &[
    "timestamp",
    "@timestamp",
    "time",
    "eventTime",
    "EventTime",
    "ts",
    "Timestamp",
];

/// Members whose text is what happened; of others the name is kept with the value
static MESSAGES: &[&str] = &[
    "message",
    "@message",
    "msg",
    "log",
    "errorMessage",
    "error",
    "err",
    "exception",
    "stack",
    "stackTrace",
    "stack_trace",
    "exc_info",
    "cause",
    "trace",
    "body",
    "textPayload",
    "event",
];

/// Members that only name the line, or somebody else's request
static PASSED_OVER: &[&str] = &[
    "requestId",
    "AWSRequestId",
    "function_request_id",
    "xray_trace_id",
    "level",
    "timestamp",
    "@timestamp",
    "time",
    "id",
    "eventId",
    "ingestionTime",
    "logger",
    "location",
    "@ptr",
    "@ingestionTime",
    "@logStream",
    "@log",
    "logStreamName",
];

/// Bytes of strings that are read of one record
const LONGEST: usize = 65_536;

/// Reads a record.
pub(super) fn read(node: &Node, around: &Around, tools: Tools<'_>, nested: usize) -> Vec<Event> {
    if nested > DEEPEST {
        return Vec::new();
    }
    if let Some((names, values)) = table::cells(node) {
        return row(&names, &values, around, tools, nested);
    }
    let mut readers = tools.readers.nodes.iter();
    if let Some(symptom) = readers.find_map(|read| read(node)) {
        return alloc::vec![entry::event(symptom, around)];
    }
    // The readers know this kind, and it is no denial.
    let is_event = node.get("eventSource").is_some() && node.get("eventName").is_some();
    if is_event && !tools.readers.nodes.is_empty() {
        return Vec::new();
    }
    let around = around.of(node);
    for name in INSIDE {
        let Some(inner) = node.get(name) else {
            continue;
        };
        let found = match &inner.value {
            Value::String(text) => of_text(text, &around, tools, nested),
            Value::Object(_) => Some(read(inner, &around, tools, nested + 1)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => None,
        };
        if let Some(found) = found.filter(|it| !it.is_empty()) {
            return found;
        }
    }
    if is_event {
        // A record of CloudTrail that nobody reads is not to be taken for a text.
        return Vec::new();
    }
    let mut text = String::new();
    strings(node, "", &mut text);
    if text.is_empty() {
        return Vec::new();
    }
    let mut found = entry::read(&text, &around, tools, DEEPEST);
    // Members of one record speak of one request, unless they contradict each other.
    found.truncate(MOST);
    found
}

/// Denials that one record without a reader can tell of
const MOST: usize = 64;

/// A text that is a record; `None` where it is not JSON
fn of_text(text: &str, around: &Around, tools: Tools<'_>, nested: usize) -> Option<Vec<Event>> {
    let text = text.trim();
    if !text.starts_with('{') {
        return None;
    }
    let node = json::read(text).node.filter(Node::is_object)?;
    Some(read(&node, around, tools, nested + 1))
}

/// A row of a table: its message, or the columns put together as the record that they are of
pub(super) fn row(
    names: &[&str],
    values: &[&str],
    around: &Around,
    tools: Tools<'_>,
    nested: usize,
) -> Vec<Event> {
    let around = around.of_row(names, values);
    if let Some(node) = table::cloud_trail(names, values) {
        return read(&node, &around, tools, nested + 1);
    }
    if let Some(line) = table::access_log(names, values) {
        return entry::read(&line, &around, tools, nested);
    }
    let mut text = String::new();
    for (name, value) in names.iter().zip(values) {
        if let Some(found) = of_text(value, &around, tools, nested) {
            return found;
        }
        line(name, value, &mut text);
    }
    entry::read(&text, &around, tools, DEEPEST)
}

/// The strings and numbers of a record, a line each, in their order
fn strings(node: &Node, name: &str, text: &mut String) {
    if text.len() > LONGEST || PASSED_OVER.contains(&name) {
        return;
    }
    match &node.value {
        Value::String(value) | Value::Number(value) => line(name, value, text),
        Value::Array(elements) => {
            for element in elements {
                strings(element, name, text);
            }
        }
        Value::Object(members) => {
            for member in members {
                strings(&member.value, &member.name, text);
            }
        }
        Value::Null | Value::Bool(_) => {}
    }
}

fn line(name: &str, value: &str, text: &mut String) {
    let value = value.trim_end();
    if value.is_empty() || PASSED_OVER.contains(&name) {
        return;
    }
    if !MESSAGES.contains(&name) && !name.is_empty() {
        text.push_str(name);
        text.push_str(": ");
    }
    text.push_str(value);
    text.push('\n');
}

impl Around {
    /// With what a record tells of itself: when it was, and which function wrote it
    pub(super) fn of(&self, node: &Node) -> Self {
        let told = |name: &&str| node.get(name).and_then(Node::scalar);
        let at = TIMES.iter().filter_map(told).find_map(time::of_value);
        let function = GROUPS.iter().filter_map(told).find_map(function);
        let is_lambda = node.get("requestId").is_some() && node.get("level").is_some()
            || node.get("errorType").is_some();
        Self {
            time: at.or(self.time),
            is_lambda: is_lambda || function.is_some() || self.is_lambda,
            function: function.or_else(|| self.function.clone()),
            is_debug: false,
        }
    }

    fn of_row(&self, names: &[&str], values: &[&str]) -> Self {
        let told = |name: &&str| {
            let at = names.iter().position(|it| it.eq_ignore_ascii_case(name))?;
            values.get(at).copied()
        };
        let at = TIMES.iter().filter_map(told).find_map(time::of_value);
        let function = GROUPS.iter().filter_map(told).find_map(function);
        Self {
            time: at.or(self.time),
            is_lambda: function.is_some() || self.is_lambda,
            function: function.or_else(|| self.function.clone()),
            is_debug: false,
        }
    }
}

/// Members and columns that name where a line was written
static GROUPS: &[&str] = &[
    "logGroup",
    "logGroupName",
    "@log",
    "log_group",
    "functionName",
    "function_name",
    "logGroupIdentifier",
    "logStreamName",
    "@logStream",
];

/// The function that a log group or a stream belongs to.
///
/// - `/aws/lambda/NAME`, also behind an account or in an ARN; `2026/11/20/NAME[$LATEST]…`
pub(super) fn function(text: &str) -> Option<String> {
    let is_name = |it: &&str| {
        let mut bytes = it.bytes();
        !it.is_empty() && bytes.all(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_'))
    };
    if let Some((_, name)) = text.split_once("/aws/lambda/") {
        let name = name.split(['/', ':', ' ', '"', '[']).next()?;
        return Some(name).filter(is_name).map(ToString::to_string);
    }
    let (head, _) = text.split_once("[$")?;
    let (date, name) = head.rsplit_once('/')?;
    let is_date = date.len() >= 10 && date.bytes().all(|it| it.is_ascii_digit() || it == b'/');
    Some(name)
        .filter(|it| is_date && is_name(it))
        .map(ToString::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_group_names_its_function() {
        #[track_caller]
        fn check(text: &str, wanted: Option<&str>) {
            assert_eq!(function(text).as_deref(), wanted, "{text}");
        }
        check("/aws/lambda/thumbs", Some("thumbs"));
        check("111122223333:/aws/lambda/thumbs", Some("thumbs"));
        check(
            "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/thumbs:*",
            Some("thumbs"),
        );
        check("2026/11/20/thumbs[$LATEST][abc]", Some("thumbs"));
        check("2026/11/20/[$LATEST]abc", None);
        check("/ecs/thumbs", None);
        check("/aws/lambda/", None);
    }
}
