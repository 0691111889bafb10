//! The bucket policy does not let CloudFront (OAC or OAI) in.
//!
//! Source: `spec/s3.md` C.6; `spec/symptoms.md` 2, row 14.

use why403_model::request::Principal;

use crate::cause::known::{Known, Likelihood, Look, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "cloudfront-origin",
    title: "CloudFront may not read the bucket",
    refuses: None,
    explains: |cause, view| {
        let is_service = matches!(&view.request().principal, Principal::Service { name } if name.starts_with("cloudfront"));
        let is_identity = view.request().principal.principal_arn().is_some_and(|it| {
            it.contains(":cloudfront:user/") || it.contains("Origin Access Identity")
        });
        cause.effect == Denial::Implicit && (is_service || is_identity)
    },
    suspected: |clues| {
        let is_service = matches!(clues.principal, Some(Principal::Service { name }) if name.starts_with("cloudfront"));
        let asked = clues.symptom.principal.as_deref().unwrap_or_default();
        let is_identity = asked.contains("CloudFront Origin Access Identity")
            || asked.contains("cloudfront:user/");
        let says = clues.says(&[
            "server: amazons3",
            "x-cache: error from cloudfront",
            "error from cloudfront",
        ]);
        if is_service || is_identity {
            return Some(Likelihood::Likely.since(
                "CloudFront itself asked: the bucket policy has to let this distribution in",
            ));
        }
        says.then(|| {
            Likelihood::Likely
                .since("the answer came through CloudFront, which was refused by the bucket")
        })
    },
    looks: |clues| {
        alloc::vec![
        ask::bucket_policy(clues)
            .tells("Service cloudfront.amazonaws.com with another AWS:SourceArn", "it lets another distribution in")
            .tells("nothing of CloudFront", "the distribution may not read"),
        Look::at("aws cloudfront get-distribution-config --id DISTRIBUTION --query 'DistributionConfig.Origins.Items[].[DomainName, OriginAccessControlId]'")
            .tells("an empty OriginAccessControlId", "CloudFront sends unsigned requests")
            .tells("a domain with s3-website", "website endpoints cannot use OAC: they need a public bucket"),
        ask::object(clues, "head-object").tells("404", "the page does not exist: without s3:ListBucket CloudFront shows 403").tells("aws:kms", "the key's policy has to name CloudFront too"),
    ]
    },
};
