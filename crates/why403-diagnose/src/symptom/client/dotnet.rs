//! The AWS SDK for .NET.
//!
//! Source: aws-sdk-net `AmazonS3Exception.cs`, `S3ErrorResponseUnmarshaller.cs`,
//! `HttpErrorResponseException.cs`; `spec/symptoms.md` 1.6.

use super::{Client, NO_CREDENTIALS, own};

pub(super) static CLIENT: Client = Client {
    name: "AWS SDK for .NET",
    own: &[own(
        "Unable to get IAM security credentials from EC2 Instance Metadata Service",
        "",
        NO_CREDENTIALS,
    )],
    phrasings: &[
        "AmazonS3Exception: Error making request with Error Code {code} and Http Status Code {any}.",
        "Amazon.S3.AmazonS3Exception: {message} ---> Amazon.Runtime.Internal.HttpErrorResponseException",
        "Amazon.S3.AmazonS3Exception: {message} at Amazon.",
        "Amazon.S3.AmazonS3Exception: {message}",
    ],
};
