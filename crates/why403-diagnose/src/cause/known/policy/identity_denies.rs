//! A policy on the user, group or role has a Deny that fits.
//!
//! Source: `spec/symptoms.md` 1.1.

use why403_engine::Layer;

use crate::cause::known::{Known, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "identity-denies",
    title: "an identity policy denies it",
    refuses: None,
    explains: |cause, _| cause.is(Layer::Identity, Denial::Explicit),
    suspected: |clues| clues.says_of(Layer::Identity, Denial::Explicit),
    looks: |clues| {
        alloc::vec![
            ask::identity(clues).tells(
                "policies",
                "read each for a Deny that fits; a user also has those of its groups"
            ),
            ask::inline(clues).tells("policies", "the same"),
        ]
    },
};
