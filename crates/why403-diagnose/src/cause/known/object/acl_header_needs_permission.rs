//! An ACL header makes S3 ask for s3:PutObjectAcl beside s3:PutObject.
//!
//! Source: `spec/s3.md` A.3; `spec/symptoms.md` 2, row 6.

use why403_engine::Layer;

use crate::cause::known::{Known, Likelihood, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "acl-header-needs-permission",
    title: "the upload sends an ACL, which needs s3:PutObjectAcl",
    refuses: None,
    explains: |cause, view| {
        let is_acl = view.acts(&["s3:PutObjectAcl", "s3:PutObjectVersionAcl"])
            && !view.calls(&["PutObjectAcl"]);
        is_acl && cause.effect == Denial::Implicit
    },
    suspected: |clues| {
        let is_write = clues.writes() && !clues.calls(&["PutObjectAcl"]);
        if is_write
            && clues.acts(&["s3:PutObjectAcl"])
            && clues
                .told(Layer::BlockPublicAccess, Denial::Explicit)
                .is_none()
        {
            return Some(Likelihood::Likely.since(
                "the call is an upload, and s3:PutObjectAcl is asked for where it sends an ACL",
            ));
        }
        let sends = clues.sends(&[
            "x-amz-acl",
            "x-amz-grant-read",
            "x-amz-grant-full-control",
            "x-amz-grant-write",
            "ACL",
        ]);
        (is_write && sends)
            .then(|| {
                clues.bare(
                    Likelihood::Likely,
                    "the upload sends an ACL, which needs s3:PutObjectAcl beside s3:PutObject",
                )
            })
            .flatten()
    },
    looks: |clues| {
        alloc::vec![
            ask::inline(clues).tells(
                "s3:PutObject without s3:PutObjectAcl",
                "this is it, if the upload sends an ACL"
            ),
            ask::bucket(clues, "get-bucket-ownership-controls", "ownership-controls")
                .tells("BucketOwnerEnforced", "no ACL is needed: leave it out"),
        ]
    },
};
