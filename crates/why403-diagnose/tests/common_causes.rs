//! What `fixtures/plans/` has to hold, beside all else: for each of the twenty most common causes
//! of a 403 a plan that is proven and a case in which nothing may be edited away
//! (`common-NN-verifies-….toml`, `common-NN-refused-….toml`), and for each stop rule a case.
//!
//! The cases run in `plans.rs`; here they are counted.

use std::collections::BTreeSet;
use std::error::Error;
use std::path::Path;

use toml::{Table, Value};
use why403_diagnose::fix::Stop;

/// What people are refused for, the most common first; ranked by how often each turned up in about
/// 150 public threads and in AWS's own lists (September 2026)
const CAUSES: [&str; 20] = [
    "the identity policy lacks the action",
    "the ARN has the wrong shape, or the action does not exist",
    "the key does not exist, and the caller may not list",
    "SSE-KMS: the caller or the key policy lacks kms:Decrypt",
    "an upload in parts under KMS needs kms:Decrypt too",
    "one call needs more: its ACL, its tags",
    "Block Public Access",
    "across accounts only one side allows",
    "the object belongs to the account that wrote it",
    "another identity asked than the one that was meant",
    "a service control policy",
    "an explicit Deny in the bucket policy",
    "the policy of a VPC endpoint",
    "CloudFront is not in the bucket policy",
    "a presigned URL",
    "a clock that is off",
    "the client makes calls that nobody asked for",
    "an ACL is sent where there are none",
    "the principal was deleted and made again",
    "requester pays, archives, locks, RCPs, quarantine",
];

#[test]
fn each_common_cause_has_a_plan_that_is_proven_and_a_case_that_is_refused()
-> Result<(), Box<dyn Error>> {
    let cases = cases()?;
    for (index, cause) in CAUSES.iter().enumerate() {
        for kind in ["verifies", "refused"] {
            let start = format!("common-{:02}-{kind}-", index + 1);
            let mut own = cases.iter().filter(|(name, _)| name.starts_with(&start));
            let (name, fixture) = own.next().ok_or(format!("{cause}: no {start}….toml"))?;
            let want = |member: &str| fixture.get("want").and_then(|it| it.get(member));
            let plans = want("plans").and_then(Value::as_array);
            let is_stopped = want("stopped").and_then(Value::as_array);
            let is_stopped = is_stopped.is_some_and(|it| !it.is_empty());
            if kind == "verifies" {
                assert!(plans.is_some_and(|it| !it.is_empty()), "{name}");
                assert!(want("proof").is_some(), "{name}");
                continue;
            }
            assert!(is_stopped, "{name}");
            // What is proven all the same changes the request and nothing else.
            let steps = plans.into_iter().flatten().filter_map(Value::as_array);
            let mut steps = steps.flatten().filter_map(Value::as_str);
            assert!(steps.all(|it| it.starts_with("request/")), "{name}");
        }
    }
    Ok(())
}

#[test]
fn each_stop_rule_has_a_case() -> Result<(), Box<dyn Error>> {
    let mut told = BTreeSet::new();
    for (_, fixture) in cases()? {
        let stopped = fixture.get("want").and_then(|it| it.get("stopped"));
        let ids = stopped.and_then(Value::as_array).into_iter().flatten();
        told.extend(ids.filter_map(Value::as_str).map(String::from));
    }
    for stop in Stop::ALL {
        assert!(told.contains(stop.id()), "no case for {}", stop.id());
    }
    Ok(())
}

/// The cases of `fixtures/plans/`, by name
fn cases() -> Result<Vec<(String, Table)>, Box<dyn Error>> {
    let room = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/plans");
    let mut all = Vec::new();
    for entry in std::fs::read_dir(&room)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        all.push((name, std::fs::read_to_string(entry.path())?.parse()?));
    }
    all.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(all)
}
