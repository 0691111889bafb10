//! botocore's own phrasing, which the AWS CLI and boto3 share: without a prefix, either may have
//! printed it.
//!
//! Source: botocore `exceptions.py`, `ClientError.MSG_TEMPLATE`.

use super::Client;

pub(super) static CLIENT: Client = Client {
    name: "AWS CLI or boto3",
    own: &[],
    phrasings: &[
        "An error occurred ({code}) when calling the {operation} operation: {message}",
        "An error occurred ({code}) when calling the {operation} operation (reached max retries: {any}): {message}",
    ],
};
