//! BlockPublicAcls refuses an ACL that grants to everyone.
//!
//! Source: `spec/s3.md` C.4.

use why403_engine::Layer;

use crate::cause::known::{Known, Likelihood, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "block-public-acls",
    title: "Block Public Access refuses a public ACL",
    refuses: None,
    explains: |cause, _| {
        cause.is(Layer::BlockPublicAccess, Denial::Explicit)
            && cause.message.starts_with("BlockPublicAcls")
    },
    suspected: |clues| {
        let named = clues.proven(&[], &["prevented by the blockpublicacls setting"]);
        let puts = clues.calls(&["PutObjectAcl", "PutBucketAcl"]) || clues.sends(&["x-amz-acl"]);
        named.or_else(|| {
            puts.then(|| {
                clues.bare(
                    Likelihood::Likely,
                    "an ACL was sent, and a public one is refused by Block Public Access",
                )
            })
            .flatten()
        })
    },
    looks: |clues| {
        alloc::vec![
            ask::block_public_access(clues).tells(
                "BlockPublicAcls true",
                "public-read and its like are refused"
            ),
            ask::bucket(clues, "get-bucket-ownership-controls", "ownership-controls").tells(
                "BucketOwnerEnforced",
                "ACLs have no effect at all: leave the header out"
            ),
        ]
    },
};
