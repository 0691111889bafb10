//! JSON with places: a tree whose every node knows which bytes it came from.
//!
//! The reader exists because policies need what common readers throw away: spans,
//! duplicate members, and all problems of a document in one go.

mod read;

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write;

pub use read::{MAX_DEPTH, Problem, Read, read};

use crate::span::Span;

/// A text as a JSON string, quotes included; only what JSON demands is escaped.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            it if it.is_control() => {
                // Writing to a `String` cannot fail.
                let _ = write!(quoted, "\\u{:04x}", u32::from(it));
            }
            it => quoted.push(it),
        }
    }
    quoted.push('"');
    quoted
}

/// One value and where it stands
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// What it is
    pub value: Value,
    /// Where it is written
    pub span: Span,
}

/// A JSON value, or its like from YAML (whose scalars stay text)
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number, as written: `012345678901` from YAML and `1e400` survive
    Number(String),
    /// A text, escapes resolved
    String(String),
    /// A list
    Array(Vec<Node>),
    /// Members in the order written, duplicates included
    Object(Vec<Member>),
}

/// One member of an object
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The member's name, escapes resolved
    pub name: String,
    /// Where the name is written, quotes included
    pub name_span: Span,
    /// What it holds
    pub value: Node,
}

impl Node {
    /// The first member of this name, if this is an object that has it
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        self.members()
            .iter()
            .find(|member| member.name == name)
            .map(|member| &member.value)
    }

    /// The members of an object; empty for anything else
    #[must_use]
    pub fn members(&self) -> &[Member] {
        match &self.value {
            Value::Object(members) => members,
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Array(_) => &[],
        }
    }

    /// The elements of an array; empty for anything else
    #[must_use]
    pub fn elements(&self) -> &[Self] {
        match &self.value {
            Value::Array(elements) => elements,
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Object(_) => &[],
        }
    }

    /// The text of a string
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::Array(_)
            | Value::Object(_) => None,
        }
    }

    /// The textual form of a scalar: `true`, `10`, or the string itself
    #[must_use]
    pub fn scalar(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) | Value::Number(text) => Some(text),
            Value::Bool(true) => Some("true"),
            Value::Bool(false) => Some("false"),
            Value::Null | Value::Array(_) | Value::Object(_) => None,
        }
    }

    /// A boolean, also where YAML left it as text
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self.scalar()? {
            text if text.eq_ignore_ascii_case("true") => Some(true),
            text if text.eq_ignore_ascii_case("false") => Some(false),
            _ => None,
        }
    }

    /// Whether this is an array
    #[must_use]
    pub fn is_array(&self) -> bool {
        matches!(self.value, Value::Array(_))
    }

    /// Whether this is an object
    #[must_use]
    pub fn is_object(&self) -> bool {
        matches!(self.value, Value::Object(_))
    }

    /// What the value is, in words for an error: `a string`, `an object`
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match &self.value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        }
    }
}
