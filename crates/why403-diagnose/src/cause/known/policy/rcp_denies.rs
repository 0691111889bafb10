//! A resource control policy of the resource's organization has a Deny that fits.
//!
//! Source: `spec/symptoms.md` 1.1.

use why403_engine::Layer;

use crate::cause::known::{Known, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "rcp-denies",
    title: "a resource control policy denies it",
    refuses: None,
    explains: |cause, _| cause.is(Layer::Rcp, Denial::Explicit),
    suspected: |clues| clues.says_of(Layer::Rcp, Denial::Explicit),
    looks: |clues| {
        alloc::vec![
            ask::organization(clues, "RESOURCE_CONTROL_POLICY")
                .tells(
                    "policies beside RCPFullAWSAccess",
                    "read each for a Deny that fits"
                )
                .tells(
                    "AccessDeniedException",
                    "only the management account of the resource's organization can read them"
                ),
        ]
    },
};
