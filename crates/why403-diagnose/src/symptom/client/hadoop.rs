//! Hadoop's S3A connector, and everything that reads through it, as Spark and Hive do.
//!
//! Source: Hadoop `S3AUtils.translateException`, `Invoker`; Hadoop documentation, "Troubleshooting S3A"; `spec/symptoms.md` 1.6.

use super::{Client, NO_CREDENTIALS, own};

pub(super) static CLIENT: Client = Client {
    name: "Hadoop S3A",
    own: &[
        own(
            "delete on s3a://{bucket}/{any}: {any}{code=AccessDenied}: {key}: {message=Access Denied}",
            "DeleteObjects",
            "",
        ),
        own(
            "MultiObjectDeleteException: {any}{code=AccessDenied}: {key}: {message=Access Denied}",
            "DeleteObjects",
            "",
        ),
        own(
            "[S3Error(Key={key}, Code={code=AccessDenied}, Message={message})",
            "DeleteObjects",
            "",
        ),
        own(
            "PUT 0-byte object on {any}: {any}: {message} (Service",
            "PutObject",
            "a directory is made as an object without bytes",
        ),
        own("No AWS Credentials provided by {any}", "", NO_CREDENTIALS),
    ],
    phrasings: &[
        "AccessDeniedException: {any}: doesBucketExist on {bucket}: ",
        "AccessDeniedException: {any}: getBucketLocation on {bucket}: ",
        "AccessDeniedException: {any}: {call} on {uri}: {any}: {message} (Service",
        "AccessDeniedException: {any}: {call} on {uri}: ",
        "AccessDeniedException: {uri}: {call}: ",
        "org.apache.hadoop.fs.s3a.",
    ],
};
