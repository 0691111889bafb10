//! A queue, topic or function does not let S3 send to it.
//!
//! Source: `spec/s3.md` F.3.

use crate::cause::known::{Known, Look};

pub(super) static KNOWN: Known = Known {
    id: "notification-destination",
    title: "S3 may not send events to the destination",
    refuses: None,
    explains: |_, _| false,
    suspected: |clues| {
        clues.proven(
            &[],
            &["unable to validate the following destination configurations"],
        )
    },
    looks: |_| {
        alloc::vec![
        Look::at("aws lambda get-policy --function-name FUNCTION").tells("no Allow for s3.amazonaws.com with this bucket", "S3 may not invoke it"),
        Look::at("aws sqs get-queue-attributes --queue-url URL --attribute-names Policy KmsMasterKeyId")
            .tells("no sqs:SendMessage for s3.amazonaws.com", "S3 may not send")
            .tells("KmsMasterKeyId alias/aws/sqs", "S3 cannot use that key: take a customer managed one"),
    ]
    },
};
