//! The key of KMS cannot be used by anybody: disabled, pending deletion, gone, or of another Region.
//!
//! Source: `spec/s3.md` A.6; `spec/symptoms.md` 1.5.

use why403_engine::Layer;

use crate::cause::known::{Known, ask};

pub(super) static KNOWN: Known = Known {
    id: "kms-key-unusable",
    title: "the KMS key is disabled, deleted or not there",
    refuses: Some(Layer::S3Gate),
    explains: |_, _| false,
    suspected: |clues| {
        clues.proven(
            &[
                "KMS.DisabledException",
                "KMS.NotFoundException",
                "KMS.KMSInvalidStateException",
                "KMS.InvalidStateException",
                "KMSInvalidStateException",
                "DisabledException",
            ],
            &["is pending deletion"],
        )
    },
    looks: |clues| {
        alloc::vec![
            ask::key(clues, "describe-key")
                .tells(
                    "KeyState Disabled or PendingDeletion",
                    "nobody can use it until it is enabled, or its deletion cancelled"
                )
                .tells(
                    "NotFoundException",
                    "it is gone, or belongs to another Region or account"
                ),
        ]
    },
};
