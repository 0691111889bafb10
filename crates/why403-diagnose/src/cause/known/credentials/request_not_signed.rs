//! Nobody asked: the request carries no credentials.
//!
//! Source: `spec/s3.md` C.5; `spec/symptoms.md` 1.3.

use why403_engine::Layer;
use why403_model::operations::Effect;
use why403_model::request::Principal;

use crate::cause::known::{Known, Likelihood, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "request-not-signed",
    title: "the request is not signed",
    refuses: None,
    explains: |cause, view| {
        let is_unsigned = view.request().principal == Principal::Anonymous;
        is_unsigned
            && cause.effect == Denial::Implicit
            && cause.layer != Layer::BlockPublicAccess
            && !view.calls(&["WebsiteGetObject"])
            && view.checked.check.plan.effect != Effect::OnMissing
    },
    suspected: |clues| {
        let code = clues.proven(
            &["MissingAuthenticationToken"],
            &[
                "anonymous access is forbidden",
                "anonymous users cannot",
                "the request was not signed",
            ],
        );
        let is_unsigned = clues.principal == Some(&Principal::Anonymous);
        code.or_else(|| {
            is_unsigned.then(|| {
                Likelihood::Likely
                    .since("nobody is named as the caller: the request was not signed")
            })
        })
    },
    looks: |clues| {
        alloc::vec![
        ask::source()
            .tells("<not set>", "no credentials are found here, so requests go out unsigned or not at all")
            .tells("a key", "this shell has credentials; the program, the browser or --no-sign-request does not use them"),
        ask::bucket(clues, "get-bucket-policy-status", "policy-status").tells("IsPublic: false", "unsigned requests get nothing from this bucket"),
    ]
    },
};
