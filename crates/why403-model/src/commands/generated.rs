// Generated from data/cli-operations.json and data/aws-cli.json by generate_commands, do not edit.

//! The table of clients' commands, in the order of the data.

use super::Circumstance::{
    After, All, Always, AtLeast, CopiesProperties, Given, Not, Perhaps, Rarely, SecondVersion, Then,
};
use super::Count::{
    Once, PerBlock, PerChangedFile, PerChangedKey, PerExtraKey, PerFile, PerKey, PerPart,
    PerThousandKeys, Polling,
};
use super::Evidence::{Documented, Known, Peer, Traced};
use super::Place::{Body, Header, Headers, Members, Own, Path, Query};
use super::Takes::{Many, Nothing, One, Perhaps as Optional, Two};
use super::{Api, CliOption as O, Command, Row, Sends as S, Target as T};

/// Every command
#[rustfmt::skip]
pub(super) static COMMANDS: &[Command] = &[
    Command { client: "aws-cli", form: "defaults", names: &["defaults"], as_copy: false, evidence: Peer, calls: &[
    ], later: &[
    ], other_actions: &[], notes: &[
        "Traced here with awscli 1.46.3; v2 read from source. Options that add headers add permissions: --acl / --grants (s3:PutObjectAcl), --sse aws:kms (KMS), --metadata-directive, --request-payer, --storage-class.",
        "A refusal at HEAD prints \"(403) when calling the HeadObject operation: Forbidden\": no reason, no IAM action; the IAM action is s3:GetObject (or s3:ListBucket is missing for a missing key, shown as 403 instead of 404).",
        "Uploads send CRC checksums (x-amz-sdk-checksum-algorithm); downloads send x-amz-checksum-mode: ENABLED on GetObject, not on the HeadObject before it.",
        "--no-sign-request makes every call anonymous.",
    ] },
    Command { client: "aws-cli", form: "aws s3 ls", names: &["ls"], as_copy: false, evidence: Traced, calls: &[
        Row { operation: "ListBuckets", on: T::Every, when: &Always, count: Once, sends: &[], evidence: Traced },
    ], later: &[
    ], other_actions: &[], notes: &[
    ] },
    Command { client: "aws-cli", form: "aws s3 ls s3://BUCKET", names: &["ls bucket"], as_copy: false, evidence: Traced, calls: &[
        Row { operation: "ListObjectsV2", on: T::Bucket, when: &Always, count: Once, sends: &[S::Slash, S::EmptyPrefix], evidence: Traced },
    ], later: &[
    ], other_actions: &[], notes: &[
        "prefix is sent as an EMPTY string, so s3:prefix is present and equal to \"\" and s3:delimiter is \"/\": a policy Allow on s3:prefix must include \"\" to permit this.",
        "Refusal text names ListObjectsV2; the IAM action is s3:ListBucket on the bucket ARN (no /*).",
    ] },
    Command { client: "aws-cli", form: "aws s3 ls s3://BUCKET/PFX", names: &["ls prefix"], as_copy: false, evidence: Traced, calls: &[
        Row { operation: "ListObjectsV2", on: T::Bucket, when: &Always, count: Once, sends: &[S::Slash, S::TypedPrefix], evidence: Traced },
    ], later: &[
    ], other_actions: &[], notes: &[
    ] },
    Command { client: "aws-cli", form: "aws s3 ls s3://BUCKET/PFX --recursive", names: &["ls recursive"], as_copy: false, evidence: Traced, calls: &[
        Row { operation: "ListObjectsV2", on: T::Bucket, when: &Always, count: Once, sends: &[S::TypedPrefix], evidence: Traced },
    ], later: &[
    ], other_actions: &[], notes: &[
        "No delimiter parameter: s3:delimiter is absent.",
    ] },
    Command { client: "aws-cli", form: "aws s3 cp LOCAL s3://B/K", names: &["cp upload"], as_copy: false, evidence: Traced, calls: &[
        Row { operation: "PutObject", on: T::DestinationObject, when: &Not(&AtLeast(8_388_608)), count: Once, sends: &[], evidence: Traced },
        Row { operation: "CreateMultipartUpload", on: T::DestinationObject, when: &AtLeast(8_388_608), count: Once, sends: &[], evidence: Traced },
        Row { operation: "UploadPart", on: T::DestinationObject, when: &AtLeast(8_388_608), count: PerPart, sends: &[], evidence: Traced },
        Row { operation: "CompleteMultipartUpload", on: T::DestinationObject, when: &AtLeast(8_388_608), count: Once, sends: &[], evidence: Traced },
        Row { operation: "AbortMultipartUpload", on: T::DestinationObject, when: &All(&[AtLeast(8_388_608), After("a part or the completion has failed")]), count: Once, sends: &[], evidence: Traced },
    ], later: &[
    ], other_actions: &[], notes: &[
        "No HeadObject, no ListObjectsV2.",
    ] },
    Command { client: "aws-cli", form: "aws s3 cp - s3://B/K (stdin)", names: &["cp stream upload"], as_copy: false, evidence: Peer, calls: &[
        Row { operation: "PutObject", on: T::DestinationObject, when: &Not(&AtLeast(8_388_608)), count: Once, sends: &[], evidence: Peer },
        Row { operation: "CreateMultipartUpload", on: T::DestinationObject, when: &AtLeast(8_388_608), count: Once, sends: &[], evidence: Peer },
        Row { operation: "UploadPart", on: T::DestinationObject, when: &AtLeast(8_388_608), count: PerPart, sends: &[], evidence: Peer },
        Row { operation: "CompleteMultipartUpload", on: T::DestinationObject, when: &AtLeast(8_388_608), count: Once, sends: &[], evidence: Peer },
        Row { operation: "AbortMultipartUpload", on: T::DestinationObject, when: &All(&[AtLeast(8_388_608), After("a part or the completion has failed")]), count: Once, sends: &[], evidence: Peer },
    ], later: &[
    ], other_actions: &[], notes: &[
        "Size unknown: small input read into memory becomes PutObject, else multipart; --expected-size sets the chunk size.",
    ] },
    Command { client: "aws-cli", form: "aws s3 cp s3://B/K LOCAL", names: &["cp download"], as_copy: false, evidence: Traced, calls: &[
        Row { operation: "HeadObject", on: T::SourceObject, when: &Always, count: Once, sends: &[], evidence: Traced },
        Row { operation: "GetObject", on: T::SourceObject, when: &Not(&AtLeast(8_388_608)), count: Once, sends: &[], evidence: Traced },
        Row { operation: "GetObject", on: T::SourceRange, when: &AtLeast(8_388_608), count: PerPart, sends: &[], evidence: Traced },
    ], later: &[
    ], other_actions: &[], notes: &[
    ] },
    Command { client: "aws-cli", form: "aws s3 cp s3://B/K - (stdout)", names: &["cp stream download"], as_copy: false, evidence: Traced, calls: &[
        Row { operation: "HeadObject", on: T::SourceObject, when: &Always, count: Once, sends: &[], evidence: Traced },
        Row { operation: "GetObject", on: T::SourceObject, when: &Not(&AtLeast(8_388_608)), count: Once, sends: &[], evidence: Traced },
        Row { operation: "GetObject", on: T::SourceRange, when: &AtLeast(8_388_608), count: PerPart, sends: &[], evidence: Traced },
    ], later: &[
    ], other_actions: &[], notes: &[
    ] },
    Command { client: "aws-cli", form: "aws s3 cp s3://B1/K1 s3://B2/K2", names: &["cp copy"], as_copy: false, evidence: Traced, calls: &[
        Row { operation: "HeadObject", on: T::SourceObject, when: &Always, count: Once, sends: &[], evidence: Traced },
        Row { operation: "CopyObject", on: T::Copy, when: &Not(&AtLeast(8_388_608)), count: Once, sends: &[], evidence: Traced },
        Row { operation: "CreateMultipartUpload", on: T::DestinationObject, when: &AtLeast(8_388_608), count: Once, sends: &[], evidence: Traced },
        Row { operation: "UploadPartCopy", on: T::Copy, when: &AtLeast(8_388_608), count: PerPart, sends: &[], evidence: Traced },
        Row { operation: "CompleteMultipartUpload", on: T::DestinationObject, when: &AtLeast(8_388_608), count: Once, sends: &[], evidence: Traced },
        Row { operation: "AbortMultipartUpload", on: T::DestinationObject, when: &All(&[AtLeast(8_388_608), After("the copy in parts has failed")]), count: Once, sends: &[], evidence: Traced },
        Row { operation: "GetObjectTagging", on: T::SourceObject, when: &All(&[SecondVersion, AtLeast(8_388_608), CopiesProperties]), count: Once, sends: &[], evidence: Traced },
        Row { operation: "PutObjectTagging", on: T::DestinationObject, when: &All(&[SecondVersion, AtLeast(8_388_608), CopiesProperties, Rarely("the tags of the source are longer than 2 KiB")]), count: Once, sends: &[], evidence: Traced },
        Row { operation: "DeleteObject", on: T::DestinationObject, when: &All(&[SecondVersion, AtLeast(8_388_608), CopiesProperties, After("PutObjectTagging has failed")]), count: Once, sends: &[], evidence: Traced },
    ], later: &[
    ], other_actions: &[], notes: &[
        "v1 never reads tags itself; CopyObject copies them on the server side and then needs tag permissions.",
        "v2 --copy-props none sends TaggingDirective REPLACE.",
        "v2 --copy-props all also reads annotations.",
    ] },
    Command { client: "aws-cli", form: "aws s3 cp LOCALDIR s3://B/P --recursive", names: &["cp upload recursive"], as_copy: false, evidence: Traced, calls: &[
        Row { operation: "PutObject", on: T::DestinationObject, when: &Not(&AtLeast(8_388_608)), count: PerFile, sends: &[], evidence: Traced },
        Row { operation: "CreateMultipartUpload", on: T::DestinationObject, when: &AtLeast(8_388_608), count: PerFile, sends: &[], evidence: Traced },
        Row { operation: "UploadPart", on: T::DestinationObject, when: &AtLeast(8_388_608), count: PerFile, sends: &[], evidence: Traced },
        Row { operation: "CompleteMultipartUpload", on: T::DestinationObject, when: &AtLeast(8_388_608), count: PerFile, sends: &[], evidence: Traced },
        Row { operation: "AbortMultipartUpload", on: T::DestinationObject, when: &All(&[AtLeast(8_388_608), After("a part or the completion has failed")]), count: PerFile, sends: &[], evidence: Traced },
    ], later: &[
    ], other_actions: &[], notes: &[
        "No listing.",
    ] },
    Command { client: "aws-cli", form: "aws s3 cp s3://B/P LOCALDIR --recursive", names: &["cp download recursive"], as_copy: false, evidence: Traced, calls: &[
        Row { operation: "ListObjectsV2", on: T::SourceBucket, when: &Always, count: Once, sends: &[S::FolderPrefix], evidence: Traced },
        Row { operation: "GetObject", on: T::SourceObject, when: &Not(&AtLeast(8_388_608)), count: PerKey, sends: &[], evidence: Traced },
        Row { operation: "GetObject", on: T::SourceRange, when: &AtLeast(8_388_608), count: PerKey, sends: &[], evidence: Traced },
    ], later: &[
    ], other_actions: &[], notes: &[
        "No HeadObject per key: s3:ListBucket plus s3:GetObject is the minimum.",
        "s3:GetObject alone fails at the listing.",
    ] },
    Command { client: "aws-cli", form: "aws s3 cp s3://B1/P s3://B2/Q --recursive", names: &["cp copy recursive"], as_copy: false, evidence: Traced, calls: &[
        Row { operation: "ListObjectsV2", on: T::SourceBucket, when: &Always, count: Once, sends: &[S::FolderPrefix], evidence: Traced },
        Row { operation: "CopyObject", on: T::Copy, when: &Not(&AtLeast(8_388_608)), count: PerKey, sends: &[], evidence: Traced },
        Row { operation: "CreateMultipartUpload", on: T::DestinationObject, when: &AtLeast(8_388_608), count: PerKey, sends: &[], evidence: Traced },
        Row { operation: "UploadPartCopy", on: T::Copy, when: &AtLeast(8_388_608), count: PerKey, sends: &[], evidence: Traced },
        Row { operation: "CompleteMultipartUpload", on: T::DestinationObject, when: &AtLeast(8_388_608), count: PerKey, sends: &[], evidence: Traced },
        Row { operation: "AbortMultipartUpload", on: T::DestinationObject, when: &All(&[AtLeast(8_388_608), After("the copy in parts has failed")]), count: PerKey, sends: &[], evidence: Traced },
        Row { operation: "HeadObject", on: T::SourceObject, when: &All(&[SecondVersion, AtLeast(8_388_608), CopiesProperties]), count: PerKey, sends: &[], evidence: Traced },
        Row { operation: "GetObjectTagging", on: T::SourceObject, when: &All(&[SecondVersion, AtLeast(8_388_608), CopiesProperties]), count: PerKey, sends: &[], evidence: Traced },
    ], later: &[
    ], other_actions: &[], notes: &[
    ] },
    Command { client: "aws-cli", form: "aws s3 sync LOCALDIR s3://B/P", names: &["sync upload"], as_copy: false, evidence: Traced, calls: &[
        Row { operation: "ListObjectsV2", on: T::DestinationBucket, when: &Always, count: Once, sends: &[S::FolderPrefix], evidence: Traced },
        Row { operation: "PutObject", on: T::DestinationObject, when: &Not(&AtLeast(8_388_608)), count: PerChangedFile, sends: &[], evidence: Traced },
        Row { operation: "CreateMultipartUpload", on: T::DestinationObject, when: &AtLeast(8_388_608), count: PerChangedFile, sends: &[], evidence: Traced },
        Row { operation: "UploadPart", on: T::DestinationObject, when: &AtLeast(8_388_608), count: PerChangedFile, sends: &[], evidence: Traced },
        Row { operation: "CompleteMultipartUpload", on: T::DestinationObject, when: &AtLeast(8_388_608), count: PerChangedFile, sends: &[], evidence: Traced },
        Row { operation: "AbortMultipartUpload", on: T::DestinationObject, when: &All(&[AtLeast(8_388_608), After("a part or the completion has failed")]), count: PerChangedFile, sends: &[], evidence: Traced },
        Row { operation: "DeleteObject", on: T::DestinationObject, when: &Given("delete"), count: PerExtraKey, sends: &[], evidence: Traced },
    ], later: &[
    ], other_actions: &[], notes: &[
        "Upload-only users still need s3:ListBucket on the destination.",
        "--delete sends one DeleteObject per key, never DeleteObjects.",
    ] },
    Command { client: "aws-cli", form: "aws s3 sync s3://B/P LOCALDIR", names: &["sync download"], as_copy: false, evidence: Traced, calls: &[
        Row { operation: "ListObjectsV2", on: T::SourceBucket, when: &Always, count: Once, sends: &[S::FolderPrefix], evidence: Traced },
        Row { operation: "GetObject", on: T::SourceObject, when: &Not(&AtLeast(8_388_608)), count: PerChangedKey, sends: &[], evidence: Traced },
        Row { operation: "GetObject", on: T::SourceRange, when: &AtLeast(8_388_608), count: PerChangedKey, sends: &[], evidence: Traced },
    ], later: &[
    ], other_actions: &[], notes: &[
        "--delete removes local files only.",
    ] },
    Command { client: "aws-cli", form: "aws s3 sync s3://B1/P s3://B2/Q", names: &["sync copy"], as_copy: false, evidence: Traced, calls: &[
        Row { operation: "ListObjectsV2", on: T::SourceBucket, when: &Always, count: Once, sends: &[S::FolderPrefix], evidence: Traced },
        Row { operation: "ListObjectsV2", on: T::DestinationBucket, when: &Always, count: Once, sends: &[S::FolderPrefix], evidence: Traced },
        Row { operation: "CopyObject", on: T::Copy, when: &Not(&AtLeast(8_388_608)), count: PerChangedKey, sends: &[], evidence: Traced },
        Row { operation: "CreateMultipartUpload", on: T::DestinationObject, when: &AtLeast(8_388_608), count: PerChangedKey, sends: &[], evidence: Traced },
        Row { operation: "UploadPartCopy", on: T::Copy, when: &AtLeast(8_388_608), count: PerChangedKey, sends: &[], evidence: Traced },
        Row { operation: "CompleteMultipartUpload", on: T::DestinationObject, when: &AtLeast(8_388_608), count: PerChangedKey, sends: &[], evidence: Traced },
        Row { operation: "AbortMultipartUpload", on: T::DestinationObject, when: &All(&[AtLeast(8_388_608), After("the copy in parts has failed")]), count: PerChangedKey, sends: &[], evidence: Traced },
        Row { operation: "DeleteObject", on: T::DestinationObject, when: &Given("delete"), count: PerExtraKey, sends: &[], evidence: Traced },
        Row { operation: "HeadObject", on: T::SourceObject, when: &All(&[SecondVersion, AtLeast(8_388_608), CopiesProperties]), count: PerKey, sends: &[], evidence: Traced },
        Row { operation: "GetObjectTagging", on: T::SourceObject, when: &All(&[SecondVersion, AtLeast(8_388_608), CopiesProperties]), count: PerKey, sends: &[], evidence: Traced },
    ], later: &[
    ], other_actions: &[], notes: &[
    ] },
    Command { client: "aws-cli", form: "aws s3 mv LOCAL s3://B/K", names: &["mv upload"], as_copy: false, evidence: Traced, calls: &[
        Row { operation: "PutObject", on: T::DestinationObject, when: &Not(&AtLeast(8_388_608)), count: Once, sends: &[], evidence: Traced },
        Row { operation: "CreateMultipartUpload", on: T::DestinationObject, when: &AtLeast(8_388_608), count: Once, sends: &[], evidence: Traced },
        Row { operation: "UploadPart", on: T::DestinationObject, when: &AtLeast(8_388_608), count: PerPart, sends: &[], evidence: Traced },
        Row { operation: "CompleteMultipartUpload", on: T::DestinationObject, when: &AtLeast(8_388_608), count: Once, sends: &[], evidence: Traced },
        Row { operation: "AbortMultipartUpload", on: T::DestinationObject, when: &All(&[AtLeast(8_388_608), After("a part or the completion has failed")]), count: Once, sends: &[], evidence: Traced },
    ], later: &[
    ], other_actions: &[], notes: &[
        "Then deletes the local file.",
    ] },
    Command { client: "aws-cli", form: "aws s3 mv s3://B/K LOCAL", names: &["mv download"], as_copy: false, evidence: Traced, calls: &[
        Row { operation: "HeadObject", on: T::SourceObject, when: &Always, count: Once, sends: &[], evidence: Traced },
        Row { operation: "GetObject", on: T::SourceObject, when: &Not(&AtLeast(8_388_608)), count: Once, sends: &[], evidence: Traced },
        Row { operation: "GetObject", on: T::SourceRange, when: &AtLeast(8_388_608), count: PerPart, sends: &[], evidence: Traced },
        Row { operation: "DeleteObject", on: T::SourceObject, when: &Then("the transfer has worked"), count: Once, sends: &[], evidence: Traced },
    ], later: &[
    ], other_actions: &[], notes: &[
    ] },
    Command { client: "aws-cli", form: "aws s3 mv s3://B1/K1 s3://B2/K2", names: &["mv copy"], as_copy: false, evidence: Traced, calls: &[
        Row { operation: "HeadObject", on: T::SourceObject, when: &Always, count: Once, sends: &[], evidence: Traced },
        Row { operation: "CopyObject", on: T::Copy, when: &Not(&AtLeast(8_388_608)), count: Once, sends: &[], evidence: Traced },
        Row { operation: "CreateMultipartUpload", on: T::DestinationObject, when: &AtLeast(8_388_608), count: Once, sends: &[], evidence: Traced },
        Row { operation: "UploadPartCopy", on: T::Copy, when: &AtLeast(8_388_608), count: PerPart, sends: &[], evidence: Traced },
        Row { operation: "CompleteMultipartUpload", on: T::DestinationObject, when: &AtLeast(8_388_608), count: Once, sends: &[], evidence: Traced },
        Row { operation: "AbortMultipartUpload", on: T::DestinationObject, when: &All(&[AtLeast(8_388_608), After("the copy in parts has failed")]), count: Once, sends: &[], evidence: Traced },
        Row { operation: "DeleteObject", on: T::SourceObject, when: &Then("the transfer has worked"), count: Once, sends: &[], evidence: Traced },
    ], later: &[
    ], other_actions: &[], notes: &[
        "Denied DeleteObject leaves both copies.",
        "--validate-same-s3-paths (or the environment variable) may add s3control GetAccessPoint, ListMultiRegionAccessPoints and sts GetCallerIdentity.",
    ] },
    Command { client: "aws-cli", form: "aws s3 mv … --recursive", names: &["mv recursive"], as_copy: true, evidence: Peer, calls: &[
        Row { operation: "ListObjectsV2", on: T::SourceBucket, when: &Always, count: Once, sends: &[S::FolderPrefix], evidence: Peer },
        Row { operation: "DeleteObject", on: T::SourceObject, when: &Then("the transfer has worked"), count: PerKey, sends: &[], evidence: Peer },
    ], later: &[
    ], other_actions: &[], notes: &[
    ] },
    Command { client: "aws-cli", form: "aws s3 rm s3://B/K", names: &["rm"], as_copy: false, evidence: Traced, calls: &[
        Row { operation: "DeleteObject", on: T::Object, when: &Always, count: Once, sends: &[], evidence: Traced },
    ], later: &[
    ], other_actions: &[], notes: &[
        "No HeadObject; succeeds for a key that does not exist.",
    ] },
    Command { client: "aws-cli", form: "aws s3 rm s3://B/P --recursive", names: &["rm recursive"], as_copy: false, evidence: Traced, calls: &[
        Row { operation: "ListObjectsV2", on: T::Bucket, when: &Always, count: Once, sends: &[S::FolderPrefix], evidence: Traced },
        Row { operation: "DeleteObject", on: T::Object, when: &Always, count: PerKey, sends: &[], evidence: Traced },
    ], later: &[
    ], other_actions: &[], notes: &[
    ] },
    Command { client: "aws-cli", form: "aws s3 mb s3://B", names: &["mb"], as_copy: false, evidence: Traced, calls: &[
        Row { operation: "CreateBucket", on: T::Bucket, when: &Always, count: Once, sends: &[], evidence: Traced },
    ], later: &[
    ], other_actions: &[], notes: &[
        "Tags option adds tags to the CreateBucket body.",
    ] },
    Command { client: "aws-cli", form: "aws s3 rb s3://B", names: &["rb"], as_copy: false, evidence: Peer, calls: &[
        Row { operation: "DeleteBucket", on: T::Bucket, when: &Always, count: Once, sends: &[], evidence: Peer },
    ], later: &[
    ], other_actions: &[], notes: &[
    ] },
    Command { client: "aws-cli", form: "aws s3 rb s3://B --force", names: &["rb force"], as_copy: false, evidence: Traced, calls: &[
        Row { operation: "ListObjectsV2", on: T::Bucket, when: &Always, count: Once, sends: &[S::EmptyPrefix], evidence: Traced },
        Row { operation: "DeleteObject", on: T::Object, when: &Always, count: PerKey, sends: &[], evidence: Traced },
        Row { operation: "DeleteBucket", on: T::Bucket, when: &Always, count: Once, sends: &[], evidence: Traced },
    ], later: &[
    ], other_actions: &[], notes: &[
        "Versions and delete markers are not removed, so a versioned bucket ends in 409 BucketNotEmpty.",
    ] },
    Command { client: "aws-cli", form: "aws s3 presign s3://B/K", names: &["presign"], as_copy: false, evidence: Traced, calls: &[
    ], later: &[
        Row { operation: "GetObject", on: T::Object, when: &Always, count: Once, sends: &[], evidence: Traced },
    ], other_actions: &[], notes: &[
        "No call is made and nothing is checked; default expiry 3600 s; the later GET is a GetObject with the signer's permissions.",
    ] },
    Command { client: "aws-cli", form: "aws s3 website s3://B", names: &["website"], as_copy: false, evidence: Traced, calls: &[
        Row { operation: "PutBucketWebsite", on: T::Bucket, when: &Always, count: Once, sends: &[], evidence: Traced },
    ], later: &[
    ], other_actions: &[], notes: &[
    ] },
    Command { client: "aws-cli", form: "aws s3api OPERATION", names: &["s3api"], as_copy: false, evidence: Traced, calls: &[
    ], later: &[
    ], other_actions: &[], notes: &[
        "Name mapping is kebab-case to PascalCase; exceptions: none for s3api in current botocore.",
        "Waiters poll every 5 s, 20 times. object-exists: HeadObject, 200 done, 404 retry, so 403 ends it with an error. bucket-exists: HeadBucket, 200, 301 AND 403 all count as success, 404 retries: a green wait does not prove access. object-not-exists / bucket-not-exists: only 404 is success.",
        "list-* commands follow pagination by themselves: one command can be many calls.",
    ] },
    Command { client: "aws-cli", form: "aws s3 cp/sync with access point ARN or alias", names: &["access point"], as_copy: false, evidence: Documented, calls: &[
    ], later: &[
    ], other_actions: &[], notes: &[
        "s3://arn:aws:s3:REGION:ACCT:accesspoint/NAME/key: the resource in authorization is the access point (object) ARN.",
    ] },
    Command { client: "boto3", form: "client.upload_file / upload_fileobj / Object.upload_file / Bucket.upload_file", names: &["upload_file", "upload_fileobj"], as_copy: false, evidence: Traced, calls: &[
        Row { operation: "PutObject", on: T::DestinationObject, when: &Not(&AtLeast(8_388_608)), count: Once, sends: &[], evidence: Traced },
        Row { operation: "CreateMultipartUpload", on: T::DestinationObject, when: &AtLeast(8_388_608), count: Once, sends: &[], evidence: Traced },
        Row { operation: "UploadPart", on: T::DestinationObject, when: &AtLeast(8_388_608), count: PerPart, sends: &[], evidence: Traced },
        Row { operation: "CompleteMultipartUpload", on: T::DestinationObject, when: &AtLeast(8_388_608), count: Once, sends: &[], evidence: Traced },
        Row { operation: "AbortMultipartUpload", on: T::DestinationObject, when: &All(&[AtLeast(8_388_608), After("a part or the completion has failed")]), count: Once, sends: &[], evidence: Traced },
    ], later: &[
    ], other_actions: &[], notes: &[
        "ExtraArgs ACL, Tagging, ServerSideEncryption, ObjectLock* become headers of PutObject or CreateMultipartUpload.",
    ] },
    Command { client: "boto3", form: "client.download_file / download_fileobj / Object.download_file", names: &["download_file", "download_fileobj"], as_copy: false, evidence: Traced, calls: &[
        Row { operation: "HeadObject", on: T::SourceObject, when: &Always, count: Once, sends: &[], evidence: Traced },
        Row { operation: "GetObject", on: T::SourceObject, when: &Not(&AtLeast(8_388_608)), count: Once, sends: &[], evidence: Traced },
        Row { operation: "GetObject", on: T::SourceRange, when: &AtLeast(8_388_608), count: PerPart, sends: &[], evidence: Traced },
    ], later: &[
    ], other_actions: &[], notes: &[
        "403 shows as \"An error occurred (403) when calling the HeadObject operation: Forbidden\". The CRT transfer client skips the HeadObject.",
    ] },
    Command { client: "boto3", form: "client.copy / Object.copy / Bucket.copy", names: &["copy"], as_copy: false, evidence: Traced, calls: &[
        Row { operation: "HeadObject", on: T::SourceObject, when: &Always, count: Once, sends: &[], evidence: Traced },
        Row { operation: "CopyObject", on: T::Copy, when: &Not(&AtLeast(8_388_608)), count: Once, sends: &[], evidence: Traced },
        Row { operation: "CreateMultipartUpload", on: T::DestinationObject, when: &AtLeast(8_388_608), count: Once, sends: &[], evidence: Traced },
        Row { operation: "UploadPartCopy", on: T::Copy, when: &AtLeast(8_388_608), count: PerPart, sends: &[], evidence: Traced },
        Row { operation: "CompleteMultipartUpload", on: T::DestinationObject, when: &AtLeast(8_388_608), count: Once, sends: &[], evidence: Traced },
        Row { operation: "AbortMultipartUpload", on: T::DestinationObject, when: &All(&[AtLeast(8_388_608), After("the copy in parts has failed")]), count: Once, sends: &[], evidence: Traced },
    ], later: &[
    ], other_actions: &[], notes: &[
        "SourceClient may sign the HeadObject with other credentials, but CopyObject/UploadPartCopy use the destination client only.",
    ] },
    Command { client: "boto3", form: "client.copy_object / Object.copy_from", names: &["copy_object", "copy_from"], as_copy: false, evidence: Known, calls: &[
        Row { operation: "CopyObject", on: T::Copy, when: &Always, count: Once, sends: &[], evidence: Known },
    ], later: &[
    ], other_actions: &[], notes: &[
    ] },
    Command { client: "boto3", form: "Object.put / client.put_object", names: &["put_object", "put"], as_copy: false, evidence: Traced, calls: &[
        Row { operation: "PutObject", on: T::Object, when: &Always, count: Once, sends: &[], evidence: Traced },
    ], later: &[
    ], other_actions: &[], notes: &[
    ] },
    Command { client: "boto3", form: "Object.get / client.get_object", names: &["get_object", "get"], as_copy: false, evidence: Traced, calls: &[
        Row { operation: "GetObject", on: T::Object, when: &Always, count: Once, sends: &[], evidence: Traced },
    ], later: &[
    ], other_actions: &[], notes: &[
    ] },
    Command { client: "boto3", form: "Object.load / .reload / .content_length / .e_tag … / ObjectSummary.load", names: &["Object.load", "Object.reload", "Object.content_length", "Object.e_tag", "ObjectSummary.load"], as_copy: false, evidence: Traced, calls: &[
        Row { operation: "HeadObject", on: T::Object, when: &Always, count: Once, sends: &[], evidence: Traced },
    ], later: &[
    ], other_actions: &[], notes: &[
    ] },
    Command { client: "boto3", form: "Object.wait_until_exists / waiter object_exists", names: &["Object.wait_until_exists", "object_exists"], as_copy: false, evidence: Peer, calls: &[
        Row { operation: "HeadObject", on: T::Object, when: &Always, count: Polling, sends: &[], evidence: Peer },
    ], later: &[
    ], other_actions: &[], notes: &[
    ] },
    Command { client: "boto3", form: "Bucket.wait_until_exists / waiter bucket_exists", names: &["Bucket.wait_until_exists", "bucket_exists"], as_copy: false, evidence: Traced, calls: &[
        Row { operation: "HeadBucket", on: T::Bucket, when: &Always, count: Polling, sends: &[], evidence: Traced },
    ], later: &[
    ], other_actions: &[], notes: &[
    ] },
    Command { client: "boto3", form: "Bucket.load / Bucket.creation_date", names: &["Bucket.load", "Bucket.creation_date"], as_copy: false, evidence: Traced, calls: &[
        Row { operation: "ListBuckets", on: T::Every, when: &Always, count: Once, sends: &[], evidence: Traced },
    ], later: &[
    ], other_actions: &[], notes: &[
        "Trap: needs s3:ListAllMyBuckets, not a bucket permission. A denied call leaves creation_date None: boto3 swallows the AccessDenied.",
    ] },
    Command { client: "boto3", form: "resource.buckets.all / client.list_buckets", names: &["buckets.all", "list_buckets"], as_copy: false, evidence: Traced, calls: &[
        Row { operation: "ListBuckets", on: T::Every, when: &Always, count: Once, sends: &[], evidence: Traced },
    ], later: &[
    ], other_actions: &[], notes: &[
    ] },
    Command { client: "boto3", form: "Bucket.objects.all", names: &["objects.all"], as_copy: false, evidence: Traced, calls: &[
        Row { operation: "ListObjects", on: T::Bucket, when: &Always, count: PerThousandKeys, sends: &[], evidence: Traced },
    ], later: &[
    ], other_actions: &[], notes: &[
        "Version 1 list with no prefix parameter: s3:prefix is absent, unlike `aws s3 ls s3://b` where it is \"\".",
    ] },
    Command { client: "boto3", form: "Bucket.objects.filter(Prefix=P)", names: &["objects.filter"], as_copy: false, evidence: Traced, calls: &[
        Row { operation: "ListObjects", on: T::Bucket, when: &Always, count: PerThousandKeys, sends: &[S::TypedPrefix], evidence: Traced },
    ], later: &[
    ], other_actions: &[], notes: &[
    ] },
    Command { client: "boto3", form: "Bucket.objects….delete()", names: &["objects.delete"], as_copy: false, evidence: Traced, calls: &[
        Row { operation: "ListObjects", on: T::Bucket, when: &Always, count: Once, sends: &[], evidence: Traced },
        Row { operation: "DeleteObjects", on: T::Bucket, when: &Always, count: PerThousandKeys, sends: &[], evidence: Traced },
    ], later: &[
    ], other_actions: &[], notes: &[
    ] },
    Command { client: "boto3", form: "Bucket.object_versions.all / .filter", names: &["object_versions.all", "object_versions.filter"], as_copy: false, evidence: Traced, calls: &[
        Row { operation: "ListObjectVersions", on: T::Bucket, when: &Always, count: Once, sends: &[], evidence: Traced },
    ], later: &[
    ], other_actions: &[], notes: &[
    ] },
    Command { client: "boto3", form: "Bucket.object_versions….delete()", names: &["object_versions.delete"], as_copy: false, evidence: Traced, calls: &[
        Row { operation: "ListObjectVersions", on: T::Bucket, when: &Always, count: Once, sends: &[], evidence: Traced },
        Row { operation: "DeleteObjects", on: T::Bucket, when: &Always, count: Once, sends: &[], evidence: Traced },
    ], later: &[
    ], other_actions: &[], notes: &[
    ] },
    Command { client: "boto3", form: "client.get_paginator('list_objects_v2')", names: &["get_paginator", "list_objects_v2"], as_copy: false, evidence: Traced, calls: &[
        Row { operation: "ListObjectsV2", on: T::Bucket, when: &Always, count: PerThousandKeys, sends: &[], evidence: Traced },
    ], later: &[
    ], other_actions: &[], notes: &[
    ] },
    Command { client: "boto3", form: "client.generate_presigned_url / generate_presigned_post", names: &["generate_presigned_url", "generate_presigned_post"], as_copy: false, evidence: Traced, calls: &[
    ], later: &[
    ], other_actions: &[], notes: &[
        "No call.",
    ] },
    Command { client: "boto3", form: "Object.Acl().load", names: &["Acl.load"], as_copy: false, evidence: Traced, calls: &[
        Row { operation: "GetObjectAcl", on: T::Object, when: &Always, count: Once, sends: &[], evidence: Traced },
    ], later: &[
    ], other_actions: &[], notes: &[
    ] },
    Command { client: "boto3", form: "BucketPolicy.load / .policy", names: &["BucketPolicy.load", "BucketPolicy.policy"], as_copy: false, evidence: Traced, calls: &[
        Row { operation: "GetBucketPolicy", on: T::Bucket, when: &Always, count: Once, sends: &[], evidence: Traced },
    ], later: &[
    ], other_actions: &[], notes: &[
    ] },
    Command { client: "s3fs", form: "fs.info / exists / isfile / isdir", names: &["info", "exists", "isfile", "isdir"], as_copy: false, evidence: Peer, calls: &[
        Row { operation: "HeadObject", on: T::Object, when: &Perhaps("the path has a key and is not in the listing cache"), count: Once, sends: &[], evidence: Peer },
        Row { operation: "ListObjectsV2", on: T::Bucket, when: &Perhaps("HeadObject said 404, or the path looks like a folder"), count: Once, sends: &[S::Slash, S::OneKey, S::FolderPrefix], evidence: Peer },
        Row { operation: "HeadBucket", on: T::Bucket, when: &Perhaps("the path is a bucket"), count: Once, sends: &[], evidence: Peer },
        Row { operation: "ListBuckets", on: T::Every, when: &Perhaps("the path is empty"), count: Once, sends: &[], evidence: Peer },
    ], later: &[
    ], other_actions: &[], notes: &[
        "A 403 from HeadObject becomes PermissionError: without s3:ListBucket a missing key looks forbidden.",
    ] },
    Command { client: "s3fs", form: "fs.ls / glob / find / walk", names: &["ls", "glob", "find", "walk"], as_copy: false, evidence: Peer, calls: &[
        Row { operation: "ListObjectsV2", on: T::Bucket, when: &Always, count: Once, sends: &[S::Slash, S::FolderPrefix], evidence: Peer },
        Row { operation: "ListBuckets", on: T::Every, when: &Perhaps("the path is empty"), count: Once, sends: &[], evidence: Peer },
    ], later: &[
    ], other_actions: &[], notes: &[
        "find() omits the delimiter.",
    ] },
    Command { client: "s3fs", form: "fs.open(read) / cat / pandas.read_parquet(\"s3://…\")", names: &["open", "cat", "read_parquet"], as_copy: false, evidence: Peer, calls: &[
        Row { operation: "HeadObject", on: T::Object, when: &Perhaps("the size is needed"), count: Once, sends: &[], evidence: Peer },
        Row { operation: "ListObjectsV2", on: T::Bucket, when: &Perhaps("the path is a folder or a pattern"), count: Once, sends: &[], evidence: Peer },
        Row { operation: "GetObject", on: T::Object, when: &Always, count: PerBlock, sends: &[], evidence: Peer },
    ], later: &[
    ], other_actions: &[], notes: &[
        "version_aware=True uses versionId: s3:GetObjectVersion.",
    ] },
    Command { client: "s3fs", form: "fs.put / put_file", names: &["put", "put_file"], as_copy: false, evidence: Peer, calls: &[
        Row { operation: "PutObject", on: T::Object, when: &Not(&AtLeast(104_857_600)), count: Once, sends: &[], evidence: Peer },
        Row { operation: "CreateMultipartUpload", on: T::Object, when: &AtLeast(104_857_600), count: Once, sends: &[], evidence: Peer },
        Row { operation: "UploadPart", on: T::Object, when: &AtLeast(104_857_600), count: Once, sends: &[], evidence: Peer },
        Row { operation: "CompleteMultipartUpload", on: T::Object, when: &AtLeast(104_857_600), count: Once, sends: &[], evidence: Peer },
        Row { operation: "AbortMultipartUpload", on: T::Object, when: &After("the upload has failed"), count: Once, sends: &[], evidence: Peer },
    ], later: &[
    ], other_actions: &[], notes: &[
    ] },
    Command { client: "s3fs", form: "fs.open(write)", names: &["open-write"], as_copy: false, evidence: Peer, calls: &[
        Row { operation: "PutObject", on: T::Object, when: &Not(&AtLeast(52_428_800)), count: Once, sends: &[], evidence: Peer },
        Row { operation: "CreateMultipartUpload", on: T::Object, when: &AtLeast(52_428_800), count: Once, sends: &[], evidence: Peer },
        Row { operation: "UploadPart", on: T::Object, when: &AtLeast(52_428_800), count: PerBlock, sends: &[], evidence: Peer },
        Row { operation: "CompleteMultipartUpload", on: T::Object, when: &AtLeast(52_428_800), count: Once, sends: &[], evidence: Peer },
        Row { operation: "AbortMultipartUpload", on: T::Object, when: &After("the file is discarded"), count: Once, sends: &[], evidence: Peer },
        Row { operation: "HeadObject", on: T::Object, when: &Perhaps("the file is opened to append"), count: Once, sends: &[], evidence: Peer },
    ], later: &[
    ], other_actions: &[], notes: &[
    ] },
    Command { client: "s3fs", form: "fs.cp / mv", names: &["cp", "mv"], as_copy: false, evidence: Peer, calls: &[
        Row { operation: "HeadObject", on: T::SourceObject, when: &Always, count: Once, sends: &[], evidence: Peer },
        Row { operation: "CopyObject", on: T::Copy, when: &Not(&AtLeast(157_286_401)), count: Once, sends: &[], evidence: Peer },
        Row { operation: "CreateMultipartUpload", on: T::DestinationObject, when: &AtLeast(157_286_401), count: Once, sends: &[], evidence: Peer },
        Row { operation: "UploadPartCopy", on: T::Copy, when: &AtLeast(157_286_401), count: Once, sends: &[], evidence: Peer },
        Row { operation: "CompleteMultipartUpload", on: T::DestinationObject, when: &AtLeast(157_286_401), count: Once, sends: &[], evidence: Peer },
        Row { operation: "DeleteObject", on: T::SourceObject, when: &Perhaps("it is mv"), count: Once, sends: &[], evidence: Peer },
    ], later: &[
    ], other_actions: &[], notes: &[
    ] },
    Command { client: "s3fs", form: "fs.rm", names: &["rm"], as_copy: false, evidence: Peer, calls: &[
        Row { operation: "DeleteObject", on: T::Object, when: &Perhaps("the path is one file"), count: Once, sends: &[], evidence: Peer },
        Row { operation: "ListObjectsV2", on: T::Bucket, when: &Perhaps("it is recursive"), count: Once, sends: &[], evidence: Peer },
        Row { operation: "DeleteObjects", on: T::Bucket, when: &Perhaps("there are several keys"), count: PerThousandKeys, sends: &[], evidence: Peer },
    ], later: &[
    ], other_actions: &[], notes: &[
    ] },
    Command { client: "s3fs", form: "fs.mkdir / makedirs", names: &["mkdir", "makedirs"], as_copy: false, evidence: Peer, calls: &[
        Row { operation: "CreateBucket", on: T::Bucket, when: &Perhaps("the bucket is missing and create_parents is set"), count: Once, sends: &[], evidence: Peer },
        Row { operation: "HeadBucket", on: T::Bucket, when: &Perhaps("it looks whether the bucket exists"), count: Once, sends: &[], evidence: Peer },
    ], later: &[
    ], other_actions: &[], notes: &[
        "A write into a new \"directory\" needs no call.",
    ] },
    Command { client: "s3fs", form: "fs.chmod", names: &["chmod"], as_copy: false, evidence: Peer, calls: &[
        Row { operation: "PutObjectAcl", on: T::Object, when: &Always, count: Once, sends: &[], evidence: Peer },
        Row { operation: "PutBucketAcl", on: T::Bucket, when: &Perhaps("the path is a bucket"), count: Once, sends: &[], evidence: Peer },
    ], later: &[
    ], other_actions: &[], notes: &[
    ] },
    Command { client: "hadoop-s3a", form: "read (open, getFileStatus, list)", names: &["read", "-cat", "-copyToLocal", "-count", "-du", "-get", "-head", "-ls", "-stat", "-tail", "-test", "-text"], as_copy: false, evidence: Documented, calls: &[
        Row { operation: "HeadObject", on: T::Object, when: &Always, count: Once, sends: &[], evidence: Documented },
        Row { operation: "ListObjectsV2", on: T::Bucket, when: &Always, count: Once, sends: &[S::FolderPrefix], evidence: Documented },
        Row { operation: "GetObject", on: T::Object, when: &Always, count: Once, sends: &[], evidence: Documented },
        Row { operation: "HeadBucket", on: T::Bucket, when: &Perhaps("fs.s3a.bucket.probe is 2"), count: Once, sends: &[], evidence: Documented },
        Row { operation: "GetBucketLocation", on: T::Bucket, when: &Perhaps("the version does so, or S3Guard is on"), count: Once, sends: &[], evidence: Documented },
    ], later: &[
    ], other_actions: &[], notes: &[
        "Documented minimum for reading: s3:Get* on objects, s3:ListBucket and s3:GetBucketLocation on the bucket; kms:Decrypt for SSE-KMS.",
        "getFileStatus is HEAD then LIST: a role without s3:ListBucket fails on directories and on missing paths.",
    ] },
    Command { client: "hadoop-s3a", form: "write (create, rename, delete, commit)", names: &["write", "-appendToFile", "-copyFromLocal", "-mkdir", "-moveFromLocal", "-mv", "-put", "-rm", "-touchz"], as_copy: false, evidence: Documented, calls: &[
        Row { operation: "PutObject", on: T::Object, when: &Always, count: Once, sends: &[], evidence: Documented },
        Row { operation: "CreateMultipartUpload", on: T::Object, when: &Perhaps("the file is large, or a magic or staging committer writes"), count: Once, sends: &[], evidence: Documented },
        Row { operation: "UploadPart", on: T::Object, when: &Always, count: Once, sends: &[], evidence: Documented },
        Row { operation: "CompleteMultipartUpload", on: T::Object, when: &Always, count: Once, sends: &[], evidence: Documented },
        Row { operation: "AbortMultipartUpload", on: T::Object, when: &After("the job is aborted"), count: Once, sends: &[], evidence: Documented },
        Row { operation: "ListMultipartUploads", on: T::Bucket, when: &Perhaps("a committer cleans up"), count: Once, sends: &[], evidence: Documented },
        Row { operation: "CopyObject", on: T::Copy, when: &Perhaps("it renames"), count: Once, sends: &[], evidence: Documented },
        Row { operation: "DeleteObject", on: T::Object, when: &Perhaps("it deletes one key, or a folder's marker"), count: Once, sends: &[], evidence: Documented },
        Row { operation: "DeleteObjects", on: T::Bucket, when: &Perhaps("it deletes several keys, and fs.s3a.multiobjectdelete.enable is true"), count: Once, sends: &[], evidence: Documented },
        Row { operation: "HeadObject", on: T::Object, when: &Always, count: Once, sends: &[], evidence: Documented },
        Row { operation: "ListObjectsV2", on: T::Bucket, when: &Always, count: Once, sends: &[], evidence: Documented },
    ], later: &[
    ], other_actions: &[], notes: &[
        "Documented for writing: add s3:Put*, s3:Delete*, s3:AbortMultipartUpload, s3:ListMultipartUploadParts on objects and s3:ListBucketMultipartUploads on the bucket; KMS Decrypt and GenerateDataKey.",
        "Rename is copy plus delete: needs read AND write AND delete. Creating a file deletes or keeps parent directory markers (key ending \"/\"), so a policy limited to the one key fails unless marker retention is \"keep\".",
    ] },
    Command { client: "rclone", form: "lsd remote:", names: &["lsd"], as_copy: false, evidence: Documented, calls: &[
        Row { operation: "ListBuckets", on: T::Every, when: &Always, count: Once, sends: &[], evidence: Documented },
    ], later: &[
    ], other_actions: &[], notes: &[
    ] },
    Command { client: "rclone", form: "ls / lsf / size", names: &["ls", "lsf", "lsl", "size"], as_copy: false, evidence: Peer, calls: &[
        Row { operation: "ListObjectsV2", on: T::Bucket, when: &Always, count: Once, sends: &[S::SlashUnlessRecursive, S::FolderPrefix], evidence: Peer },
    ], later: &[
    ], other_actions: &[], notes: &[
        "list_version selects v1 or v2.",
    ] },
    Command { client: "rclone", form: "copy / sync to S3", names: &["to S3"], as_copy: false, evidence: Documented, calls: &[
        Row { operation: "HeadBucket", on: T::Bucket, when: &Not(&Given("s3-no-check-bucket")), count: Once, sends: &[], evidence: Known },
        Row { operation: "CreateBucket", on: T::Bucket, when: &All(&[Not(&Given("s3-no-check-bucket")), Perhaps("the bucket was not seen to exist")]), count: Once, sends: &[], evidence: Documented },
        Row { operation: "ListObjectsV2", on: T::DestinationBucket, when: &Always, count: Once, sends: &[], evidence: Documented },
        Row { operation: "PutObject", on: T::Object, when: &Not(&AtLeast(209_715_200)), count: Once, sends: &[], evidence: Documented },
        Row { operation: "CreateMultipartUpload", on: T::Object, when: &AtLeast(209_715_200), count: Once, sends: &[], evidence: Documented },
        Row { operation: "UploadPart", on: T::Object, when: &AtLeast(209_715_200), count: PerPart, sends: &[], evidence: Documented },
        Row { operation: "CompleteMultipartUpload", on: T::Object, when: &AtLeast(209_715_200), count: Once, sends: &[], evidence: Documented },
        Row { operation: "HeadObject", on: T::Object, when: &Not(&Given("s3-no-head")), count: Once, sends: &[], evidence: Documented },
        Row { operation: "DeleteObject", on: T::Object, when: &Given("sync"), count: Once, sends: &[], evidence: Documented },
    ], later: &[
    ], other_actions: &[], notes: &[
        "Documented minimum: ListBucket, DeleteObject, GetObject, PutObject, PutObjectAcl, and CreateBucket unless no_check_bucket is set.",
        "Trap: 403 on CreateBucket for users who may only write objects; cure is no_check_bucket = true.",
        "Sends x-amz-acl when acl is configured.",
    ] },
    Command { client: "rclone", form: "copy from S3 / cat / mount", names: &["from S3", "cat", "mount"], as_copy: false, evidence: Peer, calls: &[
        Row { operation: "HeadObject", on: T::Object, when: &Not(&Given("s3-no-head-object")), count: Once, sends: &[], evidence: Peer },
        Row { operation: "ListObjectsV2", on: T::Bucket, when: &Always, count: Once, sends: &[], evidence: Peer },
        Row { operation: "GetObject", on: T::Object, when: &Always, count: Once, sends: &[], evidence: Peer },
    ], later: &[
    ], other_actions: &[], notes: &[
    ] },
    Command { client: "terraform-s3-backend", form: "init / plan (read state)", names: &["init", "plan"], as_copy: false, evidence: Documented, calls: &[
        Row { operation: "ListObjectsV2", on: T::Bucket, when: &Perhaps("it lists workspaces"), count: Once, sends: &[S::WorkspacePrefix], evidence: Documented },
        Row { operation: "HeadObject", on: T::State, when: &Always, count: Once, sends: &[], evidence: Known },
        Row { operation: "GetObject", on: T::State, when: &Always, count: Once, sends: &[], evidence: Documented },
    ], later: &[
    ], other_actions: &[], notes: &[
        "Documented: s3:ListBucket on the bucket and s3:GetObject, s3:PutObject on the state key; prefix env:/ for non-default workspaces.",
        "Without s3:ListBucket a state not yet created answers 403 instead of 404, so init fails.",
    ] },
    Command { client: "terraform-s3-backend", form: "apply (write state)", names: &["apply"], as_copy: false, evidence: Documented, calls: &[
        Row { operation: "PutObject", on: T::State, when: &Always, count: Once, sends: &[], evidence: Documented },
    ], later: &[
    ], other_actions: &[], notes: &[
        "acl argument sends x-amz-acl: s3:PutObjectAcl. kms_key_id / encrypt: kms:GenerateDataKey and kms:Decrypt (also kms:Encrypt in the documented policy).",
    ] },
    Command { client: "terraform-s3-backend", form: "lock with use_lockfile = true", names: &["use_lockfile"], as_copy: false, evidence: Documented, calls: &[
        Row { operation: "PutObject", on: T::StateLock, when: &Always, count: Once, sends: &[S::IfNoneMatch], evidence: Documented },
        Row { operation: "GetObject", on: T::StateLock, when: &Always, count: Once, sends: &[], evidence: Documented },
        Row { operation: "DeleteObject", on: T::StateLock, when: &Always, count: Once, sends: &[], evidence: Documented },
    ], later: &[
    ], other_actions: &[], notes: &[
        "Needs s3:GetObject, s3:PutObject, s3:DeleteObject on KEY.tflock.",
    ] },
    Command { client: "terraform-s3-backend", form: "lock with dynamodb_table (deprecated)", names: &["dynamodb_table"], as_copy: false, evidence: Documented, calls: &[
    ], later: &[
    ], other_actions: &["dynamodb:DescribeTable", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteItem"], notes: &[
        "dynamodb:DescribeTable, GetItem, PutItem, DeleteItem on the table.",
    ] },
    Command { client: "terraform-s3-backend", form: "workspace delete", names: &["workspace delete"], as_copy: false, evidence: Documented, calls: &[
        Row { operation: "DeleteObject", on: T::State, when: &Always, count: Once, sends: &[], evidence: Documented },
    ], later: &[
    ], other_actions: &[], notes: &[
    ] },
    Command { client: "terraform-provider", form: "resource aws_s3_bucket (refresh)", names: &["aws_s3_bucket"], as_copy: false, evidence: Known, calls: &[
        Row { operation: "HeadBucket", on: T::Bucket, when: &Always, count: Once, sends: &[], evidence: Known },
        Row { operation: "GetBucketPolicy", on: T::Bucket, when: &Always, count: Once, sends: &[], evidence: Known },
        Row { operation: "GetBucketAcl", on: T::Bucket, when: &Always, count: Once, sends: &[], evidence: Known },
        Row { operation: "GetBucketCors", on: T::Bucket, when: &Always, count: Once, sends: &[], evidence: Known },
        Row { operation: "GetBucketWebsite", on: T::Bucket, when: &Always, count: Once, sends: &[], evidence: Known },
        Row { operation: "GetBucketVersioning", on: T::Bucket, when: &Always, count: Once, sends: &[], evidence: Known },
        Row { operation: "GetBucketAccelerateConfiguration", on: T::Bucket, when: &Always, count: Once, sends: &[], evidence: Known },
        Row { operation: "GetBucketRequestPayment", on: T::Bucket, when: &Always, count: Once, sends: &[], evidence: Known },
        Row { operation: "GetBucketLogging", on: T::Bucket, when: &Always, count: Once, sends: &[], evidence: Known },
        Row { operation: "GetBucketLifecycleConfiguration", on: T::Bucket, when: &Always, count: Once, sends: &[], evidence: Known },
        Row { operation: "GetBucketReplication", on: T::Bucket, when: &Always, count: Once, sends: &[], evidence: Known },
        Row { operation: "GetBucketEncryption", on: T::Bucket, when: &Always, count: Once, sends: &[], evidence: Known },
        Row { operation: "GetObjectLockConfiguration", on: T::Bucket, when: &Always, count: Once, sends: &[], evidence: Known },
        Row { operation: "GetBucketTagging", on: T::Bucket, when: &Always, count: Once, sends: &[], evidence: Known },
    ], later: &[
    ], other_actions: &[], notes: &[
        "A plan needs all the Get* actions even for unused features; 403 on any one fails refresh. 404/NoSuch…Configuration are tolerated.",
    ] },
    Command { client: "console", form: "open bucket list / bucket", names: &["open"], as_copy: false, evidence: Documented, calls: &[
        Row { operation: "ListBuckets", on: T::Every, when: &Always, count: Once, sends: &[], evidence: Documented },
        Row { operation: "GetBucketLocation", on: T::Bucket, when: &Always, count: Once, sends: &[], evidence: Documented },
        Row { operation: "ListObjectsV2", on: T::Bucket, when: &Always, count: Once, sends: &[S::Slash, S::EmptyPrefix], evidence: Documented },
        Row { operation: "GetBucketVersioning", on: T::Bucket, when: &Always, count: Once, sends: &[], evidence: Documented },
        Row { operation: "GetBucketPolicyStatus", on: T::Bucket, when: &Always, count: Once, sends: &[], evidence: Documented },
        Row { operation: "GetPublicAccessBlock", on: T::Bucket, when: &Always, count: Once, sends: &[], evidence: Documented },
        Row { operation: "GetBucketAcl", on: T::Bucket, when: &Always, count: Once, sends: &[], evidence: Documented },
    ], later: &[
    ], other_actions: &[], notes: &[
        "Guide walkthrough: ListAllMyBuckets, GetBucketLocation, ListBucket with s3:prefix \"\" allowed.",
    ] },
];

/// Options of every command
#[rustfmt::skip]
pub(super) static GLOBAL: &[O] = &[
        O { name: "ca-bundle", takes: One, place: Own },
        O { name: "cli-auto-prompt", takes: Nothing, place: Own },
        O { name: "cli-binary-format", takes: One, place: Own },
        O { name: "cli-connect-timeout", takes: One, place: Own },
        O { name: "cli-read-timeout", takes: One, place: Own },
        O { name: "color", takes: One, place: Own },
        O { name: "debug", takes: Nothing, place: Own },
        O { name: "endpoint-url", takes: One, place: Own },
        O { name: "no-cli-auto-prompt", takes: Nothing, place: Own },
        O { name: "no-cli-pager", takes: Nothing, place: Own },
        O { name: "no-paginate", takes: Nothing, place: Own },
        O { name: "no-sign-request", takes: Nothing, place: Own },
        O { name: "no-verify-ssl", takes: Nothing, place: Own },
        O { name: "output", takes: One, place: Own },
        O { name: "profile", takes: One, place: Own },
        O { name: "query", takes: One, place: Own },
        O { name: "region", takes: One, place: Own },
        O { name: "v2-debug", takes: Nothing, place: Own },
        O { name: "version", takes: Nothing, place: Own },
];

/// Options of the client itself
#[rustfmt::skip]
pub(super) static COMMON: &[O] = &[
        O { name: "cli-input-json", takes: One, place: Own },
        O { name: "cli-input-yaml", takes: One, place: Own },
        O { name: "generate-cli-skeleton", takes: One, place: Own },
        O { name: "max-items", takes: One, place: Own },
        O { name: "page-size", takes: One, place: Own },
        O { name: "starting-token", takes: One, place: Own },
];

/// Options of the commands of `aws s3`
#[rustfmt::skip]
pub(super) static S3: &[(&str, &[O])] = &[
    ("cp", &[
        O { name: "acl", takes: One, place: Own },
        O { name: "cache-control", takes: One, place: Own },
        O { name: "case-conflict", takes: One, place: Own },
        O { name: "checksum-algorithm", takes: One, place: Own },
        O { name: "checksum-mode", takes: One, place: Own },
        O { name: "content-disposition", takes: One, place: Own },
        O { name: "content-encoding", takes: One, place: Own },
        O { name: "content-language", takes: One, place: Own },
        O { name: "content-type", takes: One, place: Own },
        O { name: "copy-props", takes: One, place: Own },
        O { name: "dryrun", takes: Nothing, place: Own },
        O { name: "exclude", takes: One, place: Own },
        O { name: "expected-size", takes: One, place: Own },
        O { name: "expires", takes: One, place: Own },
        O { name: "follow-symlinks", takes: Nothing, place: Own },
        O { name: "force-glacier-transfer", takes: Nothing, place: Own },
        O { name: "grants", takes: Many, place: Own },
        O { name: "ignore-glacier-warnings", takes: Nothing, place: Own },
        O { name: "include", takes: One, place: Own },
        O { name: "metadata", takes: Many, place: Own },
        O { name: "metadata-directive", takes: One, place: Own },
        O { name: "no-follow-symlinks", takes: Nothing, place: Own },
        O { name: "no-guess-mime-type", takes: Nothing, place: Own },
        O { name: "no-overwrite", takes: Nothing, place: Own },
        O { name: "no-progress", takes: Nothing, place: Own },
        O { name: "only-show-errors", takes: Nothing, place: Own },
        O { name: "page-size", takes: One, place: Own },
        O { name: "quiet", takes: Nothing, place: Own },
        O { name: "recursive", takes: Nothing, place: Own },
        O { name: "request-payer", takes: Optional, place: Own },
        O { name: "source-region", takes: One, place: Own },
        O { name: "sse", takes: Optional, place: Own },
        O { name: "sse-c", takes: Optional, place: Own },
        O { name: "sse-c-copy-source", takes: Optional, place: Own },
        O { name: "sse-c-copy-source-key", takes: One, place: Own },
        O { name: "sse-c-key", takes: One, place: Own },
        O { name: "sse-kms-key-id", takes: One, place: Own },
        O { name: "storage-class", takes: One, place: Own },
        O { name: "website-redirect", takes: One, place: Own },
    ]),
    ("ls", &[
        O { name: "bucket-name-prefix", takes: One, place: Own },
        O { name: "bucket-region", takes: One, place: Own },
        O { name: "human-readable", takes: Nothing, place: Own },
        O { name: "page-size", takes: One, place: Own },
        O { name: "recursive", takes: Nothing, place: Own },
        O { name: "request-payer", takes: Optional, place: Own },
        O { name: "summarize", takes: Nothing, place: Own },
    ]),
    ("mb", &[
        O { name: "tags", takes: Two, place: Own },
    ]),
    ("mv", &[
        O { name: "acl", takes: One, place: Own },
        O { name: "cache-control", takes: One, place: Own },
        O { name: "case-conflict", takes: One, place: Own },
        O { name: "checksum-algorithm", takes: One, place: Own },
        O { name: "checksum-mode", takes: One, place: Own },
        O { name: "content-disposition", takes: One, place: Own },
        O { name: "content-encoding", takes: One, place: Own },
        O { name: "content-language", takes: One, place: Own },
        O { name: "content-type", takes: One, place: Own },
        O { name: "copy-props", takes: One, place: Own },
        O { name: "dryrun", takes: Nothing, place: Own },
        O { name: "exclude", takes: One, place: Own },
        O { name: "expires", takes: One, place: Own },
        O { name: "follow-symlinks", takes: Nothing, place: Own },
        O { name: "force-glacier-transfer", takes: Nothing, place: Own },
        O { name: "grants", takes: Many, place: Own },
        O { name: "ignore-glacier-warnings", takes: Nothing, place: Own },
        O { name: "include", takes: One, place: Own },
        O { name: "metadata", takes: Many, place: Own },
        O { name: "metadata-directive", takes: One, place: Own },
        O { name: "no-follow-symlinks", takes: Nothing, place: Own },
        O { name: "no-guess-mime-type", takes: Nothing, place: Own },
        O { name: "no-overwrite", takes: Nothing, place: Own },
        O { name: "no-progress", takes: Nothing, place: Own },
        O { name: "only-show-errors", takes: Nothing, place: Own },
        O { name: "page-size", takes: One, place: Own },
        O { name: "quiet", takes: Nothing, place: Own },
        O { name: "recursive", takes: Nothing, place: Own },
        O { name: "request-payer", takes: Optional, place: Own },
        O { name: "source-region", takes: One, place: Own },
        O { name: "sse", takes: Optional, place: Own },
        O { name: "sse-c", takes: Optional, place: Own },
        O { name: "sse-c-copy-source", takes: Optional, place: Own },
        O { name: "sse-c-copy-source-key", takes: One, place: Own },
        O { name: "sse-c-key", takes: One, place: Own },
        O { name: "sse-kms-key-id", takes: One, place: Own },
        O { name: "storage-class", takes: One, place: Own },
        O { name: "validate-same-s3-paths", takes: Nothing, place: Own },
        O { name: "website-redirect", takes: One, place: Own },
    ]),
    ("presign", &[
        O { name: "expires-in", takes: One, place: Own },
    ]),
    ("rb", &[
        O { name: "force", takes: Nothing, place: Own },
    ]),
    ("rm", &[
        O { name: "dryrun", takes: Nothing, place: Own },
        O { name: "exclude", takes: One, place: Own },
        O { name: "include", takes: One, place: Own },
        O { name: "only-show-errors", takes: Nothing, place: Own },
        O { name: "page-size", takes: One, place: Own },
        O { name: "quiet", takes: Nothing, place: Own },
        O { name: "recursive", takes: Nothing, place: Own },
        O { name: "request-payer", takes: Optional, place: Own },
    ]),
    ("sync", &[
        O { name: "acl", takes: One, place: Own },
        O { name: "cache-control", takes: One, place: Own },
        O { name: "case-conflict", takes: One, place: Own },
        O { name: "checksum-algorithm", takes: One, place: Own },
        O { name: "checksum-mode", takes: One, place: Own },
        O { name: "content-disposition", takes: One, place: Own },
        O { name: "content-encoding", takes: One, place: Own },
        O { name: "content-language", takes: One, place: Own },
        O { name: "content-type", takes: One, place: Own },
        O { name: "copy-props", takes: One, place: Own },
        O { name: "delete", takes: Nothing, place: Own },
        O { name: "dryrun", takes: Nothing, place: Own },
        O { name: "exact-timestamps", takes: Nothing, place: Own },
        O { name: "exclude", takes: One, place: Own },
        O { name: "expires", takes: One, place: Own },
        O { name: "follow-symlinks", takes: Nothing, place: Own },
        O { name: "force-glacier-transfer", takes: Nothing, place: Own },
        O { name: "grants", takes: Many, place: Own },
        O { name: "ignore-glacier-warnings", takes: Nothing, place: Own },
        O { name: "include", takes: One, place: Own },
        O { name: "metadata", takes: Many, place: Own },
        O { name: "metadata-directive", takes: One, place: Own },
        O { name: "no-follow-symlinks", takes: Nothing, place: Own },
        O { name: "no-guess-mime-type", takes: Nothing, place: Own },
        O { name: "no-overwrite", takes: Nothing, place: Own },
        O { name: "no-progress", takes: Nothing, place: Own },
        O { name: "only-show-errors", takes: Nothing, place: Own },
        O { name: "page-size", takes: One, place: Own },
        O { name: "quiet", takes: Nothing, place: Own },
        O { name: "request-payer", takes: Optional, place: Own },
        O { name: "size-only", takes: Nothing, place: Own },
        O { name: "source-region", takes: One, place: Own },
        O { name: "sse", takes: Optional, place: Own },
        O { name: "sse-c", takes: Optional, place: Own },
        O { name: "sse-c-copy-source", takes: Optional, place: Own },
        O { name: "sse-c-copy-source-key", takes: One, place: Own },
        O { name: "sse-c-key", takes: One, place: Own },
        O { name: "sse-kms-key-id", takes: One, place: Own },
        O { name: "storage-class", takes: One, place: Own },
        O { name: "website-redirect", takes: One, place: Own },
    ]),
    ("website", &[
        O { name: "error-document", takes: One, place: Own },
        O { name: "index-document", takes: One, place: Own },
    ]),
];

/// The commands of `aws s3api` and `aws s3control`
#[rustfmt::skip]
pub(super) static API: &[Api] = &[
    Api { client: "s3", command: "abort-multipart-upload", operation: "AbortMultipartUpload", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "key", takes: One, place: Path("Key") },
        O { name: "upload-id", takes: One, place: Query("uploadId") },
        O { name: "request-payer", takes: One, place: Header("x-amz-request-payer") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
        O { name: "if-match-initiated-time", takes: One, place: Header("x-amz-if-match-initiated-time") },
    ] },
    Api { client: "s3", command: "complete-multipart-upload", operation: "CompleteMultipartUpload", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "key", takes: One, place: Path("Key") },
        O { name: "multipart-upload", takes: One, place: Members("MultipartUpload") },
        O { name: "upload-id", takes: One, place: Query("uploadId") },
        O { name: "checksum-crc32", takes: One, place: Header("x-amz-checksum-crc32") },
        O { name: "checksum-crc32-c", takes: One, place: Header("x-amz-checksum-crc32c") },
        O { name: "checksum-crc64-nvme", takes: One, place: Header("x-amz-checksum-crc64nvme") },
        O { name: "checksum-sha1", takes: One, place: Header("x-amz-checksum-sha1") },
        O { name: "checksum-sha256", takes: One, place: Header("x-amz-checksum-sha256") },
        O { name: "checksum-sha512", takes: One, place: Header("x-amz-checksum-sha512") },
        O { name: "checksum-md5", takes: One, place: Header("x-amz-checksum-md5") },
        O { name: "checksum-xxhash64", takes: One, place: Header("x-amz-checksum-xxhash64") },
        O { name: "checksum-xxhash3", takes: One, place: Header("x-amz-checksum-xxhash3") },
        O { name: "checksum-xxhash128", takes: One, place: Header("x-amz-checksum-xxhash128") },
        O { name: "checksum-type", takes: One, place: Header("x-amz-checksum-type") },
        O { name: "mpu-object-size", takes: One, place: Header("x-amz-mp-object-size") },
        O { name: "request-payer", takes: One, place: Header("x-amz-request-payer") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
        O { name: "if-match", takes: One, place: Header("If-Match") },
        O { name: "if-none-match", takes: One, place: Header("If-None-Match") },
        O { name: "sse-customer-algorithm", takes: One, place: Header("x-amz-server-side-encryption-customer-algorithm") },
        O { name: "sse-customer-key", takes: One, place: Header("x-amz-server-side-encryption-customer-key") },
        O { name: "sse-customer-key-md5", takes: One, place: Header("x-amz-server-side-encryption-customer-key-MD5") },
    ] },
    Api { client: "s3", command: "copy-object", operation: "CopyObject", positionals: 0, options: &[
        O { name: "acl", takes: One, place: Header("x-amz-acl") },
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "cache-control", takes: One, place: Header("Cache-Control") },
        O { name: "checksum-algorithm", takes: One, place: Header("x-amz-checksum-algorithm") },
        O { name: "content-disposition", takes: One, place: Header("Content-Disposition") },
        O { name: "content-encoding", takes: One, place: Header("Content-Encoding") },
        O { name: "content-language", takes: One, place: Header("Content-Language") },
        O { name: "content-type", takes: One, place: Header("Content-Type") },
        O { name: "copy-source", takes: One, place: Header("x-amz-copy-source") },
        O { name: "copy-source-if-match", takes: One, place: Header("x-amz-copy-source-if-match") },
        O { name: "copy-source-if-modified-since", takes: One, place: Header("x-amz-copy-source-if-modified-since") },
        O { name: "copy-source-if-none-match", takes: One, place: Header("x-amz-copy-source-if-none-match") },
        O { name: "copy-source-if-unmodified-since", takes: One, place: Header("x-amz-copy-source-if-unmodified-since") },
        O { name: "expires", takes: One, place: Header("Expires") },
        O { name: "grant-full-control", takes: One, place: Header("x-amz-grant-full-control") },
        O { name: "grant-read", takes: One, place: Header("x-amz-grant-read") },
        O { name: "grant-read-acp", takes: One, place: Header("x-amz-grant-read-acp") },
        O { name: "grant-write-acp", takes: One, place: Header("x-amz-grant-write-acp") },
        O { name: "if-match", takes: One, place: Header("If-Match") },
        O { name: "if-none-match", takes: One, place: Header("If-None-Match") },
        O { name: "key", takes: One, place: Path("Key") },
        O { name: "metadata", takes: Many, place: Headers("x-amz-meta-") },
        O { name: "metadata-directive", takes: One, place: Header("x-amz-metadata-directive") },
        O { name: "tagging-directive", takes: One, place: Header("x-amz-tagging-directive") },
        O { name: "annotation-directive", takes: One, place: Header("x-amz-object-annotation-directive") },
        O { name: "server-side-encryption", takes: One, place: Header("x-amz-server-side-encryption") },
        O { name: "storage-class", takes: One, place: Header("x-amz-storage-class") },
        O { name: "website-redirect-location", takes: One, place: Header("x-amz-website-redirect-location") },
        O { name: "sse-customer-algorithm", takes: One, place: Header("x-amz-server-side-encryption-customer-algorithm") },
        O { name: "sse-customer-key", takes: One, place: Header("x-amz-server-side-encryption-customer-key") },
        O { name: "sse-customer-key-md5", takes: One, place: Header("x-amz-server-side-encryption-customer-key-MD5") },
        O { name: "ssekms-key-id", takes: One, place: Header("x-amz-server-side-encryption-aws-kms-key-id") },
        O { name: "ssekms-encryption-context", takes: One, place: Header("x-amz-server-side-encryption-context") },
        O { name: "bucket-key-enabled", takes: Nothing, place: Header("x-amz-server-side-encryption-bucket-key-enabled") },
        O { name: "no-bucket-key-enabled", takes: Nothing, place: Header("x-amz-server-side-encryption-bucket-key-enabled") },
        O { name: "copy-source-sse-customer-algorithm", takes: One, place: Header("x-amz-copy-source-server-side-encryption-customer-algorithm") },
        O { name: "copy-source-sse-customer-key", takes: One, place: Header("x-amz-copy-source-server-side-encryption-customer-key") },
        O { name: "copy-source-sse-customer-key-md5", takes: One, place: Header("x-amz-copy-source-server-side-encryption-customer-key-MD5") },
        O { name: "request-payer", takes: One, place: Header("x-amz-request-payer") },
        O { name: "tagging", takes: One, place: Header("x-amz-tagging") },
        O { name: "object-lock-mode", takes: One, place: Header("x-amz-object-lock-mode") },
        O { name: "object-lock-retain-until-date", takes: One, place: Header("x-amz-object-lock-retain-until-date") },
        O { name: "object-lock-legal-hold-status", takes: One, place: Header("x-amz-object-lock-legal-hold") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
        O { name: "expected-source-bucket-owner", takes: One, place: Header("x-amz-source-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "create-bucket", operation: "CreateBucket", positionals: 0, options: &[
        O { name: "acl", takes: One, place: Header("x-amz-acl") },
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "create-bucket-configuration", takes: One, place: Members("CreateBucketConfiguration") },
        O { name: "grant-full-control", takes: One, place: Header("x-amz-grant-full-control") },
        O { name: "grant-read", takes: One, place: Header("x-amz-grant-read") },
        O { name: "grant-read-acp", takes: One, place: Header("x-amz-grant-read-acp") },
        O { name: "grant-write", takes: One, place: Header("x-amz-grant-write") },
        O { name: "grant-write-acp", takes: One, place: Header("x-amz-grant-write-acp") },
        O { name: "object-lock-enabled-for-bucket", takes: Nothing, place: Header("x-amz-bucket-object-lock-enabled") },
        O { name: "no-object-lock-enabled-for-bucket", takes: Nothing, place: Header("x-amz-bucket-object-lock-enabled") },
        O { name: "object-ownership", takes: One, place: Header("x-amz-object-ownership") },
        O { name: "bucket-namespace", takes: One, place: Header("x-amz-bucket-namespace") },
    ] },
    Api { client: "s3", command: "create-bucket-metadata-configuration", operation: "CreateBucketMetadataConfiguration", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "content-md5", takes: One, place: Header("Content-MD5") },
        O { name: "checksum-algorithm", takes: One, place: Header("x-amz-sdk-checksum-algorithm") },
        O { name: "metadata-configuration", takes: One, place: Members("MetadataConfiguration") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "create-bucket-metadata-table-configuration", operation: "CreateBucketMetadataTableConfiguration", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "content-md5", takes: One, place: Header("Content-MD5") },
        O { name: "checksum-algorithm", takes: One, place: Header("x-amz-sdk-checksum-algorithm") },
        O { name: "metadata-table-configuration", takes: One, place: Members("MetadataTableConfiguration") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "create-multipart-upload", operation: "CreateMultipartUpload", positionals: 0, options: &[
        O { name: "acl", takes: One, place: Header("x-amz-acl") },
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "cache-control", takes: One, place: Header("Cache-Control") },
        O { name: "content-disposition", takes: One, place: Header("Content-Disposition") },
        O { name: "content-encoding", takes: One, place: Header("Content-Encoding") },
        O { name: "content-language", takes: One, place: Header("Content-Language") },
        O { name: "content-type", takes: One, place: Header("Content-Type") },
        O { name: "expires", takes: One, place: Header("Expires") },
        O { name: "grant-full-control", takes: One, place: Header("x-amz-grant-full-control") },
        O { name: "grant-read", takes: One, place: Header("x-amz-grant-read") },
        O { name: "grant-read-acp", takes: One, place: Header("x-amz-grant-read-acp") },
        O { name: "grant-write-acp", takes: One, place: Header("x-amz-grant-write-acp") },
        O { name: "key", takes: One, place: Path("Key") },
        O { name: "metadata", takes: Many, place: Headers("x-amz-meta-") },
        O { name: "server-side-encryption", takes: One, place: Header("x-amz-server-side-encryption") },
        O { name: "storage-class", takes: One, place: Header("x-amz-storage-class") },
        O { name: "website-redirect-location", takes: One, place: Header("x-amz-website-redirect-location") },
        O { name: "sse-customer-algorithm", takes: One, place: Header("x-amz-server-side-encryption-customer-algorithm") },
        O { name: "sse-customer-key", takes: One, place: Header("x-amz-server-side-encryption-customer-key") },
        O { name: "sse-customer-key-md5", takes: One, place: Header("x-amz-server-side-encryption-customer-key-MD5") },
        O { name: "ssekms-key-id", takes: One, place: Header("x-amz-server-side-encryption-aws-kms-key-id") },
        O { name: "ssekms-encryption-context", takes: One, place: Header("x-amz-server-side-encryption-context") },
        O { name: "bucket-key-enabled", takes: Nothing, place: Header("x-amz-server-side-encryption-bucket-key-enabled") },
        O { name: "no-bucket-key-enabled", takes: Nothing, place: Header("x-amz-server-side-encryption-bucket-key-enabled") },
        O { name: "request-payer", takes: One, place: Header("x-amz-request-payer") },
        O { name: "tagging", takes: One, place: Header("x-amz-tagging") },
        O { name: "object-lock-mode", takes: One, place: Header("x-amz-object-lock-mode") },
        O { name: "object-lock-retain-until-date", takes: One, place: Header("x-amz-object-lock-retain-until-date") },
        O { name: "object-lock-legal-hold-status", takes: One, place: Header("x-amz-object-lock-legal-hold") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
        O { name: "checksum-algorithm", takes: One, place: Header("x-amz-checksum-algorithm") },
        O { name: "checksum-type", takes: One, place: Header("x-amz-checksum-type") },
    ] },
    Api { client: "s3", command: "create-session", operation: "CreateSession", positionals: 0, options: &[
        O { name: "session-mode", takes: One, place: Header("x-amz-create-session-mode") },
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "server-side-encryption", takes: One, place: Header("x-amz-server-side-encryption") },
        O { name: "ssekms-key-id", takes: One, place: Header("x-amz-server-side-encryption-aws-kms-key-id") },
        O { name: "ssekms-encryption-context", takes: One, place: Header("x-amz-server-side-encryption-context") },
        O { name: "bucket-key-enabled", takes: Nothing, place: Header("x-amz-server-side-encryption-bucket-key-enabled") },
        O { name: "no-bucket-key-enabled", takes: Nothing, place: Header("x-amz-server-side-encryption-bucket-key-enabled") },
    ] },
    Api { client: "s3", command: "delete-bucket", operation: "DeleteBucket", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "delete-bucket-analytics-configuration", operation: "DeleteBucketAnalyticsConfiguration", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "id", takes: One, place: Query("id") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "delete-bucket-cors", operation: "DeleteBucketCors", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "delete-bucket-encryption", operation: "DeleteBucketEncryption", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "delete-bucket-intelligent-tiering-configuration", operation: "DeleteBucketIntelligentTieringConfiguration", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "id", takes: One, place: Query("id") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "delete-bucket-inventory-configuration", operation: "DeleteBucketInventoryConfiguration", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "id", takes: One, place: Query("id") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "delete-bucket-lifecycle", operation: "DeleteBucketLifecycle", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "delete-bucket-metadata-configuration", operation: "DeleteBucketMetadataConfiguration", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "delete-bucket-metadata-table-configuration", operation: "DeleteBucketMetadataTableConfiguration", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "delete-bucket-metrics-configuration", operation: "DeleteBucketMetricsConfiguration", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "id", takes: One, place: Query("id") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "delete-bucket-ownership-controls", operation: "DeleteBucketOwnershipControls", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "delete-bucket-policy", operation: "DeleteBucketPolicy", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "delete-bucket-replication", operation: "DeleteBucketReplication", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "delete-bucket-tagging", operation: "DeleteBucketTagging", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "delete-bucket-website", operation: "DeleteBucketWebsite", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "delete-object", operation: "DeleteObject", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "key", takes: One, place: Path("Key") },
        O { name: "mfa", takes: One, place: Header("x-amz-mfa") },
        O { name: "version-id", takes: One, place: Query("versionId") },
        O { name: "request-payer", takes: One, place: Header("x-amz-request-payer") },
        O { name: "bypass-governance-retention", takes: Nothing, place: Header("x-amz-bypass-governance-retention") },
        O { name: "no-bypass-governance-retention", takes: Nothing, place: Header("x-amz-bypass-governance-retention") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
        O { name: "if-match", takes: One, place: Header("If-Match") },
        O { name: "if-match-last-modified-time", takes: One, place: Header("x-amz-if-match-last-modified-time") },
        O { name: "if-match-size", takes: One, place: Header("x-amz-if-match-size") },
    ] },
    Api { client: "s3", command: "delete-object-annotation", operation: "DeleteObjectAnnotation", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "key", takes: One, place: Path("Key") },
        O { name: "annotation-name", takes: One, place: Query("annotationName") },
        O { name: "version-id", takes: One, place: Query("versionId") },
        O { name: "request-payer", takes: One, place: Header("x-amz-request-payer") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
        O { name: "object-if-match", takes: One, place: Header("x-amz-object-if-match") },
    ] },
    Api { client: "s3", command: "delete-object-tagging", operation: "DeleteObjectTagging", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "key", takes: One, place: Path("Key") },
        O { name: "version-id", takes: One, place: Query("versionId") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "delete-objects", operation: "DeleteObjects", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "delete", takes: One, place: Members("Delete") },
        O { name: "mfa", takes: One, place: Header("x-amz-mfa") },
        O { name: "request-payer", takes: One, place: Header("x-amz-request-payer") },
        O { name: "bypass-governance-retention", takes: Nothing, place: Header("x-amz-bypass-governance-retention") },
        O { name: "no-bypass-governance-retention", takes: Nothing, place: Header("x-amz-bypass-governance-retention") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
        O { name: "checksum-algorithm", takes: One, place: Header("x-amz-sdk-checksum-algorithm") },
    ] },
    Api { client: "s3", command: "delete-public-access-block", operation: "DeletePublicAccessBlock", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "get-bucket-abac", operation: "GetBucketAbac", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "get-bucket-accelerate-configuration", operation: "GetBucketAccelerateConfiguration", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
        O { name: "request-payer", takes: One, place: Header("x-amz-request-payer") },
    ] },
    Api { client: "s3", command: "get-bucket-acl", operation: "GetBucketAcl", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "get-bucket-analytics-configuration", operation: "GetBucketAnalyticsConfiguration", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "id", takes: One, place: Query("id") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "get-bucket-cors", operation: "GetBucketCors", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "get-bucket-encryption", operation: "GetBucketEncryption", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "get-bucket-intelligent-tiering-configuration", operation: "GetBucketIntelligentTieringConfiguration", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "id", takes: One, place: Query("id") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "get-bucket-inventory-configuration", operation: "GetBucketInventoryConfiguration", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "id", takes: One, place: Query("id") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "get-bucket-lifecycle", operation: "GetBucketLifecycle", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "get-bucket-lifecycle-configuration", operation: "GetBucketLifecycleConfiguration", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "get-bucket-location", operation: "GetBucketLocation", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "get-bucket-logging", operation: "GetBucketLogging", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "get-bucket-metadata-configuration", operation: "GetBucketMetadataConfiguration", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "get-bucket-metadata-table-configuration", operation: "GetBucketMetadataTableConfiguration", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "get-bucket-metrics-configuration", operation: "GetBucketMetricsConfiguration", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "id", takes: One, place: Query("id") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "get-bucket-notification", operation: "GetBucketNotification", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "get-bucket-notification-configuration", operation: "GetBucketNotificationConfiguration", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "get-bucket-ownership-controls", operation: "GetBucketOwnershipControls", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "get-bucket-policy", operation: "GetBucketPolicy", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "get-bucket-policy-status", operation: "GetBucketPolicyStatus", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "get-bucket-replication", operation: "GetBucketReplication", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "get-bucket-request-payment", operation: "GetBucketRequestPayment", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "get-bucket-tagging", operation: "GetBucketTagging", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "get-bucket-versioning", operation: "GetBucketVersioning", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "get-bucket-website", operation: "GetBucketWebsite", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "get-object", operation: "GetObject", positionals: 1, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "if-match", takes: One, place: Header("If-Match") },
        O { name: "if-modified-since", takes: One, place: Header("If-Modified-Since") },
        O { name: "if-none-match", takes: One, place: Header("If-None-Match") },
        O { name: "if-unmodified-since", takes: One, place: Header("If-Unmodified-Since") },
        O { name: "key", takes: One, place: Path("Key") },
        O { name: "range", takes: One, place: Header("Range") },
        O { name: "response-cache-control", takes: One, place: Query("response-cache-control") },
        O { name: "response-content-disposition", takes: One, place: Query("response-content-disposition") },
        O { name: "response-content-encoding", takes: One, place: Query("response-content-encoding") },
        O { name: "response-content-language", takes: One, place: Query("response-content-language") },
        O { name: "response-content-type", takes: One, place: Query("response-content-type") },
        O { name: "response-expires", takes: One, place: Query("response-expires") },
        O { name: "version-id", takes: One, place: Query("versionId") },
        O { name: "sse-customer-algorithm", takes: One, place: Header("x-amz-server-side-encryption-customer-algorithm") },
        O { name: "sse-customer-key", takes: One, place: Header("x-amz-server-side-encryption-customer-key") },
        O { name: "sse-customer-key-md5", takes: One, place: Header("x-amz-server-side-encryption-customer-key-MD5") },
        O { name: "request-payer", takes: One, place: Header("x-amz-request-payer") },
        O { name: "part-number", takes: One, place: Query("partNumber") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
        O { name: "checksum-mode", takes: One, place: Header("x-amz-checksum-mode") },
    ] },
    Api { client: "s3", command: "get-object-acl", operation: "GetObjectAcl", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "key", takes: One, place: Path("Key") },
        O { name: "version-id", takes: One, place: Query("versionId") },
        O { name: "request-payer", takes: One, place: Header("x-amz-request-payer") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "get-object-annotation", operation: "GetObjectAnnotation", positionals: 1, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "key", takes: One, place: Path("Key") },
        O { name: "annotation-name", takes: One, place: Query("annotationName") },
        O { name: "version-id", takes: One, place: Query("versionId") },
        O { name: "request-payer", takes: One, place: Header("x-amz-request-payer") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
        O { name: "checksum-mode", takes: One, place: Header("x-amz-checksum-mode") },
    ] },
    Api { client: "s3", command: "get-object-attributes", operation: "GetObjectAttributes", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "key", takes: One, place: Path("Key") },
        O { name: "version-id", takes: One, place: Query("versionId") },
        O { name: "max-parts", takes: One, place: Header("x-amz-max-parts") },
        O { name: "part-number-marker", takes: One, place: Header("x-amz-part-number-marker") },
        O { name: "sse-customer-algorithm", takes: One, place: Header("x-amz-server-side-encryption-customer-algorithm") },
        O { name: "sse-customer-key", takes: One, place: Header("x-amz-server-side-encryption-customer-key") },
        O { name: "sse-customer-key-md5", takes: One, place: Header("x-amz-server-side-encryption-customer-key-MD5") },
        O { name: "request-payer", takes: One, place: Header("x-amz-request-payer") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
        O { name: "object-attributes", takes: Many, place: Header("x-amz-object-attributes") },
    ] },
    Api { client: "s3", command: "get-object-legal-hold", operation: "GetObjectLegalHold", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "key", takes: One, place: Path("Key") },
        O { name: "version-id", takes: One, place: Query("versionId") },
        O { name: "request-payer", takes: One, place: Header("x-amz-request-payer") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "get-object-lock-configuration", operation: "GetObjectLockConfiguration", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "get-object-retention", operation: "GetObjectRetention", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "key", takes: One, place: Path("Key") },
        O { name: "version-id", takes: One, place: Query("versionId") },
        O { name: "request-payer", takes: One, place: Header("x-amz-request-payer") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "get-object-tagging", operation: "GetObjectTagging", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "key", takes: One, place: Path("Key") },
        O { name: "version-id", takes: One, place: Query("versionId") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
        O { name: "request-payer", takes: One, place: Header("x-amz-request-payer") },
    ] },
    Api { client: "s3", command: "get-object-torrent", operation: "GetObjectTorrent", positionals: 1, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "key", takes: One, place: Path("Key") },
        O { name: "request-payer", takes: One, place: Header("x-amz-request-payer") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "get-public-access-block", operation: "GetPublicAccessBlock", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "head-bucket", operation: "HeadBucket", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "head-object", operation: "HeadObject", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "if-match", takes: One, place: Header("If-Match") },
        O { name: "if-modified-since", takes: One, place: Header("If-Modified-Since") },
        O { name: "if-none-match", takes: One, place: Header("If-None-Match") },
        O { name: "if-unmodified-since", takes: One, place: Header("If-Unmodified-Since") },
        O { name: "key", takes: One, place: Path("Key") },
        O { name: "range", takes: One, place: Header("Range") },
        O { name: "response-cache-control", takes: One, place: Query("response-cache-control") },
        O { name: "response-content-disposition", takes: One, place: Query("response-content-disposition") },
        O { name: "response-content-encoding", takes: One, place: Query("response-content-encoding") },
        O { name: "response-content-language", takes: One, place: Query("response-content-language") },
        O { name: "response-content-type", takes: One, place: Query("response-content-type") },
        O { name: "response-expires", takes: One, place: Query("response-expires") },
        O { name: "version-id", takes: One, place: Query("versionId") },
        O { name: "sse-customer-algorithm", takes: One, place: Header("x-amz-server-side-encryption-customer-algorithm") },
        O { name: "sse-customer-key", takes: One, place: Header("x-amz-server-side-encryption-customer-key") },
        O { name: "sse-customer-key-md5", takes: One, place: Header("x-amz-server-side-encryption-customer-key-MD5") },
        O { name: "request-payer", takes: One, place: Header("x-amz-request-payer") },
        O { name: "part-number", takes: One, place: Query("partNumber") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
        O { name: "checksum-mode", takes: One, place: Header("x-amz-checksum-mode") },
    ] },
    Api { client: "s3", command: "list-bucket-analytics-configurations", operation: "ListBucketAnalyticsConfigurations", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "continuation-token", takes: One, place: Query("continuation-token") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "list-bucket-intelligent-tiering-configurations", operation: "ListBucketIntelligentTieringConfigurations", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "continuation-token", takes: One, place: Query("continuation-token") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "list-bucket-inventory-configurations", operation: "ListBucketInventoryConfigurations", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "continuation-token", takes: One, place: Query("continuation-token") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "list-bucket-metrics-configurations", operation: "ListBucketMetricsConfigurations", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "continuation-token", takes: One, place: Query("continuation-token") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "list-buckets", operation: "ListBuckets", positionals: 0, options: &[
        O { name: "max-buckets", takes: One, place: Query("max-buckets") },
        O { name: "continuation-token", takes: One, place: Query("continuation-token") },
        O { name: "prefix", takes: One, place: Query("prefix") },
        O { name: "bucket-region", takes: One, place: Query("bucket-region") },
    ] },
    Api { client: "s3", command: "list-directory-buckets", operation: "ListDirectoryBuckets", positionals: 0, options: &[
        O { name: "continuation-token", takes: One, place: Query("continuation-token") },
        O { name: "max-directory-buckets", takes: One, place: Query("max-directory-buckets") },
    ] },
    Api { client: "s3", command: "list-multipart-uploads", operation: "ListMultipartUploads", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "delimiter", takes: One, place: Query("delimiter") },
        O { name: "encoding-type", takes: One, place: Query("encoding-type") },
        O { name: "key-marker", takes: One, place: Query("key-marker") },
        O { name: "max-uploads", takes: One, place: Query("max-uploads") },
        O { name: "prefix", takes: One, place: Query("prefix") },
        O { name: "upload-id-marker", takes: One, place: Query("upload-id-marker") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
        O { name: "request-payer", takes: One, place: Header("x-amz-request-payer") },
    ] },
    Api { client: "s3", command: "list-object-annotations", operation: "ListObjectAnnotations", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "key", takes: One, place: Path("Key") },
        O { name: "version-id", takes: One, place: Query("versionId") },
        O { name: "max-annotation-results", takes: One, place: Query("max-annotation-results") },
        O { name: "annotation-prefix", takes: One, place: Query("annotation-prefix") },
        O { name: "continuation-token", takes: One, place: Query("continuation-token") },
        O { name: "request-payer", takes: One, place: Header("x-amz-request-payer") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "list-object-versions", operation: "ListObjectVersions", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "delimiter", takes: One, place: Query("delimiter") },
        O { name: "encoding-type", takes: One, place: Query("encoding-type") },
        O { name: "key-marker", takes: One, place: Query("key-marker") },
        O { name: "max-keys", takes: One, place: Query("max-keys") },
        O { name: "prefix", takes: One, place: Query("prefix") },
        O { name: "version-id-marker", takes: One, place: Query("version-id-marker") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
        O { name: "request-payer", takes: One, place: Header("x-amz-request-payer") },
        O { name: "optional-object-attributes", takes: Many, place: Header("x-amz-optional-object-attributes") },
    ] },
    Api { client: "s3", command: "list-objects", operation: "ListObjects", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "delimiter", takes: One, place: Query("delimiter") },
        O { name: "encoding-type", takes: One, place: Query("encoding-type") },
        O { name: "marker", takes: One, place: Query("marker") },
        O { name: "max-keys", takes: One, place: Query("max-keys") },
        O { name: "prefix", takes: One, place: Query("prefix") },
        O { name: "request-payer", takes: One, place: Header("x-amz-request-payer") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
        O { name: "optional-object-attributes", takes: Many, place: Header("x-amz-optional-object-attributes") },
    ] },
    Api { client: "s3", command: "list-objects-v2", operation: "ListObjectsV2", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "delimiter", takes: One, place: Query("delimiter") },
        O { name: "encoding-type", takes: One, place: Query("encoding-type") },
        O { name: "max-keys", takes: One, place: Query("max-keys") },
        O { name: "prefix", takes: One, place: Query("prefix") },
        O { name: "continuation-token", takes: One, place: Query("continuation-token") },
        O { name: "fetch-owner", takes: Nothing, place: Query("fetch-owner") },
        O { name: "no-fetch-owner", takes: Nothing, place: Query("fetch-owner") },
        O { name: "start-after", takes: One, place: Query("start-after") },
        O { name: "request-payer", takes: One, place: Header("x-amz-request-payer") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
        O { name: "optional-object-attributes", takes: Many, place: Header("x-amz-optional-object-attributes") },
    ] },
    Api { client: "s3", command: "list-parts", operation: "ListParts", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "key", takes: One, place: Path("Key") },
        O { name: "max-parts", takes: One, place: Query("max-parts") },
        O { name: "part-number-marker", takes: One, place: Query("part-number-marker") },
        O { name: "upload-id", takes: One, place: Query("uploadId") },
        O { name: "request-payer", takes: One, place: Header("x-amz-request-payer") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
        O { name: "sse-customer-algorithm", takes: One, place: Header("x-amz-server-side-encryption-customer-algorithm") },
        O { name: "sse-customer-key", takes: One, place: Header("x-amz-server-side-encryption-customer-key") },
        O { name: "sse-customer-key-md5", takes: One, place: Header("x-amz-server-side-encryption-customer-key-MD5") },
    ] },
    Api { client: "s3", command: "put-bucket-abac", operation: "PutBucketAbac", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "content-md5", takes: One, place: Header("Content-MD5") },
        O { name: "checksum-algorithm", takes: One, place: Header("x-amz-sdk-checksum-algorithm") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
        O { name: "abac-status", takes: One, place: Members("AbacStatus") },
    ] },
    Api { client: "s3", command: "put-bucket-accelerate-configuration", operation: "PutBucketAccelerateConfiguration", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "accelerate-configuration", takes: One, place: Members("AccelerateConfiguration") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
        O { name: "checksum-algorithm", takes: One, place: Header("x-amz-sdk-checksum-algorithm") },
    ] },
    Api { client: "s3", command: "put-bucket-acl", operation: "PutBucketAcl", positionals: 0, options: &[
        O { name: "acl", takes: One, place: Header("x-amz-acl") },
        O { name: "access-control-policy", takes: One, place: Members("AccessControlPolicy") },
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "content-md5", takes: One, place: Header("Content-MD5") },
        O { name: "checksum-algorithm", takes: One, place: Header("x-amz-sdk-checksum-algorithm") },
        O { name: "grant-full-control", takes: One, place: Header("x-amz-grant-full-control") },
        O { name: "grant-read", takes: One, place: Header("x-amz-grant-read") },
        O { name: "grant-read-acp", takes: One, place: Header("x-amz-grant-read-acp") },
        O { name: "grant-write", takes: One, place: Header("x-amz-grant-write") },
        O { name: "grant-write-acp", takes: One, place: Header("x-amz-grant-write-acp") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "put-bucket-analytics-configuration", operation: "PutBucketAnalyticsConfiguration", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "id", takes: One, place: Query("id") },
        O { name: "analytics-configuration", takes: One, place: Members("AnalyticsConfiguration") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "put-bucket-cors", operation: "PutBucketCors", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "cors-configuration", takes: One, place: Members("CORSConfiguration") },
        O { name: "content-md5", takes: One, place: Header("Content-MD5") },
        O { name: "checksum-algorithm", takes: One, place: Header("x-amz-sdk-checksum-algorithm") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "put-bucket-encryption", operation: "PutBucketEncryption", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "content-md5", takes: One, place: Header("Content-MD5") },
        O { name: "checksum-algorithm", takes: One, place: Header("x-amz-sdk-checksum-algorithm") },
        O { name: "server-side-encryption-configuration", takes: One, place: Members("ServerSideEncryptionConfiguration") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "put-bucket-intelligent-tiering-configuration", operation: "PutBucketIntelligentTieringConfiguration", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "id", takes: One, place: Query("id") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
        O { name: "intelligent-tiering-configuration", takes: One, place: Members("IntelligentTieringConfiguration") },
    ] },
    Api { client: "s3", command: "put-bucket-inventory-configuration", operation: "PutBucketInventoryConfiguration", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "id", takes: One, place: Query("id") },
        O { name: "inventory-configuration", takes: One, place: Members("InventoryConfiguration") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "put-bucket-lifecycle", operation: "PutBucketLifecycle", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "content-md5", takes: One, place: Header("Content-MD5") },
        O { name: "checksum-algorithm", takes: One, place: Header("x-amz-sdk-checksum-algorithm") },
        O { name: "lifecycle-configuration", takes: One, place: Members("LifecycleConfiguration") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "put-bucket-lifecycle-configuration", operation: "PutBucketLifecycleConfiguration", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "checksum-algorithm", takes: One, place: Header("x-amz-sdk-checksum-algorithm") },
        O { name: "lifecycle-configuration", takes: One, place: Members("LifecycleConfiguration") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
        O { name: "transition-default-minimum-object-size", takes: One, place: Header("x-amz-transition-default-minimum-object-size") },
    ] },
    Api { client: "s3", command: "put-bucket-logging", operation: "PutBucketLogging", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "bucket-logging-status", takes: One, place: Members("BucketLoggingStatus") },
        O { name: "content-md5", takes: One, place: Header("Content-MD5") },
        O { name: "checksum-algorithm", takes: One, place: Header("x-amz-sdk-checksum-algorithm") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "put-bucket-metrics-configuration", operation: "PutBucketMetricsConfiguration", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "id", takes: One, place: Query("id") },
        O { name: "metrics-configuration", takes: One, place: Members("MetricsConfiguration") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "put-bucket-notification", operation: "PutBucketNotification", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "content-md5", takes: One, place: Header("Content-MD5") },
        O { name: "checksum-algorithm", takes: One, place: Header("x-amz-sdk-checksum-algorithm") },
        O { name: "notification-configuration", takes: One, place: Members("NotificationConfiguration") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "put-bucket-notification-configuration", operation: "PutBucketNotificationConfiguration", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "notification-configuration", takes: One, place: Members("NotificationConfiguration") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
        O { name: "skip-destination-validation", takes: Nothing, place: Header("x-amz-skip-destination-validation") },
        O { name: "no-skip-destination-validation", takes: Nothing, place: Header("x-amz-skip-destination-validation") },
    ] },
    Api { client: "s3", command: "put-bucket-ownership-controls", operation: "PutBucketOwnershipControls", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "content-md5", takes: One, place: Header("Content-MD5") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
        O { name: "ownership-controls", takes: One, place: Members("OwnershipControls") },
        O { name: "checksum-algorithm", takes: One, place: Header("x-amz-sdk-checksum-algorithm") },
    ] },
    Api { client: "s3", command: "put-bucket-policy", operation: "PutBucketPolicy", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "content-md5", takes: One, place: Header("Content-MD5") },
        O { name: "checksum-algorithm", takes: One, place: Header("x-amz-sdk-checksum-algorithm") },
        O { name: "confirm-remove-self-bucket-access", takes: Nothing, place: Header("x-amz-confirm-remove-self-bucket-access") },
        O { name: "no-confirm-remove-self-bucket-access", takes: Nothing, place: Header("x-amz-confirm-remove-self-bucket-access") },
        O { name: "policy", takes: One, place: Body("Policy") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "put-bucket-replication", operation: "PutBucketReplication", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "content-md5", takes: One, place: Header("Content-MD5") },
        O { name: "checksum-algorithm", takes: One, place: Header("x-amz-sdk-checksum-algorithm") },
        O { name: "replication-configuration", takes: One, place: Members("ReplicationConfiguration") },
        O { name: "token", takes: One, place: Header("x-amz-bucket-object-lock-token") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "put-bucket-request-payment", operation: "PutBucketRequestPayment", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "content-md5", takes: One, place: Header("Content-MD5") },
        O { name: "checksum-algorithm", takes: One, place: Header("x-amz-sdk-checksum-algorithm") },
        O { name: "request-payment-configuration", takes: One, place: Members("RequestPaymentConfiguration") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "put-bucket-tagging", operation: "PutBucketTagging", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "content-md5", takes: One, place: Header("Content-MD5") },
        O { name: "checksum-algorithm", takes: One, place: Header("x-amz-sdk-checksum-algorithm") },
        O { name: "tagging", takes: One, place: Members("Tagging") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "put-bucket-versioning", operation: "PutBucketVersioning", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "content-md5", takes: One, place: Header("Content-MD5") },
        O { name: "checksum-algorithm", takes: One, place: Header("x-amz-sdk-checksum-algorithm") },
        O { name: "mfa", takes: One, place: Header("x-amz-mfa") },
        O { name: "versioning-configuration", takes: One, place: Members("VersioningConfiguration") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "put-bucket-website", operation: "PutBucketWebsite", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "content-md5", takes: One, place: Header("Content-MD5") },
        O { name: "checksum-algorithm", takes: One, place: Header("x-amz-sdk-checksum-algorithm") },
        O { name: "website-configuration", takes: One, place: Members("WebsiteConfiguration") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "put-object", operation: "PutObject", positionals: 0, options: &[
        O { name: "acl", takes: One, place: Header("x-amz-acl") },
        O { name: "body", takes: One, place: Body("Body") },
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "cache-control", takes: One, place: Header("Cache-Control") },
        O { name: "content-disposition", takes: One, place: Header("Content-Disposition") },
        O { name: "content-encoding", takes: One, place: Header("Content-Encoding") },
        O { name: "content-language", takes: One, place: Header("Content-Language") },
        O { name: "content-length", takes: One, place: Header("Content-Length") },
        O { name: "content-md5", takes: One, place: Header("Content-MD5") },
        O { name: "content-type", takes: One, place: Header("Content-Type") },
        O { name: "checksum-algorithm", takes: One, place: Header("x-amz-sdk-checksum-algorithm") },
        O { name: "checksum-crc32", takes: One, place: Header("x-amz-checksum-crc32") },
        O { name: "checksum-crc32-c", takes: One, place: Header("x-amz-checksum-crc32c") },
        O { name: "checksum-crc64-nvme", takes: One, place: Header("x-amz-checksum-crc64nvme") },
        O { name: "checksum-sha1", takes: One, place: Header("x-amz-checksum-sha1") },
        O { name: "checksum-sha256", takes: One, place: Header("x-amz-checksum-sha256") },
        O { name: "checksum-sha512", takes: One, place: Header("x-amz-checksum-sha512") },
        O { name: "checksum-md5", takes: One, place: Header("x-amz-checksum-md5") },
        O { name: "checksum-xxhash64", takes: One, place: Header("x-amz-checksum-xxhash64") },
        O { name: "checksum-xxhash3", takes: One, place: Header("x-amz-checksum-xxhash3") },
        O { name: "checksum-xxhash128", takes: One, place: Header("x-amz-checksum-xxhash128") },
        O { name: "expires", takes: One, place: Header("Expires") },
        O { name: "if-match", takes: One, place: Header("If-Match") },
        O { name: "if-none-match", takes: One, place: Header("If-None-Match") },
        O { name: "grant-full-control", takes: One, place: Header("x-amz-grant-full-control") },
        O { name: "grant-read", takes: One, place: Header("x-amz-grant-read") },
        O { name: "grant-read-acp", takes: One, place: Header("x-amz-grant-read-acp") },
        O { name: "grant-write-acp", takes: One, place: Header("x-amz-grant-write-acp") },
        O { name: "key", takes: One, place: Path("Key") },
        O { name: "write-offset-bytes", takes: One, place: Header("x-amz-write-offset-bytes") },
        O { name: "metadata", takes: Many, place: Headers("x-amz-meta-") },
        O { name: "server-side-encryption", takes: One, place: Header("x-amz-server-side-encryption") },
        O { name: "storage-class", takes: One, place: Header("x-amz-storage-class") },
        O { name: "website-redirect-location", takes: One, place: Header("x-amz-website-redirect-location") },
        O { name: "sse-customer-algorithm", takes: One, place: Header("x-amz-server-side-encryption-customer-algorithm") },
        O { name: "sse-customer-key", takes: One, place: Header("x-amz-server-side-encryption-customer-key") },
        O { name: "sse-customer-key-md5", takes: One, place: Header("x-amz-server-side-encryption-customer-key-MD5") },
        O { name: "ssekms-key-id", takes: One, place: Header("x-amz-server-side-encryption-aws-kms-key-id") },
        O { name: "ssekms-encryption-context", takes: One, place: Header("x-amz-server-side-encryption-context") },
        O { name: "bucket-key-enabled", takes: Nothing, place: Header("x-amz-server-side-encryption-bucket-key-enabled") },
        O { name: "no-bucket-key-enabled", takes: Nothing, place: Header("x-amz-server-side-encryption-bucket-key-enabled") },
        O { name: "request-payer", takes: One, place: Header("x-amz-request-payer") },
        O { name: "tagging", takes: One, place: Header("x-amz-tagging") },
        O { name: "object-lock-mode", takes: One, place: Header("x-amz-object-lock-mode") },
        O { name: "object-lock-retain-until-date", takes: One, place: Header("x-amz-object-lock-retain-until-date") },
        O { name: "object-lock-legal-hold-status", takes: One, place: Header("x-amz-object-lock-legal-hold") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "put-object-acl", operation: "PutObjectAcl", positionals: 0, options: &[
        O { name: "acl", takes: One, place: Header("x-amz-acl") },
        O { name: "access-control-policy", takes: One, place: Members("AccessControlPolicy") },
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "content-md5", takes: One, place: Header("Content-MD5") },
        O { name: "checksum-algorithm", takes: One, place: Header("x-amz-sdk-checksum-algorithm") },
        O { name: "grant-full-control", takes: One, place: Header("x-amz-grant-full-control") },
        O { name: "grant-read", takes: One, place: Header("x-amz-grant-read") },
        O { name: "grant-read-acp", takes: One, place: Header("x-amz-grant-read-acp") },
        O { name: "grant-write", takes: One, place: Header("x-amz-grant-write") },
        O { name: "grant-write-acp", takes: One, place: Header("x-amz-grant-write-acp") },
        O { name: "key", takes: One, place: Path("Key") },
        O { name: "request-payer", takes: One, place: Header("x-amz-request-payer") },
        O { name: "version-id", takes: One, place: Query("versionId") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "put-object-annotation", operation: "PutObjectAnnotation", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "key", takes: One, place: Path("Key") },
        O { name: "version-id", takes: One, place: Query("versionId") },
        O { name: "annotation-name", takes: One, place: Query("annotationName") },
        O { name: "annotation-payload", takes: One, place: Body("AnnotationPayload") },
        O { name: "object-if-match", takes: One, place: Header("x-amz-object-if-match") },
        O { name: "checksum-algorithm", takes: One, place: Header("x-amz-sdk-checksum-algorithm") },
        O { name: "checksum-crc32", takes: One, place: Header("x-amz-checksum-crc32") },
        O { name: "checksum-crc32-c", takes: One, place: Header("x-amz-checksum-crc32c") },
        O { name: "checksum-crc64-nvme", takes: One, place: Header("x-amz-checksum-crc64nvme") },
        O { name: "checksum-sha1", takes: One, place: Header("x-amz-checksum-sha1") },
        O { name: "checksum-sha256", takes: One, place: Header("x-amz-checksum-sha256") },
        O { name: "checksum-sha512", takes: One, place: Header("x-amz-checksum-sha512") },
        O { name: "checksum-md5", takes: One, place: Header("x-amz-checksum-md5") },
        O { name: "checksum-xxhash64", takes: One, place: Header("x-amz-checksum-xxhash64") },
        O { name: "checksum-xxhash3", takes: One, place: Header("x-amz-checksum-xxhash3") },
        O { name: "checksum-xxhash128", takes: One, place: Header("x-amz-checksum-xxhash128") },
        O { name: "content-md5", takes: One, place: Header("Content-MD5") },
        O { name: "request-payer", takes: One, place: Header("x-amz-request-payer") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "put-object-legal-hold", operation: "PutObjectLegalHold", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "key", takes: One, place: Path("Key") },
        O { name: "legal-hold", takes: One, place: Members("LegalHold") },
        O { name: "request-payer", takes: One, place: Header("x-amz-request-payer") },
        O { name: "version-id", takes: One, place: Query("versionId") },
        O { name: "content-md5", takes: One, place: Header("Content-MD5") },
        O { name: "checksum-algorithm", takes: One, place: Header("x-amz-sdk-checksum-algorithm") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "put-object-lock-configuration", operation: "PutObjectLockConfiguration", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "object-lock-configuration", takes: One, place: Members("ObjectLockConfiguration") },
        O { name: "request-payer", takes: One, place: Header("x-amz-request-payer") },
        O { name: "token", takes: One, place: Header("x-amz-bucket-object-lock-token") },
        O { name: "content-md5", takes: One, place: Header("Content-MD5") },
        O { name: "checksum-algorithm", takes: One, place: Header("x-amz-sdk-checksum-algorithm") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "put-object-retention", operation: "PutObjectRetention", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "key", takes: One, place: Path("Key") },
        O { name: "retention", takes: One, place: Members("Retention") },
        O { name: "request-payer", takes: One, place: Header("x-amz-request-payer") },
        O { name: "version-id", takes: One, place: Query("versionId") },
        O { name: "bypass-governance-retention", takes: Nothing, place: Header("x-amz-bypass-governance-retention") },
        O { name: "no-bypass-governance-retention", takes: Nothing, place: Header("x-amz-bypass-governance-retention") },
        O { name: "content-md5", takes: One, place: Header("Content-MD5") },
        O { name: "checksum-algorithm", takes: One, place: Header("x-amz-sdk-checksum-algorithm") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "put-object-tagging", operation: "PutObjectTagging", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "key", takes: One, place: Path("Key") },
        O { name: "version-id", takes: One, place: Query("versionId") },
        O { name: "content-md5", takes: One, place: Header("Content-MD5") },
        O { name: "checksum-algorithm", takes: One, place: Header("x-amz-sdk-checksum-algorithm") },
        O { name: "tagging", takes: One, place: Members("Tagging") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
        O { name: "request-payer", takes: One, place: Header("x-amz-request-payer") },
    ] },
    Api { client: "s3", command: "put-public-access-block", operation: "PutPublicAccessBlock", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "content-md5", takes: One, place: Header("Content-MD5") },
        O { name: "checksum-algorithm", takes: One, place: Header("x-amz-sdk-checksum-algorithm") },
        O { name: "public-access-block-configuration", takes: One, place: Members("PublicAccessBlockConfiguration") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "rename-object", operation: "RenameObject", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "key", takes: One, place: Path("Key") },
        O { name: "rename-source", takes: One, place: Header("x-amz-rename-source") },
        O { name: "destination-if-match", takes: One, place: Header("If-Match") },
        O { name: "destination-if-none-match", takes: One, place: Header("If-None-Match") },
        O { name: "destination-if-modified-since", takes: One, place: Header("If-Modified-Since") },
        O { name: "destination-if-unmodified-since", takes: One, place: Header("If-Unmodified-Since") },
        O { name: "source-if-match", takes: One, place: Header("x-amz-rename-source-if-match") },
        O { name: "source-if-none-match", takes: One, place: Header("x-amz-rename-source-if-none-match") },
        O { name: "source-if-modified-since", takes: One, place: Header("x-amz-rename-source-if-modified-since") },
        O { name: "source-if-unmodified-since", takes: One, place: Header("x-amz-rename-source-if-unmodified-since") },
        O { name: "client-token", takes: One, place: Header("x-amz-client-token") },
    ] },
    Api { client: "s3", command: "restore-object", operation: "RestoreObject", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "key", takes: One, place: Path("Key") },
        O { name: "version-id", takes: One, place: Query("versionId") },
        O { name: "restore-request", takes: One, place: Members("RestoreRequest") },
        O { name: "request-payer", takes: One, place: Header("x-amz-request-payer") },
        O { name: "checksum-algorithm", takes: One, place: Header("x-amz-sdk-checksum-algorithm") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "select-object-content", operation: "SelectObjectContent", positionals: 1, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "key", takes: One, place: Path("Key") },
        O { name: "sse-customer-algorithm", takes: One, place: Header("x-amz-server-side-encryption-customer-algorithm") },
        O { name: "sse-customer-key", takes: One, place: Header("x-amz-server-side-encryption-customer-key") },
        O { name: "sse-customer-key-md5", takes: One, place: Header("x-amz-server-side-encryption-customer-key-MD5") },
        O { name: "expression", takes: One, place: Body("Expression") },
        O { name: "expression-type", takes: One, place: Body("ExpressionType") },
        O { name: "request-progress", takes: One, place: Members("RequestProgress") },
        O { name: "input-serialization", takes: One, place: Members("InputSerialization") },
        O { name: "output-serialization", takes: One, place: Members("OutputSerialization") },
        O { name: "scan-range", takes: One, place: Members("ScanRange") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "update-bucket-metadata-annotation-table-configuration", operation: "UpdateBucketMetadataAnnotationTableConfiguration", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "content-md5", takes: One, place: Header("Content-MD5") },
        O { name: "checksum-algorithm", takes: One, place: Header("x-amz-sdk-checksum-algorithm") },
        O { name: "annotation-table-configuration", takes: One, place: Members("AnnotationTableConfiguration") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "update-bucket-metadata-inventory-table-configuration", operation: "UpdateBucketMetadataInventoryTableConfiguration", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "content-md5", takes: One, place: Header("Content-MD5") },
        O { name: "checksum-algorithm", takes: One, place: Header("x-amz-sdk-checksum-algorithm") },
        O { name: "inventory-table-configuration", takes: One, place: Members("InventoryTableConfiguration") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "update-bucket-metadata-journal-table-configuration", operation: "UpdateBucketMetadataJournalTableConfiguration", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "content-md5", takes: One, place: Header("Content-MD5") },
        O { name: "checksum-algorithm", takes: One, place: Header("x-amz-sdk-checksum-algorithm") },
        O { name: "journal-table-configuration", takes: One, place: Members("JournalTableConfiguration") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "update-object-encryption", operation: "UpdateObjectEncryption", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "key", takes: One, place: Path("Key") },
        O { name: "version-id", takes: One, place: Query("versionId") },
        O { name: "object-encryption", takes: One, place: Members("ObjectEncryption") },
        O { name: "request-payer", takes: One, place: Header("x-amz-request-payer") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
        O { name: "content-md5", takes: One, place: Header("Content-MD5") },
        O { name: "checksum-algorithm", takes: One, place: Header("x-amz-sdk-checksum-algorithm") },
    ] },
    Api { client: "s3", command: "upload-part", operation: "UploadPart", positionals: 0, options: &[
        O { name: "body", takes: One, place: Body("Body") },
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "content-length", takes: One, place: Header("Content-Length") },
        O { name: "content-md5", takes: One, place: Header("Content-MD5") },
        O { name: "checksum-algorithm", takes: One, place: Header("x-amz-sdk-checksum-algorithm") },
        O { name: "checksum-crc32", takes: One, place: Header("x-amz-checksum-crc32") },
        O { name: "checksum-crc32-c", takes: One, place: Header("x-amz-checksum-crc32c") },
        O { name: "checksum-crc64-nvme", takes: One, place: Header("x-amz-checksum-crc64nvme") },
        O { name: "checksum-sha1", takes: One, place: Header("x-amz-checksum-sha1") },
        O { name: "checksum-sha256", takes: One, place: Header("x-amz-checksum-sha256") },
        O { name: "checksum-sha512", takes: One, place: Header("x-amz-checksum-sha512") },
        O { name: "checksum-md5", takes: One, place: Header("x-amz-checksum-md5") },
        O { name: "checksum-xxhash64", takes: One, place: Header("x-amz-checksum-xxhash64") },
        O { name: "checksum-xxhash3", takes: One, place: Header("x-amz-checksum-xxhash3") },
        O { name: "checksum-xxhash128", takes: One, place: Header("x-amz-checksum-xxhash128") },
        O { name: "key", takes: One, place: Path("Key") },
        O { name: "part-number", takes: One, place: Query("partNumber") },
        O { name: "upload-id", takes: One, place: Query("uploadId") },
        O { name: "sse-customer-algorithm", takes: One, place: Header("x-amz-server-side-encryption-customer-algorithm") },
        O { name: "sse-customer-key", takes: One, place: Header("x-amz-server-side-encryption-customer-key") },
        O { name: "sse-customer-key-md5", takes: One, place: Header("x-amz-server-side-encryption-customer-key-MD5") },
        O { name: "request-payer", takes: One, place: Header("x-amz-request-payer") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "upload-part-copy", operation: "UploadPartCopy", positionals: 0, options: &[
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "copy-source", takes: One, place: Header("x-amz-copy-source") },
        O { name: "copy-source-if-match", takes: One, place: Header("x-amz-copy-source-if-match") },
        O { name: "copy-source-if-modified-since", takes: One, place: Header("x-amz-copy-source-if-modified-since") },
        O { name: "copy-source-if-none-match", takes: One, place: Header("x-amz-copy-source-if-none-match") },
        O { name: "copy-source-if-unmodified-since", takes: One, place: Header("x-amz-copy-source-if-unmodified-since") },
        O { name: "copy-source-range", takes: One, place: Header("x-amz-copy-source-range") },
        O { name: "key", takes: One, place: Path("Key") },
        O { name: "part-number", takes: One, place: Query("partNumber") },
        O { name: "upload-id", takes: One, place: Query("uploadId") },
        O { name: "sse-customer-algorithm", takes: One, place: Header("x-amz-server-side-encryption-customer-algorithm") },
        O { name: "sse-customer-key", takes: One, place: Header("x-amz-server-side-encryption-customer-key") },
        O { name: "sse-customer-key-md5", takes: One, place: Header("x-amz-server-side-encryption-customer-key-MD5") },
        O { name: "copy-source-sse-customer-algorithm", takes: One, place: Header("x-amz-copy-source-server-side-encryption-customer-algorithm") },
        O { name: "copy-source-sse-customer-key", takes: One, place: Header("x-amz-copy-source-server-side-encryption-customer-key") },
        O { name: "copy-source-sse-customer-key-md5", takes: One, place: Header("x-amz-copy-source-server-side-encryption-customer-key-MD5") },
        O { name: "request-payer", takes: One, place: Header("x-amz-request-payer") },
        O { name: "expected-bucket-owner", takes: One, place: Header("x-amz-expected-bucket-owner") },
        O { name: "expected-source-bucket-owner", takes: One, place: Header("x-amz-source-expected-bucket-owner") },
    ] },
    Api { client: "s3", command: "write-get-object-response", operation: "WriteGetObjectResponse", positionals: 0, options: &[
        O { name: "request-route", takes: One, place: Header("x-amz-request-route") },
        O { name: "request-token", takes: One, place: Header("x-amz-request-token") },
        O { name: "body", takes: One, place: Body("Body") },
        O { name: "status-code", takes: One, place: Header("x-amz-fwd-status") },
        O { name: "error-code", takes: One, place: Header("x-amz-fwd-error-code") },
        O { name: "error-message", takes: One, place: Header("x-amz-fwd-error-message") },
        O { name: "accept-ranges", takes: One, place: Header("x-amz-fwd-header-accept-ranges") },
        O { name: "cache-control", takes: One, place: Header("x-amz-fwd-header-Cache-Control") },
        O { name: "content-disposition", takes: One, place: Header("x-amz-fwd-header-Content-Disposition") },
        O { name: "content-encoding", takes: One, place: Header("x-amz-fwd-header-Content-Encoding") },
        O { name: "content-language", takes: One, place: Header("x-amz-fwd-header-Content-Language") },
        O { name: "content-length", takes: One, place: Header("Content-Length") },
        O { name: "content-range", takes: One, place: Header("x-amz-fwd-header-Content-Range") },
        O { name: "content-type", takes: One, place: Header("x-amz-fwd-header-Content-Type") },
        O { name: "checksum-crc32", takes: One, place: Header("x-amz-fwd-header-x-amz-checksum-crc32") },
        O { name: "checksum-crc32-c", takes: One, place: Header("x-amz-fwd-header-x-amz-checksum-crc32c") },
        O { name: "checksum-crc64-nvme", takes: One, place: Header("x-amz-fwd-header-x-amz-checksum-crc64nvme") },
        O { name: "checksum-sha1", takes: One, place: Header("x-amz-fwd-header-x-amz-checksum-sha1") },
        O { name: "checksum-sha256", takes: One, place: Header("x-amz-fwd-header-x-amz-checksum-sha256") },
        O { name: "checksum-sha512", takes: One, place: Header("x-amz-fwd-header-x-amz-checksum-sha512") },
        O { name: "checksum-md5", takes: One, place: Header("x-amz-fwd-header-x-amz-checksum-md5") },
        O { name: "checksum-xxhash64", takes: One, place: Header("x-amz-fwd-header-x-amz-checksum-xxhash64") },
        O { name: "checksum-xxhash3", takes: One, place: Header("x-amz-fwd-header-x-amz-checksum-xxhash3") },
        O { name: "checksum-xxhash128", takes: One, place: Header("x-amz-fwd-header-x-amz-checksum-xxhash128") },
        O { name: "delete-marker", takes: Nothing, place: Header("x-amz-fwd-header-x-amz-delete-marker") },
        O { name: "no-delete-marker", takes: Nothing, place: Header("x-amz-fwd-header-x-amz-delete-marker") },
        O { name: "e-tag", takes: One, place: Header("x-amz-fwd-header-ETag") },
        O { name: "expires", takes: One, place: Header("x-amz-fwd-header-Expires") },
        O { name: "expiration", takes: One, place: Header("x-amz-fwd-header-x-amz-expiration") },
        O { name: "last-modified", takes: One, place: Header("x-amz-fwd-header-Last-Modified") },
        O { name: "missing-meta", takes: One, place: Header("x-amz-fwd-header-x-amz-missing-meta") },
        O { name: "metadata", takes: Many, place: Headers("x-amz-meta-") },
        O { name: "object-lock-mode", takes: One, place: Header("x-amz-fwd-header-x-amz-object-lock-mode") },
        O { name: "object-lock-legal-hold-status", takes: One, place: Header("x-amz-fwd-header-x-amz-object-lock-legal-hold") },
        O { name: "object-lock-retain-until-date", takes: One, place: Header("x-amz-fwd-header-x-amz-object-lock-retain-until-date") },
        O { name: "parts-count", takes: One, place: Header("x-amz-fwd-header-x-amz-mp-parts-count") },
        O { name: "replication-status", takes: One, place: Header("x-amz-fwd-header-x-amz-replication-status") },
        O { name: "request-charged", takes: One, place: Header("x-amz-fwd-header-x-amz-request-charged") },
        O { name: "restore", takes: One, place: Header("x-amz-fwd-header-x-amz-restore") },
        O { name: "server-side-encryption", takes: One, place: Header("x-amz-fwd-header-x-amz-server-side-encryption") },
        O { name: "sse-customer-algorithm", takes: One, place: Header("x-amz-fwd-header-x-amz-server-side-encryption-customer-algorithm") },
        O { name: "ssekms-key-id", takes: One, place: Header("x-amz-fwd-header-x-amz-server-side-encryption-aws-kms-key-id") },
        O { name: "sse-customer-key-md5", takes: One, place: Header("x-amz-fwd-header-x-amz-server-side-encryption-customer-key-MD5") },
        O { name: "storage-class", takes: One, place: Header("x-amz-fwd-header-x-amz-storage-class") },
        O { name: "tag-count", takes: One, place: Header("x-amz-fwd-header-x-amz-tagging-count") },
        O { name: "version-id", takes: One, place: Header("x-amz-fwd-header-x-amz-version-id") },
        O { name: "bucket-key-enabled", takes: Nothing, place: Header("x-amz-fwd-header-x-amz-server-side-encryption-bucket-key-enabled") },
        O { name: "no-bucket-key-enabled", takes: Nothing, place: Header("x-amz-fwd-header-x-amz-server-side-encryption-bucket-key-enabled") },
    ] },
    Api { client: "s3control", command: "associate-access-grants-identity-center", operation: "AssociateAccessGrantsIdentityCenter", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "identity-center-arn", takes: One, place: Body("IdentityCenterArn") },
    ] },
    Api { client: "s3control", command: "create-access-grant", operation: "CreateAccessGrant", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "access-grants-location-id", takes: One, place: Body("AccessGrantsLocationId") },
        O { name: "access-grants-location-configuration", takes: One, place: Members("AccessGrantsLocationConfiguration") },
        O { name: "grantee", takes: One, place: Members("Grantee") },
        O { name: "permission", takes: One, place: Body("Permission") },
        O { name: "application-arn", takes: One, place: Body("ApplicationArn") },
        O { name: "s3-prefix-type", takes: One, place: Body("S3PrefixType") },
        O { name: "tags", takes: Many, place: Members("Tags") },
    ] },
    Api { client: "s3control", command: "create-access-grants-instance", operation: "CreateAccessGrantsInstance", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "identity-center-arn", takes: One, place: Body("IdentityCenterArn") },
        O { name: "tags", takes: Many, place: Members("Tags") },
    ] },
    Api { client: "s3control", command: "create-access-grants-location", operation: "CreateAccessGrantsLocation", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "location-scope", takes: One, place: Body("LocationScope") },
        O { name: "iam-role-arn", takes: One, place: Body("IAMRoleArn") },
        O { name: "tags", takes: Many, place: Members("Tags") },
    ] },
    Api { client: "s3control", command: "create-access-point", operation: "CreateAccessPoint", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "name", takes: One, place: Path("Name") },
        O { name: "bucket", takes: One, place: Body("Bucket") },
        O { name: "vpc-configuration", takes: One, place: Members("VpcConfiguration") },
        O { name: "public-access-block-configuration", takes: One, place: Members("PublicAccessBlockConfiguration") },
        O { name: "bucket-account-id", takes: One, place: Body("BucketAccountId") },
        O { name: "scope", takes: One, place: Members("Scope") },
        O { name: "tags", takes: Many, place: Members("Tags") },
    ] },
    Api { client: "s3control", command: "create-access-point-for-object-lambda", operation: "CreateAccessPointForObjectLambda", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "name", takes: One, place: Path("Name") },
        O { name: "configuration", takes: One, place: Members("Configuration") },
    ] },
    Api { client: "s3control", command: "create-bucket", operation: "CreateBucket", positionals: 0, options: &[
        O { name: "acl", takes: One, place: Header("x-amz-acl") },
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "create-bucket-configuration", takes: One, place: Members("CreateBucketConfiguration") },
        O { name: "grant-full-control", takes: One, place: Header("x-amz-grant-full-control") },
        O { name: "grant-read", takes: One, place: Header("x-amz-grant-read") },
        O { name: "grant-read-acp", takes: One, place: Header("x-amz-grant-read-acp") },
        O { name: "grant-write", takes: One, place: Header("x-amz-grant-write") },
        O { name: "grant-write-acp", takes: One, place: Header("x-amz-grant-write-acp") },
        O { name: "object-lock-enabled-for-bucket", takes: Nothing, place: Header("x-amz-bucket-object-lock-enabled") },
        O { name: "no-object-lock-enabled-for-bucket", takes: Nothing, place: Header("x-amz-bucket-object-lock-enabled") },
        O { name: "outpost-id", takes: One, place: Header("x-amz-outpost-id") },
    ] },
    Api { client: "s3control", command: "create-job", operation: "CreateJob", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "confirmation-required", takes: Nothing, place: Body("ConfirmationRequired") },
        O { name: "no-confirmation-required", takes: Nothing, place: Body("ConfirmationRequired") },
        O { name: "operation", takes: One, place: Members("Operation") },
        O { name: "report", takes: One, place: Members("Report") },
        O { name: "client-request-token", takes: One, place: Body("ClientRequestToken") },
        O { name: "manifest", takes: One, place: Members("Manifest") },
        O { name: "description", takes: One, place: Body("Description") },
        O { name: "priority", takes: One, place: Body("Priority") },
        O { name: "role-arn", takes: One, place: Body("RoleArn") },
        O { name: "tags", takes: Many, place: Members("Tags") },
        O { name: "manifest-generator", takes: One, place: Members("ManifestGenerator") },
    ] },
    Api { client: "s3control", command: "create-multi-region-access-point", operation: "CreateMultiRegionAccessPoint", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "client-token", takes: One, place: Body("ClientToken") },
        O { name: "details", takes: One, place: Members("Details") },
    ] },
    Api { client: "s3control", command: "create-storage-lens-group", operation: "CreateStorageLensGroup", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "storage-lens-group", takes: One, place: Members("StorageLensGroup") },
        O { name: "tags", takes: Many, place: Members("Tags") },
    ] },
    Api { client: "s3control", command: "delete-access-grant", operation: "DeleteAccessGrant", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "access-grant-id", takes: One, place: Path("AccessGrantId") },
    ] },
    Api { client: "s3control", command: "delete-access-grants-instance", operation: "DeleteAccessGrantsInstance", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
    ] },
    Api { client: "s3control", command: "delete-access-grants-instance-resource-policy", operation: "DeleteAccessGrantsInstanceResourcePolicy", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
    ] },
    Api { client: "s3control", command: "delete-access-grants-location", operation: "DeleteAccessGrantsLocation", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "access-grants-location-id", takes: One, place: Path("AccessGrantsLocationId") },
    ] },
    Api { client: "s3control", command: "delete-access-point", operation: "DeleteAccessPoint", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "name", takes: One, place: Path("Name") },
    ] },
    Api { client: "s3control", command: "delete-access-point-for-object-lambda", operation: "DeleteAccessPointForObjectLambda", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "name", takes: One, place: Path("Name") },
    ] },
    Api { client: "s3control", command: "delete-access-point-policy", operation: "DeleteAccessPointPolicy", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "name", takes: One, place: Path("Name") },
    ] },
    Api { client: "s3control", command: "delete-access-point-policy-for-object-lambda", operation: "DeleteAccessPointPolicyForObjectLambda", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "name", takes: One, place: Path("Name") },
    ] },
    Api { client: "s3control", command: "delete-access-point-scope", operation: "DeleteAccessPointScope", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "name", takes: One, place: Path("Name") },
    ] },
    Api { client: "s3control", command: "delete-bucket", operation: "DeleteBucket", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "bucket", takes: One, place: Path("Bucket") },
    ] },
    Api { client: "s3control", command: "delete-bucket-lifecycle-configuration", operation: "DeleteBucketLifecycleConfiguration", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "bucket", takes: One, place: Path("Bucket") },
    ] },
    Api { client: "s3control", command: "delete-bucket-policy", operation: "DeleteBucketPolicy", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "bucket", takes: One, place: Path("Bucket") },
    ] },
    Api { client: "s3control", command: "delete-bucket-replication", operation: "DeleteBucketReplication", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "bucket", takes: One, place: Path("Bucket") },
    ] },
    Api { client: "s3control", command: "delete-bucket-tagging", operation: "DeleteBucketTagging", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "bucket", takes: One, place: Path("Bucket") },
    ] },
    Api { client: "s3control", command: "delete-job-tagging", operation: "DeleteJobTagging", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "job-id", takes: One, place: Path("JobId") },
    ] },
    Api { client: "s3control", command: "delete-multi-region-access-point", operation: "DeleteMultiRegionAccessPoint", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "client-token", takes: One, place: Body("ClientToken") },
        O { name: "details", takes: One, place: Members("Details") },
    ] },
    Api { client: "s3control", command: "delete-public-access-block", operation: "DeletePublicAccessBlock", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
    ] },
    Api { client: "s3control", command: "delete-storage-lens-configuration", operation: "DeleteStorageLensConfiguration", positionals: 0, options: &[
        O { name: "config-id", takes: One, place: Path("ConfigId") },
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
    ] },
    Api { client: "s3control", command: "delete-storage-lens-configuration-tagging", operation: "DeleteStorageLensConfigurationTagging", positionals: 0, options: &[
        O { name: "config-id", takes: One, place: Path("ConfigId") },
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
    ] },
    Api { client: "s3control", command: "delete-storage-lens-group", operation: "DeleteStorageLensGroup", positionals: 0, options: &[
        O { name: "name", takes: One, place: Path("Name") },
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
    ] },
    Api { client: "s3control", command: "describe-job", operation: "DescribeJob", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "job-id", takes: One, place: Path("JobId") },
    ] },
    Api { client: "s3control", command: "describe-multi-region-access-point-operation", operation: "DescribeMultiRegionAccessPointOperation", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "request-token-arn", takes: One, place: Path("RequestTokenARN") },
    ] },
    Api { client: "s3control", command: "dissociate-access-grants-identity-center", operation: "DissociateAccessGrantsIdentityCenter", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
    ] },
    Api { client: "s3control", command: "get-access-grant", operation: "GetAccessGrant", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "access-grant-id", takes: One, place: Path("AccessGrantId") },
    ] },
    Api { client: "s3control", command: "get-access-grants-instance", operation: "GetAccessGrantsInstance", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
    ] },
    Api { client: "s3control", command: "get-access-grants-instance-for-prefix", operation: "GetAccessGrantsInstanceForPrefix", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "s3-prefix", takes: One, place: Query("s3prefix") },
    ] },
    Api { client: "s3control", command: "get-access-grants-instance-resource-policy", operation: "GetAccessGrantsInstanceResourcePolicy", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
    ] },
    Api { client: "s3control", command: "get-access-grants-location", operation: "GetAccessGrantsLocation", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "access-grants-location-id", takes: One, place: Path("AccessGrantsLocationId") },
    ] },
    Api { client: "s3control", command: "get-access-point", operation: "GetAccessPoint", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "name", takes: One, place: Path("Name") },
    ] },
    Api { client: "s3control", command: "get-access-point-configuration-for-object-lambda", operation: "GetAccessPointConfigurationForObjectLambda", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "name", takes: One, place: Path("Name") },
    ] },
    Api { client: "s3control", command: "get-access-point-for-object-lambda", operation: "GetAccessPointForObjectLambda", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "name", takes: One, place: Path("Name") },
    ] },
    Api { client: "s3control", command: "get-access-point-policy", operation: "GetAccessPointPolicy", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "name", takes: One, place: Path("Name") },
    ] },
    Api { client: "s3control", command: "get-access-point-policy-for-object-lambda", operation: "GetAccessPointPolicyForObjectLambda", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "name", takes: One, place: Path("Name") },
    ] },
    Api { client: "s3control", command: "get-access-point-policy-status", operation: "GetAccessPointPolicyStatus", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "name", takes: One, place: Path("Name") },
    ] },
    Api { client: "s3control", command: "get-access-point-policy-status-for-object-lambda", operation: "GetAccessPointPolicyStatusForObjectLambda", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "name", takes: One, place: Path("Name") },
    ] },
    Api { client: "s3control", command: "get-access-point-scope", operation: "GetAccessPointScope", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "name", takes: One, place: Path("Name") },
    ] },
    Api { client: "s3control", command: "get-bucket", operation: "GetBucket", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "bucket", takes: One, place: Path("Bucket") },
    ] },
    Api { client: "s3control", command: "get-bucket-lifecycle-configuration", operation: "GetBucketLifecycleConfiguration", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "bucket", takes: One, place: Path("Bucket") },
    ] },
    Api { client: "s3control", command: "get-bucket-policy", operation: "GetBucketPolicy", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "bucket", takes: One, place: Path("Bucket") },
    ] },
    Api { client: "s3control", command: "get-bucket-replication", operation: "GetBucketReplication", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "bucket", takes: One, place: Path("Bucket") },
    ] },
    Api { client: "s3control", command: "get-bucket-tagging", operation: "GetBucketTagging", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "bucket", takes: One, place: Path("Bucket") },
    ] },
    Api { client: "s3control", command: "get-bucket-versioning", operation: "GetBucketVersioning", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "bucket", takes: One, place: Path("Bucket") },
    ] },
    Api { client: "s3control", command: "get-data-access", operation: "GetDataAccess", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "target", takes: One, place: Query("target") },
        O { name: "permission", takes: One, place: Query("permission") },
        O { name: "duration-seconds", takes: One, place: Query("durationSeconds") },
        O { name: "privilege", takes: One, place: Query("privilege") },
        O { name: "target-type", takes: One, place: Query("targetType") },
        O { name: "audit-context", takes: One, place: Query("auditContext") },
    ] },
    Api { client: "s3control", command: "get-job-tagging", operation: "GetJobTagging", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "job-id", takes: One, place: Path("JobId") },
    ] },
    Api { client: "s3control", command: "get-multi-region-access-point", operation: "GetMultiRegionAccessPoint", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "name", takes: One, place: Path("Name") },
    ] },
    Api { client: "s3control", command: "get-multi-region-access-point-policy", operation: "GetMultiRegionAccessPointPolicy", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "name", takes: One, place: Path("Name") },
    ] },
    Api { client: "s3control", command: "get-multi-region-access-point-policy-status", operation: "GetMultiRegionAccessPointPolicyStatus", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "name", takes: One, place: Path("Name") },
    ] },
    Api { client: "s3control", command: "get-multi-region-access-point-routes", operation: "GetMultiRegionAccessPointRoutes", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "mrap", takes: One, place: Path("Mrap") },
    ] },
    Api { client: "s3control", command: "get-public-access-block", operation: "GetPublicAccessBlock", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
    ] },
    Api { client: "s3control", command: "get-storage-lens-configuration", operation: "GetStorageLensConfiguration", positionals: 0, options: &[
        O { name: "config-id", takes: One, place: Path("ConfigId") },
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
    ] },
    Api { client: "s3control", command: "get-storage-lens-configuration-tagging", operation: "GetStorageLensConfigurationTagging", positionals: 0, options: &[
        O { name: "config-id", takes: One, place: Path("ConfigId") },
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
    ] },
    Api { client: "s3control", command: "get-storage-lens-group", operation: "GetStorageLensGroup", positionals: 0, options: &[
        O { name: "name", takes: One, place: Path("Name") },
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
    ] },
    Api { client: "s3control", command: "list-access-grants", operation: "ListAccessGrants", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "next-token", takes: One, place: Query("nextToken") },
        O { name: "max-results", takes: One, place: Query("maxResults") },
        O { name: "grantee-type", takes: One, place: Query("granteetype") },
        O { name: "grantee-identifier", takes: One, place: Query("granteeidentifier") },
        O { name: "permission", takes: One, place: Query("permission") },
        O { name: "grant-scope", takes: One, place: Query("grantscope") },
        O { name: "application-arn", takes: One, place: Query("application_arn") },
    ] },
    Api { client: "s3control", command: "list-access-grants-instances", operation: "ListAccessGrantsInstances", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "next-token", takes: One, place: Query("nextToken") },
        O { name: "max-results", takes: One, place: Query("maxResults") },
    ] },
    Api { client: "s3control", command: "list-access-grants-locations", operation: "ListAccessGrantsLocations", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "next-token", takes: One, place: Query("nextToken") },
        O { name: "max-results", takes: One, place: Query("maxResults") },
        O { name: "location-scope", takes: One, place: Query("locationscope") },
    ] },
    Api { client: "s3control", command: "list-access-points", operation: "ListAccessPoints", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "bucket", takes: One, place: Query("bucket") },
        O { name: "next-token", takes: One, place: Query("nextToken") },
        O { name: "max-results", takes: One, place: Query("maxResults") },
        O { name: "data-source-id", takes: One, place: Query("dataSourceId") },
        O { name: "data-source-type", takes: One, place: Query("dataSourceType") },
    ] },
    Api { client: "s3control", command: "list-access-points-for-directory-buckets", operation: "ListAccessPointsForDirectoryBuckets", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "directory-bucket", takes: One, place: Query("directoryBucket") },
        O { name: "next-token", takes: One, place: Query("nextToken") },
        O { name: "max-results", takes: One, place: Query("maxResults") },
    ] },
    Api { client: "s3control", command: "list-access-points-for-object-lambda", operation: "ListAccessPointsForObjectLambda", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "next-token", takes: One, place: Query("nextToken") },
        O { name: "max-results", takes: One, place: Query("maxResults") },
    ] },
    Api { client: "s3control", command: "list-caller-access-grants", operation: "ListCallerAccessGrants", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "grant-scope", takes: One, place: Query("grantscope") },
        O { name: "next-token", takes: One, place: Query("nextToken") },
        O { name: "max-results", takes: One, place: Query("maxResults") },
        O { name: "allowed-by-application", takes: Nothing, place: Query("allowedByApplication") },
        O { name: "no-allowed-by-application", takes: Nothing, place: Query("allowedByApplication") },
    ] },
    Api { client: "s3control", command: "list-jobs", operation: "ListJobs", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "job-statuses", takes: Many, place: Query("jobStatuses") },
        O { name: "next-token", takes: One, place: Query("nextToken") },
        O { name: "max-results", takes: One, place: Query("maxResults") },
    ] },
    Api { client: "s3control", command: "list-multi-region-access-points", operation: "ListMultiRegionAccessPoints", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "next-token", takes: One, place: Query("nextToken") },
        O { name: "max-results", takes: One, place: Query("maxResults") },
    ] },
    Api { client: "s3control", command: "list-regional-buckets", operation: "ListRegionalBuckets", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "next-token", takes: One, place: Query("nextToken") },
        O { name: "max-results", takes: One, place: Query("maxResults") },
        O { name: "outpost-id", takes: One, place: Header("x-amz-outpost-id") },
    ] },
    Api { client: "s3control", command: "list-storage-lens-configurations", operation: "ListStorageLensConfigurations", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "next-token", takes: One, place: Query("nextToken") },
    ] },
    Api { client: "s3control", command: "list-storage-lens-groups", operation: "ListStorageLensGroups", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "next-token", takes: One, place: Query("nextToken") },
    ] },
    Api { client: "s3control", command: "list-tags-for-resource", operation: "ListTagsForResource", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "resource-arn", takes: One, place: Path("ResourceArn") },
    ] },
    Api { client: "s3control", command: "put-access-grants-instance-resource-policy", operation: "PutAccessGrantsInstanceResourcePolicy", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "policy", takes: One, place: Body("Policy") },
        O { name: "organization", takes: One, place: Body("Organization") },
    ] },
    Api { client: "s3control", command: "put-access-point-configuration-for-object-lambda", operation: "PutAccessPointConfigurationForObjectLambda", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "name", takes: One, place: Path("Name") },
        O { name: "configuration", takes: One, place: Members("Configuration") },
    ] },
    Api { client: "s3control", command: "put-access-point-policy", operation: "PutAccessPointPolicy", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "name", takes: One, place: Path("Name") },
        O { name: "policy", takes: One, place: Body("Policy") },
    ] },
    Api { client: "s3control", command: "put-access-point-policy-for-object-lambda", operation: "PutAccessPointPolicyForObjectLambda", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "name", takes: One, place: Path("Name") },
        O { name: "policy", takes: One, place: Body("Policy") },
    ] },
    Api { client: "s3control", command: "put-access-point-scope", operation: "PutAccessPointScope", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "name", takes: One, place: Path("Name") },
        O { name: "scope", takes: One, place: Members("Scope") },
    ] },
    Api { client: "s3control", command: "put-bucket-lifecycle-configuration", operation: "PutBucketLifecycleConfiguration", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "lifecycle-configuration", takes: One, place: Members("LifecycleConfiguration") },
    ] },
    Api { client: "s3control", command: "put-bucket-policy", operation: "PutBucketPolicy", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "confirm-remove-self-bucket-access", takes: Nothing, place: Header("x-amz-confirm-remove-self-bucket-access") },
        O { name: "no-confirm-remove-self-bucket-access", takes: Nothing, place: Header("x-amz-confirm-remove-self-bucket-access") },
        O { name: "policy", takes: One, place: Body("Policy") },
    ] },
    Api { client: "s3control", command: "put-bucket-replication", operation: "PutBucketReplication", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "replication-configuration", takes: One, place: Members("ReplicationConfiguration") },
    ] },
    Api { client: "s3control", command: "put-bucket-tagging", operation: "PutBucketTagging", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "tagging", takes: One, place: Members("Tagging") },
    ] },
    Api { client: "s3control", command: "put-bucket-versioning", operation: "PutBucketVersioning", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "bucket", takes: One, place: Path("Bucket") },
        O { name: "mfa", takes: One, place: Header("x-amz-mfa") },
        O { name: "versioning-configuration", takes: One, place: Members("VersioningConfiguration") },
    ] },
    Api { client: "s3control", command: "put-job-tagging", operation: "PutJobTagging", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "job-id", takes: One, place: Path("JobId") },
        O { name: "tags", takes: Many, place: Members("Tags") },
    ] },
    Api { client: "s3control", command: "put-multi-region-access-point-policy", operation: "PutMultiRegionAccessPointPolicy", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "client-token", takes: One, place: Body("ClientToken") },
        O { name: "details", takes: One, place: Members("Details") },
    ] },
    Api { client: "s3control", command: "put-public-access-block", operation: "PutPublicAccessBlock", positionals: 0, options: &[
        O { name: "public-access-block-configuration", takes: One, place: Members("PublicAccessBlockConfiguration") },
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
    ] },
    Api { client: "s3control", command: "put-storage-lens-configuration", operation: "PutStorageLensConfiguration", positionals: 0, options: &[
        O { name: "config-id", takes: One, place: Path("ConfigId") },
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "storage-lens-configuration", takes: One, place: Members("StorageLensConfiguration") },
        O { name: "tags", takes: Many, place: Members("Tags") },
    ] },
    Api { client: "s3control", command: "put-storage-lens-configuration-tagging", operation: "PutStorageLensConfigurationTagging", positionals: 0, options: &[
        O { name: "config-id", takes: One, place: Path("ConfigId") },
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "tags", takes: Many, place: Members("Tags") },
    ] },
    Api { client: "s3control", command: "submit-multi-region-access-point-routes", operation: "SubmitMultiRegionAccessPointRoutes", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "mrap", takes: One, place: Path("Mrap") },
        O { name: "route-updates", takes: Many, place: Members("RouteUpdates") },
    ] },
    Api { client: "s3control", command: "tag-resource", operation: "TagResource", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "resource-arn", takes: One, place: Path("ResourceArn") },
        O { name: "tags", takes: Many, place: Members("Tags") },
    ] },
    Api { client: "s3control", command: "untag-resource", operation: "UntagResource", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "resource-arn", takes: One, place: Path("ResourceArn") },
        O { name: "tag-keys", takes: Many, place: Query("tagKeys") },
    ] },
    Api { client: "s3control", command: "update-access-grants-location", operation: "UpdateAccessGrantsLocation", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "access-grants-location-id", takes: One, place: Path("AccessGrantsLocationId") },
        O { name: "iam-role-arn", takes: One, place: Body("IAMRoleArn") },
    ] },
    Api { client: "s3control", command: "update-job-priority", operation: "UpdateJobPriority", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "job-id", takes: One, place: Path("JobId") },
        O { name: "priority", takes: One, place: Query("priority") },
    ] },
    Api { client: "s3control", command: "update-job-status", operation: "UpdateJobStatus", positionals: 0, options: &[
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "job-id", takes: One, place: Path("JobId") },
        O { name: "requested-job-status", takes: One, place: Query("requestedJobStatus") },
        O { name: "status-update-reason", takes: One, place: Query("statusUpdateReason") },
    ] },
    Api { client: "s3control", command: "update-storage-lens-group", operation: "UpdateStorageLensGroup", positionals: 0, options: &[
        O { name: "name", takes: One, place: Path("Name") },
        O { name: "account-id", takes: One, place: Header("x-amz-account-id") },
        O { name: "storage-lens-group", takes: One, place: Members("StorageLensGroup") },
    ] },
];
