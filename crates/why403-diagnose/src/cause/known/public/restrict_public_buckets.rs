//! RestrictPublicBuckets refuses strangers as long as the policy is public; it reads like a Deny.
//!
//! Source: `spec/s3.md` C.4.

use why403_engine::Layer;

use crate::cause::known::{Known, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "restrict-public-buckets",
    title: "Block Public Access keeps a public bucket to its own account",
    refuses: None,
    explains: |cause, _| cause.is(Layer::BlockPublicAccess, Denial::Explicit),
    suspected: |clues| {
        let told = clues.told(Layer::BlockPublicAccess, Denial::Explicit)?;
        let names_other = clues.says(&["blockpublicacls", "blockpublicpolicy"]);
        let is_own = clues.is_foreign() == Some(false);
        (!is_own && !names_other).then(|| {
            told.since("RestrictPublicBuckets uses these very words, though no policy has a Deny")
        })
    },
    looks: |clues| {
        alloc::vec![
            ask::bucket(clues, "get-bucket-policy-status", "policy-status")
                .tells(
                    "IsPublic true",
                    "with RestrictPublicBuckets only the own account gets in"
                )
                .tells("IsPublic false", "it is not this"),
            ask::block_public_access(clues).tells(
                "RestrictPublicBuckets true",
                "strangers are refused while the policy is public"
            ),
        ]
    },
};
