//! AWS Tools for PowerShell.
//!
//! Source: PowerShell's own form of an error record; AWS Tools for PowerShell, cmdlet reference.

use super::{Client, own};

pub(super) static CLIENT: Client = Client {
    name: "AWS Tools for PowerShell",
    own: &[
        own(
            "Write-S3Object : {message=Access Denied} At line:",
            "PutObject",
            "",
        ),
        own(
            "Read-S3Object : {message=Access Denied} At line:",
            "GetObject",
            "",
        ),
        own(
            "Get-S3Object : {message=Access Denied} At line:",
            "ListObjectsV2",
            "",
        ),
        own(
            "Copy-S3Object : {message=Access Denied} At line:",
            "CopyObject",
            "",
        ),
        own(
            "Remove-S3Object : {message=Access Denied} At line:",
            "DeleteObject",
            "",
        ),
    ],
    phrasings: &["Amazon.S3.AmazonS3Exception,Amazon.PowerShell.Cmdlets.S3."],
};
