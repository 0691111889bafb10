//! A listing is allowed for one prefix, and this one asks for another, or for none.
//!
//! Source: `spec/s3.md` B, A.2.

use alloc::format;

use why403_engine::Layer;

use crate::cause::known::{Known, Likelihood, Look, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "empty-prefix",
    title: "the listing has another prefix than the policy allows",
    refuses: None,
    explains: |cause, view| {
        cause.turns_on(&["s3:prefix", "s3:delimiter", "s3:max-keys"])
            && view.acts(&["s3:ListBucket", "s3:ListBucketVersions"])
    },
    suspected: |clues| {
        let told = clues
            .told(Layer::Identity, Denial::Implicit)
            .or_else(|| clues.told(Layer::Resource, Denial::Implicit))?;
        let lists = clues.acts(&["s3:ListBucket"]) && !clues.symptom.tells_of_missing();
        lists.then(|| told.max(Likelihood::Possible).since("a grant of s3:ListBucket is often tied to a prefix, and aws s3 ls of a whole bucket sends an empty one"))
    },
    looks: |clues| {
        alloc::vec![
            Look::at(format!(
                "aws s3api list-objects-v2 --bucket {} --prefix PREFIX/ --max-items 1",
                clues.bucket_word()
            ))
            .tells(
                "an answer",
                "with the prefix that the policy names it works"
            )
            .tells("AccessDenied", "it is not a matter of the prefix"),
            ask::inline(clues).tells(
                "a condition on s3:prefix",
                "the listing has to send exactly such a prefix"
            ),
        ]
    },
};
