//! Amazon Athena: the reason of a failed query, and the errors of its engine.
//!
//! Source: Athena User Guide, "Troubleshoot issues in Athena"; Trino's Hive connector.

use super::{Client, own};

pub(super) static CLIENT: Client = Client {
    name: "Amazon Athena",
    own: &[
        own(
            "Access denied when writing output to url: {uri}",
            "PutObject",
            "Athena writes results with the caller's rights: to the bucket of the workgroup or of the query",
        ),
        own(
            "Access denied when writing to location: {uri}",
            "PutObject",
            "Athena writes results with the caller's rights: to the bucket of the workgroup or of the query",
        ),
        own(
            "Permission denied on S3 path: {uri}",
            "",
            "Athena reads with the caller's rights: they have to read the objects and to list the bucket",
        ),
        own(
            "Unable to verify/create output bucket {bucket}",
            "GetBucketLocation",
            "Athena asks where the bucket of results is before it runs a query",
        ),
    ],
    phrasings: &[
        "HIVE_CANNOT_OPEN_SPLIT: Error opening Hive split {uri} (offset={any}, length={any}): {message} (Service",
        "HIVE_CANNOT_OPEN_SPLIT: Error opening Hive split {uri} (offset={any}, length={any}): ",
        "[AthenaJDBC]({any}) An error has been thrown from the AWS Athena client. {message} [Execution ID",
    ],
};
