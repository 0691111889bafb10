//! Fluent Bit: its output to S3.
//!
//! Source: fluent/fluent-bit `plugins/out_s3/s3.c`, `src/aws/flb_aws_util.c`.

use super::Client;

pub(super) static CLIENT: Client = Client {
    name: "Fluent Bit",
    own: &[],
    phrasings: &[
        "{operation=PutObject} API responded with error='{code}', message='{message}'",
        "{operation=CreateMultipartUpload} API responded with error='{code}', message='{message}'",
        "{operation=UploadPart} API responded with error='{code}', message='{message}'",
    ],
};
