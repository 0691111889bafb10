//! A statement names an action that AWS does not have, and this one was meant.
//!
//! Source: `spec/s3.md` A.5; `spec/symptoms.md` 2, row 2.

use why403_engine::Layer;

use crate::cause::known::{Known, Likelihood, ask};
use crate::near_miss::Missed;
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "action-does-not-exist",
    title: "the policy grants an action that does not exist",
    refuses: None,
    explains: |cause, _| matches!(cause.missed(), Some(Missed::NoSuchAction { .. })),
    suspected: |clues| {
        clues.told(Layer::Identity, Denial::Implicit)?;
        let is_usual = clues.acts(&[
            "s3:ListBucket",
            "s3:ListAllMyBuckets",
            "s3:GetEncryptionConfiguration",
            "s3:GetLifecycleConfiguration",
        ]);
        is_usual.then(|| Likelihood::Possible.since("this action is called otherwise than its operation, and policies often have the operation's name"))
    },
    looks: |clues| {
        alloc::vec![
            ask::inline(clues).tells(
                "s3:ListObjects, s3:HeadObject, s3:ListBuckets, …",
                "there are no such actions: they allow nothing"
            ),
            ask::identity(clues).tells(
                "a policy of your own",
                "look at its actions in the same way"
            ),
        ]
    },
};
