//! AWS found the access key in public and attached a policy that denies most of what it could do.
//!
//! Source: `spec/symptoms.md` 1.1.

use alloc::format;

use why403_engine::Layer;

use crate::cause::known::{Known, Likelihood, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "key-quarantined",
    title: "AWS put a quarantine on a leaked access key",
    refuses: None,
    explains: |cause, _| {
        let document = cause.decider.as_ref().map(|it| &it.document);
        let arn = document.and_then(|it| it.arn.as_deref().or(Some(&it.label)));
        cause.is(Layer::Identity, Denial::Explicit)
            && arn.is_some_and(|it| it.contains("AWSCompromisedKeyQuarantine"))
    },
    suspected: |clues| {
        let named = clues.symptom.policy.as_deref().unwrap_or_default();
        let is_named = named.contains("AWSCompromisedKeyQuarantine");
        let says = || clues.proven(&[], &["awscompromisedkeyquarantine"]);
        is_named
            .then(|| Likelihood::Proven.since(format!("the message names the policy {named}")))
            .or_else(says)
    },
    looks: |clues| {
        alloc::vec![
            ask::identity(clues)
                .tells(
                    "AWSCompromisedKeyQuarantine is listed",
                    "AWS holds this user's keys for leaked"
                )
                .tells("it is not listed", "another policy denies"),
            ask::trail("AttachUserPolicy").tells(
                "the policy was attached",
                "the time tells since when the key is held for leaked"
            ),
        ]
    },
};
