//! Condition keys that repeat what a request sends, and keys that belong to a resource.
//!
//! Source: `spec/s3.md` G, and the lists of AWS's authorization data.

use why403_model::operations::Part;

/// The header that carries the tags of a new object
pub(super) const TAGGING: &str = "x-amz-tagging";

/// Keys that have another name than the header or parameter whose value they hold
#[rustfmt::skip] // One key a row, in columns.
pub(super) static RENAMED: &[(&str, Part, &str)] = &[
    ("s3:prefix",                        Part::Query,  "prefix"),
    ("s3:delimiter",                     Part::Query,  "delimiter"),
    ("s3:max-keys",                      Part::Query,  "max-keys"),
    ("s3:versionid",                     Part::Query,  "versionId"),
    ("s3:if-match",                      Part::Header, "if-match"),
    ("s3:if-none-match",                 Part::Header, "if-none-match"),
    ("s3:locationconstraint",            Part::Body,   "LocationConstraint"),
    ("s3:object-lock-mode",              Part::Header, "x-amz-object-lock-mode"),
    ("s3:object-lock-retain-until-date", Part::Header, "x-amz-object-lock-retain-until-date"),
    ("s3:object-lock-legal-hold",        Part::Header, "x-amz-object-lock-legal-hold"),
];

/// Keys that are named as their header is, behind `s3:`
pub(super) static OF_HEADERS: &[&str] = &[
    "s3:x-amz-acl",
    "s3:x-amz-content-sha256",
    "s3:x-amz-grant-full-control",
    "s3:x-amz-grant-read",
    "s3:x-amz-grant-read-acp",
    "s3:x-amz-grant-write",
    "s3:x-amz-grant-write-acp",
    "s3:x-amz-metadata-directive",
    "s3:x-amz-object-annotation-directive",
    "s3:x-amz-object-ownership",
    "s3:x-amz-server-side-encryption",
    "s3:x-amz-server-side-encryption-aws-kms-key-id",
    "s3:x-amz-server-side-encryption-customer-algorithm",
    "s3:x-amz-storage-class",
    "s3:x-amz-website-redirect-location",
];

/// Keys that only the call has that begins a multipart upload: acl, encryption and the like are
/// fixed by it, and the parts do not send them again. Source: `spec/s3.md` A.3; the note on
/// `UploadPart` in `data/s3-operations.json`.
pub(super) static FIXED_BY_CREATE: &[&str] = &[
    "s3:object-lock-legal-hold",
    "s3:object-lock-mode",
    "s3:object-lock-remaining-retention-days",
    "s3:object-lock-retain-until-date",
    "s3:requestobjecttagkeys",
    "s3:x-amz-acl",
    "s3:x-amz-grant-full-control",
    "s3:x-amz-grant-read",
    "s3:x-amz-grant-read-acp",
    "s3:x-amz-grant-write",
    "s3:x-amz-grant-write-acp",
    "s3:x-amz-server-side-encryption",
    "s3:x-amz-server-side-encryption-aws-kms-key-id",
    "s3:x-amz-storage-class",
    "s3:x-amz-website-redirect-location",
];

/// Operations of an upload that a [`FIXED_BY_CREATE`] call began
pub(super) static LATER_IN_UPLOAD: &[&str] = &[
    "CompleteMultipartUpload",
    "ListParts",
    "UploadPart",
    "UploadPartCopy",
];

/// What is called, and whether it makes the object: the value of `s3:ObjectCreationOperation`
#[rustfmt::skip] // One operation a row, in columns.
pub(super) static CREATES_OBJECT: &[(&str, &str)] = &[
    ("CompleteMultipartUpload", "true"),
    ("CopyObject",              "true"),
    ("CreateMultipartUpload",   "false"),
    ("PutObject",               "true"),
    ("UploadPart",              "false"),
    ("UploadPartCopy",          "false"),
];

/// Keys, or beginnings of keys, that tell something of the resource or of the bucket around it.
///
/// What a person says of them is about what the operation is called on, not about a copy's
/// source or a key.
static OF_RESOURCE: &[&str] = &[
    "aws:resourceaccount",
    "aws:resourceorgid",
    "aws:resourceorgpaths",
    "aws:resourcetag/",
    "s3:accessgrantsinstancearn",
    "s3:accesspointnetworkorigin",
    "s3:accesspointtag/",
    "s3:buckettag/",
    "s3:dataaccesspointaccount",
    "s3:dataaccesspointarn",
    "s3:existingobjecttag/",
    "s3:resourceaccount",
    "s3:versionid",
];

/// The header or parameter whose value a key holds; `key` is in lower case
pub(crate) fn sent_as(key: &str) -> Option<(Part, &'static str)> {
    let renamed = RENAMED.iter().find(|(it, _, _)| *it == key);
    renamed.map(|(_, part, name)| (*part, *name)).or_else(|| {
        let found = OF_HEADERS.iter().find(|it| **it == key)?;
        Some((Part::Header, found.strip_prefix("s3:")?))
    })
}

/// Every key that holds the value of a header or parameter, with that
pub(super) fn sent() -> impl Iterator<Item = (&'static str, Part, &'static str)> {
    let of_headers = OF_HEADERS
        .iter()
        .filter_map(|key| Some((*key, Part::Header, key.strip_prefix("s3:")?)));
    RENAMED.iter().copied().chain(of_headers)
}

/// Whether a key tells of a tag that a new object gets; `key` is in lower case
pub(super) fn is_request_tag(key: &str) -> bool {
    key.starts_with("s3:requestobjecttag/") || key == "s3:requestobjecttagkeys"
}

/// Whether a key tells something of the resource; `key` is in lower case
pub(super) fn is_of_resource(key: &str) -> bool {
    let is = |it: &&str| key == *it || it.ends_with('/') && key.starts_with(*it);
    OF_RESOURCE.iter().any(is)
}

#[cfg(test)]
mod tests {
    use super::*;
    use why403_model::facts;

    #[test]
    fn every_key_is_one_that_aws_has() {
        let fixed = FIXED_BY_CREATE.iter().copied();
        let of_resource = OF_RESOURCE.iter().filter(|it| !it.ends_with('/')).copied();
        for key in sent()
            .map(|(key, _, _)| key)
            .chain(fixed)
            .chain(of_resource)
        {
            assert!(facts::condition_key(key).is_some(), "{key}");
            assert_eq!(key, key.to_ascii_lowercase());
        }
    }

    #[test]
    fn every_operation_is_one_that_aws_has() {
        let creating = CREATES_OBJECT.iter().map(|(name, _)| *name);
        for name in LATER_IN_UPLOAD.iter().copied().chain(creating) {
            assert!(why403_model::operations::named(name).any(|it| it.name == name));
        }
    }
}
