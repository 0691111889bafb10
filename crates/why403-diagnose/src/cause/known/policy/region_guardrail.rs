//! A policy turns on the Region that is asked.
//!
//! Source: `spec/symptoms.md` 2, row 12.

use why403_engine::Layer;

use crate::cause::known::{Known, Likelihood, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "region-guardrail",
    title: "a guardrail closes the Region",
    refuses: None,
    explains: |cause, _| cause.turns_on(&["aws:requestedregion"]),
    suspected: |clues| {
        clues.told(Layer::Scp, Denial::Explicit)?;
        Some(Likelihood::Possible.since("guardrails that close Regions are the usual SCP"))
    },
    looks: |clues| {
        alloc::vec![
            ask::bucket(clues, "get-bucket-location", "location").tells(
                "a Region outside the organization's list",
                "the guardrail closes it"
            ),
            ask::organization(clues, "SERVICE_CONTROL_POLICY").tells(
                "a policy that names Regions",
                "it denies what is asked elsewhere"
            ),
        ]
    },
};
