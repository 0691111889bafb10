//! boto3, and everything in Python that lets botocore's exceptions through.
//!
//! Source: botocore `exceptions.py`; boto3 `exceptions.py`, `s3/transfer.py`; s3transfer.

use super::{Client, NO_CREDENTIALS, own};

pub(super) static CLIENT: Client = Client {
    name: "boto3",
    own: &[
        own(
            "NoCredentialsError: Unable to locate credentials",
            "",
            NO_CREDENTIALS,
        ),
        own(
            "PartialCredentialsError: Partial credentials found in {any}, missing:",
            "",
            "the credentials lack a part, so that nothing was sent",
        ),
        own(
            "'Errors': [{{'Key': '{key}', 'Code': '{code=AccessDenied}', 'Message': '{message}'",
            "DeleteObjects",
            "",
        ),
        own(
            "'Errors': [{{'Key': '{key}', 'VersionId': '{any}', 'Code': '{code=AccessDenied}', 'Message': '{message}'",
            "DeleteObjects",
            "",
        ),
    ],
    phrasings: &[
        "S3UploadFailedError: Failed to upload {any} to {path}: An error occurred ({code}) when calling the {operation} operation: {message}",
        "S3UploadFailedError: Failed to upload {any} to {path}: An error occurred ({code}) when calling the {operation} operation (reached max retries: {any}): {message}",
        "ClientError: An error occurred ({code}) when calling the {operation} operation: {message}",
        "ClientError: An error occurred ({code}) when calling the {operation} operation (reached max retries: {any}): {message}",
        "ClientError('An error occurred ({code}) when calling the {operation} operation: {message}')",
        "botocore.errorfactory.{any}: An error occurred ({code}) when calling the {operation} operation: {message}",
        "'Error': {{'Code': '{code}', 'Message': '{message}'",
        "'Error': {{'Message': '{message}', 'Code': '{code}'",
        "'ResponseMetadata': {{'RequestId': '{request_id}', 'HostId': '{host_id}', 'HTTPStatusCode': {status}",
    ],
};
