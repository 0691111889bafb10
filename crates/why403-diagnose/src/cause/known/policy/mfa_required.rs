//! A policy turns on MFA, which the session lacks or used too long ago.
//!
//! Source: `spec/symptoms.md` 2, row 12.

use crate::cause::known::{Known, Likelihood, ask};

pub(super) static KNOWN: Known = Known {
    id: "mfa-required",
    title: "a policy wants a second factor",
    refuses: None,
    explains: |cause, _| cause.turns_on(&["aws:multifactorauthpresent", "aws:multifactorauthage"]),
    suspected: |clues| {
        let told = clues.told_of_deny();
        told.map(|_| {
            Likelihood::Possible
                .since("a Deny of all without MFA is among the usual ones for users")
        })
    },
    looks: |clues| {
        alloc::vec![
            ask::identity(clues).tells(
                "a policy with a name such as ForceMFA",
                "it denies what is asked without a second factor"
            ),
            ask::caller().tells(
                "…:user/…",
                "long-term keys never carry MFA: a session with a code does"
            ),
        ]
    },
};
