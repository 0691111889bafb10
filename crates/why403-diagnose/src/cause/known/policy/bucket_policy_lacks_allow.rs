//! The resource's own policy does not allow it.
//!
//! Source: `spec/symptoms.md` 1.1.

use why403_engine::Layer;

use crate::cause::known::{Known, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "bucket-policy-lacks-allow",
    title: "nothing on the side of the bucket allows it",
    refuses: None,
    explains: |cause, view| cause.is(Layer::Resource, Denial::Implicit) && view.service() == "s3",
    suspected: |clues| {
        let found = clues.says_of(Layer::Resource, Denial::Implicit)?;
        (clues.service() == "s3").then_some(found)
    },
    looks: |clues| {
        alloc::vec![
            ask::bucket_policy(clues)
                .tells("no statement for this caller and action", "this is it")
                .tells(
                    "a statement with Principal * and public conditions",
                    "see IgnorePublicAcls and RestrictPublicBuckets"
                ),
            ask::block_public_access(clues).tells(
                "IgnorePublicAcls true",
                "public ACLs do not count, and the message is the same"
            ),
        ]
    },
};
