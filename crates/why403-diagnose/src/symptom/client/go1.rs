//! The AWS SDK for Go, version 1.
//!
//! Source: aws-sdk-go `aws/awserr/types.go`, `service/s3/host_id.go`; `spec/symptoms.md` 1.6.

use super::{Client, NO_CREDENTIALS, own};

pub(super) static CLIENT: Client = Client {
    name: "AWS SDK for Go 1",
    own: &[own(
        "NoCredentialProviders: no valid providers in chain",
        "",
        NO_CREDENTIALS,
    )],
    phrasings: &[
        "{code=AccessDenied}: {message} status code: {status}, request id: {request_id}, host id: {host_id}",
        "{code=Forbidden}: {message} status code: {status}, request id: {request_id}, host id: {host_id}",
        "{code=SignatureDoesNotMatch}: {message} status code: {status}, request id: {request_id}, host id: {host_id}",
        "{code=InvalidAccessKeyId}: {message} status code: {status}, request id: {request_id}, host id: {host_id}",
        "{code=AccessDenied}: {message} status code: {status}, request id: {request_id}",
        "status code: {status}, request id: {request_id}, host id: {host_id}",
    ],
};
