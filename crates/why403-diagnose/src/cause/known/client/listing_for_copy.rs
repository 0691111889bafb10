//! sync and recursive copies list the bucket, which s3:GetObject alone does not allow.
//!
//! Source: `spec/s3.md` B.

use why403_engine::Layer;

use crate::cause::known::{Known, Likelihood, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "listing-for-copy",
    title: "the command lists the bucket first, which is not granted",
    refuses: None,
    explains: |cause, view| {
        let is_cli = view
            .symptom
            .and_then(|it| it.client)
            .is_some_and(|it| it.starts_with("AWS CLI"));
        is_cli
            && view.calls(&["ListObjectsV2"])
            && view.acts(&["s3:ListBucket"])
            && cause.effect == Denial::Implicit
            && cause.near_misses.is_empty()
    },
    suspected: |clues| {
        let lists = clues.calls(&["ListObjectsV2", "ListObjects"]);
        let told = clues.told(Layer::Identity, Denial::Implicit).is_some() || clues.is_bare();
        (lists && told).then(|| Likelihood::Possible.since("sync, --recursive and ls list the bucket, which needs s3:ListBucket on the bucket itself"))
    },
    looks: |clues| {
        alloc::vec![
            ask::one_byte(clues)
                .tells(
                    "an answer",
                    "the object may be read: only the listing is refused"
                )
                .tells("AccessDenied", "reading is refused too"),
            ask::inline(clues).tells("s3:GetObject without s3:ListBucket", "this is it"),
        ]
    },
};
