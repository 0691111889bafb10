//! AWS refuses the operation to sessions of this kind, whatever policies say.
//!
//! Source: `spec/iam.md` E.

use why403_engine::Layer;

use crate::cause::known::{Known, ask};

pub(super) static KNOWN: Known = Known {
    id: "credential-kind",
    title: "this kind of credentials may not call this at all",
    refuses: None,
    explains: |cause, _| cause.layer == Layer::Authentication,
    suspected: |_| None,
    looks: |_| {
        alloc::vec![
            ask::caller()
                .tells(
                    "…:federated-user/… or a session of GetSessionToken",
                    "such sessions may not call IAM, and of STS very little"
                )
                .tells("…:root", "the root user cannot take on roles"),
        ]
    },
};
