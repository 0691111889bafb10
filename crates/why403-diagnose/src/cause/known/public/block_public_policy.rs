//! BlockPublicPolicy refuses to store a policy that is public.
//!
//! Source: `spec/s3.md` C.4.

use alloc::format;

use why403_engine::Layer;

use crate::cause::known::{Known, Likelihood, Look, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "block-public-policy",
    title: "Block Public Access refuses a public bucket policy",
    refuses: None,
    explains: |cause, view| {
        let is_policy = view
            .request()
            .action
            .name()
            .to_ascii_lowercase()
            .ends_with("policy");
        cause.is(Layer::BlockPublicAccess, Denial::Explicit) && is_policy
    },
    suspected: |clues| {
        let named = clues.proven(&[], &["prevented by the blockpublicpolicy setting"]);
        let puts = clues.calls(&["PutBucketPolicy", "PutAccessPointPolicy"])
            || clues.says(&["s3:putbucketpolicy access denied"]);
        named.or_else(|| puts.then(|| clues.bare(Likelihood::Likely, "a policy was to be stored, and older tools show nothing but Access Denied where it is public")).flatten())
    },
    looks: |clues| {
        alloc::vec![
            ask::block_public_access(clues)
                .tells("BlockPublicPolicy true", "a public policy is refused")
                .tells(
                    "false, or no configuration",
                    "the account or the organization may still have it on"
                ),
            Look::at(format!(
                "aws s3control get-public-access-block --account-id {}",
                clues.account_word()
            ))
            .tells(
                "BlockPublicPolicy true",
                "it holds for every bucket of the account"
            ),
        ]
    },
};
