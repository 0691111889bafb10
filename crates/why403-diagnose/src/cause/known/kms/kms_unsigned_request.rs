//! An object under a KMS key is asked for without a signature.
//!
//! Source: `spec/s3.md` A.6, E.

use why403_engine::layer::s3_gate::Gate;
use why403_model::request::Principal;

use crate::cause::known::{Known, Likelihood, ask};

pub(super) static KNOWN: Known = Known {
    id: "kms-unsigned-request",
    title: "an unsigned request cannot read what KMS encrypts",
    refuses: None,
    explains: |cause, _| cause.gate == Some(Gate::Unsigned),
    suspected: |clues| {
        let is_unsigned = clues.principal == Some(&Principal::Anonymous);
        let found = clues.says(&[
            "aws kms managed keys require aws signature version 4",
            "server side encryption with aws kms",
        ]);
        (is_unsigned && found).then(|| {
            Likelihood::Likely.since("the request is not signed, and the answer speaks of KMS")
        })
    },
    looks: |clues| {
        alloc::vec![
            ask::object(clues, "head-object")
                .tells(
                    "ServerSideEncryption aws:kms",
                    "only signed requests can read it"
                )
                .tells("AES256", "KMS plays no part"),
        ]
    },
};
