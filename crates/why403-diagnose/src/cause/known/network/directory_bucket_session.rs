//! S3 Express buckets are opened by s3express:CreateSession, not by s3 actions.
//!
//! Source: `spec/s3.md` C.7.

use crate::cause::known::{Known, Likelihood, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "directory-bucket-session",
    title: "a directory bucket takes s3express:CreateSession only",
    refuses: None,
    explains: |cause, view| view.service() == "s3express" && cause.effect == Denial::Implicit,
    suspected: |clues| {
        let is_action = clues.action.is_some_and(|it| it.service() == "s3express");
        let is_name = clues.bucket.is_some_and(|it| it.ends_with("--x-s3"));
        if is_action {
            return Some(Likelihood::Likely.since(
                "a directory bucket opens by s3express:CreateSession, which s3:* does not hold",
            ));
        }
        is_name.then(|| {
            Likelihood::Likely
                .since("the bucket is a directory bucket, which s3 actions do not open")
        })
    },
    looks: |clues| {
        alloc::vec![
            ask::inline(clues).tells("s3:GetObject and no s3express:CreateSession", "this is it"),
            ask::bucket_policy(clues).tells(
                "s3express:CreateSession with s3express:SessionMode ReadOnly",
                "writes are refused in such a session"
            ),
        ]
    },
};
