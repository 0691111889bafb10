//! The policy of the access point does not allow, often since its ARN lacks /object/.
//!
//! Source: `spec/s3.md` C.7.

use why403_engine::Layer;

use crate::cause::known::{Known, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "access-point-policy-lacks-allow",
    title: "the access point's policy does not allow it",
    refuses: None,
    explains: |cause, _| cause.is(Layer::AccessPoint, Denial::Implicit),
    suspected: |clues| {
        let is_point = clues
            .resource()
            .is_some_and(|it| it.resource().starts_with("accesspoint"));
        is_point
            .then(|| clues.says_of(Layer::AccessPoint, Denial::Implicit))
            .flatten()
    },
    looks: |clues| {
        alloc::vec![
            ask::access_point(clues, "get-access-point-policy")
                .tells(
                    "Resource …:accesspoint/NAME/*",
                    "objects need …:accesspoint/NAME/object/*"
                )
                .tells(
                    "NoSuchAccessPointPolicy",
                    "then the caller's own policies have to name the access point's ARN"
                ),
        ]
    },
};
