//! A Deny on aws:SecureTransport or s3:TlsVersion takes effect.
//!
//! Source: `spec/symptoms.md` 2, row 12.

use crate::cause::known::{Known, Likelihood, ask};

pub(super) static KNOWN: Known = Known {
    id: "deny-plain-http",
    title: "a Deny wants TLS, and the request came over plain HTTP or an old TLS",
    refuses: None,
    explains: |cause, _| cause.turns_on(&["aws:securetransport", "s3:tlsversion"]),
    suspected: |clues| {
        let told = clues.told_of_deny();
        told.map(|_| Likelihood::Possible.since("a Deny of plain HTTP is among the usual ones"))
    },
    looks: |clues| {
        alloc::vec![
            ask::bucket_policy(clues)
                .tells(
                    "Bool aws:SecureTransport false",
                    "the request has to use https://"
                )
                .tells("NumericLessThan s3:TlsVersion 1.2", "the client is too old"),
        ]
    },
};
