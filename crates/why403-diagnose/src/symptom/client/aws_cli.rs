//! The AWS CLI, versions 1 and 2, with botocore's phrasing, which boto3 shares.
//!
//! Source: awscli and botocore, `exceptions.py`, `customizations/s3/results.py`;
//! `spec/symptoms.md` 1.6.

use super::Client;

pub(super) static CLIENT: Client = Client {
    name: "AWS CLI",
    phrasings: &[
        "upload failed: {any} to s3://{path} An error occurred ({code}) when calling the {operation} operation: {message}",
        "download failed: s3://{path} to {any} An error occurred ({code}) when calling the {operation} operation: {message}",
        "fatal error: An error occurred ({code}) when calling the {operation} operation: {message}",
    ],
};
