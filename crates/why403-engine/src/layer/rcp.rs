//! Resource control policies: only their Denies matter, for whoever calls.
//!
//! Source: `spec/iam.md` E.4 and A.7.1.

use crate::layers::Layers;
use crate::matching::Scene;
use crate::switches;
use crate::verdict::{Strength, Verdict, Verdicts};

use super::scp::across;

/// What the layer says.
#[must_use]
pub fn verdicts(layers: &Layers, scene: &Scene<'_>) -> Verdicts {
    let is_exempt = scene.principal.is_service_linked()
        || scene.action.is("kms:RetireGrant")
        || !SERVICES.contains(&scene.action.service());
    if is_exempt {
        return Verdicts::only(Verdict::NotApplicable);
    }
    let found = across(&layers.rcp, scene);
    if switches::RCP_NEEDS_ALLOW || !found.holds(Verdict::Silent) {
        return found;
    }
    let others = found.iter().filter(|verdict| *verdict != Verdict::Silent);
    others.fold(
        Verdicts::only(Verdict::Allow(Strength::Direct)),
        Verdicts::with,
    )
}

/// Services whose resources RCPs protect, as of September 2026
pub static SERVICES: &[&str] = &[
    "aoss",
    "appconfig",
    "appstream",
    "autoscaling",
    "autoscaling-plans",
    "budgets",
    "clouddirectory",
    "cloudfront",
    "cloudsearch",
    "cloudtrail-data",
    "codeartifact",
    "codebuild",
    "codecommit",
    "codepipeline",
    "cognito-identity",
    "cognito-idp",
    "comprehend",
    "comprehendmedical",
    "compute-optimizer",
    "cost-optimization-hub",
    "dax",
    "dsql",
    "dynamodb",
    "ecr",
    "ecr-public",
    "events",
    "firehose",
    "fis",
    "fms",
    "gamelift",
    "health",
    "inspector-scan",
    "kendra",
    "kinesisvideo",
    "kms",
    "logs",
    "memorydb",
    "networkmonitor",
    "notifications",
    "opensearch",
    "pca-connector-ad",
    "personalize",
    "polly",
    "pricing",
    "resource-groups",
    "rolesanywhere",
    "s3",
    "secretsmanager",
    "servicediscovery",
    "signin",
    "sqs",
    "sts",
    "support",
    "swf",
    "textract",
    "timestream-influxdb",
    "transcribe",
    "transfer",
    "translate",
    "wafv2",
    "workspaces",
    "xray",
];
