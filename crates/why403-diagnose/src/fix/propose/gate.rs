//! S3's own refusals that a request gets past: what it says, from where it comes.
//!
//! Source: `spec/s3.md` C.0, C.5 to C.7.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::layer::s3_gate::Gate;
use why403_model::operations::Part;
use why403_model::request::{Entry, Principal};

use super::Scene;
use crate::fix::owner::Owner;
use crate::fix::request::RequestEdit;
use crate::fix::verify::Fix;

/// The request that passes a gate, where one does
pub(super) fn fix(scene: &Scene<'_>) -> Option<Fix> {
    let (kind, text, edit) = match scene.cause.gate? {
        // Whoever is not signed in has nobody to charge.
        Gate::RequesterPays if scene.request.principal != Principal::Anonymous => (
            "request/pay",
            "say that the caller's account pays: --request-payer requester".to_string(),
            header("x-amz-request-payer", "requester"),
        ),
        Gate::ExpectedOwner => expected_owner(scene)?,
        Gate::NetworkOrigin => from_vpc(scene)?,
        Gate::BlockedEncryption => (
            "request/no-client-key",
            "send no key of the client (SSE-C): S3 encrypts, or a KMS key does (--sse aws:kms)"
                .to_string(),
            RequestEdit::Context {
                key: "s3:x-amz-server-side-encryption-customer-algorithm".into(),
                entry: Entry::Absent,
            },
        ),
        Gate::RequesterPays | Gate::Unsigned | Gate::Archived | Gate::ObjectLock => return None,
    };
    Some(Fix {
        kind,
        text,
        owner: Owner::Caller,
        world: Vec::new(),
        request: alloc::vec![edit],
        notes: Vec::new(),
    })
}

/// The owner that the bucket has: only where it is one of the accounts that are known, since the
/// header is there to keep data from strangers
fn expected_owner(scene: &Scene<'_>) -> Option<(&'static str, String, RequestEdit)> {
    let owner = scene.request.resource_owner.known()?;
    if !scene.world.accounts.contains_key(owner) {
        return None;
    }
    Some((
        "request/expect-owner",
        format!("if account {owner} is meant to own it, say so: --expected-bucket-owner {owner}"),
        header("x-amz-expected-bucket-owner", owner.as_str()),
    ))
}

fn from_vpc(scene: &Scene<'_>) -> Option<(&'static str, String, RequestEdit)> {
    let origin = &scene.checked.layers.gates.network_origin;
    let vpc = origin.known()?.clone()?;
    Some((
        "request/from-vpc",
        format!("send the request from {vpc}, through a VPC endpoint for S3"),
        RequestEdit::Context {
            key: "aws:SourceVpc".into(),
            entry: Entry::One(vpc),
        },
    ))
}

fn header(name: &str, value: &str) -> RequestEdit {
    RequestEdit::Sent {
        part: Part::Header,
        name: name.into(),
        entry: Entry::One(value.into()),
    }
}
