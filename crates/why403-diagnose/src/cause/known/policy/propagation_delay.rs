//! A policy was changed a moment ago, and AWS still decides by the old one.
//!
//! Source: `spec/symptoms.md` 2, further ones.

use why403_engine::Layer;

use crate::cause::known::{Known, Likelihood, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "propagation-delay",
    title: "a change has not arrived everywhere yet",
    refuses: None,
    explains: |_, _| false,
    suspected: |clues| {
        clues
            .told(Layer::Identity, Denial::Implicit)
            .or_else(|| clues.told(Layer::Resource, Denial::Implicit))
            .or_else(|| clues.told(Layer::Scp, Denial::Implicit))?;
        Some(Likelihood::Possible.since("if the permission was given within the last minutes, it may not have arrived everywhere"))
    },
    looks: |_| {
        alloc::vec![
            ask::trail("PutRolePolicy")
                .tells(
                    "an event of the last minutes",
                    "wait two minutes and ask again"
                )
                .tells("none", "nothing changed lately: it is another cause"),
        ]
    },
};
