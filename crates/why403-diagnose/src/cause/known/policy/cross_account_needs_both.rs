//! Caller and resource belong to different accounts, and only one side allows.
//!
//! Source: `spec/iam.md` E; `spec/symptoms.md` 2, row 8.

use alloc::format;

use why403_engine::Layer;

use crate::cause::known::{Known, Likelihood, Look, ask};
use crate::near_miss::Missed;
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "cross-account-needs-both",
    title: "only one of two accounts allows it",
    refuses: None,
    explains: |cause, view| {
        let is_side = matches!(cause.layer, Layer::Identity | Layer::Resource)
            && cause.effect == Denial::Implicit;
        let is_plain = cause.near_misses.is_empty()
            || matches!(
                cause.missed(),
                Some(
                    Missed::OtherPrincipal { .. } | Missed::Delegates | Missed::OtherAction { .. }
                )
            );
        is_side && is_plain && view.is_foreign() && view.service() == "s3"
    },
    suspected: |clues| {
        let is_foreign = clues.is_foreign();
        let told = clues
            .told(Layer::Resource, Denial::Implicit)
            .or_else(|| clues.told(Layer::Identity, Denial::Implicit));
        if clues.service() != "s3" || is_foreign == Some(false) {
            return None;
        }
        if is_foreign == Some(true) {
            let likelihood = told.unwrap_or(Likelihood::Likely).max(Likelihood::Likely);
            return Some(likelihood.since(
                "caller and bucket belong to different accounts, which both have to allow",
            ));
        }
        if told == Some(Likelihood::Likely) {
            return Some(Likelihood::Possible.since(
                "a missing Allow of the bucket matters most to callers of another account",
            ));
        }
        if clues.is_head() {
            return clues.bare(Likelihood::Possible, "nobody said which account owns the bucket; if it is another one, both have to allow");
        }
        clues.bare(Likelihood::Likely, "AWS gives no reason across organizations: caller and bucket may belong to different accounts, which both have to allow")
    },
    looks: |clues| {
        alloc::vec![
            ask::caller()
                .tells(
                    "the bucket owner's account",
                    "it is one account: one Allow is enough"
                )
                .tells("another account", "both accounts have to allow"),
            Look::at(format!(
                "aws s3api head-bucket --bucket {} --expected-bucket-owner {}",
                clues.bucket_word(),
                clues.account_word()
            ))
            .tells("no error", "the bucket belongs to the caller's account")
            .tells(
                "403",
                "it belongs to another account, or the caller may not list it"
            ),
            ask::bucket_policy(clues).tells(
                "nothing about the caller's account",
                "the bucket's side does not allow"
            ),
        ]
    },
};
