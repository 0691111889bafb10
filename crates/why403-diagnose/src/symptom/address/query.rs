//! The query of a URL: what it asks for, and how it is signed.
//!
//! What may stay is listed; anything else may be a secret, and is dropped.
//! Source: S3 API Reference, "Authenticating Requests: Using Query Parameters (AWS Signature
//! Version 4)"; `spec/s3.md` C.5.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_model::operations::Part;
use why403_model::request::Entry;
use why403_model::world::percent::decoded;

/// What a query tells
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Query {
    pub(super) sent: Vec<(Part, String, Entry)>,
    pub(super) signing: Option<Signing>,
    /// The Region, which pages of the console name
    pub(super) region: Option<String>,
}

/// How a presigned URL is signed; the signature itself is not kept
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Signing {
    /// `AWS4-HMAC-SHA256`, or `AWS` of version 2
    pub(crate) version: String,
    /// When it was signed, as RFC 3339 in UTC; version 2 does not tell
    pub(crate) at: Option<String>,
    /// Seconds from then until it expires
    pub(crate) seconds: Option<u64>,
    /// The Region that it is signed for
    pub(crate) region: Option<String>,
    /// The last four characters of the access key id
    pub(crate) access_key: Option<String>,
    /// Whether temporary credentials signed it: it ends with them, whatever it says itself
    pub(crate) is_temporary: bool,
}

impl Signing {
    /// The condition keys that say how a request was signed
    pub(super) fn context(&self) -> [(String, Entry); 2] {
        let one = |value: &str| Entry::One(value.to_string());
        [
            (String::from("s3:authType"), one("REST-QUERY-STRING")),
            (String::from("s3:signatureversion"), one(&self.version)),
        ]
    }

    /// How long it can be used, in a sentence
    pub(super) fn note(&self) -> Option<String> {
        let (at, seconds) = (self.at.as_deref()?, self.seconds?);
        let ends = if self.is_temporary {
            ", and no longer than the session that signed it"
        } else {
            ""
        };
        Some(format!(
            "the presigned URL was signed at {at} and can be used for {seconds} seconds{ends}"
        ))
    }
}

/// Parameters that name or choose something, as S3 writes them
static PARAMETERS: &[&str] = &[
    "versionId",
    "prefix",
    "delimiter",
    "max-keys",
    "list-type",
    "start-after",
    "marker",
    "partNumber",
    "encoding-type",
    "fetch-owner",
    "session",
    // Subresources, which have no value
    "accelerate",
    "acl",
    "analytics",
    "attributes",
    "cors",
    "delete",
    "encryption",
    "intelligent-tiering",
    "inventory",
    "legal-hold",
    "lifecycle",
    "location",
    "logging",
    "metrics",
    "notification",
    "object-lock",
    "ownershipControls",
    "policy",
    "policyStatus",
    "publicAccessBlock",
    "replication",
    "requestPayment",
    "restore",
    "retention",
    "select",
    "tagging",
    "torrent",
    "uploads",
    "versioning",
    "versions",
    "website",
];

/// Headers that a signer may put into the query, and that decide something
static HEADERS: &[&str] = &[
    "x-amz-acl",
    "x-amz-bypass-governance-retention",
    "x-amz-copy-source",
    "x-amz-expected-bucket-owner",
    "x-amz-grant-full-control",
    "x-amz-grant-read",
    "x-amz-grant-read-acp",
    "x-amz-grant-write-acp",
    "x-amz-object-lock-legal-hold",
    "x-amz-object-lock-mode",
    "x-amz-object-lock-retain-until-date",
    "x-amz-object-ownership",
    "x-amz-request-payer",
    "x-amz-server-side-encryption",
    "x-amz-server-side-encryption-aws-kms-key-id",
    "x-amz-server-side-encryption-customer-algorithm",
    "x-amz-storage-class",
    "x-amz-tagging",
];

pub(super) fn read(query: &str) -> Query {
    let mut found = Query::default();
    let mut signing = Signing::default();
    let mut is_signed = false;
    for pair in query.split('&').filter(|it| !it.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let text = || decoded(value).unwrap_or_else(|| value.to_string());
        let lowered = name.to_ascii_lowercase();
        match lowered.as_str() {
            "x-amz-algorithm" => {
                is_signed = true;
                signing.version = text();
            }
            "x-amz-credential" => signing.learn(&text()),
            "x-amz-date" => signing.at = instant(value),
            "x-amz-expires" => signing.seconds = value.parse().ok(),
            "x-amz-security-token" => signing.is_temporary = true,
            // Version 2: `AWSAccessKeyId`, `Expires` and `Signature`.
            "awsaccesskeyid" => {
                is_signed = true;
                signing.version = String::from("AWS");
                signing.access_key = last_four(value);
            }
            "region" => found.region = Some(text()).filter(|it| it.len() <= 32),
            lowered => {
                let sent = PARAMETERS.iter().find(|it| **it == name);
                let header = HEADERS.iter().find(|it| **it == lowered);
                let part = match (sent, header) {
                    (Some(name), _) => Some((Part::Query, name)),
                    (None, Some(name)) => Some((Part::Header, name)),
                    (None, None) => None,
                };
                if let Some((part, name)) = part {
                    let entry = Entry::One(text());
                    found.sent.push((part, (*name).to_string(), entry));
                }
            }
        }
    }
    found.signing = is_signed.then_some(signing);
    found
}

impl Signing {
    /// What `AKIA…/20261120/eu-west-1/s3/aws4_request` tells
    fn learn(&mut self, credential: &str) {
        let mut parts = credential.split('/');
        self.access_key = parts.next().and_then(last_four);
        let region = parts.nth(1).filter(|it| !it.is_empty() && *it != "*");
        self.region = region.map(String::from);
    }
}

/// The last four characters of an access key id
pub(crate) fn last_four(id: &str) -> Option<String> {
    // What is read of texts has stars in place of all but these four.
    let is_of_id = |it: u8| it.is_ascii_alphanumeric() || it == b'*';
    let is_id = id.len() >= 16 && id.bytes().all(is_of_id);
    let start = id.len().checked_sub(4).filter(|_| is_id)?;
    id.get(start..).map(String::from)
}

/// `20261120T091500Z` as `2026-11-20T09:15:00Z`
fn instant(text: &str) -> Option<String> {
    let digits = |from: usize, to: usize| {
        let part = text.get(from..to)?;
        part.bytes().all(|it| it.is_ascii_digit()).then_some(part)
    };
    let is_shaped = text.len() == 16 && text.get(8..9) == Some("T") && text.ends_with('Z');
    is_shaped.then_some(())?;
    let date = (digits(0, 4)?, digits(4, 6)?, digits(6, 8)?);
    let time = (digits(9, 11)?, digits(11, 13)?, digits(13, 15)?);
    Some(format!(
        "{}-{}-{}T{}:{}:{}Z",
        date.0, date.1, date.2, time.0, time.1, time.2
    ))
}
