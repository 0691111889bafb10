//! AWS Lake Formation: it refuses before S3 is asked.
//!
//! Source: Lake Formation Developer Guide, "Troubleshooting".

use super::{Client, own};

pub(super) static CLIENT: Client = Client {
    name: "AWS Lake Formation",
    own: &[
        own(
            "Insufficient Lake Formation permission(s) on {uri}",
            "",
            "Lake Formation refused, before S3 was asked: its grants are not IAM policies (aws lakeformation list-permissions)",
        ),
        own(
            "Insufficient Lake Formation permission(s): Required {any} on",
            "",
            "Lake Formation refused, before S3 was asked: its grants are not IAM policies (aws lakeformation list-permissions)",
        ),
    ],
    phrasings: &[
        "An error occurred ({code}) when calling the {operation} operation: Insufficient Lake Formation permission(s)",
    ],
};
