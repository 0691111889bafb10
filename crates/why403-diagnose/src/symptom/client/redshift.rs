//! Amazon Redshift: COPY, UNLOAD and Spectrum.
//!
//! Source: Redshift Database Developer Guide, "`S3ServiceException` errors", "Troubleshooting queries in Amazon Redshift Spectrum"; `spec/symptoms.md` 1.5.

use super::{Client, own};

pub(super) static CLIENT: Client = Client {
    name: "Amazon Redshift",
    own: &[own(
        "User {principal} is not authorized to assume IAM Role {arn}",
        "AssumeRole",
        "the cluster has to have the role, and the role has to trust redshift.amazonaws.com",
    )],
    phrasings: &[
        "S3ServiceException:{message},Status {status},Error {code},Rid {request_id},ExtRid {host_id},CanRetry",
        "S3ServiceException:{message},Status {status},Error {code},Rid {request_id},CanRetry",
        "context: Listing bucket={bucket} prefix={prefix} query:",
        "Failed to initialize S3 output stream. S3 path: {uri} HTTP response error code:",
        "HTTP response error code: {status} Message: {code} {message} x-amz-request-id: {request_id} x-amz-id-2: {host_id}",
    ],
};
