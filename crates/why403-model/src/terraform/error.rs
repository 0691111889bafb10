//! Why a file is no state that can be read. No text of the file is told: a state holds secrets.

use alloc::string::String;

use crate::span::Position;

/// Why a file is no state that can be read
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StateError {
    /// It is no JSON, or nests too deep
    #[error("no JSON at line {}, column {} ({code})", at.line, at.column)]
    NotJson {
        /// What is wrong: the code of the JSON reader, such as `json/unexpected`
        code: &'static str,
        /// Where
        at: Position,
    },
    /// It is JSON, and no state
    #[error("no state of Terraform: it has neither `version` nor `format_version`")]
    NotAState,
    /// A state of a form that this program does not know
    #[error("a state of version {found}, and version 4 is read")]
    OtherVersion {
        /// The number, as written; `other` where it is none
        found: String,
    },
    /// An answer of `terraform show -json` of a form that this program does not know
    #[error("an answer of `terraform show -json` of format {found}, and formats 0 and 1 are read")]
    OtherFormat {
        /// The version, as written; `other` where it is none
        found: String,
    },
    /// The file in `.terraform/`, which says where the state is
    #[error("no state: it tells the backend that has the state")]
    Backend,
    /// A state that `OpenTofu` encrypted
    #[error("an encrypted state")]
    Encrypted,
    /// A plan as `terraform show -json` writes it
    #[error("a plan and no state")]
    Plan,
    /// Something stands where a state has something else
    #[error("{path} is {found} at line {}, column {}, and has to be {wanted}", at.line, at.column)]
    Shape {
        /// Which member, with its lists counted from 0: `resources[3].instances`
        path: String,
        /// What has to stand there
        wanted: &'static str,
        /// What does
        found: &'static str,
        /// Where
        at: Position,
    },
}

impl StateError {
    /// The stable code
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotJson { .. } => "terraform/not-json",
            Self::NotAState => "terraform/not-a-state",
            Self::OtherVersion { .. } => "terraform/other-version",
            Self::OtherFormat { .. } => "terraform/other-format",
            Self::Backend => "terraform/backend",
            Self::Encrypted => "terraform/encrypted",
            Self::Plan => "terraform/plan",
            Self::Shape { .. } => "terraform/shape",
        }
    }

    /// What to type
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::NotJson { .. }
            | Self::NotAState
            | Self::OtherFormat { .. }
            | Self::Backend
            | Self::Shape { .. } => PULL,
            Self::OtherVersion { .. } => {
                "in the configuration's folder, with Terraform 0.12 or newer: terraform state pull \
                 > state.json"
            }
            Self::Encrypted => "in the configuration's folder: tofu state pull > state.json",
            Self::Plan => "leave the plan's name out: terraform show -json > state.json",
        }
    }
}

const PULL: &str = "in the configuration's folder: terraform state pull > state.json";
