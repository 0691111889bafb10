//! The AWS CLI, versions 1 and 2: what `aws s3` writes for a file, and what every command does.
//!
//! Source: awscli `customizations/s3/results.py`, `errorhandler.py`, `clidriver.py`; botocore
//! `exceptions.py`; `spec/symptoms.md` 1.6.

use super::{Client, NO_CREDENTIALS, own};

pub(super) static CLIENT: Client = Client {
    name: "AWS CLI",
    own: &[
        own(
            "Unable to locate credentials. You can configure credentials by running \"aws {any}\"",
            "",
            NO_CREDENTIALS,
        ),
        own(
            "Unable to locate credentials. You can configure credentials by running",
            "",
            NO_CREDENTIALS,
        ),
        own(
            "Error when retrieving token from sso: {message}",
            "",
            "the login with IAM Identity Center has ended: aws sso login",
        ),
        own(
            "The SSO session associated with this profile has expired or is otherwise invalid.",
            "",
            "the login with IAM Identity Center has ended: aws sso login",
        ),
        own(
            "Skipping file {uri}. Object is of storage class {any}. Unable to perform download operations on",
            "GetObject",
            "the object is archived: it has to be restored before it can be read",
        ),
        own(
            "Skipping file {uri}. Object is of storage class {any}. Unable to perform {any} operations on",
            "",
            "the object is archived: it has to be restored before it can be read",
        ),
    ],
    phrasings: &[
        "upload failed: {from} to {to} An error occurred ({code}) when calling the {operation} operation: {message}",
        "upload failed: {from} to {to} A client error ({code}) occurred when calling the {operation} operation: {message}",
        "download failed: {from} to {to} An error occurred ({code}) when calling the {operation} operation: {message}",
        "copy failed: {from} to {to} An error occurred ({code}) when calling the {operation} operation: {message}",
        "move failed: {from} to {to} An error occurred ({code}) when calling the {operation} operation: {message}",
        "delete failed: {uri} An error occurred ({code}) when calling the {operation} operation: {message}",
        "make_bucket failed: {uri} An error occurred ({code}) when calling the {operation} operation: {message}",
        "remove_bucket failed: {uri} An error occurred ({code}) when calling the {operation} operation: {message}",
        "fatal error: An error occurred ({code}) when calling the {operation} operation: {message}",
        "aws: [ERROR]: An error occurred ({code}) when calling the {operation} operation: {message}",
        "A client error ({code}) occurred when calling the {operation} operation: {message}",
    ],
};
