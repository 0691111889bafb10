//! Texts with policy variables: taken apart once, filled in for each request.
//!
//! Source: `spec/iam.md` B. Only documents of version 2012-10-17 have variables; `${*}`,
//! `${?}` and `${$}` are the literal characters; what a variable brings in is never a wildcard.

use alloc::string::String;
use alloc::vec::Vec;

use why403_model::facts::{self, Cardinality};
use why403_model::policy::Version;
use why403_model::request::{Context, Found};

use crate::switches;

/// A text of a policy: characters, marked literal or not, and variables
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// Characters; `true` means that `*` or `?` is no wildcard here
    Characters(Vec<(char, bool)>),
    /// `is_list`: AWS declares the key as a list, and lists never expand
    Variable {
        key: String,
        default: Option<String>,
        is_list: bool,
    },
}

/// A text after its variables were filled in
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expanded {
    /// The characters, marked
    Text(Vec<(char, bool)>),
    /// A variable has no value and no default: the text matches nothing
    Unresolved {
        /// The variable's key in lower case
        key: String,
    },
    /// A variable's value is not known
    Unknown {
        /// The variable's key in lower case
        key: String,
    },
}

impl Template {
    /// Takes a text apart
    #[must_use]
    pub fn new(text: &str, version: Version) -> Self {
        let mut pieces = Vec::new();
        let mut plain: Vec<(char, bool)> = Vec::new();
        let mut rest = text;
        if version == Version::V2012 {
            while let Some((before, inside, after)) = next_variable(rest) {
                plain.extend(before.chars().map(|c| (c, false)));
                match inside {
                    "*" | "?" | "$" => plain.extend(inside.chars().map(|c| (c, true))),
                    _ => {
                        pieces.push(Piece::Characters(core::mem::take(&mut plain)));
                        pieces.push(variable(inside));
                    }
                }
                rest = after;
            }
        }
        plain.extend(rest.chars().map(|c| (c, false)));
        pieces.push(Piece::Characters(plain));
        Self { pieces }
    }

    /// The characters, if there is no variable
    #[must_use]
    pub fn fixed(&self) -> Option<&[(char, bool)]> {
        match self.pieces.as_slice() {
            [Piece::Characters(text)] => Some(text),
            _ => None,
        }
    }

    /// The keys of the variables, in lower case
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Variable { key, .. } => Some(key.as_str()),
            Piece::Characters(_) => None,
        })
    }

    /// Fills the variables in.
    ///
    /// A multivalued key never expands, not even to its default (observed 2026-09-12 with the
    /// key present; taken to be so where it is absent).
    #[must_use]
    pub fn expand(&self, context: &Context) -> Expanded {
        let mut text = Vec::new();
        let mut unknown = None;
        for piece in &self.pieces {
            match piece {
                Piece::Characters(characters) => text.extend_from_slice(characters),
                Piece::Variable {
                    key, is_list: true, ..
                } => {
                    return Expanded::Unresolved { key: key.clone() };
                }
                Piece::Variable {
                    key,
                    default,
                    is_list: false,
                } => {
                    let value = match context.find(key) {
                        Found::One(value) => match default {
                            Some(it) if value.is_empty() && switches::EMPTY_VALUE_TAKES_DEFAULT => {
                                it
                            }
                            _ => value,
                        },
                        Found::Absent => match default {
                            Some(default) => default,
                            None => return Expanded::Unresolved { key: key.clone() },
                        },
                        Found::Many(_) => return Expanded::Unresolved { key: key.clone() },
                        Found::Unknown => {
                            unknown.get_or_insert(key);
                            continue;
                        }
                    };
                    text.extend(value.chars().map(|c| (c, true)));
                }
            }
        }
        match unknown {
            Some(key) => Expanded::Unknown { key: key.clone() },
            None => Expanded::Text(text),
        }
    }
}

/// The text before the next `${…}`, what is inside, and the rest; an open `${` is plain text
#[must_use]
pub fn next_variable(text: &str) -> Option<(&str, &str, &str)> {
    let (before, behind) = text.split_once("${")?;
    let (inside, after) = behind.split_once('}')?;
    Some((before, inside, after))
}

fn variable(inside: &str) -> Piece {
    let (key, default) = match inside.split_once(',') {
        Some((key, default)) => {
            let quoted = default
                .trim()
                .strip_prefix('\'')
                .and_then(|it| it.strip_suffix('\''));
            (key, quoted.map(String::from))
        }
        None => (inside, None),
    };
    let key = key.trim().to_ascii_lowercase();
    let declared = facts::condition_key(&key).map(|it| it.cardinality);
    Piece::Variable {
        key,
        default,
        is_list: declared == Some(Cardinality::Multi),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;
    use why403_model::request::{Entry, Others};

    #[track_caller]
    fn check(text: &str, version: Version, wanted: &str) {
        let mut context = Context::new(Others::Absent);
        context.set("aws:username", Entry::One("b*b".into()));
        context.set("aws:TagKeys", Entry::Many(vec!["x".into()]));
        context.set("aws:userid", Entry::Unknown);
        let shown = match Template::new(text, version).expand(&context) {
            Expanded::Text(text) => text
                .iter()
                .map(|(c, literal)| match (c, literal) {
                    ('*' | '?', true) => alloc::format!("\\{c}"),
                    _ => alloc::format!("{c}"),
                })
                .collect(),
            Expanded::Unresolved { key } => alloc::format!("unresolved {key}"),
            Expanded::Unknown { key } => alloc::format!("unknown {key}"),
        };
        assert_eq!(shown, wanted, "{text}");
    }

    #[test]
    fn variables_are_filled_in_by_the_rules() {
        check("a/${aws:username}/*", Version::V2012, "a/b\\*b/*");
        check("a/${ AWS:UserName }", Version::V2012, "a/b\\*b");
        check("a/${aws:username}", Version::V2008, "a/${aws:username}");
        check("${*}x${?}${$}", Version::V2012, "\\*x\\?$");
        check("${aws:PrincipalTag/team, 'none'}", Version::V2012, "none");
        check(
            "${aws:PrincipalTag/team}",
            Version::V2012,
            "unresolved aws:principaltag/team",
        );
        check(
            "${aws:TagKeys, 'fallback'}",
            Version::V2012,
            "unresolved aws:tagkeys",
        );
        check("${aws:userid}", Version::V2012, "unknown aws:userid");
        check(
            "${aws:userid}${aws:TagKeys}",
            Version::V2012,
            "unresolved aws:tagkeys",
        );
        check("open ${aws:username", Version::V2012, "open ${aws:username");
    }
}
