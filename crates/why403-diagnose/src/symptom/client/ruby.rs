//! The AWS SDK for Ruby, versions 2 and 3.
//!
//! Source: aws-sdk-ruby `aws-sdk-core/lib/aws-sdk-core/errors.rb`, `seahorse/client/plugins/
//! raise_response_errors.rb`; `spec/symptoms.md` 1.6.

use super::{Client, NO_CREDENTIALS, own};

pub(super) static CLIENT: Client = Client {
    name: "AWS SDK for Ruby",
    own: &[own(
        "Aws::Errors::MissingCredentialsError",
        "",
        NO_CREDENTIALS,
    )],
    phrasings: &[
        "raise_response_errors.rb:{any}: {message} (Aws::S3::Errors::{code})",
        "Aws::S3::Errors::{code}: {message}",
        "Aws::S3::Errors::{code} (",
        "Aws::STS::Errors::{code}: {message}",
        "Aws::S3::Errors::{code}",
    ],
};
