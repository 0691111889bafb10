//! The bucket has MFA Delete, and the request has no code.
//!
//! Source: `spec/s3.md` A.4.

use crate::cause::known::{Known, ask};

pub(super) static KNOWN: Known = Known {
    id: "mfa-delete",
    title: "deleting a version takes the code of the root user's device",
    refuses: None,
    explains: |_, _| false,
    suspected: |clues| {
        let named = clues.proven(&[], &["mfa authentication must be used for this request"]);
        let is_version = clues.acts(&["s3:DeleteObjectVersion", "s3:PutBucketVersioning"])
            || clues.calls(&["PutBucketVersioning"]);
        let is_delete =
            clues.calls(&["DeleteObject", "DeleteObjects"]) && clues.sends(&["versionId"]);
        named.or_else(|| {
            (is_version || is_delete)
                .then(|| {
                    clues.gate("a bucket with MFA Delete refuses to delete versions without a code")
                })
                .flatten()
        })
    },
    looks: |clues| {
        alloc::vec![
            ask::bucket(clues, "get-bucket-versioning", "versioning")
                .tells(
                    "MFADelete Enabled",
                    "only the root user, with a code, deletes versions"
                )
                .tells("no MFADelete", "it is another cause"),
        ]
    },
};
