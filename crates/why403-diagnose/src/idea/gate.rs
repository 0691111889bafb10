//! What to do where S3 itself refuses: what to send, from where, or when.
//!
//! Source: `spec/s3.md` A.4, C.5 to C.7.

use alloc::format;
use alloc::string::{String, ToString};

use why403_engine::layer::s3_gate::Gate;
use why403_engine::layers::{Layers, Lock};
use why403_model::arn::Arn;
use why403_model::known::Fact;
use why403_model::request::{Found, Principal, Request};
use why403_model::shell::options;

use super::{Idea, trial};
use crate::cause::{Cause, place};

/// How to get past one of S3's own refusals, if anything does.
pub(super) fn idea(cause: &Cause, layers: &Layers, request: &Request) -> Option<Idea> {
    let gate = cause.gate?;
    let text = text(gate, layers, request);
    let advice = Idea {
        command: command(gate, request),
        ..Idea::advice(cause, text)
    };
    if gate != Gate::RequesterPays {
        return Some(advice);
    }
    let mut changed = request.clone();
    changed.input.request_payer = Fact::Known(true);
    Some(Idea {
        tried: trial::left(layers, &changed, cause),
        ..advice
    })
}

/// What to do about a gate, in one sentence
pub(crate) fn text(gate: Gate, layers: &Layers, request: &Request) -> String {
    match gate {
        Gate::ExpectedOwner => format!(
            "find out who owns {}: the name may be misspelled, or the account's id",
            place(request)
        ),
        Gate::NetworkOrigin => {
            let vpc = layers.gates.network_origin.known().cloned().flatten();
            let vpc = vpc.unwrap_or_else(|| "its VPC".to_string());
            format!(
                "send the request from {vpc}, through a VPC endpoint for S3, or use another \
                 access point: the network origin of one cannot be changed"
            )
        }
        // Whoever is not signed in has nobody to charge.
        Gate::RequesterPays if request.principal == Principal::Anonymous => {
            "sign the request, and say that the caller pays: add --request-payer requester"
                .to_string()
        }
        Gate::RequesterPays => {
            "say that the caller's account pays: add --request-payer requester to aws s3 or \
             aws s3api"
                .to_string()
        }
        Gate::Unsigned => "sign the request".to_string(),
        Gate::BlockedEncryption => {
            "leave out the customer's key (SSE-C): let S3 encrypt, or name a KMS key".to_string()
        }
        Gate::Archived => {
            "restore the object, which takes from minutes to two days, then read it".to_string()
        }
        Gate::ObjectLock => match layers.gates.lock.known().copied().flatten() {
            None => {
                "find out what locks the version: who may bypass governance mode can delete it, \
                     nobody else before the lock ends"
                    .to_string()
            }
            Some(Lock::Governance) => {
                "if it has to go: add --bypass-governance-retention, which needs \
                                 s3:BypassGovernanceRetention too"
                    .to_string()
            }
            Some(Lock::LegalHold) => {
                "ask who has put the legal hold there whether it is still needed".to_string()
            }
            Some(Lock::Compliance) => {
                "wait until its retention ends; to hide the object until then, \
                                 delete it without a version id: that only adds a delete marker"
                    .to_string()
            }
        },
    }
}

/// What to type, where it is one command
fn command(gate: Gate, request: &Request) -> Option<String> {
    let arn = Arn::parse(&request.resource).ok()?;
    let (bucket, key) = (arn.s3_bucket()?, arn.s3_key()?);
    let mut object = alloc::vec![("bucket", bucket), ("key", key)];
    if let Found::One(version) = request.context.find("s3:versionid") {
        object.push(("version-id", version));
    }
    let object = options(&object).join(" ");
    match gate {
        Gate::Archived => Some(format!(
            "aws s3api restore-object --restore-request Days=7 \\\n  {object}"
        )),
        Gate::ObjectLock => Some(format!("aws s3api get-object-retention \\\n  {object}")),
        Gate::ExpectedOwner
        | Gate::NetworkOrigin
        | Gate::RequesterPays
        | Gate::Unsigned
        | Gate::BlockedEncryption => None,
    }
}
