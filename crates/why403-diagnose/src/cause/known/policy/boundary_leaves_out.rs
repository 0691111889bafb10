//! The boundary of the caller does not list what is asked.
//!
//! Source: `spec/symptoms.md` 1.1; `spec/iam.md` E.

use why403_engine::Layer;

use crate::cause::known::{Known, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "boundary-leaves-out",
    title: "the permissions boundary leaves the action out",
    refuses: None,
    explains: |cause, _| cause.is(Layer::Boundary, Denial::Implicit),
    suspected: |clues| clues.says_of(Layer::Boundary, Denial::Implicit),
    looks: |clues| {
        alloc::vec![
            ask::entity(clues)
                .tells(
                    "PermissionsBoundary",
                    "this policy has to allow the action as well"
                )
                .tells(
                    "no PermissionsBoundary",
                    "there is none now: it was removed, or another caller asked"
                ),
        ]
    },
};
