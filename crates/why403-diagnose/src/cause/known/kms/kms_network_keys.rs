//! A condition on address or endpoint fails on the call that S3 makes to KMS.
//!
//! Source: `spec/s3.md` A.6, E.

use crate::cause::known::{Known, Likelihood, ask};

pub(super) static KNOWN: Known = Known {
    id: "kms-network-keys",
    title: "a network condition meets the inner call to KMS",
    refuses: None,
    explains: |cause, view| {
        view.service() == "kms"
            && cause.turns_on(&[
                "aws:sourceip",
                "aws:vpcsourceip",
                "aws:sourcevpce",
                "aws:sourcevpc",
                "aws:securetransport",
            ])
    },
    suspected: |clues| {
        let told = clues.told_of_deny();
        (clues.service() == "kms").then_some(told?)?;
        Some(Likelihood::Possible.since("on the call that S3 makes to KMS there is no address or endpoint of yours, so a Deny on them takes effect"))
    },
    looks: |clues| {
        alloc::vec![
            ask::key_policy(clues).tells(
                "a condition on aws:SourceIp, aws:SourceVpce or aws:SourceVpc",
                "S3's own call cannot meet it: add kms:ViaService or aws:ViaAWSService"
            ),
            ask::inline(clues).tells("the same condition beside kms actions", "the same"),
        ]
    },
};
