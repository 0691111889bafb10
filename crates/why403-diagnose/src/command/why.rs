//! Why a command sends an operation, in a clause.

use why403_model::commands::{Row, Target};

/// The clause for an operation of a command; the first row that fits counts
pub(super) fn why(command: &str, row: &Row) -> &'static str {
    let found = WHYS.iter().find(|(of, operation, on, _)| {
        command.starts_with(of) && *operation == row.operation && on.is_none_or(|on| on == row.on)
    });
    found.map_or("the client sends it", |(.., why)| why)
}

#[rustfmt::skip] // One operation a row, in columns.
static WHYS: &[(&str, &str, Option<Target>, &str)] = &[
    // command   operation                  on                               why
    ("sync",     "ListObjectsV2",           Some(Target::DestinationBucket), "sync lists what is already there"),
    ("sync",     "ListObjectsV2",           None,                            "sync lists what is to be copied"),
    ("ls",       "ListObjectsV2",           None,                            "ls lists the keys"),
    ("rb",       "ListObjectsV2",           None,                            "--force lists what is to be removed"),
    ("",         "ListObjectsV2",           None,                            "it lists the keys below the prefix"),
    ("",         "ListObjects",             None,                            "it lists the keys"),
    ("",         "ListBuckets",             None,                            "it lists the buckets"),
    ("",         "ListMultipartUploads",    None,                            "it looks for uploads that were left over"),
    ("",         "ListObjectVersions",      None,                            "it lists the versions"),
    ("",         "HeadObject",              Some(Target::SourceObject),      "it asks for size and properties first"),
    ("",         "HeadObject",              None,                            "it looks at the object"),
    ("",         "HeadBucket",              None,                            "it looks whether the bucket is there"),
    ("",         "GetObject",               None,                            "it reads the object"),
    ("",         "PutObject",               Some(Target::StateLock),         "it writes the lock"),
    ("",         "PutObject",               None,                            "it writes the object"),
    ("",         "CreateMultipartUpload",   None,                            "it begins an upload in parts"),
    ("",         "UploadPart",              None,                            "it sends a part"),
    ("",         "UploadPartCopy",          None,                            "it copies a part inside S3"),
    ("",         "CompleteMultipartUpload", None,                            "it puts the parts together"),
    ("",         "AbortMultipartUpload",    None,                            "it throws the parts away"),
    ("",         "CopyObject",              None,                            "it copies the object inside S3"),
    ("",         "GetObjectTagging",        None,                            "it reads the tags, to copy them along"),
    ("",         "PutObjectTagging",        None,                            "it writes tags that are too long for a header"),
    ("mv",       "DeleteObject",            Some(Target::SourceObject),      "mv removes the source afterwards"),
    ("sync",     "DeleteObject",            None,                            "--delete removes what the source lacks"),
    ("rb",       "DeleteObject",            None,                            "--force empties the bucket first"),
    ("cp",       "DeleteObject",            None,                            "it removes the copy again"),
    ("",         "DeleteObject",            None,                            "it removes the object"),
    ("",         "DeleteObjects",           None,                            "it removes several objects at once"),
    ("mb",       "CreateBucket",            None,                            "mb makes the bucket"),
    ("",         "CreateBucket",            None,                            "it makes the bucket where it has not seen it"),
    ("",         "DeleteBucket",            None,                            "rb removes the bucket"),
    ("",         "PutBucketWebsite",        None,                            "website sets it"),
];
