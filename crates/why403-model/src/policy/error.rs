//! Why a text is not a policy document.

use alloc::string::String;

use crate::json;
use crate::shown::shown;
use crate::span::Span;

/// A problem that makes a document no policy: AWS would store it nowhere
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// The text is not JSON
    #[error("{0}")]
    Json(json::Problem),
    /// A member of another type than the grammar has there
    #[error("`{}` is {found}, not {wanted}", shown(member))]
    WrongType {
        /// The member
        member: String,
        /// What it should be
        wanted: &'static str,
        /// What it is
        found: &'static str,
        /// The value
        at: Span,
    },
    /// A member that the grammar does not have there
    #[error("unknown member `{}` in {place}", shown(name))]
    UnknownMember {
        /// As written
        name: String,
        /// Of which element
        place: &'static str,
        /// The name
        at: Span,
        /// The known name nearest to it, if one is near
        nearest: Option<&'static str>,
    },
    /// An element that has to be there is not
    #[error("{place} has no `{member}`")]
    Missing {
        /// The element
        member: &'static str,
        /// Of which element
        place: &'static str,
        /// The element that lacks it
        at: Span,
    },
    /// Both forms of one element
    #[error("`{first}` and `{second}` exclude each other")]
    Both {
        /// The plain form
        first: &'static str,
        /// The `Not…` form
        second: &'static str,
        /// The second of them
        at: Span,
    },
    /// `Effect` that is neither `Allow` nor `Deny`
    #[error("`{}` is no effect", shown(found))]
    BadEffect {
        /// As written
        found: String,
        /// Where
        at: Span,
    },
    /// A version that the language never had
    #[error("`{}` is no policy version", shown(found))]
    BadVersion {
        /// As written
        found: String,
        /// Where
        at: Span,
    },
    /// The grammar has no operator of this name
    #[error("unknown condition operator `{}`", shown(name))]
    UnknownOperator {
        /// As written
        name: String,
        /// Where
        at: Span,
        /// The known name nearest to it, if one is near
        nearest: Option<&'static str>,
    },
    /// The grammar has no kind of principal of this name
    #[error("unknown kind of principal `{}`", shown(name))]
    UnknownPrincipalKind {
        /// As written
        name: String,
        /// Where
        at: Span,
        /// The known name nearest to it, if one is near
        nearest: Option<&'static str>,
    },
}

impl PolicyError {
    /// The stable code of the error
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Json(problem) => problem.code(),
            Self::WrongType { .. } => "policy/wrong-type",
            Self::UnknownMember { .. } => "policy/unknown-member",
            Self::Missing { .. } => "policy/missing",
            Self::Both { .. } => "policy/both-forms",
            Self::BadEffect { .. } => "policy/bad-effect",
            Self::BadVersion { .. } => "policy/bad-version",
            Self::UnknownOperator { .. } => "policy/unknown-operator",
            Self::UnknownPrincipalKind { .. } => "policy/unknown-principal-kind",
        }
    }

    /// Where the problem is
    #[must_use]
    pub fn at(&self) -> Span {
        match self {
            Self::Json(problem) => problem.at(),
            Self::WrongType { at, .. }
            | Self::UnknownMember { at, .. }
            | Self::Missing { at, .. }
            | Self::Both { at, .. }
            | Self::BadEffect { at, .. }
            | Self::BadVersion { at, .. }
            | Self::UnknownOperator { at, .. }
            | Self::UnknownPrincipalKind { at, .. } => *at,
        }
    }

    /// What to type instead, where that can be said
    #[must_use]
    pub fn help(&self) -> Option<String> {
        let owned = |text: &str| Some(String::from(text));
        match self {
            Self::Json(json::Problem::DuplicateMember { name, .. }) => Some(alloc::format!(
                "join both `{}` members into one; AWS refuses the document, and most tools keep only the last",
                shown(name)
            )),
            Self::Json(_) => owned("see whether a quote, comma or bracket is missing just before"),
            Self::WrongType { wanted, .. } => Some(alloc::format!("write {wanted}")),
            Self::UnknownMember {
                nearest: Some(nearest),
                ..
            }
            | Self::UnknownOperator {
                nearest: Some(nearest),
                ..
            }
            | Self::UnknownPrincipalKind {
                nearest: Some(nearest),
                ..
            } => Some(alloc::format!(
                "write `{nearest}`; names are case-sensitive"
            )),
            Self::UnknownMember { .. } => owned("remove it"),
            Self::Missing { member, .. } => Some(alloc::format!("add `{member}`")),
            Self::Both { .. } => owned("keep one of the two"),
            Self::BadEffect { .. } => owned("write `Allow` or `Deny`, in this case"),
            Self::BadVersion { .. } => owned("write `2012-10-17`"),
            Self::UnknownOperator { nearest: None, .. } => {
                owned("see the list of condition operators in the IAM User Guide")
            }
            Self::UnknownPrincipalKind { nearest: None, .. } => {
                owned("write `AWS`, `Service`, `Federated` or `CanonicalUser`")
            }
        }
    }
}
