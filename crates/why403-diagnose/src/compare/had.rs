//! What a request has under a name: values, nothing, or nobody knows.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_model::request::Found;

use crate::cause;

/// What a request has
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Had {
    /// These values
    Values(Vec<String>),
    /// None
    Absent,
    /// Nobody told
    Unknown,
}

impl Had {
    /// One value
    #[must_use]
    pub fn one(value: impl Into<String>) -> Self {
        Self::Values(alloc::vec![value.into()])
    }

    pub(super) fn of(found: Found<'_>) -> Self {
        match found {
            Found::One(value) => Self::one(value),
            Found::Many(values) => Self::Values(values.to_vec()),
            Found::Absent => Self::Absent,
            Found::Unknown => Self::Unknown,
        }
    }

    /// As people read it: `10.0.0.1`, `none`, `not known`
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::Values(values) => cause::values(values),
            Self::Absent => "none".to_string(),
            Self::Unknown => "not known".to_string(),
        }
    }
}
