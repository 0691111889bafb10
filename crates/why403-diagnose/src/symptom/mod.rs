//! What the person has: a text that AWS or a client printed.
//!
//! A symptom says what was asked and, sometimes, which layers can have denied it. It proves that
//! one of these did; it clears no other.

mod aws_message;
mod client;
pub mod log;
mod pattern;
mod phrases;
pub mod record;

use alloc::string::String;
use alloc::vec::Vec;

use why403_engine::Layer;
use why403_model::operations::Part;
use why403_model::request::Entry;

pub use aws_message::read;
pub(crate) use phrases::gate;

/// What was understood of a symptom
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Symptom {
    /// Which kind of text it is
    pub source: Source,
    /// The client that printed it, as people call it: `AWS CLI`
    pub client: Option<&'static str>,
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
    /// What the operation was called on, where a record tells it: an ARN. A message names what an
    /// action lacks, which may be something else: the bucket of a missing object, a key.
    pub target: Option<String>,
    /// The API operation that a client named
    pub operation: Option<String>,
    /// The ARN of the policy that denied, which AWS appends since 2026
    pub policy: Option<String>,
    /// The request's id
    pub request_id: Option<String>,
    /// S3's second id of the request, which AWS's support asks for
    pub host_id: Option<String>,
    /// The HTTP status
    pub status: Option<u16>,
    /// The Region that answered
    pub region: Option<String>,
    /// When it was, as RFC 3339 in UTC: `2026-11-20T09:15:00Z`
    pub time: Option<String>,
    /// The account that owns the resource: twelve digits
    pub resource_account: Option<String>,
    /// The last four characters of the access key id that signed
    pub access_key: Option<String>,
    /// Condition keys that the record tells, or tells to be absent
    pub context: Vec<(String, Entry)>,
    /// What the call carried: headers, parameters, members of the body
    pub sent: Vec<(Part, String, Entry)>,
    /// What else the text tells a person, in sentences
    pub notes: Vec<String>,
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// AWS's enhanced access denied message, on its own or inside a client's
    AwsMessage,
    /// A text that says access denied and no more
    #[default]
    Bare,
    /// A client's own form of an error, without AWS's enhanced message
    Client,
    /// The XML document of an error, as S3 sends it
    Xml,
    /// What `aws --debug` writes
    Debug,
    /// A record of CloudTrail
    CloudTrail,
    /// A line of S3's server access log
    AccessLog,
    /// A line of a Lambda function's log
    LambdaLog,
    /// An answer of AWS's policy simulator
    Simulator,
}

impl Source {
    /// Every source, in the order of the type
    pub const ALL: [Self; 9] = [
        Self::AwsMessage,
        Self::Bare,
        Self::Client,
        Self::Xml,
        Self::Debug,
        Self::CloudTrail,
        Self::AccessLog,
        Self::LambdaLog,
        Self::Simulator,
    ];

    /// The id used in JSON
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::AwsMessage => "aws-message",
            Self::Bare => "bare",
            Self::Client => "client",
            Self::Xml => "xml",
            Self::Debug => "debug",
            Self::CloudTrail => "cloudtrail",
            Self::AccessLog => "access-log",
            Self::LambdaLog => "lambda-log",
            Self::Simulator => "simulator",
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
    /// Records of CloudTrail or lines of an access log, none of them of a refused request
    #[error("none of the {records} records is about a refused request")]
    NoRefusal {
        /// How many there are
        records: usize,
    },
}

impl SymptomError {
    /// The stable code of the error
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unrecognized => "symptom/unrecognized",
            Self::NoRefusal { .. } => "symptom/no-refusal",
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
        }
    }
}
