//! What a call carried, as far as it decides: headers and parameters by name.
//!
//! A record shows more than that, signatures and tokens of presigned URLs among it: nothing is
//! taken whose name does not stand here.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_model::operations::Part;
use why403_model::request::Entry;
use why403_model::world::percent::decoded;

/// Headers that ask for a permission, hold a condition key, or choose a KMS key.
///
/// Source: `data/s3-operations.json`, `spec/s3.md` C.6, G.
static HEADERS: &[&str] = &[
    "if-match",
    "if-none-match",
    "x-amz-acl",
    "x-amz-bucket-object-lock-enabled",
    "x-amz-bypass-governance-retention",
    "x-amz-checksum-mode",
    "x-amz-content-sha256",
    "x-amz-copy-source",
    "x-amz-expected-bucket-owner",
    "x-amz-grant-full-control",
    "x-amz-grant-read",
    "x-amz-grant-read-acp",
    "x-amz-grant-write",
    "x-amz-grant-write-acp",
    "x-amz-metadata-directive",
    "x-amz-object-lock-legal-hold",
    "x-amz-object-lock-mode",
    "x-amz-object-lock-retain-until-date",
    "x-amz-object-ownership",
    "x-amz-request-payer",
    "x-amz-server-side-encryption",
    "x-amz-server-side-encryption-aws-kms-key-id",
    "x-amz-server-side-encryption-bucket-key-enabled",
    "x-amz-server-side-encryption-customer-algorithm",
    "x-amz-source-expected-bucket-owner",
    "x-amz-storage-class",
    "x-amz-tagging",
    "x-amz-tagging-directive",
    "x-amz-website-redirect-location",
];

/// Parameters of the query, in AWS's spelling
static PARAMETERS: &[&str] = &[
    "delimiter",
    "fetch-owner",
    "list-type",
    "max-keys",
    "prefix",
    "versionId",
];

/// Parameters that only a listing has
static OF_LISTINGS: &[&str] = &["delimiter", "list-type", "max-keys", "prefix"];

/// Where a thing of this name is carried; a presigned URL carries headers in its query.
pub(super) fn place(name: &str) -> Option<(Part, &'static str)> {
    let of = |all: &'static [&'static str]| all.iter().find(|it| it.eq_ignore_ascii_case(name));
    let header = of(HEADERS).map(|it| (Part::Header, *it));
    header.or_else(|| of(PARAMETERS).map(|it| (Part::Query, *it)))
}

/// The pairs of a query, `%XX` and `+` resolved
pub(super) fn pairs(query: &str) -> impl Iterator<Item = (String, String)> + '_ {
    let word = |it: &str| {
        let it = it.replace('+', " ");
        decoded(&it).unwrap_or(it)
    };
    query
        .split('&')
        .filter(|it| !it.is_empty())
        .map(move |it| it.split_once('=').unwrap_or((it, "")))
        .map(move |(name, value)| (word(name), word(value)))
}

/// Says of parameters that are not there, in a record that shows the whole query, that they were
/// not sent.
pub(super) fn settle_parameters(
    sent: &mut Vec<(Part, String, Entry)>,
    is_listing: bool,
    is_object: bool,
) {
    let listing = OF_LISTINGS.iter().filter(|_| is_listing);
    let version = ["versionId"].iter().filter(|_| is_object);
    for name in listing.chain(version) {
        settle(sent, Part::Query, name);
    }
}

/// Says that a thing was not sent, unless it was.
pub(super) fn settle(sent: &mut Vec<(Part, String, Entry)>, part: Part, name: &str) {
    if !sent.iter().any(|(at, it, _)| *at == part && it == name) {
        sent.push((part, name.to_string(), Entry::Absent));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_signs_is_not_taken() {
        for name in [
            "X-Amz-Signature",
            "X-Amz-Security-Token",
            "X-Amz-Credential",
        ] {
            assert_eq!(place(name), None, "{name}");
        }
        assert_eq!(place("X-Amz-Acl"), Some((Part::Header, "x-amz-acl")));
        assert_eq!(place("versionid"), Some((Part::Query, "versionId")));
    }

    #[test]
    fn a_query_is_taken_apart() {
        let found: Vec<_> = pairs("list-type=2&prefix=a%2Fb+c&&acl").collect();
        let pair = |a: &str, b: &str| (a.to_string(), b.to_string());
        let wanted = [
            pair("list-type", "2"),
            pair("prefix", "a/b c"),
            pair("acl", ""),
        ];
        assert_eq!(found, wanted);
    }
}
