//! The resource's policy has a Deny that fits.
//!
//! Source: `spec/symptoms.md` 1.1, 2 row 12.

use why403_engine::Layer;

use crate::cause::known::{Known, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "bucket-policy-denies",
    title: "the bucket policy denies it",
    refuses: None,
    explains: |cause, view| cause.is(Layer::Resource, Denial::Explicit) && view.service() == "s3",
    suspected: |clues| {
        let found = clues.says_of(Layer::Resource, Denial::Explicit)?;
        (clues.service() == "s3").then_some(found)
    },
    looks: |clues| {
        alloc::vec![
            ask::bucket_policy(clues)
                .tells("a Deny that fits", "its condition tells what is wanted")
                .tells(
                    "no Deny at all, or NoSuchBucketPolicy",
                    "then it is RestrictPublicBuckets, which uses the same words"
                ),
            ask::block_public_access(clues).tells(
                "RestrictPublicBuckets true, and a public policy",
                "other accounts and unsigned requests are refused"
            ),
        ]
    },
};
