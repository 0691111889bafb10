//! A Deny takes effect because the upload does not name the encryption that is wanted.
//!
//! Source: `spec/symptoms.md` 2, row 12.

use why403_engine::Layer;

use crate::cause::known::{Known, Likelihood, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "encryption-header-required",
    title: "a Deny wants an encryption header that the upload does not send",
    refuses: None,
    explains: |cause, _| {
        cause.turns_on(&[
            "s3:x-amz-server-side-encryption",
            "s3:x-amz-server-side-encryption-aws-kms-key-id",
            "s3:x-amz-server-side-encryption-customer-algorithm",
        ])
    },
    suspected: |clues| {
        let told = clues
            .told(Layer::Resource, Denial::Explicit)
            .or_else(|| clues.told(Layer::Scp, Denial::Explicit))?;
        clues.writes().then(|| {
            told.max(Likelihood::Possible).since(
                "a Deny of uploads that do not name their encryption is the usual one on writes",
            )
        })
    },
    looks: |clues| {
        alloc::vec![
            ask::bucket_policy(clues)
                .tells(
                    "a Deny on s3:x-amz-server-side-encryption",
                    "the upload has to send that header, whatever the bucket's default is"
                )
                .tells("no such condition", "another statement denies"),
            ask::bucket(clues, "get-bucket-encryption", "encryption")
                .tells("aws:kms", "the default encrypts anyway: the Deny could go"),
        ]
    },
};
