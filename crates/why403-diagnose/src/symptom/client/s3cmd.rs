//! s3cmd.
//!
//! Source: s3tools/s3cmd `S3/Exceptions.py`, `s3cmd`; `spec/symptoms.md` 1.6.

use super::{Client, own};

pub(super) static CLIENT: Client = Client {
    name: "s3cmd",
    own: &[
        own("ERROR: Access to bucket '{bucket}' was denied", "", ""),
        own(
            "ERROR: Are you sure your keys have s3:ListAllMyBuckets permissions?",
            "ListBuckets",
            "",
        ),
    ],
    phrasings: &[
        "ERROR: S3 error: {status} ({code}): {message}",
        "WARNING: Upload failed: {any} ({status} ({code}): {message})",
    ],
};
