//! A customer managed key of another account needs both sides.
//!
//! Source: `spec/s3.md` A.6, E.

use why403_engine::Layer;
use why403_model::request::Principal;

use crate::cause::known::{Known, Likelihood, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "kms-cross-account-key",
    title: "the KMS key of another account does not let the caller use it",
    refuses: None,
    explains: |cause, view| {
        let is_side = matches!(cause.layer, Layer::Resource | Layer::Identity);
        is_side && cause.effect == Denial::Implicit && view.service() == "kms" && view.is_foreign()
    },
    suspected: |clues| {
        let is_merged = clues.says(&[
            "no resource-based policies allow access, or a resource-based policy explicitly denies",
            "the ciphertext refers to a customer master key that does not exist",
        ]);
        if is_merged {
            return Some(Likelihood::Likely.since("AWS uses this text for keys of another account: it is not there, not allowed, or denied"));
        }
        let is_foreign = clues.service() == "kms"
            && clues
                .resource()
                .and_then(|it| it.account_id())
                .zip(clues.principal.and_then(Principal::account))
                .is_some_and(|(key, own)| key != own);
        is_foreign
            .then(|| Likelihood::Likely.since("the key belongs to another account than the caller"))
    },
    looks: |clues| {
        alloc::vec![
            ask::key_policy(clues)
                .tells(
                    "the caller's account or role",
                    "the owner's side allows: look at the caller's"
                )
                .tells(
                    "nothing about it, or AccessDenied",
                    "ask the key's owner to name the role"
                ),
            ask::inline(clues)
                .tells("kms:Decrypt on the key's ARN", "the caller's side allows")
                .tells("only an alias ARN, or nothing", "name the key's own ARN"),
        ]
    },
};
