//! What the person has: a text that AWS or a client printed.
//!
//! A symptom says what was asked and, sometimes, which layers can have denied it. It proves that
//! one of these did; it clears no other.

mod aws_message;
mod phrases;

use alloc::string::String;
use alloc::vec::Vec;

use why403_engine::Layer;

pub use aws_message::read;
pub(crate) use phrases::gate;

/// What was understood of a symptom
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symptom {
    /// Which kind of text it is
    pub source: Source,
    /// AWS's error code, where the text has it
    pub code: Option<String>,
    /// The sentence that was read, on one line
    pub message: String,
    /// The caller's ARN
    pub principal: Option<String>,
    /// The action that was refused
    pub action: Option<String>,
    /// The resource's ARN, where the text has it
    pub resource: Option<String>,
    /// The API operation that a client named
    pub operation: Option<String>,
    /// The ARN of the policy that denied, which AWS appends since 2026
    pub policy: Option<String>,
    /// The request's id
    pub request_id: Option<String>,
    /// The layers and kinds of denial that the text can come from; empty if it does not tell
    pub denied_by: Vec<(Layer, Denial)>,
}

impl Symptom {
    /// Whether it is what S3 says to a caller who may not know that an object does not exist: the
    /// call is about an object, and the action that it lacks lists the bucket.
    ///
    /// Source: `spec/s3.md` A.2, H.1.
    #[must_use]
    pub fn tells_of_missing(&self) -> bool {
        const READS: &[&str] = &[
            "GetObject",
            "HeadObject",
            "GetObjectAttributes",
            "CopyObject",
        ];
        let lists = |it: &String| it.eq_ignore_ascii_case("s3:ListBucket");
        let reads = |it: &String| READS.contains(&it.as_str());
        self.action.as_ref().is_some_and(lists) && self.operation.as_ref().is_some_and(reads)
    }
}

/// Which kind of text a symptom is
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// AWS's enhanced access denied message, on its own or inside a client's
    AwsMessage,
    /// A text that says access denied and no more
    Bare,
}

impl Source {
    /// The id used in JSON
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::AwsMessage => "aws-message",
            Self::Bare => "bare",
        }
    }
}

/// How a layer denied
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Denial {
    /// No statement of it allows
    Implicit,
    /// A statement of it denies
    Explicit,
}

impl Denial {
    /// The id used in JSON
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Implicit => "implicit",
            Self::Explicit => "explicit",
        }
    }
}

/// Why a text is no symptom that can be worked with
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SymptomError {
    /// Nothing in the text speaks of a denied request
    #[error("the text does not look like an access denied error of AWS")]
    Unrecognized,
}

impl SymptomError {
    /// The stable code of the error
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unrecognized => "symptom/unrecognized",
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
        }
    }
}
