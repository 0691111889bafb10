//! `ClickHouse`: the `s3` function and disks.
//!
//! Source: `ClickHouse` `src/IO/ReadBufferFromS3.cpp`, `S3Exception`.

use super::Client;

pub(super) static CLIENT: Client = Client {
    name: "ClickHouse",
    own: &[],
    phrasings: &[
        "DB::Exception: {message}: while reading key: {key}, from bucket: {bucket}. ",
        "DB::Exception: {message}. (S3_ERROR)",
    ],
};
