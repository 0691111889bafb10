//! The JSON reader: any text in, a tree and all problems out.
//!
//! RFC 8259, read strictly, but past a problem the reader goes on at the next comma or
//! bracket, so that one run names every problem. Recursion is bounded by [`MAX_DEPTH`].

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{Member, Node, Value};
use crate::shown::shown;
use crate::span::Span;

/// How many lists and objects may stand inside each other
pub const MAX_DEPTH: usize = 64;

/// Why a text is not JSON
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Something else stands where a value, name, comma or bracket has to
    #[error("expected {wanted}, found {found}")]
    Unexpected {
        /// What may stand here
        wanted: &'static str,
        /// What does
        found: String,
        /// Where
        at: Span,
    },
    /// A string is not closed, or has an escape or control character that JSON lacks
    #[error("{what} in a string")]
    BadString {
        /// What is wrong with it
        what: &'static str,
        /// Where
        at: Span,
    },
    /// A number that JSON's grammar lacks, such as `01` or `1.`
    #[error("`{}` is not a JSON number", shown(text))]
    BadNumber {
        /// As written
        text: String,
        /// Where
        at: Span,
    },
    /// A member name occurs twice in one object
    #[error("member `{}` occurs twice", shown(name))]
    DuplicateMember {
        /// The name
        name: String,
        /// The second one
        at: Span,
        /// The first one
        first: Span,
    },
    /// Lists and objects nest deeper than [`MAX_DEPTH`]
    #[error("nested deeper than {MAX_DEPTH} levels")]
    TooDeep {
        /// The bracket that is one too many
        at: Span,
    },
}

impl Problem {
    /// Where the problem is
    #[must_use]
    pub fn at(&self) -> Span {
        match self {
            Self::Unexpected { at, .. }
            | Self::BadString { at, .. }
            | Self::BadNumber { at, .. }
            | Self::DuplicateMember { at, .. }
            | Self::TooDeep { at } => *at,
        }
    }

    /// The stable code of the problem
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unexpected { .. } => "json/unexpected",
            Self::BadString { .. } => "json/bad-string",
            Self::BadNumber { .. } => "json/bad-number",
            Self::DuplicateMember { .. } => "json/duplicate-member",
            Self::TooDeep { .. } => "json/too-deep",
        }
    }
}

/// What could be read of a text, and what could not
#[derive(Clone, Debug)]
pub struct Read {
    /// The value, where there is one; parts under a problem are left out of it
    pub node: Option<Node>,
    /// All problems, in the order of the text
    pub problems: Vec<Problem>,
}

/// Reads one JSON text; a byte order mark in front is passed over.
#[must_use]
pub fn read(text: &str) -> Read {
    let mut reader = Reader {
        text,
        at: 0,
        problems: Vec::new(),
    };
    if text.starts_with('\u{feff}') {
        reader.at = '\u{feff}'.len_utf8();
    }
    let node = reader.value(0);
    reader.space();
    if node.is_some() && reader.at < text.len() {
        reader.unexpected("the end of the document");
    }
    Read {
        node,
        problems: reader.problems,
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn eat(&mut self, wanted: u8) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.at += 1;
        }
        found
    }

    fn unexpected(&mut self, wanted: &'static str) {
        let rest = self.text.get(self.at..).unwrap_or("");
        let (found, length) = match rest.chars().next() {
            None => ("the end of the text".to_string(), 0),
            Some(first) => {
                let word: String = rest
                    .chars()
                    .take_while(|c| c.is_alphanumeric())
                    .take(20)
                    .collect();
                let found = if word.is_empty() {
                    first.to_string()
                } else {
                    word
                };
                (alloc::format!("`{}`", shown(&found)), found.len())
            }
        };
        let at = Span::new(self.at, self.at + length);
        self.problems
            .push(Problem::Unexpected { wanted, found, at });
    }

    /// Goes to the next comma or closing bracket of the list or object that is being read
    fn recover(&mut self) {
        let mut depth = 0usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => {
                    self.at += 1;
                    self.skip_string();
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' | b',' if depth == 0 => return,
                b'}' | b']' => depth -= 1,
                _ => {}
            }
            self.at += 1;
        }
    }

    fn skip_string(&mut self) {
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'"' => return,
                b'\\' => self.at += 1,
                _ => {}
            }
        }
    }

    fn value(&mut self, depth: usize) -> Option<Node> {
        self.space();
        let start = self.at;
        let value = match self.peek() {
            Some(b'{' | b'[') if depth >= MAX_DEPTH => {
                self.problems.push(Problem::TooDeep {
                    at: Span::new(start, start + 1),
                });
                self.recover();
                return None;
            }
            Some(b'{') => Value::Object(self.object(depth)),
            Some(b'[') => Value::Array(self.array(depth)),
            Some(b'"') => Value::String(self.string()?),
            Some(b'-' | b'0'..=b'9') => Value::Number(self.number()?),
            _ => self.word()?,
        };
        Some(Node {
            value,
            span: Span::new(start, self.at),
        })
    }

    fn word(&mut self) -> Option<Value> {
        let rest = self.text.get(self.at..).unwrap_or("");
        let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let value = match rest.get(..length) {
            Some("true") => Value::Bool(true),
            Some("false") => Value::Bool(false),
            Some("null") => Value::Null,
            _ => {
                self.unexpected("a value");
                return None;
            }
        };
        self.at += length;
        Some(value)
    }

    fn object(&mut self, depth: usize) -> Vec<Member> {
        let mut members: Vec<Member> = Vec::new();
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        self.at += 1;
        loop {
            self.space();
            if self.eat(b'}') {
                return members;
            }
            match self.member(depth) {
                Some(member) => {
                    let (name, at) = (member.name.clone(), member.name_span);
                    match seen.get(&name) {
                        Some(&first) => {
                            self.problems
                                .push(Problem::DuplicateMember { name, at, first });
                        }
                        None => {
                            seen.insert(name, at);
                        }
                    }
                    members.push(member);
                }
                None => self.recover(),
            }
            if self.closes(b'}', "`,` or `}`") {
                return members;
            }
        }
    }

    fn member(&mut self, depth: usize) -> Option<Member> {
        let start = self.at;
        if self.peek() != Some(b'"') {
            self.unexpected("a member name in double quotes");
            return None;
        }
        let name = self.string()?;
        let name_span = Span::new(start, self.at);
        self.space();
        if !self.eat(b':') {
            self.unexpected("`:`");
            return None;
        }
        let value = self.value(depth + 1)?;
        Some(Member {
            name,
            name_span,
            value,
        })
    }

    fn array(&mut self, depth: usize) -> Vec<Node> {
        let mut elements = Vec::new();
        self.at += 1;
        loop {
            self.space();
            if self.eat(b']') {
                return elements;
            }
            match self.value(depth + 1) {
                Some(element) => elements.push(element),
                None => self.recover(),
            }
            if self.closes(b']', "`,` or `]`") {
                return elements;
            }
        }
    }

    /// Reads on to the next element (false) or past the end of the list or object (true)
    fn closes(&mut self, bracket: u8, wanted: &'static str) -> bool {
        self.space();
        if self.eat(bracket) {
            return true;
        }
        if self.eat(b',') {
            self.space();
            if self.peek() == Some(bracket) {
                self.unexpected("another element after `,`");
            }
            return false;
        }
        self.unexpected(wanted);
        if matches!(self.peek(), None | Some(b'}' | b']')) {
            // The end, or the wrong bracket: it closes what is open, so that reading goes on.
            self.at = self.text.len().min(self.at + 1);
            return true;
        }
        self.recover();
        !self.eat(b',') && {
            self.at = self.text.len().min(self.at + 1);
            true
        }
    }

    fn string(&mut self) -> Option<String> {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        loop {
            let plain = self.at;
            while matches!(self.peek(), Some(byte) if byte != b'"' && byte != b'\\' && byte >= 0x20)
            {
                self.at += 1;
            }
            text.push_str(self.text.get(plain..self.at).unwrap_or(""));
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Some(text);
                }
                Some(b'\\') => self.escape(&mut text),
                Some(_) => {
                    let at = Span::new(self.at, self.at + 1);
                    self.problems.push(Problem::BadString {
                        what: "a raw control character",
                        at,
                    });
                    self.at += 1;
                }
                None => {
                    let at = Span::new(start, start + 1);
                    self.problems.push(Problem::BadString {
                        what: "no closing quote",
                        at,
                    });
                    return None;
                }
            }
        }
    }

    fn escape(&mut self, text: &mut String) {
        let start = self.at;
        let escaped = self.text.as_bytes().get(self.at + 1).copied();
        self.at = self.text.len().min(self.at + 2);
        let character = match escaped {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => match self.unicode_escape() {
                Some(character) => character,
                None => return self.bad_escape(start, "a wrong \\u escape"),
            },
            _ => {
                // The byte after the backslash may be the first of a longer character.
                while !self.text.is_char_boundary(self.at) {
                    self.at += 1;
                }
                return self.bad_escape(start, "an unknown escape");
            }
        };
        text.push(character);
    }

    fn bad_escape(&mut self, start: usize, what: &'static str) {
        let at = Span::new(start, self.at);
        self.problems.push(Problem::BadString { what, at });
    }

    fn unicode_escape(&mut self) -> Option<char> {
        let high = self.hex()?;
        if !(0xd800..0xe000).contains(&high) {
            return char::from_u32(high);
        }
        let is_pair = self
            .text
            .get(self.at..)
            .is_some_and(|rest| rest.starts_with("\\u"));
        if high >= 0xdc00 || !is_pair {
            return None;
        }
        self.at += 2;
        let low = self.hex().filter(|low| (0xdc00..0xe000).contains(low))?;
        char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00))
    }

    fn hex(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        self.at += 4;
        u32::from_str_radix(digits, 16).ok()
    }

    fn number(&mut self) -> Option<String> {
        let start = self.at;
        while matches!(
            self.peek(),
            Some(b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9')
        ) {
            self.at += 1;
        }
        let text = self.text.get(start..self.at).unwrap_or("");
        if is_number(text) {
            return Some(text.to_string());
        }
        let at = Span::new(start, self.at);
        self.problems.push(Problem::BadNumber {
            text: text.to_string(),
            at,
        });
        None
    }
}

/// Whether the text is a number in JSON's grammar
fn is_number(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let digits = |it: &str| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole)
        && (whole.len() == 1 || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|it| digits(it.strip_prefix(['+', '-']).unwrap_or(it)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn codes(text: &str, wanted: &[&str]) {
        let found: Vec<_> = read(text).problems.iter().map(Problem::code).collect();
        assert_eq!(found, wanted, "{text}");
    }

    #[test]
    fn every_node_knows_its_bytes() {
        let text = r#" {"a": [1, "x\u0041"], "b": {"c": null}} "#;
        let read = read(text);
        assert!(read.problems.is_empty());
        let node = read.node.unwrap();
        let list = node.get("a").unwrap();
        assert_eq!(list.span.of(text), r#"[1, "x\u0041"]"#);
        assert_eq!(list.elements()[1].as_str(), Some("xA"));
        assert_eq!(list.elements()[1].span.of(text), r#""x\u0041""#);
        assert_eq!(node.get("b").unwrap().get("c").unwrap().value, Value::Null);
    }

    #[test]
    fn reading_goes_on_after_a_problem() {
        codes(
            r#"{"a": 01, "a": tru, "b": }"#,
            &["json/bad-number", "json/unexpected", "json/unexpected"],
        );
        codes(r#"{"a": 1, "a": 2}"#, &["json/duplicate-member"]);
        codes(r"[1,]", &["json/unexpected"]);
        codes(r#"{"a" 1, "b": 2}"#, &["json/unexpected"]);
        codes(r#""\ud800""#, &["json/bad-string"]);
        codes("\"a\nb\"", &["json/bad-string"]);
        codes("", &["json/unexpected"]);
        codes("{} x", &["json/unexpected"]);
        let kept = read(r#"{"a": 01, "b": 2}"#).node.unwrap();
        assert_eq!(kept.get("b").and_then(Node::scalar), Some("2"));
    }

    #[test]
    fn depth_is_bounded() {
        let deep = alloc::format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(
            read(&deep).problems.first().map(Problem::code),
            Some("json/too-deep")
        );
    }

    #[test]
    fn pairs_of_surrogates_are_one_character() {
        let read = read(r#""\ud801\udc00""#);
        assert_eq!(read.node.unwrap().as_str(), Some("\u{10400}"));
    }

    #[test]
    fn cut_and_changed_texts_never_panic() {
        let text = r#"{"Version":"2012-10-17","Statement":[{"Sid":"é\u00e9","Effect":"Allow","x":[-1.5e+3,true,null]}]}"#;
        for cut in 0..text.len() {
            if let Some(part) = text.get(..cut) {
                let _ = read(part);
            }
            for byte in [b'"', b'\\', b'{', b']', b',', b'u'] {
                let mut bytes = text.as_bytes().to_vec();
                bytes[cut] = byte;
                let _ = read(&String::from_utf8_lossy(&bytes));
            }
        }
    }
}
