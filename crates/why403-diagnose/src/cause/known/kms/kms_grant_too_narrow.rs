//! A grant names the caller and leaves out this operation or this encryption context.
//!
//! Source: `spec/s3.md` E, 8.

use why403_engine::Layer;

use crate::cause::known::{Known, View, ask};
use crate::symptom::Denial;

/// Whether a grant on the key names the caller
fn has_grant(view: &View<'_>) -> bool {
    let request = view.request();
    let names = [
        request.principal.principal_arn(),
        request.principal.session_arn(),
    ];
    let accounts = view.world.accounts.values();
    let keys = accounts.flat_map(|it| it.keys.values());
    let mut grants = keys
        .filter(|it| it.arn.as_str() == request.resource)
        .filter_map(|it| it.grants.known())
        .flatten();
    grants.any(|it| names.iter().flatten().any(|name| *name == it.grantee))
}

pub(super) static KNOWN: Known = Known {
    id: "kms-grant-too-narrow",
    title: "there is a KMS grant, but it does not cover this",
    refuses: None,
    explains: |cause, view| {
        let is_lacking = cause.effect == Denial::Implicit
            && matches!(
                cause.layer,
                Layer::Resource | Layer::Identity | Layer::KmsGrant
            );
        is_lacking && view.service() == "kms" && has_grant(view)
    },
    suspected: |_| None,
    looks: |clues| {
        alloc::vec![
            ask::key(clues, "list-grants")
                .tells(
                    "the caller as GranteePrincipal, without this operation",
                    "the grant does not cover it"
                )
                .tells(
                    "Constraints with an EncryptionContext",
                    "it has to fit aws:s3:arn of the object, or of the bucket under a bucket key"
                )
                .tells("nothing about the caller", "no grant plays a part"),
        ]
    },
};
