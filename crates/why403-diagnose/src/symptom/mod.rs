//! What the person has: a text that AWS or a client printed.
//!
//! A symptom says what was asked and, sometimes, which layers can have denied it. It proves that
//! one of these did; it clears no other.

mod read;

mod flat;
mod secret;

mod aws_message;
mod client;
pub mod log;
pub mod record;
pub mod simulator;

mod codes;
mod phrases;
mod service;
mod xml;

mod debug;

mod address;
mod pattern;

mod error;

use alloc::string::String;
use alloc::vec::Vec;

use why403_engine::Layer;
use why403_model::operations::Part;
use why403_model::request::Entry;

pub use error::SymptomError;
pub(crate) use phrases::gate;
pub use read::read;

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

impl Symptom {
    /// Whether no policy is the reason: credentials, signature, clock, Region, or the state of the
    /// account or of a key
    #[must_use]
    pub fn is_beside_policies(&self) -> bool {
        let code = self.code.as_deref().and_then(codes::known);
        let is_signing = |it: &(Layer, Denial)| it.0 == Layer::Authentication;
        let is_unsigned = !self.denied_by.is_empty() && self.denied_by.iter().all(is_signing);
        self.action.is_none()
            && (is_unsigned || code.is_some_and(|it| it.kind.is_beside_policies()))
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

/// Whether a text is one of AWS's error codes, and so names nothing of anybody
pub(crate) fn is_code(text: &str) -> bool {
    codes::known(text).is_some()
}

/// Whether a note is one of the sentences that are the same for everybody
pub(crate) fn is_common_note(text: &str) -> bool {
    let fixed = [address::WEBSITE, address::INDEX, aws_message::ENCODED];
    let is_of_table = codes::is_note(text) || phrases::is_note(text) || service::is_note(text);
    is_of_table || fixed.contains(&text)
}

/// The text behind a label
fn after<'t>(text: &'t str, label: &str) -> Option<&'t str> {
    text.find(label).and_then(|at| text.get(at + label.len()..))
}

/// The text up to a character that cannot be in an ARN or action
fn word(text: &str) -> &str {
    const ENDS: &[char] = &[' ', '"', '\'', ',', ')', '<', '>', '}', ']'];
    let word = text.split(ENDS).next().unwrap_or("");
    word.trim_end_matches(['.', ';', ':'])
}

/// At most 2,000 characters
fn shortened(text: &str) -> String {
    text.chars().take(2_000).collect()
}
