//! The policy of the access point has a Deny that fits.
//!
//! Source: `spec/s3.md` C.7.

use why403_engine::Layer;

use crate::cause::known::{Known, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "access-point-policy-denies",
    title: "the access point's policy denies it",
    refuses: None,
    explains: |cause, _| cause.is(Layer::AccessPoint, Denial::Explicit),
    suspected: |clues| {
        let is_point = clues
            .resource()
            .is_some_and(|it| it.resource().starts_with("accesspoint"));
        is_point
            .then(|| clues.says_of(Layer::AccessPoint, Denial::Explicit))
            .flatten()
    },
    looks: |clues| {
        alloc::vec![
            ask::access_point(clues, "get-access-point-policy")
                .tells("a Deny that fits", "its condition tells what is wanted")
        ]
    },
};
