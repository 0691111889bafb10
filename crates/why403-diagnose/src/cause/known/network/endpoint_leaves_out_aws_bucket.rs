//! The endpoint policy lists own buckets only, and a bucket of AWS is needed.
//!
//! Source: `spec/symptoms.md` 2, row 13; `spec/s3.md` D.

use alloc::format;

use why403_engine::Layer;
use why403_model::arn::Arn;

use crate::cause::known::{Known, Likelihood, ask};
use crate::symptom::Denial;

/// Buckets of AWS itself that services read or write on the way, by parts of their names
static OF_AWS: &[&str] = &[
    "starport-layer-bucket",
    "cloudformation-custom-resource-response-",
    "amazonlinux",
    "al2023-repos-",
    "aws-ssm-",
    "amazon-ssm-",
    "patch-baseline-snapshot-",
    "aws-windows-downloads-",
    "elasticmapreduce",
    "aws-codedeploy-",
    "ec2imagebuilder",
    "aws-glue-assets-",
];

/// Whether a bucket's name is one of AWS's own
fn is_of_aws(name: &str) -> bool {
    OF_AWS.iter().any(|it| name.contains(it))
}

pub(super) static KNOWN: Known = Known {
    id: "endpoint-leaves-out-aws-bucket",
    title: "the VPC endpoint's policy leaves out a bucket that AWS owns",
    refuses: None,
    explains: |cause, view| {
        let arn = Arn::parse(&view.request().resource).ok();
        let bucket = arn.as_ref().and_then(|it| it.s3_bucket());
        cause.layer == Layer::Endpoint && bucket.is_some_and(is_of_aws)
    },
    suspected: |clues| {
        let name = clues.bucket.filter(|it| is_of_aws(it));
        let is_told = clues
            .told(Layer::Endpoint, Denial::Implicit)
            .or_else(|| clues.told(Layer::Endpoint, Denial::Explicit));
        let says = OF_AWS
            .iter()
            .find(|it| clues.symptom.message.contains(**it));
        let bucket = name.or(says.copied())?;
        let likelihood = if is_told.is_some() {
            Likelihood::Proven
        } else {
            Likelihood::Likely
        };
        Some(likelihood.since(format!("{bucket} is a bucket of AWS, which endpoint policies with a list of own buckets leave out")))
    },
    looks: |_| {
        alloc::vec![
            ask::endpoints()
                .tells(
                    "a policy of the S3 endpoint that lists buckets",
                    "the bucket of AWS has to be added"
                )
                .tells(
                    "Action * on Resource *",
                    "the endpoint lets everything pass"
                ),
        ]
    },
};
