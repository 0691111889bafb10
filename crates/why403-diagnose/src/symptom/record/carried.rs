//! What a call carried, as far as it decides: headers and parameters by name.
//!
//! A record shows more than that, signatures and tokens of presigned URLs among it: nothing is
//! taken whose name does not stand here.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_model::operations::Part;
use why403_model::request::Entry;
use why403_model::value::{FourDigits, Instant};
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

/// That a request was signed in its URL; how long before, and for how long, where all tell.
///
/// - `date`: `X-Amz-Date`, such as `20261123T060000Z`.
/// - `seconds`: `X-Amz-Expires`.
/// - `time`: when the request was made, as RFC 3339.
pub(super) fn presigned(date: Option<&str>, seconds: Option<&str>, time: Option<&str>) -> String {
    let plain = || "the URL was presigned: its signer is the caller".to_string();
    let signed = date.and_then(extended);
    let made = time.and_then(|it| Instant::parse(it, FourDigits::Year));
    let seconds = seconds.and_then(|it| it.parse::<u32>().ok());
    let (Some(signed), Some(made), Some(seconds)) = (signed, made, seconds) else {
        return plain();
    };
    let passed = (made.milliseconds() - signed.milliseconds()).div_euclid(1_000);
    let within = long(i64::from(seconds));
    format!(
        "the URL was presigned {} before the request, to be used within {within}",
        long(passed)
    )
}

/// A time in the unit that fits
fn long(seconds: i64) -> String {
    match seconds {
        ..120 => format!("{seconds} seconds"),
        120..7_200 => format!("{} min", seconds / 60),
        _ => format!("{} h", seconds / 3_600),
    }
}

/// The moment of ISO 8601's basic form
fn extended(date: &str) -> Option<Instant> {
    let at = |from: usize, to: usize| date.get(from..to);
    let (year, month, day) = (at(0, 4)?, at(4, 6)?, at(6, 8)?);
    let (hour, minute, second) = (at(9, 11)?, at(11, 13)?, at(13, 15)?);
    let text = format!("{year}-{month}-{day}T{hour}:{minute}:{second}Z");
    let is_whole = date.len() == 16 && at(8, 9) == Some("T") && at(15, 16) == Some("Z");
    Instant::parse(&text, FourDigits::Year).filter(|_| is_whole)
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
    fn a_presigned_url_says_for_how_long() {
        let time = Some("2026-11-23T06:31:00Z");
        let date = Some("20261123T060000Z");
        let found = presigned(date, Some("900"), time);
        let wanted = "the URL was presigned 31 min before the request, to be used within 15 min";
        assert_eq!(found, wanted);
        let found = presigned(date, Some("604800"), Some("2026-11-23T06:00:01Z"));
        assert!(
            found.contains("1 seconds") && found.ends_with("168 h"),
            "{found}"
        );
        let plain = presigned(None, None, None);
        for (date, seconds, time) in [
            ("20261123T060000Z", "9e2", "2026-11-23T06:31:00Z"),
            ("20261323T060000Z", "900", "2026-11-23T06:31:00Z"),
            ("20261123T060000Z", "900", "now"),
            ("é", "1", "é"),
        ] {
            assert_eq!(presigned(Some(date), Some(seconds), Some(time)), plain);
        }
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
