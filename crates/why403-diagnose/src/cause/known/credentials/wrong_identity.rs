//! The client took credentials from another source than people think.
//!
//! Source: `spec/symptoms.md` 2, row 10.

use crate::cause::known::{Known, Likelihood, ask};

pub(super) static KNOWN: Known = Known {
    id: "wrong-identity",
    title: "another identity asked than people think",
    refuses: None,
    explains: |_, _| false,
    suspected: |clues| {
        if clues.principal.is_some() {
            return None;
        }
        clues.bare(
            Likelihood::Possible,
            "AWS does not say who asked: the client may have used another identity than you think",
        )
    },
    looks: |_| {
        alloc::vec![
        ask::caller()
            .tells("another ARN than you think", "this is it: find where it comes from")
            .tells("the ARN that you think", "run as the failing process, in its container and with its environment, this rules it out"),
        ask::source()
            .tells("env", "variables win over every profile")
            .tells("shared-credentials-file", "the profile in use is shown above it")
            .tells("iam-role or container-role", "the machine's or container's role"),
    ]
    },
};
