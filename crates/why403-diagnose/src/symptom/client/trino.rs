//! Trino and Presto: the Hive and Iceberg connectors.
//!
//! Source: trino `lib/trino-filesystem-s3`.

use super::Client;

pub(super) static CLIENT: Client = Client {
    name: "Trino",
    own: &[],
    phrasings: &[
        "Failed to open S3 file: {uri}",
        "Error opening Hive split {uri} (offset={any}, length={any}): ",
        "io.trino.",
    ],
};
