//! An AWS service asks in its own name, and the resource's policy does not allow it.
//!
//! Source: `spec/s3.md` C.6, F.3.

use alloc::format;

use why403_engine::Layer;
use why403_model::request::Principal;

use crate::cause::known::{Known, Likelihood, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "service-not-allowed",
    title: "the policy does not let the AWS service in",
    refuses: None,
    explains: |cause, view| {
        let is_service = matches!(view.request().principal, Principal::Service { .. });
        cause.is(Layer::Resource, Denial::Implicit) && is_service && view.service() != "lambda"
    },
    suspected: |clues| {
        let Some(Principal::Service { name }) = clues.principal else {
            return None;
        };
        let is_lambda = clues.service() == "lambda";
        (!is_lambda).then(|| {
            Likelihood::Likely.since(format!(
                "{name} asks in its own name, so only the resource's policy can allow it"
            ))
        })
    },
    looks: |clues| {
        alloc::vec![
            ask::bucket_policy(clues)
                .tells(
                    "no statement with this Service",
                    "the service has to be allowed by name"
                )
                .tells(
                    "a statement with conditions",
                    "compare aws:SourceArn, aws:SourceAccount and s3:x-amz-acl"
                ),
        ]
    },
};
