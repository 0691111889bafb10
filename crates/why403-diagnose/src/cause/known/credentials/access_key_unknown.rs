//! The access key id is deleted, inactive, of another partition, or mistyped.
//!
//! Source: `spec/s3.md` I.1.

use why403_engine::Layer;

use crate::cause::known::{Known, Look, ask};

pub(super) static KNOWN: Known = Known {
    id: "access-key-unknown",
    title: "AWS does not know the access key",
    refuses: Some(Layer::Authentication),
    explains: |_, _| false,
    suspected: |clues| {
        clues.proven(
            &["InvalidAccessKeyId"],
            &["access key id you provided does not exist in our records"],
        )
    },
    looks: |_| {
        alloc::vec![
            ask::source()
                .tells(
                    "a key that ends like the one in the message",
                    "this is where it comes from"
                )
                .tells("another key", "the process that failed has other settings"),
            Look::at("aws iam list-access-keys --user-name USER")
                .tells(
                    "Inactive, or not listed",
                    "the key was switched off or deleted"
                )
                .tells(
                    "Active",
                    "another partition (China, GovCloud), or the session token is missing"
                ),
        ]
    },
};
