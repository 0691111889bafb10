//! A version that is locked cannot be deleted or overwritten.
//!
//! Source: `spec/s3.md` A.4.

use why403_engine::layer::s3_gate::Gate;

use crate::cause::known::{Known, ask};

pub(super) static KNOWN: Known = Known {
    id: "object-lock",
    title: "object lock protects the version",
    refuses: None,
    explains: |cause, _| cause.gate == Some(Gate::ObjectLock),
    suspected: |clues| clues.proven(&[], &["because object protected by object lock"]),
    looks: |clues| {
        alloc::vec![
            ask::object(clues, "get-object-retention")
                .tells("COMPLIANCE", "nobody can delete it before that date")
                .tells(
                    "GOVERNANCE",
                    "it takes s3:BypassGovernanceRetention and the header"
                ),
            ask::object(clues, "get-object-legal-hold")
                .tells("ON", "the hold has to be taken off first"),
        ]
    },
};
