//! The action is granted on something else.
//!
//! Source: `spec/symptoms.md` 2, row 1.

use why403_engine::Layer;

use crate::cause::known::{Known, Likelihood, ask};
use crate::near_miss::Missed;
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "wrong-resource",
    title: "the policy allows it, but on another bucket or path",
    refuses: None,
    explains: |cause, view| {
        let is_general = matches!(cause.layer, Layer::Identity | Layer::Resource);
        is_general
            && view.service() == "s3"
            && matches!(cause.missed(), Some(Missed::OtherResource { .. }))
    },
    suspected: |clues| {
        clues.told(Layer::Identity, Denial::Implicit)?;
        (clues.service() == "s3").then(|| {
            Likelihood::Possible.since("the action may be granted on another bucket or prefix")
        })
    },
    looks: |clues| {
        alloc::vec![ask::inline(clues).tells(
            "the action, with another bucket or prefix in Resource",
            "this is it: compare letter by letter, case counts in keys"
        ),]
    },
};
