//! The object has to be restored before it can be read or copied.
//!
//! Source: `spec/symptoms.md` 1.4; `spec/s3.md` I.1.

use why403_engine::layer::s3_gate::Gate;

use crate::cause::known::{Known, ask};

pub(super) static KNOWN: Known = Known {
    id: "archived-object",
    title: "the object is in an archive and not restored",
    refuses: None,
    explains: |cause, _| cause.gate == Some(Gate::Archived),
    suspected: |clues| {
        clues.proven(
            &[
                "InvalidObjectState",
                "ObjectNotInActiveTierError",
                "ObjectAlreadyInActiveTierError",
            ],
            &[
                "not valid for the object's storage class",
                "not valid for the source object's storage class",
            ],
        )
    },
    looks: |clues| {
        alloc::vec![
            ask::object(clues, "head-object")
                .tells(
                    "StorageClass GLACIER or DEEP_ARCHIVE, or an ArchiveStatus, without Restore",
                    "it has to be restored first"
                )
                .tells(
                    "Restore: ongoing-request=\"true\"",
                    "it is being restored: wait"
                )
                .tells(
                    "ongoing-request=\"false\"",
                    "it can be read until the date that follows"
                ),
        ]
    },
};
