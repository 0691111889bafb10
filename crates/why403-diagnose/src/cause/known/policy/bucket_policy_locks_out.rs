//! A Deny in the bucket policy also covers the calls that could repair it.
//!
//! Source: `spec/s3.md` A.5; `spec/symptoms.md` 2, row 12.

use why403_engine::Layer;

use crate::cause::known::{Known, Likelihood, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "bucket-policy-locks-out",
    title: "the bucket policy denies everybody, its administrators too",
    refuses: None,
    explains: |cause, view| {
        cause.is(Layer::Resource, Denial::Explicit)
            && view.acts(&[
                "s3:GetBucketPolicy",
                "s3:PutBucketPolicy",
                "s3:DeleteBucketPolicy",
            ])
    },
    suspected: |clues| {
        let is_policy = clues.acts(&[
            "s3:GetBucketPolicy",
            "s3:PutBucketPolicy",
            "s3:DeleteBucketPolicy",
        ]);
        let told = clues
            .told(Layer::Resource, Denial::Explicit)
            .filter(|_| is_policy)?;
        Some(
            told.max(Likelihood::Likely)
                .since("the bucket policy denies the very calls that read and change it"),
        )
    },
    looks: |clues| {
        alloc::vec![
            ask::bucket_policy(clues)
                .tells(
                    "AccessDenied, as administrator too",
                    "only the account's root user can still reach the policy"
                )
                .tells("a policy", "this caller can repair it"),
        ]
    },
};
