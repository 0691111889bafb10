//! A policy that was passed when the session was made has a Deny.
//!
//! Source: `spec/symptoms.md` 1.1.

use why403_engine::Layer;

use crate::cause::known::{Known, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "session-policy-denies",
    title: "the session policy denies the action",
    refuses: None,
    explains: |cause, _| cause.is(Layer::Session, Denial::Explicit),
    suspected: |clues| clues.says_of(Layer::Session, Denial::Explicit),
    looks: |_| {
        alloc::vec![
            ask::trail("AssumeRole")
                .tells("requestParameters with policy", "read it for a Deny")
                .tells("policyArns", "read those policies for a Deny"),
        ]
    },
};
