//! A presigned URL is used after the time that its signer set.
//!
//! Source: `spec/s3.md` C.5.

use why403_engine::Layer;

use crate::cause::known::{Known, Look};

pub(super) static KNOWN: Known = Known {
    id: "presigned-url-expired",
    title: "the presigned URL is not valid any more",
    refuses: Some(Layer::Authentication),
    explains: |_, _| false,
    suspected: |clues| clues.proven(&[], &["request has expired", "request is not yet valid"]),
    looks: |_| {
        alloc::vec![
            Look::at("printf '%s\\n' URL | tr '&?' '\\n' | grep -E '^X-Amz-(Date|Expires)='")
                .tells(
                    "X-Amz-Date plus X-Amz-Expires seconds is past",
                    "the URL has ended: sign a new one"
                )
                .tells(
                    "it is still to come",
                    "the signer's session ended first, or a clock is wrong"
                )
        ]
    },
};
