//! The boundary of the caller has a Deny.
//!
//! Source: `spec/symptoms.md` 1.1.

use why403_engine::Layer;

use crate::cause::known::{Known, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "boundary-denies",
    title: "the permissions boundary denies the action",
    refuses: None,
    explains: |cause, _| cause.is(Layer::Boundary, Denial::Explicit),
    suspected: |clues| clues.says_of(Layer::Boundary, Denial::Explicit),
    looks: |clues| {
        alloc::vec![ask::entity(clues).tells("PermissionsBoundary", "read this policy for a Deny"),]
    },
};
