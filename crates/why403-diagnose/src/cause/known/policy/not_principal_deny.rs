//! A Deny for everybody but those listed does not list what AWS compares.
//!
//! Source: `spec/iam.md` A.6.

use crate::cause::known::{Known, Likelihood, ask};

pub(super) static KNOWN: Known = Known {
    id: "not-principal-deny",
    title: "a Deny with NotPrincipal does not spare the caller",
    refuses: None,
    explains: |cause, _| {
        let principal = cause.denying().and_then(|it| it.principal.as_ref());
        principal.is_some_and(|it| it.negated)
    },
    suspected: |clues| {
        let told = clues.told_of_deny();
        told.map(|_| Likelihood::Possible.since("such a Deny often spares with NotPrincipal, where session, role and account all have to be listed"))
    },
    looks: |clues| {
        alloc::vec![
            ask::bucket_policy(clues)
                .tells(
                    "Deny with NotPrincipal",
                    "session, role and account all have to stand in it"
                )
                .tells("no NotPrincipal", "another Deny stops it"),
        ]
    },
};
