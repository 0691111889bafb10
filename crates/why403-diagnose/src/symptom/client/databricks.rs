//! Databricks: clusters with an instance profile, and Unity Catalog.
//!
//! Source: Databricks documentation, "Error classes", "Connect to cloud object storage".

use super::{Client, own};

pub(super) static CLIENT: Client = Client {
    name: "Databricks",
    own: &[own(
        "PERMISSION_DENIED: User does not have {any} on External Location '{any}'",
        "",
        "Unity Catalog refused, before S3 was asked: its grants are not IAM policies (show grants on external location)",
    )],
    phrasings: &[
        "shaded.databricks.{any}AccessDeniedException: {uri}: {call} on {any}: ",
        "Failed to access cloud storage: [AmazonS3Exception] {message} (Service",
        "at com.databricks.",
    ],
};
