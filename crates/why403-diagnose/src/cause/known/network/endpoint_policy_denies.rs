//! The policy of the VPC endpoint has a Deny that fits.
//!
//! Source: `spec/symptoms.md` 1.1.

use why403_engine::Layer;

use crate::cause::known::{Known, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "endpoint-policy-denies",
    title: "the VPC endpoint's policy denies it",
    refuses: None,
    explains: |cause, _| cause.is(Layer::Endpoint, Denial::Explicit),
    suspected: |clues| clues.says_of(Layer::Endpoint, Denial::Explicit),
    looks: |_| {
        alloc::vec![
            ask::endpoints().tells("a Deny that fits", "its condition tells what is wanted")
        ]
    },
};
