//! Values as indented JSON, for documents that stand on one long line or in YAML.

use alloc::string::String;
use alloc::vec::Vec;

use crate::json::{Node, Value};
use crate::span::Span;

/// A value written anew
pub(super) struct Indented {
    /// As JSON
    pub(super) text: String,
    /// For every value and every member: its place in `text`, and where it stood before
    pub(super) pieces: Vec<(Span, Span)>,
}

/// The value as JSON, two spaces a level; duplicate members are kept.
///
/// Recursion is as deep as the value, whose readers bound it to `json::MAX_DEPTH`.
pub(super) fn indented(node: &Node) -> Indented {
    let mut written = Indented {
        text: String::new(),
        pieces: Vec::new(),
    };
    write(&mut written, node, 0);
    written
}

fn write(written: &mut Indented, node: &Node, depth: usize) {
    let start = written.text.len();
    write_value(written, node, depth);
    let at = Span::new(start, written.text.len());
    written.pieces.push((at, node.span));
}

fn write_value(written: &mut Indented, node: &Node, depth: usize) {
    let text = &mut written.text;
    match &node.value {
        Value::Null => text.push_str("null"),
        Value::Bool(true) => text.push_str("true"),
        Value::Bool(false) => text.push_str("false"),
        Value::Number(number) => text.push_str(number),
        Value::String(string) => write_string(text, string),
        Value::Array(elements) => match elements.as_slice() {
            [] => text.push_str("[]"),
            [one] if one.scalar().is_some() => {
                text.push('[');
                write(written, one, depth);
                written.text.push(']');
            }
            _ => {
                let mut before = '[';
                for element in elements {
                    written.text.push(before);
                    before = ',';
                    new_line(&mut written.text, depth + 1);
                    write(written, element, depth + 1);
                }
                new_line(&mut written.text, depth);
                written.text.push(']');
            }
        },
        Value::Object(members) if members.is_empty() => text.push_str("{}"),
        Value::Object(members) => {
            let mut before = '{';
            for member in members {
                written.text.push(before);
                before = ',';
                new_line(&mut written.text, depth + 1);
                let start = written.text.len();
                write_string(&mut written.text, &member.name);
                written.text.push_str(": ");
                write(written, &member.value, depth + 1);
                let at = Span::new(start, written.text.len());
                let before = member.name_span.to(member.value.span);
                written.pieces.push((at, before));
            }
            new_line(&mut written.text, depth);
            written.text.push('}');
        }
    }
}

fn new_line(text: &mut String, depth: usize) {
    text.push('\n');
    for _ in 0..depth {
        text.push_str("  ");
    }
}

fn write_string(text: &mut String, string: &str) {
    text.push('"');
    for character in string.chars() {
        match character {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            it if it < ' ' => text.extend(["\\u", &alloc::format!("{:04x}", u32::from(it))]),
            it => text.push(it),
        }
    }
    text.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::read;

    #[test]
    fn what_is_written_reads_back_as_the_same() {
        let text = r#"{"a": [], "b": [1], "c": [1e400, "x\"\\\u0001\té"], "d": {}, "e": {"f": null, "g": true}}"#;
        let first = indented(&read(text).node.unwrap()).text;
        let again = read(&first);
        assert!(again.problems.is_empty());
        assert_eq!(indented(&again.node.unwrap()).text, first);
        assert_eq!(
            first,
            "{\n  \"a\": [],\n  \"b\": [1],\n  \"c\": [\n    1e400,\n    \"x\\\"\\\\\\u0001\\té\"\n  ],\n  \"d\": {},\n  \"e\": {\n    \"f\": null,\n    \"g\": true\n  }\n}"
        );
    }
}
