//! A service is allowed only for certain sources, and asks for another one.
//!
//! Source: `spec/s3.md` C.6, F.2.

use why403_model::request::Principal;

use crate::cause::known::{Known, Likelihood, ask};

pub(super) static KNOWN: Known = Known {
    id: "source-arn-mismatch",
    title: "a service asks for another resource than the policy allows",
    refuses: None,
    explains: |cause, _| {
        cause.turns_on(&[
            "aws:sourcearn",
            "aws:sourceaccount",
            "aws:sourceorgid",
            "aws:sourceorgpaths",
        ])
    },
    suspected: |clues| {
        let is_service = matches!(clues.principal, Some(Principal::Service { .. }));
        is_service.then(|| Likelihood::Possible.since("grants to services are tied to the source that they work for, by aws:SourceArn or aws:SourceAccount"))
    },
    looks: |clues| {
        alloc::vec![
            ask::bucket_policy(clues)
                .tells(
                    "aws:SourceArn of another trail, distribution, rule or bucket",
                    "the one that asks has to be named"
                )
                .tells(
                    "aws:SourceAccount of another account",
                    "the account of the source has to be named"
                ),
        ]
    },
};
