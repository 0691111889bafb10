//! `fixtures/observed/validation.jsonl`: documents that AWS kept or refused.
//!
//! A finding that is `refused`, or a problem of parsing, has to be there exactly where AWS refused,
//! and has to be the one that the document was made for. `docs/conformance.md` counts the rows.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;
use why403_model::arn::Arn;
use why403_testkit::page::section;

use super::{Outcome, findings, kind};

/// Where every bucket policy of the recordings was put
const BUCKET: &str = "arn:aws:s3:::native-public-policy";

/// Rows where we say something else than AWS, and why we do
const DISAGREEMENTS: &[(&str, &str)] = &[];

/// What is wrong with the documents that AWS refused, by how the recording made them
#[rustfmt::skip] // One code a row.
const REFUSED: &[(&str, &[&str])] = &[
    ("validate/literal", &["store-002", "store-003", "store-006", "store-007", "store-008", "store-009",
                           "store-021", "store-023", "store-024", "store-025", "store-032", "store-033",
                           "store-034", "store-sts-binary", "s3policy-sourcevpc-arn-equals"]),
    ("validate/host-bits",              &["store-030", "store-035", "store-037"]),
    ("validate/allow-in-rcp",           &["rcp-syntax-allow"]),
    ("validate/action-star",            &["rcp-syntax-action_star"]),
    ("validate/action-foreign",         &["rcp-syntax-unknown_service", "rcp-syntax-iam_service"]),
    ("policy/wrong-type",               &["rcp-syntax-principal_list"]),
    ("validate/principal-not-everyone", &["rcp-syntax-principal_account"]),
    ("validate/forbidden-element",      &["rcp-syntax-not_action", "rcp-syntax-not_principal"]),
    ("validate/principal-wildcard",     &["s3policy-wildcard-service", "s3policy-partial-principal"]),
    ("validate/not-principal-allows",   &["s3policy-notprincipal-allow"]),
    ("validate/resource-star",          &["s3policy-resource-star"]),
    ("validate/resource-other",         &["s3policy-invalid-other-bucket-resource"]),
    ("validate/action-not-on-resource", &["s3policy-action-resource-mismatch"]),
    ("validate/action-unknown",         &["s3policy-invalid-action"]),
];

/// What of a row is compared
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    id: String,
    policy_type: String,
    /// None in rows about requests to the policy simulator
    policy: Option<Value>,
    expect: Expect,
}

#[derive(Clone, Copy, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Expect {
    Accept,
    Reject,
}

/// How many rows of one kind of policy there are, and what came of them
#[derive(Default)]
struct Count {
    kept: usize,
    refused: usize,
    disagree: usize,
}

pub(crate) fn agree(path: &Path) -> Outcome {
    let bucket = Arn::parse(BUCKET)?;
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    let mut without_document = 0;
    let mut found_wrong = Vec::new();
    let mut disagreements = String::new();
    for line in fs::read_to_string(path)?.lines() {
        let row: Row = serde_json::from_str(line)?;
        let Some(policy) = row.policy else {
            without_document += 1;
            continue;
        };
        let of = (row.policy_type == "bucket-policy").then_some(&bucket);
        let found = findings(&policy.to_string(), kind(&row.policy_type)?, of);
        let refusing: Vec<&str> = found
            .iter()
            .filter_map(|it| it.split_once(' '))
            .filter(|it| matches!(it.0, "refused" | "unreadable"))
            .map(|it| it.1)
            .collect();
        let wanted: Vec<&str> = REFUSED
            .iter()
            .filter(|it| it.1.contains(&row.id.as_str()))
            .map(|it| it.0)
            .collect();
        let count = counts.entry(row.policy_type).or_default();
        match row.expect {
            Expect::Accept => count.kept += 1,
            Expect::Reject => count.refused += 1,
        }
        let agrees = refusing.is_empty() == (row.expect == Expect::Accept);
        let reason = DISAGREEMENTS.iter().find(|it| it.0 == row.id);
        match (agrees, reason) {
            (true, None) if refusing == wanted => {}
            (false, Some((id, reason))) => {
                count.disagree += 1;
                writeln!(disagreements, "- `{id}`: {reason}")?;
            }
            (true | false, _) => found_wrong.push(format!("{}: here {found:?}", row.id)),
        }
    }
    assert!(found_wrong.is_empty(), "{found_wrong:#?}");
    let text = page(&counts, without_document, &disagreements)?;
    Ok(section("docs/conformance.md", "validation", &text)?)
}

fn page(
    counts: &BTreeMap<String, Count>,
    without_document: usize,
    disagreements: &str,
) -> Result<String, std::fmt::Error> {
    let mut out = String::from(
        "| policy kind | rows | AWS kept | AWS refused | agree | disagree |\n|---|--:|--:|--:|--:|--:|\n",
    );
    let mut all = Count::default();
    let mut line = |name: &str, it: &Count| {
        let rows = it.kept + it.refused;
        let Count {
            kept,
            refused,
            disagree,
        } = it;
        let agree = rows - disagree;
        writeln!(
            out,
            "| {name} | {rows} | {kept} | {refused} | {agree} | {disagree} |"
        )
    };
    for (name, it) in counts {
        line(name, it)?;
        all.kept += it.kept;
        all.refused += it.refused;
        all.disagree += it.disagree;
    }
    line("**all**", &all)?;
    writeln!(
        out,
        "\nWithout a document, so not compared: {without_document} requests to the policy simulator."
    )?;
    let list = if disagreements.is_empty() {
        "- none\n"
    } else {
        disagreements
    };
    writeln!(out, "\nDisagreements:\n\n{list}")?;
    Ok(out)
}
