//! At some level of the organization no service control policy allows the action.
//!
//! Source: `spec/symptoms.md` 1.1; `spec/iam.md` E.

use why403_engine::Layer;

use crate::cause::known::{Known, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "scp-leaves-out",
    title: "an SCP level of the organization leaves the action out",
    refuses: None,
    explains: |cause, _| cause.is(Layer::Scp, Denial::Implicit),
    suspected: |clues| clues.says_of(Layer::Scp, Denial::Implicit),
    looks: |clues| {
        alloc::vec![
            ask::organization(clues, "SERVICE_CONTROL_POLICY")
                .tells(
                    "no FullAWSAccess here, at a unit above or at the root",
                    "what that level does list is all that passes it"
                )
                .tells(
                    "FullAWSAccess at every level",
                    "then it is a Deny; old messages mix the two up"
                ),
        ]
    },
};
