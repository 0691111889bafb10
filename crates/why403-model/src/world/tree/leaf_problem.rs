//! What is wrong with the text of one file.

use alloc::string::String;
use alloc::vec::Vec;

use crate::json;
use crate::policy::PolicyError;
use crate::span::Span;

/// What is wrong with the text of one file
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LeafProblem {
    /// Not JSON; in YAML, what both grammars have: duplicate members and depth
    #[error("{0}")]
    Json(json::Problem),
    /// Not YAML
    #[error("not YAML: {message}")]
    Yaml {
        /// In the words of the YAML reader
        message: String,
        /// Where
        at: Span,
    },
    /// A mapping whose key is a list or another mapping
    #[error("a key is {found}, not text")]
    KeyNotText {
        /// What it is
        found: &'static str,
        /// Where
        at: Span,
    },
    /// A tag that would change what the value means
    #[error("tag `{tag}` means nothing here")]
    Tag {
        /// As written
        tag: String,
        /// Where
        at: Span,
    },
    /// The merge key `<<`, which YAML 1.2 does not have
    #[error("merge keys are not read")]
    MergeKey {
        /// Where
        at: Span,
    },
    /// An alias of something that has a problem itself, or that contains the alias
    #[error("the alias stands for something that cannot be read")]
    BadAlias {
        /// Where
        at: Span,
    },
    /// Aliases that copy more than a file may hold
    #[error("anchors and aliases copy more than {limit} bytes")]
    ManyAliases {
        /// Bytes that all anchors and aliases of a file may copy together
        limit: usize,
        /// The alias that is one too many
        at: Span,
    },
    /// A second document after `---`
    #[error("a second YAML document")]
    SecondDocument {
        /// Where it starts
        at: Span,
    },
    /// Bytes that are not UTF-8
    #[error("not UTF-8 at byte {offset}")]
    NotUtf8 {
        /// The first byte that is wrong, from 0
        offset: usize,
    },
    /// The file is longer than may be read
    #[error("the file has {found} bytes, the limit is {limit}")]
    TooLarge {
        /// Bytes in the file
        found: u64,
        /// Bytes that may be read
        limit: u64,
    },
    /// The system did not give the file
    #[error("the file cannot be read: {why}")]
    NoAccess {
        /// In the words of the system
        why: String,
    },
    /// Two files or folders that are the same member
    #[error("{} are the same member", listed(.forms))]
    TwoForms {
        /// Their names, at least two
        forms: Vec<String>,
    },
}

impl LeafProblem {
    /// The stable code of the problem
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Json(problem) => problem.code(),
            Self::Yaml { .. } => "yaml/syntax",
            Self::KeyNotText { .. } => "yaml/key-not-text",
            Self::Tag { .. } => "yaml/tag",
            Self::MergeKey { .. } => "yaml/merge-key",
            Self::BadAlias { .. } => "yaml/bad-alias",
            Self::ManyAliases { .. } => "yaml/many-aliases",
            Self::SecondDocument { .. } => "yaml/second-document",
            Self::NotUtf8 { .. } => "world/not-utf8",
            Self::TooLarge { .. } => "world/too-large",
            Self::NoAccess { .. } => "world/no-access",
            Self::TwoForms { .. } => "world/two-forms",
        }
    }

    /// What to type instead, where that can be said
    #[must_use]
    pub fn help(&self) -> Option<String> {
        let owned = |text: &str| Some(String::from(text));
        match self {
            Self::Json(problem) => PolicyError::Json(problem.clone()).help(),
            Self::Yaml { .. } => owned("see the indentation and the quotes just before"),
            Self::KeyNotText { .. } => owned("write the key as text, in quotes"),
            Self::Tag { .. } => owned("write the value itself, without a tag"),
            Self::MergeKey { .. } | Self::BadAlias { .. } | Self::ManyAliases { .. } => {
                owned("write the members out")
            }
            Self::SecondDocument { .. } => owned("keep one document; remove all from `---` on"),
            Self::NotUtf8 { .. } => owned(
                "save the file as UTF-8; in Windows PowerShell: `… | Out-File -Encoding utf8 FILE`",
            ),
            Self::TooLarge { .. } => owned("split the file into a folder of the same name"),
            Self::NoAccess { .. } => None,
            Self::TwoForms { .. } => owned("keep one of them"),
        }
    }

    /// Where the problem is; empty where it is about the whole file
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Json(problem) => problem.at(),
            Self::Yaml { at, .. }
            | Self::KeyNotText { at, .. }
            | Self::Tag { at, .. }
            | Self::MergeKey { at }
            | Self::BadAlias { at }
            | Self::ManyAliases { at, .. }
            | Self::SecondDocument { at } => *at,
            Self::NotUtf8 { offset } => Span::new(*offset, *offset),
            Self::TooLarge { .. } | Self::NoAccess { .. } | Self::TwoForms { .. } => {
                Span::default()
            }
        }
    }

    /// Whether only the value around it is spoilt, and not what all of the file means.
    ///
    /// After an error of grammar the reader guesses where things end, so what it read may
    /// belong elsewhere: a `Deny` could be lost without a trace.
    pub(crate) fn is_local(&self) -> bool {
        match self {
            Self::Json(json::Problem::DuplicateMember { .. } | json::Problem::TooDeep { .. })
            | Self::KeyNotText { .. }
            | Self::Tag { .. }
            | Self::MergeKey { .. }
            | Self::BadAlias { .. } => true,
            Self::Json(_)
            | Self::Yaml { .. }
            | Self::ManyAliases { .. }
            | Self::SecondDocument { .. }
            | Self::NotUtf8 { .. }
            | Self::TooLarge { .. }
            | Self::NoAccess { .. }
            | Self::TwoForms { .. } => false,
        }
    }
}

fn listed(forms: &[String]) -> String {
    let quoted: Vec<_> = forms
        .iter()
        .map(|form| alloc::format!("`{form}`"))
        .collect();
    quoted.join(" and ")
}
