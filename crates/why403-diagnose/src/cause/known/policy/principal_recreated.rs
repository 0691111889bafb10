//! The caller was deleted and made again, and the policy holds the old one.
//!
//! Source: `spec/symptoms.md` 2, row 19; `spec/iam.md` A.6.

use alloc::string::String;

use why403_engine::Layer;

use crate::cause::known::{Known, Likelihood, ask};
use crate::near_miss::Missed;
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "principal-recreated",
    title: "the policy still names a user or role that was deleted",
    refuses: None,
    explains: |cause, _| {
        let is_id = |it: &String| it.starts_with("AROA") || it.starts_with("AIDA");
        matches!(cause.missed(), Some(Missed::OtherPrincipal { written }) if written.iter().any(is_id))
    },
    suspected: |clues| {
        clues.told(Layer::Resource, Denial::Implicit)?;
        Some(Likelihood::Possible.since("a policy that names a caller by ARN stops to fit when the caller is deleted and made again"))
    },
    looks: |clues| {
        alloc::vec![
            ask::bucket_policy(clues)
                .tells(
                    "a Principal such as AROA… or AIDA…",
                    "it stands for somebody who was deleted"
                )
                .tells("the caller's ARN", "the name is alive: it is another cause"),
            ask::entity(clues).tells(
                "a CreateDate after the policy was written",
                "policies that named the old one have to be saved again"
            ),
        ]
    },
};
