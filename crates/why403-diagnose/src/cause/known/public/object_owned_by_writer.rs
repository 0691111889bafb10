//! Another account owns the object, so the bucket's owner and policy cannot grant it.
//!
//! Source: `spec/symptoms.md` 2, row 9; `spec/s3.md` C.3.

use why403_engine::Layer;

use crate::cause::known::{Known, Likelihood, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "object-owned-by-writer",
    title: "the object belongs to the account that uploaded it",
    refuses: None,
    explains: |cause, _| cause.layer == Layer::Acl,
    suspected: |clues| {
        let told = clues.told(Layer::Acl, Denial::Implicit);
        if clues.reads() && told.is_some() {
            return Some(Likelihood::Possible.since(
                "an object that another account uploaded and kept leaves these very words",
            ));
        }
        let is_get = clues.reads() && !clues.is_head();
        is_get
            .then(|| clues.gate("the object may belong to the account that uploaded it"))
            .flatten()
    },
    looks: |clues| {
        alloc::vec![
            ask::bucket(clues, "get-bucket-ownership-controls", "ownership-controls")
                .tells(
                    "BucketOwnerEnforced",
                    "the bucket's owner owns everything: it is not this"
                )
                .tells(
                    "ObjectWriter, or OwnershipControlsNotFoundError",
                    "who uploads owns"
                ),
            ask::object(clues, "get-object-acl")
                .tells(
                    "an Owner that is not the bucket's",
                    "that account has to grant it, or copy it anew"
                )
                .tells(
                    "AccessDenied for the bucket's own administrator",
                    "the same, most likely"
                ),
            ask::object(clues, "get-object-attributes --object-attributes ETag")
                .tells("AccessDenied while listing works", "the sign of this cause"),
        ]
    },
};
