//! What the log calls an operation, and what AWS's SDKs do: `REST.VERB.RESOURCE`.
//!
//! Source: S3 User Guide, "Amazon S3 server access log format"; `spec/s3.md` H.2. The resource is
//! that of S3's REST API, so that `REST.GET.ACL` is on a bucket or on an object by its key.

/// What a name of the log means
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Meaning {
    /// The operation of the SDKs
    pub(super) name: Option<&'static str>,
    /// The action of a line that is about a part of its operation only
    pub(super) action: Option<&'static str>,
    pub(super) note: Option<&'static str>,
}

/// The meaning of a name.
///
/// - `is_v2`: whether a listing has `list-type=2`.
/// - `has_key`: whether the line has a key: an ACL is the bucket's or the object's.
pub(super) fn of(name: &str, is_v2: bool, has_key: bool) -> Meaning {
    let part = PARTS.iter().find(|(it, ..)| *it == name);
    if let Some((_, operation, action, note)) = part {
        return Meaning {
            name: Some(operation),
            action: Some(action),
            note: Some(note),
        };
    }
    if name.starts_with("S3.") {
        return Meaning {
            note: Some("S3 did it itself, by a rule of the bucket"),
            ..Meaning::default()
        };
    }
    let row = NAMES.iter().find(|(it, _)| *it == name);
    let found = row.map(|(_, operation)| *operation);
    Meaning {
        name: match found {
            Some("ListObjects") if is_v2 => Some("ListObjectsV2"),
            Some("GetBucketAcl") if has_key => Some("GetObjectAcl"),
            Some("PutBucketAcl") if has_key => Some("PutObjectAcl"),
            other => other,
        },
        ..Meaning::default()
    }
}

/// Lines about one part of a call, and the action that it asks for
#[rustfmt::skip] // One name a row, in columns.
static PARTS: &[(&str, &str, &str, &str)] = &[
    ("REST.COPY.OBJECT_GET", "CopyObject",     "s3:GetObject",    "the line is about the source of a copy"),
    ("REST.COPY.PART_GET",   "UploadPartCopy", "s3:GetObject",    "the line is about the source of a copy"),
    ("BATCH.DELETE.OBJECT",  "DeleteObjects",  "s3:DeleteObject", "the line is about one key of a DeleteObjects call"),
];

#[rustfmt::skip] // One name a row, in columns.
static NAMES: &[(&str, &str)] = &[
    ("REST.COPY.OBJECT",              "CopyObject"),
    ("REST.COPY.PART",                "UploadPartCopy"),
    ("REST.DELETE.BUCKET",            "DeleteBucket"),
    ("REST.DELETE.BUCKETPOLICY",      "DeleteBucketPolicy"),
    ("REST.DELETE.CORS",              "DeleteBucketCors"),
    ("REST.DELETE.ENCRYPTION",        "DeleteBucketEncryption"),
    ("REST.DELETE.LIFECYCLE",         "DeleteBucketLifecycle"),
    ("REST.DELETE.OBJECT",            "DeleteObject"),
    ("REST.DELETE.OBJECT_TAGGING",    "DeleteObjectTagging"),
    ("REST.DELETE.OWNERSHIP_CONTROLS", "DeleteBucketOwnershipControls"),
    ("REST.DELETE.PUBLIC_ACCESS_BLOCK", "DeletePublicAccessBlock"),
    ("REST.DELETE.REPLICATION",       "DeleteBucketReplication"),
    ("REST.DELETE.TAGGING",           "DeleteBucketTagging"),
    ("REST.DELETE.UPLOAD",            "AbortMultipartUpload"),
    ("REST.DELETE.WEBSITE",           "DeleteBucketWebsite"),
    ("REST.GET.ACCELERATE",           "GetBucketAccelerateConfiguration"),
    ("REST.GET.ACL",                  "GetBucketAcl"),
    ("REST.GET.BUCKET",               "ListObjects"),
    ("REST.GET.BUCKETPOLICY",         "GetBucketPolicy"),
    ("REST.GET.BUCKETVERSIONS",       "ListObjectVersions"),
    ("REST.GET.CORS",                 "GetBucketCors"),
    ("REST.GET.ENCRYPTION",           "GetBucketEncryption"),
    ("REST.GET.LEGAL_HOLD",           "GetObjectLegalHold"),
    ("REST.GET.LIFECYCLE",            "GetBucketLifecycleConfiguration"),
    ("REST.GET.LOCATION",             "GetBucketLocation"),
    ("REST.GET.LOGGING_STATUS",       "GetBucketLogging"),
    ("REST.GET.NOTIFICATION",         "GetBucketNotificationConfiguration"),
    ("REST.GET.OBJECT",               "GetObject"),
    ("REST.GET.OBJECT_ATTRIBUTES",    "GetObjectAttributes"),
    ("REST.GET.OBJECT_LOCK_CONFIGURATION", "GetObjectLockConfiguration"),
    ("REST.GET.OBJECT_TAGGING",       "GetObjectTagging"),
    ("REST.GET.OBJECT_TORRENT",       "GetObjectTorrent"),
    ("REST.GET.OWNERSHIP_CONTROLS",   "GetBucketOwnershipControls"),
    ("REST.GET.POLICY_STATUS",        "GetBucketPolicyStatus"),
    ("REST.GET.PUBLIC_ACCESS_BLOCK",  "GetPublicAccessBlock"),
    ("REST.GET.REPLICATION",          "GetBucketReplication"),
    ("REST.GET.REQUEST_PAYMENT",      "GetBucketRequestPayment"),
    ("REST.GET.RETENTION",            "GetObjectRetention"),
    ("REST.GET.TAGGING",              "GetBucketTagging"),
    ("REST.GET.UPLOAD",               "ListParts"),
    ("REST.GET.UPLOADS",              "ListMultipartUploads"),
    ("REST.GET.VERSIONING",           "GetBucketVersioning"),
    ("REST.GET.WEBSITE",              "GetBucketWebsite"),
    ("REST.HEAD.BUCKET",              "HeadBucket"),
    ("REST.HEAD.OBJECT",              "HeadObject"),
    ("REST.OPTIONS.PREFLIGHT",        "OptionsObject"),
    ("REST.POST.BUCKET",              "PostObject"),
    ("REST.POST.MULTI_OBJECT_DELETE", "DeleteObjects"),
    ("REST.POST.RESTORE",             "RestoreObject"),
    ("REST.POST.SELECT",              "SelectObjectContent"),
    ("REST.POST.UPLOAD",              "CompleteMultipartUpload"),
    ("REST.POST.UPLOADS",             "CreateMultipartUpload"),
    ("REST.PUT.ACCELERATE",           "PutBucketAccelerateConfiguration"),
    ("REST.PUT.ACL",                  "PutBucketAcl"),
    ("REST.PUT.BUCKET",               "CreateBucket"),
    ("REST.PUT.BUCKETPOLICY",         "PutBucketPolicy"),
    ("REST.PUT.CORS",                 "PutBucketCors"),
    ("REST.PUT.ENCRYPTION",           "PutBucketEncryption"),
    ("REST.PUT.LEGAL_HOLD",           "PutObjectLegalHold"),
    ("REST.PUT.LIFECYCLE",            "PutBucketLifecycleConfiguration"),
    ("REST.PUT.LOGGING_STATUS",       "PutBucketLogging"),
    ("REST.PUT.NOTIFICATION",         "PutBucketNotificationConfiguration"),
    ("REST.PUT.OBJECT",               "PutObject"),
    ("REST.PUT.OBJECT_LOCK_CONFIGURATION", "PutObjectLockConfiguration"),
    ("REST.PUT.OBJECT_TAGGING",       "PutObjectTagging"),
    ("REST.PUT.OWNERSHIP_CONTROLS",   "PutBucketOwnershipControls"),
    ("REST.PUT.PART",                 "UploadPart"),
    ("REST.PUT.PUBLIC_ACCESS_BLOCK",  "PutPublicAccessBlock"),
    ("REST.PUT.REPLICATION",          "PutBucketReplication"),
    ("REST.PUT.REQUEST_PAYMENT",      "PutBucketRequestPayment"),
    ("REST.PUT.RETENTION",            "PutObjectRetention"),
    ("REST.PUT.TAGGING",              "PutBucketTagging"),
    ("REST.PUT.VERSIONING",           "PutBucketVersioning"),
    ("REST.PUT.WEBSITE",              "PutBucketWebsite"),
    ("WEBSITE.GET.OBJECT",            "WebsiteGetObject"),
    ("WEBSITE.HEAD.OBJECT",           "WebsiteGetObject"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use why403_model::operations;

    #[test]
    fn every_row_names_an_operation_of_aws() {
        let names = NAMES.iter().map(|(_, it)| *it);
        for name in names.chain(PARTS.iter().map(|(_, it, ..)| *it)) {
            assert!(operations::named(name).any(|it| it.name == name), "{name}");
        }
    }

    #[test]
    fn a_listing_is_of_the_version_that_the_query_says() {
        assert_eq!(
            of("REST.GET.BUCKET", true, false).name,
            Some("ListObjectsV2")
        );
        assert_eq!(
            of("REST.GET.BUCKET", false, false).name,
            Some("ListObjects")
        );
        assert_eq!(of("REST.GET.OBJECT", true, false).name, Some("GetObject"));
        assert_eq!(of("REST.GET.SOMETHING", false, false), Meaning::default());
        assert_eq!(of("REST.GET.ACL", false, false).name, Some("GetBucketAcl"));
        assert_eq!(of("REST.GET.ACL", false, true).name, Some("GetObjectAcl"));
        assert_eq!(of("S3.EXPIRE.OBJECT", false, false).name, None);
    }
}
