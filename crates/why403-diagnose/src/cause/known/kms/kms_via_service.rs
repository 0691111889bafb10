//! A condition on kms:ViaService does not fit.
//!
//! Source: `spec/s3.md` A.6, E.

use crate::cause::known::{Known, Likelihood, ask};

pub(super) static KNOWN: Known = Known {
    id: "kms-via-service",
    title: "the key may be used through another service or Region only",
    refuses: None,
    explains: |cause, view| {
        view.service() == "kms"
            && cause.turns_on(&[
                "kms:viaservice",
                "aws:calledvia",
                "aws:calledvialast",
                "aws:calledviafirst",
                "aws:viaawsservice",
            ])
    },
    suspected: |clues| {
        let is_direct = clues.symptom.message.contains("kms:")
            && clues.calls(&["Decrypt", "GenerateDataKey", "Encrypt"]);
        is_direct.then(|| {
            Likelihood::Possible
                .since("KMS was called directly, and keys for S3 are often open through S3 only")
        })
    },
    looks: |clues| {
        alloc::vec![
            ask::key_policy(clues)
                .tells(
                    "kms:ViaService s3.REGION.amazonaws.com",
                    "Region and service have to be the ones of the bucket; direct calls do not fit"
                )
                .tells("no such condition", "another one fails"),
        ]
    },
};
