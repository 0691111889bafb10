//! AWS Glue: jobs and crawlers.
//!
//! Source: AWS Glue Developer Guide, "Troubleshooting AWS Glue errors".

use super::{Client, own};

pub(super) static CLIENT: Client = Client {
    name: "AWS Glue",
    own: &[
        own(
            "Error downloading from S3 for bucket: {bucket}, key: {key}.Access Denied",
            "GetObject",
            "a job reads its script with the role of the job",
        ),
        own(
            "Not all read errors will be logged. com.amazonaws.services.s3.model.AmazonS3Exception: {message=Access Denied}",
            "GetObject",
            "a crawler reads with its own role",
        ),
    ],
    phrasings: &[
        "calling o{any}.pyWriteDynamicFrame. {message} (Service: ",
        "calling o{any}.getDynamicFrame. {message} (Service: ",
    ],
};
