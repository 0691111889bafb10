//! A call that names a version needs another action than one that does not.
//!
//! Source: `spec/s3.md` A.2, A.4.

use alloc::format;

use why403_engine::Layer;

use crate::cause::known::{Known, Likelihood, ask};
use crate::near_miss::Missed;
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "versioned-read",
    title: "a version is asked for, and only the current object is granted",
    refuses: None,
    explains: |cause, view| {
        let is_version = view
            .request()
            .action
            .name()
            .to_ascii_lowercase()
            .contains("objectversion");
        let is_plain = matches!(cause.missed(), None | Some(Missed::OtherAction { .. }));
        is_version && is_plain && cause.effect == Denial::Implicit
    },
    suspected: |clues| {
        let is_version = clues
            .action
            .is_some_and(|it| it.name().to_ascii_lowercase().contains("objectversion"));
        let told = clues
            .told(Layer::Identity, Denial::Implicit)
            .or_else(|| clues.told(Layer::Resource, Denial::Implicit))?;
        is_version.then(|| {
            told.max(Likelihood::Likely).since(format!(
                "{} is asked for only when a call names a version",
                clues.what()
            ))
        })
    },
    looks: |clues| {
        alloc::vec![
            ask::one_byte(clues)
                .tells(
                    "an answer",
                    "without a version it may be read: the action for versions is missing"
                )
                .tells("AccessDenied that names s3:GetObject", "neither is granted"),
        ]
    },
};
