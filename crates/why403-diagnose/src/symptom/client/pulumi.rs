//! Pulumi, which carries the providers of Terraform.
//!
//! Source: pulumi-aws; its diagnostics.

use super::Client;

pub(super) static CLIENT: Client = Client {
    name: "Pulumi",
    own: &[],
    phrasings: &["aws:s3:{any}): error: ", "aws:s3/{any}): error: "],
};
