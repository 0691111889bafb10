//! The bucket refuses uploads with SSE-C.
//!
//! Source: `spec/symptoms.md` 1.2.

use why403_engine::layer::s3_gate::Gate;

use crate::cause::known::{Known, ask};

pub(super) static KNOWN: Known = Known {
    id: "sse-c-blocked",
    title: "the bucket takes no objects under keys of clients",
    refuses: None,
    explains: |cause, _| cause.gate == Some(Gate::BlockedEncryption),
    suspected: |clues| {
        clues.proven(&[], &["has blocked upload requests that specify server side encryption with customer provided keys"])
    },
    looks: |clues| {
        alloc::vec![
            ask::bucket(clues, "get-bucket-encryption", "encryption")
                .tells("BlockedEncryptionTypes with SSE-C", "use SSE-S3 or SSE-KMS")
                .tells("no such member", "it is another cause"),
        ]
    },
};
