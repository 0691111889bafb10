//! What the options of `aws s3` put into each operation.
//!
//! Source: `awscli/customizations/s3/utils.py` of version 1.46.3, `RequestParamsMapper`, read
//! 2026-11-23; for version 2 the notes of `data/cli-operations.json`.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_model::operations::Part;

use super::super::options::Given;

/// The headers that an operation gets from the options, with their values
pub(super) fn headers(operation: &str, given: &Given) -> Vec<(Part, String, String)> {
    let mut all = Vec::new();
    let mut add = |name: &str, value: &str| {
        all.push((Part::Header, name.to_string(), value.to_string()));
    };
    let writes = ["PutObject", "CopyObject", "CreateMultipartUpload"].contains(&operation);
    for row in OF_OPTIONS {
        let is_sent = writes || !row.writes;
        if let (true, Some(value)) = (is_sent, value(given, row)) {
            add(row.header, value);
        }
    }
    if writes {
        for grant in given.many("grants") {
            let (permission, grantee) = grant.split_once('=').unwrap_or((grant, ""));
            let found = GRANTS.iter().find(|(it, _)| *it == permission);
            if let Some((_, header)) = found {
                add(header, grantee);
            }
        }
    }
    if operation == "CopyObject" {
        let directive = given.one("metadata-directive");
        let directive = directive.or_else(|| given.has("metadata").then_some("REPLACE"));
        let props = given.one("copy-props").filter(|_| directive.is_none());
        let replaced = (props == Some("none")).then_some("REPLACE");
        if let Some(value) = directive.or(replaced) {
            add("x-amz-metadata-directive", value);
        }
        if matches!(props, Some("none" | "metadata-directive")) {
            add("x-amz-tagging-directive", "REPLACE");
        }
    }
    all
}

fn value<'a>(given: &'a Given, row: &Row) -> Option<&'a str> {
    if !given.has(row.option) {
        return None;
    }
    given.one(row.option).or(row.alone)
}

/// The names of every option that this file reads
pub(super) fn options() -> impl Iterator<Item = &'static str> {
    let own = OF_OPTIONS.iter().map(|it| it.option);
    own.chain([
        "grants",
        "metadata",
        "metadata-directive",
        "copy-props",
        "sse-c-key",
    ])
    .chain(PLAIN.iter().copied())
}

/// Headers that say what an object is, and ask for nothing
const PLAIN: &[&str] = &[
    "cache-control",
    "checksum-algorithm",
    "checksum-mode",
    "content-disposition",
    "content-encoding",
    "content-language",
    "content-type",
    "expires",
    "sse-c-copy-source",
    "sse-c-copy-source-key",
];

struct Row {
    option: &'static str,
    header: &'static str,
    /// The value of an option that stands alone
    alone: Option<&'static str>,
    /// Whether only operations that make an object send it
    writes: bool,
}

const fn row(
    option: &'static str,
    header: &'static str,
    alone: Option<&'static str>,
    writes: bool,
) -> Row {
    Row {
        option,
        header,
        alone,
        writes,
    }
}

#[rustfmt::skip] // One option a row, in columns.
static OF_OPTIONS: &[Row] = &[
    row("acl",              "x-amz-acl",                                        None,              true),
    row("request-payer",    "x-amz-request-payer",                              Some("requester"), false),
    row("sse",              "x-amz-server-side-encryption",                     Some("AES256"),    true),
    row("sse-kms-key-id",   "x-amz-server-side-encryption-aws-kms-key-id",      None,              true),
    row("sse-c",            "x-amz-server-side-encryption-customer-algorithm",  Some("AES256"),    false),
    row("storage-class",    "x-amz-storage-class",                              None,              true),
    row("website-redirect", "x-amz-website-redirect-location",                  None,              true),
];

const GRANTS: &[(&str, &str)] = &[
    ("full", "x-amz-grant-full-control"),
    ("read", "x-amz-grant-read"),
    ("readacl", "x-amz-grant-read-acp"),
    ("writeacl", "x-amz-grant-write-acp"),
];
