//! The AWS SDK for Rust, and rusoto before it.
//!
//! Source: aws-smithy-types `error/metadata.rs`, `error/display.rs`; aws-sdk-s3 `s3_request_id.rs`;
//! `rusoto_core` `request.rs`; `spec/symptoms.md` 1.6.

use super::{Client, NO_CREDENTIALS, own};

pub(super) static CLIENT: Client = Client {
    name: "AWS SDK for Rust",
    own: &[own(
        "no providers in chain provided credentials",
        "",
        NO_CREDENTIALS,
    )],
    phrasings: &[
        "unhandled error ({code})",
        "Error {{ code: \"{code}\", message: \"{message}\"",
        "ErrorMetadata {{ code: Some(\"{code}\"), message: Some(\"{message}\")",
        // The extras of an error are in no order.
        "aws_request_id: \"{request_id}\"",
        "s3_extended_request_id: \"{host_id}\"",
        "\"aws_request_id\": \"{request_id}\"",
        "\"s3_extended_request_id\": \"{host_id}\"",
        "Response {{ status: StatusCode({status})",
        "BufferedHttpResponse {{status: {status}, body:",
    ],
};
