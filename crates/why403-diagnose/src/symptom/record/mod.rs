//! What AWS itself writes down of a request: CloudTrail's records, S3's server access logs.
//!
//! A record is more than a message: it has the caller, the call and the network. What it says
//! goes into a [`Symptom`]; what its kind guarantees that the request did not have is said to be
//! absent; everything else stays unknown.
//!
//! Read in this order: [`envelope`] finds records in a text, [`row`] puts a table's row into a
//! record's form, [`cloudtrail`] and [`access_log`] read one record each; `carried` and `network`
//! are what both share.

pub mod access_log;
mod carried;
pub mod cloudtrail;
pub mod envelope;
mod network;
pub mod row;

use core::ops::ControlFlow;

use super::{Symptom, SymptomError};

/// A request as AWS wrote it down, refused or not
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// What it tells of the request
    pub symptom: Symptom,
    /// What became of the request
    pub answer: Answer,
}

/// What became of a recorded request
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// It passed
    Passed,
    /// AWS refused it, with 403 or what stands for it
    Refused,
    /// It failed for another reason: no such key, throttled, malformed
    Failed,
}

impl Record {
    /// The symptom of a refused request; `None` where it was not refused
    #[must_use]
    pub fn refusal(self) -> Option<Symptom> {
        match self.answer {
            Answer::Refused => Some(self.symptom),
            Answer::Passed | Answer::Failed => None,
        }
    }
}

/// The first refusal in a text of records; `None` where the text has no record at all.
pub(super) fn first_refusal(text: &str) -> Option<Result<Symptom, SymptomError>> {
    let mut records = 0;
    let mut found = None;
    let mut take = |record: Option<Record>| {
        let Some(record) = record else {
            return ControlFlow::Continue(());
        };
        records += 1;
        found = record.refusal();
        match found {
            Some(_) => ControlFlow::Break(()),
            None => ControlFlow::Continue(()),
        }
    };
    let text = text.trim_start_matches(|it: char| it.is_whitespace() || it == '\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let _ = if text.starts_with(['{', '[']) {
        envelope::each_in_text(text, &mut |node| take(cloudtrail::record(node)))
    } else if access_log::is_line(first) {
        let mut lines = text.lines();
        lines.try_for_each(|line| take(access_log::record(line)))
    } else {
        ControlFlow::Continue(())
    };
    match (found, records) {
        (Some(found), _) => Some(Ok(found)),
        (None, 0) => None,
        (None, records) => Some(Err(SymptomError::NoRefusal { records })),
    }
}

/// What a code and a status say
fn answer(code: Option<&str>, status: Option<u16>) -> Answer {
    let code = code.map(|it| it.strip_prefix("Client.").unwrap_or(it));
    match (code, status) {
        (_, Some(403)) => Answer::Refused,
        (Some(code), _) if REFUSALS.contains(&code) => Answer::Refused,
        (Some(_), _) | (None, Some(400..)) => Answer::Failed,
        (None, Some(_) | None) => Answer::Passed,
    }
}

/// Codes of refusals. Source: `spec/s3.md` I.1; `spec/symptoms.md` 1.4, 1.5; IAM, STS and EC2
/// have their own words for the same.
static REFUSALS: &[&str] = &[
    "AccessDenied",
    "AccessDeniedException",
    "AccessForbidden",
    "AccountProblem",
    "AllAccessDisabled",
    "CrossLocationLoggingProhibited",
    "Forbidden",
    "ForbiddenException",
    "InvalidAccessKeyId",
    "InvalidClientTokenId",
    "InvalidObjectState",
    "InvalidPayer",
    "InvalidSecurity",
    "KMS.AccessDeniedException",
    "MissingAuthenticationToken",
    "NotSignedUp",
    "ObjectAlreadyInActiveTierError",
    "ObjectNotInActiveTierError",
    "RequestTimeTooSkewed",
    "SignatureDoesNotMatch",
    "UnauthorizedAccessError",
    "UnauthorizedOperation",
    "UnexpectedIPError",
    "UnrecognizedClientException",
    "VpceAccessDenied",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_refusals_are_refusals() {
        assert_eq!(answer(None, None), Answer::Passed);
        assert_eq!(answer(None, Some(206)), Answer::Passed);
        assert_eq!(answer(None, Some(403)), Answer::Refused);
        assert_eq!(answer(Some("AccessDenied"), None), Answer::Refused);
        let of_ec2 = Some("Client.UnauthorizedOperation");
        assert_eq!(answer(of_ec2, None), Answer::Refused);
        assert_eq!(answer(Some("NoSuchKey"), Some(404)), Answer::Failed);
        assert_eq!(answer(None, Some(503)), Answer::Failed);
        assert_eq!(answer(Some("ThrottlingException"), None), Answer::Failed);
    }
}
