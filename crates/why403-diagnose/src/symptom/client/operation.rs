//! What clients call an operation, and which of AWS's it is.

use why403_model::operations;

/// The operation that a client's word for it means: `s3.putObject`, `GetObjectRequest`,
/// `HeadObjectCommand`, Hadoop's `getFileStatus`; `None` where it may be several or is none.
pub(super) fn of_call(call: &str) -> Option<&'static str> {
    let call = call.trim();
    let row = CALLS.iter().find(|(it, _)| it.eq_ignore_ascii_case(call));
    if let Some((_, operation)) = row {
        return Some(operation);
    }
    let call = call.rsplit('.').next().unwrap_or(call);
    let call = PREFIXES
        .iter()
        .find_map(|it| call.strip_prefix(it))
        .unwrap_or(call);
    let mut forms = SUFFIXES.iter().filter_map(|it| call.strip_suffix(it));
    forms
        .find_map(|it| operations::named(it).next())
        .map(|it| it.name)
}

const PREFIXES: &[&str] = &["s3:", "S3:"];
/// The empty one is the name itself.
const SUFFIXES: &[&str] = &["", "Request", "Command", "Async"];

/// Source: Hadoop `S3AFileSystem`, `WriteOperationHelper` and `Invoker` (the first argument of
/// `once` and `retry`); AWS SDK for Java 1, `AmazonS3`.
#[rustfmt::skip] // One call a row, in columns.
static CALLS: &[(&str, &str)] = &[
    ("getFileStatus",                 "HeadObject"),
    ("getObjectMetadata",             "HeadObject"),
    ("doesObjectExist",               "HeadObject"),
    ("HEAD",                          "HeadObject"),
    ("open",                          "GetObject"),
    ("re-open",                       "GetObject"),
    ("reopen",                        "GetObject"),
    ("read",                          "GetObject"),
    ("listStatus",                    "ListObjectsV2"),
    ("innerListStatus",               "ListObjectsV2"),
    ("listObjects",                   "ListObjectsV2"),
    ("doesBucketExist",               "HeadBucket"),
    ("verifyBucketExists",            "HeadBucket"),
    ("getBucketLocation",             "GetBucketLocation"),
    ("PUT 0-byte object",             "PutObject"),
    ("mkdirs",                        "PutObject"),
    ("Writing Object",                "PutObject"),
    ("innerCreateFile",               "PutObject"),
    ("initiate MultiPartUpload",      "CreateMultipartUpload"),
    ("upload part",                   "UploadPart"),
    ("Completing multipart upload",   "CompleteMultipartUpload"),
    ("copyFile",                      "CopyObject"),
    ("delete",                        "DeleteObject"),
    ("bulk delete",                   "DeleteObjects"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clients_words_are_operations() {
        for (call, operation) in CALLS {
            assert_eq!(of_call(call), Some(*operation));
            assert!(operations::named(operation).next().is_some(), "{operation}");
        }
        assert_eq!(of_call("s3.putObject"), Some("PutObject"));
        assert_eq!(of_call("s3:getObject"), Some("GetObject"));
        assert_eq!(of_call("GetObjectRequest"), Some("GetObject"));
        assert_eq!(of_call("HeadObjectCommand"), Some("HeadObject"));
        assert_eq!(of_call("rename"), None);
    }
}
