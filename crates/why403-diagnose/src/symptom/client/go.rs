//! The AWS SDK for Go, version 2.
//!
//! Source: aws-sdk-go-v2 `aws/transport/http/response_error.go`, `service/s3/internal/customizations`;
//! smithy-go `errors.go`; `spec/symptoms.md` 1.6.

use super::{Client, NO_CREDENTIALS, own};

pub(super) static CLIENT: Client = Client {
    name: "AWS SDK for Go 2",
    own: &[own(
        "get identity: get credentials: failed to refresh cached credentials, {message}",
        "",
        NO_CREDENTIALS,
    )],
    phrasings: &[
        "operation error {any}: {operation}, https response error StatusCode: {status}, RequestID: {request_id}, HostID: {host_id}, api error {code}: {message}",
        "operation error {any}: {operation}, exceeded maximum number of attempts, {any}, https response error StatusCode: {status}, RequestID: {request_id}, HostID: {host_id}, api error {code}: {message}",
        "operation error {any}: {operation}, ",
        "https response error StatusCode: {status}, RequestID: {request_id}, HostID: {host_id}, {any}api error {code}: {message}",
        "https response error StatusCode: {status}, RequestID: {request_id}, api error {code}: {message}",
        "https response error StatusCode: {status}, RequestID: ",
        "api error {code}: {message}",
    ],
};
