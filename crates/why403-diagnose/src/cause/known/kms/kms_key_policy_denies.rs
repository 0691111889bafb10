//! The policy of the key has a Deny that fits.
//!
//! Source: `spec/s3.md` A.6, E.

use why403_engine::Layer;

use crate::cause::known::{Known, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "kms-key-policy-denies",
    title: "the key policy denies it",
    refuses: None,
    explains: |cause, view| cause.is(Layer::Resource, Denial::Explicit) && view.service() == "kms",
    suspected: |clues| {
        let found = clues.says_of(Layer::Resource, Denial::Explicit)?;
        (clues.service() == "kms").then_some(found)
    },
    looks: |clues| {
        alloc::vec![
            ask::key_policy(clues).tells("a Deny that fits", "its condition tells what is wanted")
        ]
    },
};
