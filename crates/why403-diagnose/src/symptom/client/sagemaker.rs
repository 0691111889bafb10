//! Amazon `SageMaker`: jobs and models, which read with a role of their own.
//!
//! Source: `SageMaker` API Reference, `CreateModel`; Developer Guide, "Troubleshoot".

use super::{Client, own};

pub(super) static CLIENT: Client = Client {
    name: "Amazon SageMaker",
    own: &[
        own(
            "Could not access model data at {uri}. Please ensure that the role \"{principal}\" exists",
            "GetObject",
            "the model is read with the role of the model",
        ),
        own(
            "Could not access model data at {uri}",
            "GetObject",
            "the model is read with the role of the model",
        ),
        own(
            "No S3 objects found under S3 URL \"{uri}\" given in input data source. {any} the role \"{principal}\" has \"s3:ListBucket\" permissions on bucket \"{bucket}\". Error message from S3: {message=Access Denied}",
            "ListObjectsV2",
            "the data is read with the role of the job",
        ),
    ],
    phrasings: &[
        "Data download failed:{code} ({status}): {message}",
        "Error for Training job {any}: Failed. Reason: ClientError: {message}",
    ],
};
