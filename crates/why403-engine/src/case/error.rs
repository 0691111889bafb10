//! Why a text is not a case.

use alloc::string::String;

use why403_model::policy::PolicyError;
use why403_model::span::Span;

/// A problem that keeps a case from being decided
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CaseError {
    /// The line is not JSON
    #[error("not JSON: {0}")]
    Json(why403_model::json::Problem),
    /// A member that cases do not have
    #[error("unknown member `{path}`")]
    UnknownMember {
        /// Where it stands, as `policies.identty`
        path: String,
        /// The known name nearest to it
        nearest: Option<&'static str>,
        /// The name
        at: Span,
    },
    /// A member that has to be there is not
    #[error("no `{path}`")]
    Missing {
        /// What is missing
        path: &'static str,
    },
    /// A member of another type or form than it needs
    #[error("`{path}` is not {wanted}")]
    Wrong {
        /// The member
        path: String,
        /// What it should be
        wanted: &'static str,
        /// The value
        at: Span,
    },
    /// A policy that is none
    #[error("`{path}` is no policy: {problem}")]
    Policy {
        /// The member
        path: String,
        /// The first problem
        problem: PolicyError,
        /// The policy in the case
        at: Span,
    },
}

impl CaseError {
    /// The stable code of the error
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Json(_) => "case/json",
            Self::UnknownMember { .. } => "case/unknown-member",
            Self::Missing { .. } => "case/missing",
            Self::Wrong { .. } => "case/wrong",
            Self::Policy { .. } => "case/policy",
        }
    }

    /// Where in the line, if it can be said
    #[must_use]
    pub fn at(&self) -> Option<Span> {
        match self {
            Self::Json(problem) => Some(problem.at()),
            Self::UnknownMember { at, .. } | Self::Wrong { at, .. } | Self::Policy { at, .. } => {
                Some(*at)
            }
            Self::Missing { .. } => None,
        }
    }

    /// What to type instead, where that can be said
    #[must_use]
    pub fn help(&self) -> Option<String> {
        match self {
            Self::UnknownMember {
                nearest: Some(nearest),
                ..
            } => Some(alloc::format!("write `{nearest}`")),
            Self::Policy { problem, .. } => problem.help(),
            Self::Json(_)
            | Self::UnknownMember { nearest: None, .. }
            | Self::Missing { .. }
            | Self::Wrong { .. } => None,
        }
    }
}
