//! Services of AWS that read or write S3 for a person, and how they word its refusal.
//!
//! Source: Lambda Developer Guide, "Troubleshoot deployment issues in Lambda"; `CodePipeline` User
//! Guide, "Troubleshooting"; events of a stack of `CloudFormation`; Redshift Database Developer
//! Guide, "`S3ServiceException` errors"; EC2 API Reference, "Error codes"; `spec/symptoms.md` 1.5.

use alloc::format;
use alloc::string::{String, ToString};

use super::pattern::{self, Field, Found};
use super::{Source, Symptom, aws_message, shortened};

/// A service's sentence
struct Row {
    service: &'static str,
    /// In the form of [`pattern`]
    phrasing: &'static str,
    /// The API operation, where the sentence means one and does not name it
    operation: Option<&'static str>,
    /// What a person has to know about who asks
    note: Option<&'static str>,
}

const fn row(service: &'static str, phrasing: &'static str) -> Row {
    Row {
        service,
        phrasing,
        operation: None,
        note: None,
    }
}

const LAMBDA: &str = "AWS Lambda";
const FORMATION: &str = "AWS CloudFormation";
const PIPELINE: &str = "AWS CodePipeline";
const REDSHIFT: &str = "Amazon Redshift";
const EC2: &str = "Amazon EC2";

/// What names more stands before what names less.
static ROWS: &[Row] = &[
    row(
        LAMBDA,
        "Your access has been denied by S3, please make sure your request credentials have permission to {operation} for {path}. S3 Error Code: {code}. S3 Error Message: {message}",
    ),
    row(
        LAMBDA,
        "Your access has been denied by S3, please make sure your request credentials have permission to {operation} for {path}. S3 Error Code: {code}",
    ),
    Row {
        note: Some("the execution role asks, not who configures the function"),
        ..row(
            LAMBDA,
            "The provided execution role does not have permissions to call {operation} on {any}",
        )
    },
    row(
        LAMBDA,
        "The role defined for the function cannot be assumed by Lambda",
    ),
    row(
        FORMATION,
        "Resource handler returned message: \"{message} (Service: {any}, Status Code: {status}, Request ID: {request_id}, Extended Request ID: {host_id}",
    ),
    row(
        FORMATION,
        "Resource handler returned message: \"{message} (Service: {any}, Status Code: {status}, Request ID: {request_id}",
    ),
    row(
        FORMATION,
        "Resource handler returned message: \"{message}\" (RequestToken:",
    ),
    row(FORMATION, "API: s3:{operation} Access Denied"),
    Row {
        operation: Some("GetObject"),
        note: Some("CloudFormation reads the template with the credentials of who calls it"),
        ..row(FORMATION, "S3 error: {message} For more information check")
    },
    Row {
        note: Some("the role of the action asks, else the pipeline's"),
        ..row(
            PIPELINE,
            "You do not have sufficient permissions to call s3.{operation} for the deployment bucket, {bucket}.",
        )
    },
    Row {
        note: Some("the role of the action asks, else the pipeline's"),
        ..row(
            PIPELINE,
            "sufficient permissions to call s3.{operation} for the deployment bucket",
        )
    },
    Row {
        operation: Some("GetObject"),
        note: Some("the role of the action asks, else the pipeline's"),
        ..row(
            PIPELINE,
            "Unable to access the artifact with Amazon S3 object key '{key}' located in the Amazon S3 artifact bucket '{bucket}'",
        )
    },
    Row {
        note: Some("the role that COPY or UNLOAD names asks"),
        ..row(
            REDSHIFT,
            "S3ServiceException:{message},Status {status},Error {code},Rid {request_id},ExtRid {host_id}",
        )
    },
    Row {
        note: Some("the role that COPY or UNLOAD names asks"),
        ..row(
            REDSHIFT,
            "S3ServiceException:{message},Status {status},Error {code}",
        )
    },
    row(
        EC2,
        "You are not authorized to perform this operation. {message}",
    ),
    row(EC2, "You are not authorized to perform this operation"),
];

/// Whether a note is that of a service
pub(super) fn is_note(text: &str) -> bool {
    ROWS.iter().any(|it| it.note == Some(text))
}

/// Reads what the first service whose sentence fits says, in a text on one line.
pub(super) fn read(line: &str) -> Option<Symptom> {
    let mut rows = ROWS.iter();
    let (row, found) = rows.find_map(|row| Some((row, pattern::find(row.phrasing, line)?)))?;
    let told = |field: Field| pattern::owned(&found, field);
    let status = pattern::told(&found, Field::Status);
    let note = row.note.map(String::from);
    let notes = note.into_iter().chain(aws_message::encoded(line));
    let operation = told(Field::Operation).map(|it| capital(&it));
    Some(Symptom {
        source: Source::Client,
        client: Some(row.service),
        code: told(Field::Code),
        message: told(Field::Message)
            .map(|it| shortened(&it))
            .unwrap_or_default(),
        operation: operation.or_else(|| row.operation.map(String::from)),
        resource: resource(&found),
        request_id: told(Field::RequestId),
        host_id: told(Field::HostId),
        status: status.and_then(|it| it.parse().ok()),
        notes: notes.collect(),
        ..Symptom::default()
    })
}

/// `putObject` of a client of Java as the operation is called
fn capital(name: &str) -> String {
    let mut letters = name.chars();
    match letters.next() {
        Some(first) => format!("{}{}", first.to_ascii_uppercase(), letters.as_str()),
        None => name.to_string(),
    }
}

fn resource(found: &Found<'_>) -> Option<String> {
    let told = |field: Field| pattern::told(found, field);
    let path = told(Field::Path).map(String::from);
    let path = path.or_else(|| {
        let bucket = told(Field::Bucket)?;
        Some(match told(Field::Key) {
            Some(key) => format!("{bucket}/{key}"),
            None => bucket.to_string(),
        })
    })?;
    Some(format!("arn:aws:s3:::{path}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn every_sentence_can_be_found() {
        for row in ROWS {
            assert!(pattern::is_sound(row.phrasing), "{}", row.phrasing);
        }
    }
}
