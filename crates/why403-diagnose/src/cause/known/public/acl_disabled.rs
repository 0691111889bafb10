//! The bucket enforces its owner, so a request with an ACL is refused.
//!
//! Source: `spec/symptoms.md` 2, row 18; `spec/s3.md` C.3.

use why403_engine::Layer;

use crate::cause::known::{Known, ask};

pub(super) static KNOWN: Known = Known {
    id: "acl-disabled",
    title: "an ACL is sent to a bucket that has ACLs switched off",
    refuses: Some(Layer::Acl),
    explains: |_, _| false,
    suspected: |clues| {
        clues.proven(
            &[
                "AccessControlListNotSupported",
                "InvalidBucketAclWithObjectOwnership",
            ],
            &[
                "the bucket does not allow acls",
                "bucket cannot have acls set",
            ],
        )
    },
    looks: |clues| {
        alloc::vec![
            ask::bucket(clues, "get-bucket-ownership-controls", "ownership-controls")
                .tells("BucketOwnerEnforced", "leave --acl and x-amz-acl out")
                .tells("another setting", "ACLs are on: it is another cause"),
        ]
    },
};
