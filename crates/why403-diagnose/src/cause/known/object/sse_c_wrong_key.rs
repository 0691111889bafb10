//! An object under a client's own key is read with another one.
//!
//! Source: `spec/s3.md` A.6, I.3.

use why403_engine::Layer;

use crate::cause::known::{Known, ask};

pub(super) static KNOWN: Known = Known {
    id: "sse-c-wrong-key",
    title: "the key that the client sends is not the one of the object",
    refuses: Some(Layer::S3Gate),
    explains: |_, _| false,
    suspected: |clues| {
        clues.proven(
            &[],
            &["customer provided keys must provide the correct secret key"],
        )
    },
    looks: |clues| {
        alloc::vec![
            ask::object(clues, "head-object")
                .tells(
                    "400",
                    "the object is under a key of a client: the request has to send it"
                )
                .tells("200", "it is not"),
        ]
    },
};
