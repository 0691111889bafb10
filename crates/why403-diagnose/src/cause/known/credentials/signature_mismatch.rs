//! The secret is wrong, or the request was changed after it was signed.
//!
//! Source: `spec/s3.md` I.1.

use why403_engine::Layer;

use crate::cause::known::{Known, ask};

pub(super) static KNOWN: Known = Known {
    id: "signature-mismatch",
    title: "the signature does not fit the request",
    refuses: Some(Layer::Authentication),
    explains: |_, _| false,
    suspected: |clues| {
        clues.proven(
            &["SignatureDoesNotMatch"],
            &["request signature we calculated does not match"],
        )
    },
    looks: |_| {
        alloc::vec![
        ask::caller()
            .tells("SignatureDoesNotMatch here too", "the secret access key is wrong, often cut off or with a blank at its end")
            .tells("an ARN", "the secret is right: a proxy, an encoding or an altered URL changes the request"),
    ]
    },
};
