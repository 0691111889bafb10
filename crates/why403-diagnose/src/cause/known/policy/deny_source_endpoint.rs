//! A Deny takes effect because the request does not come through the endpoint.
//!
//! Source: `spec/symptoms.md` 2, row 12.

use crate::cause::known::{Known, Likelihood, ask};

pub(super) static KNOWN: Known = Known {
    id: "deny-source-endpoint",
    title: "a Deny wants the request to come through a certain VPC endpoint",
    refuses: None,
    explains: |cause, _| {
        cause.turns_on(&[
            "aws:sourcevpce",
            "aws:sourcevpc",
            "aws:vpceaccount",
            "aws:vpceorgid",
            "aws:vpceorgpaths",
            "aws:sourcevpcarn",
        ])
    },
    suspected: |clues| {
        let told = clues.told_of_deny();
        told.map(|_| {
            Likelihood::Possible.since(
                "a Deny of all that does not come through one VPC endpoint is among the usual ones",
            )
        })
    },
    looks: |clues| {
        alloc::vec![
            ask::bucket_policy(clues)
                .tells(
                    "StringNotEquals on aws:SourceVpce or aws:SourceVpc",
                    "requests from elsewhere are denied, the console's too"
                )
                .tells("no such condition", "another statement denies"),
            ask::endpoints().tells(
                "another id than the policy has, or none for S3",
                "the request does not pass the endpoint that the policy names"
            ),
        ]
    },
};
