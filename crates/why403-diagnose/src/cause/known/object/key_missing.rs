//! A missing object is shown as 403 to who may not list the bucket.
//!
//! Source: `spec/s3.md` A.2, H.1; `spec/symptoms.md` 2, row 3.

use why403_model::operations::Effect;

use crate::cause::known::{Known, Likelihood, ask};

pub(super) static KNOWN: Known = Known {
    id: "key-missing",
    title: "the object does not exist, and the caller may not list the bucket",
    refuses: None,
    explains: |_, view| view.checked.check.plan.effect == Effect::OnMissing,
    suspected: |clues| {
        if clues.symptom.tells_of_missing() {
            return Some(Likelihood::Likely.since("S3 asks for s3:ListBucket on a read of one object only where the object does not exist"));
        }
        if !clues.reads() {
            return None;
        }
        if clues.is_head() {
            return clues.bare(Likelihood::Likely, "a HEAD gives no reason, and a missing object is 403 to who may not list the bucket");
        }
        clues.gate("a missing object is 403 to who may not list the bucket")
    },
    looks: |clues| {
        alloc::vec![
            ask::one_byte(clues)
                .tells(
                    "AccessDenied that names s3:ListBucket",
                    "the object does not exist"
                )
                .tells(
                    "AccessDenied that names s3:GetObject",
                    "the permission is missing, whether the object exists or not"
                )
                .tells(
                    "NoSuchKey",
                    "this caller may list: the object does not exist"
                ),
            ask::listed(clues)
                .tells("the key", "it exists")
                .tells("nothing", "run by somebody who may list: it does not exist"),
        ]
    },
};
