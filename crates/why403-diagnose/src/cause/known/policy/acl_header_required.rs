//! A policy turns on the canned ACL that an upload sends.
//!
//! Source: `spec/symptoms.md` 2, row 12.

use why403_engine::Layer;

use crate::cause::known::{Known, Likelihood, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "acl-header-required",
    title: "a policy wants a certain ACL header on uploads",
    refuses: None,
    explains: |cause, _| {
        cause.turns_on(&[
            "s3:x-amz-acl",
            "s3:x-amz-grant-full-control",
            "s3:x-amz-grant-read",
            "s3:x-amz-grant-write",
            "s3:x-amz-grant-read-acp",
            "s3:x-amz-grant-write-acp",
        ])
    },
    suspected: |clues| {
        let told = clues
            .told(Layer::Resource, Denial::Explicit)
            .or_else(|| clues.told(Layer::Resource, Denial::Implicit))?;
        let is_own = clues.is_foreign() == Some(false);
        (clues.writes() && !is_own).then(|| {
            told.max(Likelihood::Possible).since(
                "buckets that take uploads of other accounts often want bucket-owner-full-control",
            )
        })
    },
    looks: |clues| {
        alloc::vec![
            ask::bucket_policy(clues)
                .tells(
                    "a condition on s3:x-amz-acl",
                    "the upload has to send that ACL"
                )
                .tells("no such condition", "another statement decides"),
        ]
    },
};
