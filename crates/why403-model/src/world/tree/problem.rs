//! What is wrong with a world, where, and what to type instead.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;

use super::{LeafProblem, Source};
use crate::policy::PolicyError;
use crate::span::{Position, Span};
use crate::world::Origin;

/// Something in a world that could not be read or understood
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TreeProblem {
    /// A file, or a part of it, could not be read
    #[error("{problem}")]
    Unreadable {
        /// Where
        at: Place,
        /// Why
        problem: LeafProblem,
    },
    /// A file without text
    #[error("the file is empty")]
    Empty {
        /// Where
        at: Place,
    },
    /// Plain text that is neither an answer nor one of AWS's error texts
    #[error("`{found}` is no answer of AWS")]
    NotAnAnswer {
        /// Where
        at: Place,
        /// Its first line
        found: String,
    },
    /// A file whose name is not the name of a member
    #[error("`{name}` is no part of a world")]
    StrangeFile {
        /// Where
        at: Place,
        /// Its name
        name: String,
    },
    /// The world says that it is of another format
    #[error("`{found}` is not the format `why403/world/v1`")]
    OtherFormat {
        /// Where
        at: Place,
        /// As written
        found: String,
    },
    /// A member that the format does not have there
    #[error("unknown member `{name}`")]
    UnknownMember {
        /// Where
        at: Place,
        /// As written
        name: String,
        /// The known name nearest to it, if one is near
        nearest: Option<&'static str>,
    },
    /// A value of another type than the format has there
    #[error("{what} is {found}, not {wanted}")]
    WrongType {
        /// Where
        at: Place,
        /// The value, in words
        what: String,
        /// What it should be
        wanted: &'static str,
        /// What it is
        found: &'static str,
    },
    /// A text that does not mean anything there
    #[error("`{found}` is not {wanted}")]
    BadValue {
        /// Where
        at: Place,
        /// What it should be
        wanted: &'static str,
        /// As written
        found: String,
    },
    /// An answer lacks a field that AWS always gives
    #[error("`{member}` is missing")]
    Missing {
        /// Where
        at: Place,
        /// The field
        member: &'static str,
    },
    /// An answer that belongs to another thing than its place says
    #[error("this answer is about `{found}`, but stands in the place of `{wanted}`")]
    Misfiled {
        /// Where
        at: Place,
        /// What the place is for
        wanted: String,
        /// What the answer is about
        found: String,
    },
    /// Two parts of the world that exclude each other
    #[error("{what} is told as `{first}` and as `{second}`")]
    Contradiction {
        /// Where the second one stands
        at: Place,
        /// Of what
        what: String,
        /// The first one
        first: String,
        /// The second one
        second: String,
    },
    /// A version of a policy that is not the one in force
    #[error("`{found}` is not the default version, which is `{wanted}`")]
    NotDefaultVersion {
        /// Where
        at: Place,
        /// The version in force
        wanted: String,
        /// The version in the tree
        found: String,
    },
    /// A list of which AWS gave one page only
    #[error("the list is one page of several")]
    CutList {
        /// Where
        at: Place,
    },
    /// The ARN of something is not in the tree; the one without a path was taken
    #[error("`{arn}` is assumed: the tree does not say its path")]
    AssumedArn {
        /// Where
        at: Place,
        /// The ARN that was taken
        arn: String,
    },
    /// A policy document that AWS would store nowhere
    #[error("{label} cannot be read: {}", first(.errors))]
    UnreadablePolicy {
        /// Where the document, or the string that holds it, stands
        at: Place,
        /// What it is, in words
        label: String,
        /// The document's own text, to which the spans of `errors` belong
        text: Box<str>,
        /// Why, in the order of the text; at least one
        errors: Vec<PolicyError>,
        /// Where the text stands in its file
        origin: Box<Origin>,
    },
}

/// How much a problem weighs
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth a look; what could be read is sound
    Warning,
    /// A part of the world is unknown because of it
    Error,
}

/// Where in a world something stands
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The path in the tree: `accounts/111122223333/iam`
    pub path: String,
    /// The file; `None` for a folder
    pub source: Option<Arc<Source>>,
    /// The bytes of the file's text
    pub span: Span,
}

impl TreeProblem {
    /// The stable code of the problem
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { problem, .. } => problem.code(),
            Self::Empty { .. } => "world/empty-file",
            Self::NotAnAnswer { .. } => "world/not-an-answer",
            Self::StrangeFile { .. } => "world/strange-file",
            Self::OtherFormat { .. } => "world/other-format",
            Self::UnknownMember { .. } => "world/unknown-member",
            Self::WrongType { .. } => "world/wrong-type",
            Self::BadValue { .. } => "world/bad-value",
            Self::Missing { .. } => "world/missing",
            Self::Misfiled { .. } => "world/misfiled",
            Self::Contradiction { .. } => "world/contradiction",
            Self::NotDefaultVersion { .. } => "world/not-default-version",
            Self::CutList { .. } => "world/cut-list",
            Self::AssumedArn { .. } => "world/assumed-arn",
            Self::UnreadablePolicy { .. } => "world/unreadable-policy",
        }
    }

    /// How much it weighs
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::Empty { .. }
            | Self::NotAnAnswer { .. }
            | Self::StrangeFile { .. }
            | Self::UnknownMember { .. }
            | Self::AssumedArn { .. } => Severity::Warning,
            Self::Unreadable { .. }
            | Self::OtherFormat { .. }
            | Self::WrongType { .. }
            | Self::BadValue { .. }
            | Self::Missing { .. }
            | Self::Misfiled { .. }
            | Self::Contradiction { .. }
            | Self::NotDefaultVersion { .. }
            | Self::CutList { .. }
            | Self::UnreadablePolicy { .. } => Severity::Error,
        }
    }

    /// Where it is
    #[must_use]
    pub fn at(&self) -> &Place {
        match self {
            Self::Unreadable { at, .. }
            | Self::Empty { at }
            | Self::NotAnAnswer { at, .. }
            | Self::StrangeFile { at, .. }
            | Self::OtherFormat { at, .. }
            | Self::UnknownMember { at, .. }
            | Self::WrongType { at, .. }
            | Self::BadValue { at, .. }
            | Self::Missing { at, .. }
            | Self::Misfiled { at, .. }
            | Self::Contradiction { at, .. }
            | Self::NotDefaultVersion { at, .. }
            | Self::CutList { at }
            | Self::AssumedArn { at, .. }
            | Self::UnreadablePolicy { at, .. } => at,
        }
    }

    /// What to type instead, where that can be said
    #[must_use]
    pub fn help(&self) -> Option<String> {
        let owned = |text: &str| Some(String::from(text));
        match self {
            Self::Unreadable { problem, .. } => problem.help(),
            Self::Empty { .. } => owned(
                "the AWS CLI writes errors to stderr: run the command again with `2>&1` at its end",
            ),
            Self::NotAnAnswer { .. } => {
                owned("run the command again with `--output json`, and `2>&1` at its end")
            }
            Self::StrangeFile { .. } => owned(
                "name it `….json`, `….yaml` or `….yml`, with other characters than letters, digits, `-`, `_` and `.` as %XX",
            ),
            Self::OtherFormat { .. } => owned("write `why403/world/v1`"),
            Self::UnknownMember {
                nearest: Some(nearest),
                ..
            } => Some(alloc::format!("write `{nearest}`")),
            Self::UnknownMember { nearest: None, .. } => {
                owned("remove it; docs/world.md lists what a world may hold")
            }
            Self::WrongType { wanted, .. } => Some(alloc::format!("write {wanted}")),
            Self::BadValue { .. } | Self::UnreadablePolicy { .. } => None,
            Self::Missing { member, .. } => Some(alloc::format!("add `{member}`")),
            Self::Misfiled { found, .. } => {
                Some(alloc::format!("move it to the place of `{found}`"))
            }
            Self::Contradiction { .. } => owned("keep the one that is true now"),
            Self::NotDefaultVersion { wanted, .. } => Some(alloc::format!(
                "fetch it again with `--version-id {wanted}`"
            )),
            Self::CutList { .. } => {
                owned("run the command again without `--max-items` and `--no-paginate`")
            }
            Self::AssumedArn { .. } => owned("give its `Arn`, or its `Path`"),
        }
    }
}

impl Place {
    /// The file, as people name it
    #[must_use]
    pub fn file(&self) -> Option<&str> {
        self.source.as_ref().map(|source| source.file())
    }

    /// The line and column, where there is a file with text
    #[must_use]
    pub fn position(&self) -> Option<Position> {
        let source = self
            .source
            .as_ref()
            .filter(|source| !source.text().is_empty())?;
        Some(source.position(self.span.start))
    }
}

/// `file:line:column`, or the path in the tree
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.file().unwrap_or(&self.path))?;
        match self.position() {
            Some(Position { line, column }) => write!(f, ":{line}:{column}"),
            None => Ok(()),
        }
    }
}

/// The first of several errors, for a message of one line
fn first(errors: &[PolicyError]) -> &dyn fmt::Display {
    errors
        .first()
        .map_or(&"it is no policy", |error| error as &dyn fmt::Display)
}
