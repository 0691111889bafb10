//! Values as indented JSON, for documents that stand on one long line or in YAML.

use alloc::string::String;

use crate::json::{Node, Value};

/// The value as JSON, two spaces a level; duplicate members are kept.
///
/// Recursion is as deep as the value, whose readers bound it to `json::MAX_DEPTH`.
pub(super) fn indented(node: &Node) -> String {
    let mut text = String::new();
    write(&mut text, node, 0);
    text
}

fn write(text: &mut String, node: &Node, depth: usize) {
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
                write(text, one, depth);
                text.push(']');
            }
            _ => {
                let mut before = '[';
                for element in elements {
                    text.push(before);
                    before = ',';
                    new_line(text, depth + 1);
                    write(text, element, depth + 1);
                }
                new_line(text, depth);
                text.push(']');
            }
        },
        Value::Object(members) if members.is_empty() => text.push_str("{}"),
        Value::Object(members) => {
            let mut before = '{';
            for member in members {
                text.push(before);
                before = ',';
                new_line(text, depth + 1);
                write_string(text, &member.name);
                text.push_str(": ");
                write(text, &member.value, depth + 1);
            }
            new_line(text, depth);
            text.push('}');
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
        let first = indented(&read(text).node.unwrap());
        let again = read(&first);
        assert!(again.problems.is_empty());
        assert_eq!(indented(&again.node.unwrap()), first);
        assert_eq!(
            first,
            "{\n  \"a\": [],\n  \"b\": [1],\n  \"c\": [\n    1e400,\n    \"x\\\"\\\\\\u0001\\té\"\n  ],\n  \"d\": {},\n  \"e\": {\n    \"f\": null,\n    \"g\": true\n  }\n}"
        );
    }
}
