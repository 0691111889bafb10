//! Terraform and `OpenTofu`: the AWS provider, and the S3 backend.
//!
//! Source: hashicorp/terraform-provider-aws `internal/service/s3`; hashicorp/terraform `internal/backend/remote-state/s3`; `spec/symptoms.md` 1.6.

use super::{Client, NO_CREDENTIALS, own};

pub(super) static CLIENT: Client = Client {
    name: "Terraform",
    own: &[
        own("No valid credential sources found", "", NO_CREDENTIALS),
        own(
            "no valid credential sources for S3 Backend found",
            "",
            "no credentials were found, so that nothing was sent; the backend does not use those of the provider",
        ),
    ],
    phrasings: &[
        "Unable to list objects in S3 bucket \"{bucket}\" with prefix \"{prefix}\": ",
        "Unable to access object \"{key}\" in S3 bucket \"{bucket}\": ",
        "uploading S3 Object ({key}) to Bucket ({bucket}): ",
        "reading S3 Bucket ({bucket}) Object ({key}): ",
        " S3 Bucket ({bucket})",
        "Error: {any} S3 Bucket {any} ({bucket}): ",
        "error reading S3 Bucket ({bucket}): ",
        "uploading object to S3 bucket ({bucket}): ",
        "Error: error loading state: ",
        "Error: Error putting S3 policy: {code}: ",
        "Failed to get existing workspaces: {code}: ",
        "Error loading state: ",
        "Failed to save state",
        " with aws_s3_{any},",
        " with data.aws_s3_{any},",
    ],
};
