//! A Deny on address or endpoint meets a call that a service makes with the person's rights.
//!
//! Source: `spec/s3.md` C.6; `spec/iam.md` D.

use alloc::format;

use why403_engine::Layer;
use why403_model::request::Found;
use why403_model::request::Principal;

use crate::cause::known::{Known, Likelihood, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "service-calls-on-behalf",
    title: "a service makes the call, and a network condition does not expect it",
    refuses: None,
    explains: |cause, view| {
        let context = &view.request().context;
        let is_forwarded = context
            .one("aws:viaawsservice")
            .is_some_and(|it| it.eq_ignore_ascii_case("true"))
            || !matches!(
                context.find("aws:calledvia"),
                Found::Absent | Found::Unknown
            );
        let is_service = matches!(view.request().principal, Principal::Service { .. });
        (is_forwarded || is_service)
            && cause.effect == Denial::Explicit
            && cause.turns_on(&[
                "aws:sourceip",
                "aws:vpcsourceip",
                "aws:sourcevpce",
                "aws:sourcevpc",
                "aws:securetransport",
                "s3:tlsversion",
            ])
    },
    suspected: |clues| {
        const CLIENTS: &[&str] = &[
            "Athena",
            "Redshift",
            "AWS Glue",
            "CloudFormation",
            "Lake Formation",
            "SageMaker",
        ];
        clues.told(Layer::Resource, Denial::Explicit)?;
        let client = clues.symptom.client.filter(|it| CLIENTS.contains(it))?;
        Some(Likelihood::Possible.since(format!(
            "{client} asked S3 with your rights, from its own network: a Deny on addresses meets it"
        )))
    },
    looks: |clues| {
        alloc::vec![
        ask::bucket_policy(clues)
            .tells("a Deny on aws:SourceIp, aws:SourceVpce or aws:SourceVpc without aws:ViaAWSService", "it also stops services that call for you")
            .tells("no such Deny", "another statement denies"),
    ]
    },
};
