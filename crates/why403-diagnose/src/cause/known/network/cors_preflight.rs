//! A browser asks whether it may, and no CORS rule of the bucket fits.
//!
//! Source: `spec/s3.md` I.1.

use why403_engine::Layer;

use crate::cause::known::{Known, ask};

pub(super) static KNOWN: Known = Known {
    id: "cors-preflight",
    title: "the browser's preflight finds no CORS rule",
    refuses: Some(Layer::S3Gate),
    explains: |_, _| false,
    suspected: |clues| clues.proven(&["AccessForbidden"], &["corsresponse:"]),
    looks: |clues| {
        alloc::vec![
            ask::bucket(clues, "get-bucket-cors", "cors")
                .tells(
                    "NoSuchCORSConfiguration",
                    "no page may ask from the browser"
                )
                .tells(
                    "rules",
                    "origin, method and every header that is asked for have to fit one rule"
                ),
        ]
    },
};
