//! The AWS SDK for Java, version 2.
//!
//! Source: aws-sdk-java-v2 `AwsServiceException.getMessage`, `SdkException`; `spec/symptoms.md` 1.6.

use super::{Client, NO_CREDENTIALS, own};

pub(super) static CLIENT: Client = Client {
    name: "AWS SDK for Java 2",
    own: &[own(
        "Unable to load credentials from any of the providers in the chain",
        "",
        NO_CREDENTIALS,
    )],
    phrasings: &[
        "S3Exception: {message} (Service: {any}, Status Code: {status}, Request ID: {request_id}, Extended Request ID: {host_id})",
        "S3Exception: {message} (Status Code: {status}",
        "StsException: {message} (Service: {any}, Status Code: {status}, Request ID: {request_id}",
        "KmsException: {message} (Service: {any}, Status Code: {status}, Request ID: {request_id}",
        "(Service: {any}, Status Code: {status}, Request ID: {request_id}, Extended Request ID: {host_id}",
        "(Service: {any}, Status Code: {status}, Request ID: {request_id}",
    ],
};
