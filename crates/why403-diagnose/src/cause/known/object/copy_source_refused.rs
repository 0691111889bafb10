//! A copy reads its source, which is refused.
//!
//! Source: `spec/s3.md` A.3.

use crate::cause::known::{Known, Likelihood, ask};
use crate::operation::Side;
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "copy-source-refused",
    title: "the source of the copy may not be read",
    refuses: None,
    explains: |cause, view| {
        let is_source = view.checked.check.plan.side == Side::Source;
        is_source
            && cause.effect == Denial::Implicit
            && cause.near_misses.is_empty()
            && !view.is_foreign()
    },
    suspected: |clues| {
        let copies = clues.calls(&["CopyObject", "UploadPartCopy"]);
        if copies && clues.acts(&["s3:GetObject", "s3:GetObjectVersion"]) {
            return Some(
                Likelihood::Likely
                    .since("the call is a copy, and what is refused is the read of its source"),
            );
        }
        copies
            .then(|| {
                clues.bare(
                    Likelihood::Possible,
                    "a copy reads its source, which may be refused as well as the write",
                )
            })
            .flatten()
    },
    looks: |clues| {
        alloc::vec![
            ask::one_byte(clues)
                .tells(
                    "AccessDenied, with the source's bucket and key",
                    "the source cannot be read"
                )
                .tells("an answer", "the source is fine: it is the destination"),
        ]
    },
};
