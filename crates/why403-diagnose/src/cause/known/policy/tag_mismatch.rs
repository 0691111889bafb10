//! A policy turns on a tag of the caller, the object, the bucket or the request.
//!
//! Source: `spec/s3.md` G.

use why403_engine::Layer;

use crate::cause::known::{Known, Likelihood, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "tag-mismatch",
    title: "a tag is not what a policy wants",
    refuses: None,
    explains: |cause, _| {
        cause.turns_on(&[
            "aws:principaltag/",
            "aws:resourcetag/",
            "s3:existingobjecttag/",
            "s3:requestobjecttag/",
            "aws:requesttag/",
            "s3:buckettag/",
            "aws:tagkeys",
            "s3:requestobjecttagkeys",
        ])
    },
    suspected: |clues| {
        let told = clues.says_of(Layer::Identity, Denial::Implicit)?;
        Some(
            Likelihood::Possible
                .max(told.likelihood)
                .since("where access goes by tags, a missing tag looks like a missing Allow"),
        )
    },
    looks: |clues| {
        alloc::vec![
            ask::object(clues, "get-object-tagging").tells(
                "the tag is missing or has another value",
                "policies that test s3:ExistingObjectTag do not fit"
            ),
            ask::entity(clues).tells(
                "Tags without the one that the policy tests",
                "the caller's tag is missing; session tags are not shown here"
            ),
        ]
    },
};
