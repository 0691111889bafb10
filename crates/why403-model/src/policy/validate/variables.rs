//! Policy variables: where one is written, whether it is closed, and whether it can have a value.
//!
//! Source: `spec/iam.md` B, X3 and X4. That IAM refuses an open `${` is from a peer.

use alloc::string::String;
use alloc::vec::Vec;

use super::named::NamedActions;
use super::{Review, keys, shown};
use crate::facts::{self, Cardinality};
use crate::policy::{Family, Statement, Text, Version};

/// What is wrong with a policy variable
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VariableProblem {
    /// `${` without `}`
    #[error("`{text}` opens a variable and does not close it")]
    Unclosed {
        /// The text that holds it
        text: String,
    },
    /// A variable in a document of the version that has none
    #[error(
        "`{variable}` is plain text in a document of version 2008-10-17, which is also that of a document without version"
    )]
    OldVersion {
        /// As written
        variable: String,
    },
    /// A variable that never has a value, so that its text matches nothing
    #[error("`{variable}` never has a value: {why}")]
    NoValue {
        /// As written
        variable: String,
        /// Why not
        why: NoValue,
    },
    /// A variable in the first five parts of an ARN
    #[error(
        "`{resource}` has a variable in front of the fifth colon, which AWS documents not to work"
    )]
    BeforeResource {
        /// The ARN as written
        resource: String,
    },
    /// A variable under `Bool`
    #[error("AWS's pages disagree whether `Bool` fills in `{variable}`")]
    InBool {
        /// As written
        variable: String,
    },
}

/// Why a variable never has a value
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoValue {
    /// It is not a key, or a key and a default in quotes
    Malformed,
    /// There is no such key
    UnknownKey,
    /// The key holds a list
    Multivalued,
    /// No action of the statement carries the key
    NotCarried,
}

impl core::fmt::Display for NoValue {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::Malformed => "it is not of the form `${key}` or `${key, 'default'}`",
            Self::UnknownKey => "there is no such key",
            Self::Multivalued => "the key holds a list, with a default or without",
            Self::NotCarried => "no action of the statement carries the key",
        })
    }
}

impl VariableProblem {
    /// The stable code: `validate/…`
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unclosed { .. } => "validate/variable-unclosed",
            Self::OldVersion { .. } => "validate/variable-in-2008",
            Self::NoValue { .. } => "validate/variable-without-value",
            Self::BeforeResource { .. } => "validate/variable-before-resource",
            Self::InBool { .. } => "validate/variable-in-bool",
        }
    }

    pub(super) fn help(&self) -> Option<String> {
        let advice = match self {
            Self::Unclosed { .. } => {
                "write `}` behind the variable's key, or `${$}{` for these two characters"
            }
            Self::OldVersion { .. } => "write `\"Version\": \"2012-10-17\"`",
            Self::NoValue {
                why: NoValue::Malformed,
                ..
            } => "write `${key}` or `${key, 'default'}`",
            Self::NoValue {
                why: NoValue::UnknownKey,
                variable,
            } => {
                let key = variable.trim_start_matches("${").trim_end_matches('}');
                return keys::nearest(key.trim()).map(|it| alloc::format!("write `${{{it}}}`"));
            }
            Self::NoValue {
                why: NoValue::Multivalued,
                ..
            } => "write the values out; a list is tested with `ForAnyValue` or `ForAllValues`",
            Self::NoValue {
                why: NoValue::NotCarried,
                ..
            } => "put the actions that carry the key into a statement of their own",
            Self::BeforeResource { .. } => "write that part of the ARN out, or `*`",
            Self::InBool { .. } => "write `true` or `false`",
        };
        Some(advice.into())
    }
}

/// A text of a policy with its variables told apart
pub(super) struct Opened {
    characters: Vec<(char, Mark)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Plain,
    /// Written as `${*}`, `${?}` or `${$}`
    Literal,
    /// In the place of a variable
    Variable,
}

enum Piece<'t> {
    Plain(&'t str),
    /// What stands between `${` and `}`
    Variable(&'t str),
    Unclosed,
}

impl Opened {
    pub(super) fn new(text: &str, version: Version) -> Self {
        let mut characters = Vec::new();
        for piece in pieces(text, version) {
            match piece {
                Piece::Plain(text) => characters.extend(text.chars().map(|it| (it, Mark::Plain))),
                Piece::Variable(inside @ ("*" | "?" | "$")) => {
                    characters.extend(inside.chars().map(|it| (it, Mark::Literal)));
                }
                Piece::Variable(_) => characters.push(('*', Mark::Variable)),
                Piece::Unclosed => {}
            }
        }
        Self { characters }
    }

    /// The characters as patterns want them, with a wildcard for each variable
    pub(super) fn marked(&self) -> Vec<(char, bool)> {
        self.characters
            .iter()
            .map(|(it, mark)| (*it, *mark == Mark::Literal))
            .collect()
    }

    pub(super) fn has_variable(&self) -> bool {
        self.characters
            .iter()
            .any(|(_, mark)| *mark == Mark::Variable)
    }

    /// Whether there is a `*` that is written as such
    pub(super) fn has_star(&self) -> bool {
        self.characters.contains(&('*', Mark::Plain))
    }

    /// The whole text, as if it were one part
    pub(super) fn whole(&self) -> ArnPart<'_> {
        ArnPart {
            characters: &self.characters,
        }
    }

    /// The parts of the ARN, six at most
    pub(super) fn parts(&self) -> Vec<ArnPart<'_>> {
        let parts = self.characters.splitn(6, |it| *it == (':', Mark::Plain));
        parts.map(|characters| ArnPart { characters }).collect()
    }
}

/// One part of an ARN
pub(super) struct ArnPart<'o> {
    characters: &'o [(char, Mark)],
}

impl ArnPart<'_> {
    pub(super) fn has_variable(&self) -> bool {
        self.characters
            .iter()
            .any(|(_, mark)| *mark == Mark::Variable)
    }

    pub(super) fn has_wildcard(&self) -> bool {
        self.characters
            .iter()
            .any(|it| matches!(it, ('*' | '?', Mark::Plain)))
    }

    pub(super) fn is_star(&self) -> bool {
        self.characters == [('*', Mark::Plain)]
    }

    pub(super) fn ends_in_star(&self) -> bool {
        self.characters.last() == Some(&('*', Mark::Plain))
    }

    /// The text, if all of it is fixed
    pub(super) fn fixed(&self) -> Option<String> {
        let is_fixed = !self.has_variable() && !self.has_wildcard();
        is_fixed.then(|| self.characters.iter().map(|(it, _)| *it).collect())
    }
}

fn pieces(text: &str, version: Version) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while version == Version::V2012
        && let Some((before, behind)) = rest.split_once("${")
    {
        found.push(Piece::Plain(before));
        let Some((inside, after)) = behind.split_once('}') else {
            found.push(Piece::Unclosed);
            rest = behind;
            break;
        };
        found.push(Piece::Variable(inside));
        rest = after;
    }
    found.push(Piece::Plain(rest));
    found
}

pub(super) fn review(review: &mut Review<'_>, statement: &Statement, named: &NamedActions<'_>) {
    for value in statement.resource.iter().flat_map(|it| &it.values) {
        one(review, value, named);
        let opened = Opened::new(&value.text, review.policy.version);
        let is_early = opened.parts().iter().take(5).any(ArnPart::has_variable);
        if is_early {
            review.note(
                value.at,
                VariableProblem::BeforeResource {
                    resource: shown(&value.text),
                },
            );
        }
    }
    for test in &statement.conditions {
        for value in &test.values {
            match test.operator.name.family() {
                Family::String | Family::Arn => one(review, value, named),
                Family::Bool => in_bool(review, value),
                // No variable is a value of these; `literals` says so.
                Family::Numeric | Family::Date | Family::Binary | Family::Ip | Family::Null => {}
            }
        }
    }
}

fn one(review: &mut Review<'_>, Text { text, at }: &Text, named: &NamedActions<'_>) {
    if review.policy.version == Version::V2008 {
        let old = pieces(text, Version::V2012)
            .into_iter()
            .find_map(|it| match it {
                Piece::Variable(inside) => Some(alloc::format!("${{{}}}", shown(inside))),
                Piece::Plain(_) | Piece::Unclosed => None,
            });
        if let Some(variable) = old {
            review.pointless(*at, VariableProblem::OldVersion { variable });
        }
        return;
    }
    for piece in pieces(text, Version::V2012) {
        match piece {
            Piece::Variable("*" | "?" | "$") | Piece::Plain(_) => {}
            Piece::Unclosed => {
                let problem = VariableProblem::Unclosed { text: shown(text) };
                review.find(review.store.keeper.unclosed, *at, problem);
            }
            Piece::Variable(inside) => {
                if let Some(why) = no_value(inside, named) {
                    let variable = alloc::format!("${{{}}}", shown(inside));
                    review.pointless(*at, VariableProblem::NoValue { variable, why });
                }
            }
        }
    }
}

fn in_bool(review: &mut Review<'_>, Text { text, at }: &Text) {
    for piece in pieces(text, review.policy.version) {
        if let Piece::Variable(inside) = piece {
            let variable = alloc::format!("${{{}}}", shown(inside));
            review.note(*at, VariableProblem::InBool { variable });
        }
    }
}

/// Why the variable never has a value; `None` where it may have one
fn no_value(inside: &str, named: &NamedActions<'_>) -> Option<NoValue> {
    let (key, default) = match inside.split_once(',') {
        Some((key, default)) => (key.trim(), Some(default.trim())),
        None => (inside.trim(), None),
    };
    let is_quoted = |it: &str| it.len() >= 2 && it.starts_with('\'') && it.ends_with('\'');
    if key.is_empty() || !default.is_none_or(is_quoted) {
        return Some(NoValue::Malformed);
    }
    let is_needed = default.is_none();
    match facts::condition_key(key) {
        Some(it) if it.cardinality == Cardinality::Multi => Some(NoValue::Multivalued),
        Some(it) if is_needed && named.none_carries(it) => Some(NoValue::NotCarried),
        None if is_needed && keys::cannot_be(key) => Some(NoValue::UnknownKey),
        Some(_) | None => None,
    }
}
