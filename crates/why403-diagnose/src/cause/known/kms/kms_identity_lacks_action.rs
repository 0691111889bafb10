//! The object is encrypted with a KMS key, and no policy lets the caller use it.
//!
//! Source: `spec/symptoms.md` 2, row 4; `spec/s3.md` A.6.

use why403_engine::Layer;

use crate::cause::known::{Known, Likelihood, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "kms-identity-lacks-action",
    title: "the caller may not use the KMS key",
    refuses: None,
    explains: |cause, view| cause.is(Layer::Identity, Denial::Implicit) && view.service() == "kms",
    suspected: |clues| {
        if clues.service() != "kms" {
            return None;
        }
        let told = clues.says_of(Layer::Identity, Denial::Implicit);
        told.or_else(|| {
            clues.bare(
                Likelihood::Possible,
                "AWS gives no reason; the caller lacks the use of the key on its own side, perhaps",
            )
        })
    },
    looks: |clues| {
        alloc::vec![
            ask::inline(clues)
                .tells("no kms:Decrypt or kms:GenerateDataKey", "this is it")
                .tells(
                    "them on an alias ARN",
                    "aliases never fit: name the key's ARN"
                ),
            ask::key_policy(clues).tells(
                "the caller by name",
                "then a ceiling (SCP, boundary, session policy) stops it"
            ),
        ]
    },
};
