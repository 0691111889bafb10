//! A statement names the bucket where objects are meant, or objects where the bucket is.
//!
//! Source: `spec/symptoms.md` 2, row 2.

use why403_engine::Layer;

use crate::cause::known::{Known, Likelihood, ask};
use crate::near_miss::Missed;
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "wrong-arn-shape",
    title: "the policy names the bucket where objects are needed, or the other way round",
    refuses: None,
    explains: |cause, _| {
        matches!(
            cause.missed(),
            Some(Missed::BucketForObject { .. } | Missed::ObjectsForBucket { .. })
        )
    },
    suspected: |clues| {
        clues.told(Layer::Identity, Denial::Implicit)?;
        (clues.service() == "s3").then(|| Likelihood::Possible.since("no policy allows it, and the usual slip is BUCKET where BUCKET/* is needed, or the other way round"))
    },
    looks: |clues| {
        alloc::vec![
            ask::inline(clues)
                .tells(
                    "Resource arn:aws:s3:::BUCKET with GetObject or PutObject",
                    "it has to end in :::BUCKET/*"
                )
                .tells(
                    "Resource arn:aws:s3:::BUCKET/* with ListBucket",
                    "it has to end in :::BUCKET"
                ),
        ]
    },
};
