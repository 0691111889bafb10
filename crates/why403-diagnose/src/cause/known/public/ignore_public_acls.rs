//! IgnorePublicAcls takes away the grant of a public ACL; it reads like a missing Allow.
//!
//! Source: `spec/s3.md` C.4.

use why403_engine::Layer;

use crate::cause::known::{Known, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "ignore-public-acls",
    title: "a public ACL is there, but Block Public Access ignores it",
    refuses: None,
    explains: |cause, _| cause.is(Layer::BlockPublicAccess, Denial::Implicit),
    suspected: |clues| {
        let told = clues.told(Layer::BlockPublicAccess, Denial::Implicit)?;
        let is_own = clues.is_foreign() == Some(false);
        (!is_own).then(|| {
            told.since(
                "where a public ACL used to allow it, IgnorePublicAcls leaves these very words",
            )
        })
    },
    looks: |clues| {
        alloc::vec![
            ask::block_public_access(clues)
                .tells("IgnorePublicAcls true", "public ACLs count for nothing"),
            ask::object(clues, "get-object-acl")
                .tells(
                    "AllUsers or AuthenticatedUsers",
                    "the grant is there, and ignored"
                )
                .tells("neither", "no public ACL is meant to allow it"),
        ]
    },
};
