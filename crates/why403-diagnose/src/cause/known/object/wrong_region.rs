//! The bucket is in another Region than the request was signed for or sent to.
//!
//! Source: `spec/symptoms.md` 1.4; `spec/s3.md` I.2.

use why403_engine::Layer;

use crate::cause::known::{Known, ask};

pub(super) static KNOWN: Known = Known {
    id: "wrong-region",
    title: "the request went to the wrong Region",
    refuses: Some(Layer::Authentication),
    explains: |_, _| false,
    suspected: |clues| {
        clues.proven(
            &[
                "AuthorizationHeaderMalformed",
                "PermanentRedirect",
                "IllegalLocationConstraintException",
                "InvalidRegion",
            ],
            &["is wrong; expecting '"],
        )
    },
    looks: |clues| {
        alloc::vec![
            ask::bucket(clues, "get-bucket-location", "location")
                .tells(
                    "another Region than the client's",
                    "set that Region (null stands for us-east-1)"
                )
                .tells("the same Region", "look at the endpoint URL"),
        ]
    },
};
