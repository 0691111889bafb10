//! A policy that was passed when the session was made does not list what is asked.
//!
//! Source: `spec/symptoms.md` 1.1; `spec/iam.md` E.

use why403_engine::Layer;

use crate::cause::known::{Known, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "session-policy-leaves-out",
    title: "the session policy leaves the action out",
    refuses: None,
    explains: |cause, _| cause.is(Layer::Session, Denial::Implicit),
    suspected: |clues| clues.says_of(Layer::Session, Denial::Implicit),
    looks: |_| {
        alloc::vec![
            ask::trail("AssumeRole")
                .tells(
                    "requestParameters with policy or policyArns",
                    "this is the session policy: it has to allow as well"
                )
                .tells(
                    "neither of them",
                    "this session has none; look for the one whose name is in the message"
                ),
        ]
    },
};
