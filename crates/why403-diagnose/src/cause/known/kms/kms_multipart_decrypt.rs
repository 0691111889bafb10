//! Large uploads are multipart, which needs kms:Decrypt beside kms:GenerateDataKey.
//!
//! Source: `spec/symptoms.md` 2, row 5; `spec/s3.md` A.6.

use crate::cause::known::{Known, Likelihood, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "kms-multipart-decrypt",
    title: "a multipart upload needs kms:Decrypt as well",
    refuses: None,
    explains: |cause, view| {
        let is_upload = view.calls(&[
            "CreateMultipartUpload",
            "UploadPart",
            "CompleteMultipartUpload",
            "PutObject",
            "ListParts",
        ]);
        cause.effect == Denial::Implicit && view.acts(&["kms:Decrypt"]) && is_upload
    },
    suspected: |clues| {
        let is_part = clues.calls(&[
            "UploadPart",
            "CompleteMultipartUpload",
            "UploadPartCopy",
            "CreateMultipartUpload",
            "ListParts",
        ]);
        if clues.acts(&["kms:Decrypt"]) && (is_part || clues.calls(&["PutObject"])) {
            return Some(
                Likelihood::Likely
                    .since("kms:Decrypt is asked for in an upload only where it has several parts"),
            );
        }
        is_part
            .then(|| {
                clues.bare(
                    Likelihood::Possible,
                    "parts under a KMS key need kms:Decrypt, which small uploads do not",
                )
            })
            .flatten()
    },
    looks: |clues| {
        alloc::vec![
            ask::bucket(clues, "get-bucket-encryption", "encryption")
                .tells("aws:kms", "large uploads need kms:Decrypt on that key")
                .tells("AES256", "KMS plays no part, unless the upload names a key"),
            ask::inline(clues).tells("kms:GenerateDataKey without kms:Decrypt", "this is it"),
        ]
    },
};
