//! A request carries x-amz headers that its signature does not cover.
//!
//! Source: `spec/s3.md` C.5.

use why403_engine::Layer;

use crate::cause::known::{Known, Look};

pub(super) static KNOWN: Known = Known {
    id: "presigned-url-altered",
    title: "headers were sent that the signature does not cover",
    refuses: Some(Layer::Authentication),
    explains: |_, _| false,
    suspected: |clues| {
        clues.proven(
            &[],
            &["headers present in the request which were not signed"],
        )
    },
    looks: |_| {
        alloc::vec![
            Look::at("printf '%s\\n' URL | tr '&?' '\\n' | grep X-Amz-SignedHeaders")
                .tells(
                    "a header that you send is not in the list",
                    "leave it out, or sign the URL with it"
                )
                .tells("all are in the list", "something on the way adds a header")
        ]
    },
};
