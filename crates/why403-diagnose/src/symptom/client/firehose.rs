//! Amazon Data Firehose: its log of deliveries that failed.
//!
//! Source: Amazon Data Firehose Developer Guide, "Amazon S3 Data Delivery Errors".

use super::{Client, own};

pub(super) static CLIENT: Client = Client {
    name: "Amazon Data Firehose",
    own: &[
        own(
            "\"errorCode\":\"S3.{code=AccessDenied}\"",
            "PutObject",
            "Firehose writes with the role of the stream, which has to trust firehose.amazonaws.com",
        ),
        own(
            "{message=Access was denied}. Ensure that the trust policy for the provided IAM role allows Firehose to assume the role",
            "",
            "Firehose writes with the role of the stream, which has to trust firehose.amazonaws.com",
        ),
    ],
    phrasings: &["\"destination\":\"{arn}\","],
};
