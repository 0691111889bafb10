//! `why403 explain` as a whole process: an example, and a world of 1,000 roles and 200 buckets.
//!
//! The baseline is the process that only says its version.
#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

fn main() {
    divan::main();
}

fn run(arguments: &[&str]) {
    let status = Command::new(env!("CARGO_BIN_EXE_why403"))
        .args(arguments)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
        .env_clear()
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success());
}

#[divan::bench]
fn version_only() {
    run(&["--version"]);
}

#[divan::bench]
fn example() {
    let world = "examples/object-action-on-bucket-arn/world.yaml";
    run(&[
        "--world",
        world,
        "examples/object-action-on-bucket-arn/error.txt",
    ]);
}

#[divan::bench]
fn thousand_roles(bencher: divan::Bencher) {
    let path = large_world();
    let world = path.display().to_string();
    bencher.bench(|| {
        run(&[
            "--world",
            &world,
            "--role",
            "role-5",
            "--action",
            "s3:GetObject",
            "--resource",
            "s3://bucket-7/key",
        ]);
    });
}

/// A world of one JSON file: 1,000 roles with an inline policy each and one of 100 managed ones,
/// 200 buckets with a policy of five statements as a string
fn large_world() -> PathBuf {
    let grant = |number: usize| {
        let bucket = format!("arn:aws:s3:::bucket-{}", number % 200);
        let statement = json!({
            "Effect": "Allow",
            "Action": ["s3:GetObject", "s3:ListBucket", "s3:PutObject"],
            "Resource": [bucket, format!("{bucket}/*")],
        });
        json!({"Version": "2012-10-17", "Statement": vec![statement; 3]})
    };
    let trust = json!({"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow",
        "Principal": {"Service": "lambda.amazonaws.com"},
        "Action": "sts:AssumeRole",
    }]});
    let arn = |rest: String| format!("arn:aws:iam::111122223333:{rest}");
    let roles = (0..1_000).map(|it| {
        json!({
            "Path": "/",
            "RoleName": format!("role-{it}"),
            "RoleId": format!("AROA{it:016}"),
            "Arn": arn(format!("role/role-{it}")),
            "AssumeRolePolicyDocument": trust,
            "InstanceProfileList": [],
            "RolePolicyList": [{"PolicyName": "inline", "PolicyDocument": grant(it)}],
            "AttachedManagedPolicies": [{
                "PolicyName": format!("m-{}", it % 100),
                "PolicyArn": arn(format!("policy/m-{}", it % 100)),
            }],
            "Tags": [{"Key": "team", "Value": "data"}],
        })
    });
    let policies = (0..100).map(|it| {
        json!({
            "PolicyName": format!("m-{it}"),
            "PolicyId": format!("ANPA{it:016}"),
            "Arn": arn(format!("policy/m-{it}")),
            "Path": "/",
            "DefaultVersionId": "v1",
            "PolicyVersionList": [
                {"Document": grant(it), "VersionId": "v1", "IsDefaultVersion": true},
            ],
        })
    });
    let buckets = (0..200).map(|it| {
        let bucket = format!("arn:aws:s3:::bucket-{it}");
        let statement = json!({
            "Effect": "Deny",
            "Principal": "*",
            "Action": "s3:*",
            "Resource": [bucket, format!("{bucket}/*")],
            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        });
        let policy = json!({"Version": "2012-10-17", "Statement": vec![statement; 5]});
        let ownership = json!({"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]});
        let members = json!({
            "policy": {"Policy": policy.to_string()},
            "ownership-controls": {"OwnershipControls": ownership},
            "location": {"LocationConstraint": "eu-central-1"},
        });
        (format!("bucket-{it}"), members)
    });
    let account = json!({
        "iam": {
            "UserDetailList": [],
            "GroupDetailList": [],
            "RoleDetailList": roles.collect::<Vec<Value>>(),
            "Policies": policies.collect::<Vec<Value>>(),
            "IsTruncated": false,
        },
        "s3": {
            "public-access-block": null,
            "buckets": Value::Object(buckets.collect()),
        },
    });
    let world = json!({
        "schema": "why403/world/v1",
        "organization": null,
        "accounts": {"111122223333": account},
    });
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("large-world.json");
    std::fs::write(&path, world.to_string()).unwrap();
    path
}
