//! The AWS managed key does not let other accounts in, and its policy cannot be changed.
//!
//! Source: `spec/s3.md` A.6, E.

use why403_engine::Layer;
use why403_model::known::Fact;
use why403_model::world::KeyManager;

use crate::cause::known::{Known, Likelihood, View, ask};
use crate::symptom::Denial;

/// Whether the key is one that AWS manages, as far as the world knows
fn is_managed(view: &View<'_>) -> bool {
    let accounts = view.world.accounts.values();
    let mut keys = accounts.flat_map(|it| it.keys.values());
    keys.any(|it| {
        it.arn.as_str() == view.request().resource && it.manager == Fact::Known(KeyManager::Aws)
    })
}

pub(super) static KNOWN: Known = Known {
    id: "kms-managed-key-across-accounts",
    title: "the object is under aws/s3, which serves one account only",
    refuses: None,
    explains: |cause, view| {
        let is_managed = cause.turns_on(&["kms:calleraccount"]) || is_managed(view);
        cause.is(Layer::Resource, Denial::Implicit)
            && view.service() == "kms"
            && view.is_foreign()
            && is_managed
    },
    suspected: |clues| {
        let is_merged = clues.says(&[
            "no resource-based policies allow access, or a resource-based policy explicitly denies",
            "the ciphertext refers to a customer master key that does not exist",
        ]);
        (is_merged && clues.is_foreign() != Some(false)).then(|| Likelihood::Possible.since("this text comes for keys of another account, and aws/s3 is the key that never lets one in"))
    },
    looks: |clues| {
        alloc::vec![
            ask::object(clues, "head-object").tells(
                "aws:kms and a key that describe-key calls KeyManager AWS",
                "the object has to be written anew under another key"
            ),
            ask::key(clues, "describe-key")
                .tells("KeyManager AWS", "this key serves its own account only")
                .tells("KeyManager CUSTOMER", "its policy can let you in"),
        ]
    },
};
