//! AWS CDK: deployments, and assets that are published before.
//!
//! Source: aws/aws-cdk-cli `lib/api/deployments`, `cdk-assets`; aws-cdk issues 3102, 25358.

use super::{Client, own};

pub(super) static CLIENT: Client = Client {
    name: "AWS CDK",
    own: &[
        own(
            "❌ {any}: API: s3:{operation} {message=Access Denied}",
            "",
            "",
        ),
        own(
            "fail: Bucket named '{bucket}' exists, but not in account {any}. Wrong account?",
            "",
            "the bucket of assets is of another account: the bootstrap stack of this one is missing, or another account's name was given",
        ),
        own(
            "could not be used to assume '{arn}', but are for the right account. Proceeding anyway.",
            "AssumeRole",
            "the deployment goes on with the credentials at hand, in place of the bootstrap role",
        ),
    ],
    phrasings: &[
        "❌ {any} failed: {code=AccessDenied}: {message}",
        "fail: {message=Access Denied}",
        "❌ {any} failed: ",
    ],
};
