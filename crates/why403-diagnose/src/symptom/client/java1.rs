//! The AWS SDK for Java, version 1.
//!
//! Source: aws-sdk-java `AmazonServiceException.getMessage`, `AmazonS3Exception.toString`;
//! `spec/symptoms.md` 1.6.

use super::{Client, NO_CREDENTIALS, own};

pub(super) static CLIENT: Client = Client {
    name: "AWS SDK for Java 1",
    own: &[own(
        "Unable to load AWS credentials from any provider in the chain",
        "",
        NO_CREDENTIALS,
    )],
    phrasings: &[
        "AmazonS3Exception: {message} (Service: {any}; Status Code: {status}; Error Code: {code}; Request ID: {request_id}; S3 Extended Request ID: {host_id}",
        "AWSSecurityTokenServiceException: {message} (Service: {any}; Status Code: {status}; Error Code: {code}; Request ID: {request_id}",
        "AWSKMSException: {message} (Service: {any}; Status Code: {status}; Error Code: {code}; Request ID: {request_id}",
        // A HEAD has no code: the status and its word stand in its place.
        "(Service: Amazon S3; Status Code: {status}; Error Code: {code} Forbidden; Request ID: {request_id}; S3 Extended Request ID: {host_id}",
        "(Service: Amazon S3; Status Code: {status}; Error Code: {code} Forbidden; Request ID: {request_id}",
        "(Service: Amazon S3; Status Code: {status}; Error Code: {code}; Request ID: {request_id}; S3 Extended Request ID: {host_id}",
        "(Service: {any}; Status Code: {status}; Error Code: {code}; Request ID: {request_id}",
    ],
};
