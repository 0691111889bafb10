//! The key policy does not allow, and does not delegate to identity policies.
//!
//! Source: `spec/s3.md` A.6, E.

use why403_engine::Layer;

use crate::cause::known::{Known, Likelihood, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "kms-key-policy-lacks-allow",
    title: "the key policy neither names the caller nor leaves it to IAM",
    refuses: None,
    explains: |cause, view| cause.is(Layer::Resource, Denial::Implicit) && view.service() == "kms",
    suspected: |clues| {
        if clues.service() != "kms" {
            return None;
        }
        let told = clues.says_of(Layer::Resource, Denial::Implicit);
        told.or_else(|| {
            clues.bare(
                Likelihood::Possible,
                "AWS gives no reason; the key's policy does not let the caller in, perhaps",
            )
        })
    },
    looks: |clues| {
        alloc::vec![
            ask::key_policy(clues)
                .tells(
                    "no statement for arn:aws:iam::ACCOUNT:root",
                    "identity policies count for nothing on this key: it has to name the caller"
                )
                .tells(
                    "a statement for …:root with kms:*",
                    "it delegates: the identity policy has to allow"
                ),
        ]
    },
};
