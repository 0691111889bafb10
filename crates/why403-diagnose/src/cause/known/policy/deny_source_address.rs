//! A Deny takes effect because the request does not come from a listed address.
//!
//! Source: `spec/symptoms.md` 2, row 12.

use crate::cause::known::{Known, Likelihood, Look, ask};

pub(super) static KNOWN: Known = Known {
    id: "deny-source-address",
    title: "a Deny wants another source address",
    refuses: None,
    explains: |cause, _| cause.turns_on(&["aws:sourceip", "aws:vpcsourceip"]),
    suspected: |clues| {
        let told = clues.told_of_deny();
        told.map(|_| {
            Likelihood::Possible.since("a Deny on the source address is among the usual ones")
        })
    },
    looks: |clues| {
        alloc::vec![
            ask::bucket_policy(clues)
                .tells(
                    "NotIpAddress on aws:SourceIp",
                    "the address that AWS saw has to be in the list"
                )
                .tells("no such condition", "another statement denies"),
            Look::at("curl -s https://checkip.amazonaws.com")
                .tells(
                    "an address that is not listed",
                    "this is it, unless the request goes through a VPC endpoint"
                )
                .tells(
                    "a listed address",
                    "through a VPC endpoint AWS sees no public address at all"
                ),
        ]
    },
};
