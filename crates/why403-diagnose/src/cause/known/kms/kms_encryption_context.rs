//! A condition on the encryption context does not fit, mostly since a bucket key is in use.
//!
//! Source: `spec/s3.md` A.6, E.

use why403_engine::Layer;

use crate::cause::known::{Known, Likelihood, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "kms-encryption-context",
    title: "the key policy wants another encryption context",
    refuses: None,
    explains: |cause, view| {
        view.service() == "kms"
            && cause.turns_on(&[
                "kms:encryptioncontext:",
                "kms:encryptioncontext:aws:s3:arn",
                "kms:encryptioncontextkeys",
            ])
    },
    suspected: |clues| {
        let told = clues
            .told(Layer::Resource, Denial::Implicit)
            .or_else(|| clues.told(Layer::Identity, Denial::Implicit));
        (clues.service() == "kms").then_some(told?)?;
        Some(Likelihood::Possible.since("grants on keys are often tied to the object's ARN, which a bucket key replaces by the bucket's"))
    },
    looks: |clues| {
        alloc::vec![
            ask::key_policy(clues).tells(
                "kms:EncryptionContext:aws:s3:arn",
                "under a bucket key the value is the bucket's ARN, else the object's"
            ),
            ask::bucket(clues, "get-bucket-encryption", "encryption").tells(
                "BucketKeyEnabled true",
                "new objects have the bucket's ARN as context"
            ),
        ]
    },
};
