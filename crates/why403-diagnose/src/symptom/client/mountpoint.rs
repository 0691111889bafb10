//! Mountpoint for Amazon S3.
//!
//! Source: awslabs/mountpoint-s3 `mountpoint-s3-client/src/s3_crt_client.rs`; its troubleshooting guide.

use super::{Client, own};

pub(super) static CLIENT: Client = Client {
    name: "Mountpoint for Amazon S3",
    own: &[
        own(
            "initial ListObjectsV2 failed for bucket {bucket} in region {region}: {any}Forbidden: {message}",
            "ListObjectsV2",
            LISTS,
        ),
        own(
            "initial ListObjectsV2 failed for bucket {bucket} in region {region} {any}Forbidden: {message}",
            "ListObjectsV2",
            LISTS,
        ),
    ],
    phrasings: &["Client error: {code=Forbidden}: {message}", "mountpoint_s3"],
};

const LISTS: &str = "a mount lists the bucket before it is there";
