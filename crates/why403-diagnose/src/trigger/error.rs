//! Why flags make no question about a trigger, and what to type instead.

use alloc::string::String;

use crate::question::QuestionError;

/// Why no trigger can be looked at
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TriggerError {
    /// The function is not in the world, or several are
    #[error("{0}")]
    Function(QuestionError),
    /// No function can be called so
    #[error("`{found}` is no function")]
    Malformed {
        /// As given
        found: String,
    },
    /// The source is none of the trigger's kind
    #[error("`{found}` is no {wanted}")]
    Source {
        /// As given
        found: String,
        /// What the kind takes: `bucket`
        wanted: &'static str,
        /// What to type
        help: &'static str,
    },
}

impl TriggerError {
    /// The stable code of the error
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Function(error) => error.code(),
            Self::Malformed { .. } => "trigger/function",
            Self::Source { .. } => "trigger/source",
        }
    }

    /// What to type
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::Function(error) => error.help(),
            Self::Malformed { .. } => {
                "write --function NAME or NAME:QUALIFIER, or the function's ARN".into()
            }
            Self::Source { help, .. } => (*help).into(),
        }
    }
}
