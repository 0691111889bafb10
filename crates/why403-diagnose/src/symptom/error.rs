//! Why a text is no symptom, and what to type instead.

use alloc::string::String;

/// Why a text is no symptom that can be worked with
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SymptomError {
    /// Nothing in the text speaks of a denied request
    #[error("the text does not look like an access denied error of AWS")]
    Unrecognized,
    /// Records of CloudTrail or lines of an access log, none of them of a refused request
    #[error("none of the {records} records is about a refused request")]
    NoRefusal {
        /// How many there are
        records: usize,
    },
    /// An error of AWS that has nothing to do with access
    #[error("`{code}` is no refusal: {meaning}")]
    NotDenied {
        /// AWS's error code
        code: String,
        /// What the code means
        meaning: &'static str,
        /// What to do instead
        help: &'static str,
    },
}

impl SymptomError {
    /// The stable code of the error
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unrecognized => "symptom/unrecognized",
            Self::NoRefusal { .. } => "symptom/no-refusal",
            Self::NotDenied { .. } => "symptom/not-denied",
        }
    }

    /// What to type instead
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::Unrecognized => {
                "paste the whole error, from `An error occurred` or `User:` on; or say what was \
                 asked: why403 --role NAME --action s3:GetObject --resource s3://BUCKET/KEY"
            }
            Self::NoRefusal { .. } => {
                "CloudTrail records calls on objects only where a trail has data events, and not \
                 every log has every request: docs/cloudtrail.md says how to find the record"
            }
            Self::NotDenied { help, .. } => help,
        }
    }
}
