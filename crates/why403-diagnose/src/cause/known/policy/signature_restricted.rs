//! A policy turns on the kind or the age of the signature.
//!
//! Source: `spec/symptoms.md` 2, row 12.

use crate::cause::known::{Known, Likelihood, ask};

pub(super) static KNOWN: Known = Known {
    id: "signature-restricted",
    title: "a policy restricts how the request may be signed",
    refuses: None,
    explains: |cause, _| {
        cause.turns_on(&[
            "s3:authtype",
            "s3:signatureage",
            "s3:signatureversion",
            "s3:x-amz-content-sha256",
        ])
    },
    suspected: |clues| {
        let told = clues.told_of_deny();
        told.map(|_| {
            Likelihood::Possible.since("some buckets deny presigned URLs or old signatures")
        })
    },
    looks: |clues| {
        alloc::vec![
            ask::bucket_policy(clues)
                .tells(
                    "a condition on s3:authType or s3:signatureAge",
                    "presigned URLs, or ones older than that many milliseconds, are denied"
                )
                .tells("no such condition", "another statement denies"),
        ]
    },
};
