// Generated from data/s3-operations.json and data/other-operations.json by generate_operations,
// do not edit.

//! The table of operations, in the order of the data.

use super::Client::{Kms, Lambda, Pseudo, S3, S3Control, Sts};
use super::Effect::{Advised, DenyOnly, OnMissing, Required, ResponseOnly};
use super::Evidence::{Documented, Known, Peer};
use super::Part::{Body, Field, Header, Query};
use super::When::{All, Always, Any, Not, Sent};
use super::{ActionRow, DirectoryRow, Http, KeyRole, KmsRow, Operation, ResourceKind as On};
use super::{State as S, When::State};

/// Every operation
#[rustfmt::skip]
pub(super) static OPERATIONS: &[Operation] = &[
    Operation { client: S3, name: "AbortMultipartUpload", http: Some(Http { method: "DELETE", path: "/{Bucket}/{Key+}" }), actions: &[
        ActionRow { action: "s3:AbortMultipartUpload", on: On::Object, when: &Always, effect: Required, source: Documented, per_key: false, note: Some("initiator is allowed by default for own uploads; bucket owner is allowed too; a VPC endpoint policy must still allow it") },
    ], kms: &[
    ], directory: &[
        DirectoryRow { action: "s3express:CreateSession", on: On::DirectoryBucket, session_mode: Some("ReadWrite"), note: None },
    ], notes: &[
    ] },
    Operation { client: S3, name: "CompleteMultipartUpload", http: Some(Http { method: "POST", path: "/{Bucket}/{Key+}" }), actions: &[
        ActionRow { action: "s3:PutObject", on: On::Object, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:GetObject", on: On::Object, when: &All(&[Sent(Header, "If-Match", None), Not(&Sent(Header, "If-Match", Some("*")))]), effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
        KmsRow { action: "kms:Decrypt", key: KeyRole::Written, when: &State(S::SseKms), effect: Required, source: Documented, note: None },
    ], directory: &[
        DirectoryRow { action: "s3express:CreateSession", on: On::DirectoryBucket, session_mode: Some("ReadWrite"), note: None },
    ], notes: &[
        "NoSuchUpload is 404. A failure can come inside an HTTP 200 body.",
    ] },
    Operation { client: S3, name: "CopyObject", http: Some(Http { method: "PUT", path: "/{Bucket}/{Key+}" }), actions: &[
        ActionRow { action: "s3:GetObject", on: On::SourceObject, when: &Not(&State(S::SrcVersion)), effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:GetObjectVersion", on: On::SourceObject, when: &State(S::SrcVersion), effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:GetObjectTagging", on: On::SourceObject, when: &All(&[State(S::SrcHasTags), Not(&Sent(Header, "x-amz-tagging-directive", Some("REPLACE"))), Not(&State(S::SrcVersion))]), effect: Required, source: Known, per_key: false, note: None },
        ActionRow { action: "s3:GetObjectVersionTagging", on: On::SourceObject, when: &All(&[State(S::SrcHasTags), Not(&Sent(Header, "x-amz-tagging-directive", Some("REPLACE"))), State(S::SrcVersion)]), effect: Required, source: Known, per_key: false, note: None },
        ActionRow { action: "s3:ListBucket", on: On::SourceBucket, when: &State(S::SrcMissing), effect: OnMissing, source: Documented, per_key: false, note: Some("404 NoSuchKey with, 403 without") },
        ActionRow { action: "s3:PutObject", on: On::DestObject, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:PutObjectAcl", on: On::DestObject, when: &Any(&[Sent(Header, "x-amz-acl", None), Sent(Header, "x-amz-grant-full-control", None), Sent(Header, "x-amz-grant-read", None), Sent(Header, "x-amz-grant-read-acp", None), Sent(Header, "x-amz-grant-write-acp", None)]), effect: Required, source: Documented, per_key: false, note: Some("sending the header is what triggers it, whatever the value; for private and bucket-owner-full-control this is (the minimum policies of rclone and others agree)") },
        ActionRow { action: "s3:PutObjectTagging", on: On::DestObject, when: &Sent(Header, "x-amz-tagging", None), effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:PutObjectRetention", on: On::DestObject, when: &Any(&[Sent(Header, "x-amz-object-lock-mode", None), Sent(Header, "x-amz-object-lock-retain-until-date", None)]), effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:PutObjectLegalHold", on: On::DestObject, when: &Sent(Header, "x-amz-object-lock-legal-hold", None), effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:PutObjectTagging", on: On::DestObject, when: &All(&[State(S::SrcHasTags), Not(&Sent(Header, "x-amz-tagging-directive", Some("REPLACE")))]), effect: Required, source: Known, per_key: false, note: Some("tags copied from the source count as tags set on the destination") },
    ], kms: &[
        KmsRow { action: "kms:Decrypt", key: KeyRole::Source, when: &State(S::SrcSseKms), effect: Required, source: Documented, note: None },
        KmsRow { action: "kms:GenerateDataKey", key: KeyRole::Written, when: &State(S::SseKms), effect: Required, source: Documented, note: None },
        KmsRow { action: "kms:Decrypt", key: KeyRole::Written, when: &All(&[State(S::SseKms), State(S::BucketKey)]), effect: Required, source: Documented, note: None },
    ], directory: &[
        DirectoryRow { action: "s3express:CreateSession", on: On::DirectoryBucket, session_mode: Some("ReadWrite for destination, ReadOnly enough for source"), note: Some("CopyObject uses IAM credentials, not a session token") },
    ], notes: &[
        "src_version = x-amz-copy-source carries ?versionId=.",
        "Source is evaluated against the source bucket policy (and its owner account), destination against the destination bucket policy; BOTH must allow the one caller.",
        "x-amz-acl is not copied from the source: the copy gets private unless headers say otherwise.",
        "Over 5 GB: not possible in one call (use UploadPartCopy).",
        "s3:CopyObject appears in some error messages but is not an IAM action.",
        "x-amz-expected-bucket-owner guards the destination, x-amz-source-expected-bucket-owner the source.",
    ] },
    Operation { client: S3, name: "CreateBucket", http: Some(Http { method: "PUT", path: "/{Bucket}" }), actions: &[
        ActionRow { action: "s3:CreateBucket", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:PutBucketAcl", on: On::Bucket, when: &Any(&[All(&[Sent(Header, "x-amz-acl", None), Not(&Sent(Header, "x-amz-acl", Some("private")))]), Sent(Header, "x-amz-grant-full-control", None), Sent(Header, "x-amz-grant-read", None), Sent(Header, "x-amz-grant-read-acp", None), Sent(Header, "x-amz-grant-write", None), Sent(Header, "x-amz-grant-write-acp", None)]), effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:PutBucketVersioning", on: On::Bucket, when: &Sent(Header, "x-amz-bucket-object-lock-enabled", Some("true")), effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:PutBucketObjectLockConfiguration", on: On::Bucket, when: &Sent(Header, "x-amz-bucket-object-lock-enabled", Some("true")), effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:PutBucketOwnershipControls", on: On::Bucket, when: &Sent(Header, "x-amz-object-ownership", None), effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:TagResource", on: On::Bucket, when: &Sent(Body, "Tags", None), effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
        DirectoryRow { action: "s3express:CreateBucket", on: On::DirectoryBucket, session_mode: None, note: None },
    ], notes: &[
        "Identity policies and SCPs/RCPs only: the bucket (and its policy) does not exist yet.",
        "Name taken by another account: 409 BucketAlreadyExists (409 BucketAlreadyOwnedByYou, or 200 in us-east-1, for your own).",
        "A public ACL refused by account-level BlockPublicAcls: 400 InvalidBucketAclWithBlockPublicAccessError, or InvalidBucketAclWithObjectOwnership when ownership is enforced.",
    ] },
    Operation { client: S3, name: "CreateBucketMetadataConfiguration", http: Some(Http { method: "POST", path: "/{Bucket}?metadataConfiguration" }), actions: &[
        ActionRow { action: "s3:CreateBucketMetadataTableConfiguration", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3tables:CreateTableBucket", on: On::TableBucketOrTable, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3tables:CreateNamespace", on: On::TableBucketOrTable, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3tables:CreateTable", on: On::TableBucketOrTable, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3tables:GetTable", on: On::TableBucketOrTable, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3tables:PutTablePolicy", on: On::TableBucketOrTable, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3tables:PutTableEncryption", on: On::TableBucketOrTable, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
        KmsRow { action: "kms:DescribeKey", key: KeyRole::Table, when: &Sent(Body, "EncryptionConfiguration", None), effect: Required, source: Documented, note: None },
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "CreateBucketMetadataTableConfiguration", http: Some(Http { method: "POST", path: "/{Bucket}?metadataTable" }), actions: &[
        ActionRow { action: "s3:CreateBucketMetadataTableConfiguration", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3tables:CreateNamespace", on: On::TableBucketOrTable, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3tables:CreateTable", on: On::TableBucketOrTable, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3tables:GetTable", on: On::TableBucketOrTable, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3tables:PutTablePolicy", on: On::TableBucketOrTable, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "CreateMultipartUpload", http: Some(Http { method: "POST", path: "/{Bucket}/{Key+}?uploads" }), actions: &[
        ActionRow { action: "s3:PutObject", on: On::Object, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:PutObjectAcl", on: On::Object, when: &Any(&[Sent(Header, "x-amz-acl", None), Sent(Header, "x-amz-grant-full-control", None), Sent(Header, "x-amz-grant-read", None), Sent(Header, "x-amz-grant-read-acp", None), Sent(Header, "x-amz-grant-write-acp", None)]), effect: Required, source: Documented, per_key: false, note: Some("sending the header is what triggers it, whatever the value; for private and bucket-owner-full-control this is (the minimum policies of rclone and others agree)") },
        ActionRow { action: "s3:PutObjectTagging", on: On::Object, when: &Sent(Header, "x-amz-tagging", None), effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:PutObjectRetention", on: On::Object, when: &Any(&[Sent(Header, "x-amz-object-lock-mode", None), Sent(Header, "x-amz-object-lock-retain-until-date", None)]), effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:PutObjectLegalHold", on: On::Object, when: &Sent(Header, "x-amz-object-lock-legal-hold", None), effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
        KmsRow { action: "kms:GenerateDataKey", key: KeyRole::Written, when: &State(S::SseKms), effect: Required, source: Documented, note: None },
        KmsRow { action: "kms:Decrypt", key: KeyRole::Written, when: &State(S::SseKms), effect: Advised, source: Documented, note: Some("the caller of the whole upload needs Decrypt; checked at UploadPart/Complete, not here") },
    ], directory: &[
        DirectoryRow { action: "s3express:CreateSession", on: On::DirectoryBucket, session_mode: Some("ReadWrite"), note: None },
    ], notes: &[
        "Anonymous callers cannot initiate a multipart upload (403).",
        "ACL, tags, retention, storage class and encryption are fixed by this call, so only this call is checked for them.",
    ] },
    Operation { client: S3, name: "CreateSession", http: Some(Http { method: "GET", path: "/{Bucket}?session" }), actions: &[
        ActionRow { action: "s3express:CreateSession", on: On::DirectoryBucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
        KmsRow { action: "kms:GenerateDataKey", key: KeyRole::DirectoryBucket, when: &State(S::BucketDefaultKms), effect: Required, source: Documented, note: None },
        KmsRow { action: "kms:Decrypt", key: KeyRole::DirectoryBucket, when: &State(S::BucketDefaultKms), effect: Required, source: Documented, note: None },
    ], directory: &[
    ], notes: &[
        "SessionMode ReadWrite (default) falls back to ReadOnly if only that is allowed; condition key s3express:SessionMode.",
    ] },
    Operation { client: S3, name: "DeleteBucket", http: Some(Http { method: "DELETE", path: "/{Bucket}" }), actions: &[
        ActionRow { action: "s3:DeleteBucket", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
        DirectoryRow { action: "s3express:DeleteBucket", on: On::DirectoryBucket, session_mode: None, note: None },
    ], notes: &[
        "BucketNotEmpty is 409.",
    ] },
    Operation { client: S3, name: "DeleteBucketAnalyticsConfiguration", http: Some(Http { method: "DELETE", path: "/{Bucket}?analytics" }), actions: &[
        ActionRow { action: "s3:PutAnalyticsConfiguration", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "DeleteBucketCors", http: Some(Http { method: "DELETE", path: "/{Bucket}?cors" }), actions: &[
        ActionRow { action: "s3:PutBucketCORS", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "DeleteBucketEncryption", http: Some(Http { method: "DELETE", path: "/{Bucket}?encryption" }), actions: &[
        ActionRow { action: "s3:PutEncryptionConfiguration", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
        DirectoryRow { action: "s3express:PutEncryptionConfiguration", on: On::DirectoryBucket, session_mode: None, note: None },
    ], notes: &[
    ] },
    Operation { client: S3, name: "DeleteBucketIntelligentTieringConfiguration", http: Some(Http { method: "DELETE", path: "/{Bucket}?intelligent-tiering" }), actions: &[
        ActionRow { action: "s3:PutIntelligentTieringConfiguration", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "DeleteBucketInventoryConfiguration", http: Some(Http { method: "DELETE", path: "/{Bucket}?inventory" }), actions: &[
        ActionRow { action: "s3:PutInventoryConfiguration", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
        DirectoryRow { action: "s3express:PutInventoryConfiguration", on: On::DirectoryBucket, session_mode: None, note: None },
    ], notes: &[
    ] },
    Operation { client: S3, name: "DeleteBucketLifecycle", http: Some(Http { method: "DELETE", path: "/{Bucket}?lifecycle" }), actions: &[
        ActionRow { action: "s3:PutLifecycleConfiguration", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
        DirectoryRow { action: "s3express:PutLifecycleConfiguration", on: On::DirectoryBucket, session_mode: None, note: None },
    ], notes: &[
    ] },
    Operation { client: S3, name: "DeleteBucketMetadataConfiguration", http: Some(Http { method: "DELETE", path: "/{Bucket}?metadataConfiguration" }), actions: &[
        ActionRow { action: "s3:DeleteBucketMetadataTableConfiguration", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "DeleteBucketMetadataTableConfiguration", http: Some(Http { method: "DELETE", path: "/{Bucket}?metadataTable" }), actions: &[
        ActionRow { action: "s3:DeleteBucketMetadataTableConfiguration", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "DeleteBucketMetricsConfiguration", http: Some(Http { method: "DELETE", path: "/{Bucket}?metrics" }), actions: &[
        ActionRow { action: "s3:PutMetricsConfiguration", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
        DirectoryRow { action: "s3express:PutMetricsConfiguration", on: On::DirectoryBucket, session_mode: None, note: None },
    ], notes: &[
    ] },
    Operation { client: S3, name: "DeleteBucketOwnershipControls", http: Some(Http { method: "DELETE", path: "/{Bucket}?ownershipControls" }), actions: &[
        ActionRow { action: "s3:PutBucketOwnershipControls", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "DeleteBucketPolicy", http: Some(Http { method: "DELETE", path: "/{Bucket}?policy" }), actions: &[
        ActionRow { action: "s3:DeleteBucketPolicy", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
        DirectoryRow { action: "s3express:DeleteBucketPolicy", on: On::DirectoryBucket, session_mode: None, note: None },
    ], notes: &[
        "Caller permitted but not in the bucket owner account: 405 MethodNotAllowed; caller not permitted: 403.",
        "The root user of the owning account can always call this for recovery even when the bucket policy denies it (a service control policy can still stop a member root).",
    ] },
    Operation { client: S3, name: "DeleteBucketReplication", http: Some(Http { method: "DELETE", path: "/{Bucket}?replication" }), actions: &[
        ActionRow { action: "s3:PutReplicationConfiguration", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "DeleteBucketTagging", http: Some(Http { method: "DELETE", path: "/{Bucket}?tagging" }), actions: &[
        ActionRow { action: "s3:PutBucketTagging", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "Fails once bucket ABAC is enabled.",
    ] },
    Operation { client: S3, name: "DeleteBucketWebsite", http: Some(Http { method: "DELETE", path: "/{Bucket}?website" }), actions: &[
        ActionRow { action: "s3:DeleteBucketWebsite", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "DeleteObject", http: Some(Http { method: "DELETE", path: "/{Bucket}/{Key+}" }), actions: &[
        ActionRow { action: "s3:DeleteObject", on: On::Object, when: &Not(&Sent(Query, "versionId", None)), effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:DeleteObjectVersion", on: On::Object, when: &Sent(Query, "versionId", None), effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:DeleteObjectVersion", on: On::Object, when: &All(&[State(S::BucketUnversioned), Not(&Sent(Query, "versionId", None))]), effect: DenyOnly, source: Documented, per_key: false, note: Some("an explicit Deny on this action also blocks deletion in an unversioned bucket; no Allow is needed") },
        ActionRow { action: "s3:DeleteObject", on: On::Object, when: &All(&[State(S::BucketUnversioned), Sent(Query, "versionId", None)]), effect: DenyOnly, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:BypassGovernanceRetention", on: On::Object, when: &All(&[State(S::GovernanceLocked), Sent(Header, "x-amz-bypass-governance-retention", Some("true")), Sent(Query, "versionId", None)]), effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:GetObject", on: On::Object, when: &All(&[Sent(Header, "If-Match", None), Not(&Sent(Header, "If-Match", Some("*")))]), effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
        DirectoryRow { action: "s3express:CreateSession", on: On::DirectoryBucket, session_mode: Some("ReadWrite"), note: None },
    ], notes: &[
        "Deleting a key that does not exist succeeds (204) when s3:DeleteObject is allowed.",
        "In a versioned bucket, without versionId only a delete marker is written, so an object lock does not block it.",
        "Locked version: 403 AccessDenied with a message about Object Lock.",
        "MFA Delete enabled and versionId given: needs x-amz-mfa and, in effect, the root user.",
    ] },
    Operation { client: S3, name: "DeleteObjectAnnotation", http: Some(Http { method: "DELETE", path: "/{Bucket}/{Key+}?annotation" }), actions: &[
        ActionRow { action: "s3:DeleteObjectAnnotation", on: On::Object, when: &Not(&Sent(Query, "versionId", None)), effect: Required, source: Peer, per_key: false, note: None },
        ActionRow { action: "s3:DeleteObjectVersionAnnotation", on: On::Object, when: &Sent(Query, "versionId", None), effect: Required, source: Peer, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "DeleteObjectTagging", http: Some(Http { method: "DELETE", path: "/{Bucket}/{Key+}?tagging" }), actions: &[
        ActionRow { action: "s3:DeleteObjectTagging", on: On::Object, when: &Not(&Sent(Query, "versionId", None)), effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:DeleteObjectVersionTagging", on: On::Object, when: &Sent(Query, "versionId", None), effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "DeleteObjects", http: Some(Http { method: "POST", path: "/{Bucket}?delete" }), actions: &[
        ActionRow { action: "s3:DeleteObject", on: On::Object, when: &Not(&Sent(Body, "VersionId", None)), effect: Required, source: Documented, per_key: true, note: None },
        ActionRow { action: "s3:DeleteObjectVersion", on: On::Object, when: &Sent(Body, "VersionId", None), effect: Required, source: Documented, per_key: true, note: None },
        ActionRow { action: "s3:BypassGovernanceRetention", on: On::Object, when: &All(&[State(S::GovernanceLocked), Sent(Header, "x-amz-bypass-governance-retention", Some("true")), Sent(Body, "VersionId", None)]), effect: Required, source: Documented, per_key: true, note: None },
        ActionRow { action: "s3:GetObject", on: On::Object, when: &Sent(Body, "ETag", None), effect: Required, source: Documented, per_key: true, note: None },
    ], kms: &[
    ], directory: &[
        DirectoryRow { action: "s3express:CreateSession", on: On::DirectoryBucket, session_mode: Some("ReadWrite"), note: None },
    ], notes: &[
        "Each key is authorized by itself; refusals are <Error> entries in an HTTP 200 reply. CloudTrail shows one DeleteObjects event for the request.",
        "There is no s3:DeleteObjects action.",
    ] },
    Operation { client: S3, name: "DeletePublicAccessBlock", http: Some(Http { method: "DELETE", path: "/{Bucket}?publicAccessBlock" }), actions: &[
        ActionRow { action: "s3:PutBucketPublicAccessBlock", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "GetBucketAbac", http: Some(Http { method: "GET", path: "/{Bucket}?abac" }), actions: &[
        ActionRow { action: "s3:GetBucketAbac", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "GetBucketAccelerateConfiguration", http: Some(Http { method: "GET", path: "/{Bucket}?accelerate" }), actions: &[
        ActionRow { action: "s3:GetAccelerateConfiguration", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "GetBucketAcl", http: Some(Http { method: "GET", path: "/{Bucket}?acl" }), actions: &[
        ActionRow { action: "s3:GetBucketAcl", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "GetBucketAnalyticsConfiguration", http: Some(Http { method: "GET", path: "/{Bucket}?analytics" }), actions: &[
        ActionRow { action: "s3:GetAnalyticsConfiguration", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "GetBucketCors", http: Some(Http { method: "GET", path: "/{Bucket}?cors" }), actions: &[
        ActionRow { action: "s3:GetBucketCORS", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "GetBucketEncryption", http: Some(Http { method: "GET", path: "/{Bucket}?encryption" }), actions: &[
        ActionRow { action: "s3:GetEncryptionConfiguration", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
        DirectoryRow { action: "s3express:GetEncryptionConfiguration", on: On::DirectoryBucket, session_mode: None, note: None },
    ], notes: &[
    ] },
    Operation { client: S3, name: "GetBucketIntelligentTieringConfiguration", http: Some(Http { method: "GET", path: "/{Bucket}?intelligent-tiering" }), actions: &[
        ActionRow { action: "s3:GetIntelligentTieringConfiguration", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "GetBucketInventoryConfiguration", http: Some(Http { method: "GET", path: "/{Bucket}?inventory" }), actions: &[
        ActionRow { action: "s3:GetInventoryConfiguration", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
        DirectoryRow { action: "s3express:GetInventoryConfiguration", on: On::DirectoryBucket, session_mode: None, note: None },
    ], notes: &[
    ] },
    Operation { client: S3, name: "GetBucketLifecycle", http: Some(Http { method: "GET", path: "/{Bucket}?lifecycle" }), actions: &[
        ActionRow { action: "s3:GetLifecycleConfiguration", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
        DirectoryRow { action: "s3express:GetLifecycleConfiguration", on: On::DirectoryBucket, session_mode: None, note: None },
    ], notes: &[
    ] },
    Operation { client: S3, name: "GetBucketLifecycleConfiguration", http: Some(Http { method: "GET", path: "/{Bucket}?lifecycle" }), actions: &[
        ActionRow { action: "s3:GetLifecycleConfiguration", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
        DirectoryRow { action: "s3express:GetLifecycleConfiguration", on: On::DirectoryBucket, session_mode: None, note: None },
    ], notes: &[
    ] },
    Operation { client: S3, name: "GetBucketLocation", http: Some(Http { method: "GET", path: "/{Bucket}?location" }), actions: &[
        ActionRow { action: "s3:GetBucketLocation", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "HeadBucket is the recommended way to find a Region.",
    ] },
    Operation { client: S3, name: "GetBucketLogging", http: Some(Http { method: "GET", path: "/{Bucket}?logging" }), actions: &[
        ActionRow { action: "s3:GetBucketLogging", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "GetBucketMetadataConfiguration", http: Some(Http { method: "GET", path: "/{Bucket}?metadataConfiguration" }), actions: &[
        ActionRow { action: "s3:GetBucketMetadataTableConfiguration", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "GetBucketMetadataTableConfiguration", http: Some(Http { method: "GET", path: "/{Bucket}?metadataTable" }), actions: &[
        ActionRow { action: "s3:GetBucketMetadataTableConfiguration", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "GetBucketMetricsConfiguration", http: Some(Http { method: "GET", path: "/{Bucket}?metrics" }), actions: &[
        ActionRow { action: "s3:GetMetricsConfiguration", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
        DirectoryRow { action: "s3express:GetMetricsConfiguration", on: On::DirectoryBucket, session_mode: None, note: None },
    ], notes: &[
    ] },
    Operation { client: S3, name: "GetBucketNotification", http: Some(Http { method: "GET", path: "/{Bucket}?notification" }), actions: &[
        ActionRow { action: "s3:GetBucketNotification", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "GetBucketNotificationConfiguration", http: Some(Http { method: "GET", path: "/{Bucket}?notification" }), actions: &[
        ActionRow { action: "s3:GetBucketNotification", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "GetBucketOwnershipControls", http: Some(Http { method: "GET", path: "/{Bucket}?ownershipControls" }), actions: &[
        ActionRow { action: "s3:GetBucketOwnershipControls", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "GetBucketPolicy", http: Some(Http { method: "GET", path: "/{Bucket}?policy" }), actions: &[
        ActionRow { action: "s3:GetBucketPolicy", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
        DirectoryRow { action: "s3express:GetBucketPolicy", on: On::DirectoryBucket, session_mode: None, note: None },
    ], notes: &[
        "Caller permitted but not in the bucket owner account: 405 MethodNotAllowed; caller not permitted: 403.",
        "The root user of the owning account can always call this for recovery even when the bucket policy denies it (a service control policy can still stop a member root).",
    ] },
    Operation { client: S3, name: "GetBucketPolicyStatus", http: Some(Http { method: "GET", path: "/{Bucket}?policyStatus" }), actions: &[
        ActionRow { action: "s3:GetBucketPolicyStatus", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "GetBucketReplication", http: Some(Http { method: "GET", path: "/{Bucket}?replication" }), actions: &[
        ActionRow { action: "s3:GetReplicationConfiguration", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "GetBucketRequestPayment", http: Some(Http { method: "GET", path: "/{Bucket}?requestPayment" }), actions: &[
        ActionRow { action: "s3:GetBucketRequestPayment", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "GetBucketTagging", http: Some(Http { method: "GET", path: "/{Bucket}?tagging" }), actions: &[
        ActionRow { action: "s3:GetBucketTagging", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "GetBucketVersioning", http: Some(Http { method: "GET", path: "/{Bucket}?versioning" }), actions: &[
        ActionRow { action: "s3:GetBucketVersioning", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "GetBucketWebsite", http: Some(Http { method: "GET", path: "/{Bucket}?website" }), actions: &[
        ActionRow { action: "s3:GetBucketWebsite", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "GetObject", http: Some(Http { method: "GET", path: "/{Bucket}/{Key+}" }), actions: &[
        ActionRow { action: "s3:GetObject", on: On::Object, when: &Not(&Sent(Query, "versionId", None)), effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:GetObjectVersion", on: On::Object, when: &Sent(Query, "versionId", None), effect: Required, source: Documented, per_key: false, note: Some("s3:GetObject is then not needed") },
        ActionRow { action: "s3:ListBucket", on: On::Bucket, when: &State(S::ObjectMissing), effect: OnMissing, source: Documented, per_key: false, note: Some("allowed: HTTP 404; not allowed: HTTP 403 AccessDenied. Not needed when the object exists.") },
        ActionRow { action: "s3:GetObjectTagging", on: On::Object, when: &Not(&Sent(Query, "versionId", None)), effect: ResponseOnly, source: Documented, per_key: false, note: Some("only adds the tag-count response header; lack of it never fails the call") },
        ActionRow { action: "s3:GetObjectVersionTagging", on: On::Object, when: &Sent(Query, "versionId", None), effect: ResponseOnly, source: Known, per_key: false, note: None },
        ActionRow { action: "s3:GetObjectRetention", on: On::Object, when: &Always, effect: ResponseOnly, source: Documented, per_key: false, note: Some("only adds x-amz-object-lock-mode / retain-until-date") },
        ActionRow { action: "s3:GetObjectLegalHold", on: On::Object, when: &Always, effect: ResponseOnly, source: Documented, per_key: false, note: Some("only adds x-amz-object-lock-legal-hold") },
    ], kms: &[
        KmsRow { action: "kms:Decrypt", key: KeyRole::Object, when: &State(S::ObjSseKms), effect: Required, source: Documented, note: None },
    ], directory: &[
        DirectoryRow { action: "s3express:CreateSession", on: On::DirectoryBucket, session_mode: Some("ReadOnly"), note: None },
    ], notes: &[
        "A current delete marker counts as missing (404 with ListBucket, else 403); versionId of a delete marker: 405 when permitted.",
        "SSE-C object without, or with wrong, key headers: 400 (missing) or 403 (wrong key).",
        "Archived object (GLACIER, DEEP_ARCHIVE, archive tiers of INTELLIGENT_TIERING) not restored: 403 InvalidObjectState, after authorization.",
        "x-amz-server-side-encryption request headers on an SSE-KMS/SSE-S3 read: 400.",
    ] },
    Operation { client: S3, name: "GetObjectAcl", http: Some(Http { method: "GET", path: "/{Bucket}/{Key+}?acl" }), actions: &[
        ActionRow { action: "s3:GetObjectAcl", on: On::Object, when: &Not(&Sent(Query, "versionId", None)), effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:GetObjectVersionAcl", on: On::Object, when: &Sent(Query, "versionId", None), effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:ListBucket", on: On::Bucket, when: &State(S::ObjectMissing), effect: OnMissing, source: Known, per_key: false, note: Some("allowed: HTTP 404; not allowed: HTTP 403 AccessDenied. Not needed when the object exists.") },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "GetObjectAnnotation", http: Some(Http { method: "GET", path: "/{Bucket}/{Key+}?annotation" }), actions: &[
        ActionRow { action: "s3:GetObjectAnnotation", on: On::Object, when: &Not(&Sent(Query, "versionId", None)), effect: Required, source: Peer, per_key: false, note: None },
        ActionRow { action: "s3:GetObjectVersionAnnotation", on: On::Object, when: &Sent(Query, "versionId", None), effect: Required, source: Peer, per_key: false, note: None },
    ], kms: &[
        KmsRow { action: "kms:Decrypt", key: KeyRole::Object, when: &State(S::ObjSseKms), effect: Required, source: Known, note: None },
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "GetObjectAttributes", http: Some(Http { method: "GET", path: "/{Bucket}/{Key+}?attributes" }), actions: &[
        ActionRow { action: "s3:GetObject", on: On::Object, when: &Not(&Sent(Query, "versionId", None)), effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:GetObjectVersion", on: On::Object, when: &Sent(Query, "versionId", None), effect: Required, source: Documented, per_key: false, note: Some("s3:GetObject is then not needed") },
        ActionRow { action: "s3:ListBucket", on: On::Bucket, when: &State(S::ObjectMissing), effect: OnMissing, source: Documented, per_key: false, note: Some("allowed: HTTP 404; not allowed: HTTP 403 AccessDenied. Not needed when the object exists.") },
        ActionRow { action: "s3:GetObjectAttributes", on: On::Object, when: &Not(&Sent(Query, "versionId", None)), effect: Required, source: Documented, per_key: false, note: Some("API reference requires both; the user-guide action table lists only s3:GetObject") },
        ActionRow { action: "s3:GetObjectVersionAttributes", on: On::Object, when: &Sent(Query, "versionId", None), effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
        KmsRow { action: "kms:Decrypt", key: KeyRole::Object, when: &State(S::ObjSseKms), effect: Required, source: Documented, note: None },
    ], directory: &[
        DirectoryRow { action: "s3express:CreateSession", on: On::DirectoryBucket, session_mode: Some("ReadOnly"), note: None },
    ], notes: &[
    ] },
    Operation { client: S3, name: "GetObjectLegalHold", http: Some(Http { method: "GET", path: "/{Bucket}/{Key+}?legal-hold" }), actions: &[
        ActionRow { action: "s3:GetObjectLegalHold", on: On::Object, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:ListBucket", on: On::Bucket, when: &State(S::ObjectMissing), effect: OnMissing, source: Known, per_key: false, note: Some("allowed: HTTP 404; not allowed: HTTP 403 AccessDenied. Not needed when the object exists.") },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "GetObjectLockConfiguration", http: Some(Http { method: "GET", path: "/{Bucket}?object-lock" }), actions: &[
        ActionRow { action: "s3:GetBucketObjectLockConfiguration", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "GetObjectRetention", http: Some(Http { method: "GET", path: "/{Bucket}/{Key+}?retention" }), actions: &[
        ActionRow { action: "s3:GetObjectRetention", on: On::Object, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:ListBucket", on: On::Bucket, when: &State(S::ObjectMissing), effect: OnMissing, source: Known, per_key: false, note: Some("allowed: HTTP 404; not allowed: HTTP 403 AccessDenied. Not needed when the object exists.") },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "GetObjectTagging", http: Some(Http { method: "GET", path: "/{Bucket}/{Key+}?tagging" }), actions: &[
        ActionRow { action: "s3:GetObjectTagging", on: On::Object, when: &Not(&Sent(Query, "versionId", None)), effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:GetObjectVersionTagging", on: On::Object, when: &Sent(Query, "versionId", None), effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:ListBucket", on: On::Bucket, when: &State(S::ObjectMissing), effect: OnMissing, source: Known, per_key: false, note: Some("allowed: HTTP 404; not allowed: HTTP 403 AccessDenied. Not needed when the object exists.") },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "GetObjectTorrent", http: Some(Http { method: "GET", path: "/{Bucket}/{Key+}?torrent" }), actions: &[
        ActionRow { action: "s3:GetObject", on: On::Object, when: &Always, effect: Required, source: Documented, per_key: false, note: Some("user-guide table") },
        ActionRow { action: "s3:GetObjectTorrent", on: On::Object, when: &Always, effect: Required, source: Peer, per_key: false, note: Some("service authorization reference has this action; conflict with the table") },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "Legacy; not offered in newer Regions, not for SSE or requester-pays objects.",
    ] },
    Operation { client: S3, name: "GetPublicAccessBlock", http: Some(Http { method: "GET", path: "/{Bucket}?publicAccessBlock" }), actions: &[
        ActionRow { action: "s3:GetBucketPublicAccessBlock", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "HeadBucket", http: Some(Http { method: "HEAD", path: "/{Bucket}" }), actions: &[
        ActionRow { action: "s3:ListBucket", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
        DirectoryRow { action: "s3express:CreateSession", on: On::DirectoryBucket, session_mode: Some("any"), note: Some("signed with IAM credentials") },
    ], notes: &[
        "No s3:HeadBucket action. Reply has no body; x-amz-bucket-region is sent even on 403. 404 = no such bucket, 403 = exists but not allowed (or unsigned).",
        "No prefix is in the request: an Allow conditioned on s3:prefix does not match (key absent).",
    ] },
    Operation { client: S3, name: "HeadObject", http: Some(Http { method: "HEAD", path: "/{Bucket}/{Key+}" }), actions: &[
        ActionRow { action: "s3:GetObject", on: On::Object, when: &Not(&Sent(Query, "versionId", None)), effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:GetObjectVersion", on: On::Object, when: &Sent(Query, "versionId", None), effect: Required, source: Documented, per_key: false, note: Some("s3:GetObject is then not needed") },
        ActionRow { action: "s3:ListBucket", on: On::Bucket, when: &State(S::ObjectMissing), effect: OnMissing, source: Documented, per_key: false, note: Some("allowed: HTTP 404; not allowed: HTTP 403 AccessDenied. Not needed when the object exists.") },
        ActionRow { action: "s3:GetObjectTagging", on: On::Object, when: &Not(&Sent(Query, "versionId", None)), effect: ResponseOnly, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:GetObjectRetention", on: On::Object, when: &Always, effect: ResponseOnly, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:GetObjectLegalHold", on: On::Object, when: &Always, effect: ResponseOnly, source: Documented, per_key: false, note: None },
    ], kms: &[
        KmsRow { action: "kms:Decrypt", key: KeyRole::Object, when: &All(&[State(S::ObjSseKms), Sent(Header, "x-amz-checksum-mode", Some("ENABLED"))]), effect: Required, source: Documented, note: None },
    ], directory: &[
        DirectoryRow { action: "s3express:CreateSession", on: On::DirectoryBucket, session_mode: Some("ReadOnly"), note: None },
    ], notes: &[
        "There is no s3:HeadObject action.",
        "Error replies carry no body: SDKs print only 403 Forbidden / 404 Not Found.",
        "autopilot lists kms:Decrypt for every HeadObject; the API reference names KMS only with checksum mode, and metadata-only HEAD of an SSE-KMS object works without it.",
    ] },
    Operation { client: S3, name: "ListBucketAnalyticsConfigurations", http: Some(Http { method: "GET", path: "/{Bucket}?analytics" }), actions: &[
        ActionRow { action: "s3:GetAnalyticsConfiguration", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "ListBucketIntelligentTieringConfigurations", http: Some(Http { method: "GET", path: "/{Bucket}?intelligent-tiering" }), actions: &[
        ActionRow { action: "s3:GetIntelligentTieringConfiguration", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "ListBucketInventoryConfigurations", http: Some(Http { method: "GET", path: "/{Bucket}?inventory" }), actions: &[
        ActionRow { action: "s3:GetInventoryConfiguration", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
        DirectoryRow { action: "s3express:GetInventoryConfiguration", on: On::DirectoryBucket, session_mode: None, note: None },
    ], notes: &[
    ] },
    Operation { client: S3, name: "ListBucketMetricsConfigurations", http: Some(Http { method: "GET", path: "/{Bucket}?metrics" }), actions: &[
        ActionRow { action: "s3:GetMetricsConfiguration", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
        DirectoryRow { action: "s3express:GetMetricsConfiguration", on: On::DirectoryBucket, session_mode: None, note: None },
    ], notes: &[
    ] },
    Operation { client: S3, name: "ListBuckets", http: Some(Http { method: "GET", path: "/" }), actions: &[
        ActionRow { action: "s3:ListAllMyBuckets", on: On::Any, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "Resource must be * or arn:aws:s3:::* (the guide uses both); no bucket policy applies.",
        "Works per account only: other accounts' buckets never appear.",
    ] },
    Operation { client: S3, name: "ListDirectoryBuckets", http: Some(Http { method: "GET", path: "/" }), actions: &[
        ActionRow { action: "s3express:ListAllMyDirectoryBuckets", on: On::Any, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "ListMultipartUploads", http: Some(Http { method: "GET", path: "/{Bucket}?uploads" }), actions: &[
        ActionRow { action: "s3:ListBucketMultipartUploads", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
        DirectoryRow { action: "s3express:CreateSession", on: On::DirectoryBucket, session_mode: Some("ReadOnly"), note: None },
    ], notes: &[
        "The bucket owner is allowed by default.",
    ] },
    Operation { client: S3, name: "ListObjectAnnotations", http: Some(Http { method: "GET", path: "/{Bucket}/{Key+}?annotation" }), actions: &[
        ActionRow { action: "s3:ListObjectAnnotations", on: On::Object, when: &Not(&Sent(Query, "versionId", None)), effect: Required, source: Peer, per_key: false, note: None },
        ActionRow { action: "s3:ListObjectVersionAnnotations", on: On::Object, when: &Sent(Query, "versionId", None), effect: Required, source: Peer, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "ListObjectVersions", http: Some(Http { method: "GET", path: "/{Bucket}?versions" }), actions: &[
        ActionRow { action: "s3:ListBucketVersions", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "ListObjects", http: Some(Http { method: "GET", path: "/{Bucket}" }), actions: &[
        ActionRow { action: "s3:ListBucket", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "v1 list; same action.",
    ] },
    Operation { client: S3, name: "ListObjectsV2", http: Some(Http { method: "GET", path: "/{Bucket}?list-type=2" }), actions: &[
        ActionRow { action: "s3:ListBucket", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:GetObjectAcl", on: On::Bucket, when: &Sent(Query, "fetch-owner", Some("true")), effect: ResponseOnly, source: Documented, per_key: false, note: Some("user-guide table mentions it for owner display") },
    ], kms: &[
    ], directory: &[
        DirectoryRow { action: "s3express:CreateSession", on: On::DirectoryBucket, session_mode: Some("ReadOnly"), note: None },
    ], notes: &[
        "Listing never checks object actions for the listed keys.",
    ] },
    Operation { client: S3, name: "ListParts", http: Some(Http { method: "GET", path: "/{Bucket}/{Key+}" }), actions: &[
        ActionRow { action: "s3:ListMultipartUploadParts", on: On::Object, when: &Always, effect: Required, source: Documented, per_key: false, note: Some("initiator and bucket owner allowed by default; an endpoint policy must still allow it") },
    ], kms: &[
        KmsRow { action: "kms:Decrypt", key: KeyRole::Written, when: &State(S::SseKms), effect: Required, source: Documented, note: None },
    ], directory: &[
        DirectoryRow { action: "s3express:CreateSession", on: On::DirectoryBucket, session_mode: Some("ReadOnly"), note: None },
    ], notes: &[
    ] },
    Operation { client: S3, name: "PutBucketAbac", http: Some(Http { method: "PUT", path: "/{Bucket}?abac" }), actions: &[
        ActionRow { action: "s3:PutBucketAbac", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "PutBucketAccelerateConfiguration", http: Some(Http { method: "PUT", path: "/{Bucket}?accelerate" }), actions: &[
        ActionRow { action: "s3:PutAccelerateConfiguration", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "PutBucketAcl", http: Some(Http { method: "PUT", path: "/{Bucket}?acl" }), actions: &[
        ActionRow { action: "s3:PutBucketAcl", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "BucketOwnerEnforced: 400 AccessControlListNotSupported. Public grant under BlockPublicAcls: 403.",
    ] },
    Operation { client: S3, name: "PutBucketAnalyticsConfiguration", http: Some(Http { method: "PUT", path: "/{Bucket}?analytics" }), actions: &[
        ActionRow { action: "s3:PutAnalyticsConfiguration", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "Export needs a destination bucket policy for s3.amazonaws.com.",
    ] },
    Operation { client: S3, name: "PutBucketCors", http: Some(Http { method: "PUT", path: "/{Bucket}?cors" }), actions: &[
        ActionRow { action: "s3:PutBucketCORS", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "PutBucketEncryption", http: Some(Http { method: "PUT", path: "/{Bucket}?encryption" }), actions: &[
        ActionRow { action: "s3:PutEncryptionConfiguration", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
        DirectoryRow { action: "s3express:PutEncryptionConfiguration", on: On::DirectoryBucket, session_mode: None, note: None },
    ], notes: &[
        "For directory buckets with SSE-KMS the caller needs kms:GenerateDataKey and kms:Decrypt.",
    ] },
    Operation { client: S3, name: "PutBucketIntelligentTieringConfiguration", http: Some(Http { method: "PUT", path: "/{Bucket}?intelligent-tiering" }), actions: &[
        ActionRow { action: "s3:PutIntelligentTieringConfiguration", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "PutBucketInventoryConfiguration", http: Some(Http { method: "PUT", path: "/{Bucket}?inventory" }), actions: &[
        ActionRow { action: "s3:PutInventoryConfiguration", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
        DirectoryRow { action: "s3express:PutInventoryConfiguration", on: On::DirectoryBucket, session_mode: None, note: None },
    ], notes: &[
        "The report writer is s3.amazonaws.com and needs its own bucket policy on the destination bucket.",
    ] },
    Operation { client: S3, name: "PutBucketLifecycle", http: Some(Http { method: "PUT", path: "/{Bucket}?lifecycle" }), actions: &[
        ActionRow { action: "s3:PutLifecycleConfiguration", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
        DirectoryRow { action: "s3express:PutLifecycleConfiguration", on: On::DirectoryBucket, session_mode: None, note: None },
    ], notes: &[
    ] },
    Operation { client: S3, name: "PutBucketLifecycleConfiguration", http: Some(Http { method: "PUT", path: "/{Bucket}?lifecycle" }), actions: &[
        ActionRow { action: "s3:PutLifecycleConfiguration", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
        DirectoryRow { action: "s3express:PutLifecycleConfiguration", on: On::DirectoryBucket, session_mode: None, note: None },
    ], notes: &[
    ] },
    Operation { client: S3, name: "PutBucketLogging", http: Some(Http { method: "PUT", path: "/{Bucket}?logging" }), actions: &[
        ActionRow { action: "s3:PutBucketLogging", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "The target bucket must allow logging.s3.amazonaws.com (policy) or the LogDelivery group (ACL); CrossLocationLoggingProhibited is a 403.",
    ] },
    Operation { client: S3, name: "PutBucketMetricsConfiguration", http: Some(Http { method: "PUT", path: "/{Bucket}?metrics" }), actions: &[
        ActionRow { action: "s3:PutMetricsConfiguration", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
        DirectoryRow { action: "s3express:PutMetricsConfiguration", on: On::DirectoryBucket, session_mode: None, note: None },
    ], notes: &[
    ] },
    Operation { client: S3, name: "PutBucketNotification", http: Some(Http { method: "PUT", path: "/{Bucket}?notification" }), actions: &[
        ActionRow { action: "s3:PutBucketNotification", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "PutBucketNotificationConfiguration", http: Some(Http { method: "PUT", path: "/{Bucket}?notification" }), actions: &[
        ActionRow { action: "s3:PutBucketNotification", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "S3 checks at PUT time that it may publish to each SNS/SQS/Lambda destination: failure is 400 InvalidArgument, not 403.",
    ] },
    Operation { client: S3, name: "PutBucketOwnershipControls", http: Some(Http { method: "PUT", path: "/{Bucket}?ownershipControls" }), actions: &[
        ActionRow { action: "s3:PutBucketOwnershipControls", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "PutBucketPolicy", http: Some(Http { method: "PUT", path: "/{Bucket}?policy" }), actions: &[
        ActionRow { action: "s3:PutBucketPolicy", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
        DirectoryRow { action: "s3express:PutBucketPolicy", on: On::DirectoryBucket, session_mode: None, note: None },
    ], notes: &[
        "Caller permitted but not in the bucket owner account: 405 MethodNotAllowed; caller not permitted: 403.",
        "The root user of the owning account can always call this for recovery even when the bucket policy denies it (a service control policy can still stop a member root).",
        "BlockPublicPolicy on and the new policy is public: 403 AccessDenied. A policy naming a nonexistent principal: 400 MalformedPolicy.",
    ] },
    Operation { client: S3, name: "PutBucketReplication", http: Some(Http { method: "PUT", path: "/{Bucket}?replication" }), actions: &[
        ActionRow { action: "s3:PutReplicationConfiguration", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "iam:PassRole", on: On::ReplicationRole, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "PutBucketRequestPayment", http: Some(Http { method: "PUT", path: "/{Bucket}?requestPayment" }), actions: &[
        ActionRow { action: "s3:PutBucketRequestPayment", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "PutBucketTagging", http: Some(Http { method: "PUT", path: "/{Bucket}?tagging" }), actions: &[
        ActionRow { action: "s3:PutBucketTagging", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "Fails once bucket ABAC is enabled: use s3control TagResource / UntagResource (s3:TagResource, s3:UntagResource).",
    ] },
    Operation { client: S3, name: "PutBucketVersioning", http: Some(Http { method: "PUT", path: "/{Bucket}?versioning" }), actions: &[
        ActionRow { action: "s3:PutBucketVersioning", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "Setting MfaDelete needs root plus x-amz-mfa.",
    ] },
    Operation { client: S3, name: "PutBucketWebsite", http: Some(Http { method: "PUT", path: "/{Bucket}?website" }), actions: &[
        ActionRow { action: "s3:PutBucketWebsite", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "PutObject", http: Some(Http { method: "PUT", path: "/{Bucket}/{Key+}" }), actions: &[
        ActionRow { action: "s3:PutObject", on: On::Object, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:PutObjectAcl", on: On::Object, when: &Any(&[Sent(Header, "x-amz-acl", None), Sent(Header, "x-amz-grant-full-control", None), Sent(Header, "x-amz-grant-read", None), Sent(Header, "x-amz-grant-read-acp", None), Sent(Header, "x-amz-grant-write-acp", None)]), effect: Required, source: Documented, per_key: false, note: Some("sending the header is what triggers it, whatever the value; for private and bucket-owner-full-control this is (the minimum policies of rclone and others agree)") },
        ActionRow { action: "s3:PutObjectTagging", on: On::Object, when: &Sent(Header, "x-amz-tagging", None), effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:PutObjectRetention", on: On::Object, when: &Any(&[Sent(Header, "x-amz-object-lock-mode", None), Sent(Header, "x-amz-object-lock-retain-until-date", None)]), effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:PutObjectLegalHold", on: On::Object, when: &Sent(Header, "x-amz-object-lock-legal-hold", None), effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:GetObject", on: On::Object, when: &All(&[Sent(Header, "If-Match", None), Not(&Sent(Header, "If-Match", Some("*")))]), effect: Required, source: Documented, per_key: false, note: Some("compare-and-swap write; If-None-Match: * needs only s3:PutObject") },
    ], kms: &[
        KmsRow { action: "kms:GenerateDataKey", key: KeyRole::Written, when: &State(S::SseKms), effect: Required, source: Documented, note: None },
        KmsRow { action: "kms:Decrypt", key: KeyRole::Written, when: &All(&[State(S::SseKms), State(S::BucketKey)]), effect: Advised, source: Documented, note: Some("documented for replication with a Bucket Key (S3 checks the bucket-level key); recommended, rarely fatal for a plain PUT") },
    ], directory: &[
        DirectoryRow { action: "s3express:CreateSession", on: On::DirectoryBucket, session_mode: Some("ReadWrite"), note: None },
    ], notes: &[
        "The action is the same whether the key is new or overwritten.",
        "sse_kms is true when the header asks for aws:kms / aws:kms:dsse or when the bucket default encryption does and no SSE header overrides it.",
        "x-amz-acl with anything except bucket-owner-full-control on a BucketOwnerEnforced bucket: 400 AccessControlListNotSupported (not 403).",
    ] },
    Operation { client: S3, name: "PutObjectAcl", http: Some(Http { method: "PUT", path: "/{Bucket}/{Key+}?acl" }), actions: &[
        ActionRow { action: "s3:PutObjectAcl", on: On::Object, when: &Not(&Sent(Query, "versionId", None)), effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:PutObjectVersionAcl", on: On::Object, when: &Sent(Query, "versionId", None), effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "BucketOwnerEnforced: 400 AccessControlListNotSupported.",
        "Granting a public group under BlockPublicAcls: 403 AccessDenied.",
    ] },
    Operation { client: S3, name: "PutObjectAnnotation", http: Some(Http { method: "PUT", path: "/{Bucket}/{Key+}?annotation" }), actions: &[
        ActionRow { action: "s3:PutObjectAnnotation", on: On::Object, when: &Not(&Sent(Query, "versionId", None)), effect: Required, source: Peer, per_key: false, note: None },
        ActionRow { action: "s3:PutObjectVersionAnnotation", on: On::Object, when: &Sent(Query, "versionId", None), effect: Required, source: Peer, per_key: false, note: None },
    ], kms: &[
        KmsRow { action: "kms:GenerateDataKey", key: KeyRole::Object, when: &State(S::ObjSseKms), effect: Required, source: Known, note: None },
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "PutObjectLegalHold", http: Some(Http { method: "PUT", path: "/{Bucket}/{Key+}?legal-hold" }), actions: &[
        ActionRow { action: "s3:PutObjectLegalHold", on: On::Object, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "PutObjectLockConfiguration", http: Some(Http { method: "PUT", path: "/{Bucket}?object-lock" }), actions: &[
        ActionRow { action: "s3:PutBucketObjectLockConfiguration", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "PutObjectRetention", http: Some(Http { method: "PUT", path: "/{Bucket}/{Key+}?retention" }), actions: &[
        ActionRow { action: "s3:PutObjectRetention", on: On::Object, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:BypassGovernanceRetention", on: On::Object, when: &All(&[State(S::GovernanceLocked), Sent(Header, "x-amz-bypass-governance-retention", Some("true")), State(S::RetentionShortened)]), effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "COMPLIANCE retention cannot be shortened by anyone: 403.",
    ] },
    Operation { client: S3, name: "PutObjectTagging", http: Some(Http { method: "PUT", path: "/{Bucket}/{Key+}?tagging" }), actions: &[
        ActionRow { action: "s3:PutObjectTagging", on: On::Object, when: &Not(&Sent(Query, "versionId", None)), effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:PutObjectVersionTagging", on: On::Object, when: &Sent(Query, "versionId", None), effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "PutPublicAccessBlock", http: Some(Http { method: "PUT", path: "/{Bucket}?publicAccessBlock" }), actions: &[
        ActionRow { action: "s3:PutBucketPublicAccessBlock", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "RenameObject", http: Some(Http { method: "PUT", path: "/{Bucket}/{Key+}?renameObject" }), actions: &[
    ], kms: &[
    ], directory: &[
        DirectoryRow { action: "s3express:CreateSession", on: On::DirectoryBucket, session_mode: Some("ReadWrite"), note: None },
    ], notes: &[
        "Directory buckets only.",
    ] },
    Operation { client: S3, name: "RestoreObject", http: Some(Http { method: "POST", path: "/{Bucket}/{Key+}?restore" }), actions: &[
        ActionRow { action: "s3:RestoreObject", on: On::Object, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:PutObject", on: On::RestoreOutputObject, when: &Sent(Body, "OutputLocation", None), effect: Required, source: Known, per_key: false, note: Some("legacy SELECT restore type") },
    ], kms: &[
        KmsRow { action: "kms:Decrypt", key: KeyRole::Object, when: &State(S::ObjSseKms), effect: Required, source: Known, note: None },
    ], directory: &[
    ], notes: &[
        "ObjectAlreadyInActiveTierError is a 403; RestoreAlreadyInProgress is a 409.",
    ] },
    Operation { client: S3, name: "SelectObjectContent", http: Some(Http { method: "POST", path: "/{Bucket}/{Key+}?select&select-type=2" }), actions: &[
        ActionRow { action: "s3:GetObject", on: On::Object, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:ListBucket", on: On::Bucket, when: &State(S::ObjectMissing), effect: OnMissing, source: Documented, per_key: false, note: Some("allowed: HTTP 404; not allowed: HTTP 403 AccessDenied. Not needed when the object exists.") },
    ], kms: &[
        KmsRow { action: "kms:Decrypt", key: KeyRole::Object, when: &State(S::ObjSseKms), effect: Required, source: Documented, note: None },
    ], directory: &[
        DirectoryRow { action: "s3express:CreateSession", on: On::DirectoryBucket, session_mode: Some("ReadOnly"), note: None },
    ], notes: &[
        "Closed to new customers.",
        "No versionId parameter: s3:GetObject only.",
    ] },
    Operation { client: S3, name: "UpdateBucketMetadataAnnotationTableConfiguration", http: Some(Http { method: "PUT", path: "/{Bucket}?metadataAnnotationTable" }), actions: &[
        ActionRow { action: "s3:UpdateBucketMetadataAnnotationTableConfiguration", on: On::Bucket, when: &Always, effect: Required, source: Peer, per_key: false, note: None },
        ActionRow { action: "iam:PassRole", on: On::AnnotationRole, when: &Sent(Body, "Role", None), effect: Required, source: Peer, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "UpdateBucketMetadataInventoryTableConfiguration", http: Some(Http { method: "PUT", path: "/{Bucket}?metadataInventoryTable" }), actions: &[
        ActionRow { action: "s3:UpdateBucketMetadataInventoryTableConfiguration", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3tables:CreateTableBucket", on: On::TableBucketOrTable, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3tables:CreateNamespace", on: On::TableBucketOrTable, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3tables:CreateTable", on: On::TableBucketOrTable, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3tables:GetTable", on: On::TableBucketOrTable, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3tables:PutTablePolicy", on: On::TableBucketOrTable, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3tables:PutTableEncryption", on: On::TableBucketOrTable, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
        KmsRow { action: "kms:DescribeKey", key: KeyRole::Table, when: &Sent(Body, "EncryptionConfiguration", None), effect: Required, source: Documented, note: None },
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "UpdateBucketMetadataJournalTableConfiguration", http: Some(Http { method: "PUT", path: "/{Bucket}?metadataJournalTable" }), actions: &[
        ActionRow { action: "s3:UpdateBucketMetadataJournalTableConfiguration", on: On::Bucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "UpdateObjectEncryption", http: Some(Http { method: "PUT", path: "/{Bucket}/{Key+}?encryption" }), actions: &[
        ActionRow { action: "s3:UpdateObjectEncryption", on: On::Object, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:PutObject", on: On::Object, when: &Always, effect: Required, source: Documented, per_key: false, note: Some("named by the API reference") },
        ActionRow { action: "organizations:DescribeAccount", on: On::Any, when: &State(S::KeyOtherAccountInOrg), effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
        KmsRow { action: "kms:Decrypt", key: KeyRole::Object, when: &State(S::ObjSseKms), effect: Required, source: Documented, note: None },
        KmsRow { action: "kms:Encrypt", key: KeyRole::Written, when: &Always, effect: Required, source: Documented, note: None },
        KmsRow { action: "kms:GenerateDataKey", key: KeyRole::Written, when: &Always, effect: Required, source: Documented, note: None },
        KmsRow { action: "kms:ReEncryptFrom", key: KeyRole::Object, when: &State(S::ObjSseKms), effect: Required, source: Documented, note: None },
        KmsRow { action: "kms:ReEncryptTo", key: KeyRole::Written, when: &Always, effect: Required, source: Documented, note: None },
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3, name: "UploadPart", http: Some(Http { method: "PUT", path: "/{Bucket}/{Key+}" }), actions: &[
        ActionRow { action: "s3:PutObject", on: On::Object, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
        KmsRow { action: "kms:GenerateDataKey", key: KeyRole::Written, when: &State(S::SseKms), effect: Required, source: Documented, note: Some("user-guide table") },
        KmsRow { action: "kms:Decrypt", key: KeyRole::Written, when: &State(S::SseKms), effect: Required, source: Documented, note: Some("API reference; require both") },
    ], directory: &[
        DirectoryRow { action: "s3express:CreateSession", on: On::DirectoryBucket, session_mode: Some("ReadWrite"), note: None },
    ], notes: &[
        "Request conditions such as s3:x-amz-server-side-encryption are absent on this call: a Deny with Null/StringNotEquals on them breaks parts unless written for it.",
    ] },
    Operation { client: S3, name: "UploadPartCopy", http: Some(Http { method: "PUT", path: "/{Bucket}/{Key+}" }), actions: &[
        ActionRow { action: "s3:GetObject", on: On::SourceObject, when: &Not(&State(S::SrcVersion)), effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:GetObjectVersion", on: On::SourceObject, when: &State(S::SrcVersion), effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:PutObject", on: On::DestObject, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:ListBucket", on: On::SourceBucket, when: &State(S::SrcMissing), effect: OnMissing, source: Documented, per_key: false, note: None },
    ], kms: &[
        KmsRow { action: "kms:Decrypt", key: KeyRole::Source, when: &State(S::SrcSseKms), effect: Required, source: Documented, note: None },
        KmsRow { action: "kms:Decrypt", key: KeyRole::Written, when: &State(S::SseKms), effect: Required, source: Documented, note: None },
        KmsRow { action: "kms:GenerateDataKey", key: KeyRole::Written, when: &State(S::SseKms), effect: Required, source: Documented, note: None },
    ], directory: &[
        DirectoryRow { action: "s3express:CreateSession", on: On::DirectoryBucket, session_mode: Some("ReadWrite for destination, ReadOnly enough for source"), note: None },
    ], notes: &[
    ] },
    Operation { client: S3, name: "WriteGetObjectResponse", http: Some(Http { method: "POST", path: "/WriteGetObjectResponse" }), actions: &[
        ActionRow { action: "s3-object-lambda:WriteGetObjectResponse", on: On::ObjectLambdaAccessPoint, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "Called by the transforming Lambda function with its execution role.",
    ] },
    Operation { client: S3Control, name: "AssociateAccessGrantsIdentityCenter", http: Some(Http { method: "POST", path: "/v20180820/accessgrantsinstance/identitycenter" }), actions: &[
        ActionRow { action: "s3:AssociateAccessGrantsIdentityCenter", on: On::AccessGrantsInstance, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "sso:DescribeInstance", on: On::Any, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "sso:CreateApplication", on: On::Any, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "sso:PutApplicationGrant", on: On::Any, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "sso:PutApplicationAuthenticationMethod", on: On::Any, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "CreateAccessGrant", http: Some(Http { method: "POST", path: "/v20180820/accessgrantsinstance/grant" }), actions: &[
        ActionRow { action: "s3:CreateAccessGrant", on: On::AccessGrant, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "CreateAccessGrantsInstance", http: Some(Http { method: "POST", path: "/v20180820/accessgrantsinstance" }), actions: &[
        ActionRow { action: "s3:CreateAccessGrantsInstance", on: On::AccessGrantsInstance, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "sso:DescribeInstance", on: On::Any, when: &Sent(Body, "IdentityCenterArn", None), effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "sso:CreateApplication", on: On::Any, when: &Sent(Body, "IdentityCenterArn", None), effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "sso:PutApplicationGrant", on: On::Any, when: &Sent(Body, "IdentityCenterArn", None), effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "sso:PutApplicationAuthenticationMethod", on: On::Any, when: &Sent(Body, "IdentityCenterArn", None), effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "CreateAccessGrantsLocation", http: Some(Http { method: "POST", path: "/v20180820/accessgrantsinstance/location" }), actions: &[
        ActionRow { action: "s3:CreateAccessGrantsLocation", on: On::AccessGrantsLocation, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "iam:PassRole", on: On::AccessGrantsRole, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "CreateAccessPoint", http: Some(Http { method: "PUT", path: "/v20180820/accesspoint/{name}" }), actions: &[
        ActionRow { action: "s3:CreateAccessPoint", on: On::AccessPoint, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:PutAccessPointPublicAccessBlock", on: On::Any, when: &Sent(Body, "PublicAccessBlockConfiguration", None), effect: Required, source: Peer, per_key: false, note: Some("permission-only action that gates choosing access point BPA settings") },
        ActionRow { action: "s3:TagResource", on: On::AccessPoint, when: &Sent(Body, "Tags", None), effect: Required, source: Known, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
        DirectoryRow { action: "s3express:CreateAccessPoint", on: On::DirectoryAccessPoint, session_mode: None, note: None },
    ], notes: &[
        "Block Public Access of an access point cannot be changed afterwards.",
    ] },
    Operation { client: S3Control, name: "CreateAccessPointForObjectLambda", http: Some(Http { method: "PUT", path: "/v20180820/accesspointforobjectlambda/{name}" }), actions: &[
        ActionRow { action: "s3:CreateAccessPointForObjectLambda", on: On::ObjectLambdaAccessPoint, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "Closed to new customers since 2025-11-07.",
    ] },
    Operation { client: S3Control, name: "CreateBucket", http: Some(Http { method: "PUT", path: "/v20180820/bucket/{name}" }), actions: &[
        ActionRow { action: "s3-outposts:CreateBucket", on: On::OutpostsBucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "S3 on Outposts only.",
    ] },
    Operation { client: S3Control, name: "CreateJob", http: Some(Http { method: "POST", path: "/v20180820/jobs" }), actions: &[
        ActionRow { action: "s3:CreateJob", on: On::Any, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "iam:PassRole", on: On::JobRole, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "The job then runs under the role (trust batchoperations.s3.amazonaws.com), which needs the per-object actions, manifest read (s3:GetObject[Version]) and report write (s3:PutObject).",
        "No specific resource: write Resource *.",
    ] },
    Operation { client: S3Control, name: "CreateMultiRegionAccessPoint", http: Some(Http { method: "POST", path: "/v20180820/async-requests/mrap/create" }), actions: &[
        ActionRow { action: "s3:CreateMultiRegionAccessPoint", on: On::MultiRegionAccessPoint, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "CreateStorageLensGroup", http: Some(Http { method: "POST", path: "/v20180820/storagelensgroup" }), actions: &[
        ActionRow { action: "s3:CreateStorageLensGroup", on: On::Any, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:TagResource", on: On::StorageLensGroup, when: &Sent(Body, "Tags", None), effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "No specific resource: write Resource *.",
    ] },
    Operation { client: S3Control, name: "DeleteAccessGrant", http: Some(Http { method: "DELETE", path: "/v20180820/accessgrantsinstance/grant/{id}" }), actions: &[
        ActionRow { action: "s3:DeleteAccessGrant", on: On::AccessGrant, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "DeleteAccessGrantsInstance", http: Some(Http { method: "DELETE", path: "/v20180820/accessgrantsinstance" }), actions: &[
        ActionRow { action: "s3:DeleteAccessGrantsInstance", on: On::AccessGrantsInstance, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "DeleteAccessGrantsInstanceResourcePolicy", http: Some(Http { method: "DELETE", path: "/v20180820/accessgrantsinstance/resourcepolicy" }), actions: &[
        ActionRow { action: "s3:DeleteAccessGrantsInstanceResourcePolicy", on: On::AccessGrantsInstance, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "DeleteAccessGrantsLocation", http: Some(Http { method: "DELETE", path: "/v20180820/accessgrantsinstance/location/{id}" }), actions: &[
        ActionRow { action: "s3:DeleteAccessGrantsLocation", on: On::AccessGrantsLocation, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "DeleteAccessPoint", http: Some(Http { method: "DELETE", path: "/v20180820/accesspoint/{name}" }), actions: &[
        ActionRow { action: "s3:DeleteAccessPoint", on: On::AccessPoint, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
        DirectoryRow { action: "s3express:DeleteAccessPoint", on: On::DirectoryAccessPoint, session_mode: None, note: None },
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "DeleteAccessPointForObjectLambda", http: Some(Http { method: "DELETE", path: "/v20180820/accesspointforobjectlambda/{name}" }), actions: &[
        ActionRow { action: "s3:DeleteAccessPointForObjectLambda", on: On::ObjectLambdaAccessPoint, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "DeleteAccessPointPolicy", http: Some(Http { method: "DELETE", path: "/v20180820/accesspoint/{name}/policy" }), actions: &[
        ActionRow { action: "s3:DeleteAccessPointPolicy", on: On::AccessPoint, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
        DirectoryRow { action: "s3express:DeleteAccessPointPolicy", on: On::DirectoryAccessPoint, session_mode: None, note: None },
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "DeleteAccessPointPolicyForObjectLambda", http: Some(Http { method: "DELETE", path: "/v20180820/accesspointforobjectlambda/{name}/policy" }), actions: &[
        ActionRow { action: "s3:DeleteAccessPointPolicyForObjectLambda", on: On::ObjectLambdaAccessPoint, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "DeleteAccessPointScope", http: Some(Http { method: "DELETE", path: "/v20180820/accesspoint/{name}/scope" }), actions: &[
        ActionRow { action: "s3express:DeleteAccessPointScope", on: On::DirectoryAccessPoint, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "DeleteBucket", http: Some(Http { method: "DELETE", path: "/v20180820/bucket/{name}" }), actions: &[
        ActionRow { action: "s3-outposts:DeleteBucket", on: On::OutpostsBucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "S3 on Outposts only.",
    ] },
    Operation { client: S3Control, name: "DeleteBucketLifecycleConfiguration", http: Some(Http { method: "DELETE", path: "/v20180820/bucket/{name}/lifecycleconfiguration" }), actions: &[
        ActionRow { action: "s3-outposts:PutLifecycleConfiguration", on: On::OutpostsBucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "S3 on Outposts only.",
    ] },
    Operation { client: S3Control, name: "DeleteBucketPolicy", http: Some(Http { method: "DELETE", path: "/v20180820/bucket/{name}/policy" }), actions: &[
        ActionRow { action: "s3-outposts:DeleteBucketPolicy", on: On::OutpostsBucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "S3 on Outposts only.",
    ] },
    Operation { client: S3Control, name: "DeleteBucketReplication", http: Some(Http { method: "DELETE", path: "/v20180820/bucket/{name}/replication" }), actions: &[
        ActionRow { action: "s3-outposts:PutReplicationConfiguration", on: On::OutpostsBucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "S3 on Outposts only.",
    ] },
    Operation { client: S3Control, name: "DeleteBucketTagging", http: Some(Http { method: "DELETE", path: "/v20180820/bucket/{name}/tagging" }), actions: &[
        ActionRow { action: "s3-outposts:PutBucketTagging", on: On::OutpostsBucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "S3 on Outposts only.",
    ] },
    Operation { client: S3Control, name: "DeleteJobTagging", http: Some(Http { method: "DELETE", path: "/v20180820/jobs/{id}/tagging" }), actions: &[
        ActionRow { action: "s3:DeleteJobTagging", on: On::Job, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "DeleteMultiRegionAccessPoint", http: Some(Http { method: "POST", path: "/v20180820/async-requests/mrap/delete" }), actions: &[
        ActionRow { action: "s3:DeleteMultiRegionAccessPoint", on: On::MultiRegionAccessPoint, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "DeletePublicAccessBlock", http: Some(Http { method: "DELETE", path: "/v20180820/configuration/publicAccessBlock" }), actions: &[
        ActionRow { action: "s3:PutAccountPublicAccessBlock", on: On::Any, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "Account-level. When an organization policy manages Block Public Access, Put/Delete return AccessDenied.",
    ] },
    Operation { client: S3Control, name: "DeleteStorageLensConfiguration", http: Some(Http { method: "DELETE", path: "/v20180820/storagelens/{storagelensid}" }), actions: &[
        ActionRow { action: "s3:DeleteStorageLensConfiguration", on: On::StorageLensConfiguration, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "DeleteStorageLensConfigurationTagging", http: Some(Http { method: "DELETE", path: "/v20180820/storagelens/{storagelensid}/tagging" }), actions: &[
        ActionRow { action: "s3:DeleteStorageLensConfigurationTagging", on: On::StorageLensConfiguration, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "DeleteStorageLensGroup", http: Some(Http { method: "DELETE", path: "/v20180820/storagelensgroup/{name}" }), actions: &[
        ActionRow { action: "s3:DeleteStorageLensGroup", on: On::StorageLensGroup, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "DescribeJob", http: Some(Http { method: "GET", path: "/v20180820/jobs/{id}" }), actions: &[
        ActionRow { action: "s3:DescribeJob", on: On::Job, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "DescribeMultiRegionAccessPointOperation", http: Some(Http { method: "GET", path: "/v20180820/async-requests/mrap/{request_token+}" }), actions: &[
        ActionRow { action: "s3:DescribeMultiRegionAccessPointOperation", on: On::MrapAsyncRequest, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "DissociateAccessGrantsIdentityCenter", http: Some(Http { method: "DELETE", path: "/v20180820/accessgrantsinstance/identitycenter" }), actions: &[
        ActionRow { action: "s3:DissociateAccessGrantsIdentityCenter", on: On::AccessGrantsInstance, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "sso:DeleteApplication", on: On::Any, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "GetAccessGrant", http: Some(Http { method: "GET", path: "/v20180820/accessgrantsinstance/grant/{id}" }), actions: &[
        ActionRow { action: "s3:GetAccessGrant", on: On::AccessGrant, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "GetAccessGrantsInstance", http: Some(Http { method: "GET", path: "/v20180820/accessgrantsinstance" }), actions: &[
        ActionRow { action: "s3:GetAccessGrantsInstance", on: On::AccessGrantsInstance, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "GetAccessGrantsInstanceForPrefix", http: Some(Http { method: "GET", path: "/v20180820/accessgrantsinstance/prefix" }), actions: &[
        ActionRow { action: "s3:GetAccessGrantsInstanceForPrefix", on: On::AccessGrantsInstance, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "GetAccessGrantsInstanceResourcePolicy", http: Some(Http { method: "GET", path: "/v20180820/accessgrantsinstance/resourcepolicy" }), actions: &[
        ActionRow { action: "s3:GetAccessGrantsInstanceResourcePolicy", on: On::AccessGrantsInstance, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "GetAccessGrantsLocation", http: Some(Http { method: "GET", path: "/v20180820/accessgrantsinstance/location/{id}" }), actions: &[
        ActionRow { action: "s3:GetAccessGrantsLocation", on: On::AccessGrantsLocation, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "GetAccessPoint", http: Some(Http { method: "GET", path: "/v20180820/accesspoint/{name}" }), actions: &[
        ActionRow { action: "s3:GetAccessPoint", on: On::Any, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
        DirectoryRow { action: "s3express:GetAccessPoint", on: On::DirectoryAccessPoint, session_mode: None, note: None },
    ], notes: &[
        "No specific resource: write Resource *.",
    ] },
    Operation { client: S3Control, name: "GetAccessPointConfigurationForObjectLambda", http: Some(Http { method: "GET", path: "/v20180820/accesspointforobjectlambda/{name}/configuration" }), actions: &[
        ActionRow { action: "s3:GetAccessPointConfigurationForObjectLambda", on: On::ObjectLambdaAccessPoint, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "GetAccessPointForObjectLambda", http: Some(Http { method: "GET", path: "/v20180820/accesspointforobjectlambda/{name}" }), actions: &[
        ActionRow { action: "s3:GetAccessPointForObjectLambda", on: On::ObjectLambdaAccessPoint, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "GetAccessPointPolicy", http: Some(Http { method: "GET", path: "/v20180820/accesspoint/{name}/policy" }), actions: &[
        ActionRow { action: "s3:GetAccessPointPolicy", on: On::AccessPoint, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
        DirectoryRow { action: "s3express:GetAccessPointPolicy", on: On::DirectoryAccessPoint, session_mode: None, note: None },
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "GetAccessPointPolicyForObjectLambda", http: Some(Http { method: "GET", path: "/v20180820/accesspointforobjectlambda/{name}/policy" }), actions: &[
        ActionRow { action: "s3:GetAccessPointPolicyForObjectLambda", on: On::ObjectLambdaAccessPoint, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "GetAccessPointPolicyStatus", http: Some(Http { method: "GET", path: "/v20180820/accesspoint/{name}/policyStatus" }), actions: &[
        ActionRow { action: "s3:GetAccessPointPolicyStatus", on: On::AccessPoint, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "GetAccessPointPolicyStatusForObjectLambda", http: Some(Http { method: "GET", path: "/v20180820/accesspointforobjectlambda/{name}/policyStatus" }), actions: &[
        ActionRow { action: "s3:GetAccessPointPolicyStatusForObjectLambda", on: On::ObjectLambdaAccessPoint, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "GetAccessPointScope", http: Some(Http { method: "GET", path: "/v20180820/accesspoint/{name}/scope" }), actions: &[
        ActionRow { action: "s3express:GetAccessPointScope", on: On::DirectoryAccessPoint, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "GetBucket", http: Some(Http { method: "GET", path: "/v20180820/bucket/{name}" }), actions: &[
        ActionRow { action: "s3-outposts:GetBucket", on: On::OutpostsBucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "S3 on Outposts only.",
    ] },
    Operation { client: S3Control, name: "GetBucketLifecycleConfiguration", http: Some(Http { method: "GET", path: "/v20180820/bucket/{name}/lifecycleconfiguration" }), actions: &[
        ActionRow { action: "s3-outposts:GetLifecycleConfiguration", on: On::OutpostsBucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "S3 on Outposts only.",
    ] },
    Operation { client: S3Control, name: "GetBucketPolicy", http: Some(Http { method: "GET", path: "/v20180820/bucket/{name}/policy" }), actions: &[
        ActionRow { action: "s3-outposts:GetBucketPolicy", on: On::OutpostsBucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "S3 on Outposts only.",
    ] },
    Operation { client: S3Control, name: "GetBucketReplication", http: Some(Http { method: "GET", path: "/v20180820/bucket/{name}/replication" }), actions: &[
        ActionRow { action: "s3-outposts:GetReplicationConfiguration", on: On::OutpostsBucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "S3 on Outposts only.",
    ] },
    Operation { client: S3Control, name: "GetBucketTagging", http: Some(Http { method: "GET", path: "/v20180820/bucket/{name}/tagging" }), actions: &[
        ActionRow { action: "s3-outposts:GetBucketTagging", on: On::OutpostsBucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "S3 on Outposts only.",
    ] },
    Operation { client: S3Control, name: "GetBucketVersioning", http: Some(Http { method: "GET", path: "/v20180820/bucket/{name}/versioning" }), actions: &[
        ActionRow { action: "s3-outposts:GetBucketVersioning", on: On::OutpostsBucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "S3 on Outposts only.",
    ] },
    Operation { client: S3Control, name: "GetDataAccess", http: Some(Http { method: "GET", path: "/v20180820/accessgrantsinstance/dataaccess" }), actions: &[
        ActionRow { action: "s3:GetDataAccess", on: On::AccessGrantsInstance, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "Returns temporary credentials of the location role scoped to the grant; access-grants.s3.amazonaws.com assumes the role.",
    ] },
    Operation { client: S3Control, name: "GetJobTagging", http: Some(Http { method: "GET", path: "/v20180820/jobs/{id}/tagging" }), actions: &[
        ActionRow { action: "s3:GetJobTagging", on: On::Job, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "GetMultiRegionAccessPoint", http: Some(Http { method: "GET", path: "/v20180820/mrap/instances/{name+}" }), actions: &[
        ActionRow { action: "s3:GetMultiRegionAccessPoint", on: On::MultiRegionAccessPoint, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "GetMultiRegionAccessPointPolicy", http: Some(Http { method: "GET", path: "/v20180820/mrap/instances/{name+}/policy" }), actions: &[
        ActionRow { action: "s3:GetMultiRegionAccessPointPolicy", on: On::MultiRegionAccessPoint, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "GetMultiRegionAccessPointPolicyStatus", http: Some(Http { method: "GET", path: "/v20180820/mrap/instances/{name+}/policystatus" }), actions: &[
        ActionRow { action: "s3:GetMultiRegionAccessPointPolicyStatus", on: On::MultiRegionAccessPoint, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "GetMultiRegionAccessPointRoutes", http: Some(Http { method: "GET", path: "/v20180820/mrap/instances/{mrap+}/routes" }), actions: &[
        ActionRow { action: "s3:GetMultiRegionAccessPointRoutes", on: On::MultiRegionAccessPoint, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "GetPublicAccessBlock", http: Some(Http { method: "GET", path: "/v20180820/configuration/publicAccessBlock" }), actions: &[
        ActionRow { action: "s3:GetAccountPublicAccessBlock", on: On::Any, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "Account-level. When an organization policy manages Block Public Access, Put/Delete return AccessDenied.",
    ] },
    Operation { client: S3Control, name: "GetStorageLensConfiguration", http: Some(Http { method: "GET", path: "/v20180820/storagelens/{storagelensid}" }), actions: &[
        ActionRow { action: "s3:GetStorageLensConfiguration", on: On::StorageLensConfiguration, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "GetStorageLensConfigurationTagging", http: Some(Http { method: "GET", path: "/v20180820/storagelens/{storagelensid}/tagging" }), actions: &[
        ActionRow { action: "s3:GetStorageLensConfigurationTagging", on: On::StorageLensConfiguration, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "GetStorageLensGroup", http: Some(Http { method: "GET", path: "/v20180820/storagelensgroup/{name}" }), actions: &[
        ActionRow { action: "s3:GetStorageLensGroup", on: On::StorageLensGroup, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "ListAccessGrants", http: Some(Http { method: "GET", path: "/v20180820/accessgrantsinstance/grants" }), actions: &[
        ActionRow { action: "s3:ListAccessGrants", on: On::AccessGrantsInstance, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "ListAccessGrantsInstances", http: Some(Http { method: "GET", path: "/v20180820/accessgrantsinstances" }), actions: &[
        ActionRow { action: "s3:ListAccessGrantsInstances", on: On::Any, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "No specific resource: write Resource *.",
    ] },
    Operation { client: S3Control, name: "ListAccessGrantsLocations", http: Some(Http { method: "GET", path: "/v20180820/accessgrantsinstance/locations" }), actions: &[
        ActionRow { action: "s3:ListAccessGrantsLocations", on: On::AccessGrantsInstance, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "ListAccessPoints", http: Some(Http { method: "GET", path: "/v20180820/accesspoint" }), actions: &[
        ActionRow { action: "s3:ListAccessPoints", on: On::Any, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "No specific resource: write Resource *.",
    ] },
    Operation { client: S3Control, name: "ListAccessPointsForDirectoryBuckets", http: Some(Http { method: "GET", path: "/v20180820/accesspointfordirectory" }), actions: &[
        ActionRow { action: "s3express:ListAccessPointsForDirectoryBuckets", on: On::Any, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "ListAccessPointsForObjectLambda", http: Some(Http { method: "GET", path: "/v20180820/accesspointforobjectlambda" }), actions: &[
        ActionRow { action: "s3:ListAccessPointsForObjectLambda", on: On::Any, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "No specific resource: write Resource *.",
    ] },
    Operation { client: S3Control, name: "ListCallerAccessGrants", http: Some(Http { method: "GET", path: "/v20180820/accessgrantsinstance/caller/grants" }), actions: &[
        ActionRow { action: "s3:ListCallerAccessGrants", on: On::AccessGrantsInstance, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "ListJobs", http: Some(Http { method: "GET", path: "/v20180820/jobs" }), actions: &[
        ActionRow { action: "s3:ListJobs", on: On::Any, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "No specific resource: write Resource *.",
    ] },
    Operation { client: S3Control, name: "ListMultiRegionAccessPoints", http: Some(Http { method: "GET", path: "/v20180820/mrap/instances" }), actions: &[
        ActionRow { action: "s3:ListMultiRegionAccessPoints", on: On::Any, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "No specific resource: write Resource *.",
    ] },
    Operation { client: S3Control, name: "ListRegionalBuckets", http: Some(Http { method: "GET", path: "/v20180820/bucket" }), actions: &[
        ActionRow { action: "s3-outposts:ListRegionalBuckets", on: On::Any, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "S3 on Outposts only.",
    ] },
    Operation { client: S3Control, name: "ListStorageLensConfigurations", http: Some(Http { method: "GET", path: "/v20180820/storagelens" }), actions: &[
        ActionRow { action: "s3:ListStorageLensConfigurations", on: On::Any, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "No specific resource: write Resource *.",
    ] },
    Operation { client: S3Control, name: "ListStorageLensGroups", http: Some(Http { method: "GET", path: "/v20180820/storagelensgroup" }), actions: &[
        ActionRow { action: "s3:ListStorageLensGroups", on: On::Any, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "No specific resource: write Resource *.",
    ] },
    Operation { client: S3Control, name: "ListTagsForResource", http: Some(Http { method: "GET", path: "/v20180820/tags/{resourceArn+}" }), actions: &[
        ActionRow { action: "s3:ListTagsForResource", on: On::TaggedResource, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
        DirectoryRow { action: "s3express:ListTagsForResource", on: On::DirectoryAccessPoint, session_mode: None, note: None },
    ], notes: &[
        "For directory buckets and their access points the action is s3express:ListTagsForResource.",
    ] },
    Operation { client: S3Control, name: "PutAccessGrantsInstanceResourcePolicy", http: Some(Http { method: "PUT", path: "/v20180820/accessgrantsinstance/resourcepolicy" }), actions: &[
        ActionRow { action: "s3:PutAccessGrantsInstanceResourcePolicy", on: On::AccessGrantsInstance, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "PutAccessPointConfigurationForObjectLambda", http: Some(Http { method: "PUT", path: "/v20180820/accesspointforobjectlambda/{name}/configuration" }), actions: &[
        ActionRow { action: "s3:PutAccessPointConfigurationForObjectLambda", on: On::ObjectLambdaAccessPoint, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "PutAccessPointPolicy", http: Some(Http { method: "PUT", path: "/v20180820/accesspoint/{name}/policy" }), actions: &[
        ActionRow { action: "s3:PutAccessPointPolicy", on: On::AccessPoint, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
        DirectoryRow { action: "s3express:PutAccessPointPolicy", on: On::DirectoryAccessPoint, session_mode: None, note: None },
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "PutAccessPointPolicyForObjectLambda", http: Some(Http { method: "PUT", path: "/v20180820/accesspointforobjectlambda/{name}/policy" }), actions: &[
        ActionRow { action: "s3:PutAccessPointPolicyForObjectLambda", on: On::ObjectLambdaAccessPoint, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "PutAccessPointScope", http: Some(Http { method: "PUT", path: "/v20180820/accesspoint/{name}/scope" }), actions: &[
        ActionRow { action: "s3express:PutAccessPointScope", on: On::DirectoryAccessPoint, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "PutBucketLifecycleConfiguration", http: Some(Http { method: "PUT", path: "/v20180820/bucket/{name}/lifecycleconfiguration" }), actions: &[
        ActionRow { action: "s3-outposts:PutLifecycleConfiguration", on: On::OutpostsBucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "S3 on Outposts only.",
    ] },
    Operation { client: S3Control, name: "PutBucketPolicy", http: Some(Http { method: "PUT", path: "/v20180820/bucket/{name}/policy" }), actions: &[
        ActionRow { action: "s3-outposts:PutBucketPolicy", on: On::OutpostsBucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "S3 on Outposts only.",
    ] },
    Operation { client: S3Control, name: "PutBucketReplication", http: Some(Http { method: "PUT", path: "/v20180820/bucket/{name}/replication" }), actions: &[
        ActionRow { action: "s3-outposts:PutReplicationConfiguration", on: On::OutpostsBucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "S3 on Outposts only.",
    ] },
    Operation { client: S3Control, name: "PutBucketTagging", http: Some(Http { method: "PUT", path: "/v20180820/bucket/{name}/tagging" }), actions: &[
        ActionRow { action: "s3-outposts:PutBucketTagging", on: On::OutpostsBucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "S3 on Outposts only.",
    ] },
    Operation { client: S3Control, name: "PutBucketVersioning", http: Some(Http { method: "PUT", path: "/v20180820/bucket/{name}/versioning" }), actions: &[
        ActionRow { action: "s3-outposts:PutBucketVersioning", on: On::OutpostsBucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "S3 on Outposts only.",
    ] },
    Operation { client: S3Control, name: "PutJobTagging", http: Some(Http { method: "PUT", path: "/v20180820/jobs/{id}/tagging" }), actions: &[
        ActionRow { action: "s3:PutJobTagging", on: On::Job, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "PutMultiRegionAccessPointPolicy", http: Some(Http { method: "POST", path: "/v20180820/async-requests/mrap/put-policy" }), actions: &[
        ActionRow { action: "s3:PutMultiRegionAccessPointPolicy", on: On::MultiRegionAccessPoint, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "PutPublicAccessBlock", http: Some(Http { method: "PUT", path: "/v20180820/configuration/publicAccessBlock" }), actions: &[
        ActionRow { action: "s3:PutAccountPublicAccessBlock", on: On::Any, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "Account-level. When an organization policy manages Block Public Access, Put/Delete return AccessDenied.",
    ] },
    Operation { client: S3Control, name: "PutStorageLensConfiguration", http: Some(Http { method: "PUT", path: "/v20180820/storagelens/{storagelensid}" }), actions: &[
        ActionRow { action: "s3:PutStorageLensConfiguration", on: On::Any, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:PutStorageLensConfigurationTagging", on: On::StorageLensConfiguration, when: &Sent(Body, "Tags", None), effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "No specific resource: write Resource *.",
    ] },
    Operation { client: S3Control, name: "PutStorageLensConfigurationTagging", http: Some(Http { method: "PUT", path: "/v20180820/storagelens/{storagelensid}/tagging" }), actions: &[
        ActionRow { action: "s3:PutStorageLensConfigurationTagging", on: On::StorageLensConfiguration, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "SubmitMultiRegionAccessPointRoutes", http: Some(Http { method: "PATCH", path: "/v20180820/mrap/instances/{mrap+}/routes" }), actions: &[
        ActionRow { action: "s3:SubmitMultiRegionAccessPointRoutes", on: On::MultiRegionAccessPoint, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "TagResource", http: Some(Http { method: "POST", path: "/v20180820/tags/{resourceArn+}" }), actions: &[
        ActionRow { action: "s3:TagResource", on: On::TaggedResource, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
        DirectoryRow { action: "s3express:TagResource", on: On::DirectoryAccessPoint, session_mode: None, note: None },
    ], notes: &[
        "For directory buckets and their access points the action is s3express:TagResource.",
    ] },
    Operation { client: S3Control, name: "UntagResource", http: Some(Http { method: "DELETE", path: "/v20180820/tags/{resourceArn+}" }), actions: &[
        ActionRow { action: "s3:UntagResource", on: On::TaggedResource, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
        DirectoryRow { action: "s3express:UntagResource", on: On::DirectoryAccessPoint, session_mode: None, note: None },
    ], notes: &[
        "For directory buckets and their access points the action is s3express:UntagResource.",
    ] },
    Operation { client: S3Control, name: "UpdateAccessGrantsLocation", http: Some(Http { method: "PUT", path: "/v20180820/accessgrantsinstance/location/{id}" }), actions: &[
        ActionRow { action: "s3:UpdateAccessGrantsLocation", on: On::AccessGrantsLocation, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "iam:PassRole", on: On::AccessGrantsRole, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "UpdateJobPriority", http: Some(Http { method: "POST", path: "/v20180820/jobs/{id}/priority" }), actions: &[
        ActionRow { action: "s3:UpdateJobPriority", on: On::Job, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "UpdateJobStatus", http: Some(Http { method: "POST", path: "/v20180820/jobs/{id}/status" }), actions: &[
        ActionRow { action: "s3:UpdateJobStatus", on: On::Job, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: S3Control, name: "UpdateStorageLensGroup", http: Some(Http { method: "PUT", path: "/v20180820/storagelensgroup/{name}" }), actions: &[
        ActionRow { action: "s3:UpdateStorageLensGroup", on: On::StorageLensGroup, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: Pseudo, name: "CloudFrontOacRead", http: None, actions: &[
        ActionRow { action: "s3:GetObject", on: On::Object, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:ListBucket", on: On::Bucket, when: &State(S::ObjectMissing), effect: OnMissing, source: Documented, per_key: false, note: Some("allowed: HTTP 404; not allowed: HTTP 403 AccessDenied. Not needed when the object exists.") },
    ], kms: &[
        KmsRow { action: "kms:Decrypt", key: KeyRole::Object, when: &State(S::ObjSseKms), effect: Required, source: Documented, note: None },
    ], directory: &[
    ], notes: &[
        "Principal cloudfront.amazonaws.com with aws:SourceArn = distribution ARN; the key policy needs the same principal.",
    ] },
    Operation { client: Pseudo, name: "InventoryWriter", http: None, actions: &[
        ActionRow { action: "s3:PutObject", on: On::DestObject, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
        KmsRow { action: "kms:GenerateDataKey", key: KeyRole::Written, when: &State(S::SseKms), effect: Required, source: Documented, note: None },
    ], directory: &[
    ], notes: &[
        "Principal s3.amazonaws.com; conditions aws:SourceArn (source bucket, ArnLike), aws:SourceAccount, s3:x-amz-acl = bucket-owner-full-control.",
    ] },
    Operation { client: Pseudo, name: "OptionsObject", http: None, actions: &[
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "CORS preflight is not authorized by IAM; without a matching rule it is 403 (code AccessForbidden).",
    ] },
    Operation { client: Pseudo, name: "PostObject", http: None, actions: &[
        ActionRow { action: "s3:PutObject", on: On::Object, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:PutObjectAcl", on: On::Object, when: &Sent(Field, "acl", None), effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:PutObjectTagging", on: On::Object, when: &Sent(Field, "tagging", None), effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
        KmsRow { action: "kms:GenerateDataKey", key: KeyRole::Written, when: &State(S::SseKms), effect: Required, source: Documented, note: None },
    ], directory: &[
    ], notes: &[
        "Browser form POST /{Bucket}. Signer permissions apply; the POST policy document is a second filter (expired or failed condition: 403 AccessDenied \"Invalid according to Policy: …\"). s3:authType is POST.",
    ] },
    Operation { client: Pseudo, name: "ReplicationWriter", http: None, actions: &[
        ActionRow { action: "s3:GetReplicationConfiguration", on: On::SourceBucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:ListBucket", on: On::SourceBucket, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:GetObjectVersionForReplication", on: On::SourceObject, when: &Always, effect: Required, source: Documented, per_key: false, note: Some("KMS objects need this and not s3:GetObjectVersion") },
        ActionRow { action: "s3:GetObjectVersionAcl", on: On::SourceObject, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:GetObjectVersionTagging", on: On::SourceObject, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:GetObjectRetention", on: On::SourceObject, when: &State(S::ObjectLock), effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:GetObjectLegalHold", on: On::SourceObject, when: &State(S::ObjectLock), effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:ReplicateObject", on: On::DestObject, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:ReplicateDelete", on: On::DestObject, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:ReplicateTags", on: On::DestObject, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:ObjectOwnerOverrideToBucketOwner", on: On::DestObject, when: &State(S::OwnerOverride), effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:GetObjectVersionAnnotationForReplication", on: On::SourceObject, when: &State(S::Annotations), effect: Required, source: Peer, per_key: false, note: None },
        ActionRow { action: "s3:ReplicateObjectAnnotation", on: On::DestObject, when: &State(S::Annotations), effect: Required, source: Peer, per_key: false, note: None },
        ActionRow { action: "s3:InitiateReplication", on: On::SourceObject, when: &State(S::BatchReplication), effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "s3:PutInventoryConfiguration", on: On::SourceBucket, when: &State(S::BatchReplicationGeneratedManifest), effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
        KmsRow { action: "kms:Decrypt", key: KeyRole::Source, when: &State(S::SrcSseKms), effect: Required, source: Documented, note: None },
        KmsRow { action: "kms:Encrypt", key: KeyRole::Written, when: &State(S::SseKms), effect: Required, source: Documented, note: None },
        KmsRow { action: "kms:GenerateDataKey", key: KeyRole::Written, when: &All(&[State(S::SseKms), Not(&State(S::SrcSseKms))]), effect: Required, source: Documented, note: None },
        KmsRow { action: "kms:Decrypt", key: KeyRole::Written, when: &All(&[State(S::SseKms), State(S::BucketKey)]), effect: Required, source: Documented, note: None },
    ], directory: &[
    ], notes: &[
        "Performed by the replication role (trusts s3.amazonaws.com, plus batchoperations.s3.amazonaws.com for Batch Replication). Cross-account: the destination bucket policy must allow that role ReplicateObject/ReplicateDelete (and List*, GetBucketVersioning, PutBucketVersioning for console checks).",
    ] },
    Operation { client: Pseudo, name: "ServerAccessLogWriter", http: None, actions: &[
        ActionRow { action: "s3:PutObject", on: On::DestObject, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "Principal logging.s3.amazonaws.com. Target bucket must use SSE-S3, not SSE-KMS default; must not be requester pays; Object Lock default retention blocks delivery.",
    ] },
    Operation { client: Pseudo, name: "WebsiteGetObject", http: None, actions: &[
        ActionRow { action: "s3:GetObject", on: On::Object, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "Website endpoint: always anonymous, HTTP only. The object must be publicly readable and not SSE-KMS. Unreadable existing object: 403 HTML page; missing object: 404 even without public s3:ListBucket (website guide), unlike the REST endpoint. Requester-pays buckets: 403.",
    ] },
    Operation { client: Lambda, name: "Invoke", http: Some(Http { method: "POST", path: "/2015-03-31/functions/{FunctionName}/invocations" }), actions: &[
        ActionRow { action: "lambda:InvokeFunction", on: On::Function, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "A policy on the unqualified function does not cover an alias or a version, nor the reverse.",
        "Another account's caller needs the function policy and its own identity policies.",
    ] },
    Operation { client: Lambda, name: "InvokeWithResponseStream", http: Some(Http { method: "POST", path: "/2021-11-15/functions/{FunctionName}/response-streaming-invocations" }), actions: &[
        ActionRow { action: "lambda:InvokeFunction", on: On::Function, when: &Always, effect: Required, source: Known, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: Lambda, name: "InvokeFunctionUrl", http: None, actions: &[
        ActionRow { action: "lambda:InvokeFunctionUrl", on: On::Function, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "lambda:InvokeFunction", on: On::Function, when: &Always, effect: Required, source: Documented, per_key: false, note: Some("needed beside it since October 2025, with lambda:InvokedViaFunctionUrl true") },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "With auth type NONE the function policy must still allow both to everybody.",
    ] },
    Operation { client: Sts, name: "AssumeRole", http: Some(Http { method: "POST", path: "/" }), actions: &[
        ActionRow { action: "sts:AssumeRole", on: On::Role, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "sts:TagSession", on: On::Role, when: &Sent(Body, "Tags", None), effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "sts:SetSourceIdentity", on: On::Role, when: &Any(&[Sent(Body, "SourceIdentity", None), State(S::CallerSourceIdentity)]), effect: Required, source: Documented, per_key: false, note: Some("a source identity once set stays with every further role session") },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "Each action is authorized by itself against the one trust policy.",
        "An account's root user cannot assume a role.",
    ] },
    Operation { client: Sts, name: "AssumeRoleWithWebIdentity", http: Some(Http { method: "POST", path: "/" }), actions: &[
        ActionRow { action: "sts:AssumeRoleWithWebIdentity", on: On::Role, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "sts:TagSession", on: On::Role, when: &State(S::TokenHasTags), effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "sts:SetSourceIdentity", on: On::Role, when: &State(S::TokenHasSourceIdentity), effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: Sts, name: "AssumeRoleWithSAML", http: Some(Http { method: "POST", path: "/" }), actions: &[
        ActionRow { action: "sts:AssumeRoleWithSAML", on: On::Role, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "sts:TagSession", on: On::Role, when: &State(S::TokenHasTags), effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "sts:SetSourceIdentity", on: On::Role, when: &State(S::TokenHasSourceIdentity), effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: Kms, name: "Decrypt", http: Some(Http { method: "POST", path: "/" }), actions: &[
        ActionRow { action: "kms:Decrypt", on: On::Key, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: Kms, name: "Encrypt", http: Some(Http { method: "POST", path: "/" }), actions: &[
        ActionRow { action: "kms:Encrypt", on: On::Key, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: Kms, name: "GenerateDataKey", http: Some(Http { method: "POST", path: "/" }), actions: &[
        ActionRow { action: "kms:GenerateDataKey", on: On::Key, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: Kms, name: "DescribeKey", http: Some(Http { method: "POST", path: "/" }), actions: &[
        ActionRow { action: "kms:DescribeKey", on: On::Key, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
    ] },
    Operation { client: Pseudo, name: "WriteFunctionLog", http: None, actions: &[
        ActionRow { action: "logs:CreateLogGroup", on: On::LogGroup, when: &State(S::LogGroupMissing), effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "logs:CreateLogGroup", on: On::LogStreams, when: &State(S::LogGroupMissing), effect: Required, source: Known, per_key: false, note: Some("AWS's pages name the group, its error messages what is in it: a policy does well to match both") },
        ActionRow { action: "logs:CreateLogStream", on: On::LogStreams, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
        ActionRow { action: "logs:PutLogEvents", on: On::LogStream, when: &Always, effect: Required, source: Documented, per_key: false, note: None },
    ], kms: &[
    ], directory: &[
    ], notes: &[
        "What Lambda asks for with a function's role: Lambda Developer Guide, 'Sending Lambda function logs to CloudWatch Logs'; resources by the Service Authorization Reference of CloudWatch Logs. A function without these rights runs all the same.",
    ] },
];
