//! Error codes: found in a text by the forms that clients give them, and what each kind means.

mod table;

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::Layer;

use super::{Denial, Source, Symptom, SymptomError};
pub(crate) use table::Code;

/// What kind of refusal or error a code is
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// Something that grants or denies refused
    Denied,
    /// Whoever asks is not known: a key or token that is unknown, expired or malformed
    Credentials,
    /// The signature is not that of the request
    Signature,
    /// The times of client and AWS are too far apart
    Clock,
    /// The account, or AWS's own hold on a bucket
    Account,
    /// The request came to the wrong Region
    Region,
    /// The resource is in a state that does not allow it
    State,
    /// ACLs are disabled
    Acl,
    /// The KMS key is in a state that does not allow it, or is not there
    Key,
    /// Nothing of this name
    NotFound,
    /// Too many requests
    Throttled,
    /// Another address
    Moved,
    /// Something else is under way, or a condition does not hold
    Conflict,
    /// The request is not a valid one
    Form,
    /// The service failed
    Failed,
}

impl Kind {
    /// What to do about an error that refuses nobody; `None` for a refusal
    fn help(self) -> Option<&'static str> {
        Some(match self {
            Self::Denied
            | Self::Credentials
            | Self::Signature
            | Self::Clock
            | Self::Account
            | Self::Region
            | Self::State
            | Self::Acl
            | Self::Key => return None,
            Self::NotFound => {
                "check name, key, version and Region: aws s3api list-objects-v2 --bucket BUCKET --prefix KEY"
            }
            Self::Throttled => {
                "nothing is denied: send fewer requests at a time, and try again later"
            }
            Self::Moved => {
                "send the request to the bucket's own Region: aws s3api get-bucket-location --bucket BUCKET"
            }
            Self::Conflict => "nothing is denied: look at what the message names, and try again",
            Self::Form => "nothing is denied: correct the request as the message says",
            Self::Failed => "nothing is denied: try again",
        })
    }

    /// Whether no policy was asked, or none is the reason
    pub(crate) fn is_beside_policies(self) -> bool {
        match self {
            Self::Denied | Self::State => false,
            Self::Credentials
            | Self::Signature
            | Self::Clock
            | Self::Account
            | Self::Region
            | Self::Acl
            | Self::Key
            | Self::NotFound
            | Self::Throttled
            | Self::Moved
            | Self::Conflict
            | Self::Form
            | Self::Failed => true,
        }
    }
}

impl Code {
    /// Whether it refuses someone
    pub(crate) fn is_refusal(&self) -> bool {
        self.kind.help().is_none()
    }

    /// What it means, for a person; a refusal by policies needs no words
    fn note(&self) -> Option<String> {
        if self.kind == Kind::Denied {
            return None;
        }
        let beside = if self.kind.is_beside_policies() {
            "; no policy is the reason"
        } else {
            ""
        };
        let Self {
            meaning, status, ..
        } = self;
        Some(alloc::format!("{meaning} (HTTP {status}){beside}"))
    }

    /// The layers that a code alone names
    fn from(&self) -> &'static [(Layer, Denial)] {
        match self.kind {
            Kind::Credentials | Kind::Signature | Kind::Clock => {
                &[(Layer::Authentication, Denial::Explicit)]
            }
            Kind::State if self.name == "InvalidObjectState" => {
                &[(Layer::S3Gate, Denial::Explicit)]
            }
            Kind::Denied
            | Kind::State
            | Kind::Account
            | Kind::Region
            | Kind::Acl
            | Kind::Key
            | Kind::NotFound
            | Kind::Throttled
            | Kind::Moved
            | Kind::Conflict
            | Kind::Form
            | Kind::Failed => &[],
        }
    }
}

/// The row of a code
pub(crate) fn known(name: &str) -> Option<&'static Code> {
    let found = table::CODES.binary_search_by(|it| it.name.cmp(name));
    found.ok().and_then(|at| table::CODES.get(at))
}

/// Labels that stand before a code
static LABELS: &[&str] = &[
    "An error occurred (",
    "A client error (",
    "S3 Error Code: ",
    "Error Code: ",
    "ErrorCode: ",
    "error code: ",
    "<Code>",
    "Code: ",
    "api error ",
    "\"errorCode\": \"",
    "\"errorCode\":\"",
    "\"Code\": \"",
    "\"Code\":\"",
    "\"code\": \"",
    "\"code\":\"",
    "\"__type\": \"",
    "\"__type\":\"",
    "HandlerErrorCode: ",
];

/// Statuses that clients print in place of a code, where a refusal had no text
const REFUSALS: &[&str] = &["400", "401", "403", "405"];

/// Reads the code of a text on one line, and what the code tells.
pub(super) fn read(line: &str) -> Option<Symptom> {
    let code = labelled(line).filter(is_refusal);
    let code = code.or_else(|| word(line, Code::is_refusal));
    let operation = super::after(line, "when calling the ").map(super::word);
    let is_client = operation.is_some() || line.contains("An error occurred (");
    if code.is_none() && operation.is_none() {
        return None;
    }
    let row = code.and_then(known);
    Some(Symptom {
        source: if is_client {
            Source::Client
        } else {
            Source::Bare
        },
        code: code.map(ToString::to_string),
        message: super::shortened(message(line, code)),
        operation: operation.filter(|it| !it.is_empty()).map(String::from),
        resource: row.and_then(|it| resource(line, it)),
        denied_by: row.map_or(&[][..], Code::from).to_vec(),
        ..Symptom::default()
    })
}

/// Why a text whose code refuses nobody is no symptom
pub(super) fn not_denied(line: &str) -> Option<SymptomError> {
    let code = labelled(line).filter(|it| known(it).is_some());
    let code = code.or_else(|| word(line, |_| true))?;
    let row = known(code)?;
    Some(SymptomError::NotDenied {
        code: code.to_string(),
        meaning: row.meaning,
        help: row.kind.help()?,
    })
}

/// What a symptom's code means, for a person
pub(super) fn note(code: &str) -> Option<String> {
    known(code).and_then(Code::note)
}

/// Whether a note is that of a code
pub(super) fn is_note(text: &str) -> bool {
    let mut notes = table::CODES.iter().filter_map(Code::note);
    notes.any(|it| it == text)
}

/// Whether a labelled code can be one of a refusal: a status, or a code that is not of another kind
fn is_refusal(code: &&str) -> bool {
    known(code).is_none_or(Code::is_refusal)
}

/// The code behind the first label that has one
fn labelled(line: &str) -> Option<&str> {
    let is_code = |label: &str, code: &str| {
        let first = code.chars().next();
        let is_name = first.is_some_and(|it| it.is_ascii_uppercase());
        // A HEAD has a status in its code's place; `Status Code: 403` is no code.
        let is_status = label.ends_with('(') && REFUSALS.contains(&code);
        is_name || known(code).is_some() || is_status
    };
    LABELS.iter().find_map(|label| {
        let code = super::word(super::after(line, label)?);
        // JSON services prefix the name of the model: `com.amazonaws.kms#AccessDeniedException`.
        let code = code.rsplit('#').next().unwrap_or(code);
        is_code(label, code).then_some(code)
    })
}

/// The first word of a text that is a code of the wanted kind
fn word(line: &str, wanted: fn(&Code) -> bool) -> Option<&'static str> {
    let is_part = |it: char| !(it.is_ascii_alphanumeric() || "._/-".contains(it));
    let words = line.split(is_part);
    words
        .map(|it| it.trim_matches('.'))
        // Java has a class of this name, which is no code.
        .filter(|it| it.len() > 5 && !it.contains('/') && !it.starts_with("java."))
        .filter_map(|it| {
            // The end of a class: `botocore.errorfactory.NoSuchKey`, `exceptions.KMS.DisabledException`
            let mut dots = it.rmatch_indices('.').map(|(at, _)| at + 1);
            let (last, two) = (dots.next(), dots.next());
            let starts = [Some(0), two, last];
            let parts = starts.into_iter().flatten();
            parts.filter_map(|at| it.get(at..)).find_map(known)
        })
        // A client's word for a status, and words of other sentences, are no codes of AWS.
        .filter(|it| !["Forbidden", "Blocked"].contains(&it.name) && wanted(it))
        .map(|it| it.name)
        .next()
}

/// The text behind the code, where it is the message
fn message<'t>(line: &'t str, code: Option<&str>) -> &'t str {
    if let Some((_, behind)) = line.split_once(" operation: ") {
        return behind;
    }
    let Some(code) = code else { return line };
    match line.split_once(code) {
        Some((_, behind)) => match behind.strip_prefix(": ") {
            Some(message) => message,
            None => line,
        },
        None => line,
    }
}

/// The KMS key that a message about a key names
fn resource(line: &str, row: &Code) -> Option<String> {
    if row.kind != Kind::Key {
        return None;
    }
    let words = line.split([' ', '\'', '"', '`', '<', '>']);
    let arns: Vec<&str> = words
        .filter(|it| it.starts_with("arn:") && it.contains(":kms:"))
        .collect();
    arns.first().map(|it| super::word(it).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_in_order_and_each_says_what_it_means() {
        for pair in table::CODES.windows(2) {
            assert!(pair[0].name < pair[1].name, "{}", pair[1].name);
        }
        for row in table::CODES {
            assert!(!row.meaning.ends_with('.') && !row.meaning.is_empty());
            assert!((300..600).contains(&row.status), "{}", row.name);
        }
    }

    #[test]
    fn a_code_is_found_in_every_form() {
        #[track_caller]
        fn check(text: &str, wanted: Option<&str>) {
            let found = read(text).and_then(|it| it.code);
            assert_eq!(found.as_deref(), wanted, "{text}");
        }
        for code in [
            "ExpiredToken",
            "KMS.DisabledException",
            "SignatureDoesNotMatch",
        ] {
            for text in [
                alloc::format!(
                    "An error occurred ({code}) when calling the GetObject operation: x"
                ),
                alloc::format!("<Error><Code>{code}</Code><Message>x</Message>"),
                alloc::format!("{code}: x"),
                alloc::format!("api error {code}: x"),
                alloc::format!("{{\"__type\":\"com.amazonaws.x#{code}\"}}"),
                alloc::format!(
                    "(Service: Amazon S3; Status Code: 403; Error Code: {code}; Request ID: x)"
                ),
                alloc::format!("botocore.exceptions.{code}"),
            ] {
                check(&text, Some(code));
            }
        }
        check(
            "An error occurred (403) when calling the HeadObject operation: Forbidden",
            Some("403"),
        );
        check("s3://logs/AccessDenied/report.csv", None);
        check("<Code>NoSuchKey</Code>", None);
        check("hello", None);
    }
}
