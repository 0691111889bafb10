//! Snowflake: stages on S3, and the role that its integration assumes.
//!
//! Source: Snowflake documentation, "Configuring a Snowflake storage integration to access Amazon S3"; its error messages.

use super::{Client, own};

pub(super) static CLIENT: Client = Client {
    name: "Snowflake",
    own: &[
        own(
            "Failed to access remote file: access denied. Please check your credentials",
            "",
            "Snowflake reads with the role of the storage integration, or with the keys of the stage",
        ),
        own(
            "Error assuming AWS_ROLE: {message}",
            "AssumeRole",
            "the role has to trust Snowflake's user with the integration's external id (desc integration)",
        ),
    ],
    phrasings: &[
        "Failure using stage area. Cause: [{message} (Status Code: {status}; Error Code: {code})]",
    ],
};
