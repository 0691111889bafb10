//! A service control policy has a Deny that fits.
//!
//! Source: `spec/symptoms.md` 1.1, 2 row 11.

use why403_engine::Layer;

use crate::cause::known::{Known, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "scp-denies",
    title: "a service control policy denies it",
    refuses: None,
    explains: |cause, _| cause.is(Layer::Scp, Denial::Explicit),
    suspected: |clues| clues.says_of(Layer::Scp, Denial::Explicit),
    looks: |clues| {
        alloc::vec![
        ask::organization(clues, "SERVICE_CONTROL_POLICY")
            .tells("policies", "read each, here and at the units above, for a Deny that fits")
            .tells("AccessDeniedException", "only the management account and delegated administrators can read them: ask them"),
    ]
    },
};
