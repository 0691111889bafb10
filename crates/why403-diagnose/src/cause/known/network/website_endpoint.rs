//! A website endpoint sends all requests unsigned, so the objects have to be public.
//!
//! Source: `spec/s3.md` C.5.

use crate::cause::known::{Known, Likelihood, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "website-endpoint",
    title: "the website endpoint serves public objects only",
    refuses: None,
    explains: |cause, view| {
        let is_call = view.calls(&["WebsiteGetObject"]);
        is_call && cause.effect == Denial::Implicit
    },
    suspected: |clues| {
        let says = clues.says(&["s3-website", "<li>code: accessdenied"]);
        let called = clues
            .symptom
            .operation
            .as_deref()
            .is_some_and(|it| it.to_ascii_uppercase().starts_with("WEBSITE"));
        (says || called).then(|| {
            Likelihood::Likely
                .since("a website endpoint asks unsigned, so only what is public is served")
        })
    },
    looks: |clues| {
        alloc::vec![
            ask::bucket(clues, "get-bucket-website", "website")
                .tells("IndexDocument", "the website is on")
                .tells("NoSuchWebsiteConfiguration", "there is no website"),
            ask::bucket(clues, "get-bucket-policy-status", "policy-status")
                .tells("IsPublic false", "nothing is served to anybody"),
            ask::block_public_access(clues).tells(
                "RestrictPublicBuckets or IgnorePublicAcls true",
                "public policies or ACLs do not count"
            ),
        ]
    },
};
