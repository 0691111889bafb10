//! An access point with VPC origin is asked from elsewhere.
//!
//! Source: `spec/s3.md` C.7.

use why403_engine::layer::s3_gate::Gate;

use crate::cause::known::{Known, ask};

pub(super) static KNOWN: Known = Known {
    id: "access-point-network-origin",
    title: "the access point takes requests from its VPC only",
    refuses: None,
    explains: |cause, _| cause.gate == Some(Gate::NetworkOrigin),
    suspected: |clues| {
        let arn = clues.resource();
        let is_point = arn
            .as_ref()
            .is_some_and(|it| it.resource().starts_with("accesspoint"));
        is_point.then(|| clues.gate("an access point of a VPC refuses what comes from elsewhere, whatever policies say")).flatten()
    },
    looks: |clues| {
        alloc::vec![
            ask::access_point(clues, "get-access-point")
                .tells(
                    "NetworkOrigin VPC",
                    "only requests through an endpoint in that VPC pass"
                )
                .tells("NetworkOrigin Internet", "it is another cause"),
            ask::endpoints().tells(
                "no endpoint for S3 in that VPC",
                "there has to be one, and the route to it"
            ),
        ]
    },
};
