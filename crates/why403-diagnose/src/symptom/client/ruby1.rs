//! The AWS SDK for Ruby, version 1, and fog, which signs by itself.
//!
//! Source: aws-sdk-ruby v1 `lib/aws/errors.rb`; fog-aws and excon `error.rb`; `spec/symptoms.md` 1.6.

use super::Client;

pub(super) static CLIENT: Client = Client {
    name: "AWS SDK for Ruby 1",
    own: &[],
    phrasings: &["AWS::S3::Errors::{code} {message}"],
};
