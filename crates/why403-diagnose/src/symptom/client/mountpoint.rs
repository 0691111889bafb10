//! Mountpoint for Amazon S3.
//!
//! Source: awslabs/mountpoint-s3 `mountpoint-s3-client/src/s3_crt_client.rs`; its troubleshooting guide.

use super::{Client, own};

pub(super) static CLIENT: Client = Client {
    name: "Mountpoint for Amazon S3",
    own: &[own(
        "initial ListObjectsV2 failed for bucket {bucket} in region {region} {any}Forbidden: {message}",
        "ListObjectsV2",
        "a mount lists the bucket before it is there",
    )],
    phrasings: &["Client error: {code=Forbidden}: {message}", "mountpoint_s3"],
};
