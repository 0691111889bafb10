//! Tags on an upload or copy make S3 ask for tagging permissions.
//!
//! Source: `spec/s3.md` A.3, B; `spec/symptoms.md` 2, row 6.

use crate::cause::known::{Known, Likelihood, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "tag-header-needs-permission",
    title: "tags are sent or copied, which needs permissions of their own",
    refuses: None,
    explains: |cause, view| {
        let is_tag = view
            .request()
            .action
            .name()
            .to_ascii_lowercase()
            .contains("tagging");
        is_tag
            && cause.effect == Denial::Implicit
            && view.calls(&[
                "PutObject",
                "CopyObject",
                "CreateMultipartUpload",
                "UploadPartCopy",
                "GetObject",
            ])
    },
    suspected: |clues| {
        let is_tag = clues
            .action
            .is_some_and(|it| it.name().to_ascii_lowercase().contains("tagging"));
        if is_tag && clues.writes() {
            return Some(Likelihood::Likely.since("the call writes or copies an object, and tagging permissions are asked for where tags are sent or taken along"));
        }
        let sends = clues.sends(&["x-amz-tagging", "Tagging"]);
        (clues.writes() && sends)
            .then(|| {
                clues.bare(
                    Likelihood::Likely,
                    "the upload sends tags, which needs s3:PutObjectTagging",
                )
            })
            .flatten()
    },
    looks: |clues| {
        alloc::vec![
            ask::inline(clues).tells(
                "neither s3:GetObjectTagging nor s3:PutObjectTagging",
                "this is it, if tags are sent or copied"
            ),
            ask::object(clues, "get-object-tagging")
                .tells("tags", "a copy takes them along")
                .tells(
                    "an empty TagSet",
                    "a copy of the CLI reads them all the same"
                ),
        ]
    },
};
