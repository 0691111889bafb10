//! A statement would allow, under a condition that this request does not meet.
//!
//! Source: `spec/iam.md` C.

use why403_engine::Layer;

use crate::cause::known::{Known, Likelihood, ask};
use crate::near_miss::Missed;
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "condition-not-met",
    title: "an Allow is there, but its condition is not met",
    refuses: None,
    explains: |cause, view| {
        let is_near = matches!(
            cause.missed(),
            Some(Missed::Condition { .. } | Missed::Open { .. } | Missed::NoValue { .. })
        );
        is_near && view.service() != "kms"
    },
    suspected: |clues| {
        clues
            .told(Layer::Identity, Denial::Implicit)
            .or_else(|| clues.told(Layer::Resource, Denial::Implicit))?;
        Some(
            Likelihood::Possible.since("an Allow whose condition fails reads like no Allow at all"),
        )
    },
    looks: |clues| {
        alloc::vec![
            ask::inline(clues).tells(
                "Condition in the statement that should allow",
                "compare each key with what the request had"
            ),
            ask::bucket_policy(clues)
                .tells("Condition in the statement that should allow", "the same"),
        ]
    },
};
