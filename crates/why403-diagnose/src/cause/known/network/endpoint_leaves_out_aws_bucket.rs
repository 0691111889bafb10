//! The endpoint policy lists own buckets only, and a bucket of AWS is needed.
//!
//! Source: `spec/symptoms.md` 2, row 13; `spec/s3.md` D.

use alloc::format;

use why403_engine::Layer;
use why403_model::arn::Arn;

use crate::cause::known::{Known, Likelihood, ask};

/// Buckets of AWS itself that services read or write on the way, by how their names begin
static OF_AWS: &[&str] = &[
    "cloudformation-custom-resource-response-",
    "amazonlinux.",
    "amazonlinux-2-repos-",
    "al2023-repos-",
    "aws-ssm-",
    "amazon-ssm-",
    "patch-baseline-snapshot-",
    "aws-windows-downloads-",
    "aws-codedeploy-",
    "ec2imagebuilder-",
];

/// What the buckets of ECR, one in each Region, have in their names
const LAYERS: &str = "-starport-layer-bucket";

/// Whether a bucket's name is one of AWS's own
fn is_of_aws(name: &str) -> bool {
    name.ends_with(LAYERS) || OF_AWS.iter().any(|it| name.starts_with(it))
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
        let named = clues.bucket.filter(|it| is_of_aws(it));
        let layers = clues.symptom.message.contains(LAYERS);
        let bucket = named.or_else(|| layers.then_some("the bucket of image layers"))?;
        Some(Likelihood::Likely.since(format!(
            "{bucket} belongs to AWS, and endpoint policies that list one's own buckets leave it out"
        )))
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
