//! `why403 compare`: the whole way from arguments to answers, errors and exit codes.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

const WORLD: &str = r#"
schema: why403/world/v1
organization: {organization: null}
accounts:
  "123123123123":
    iam:
      roles:
        zebra-role:
          role:
            AssumeRolePolicyDocument: {Version: "2012-10-17", Statement: {Effect: Allow, Principal: {AWS: "arn:aws:iam::123123123123:root"}, Action: sts:AssumeRole}}
          attached-policies: []
          inline:
            zebra-inline: {Version: "2012-10-17", Statement: {Effect: Allow, Action: "s3:GetObject", Resource: "arn:aws:s3:::zebra-bucket/*"}}
    s3:
      public-access-block: null
      buckets:
        zebra-bucket:
          policy:
            Version: "2012-10-17"
            Statement:
              - {Sid: ZebraOffice, Effect: Deny, Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::zebra-bucket/*", Condition: {NotIpAddress: {"aws:SourceIp": 10.77.0.0/16}}}
          ownership-controls: BucketOwnerEnforced
          public-access-block: {BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true}
          encryption: {Rules: [{ApplyServerSideEncryptionByDefault: {SSEAlgorithm: AES256}}]}
          location: eu-central-1
          tagging: []
          abac: Disabled
          request-payment: BucketOwner
"#;

const ERROR: &str = "An error occurred (AccessDenied) when calling the GetObject operation: User: arn:aws:sts::123123123123:assumed-role/zebra-role/zebra-session is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::zebra-bucket/zebra.csv\" with an explicit deny in a resource-based policy";

fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("compare-{test}"));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("zebra-world.yaml"), WORLD).unwrap();
    folder
}

fn compare(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_why403"))
        .arg("compare")
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap()
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

const ADDRESSES: [&str; 7] = [
    "--world",
    "zebra-world.yaml",
    ERROR,
    "--works",
    "aws:SourceIp=10.77.1.2",
    "--fails",
    "aws:SourceIp=192.0.2.9",
];

#[test]
fn an_error_is_what_fails_and_a_flag_says_what_works() {
    let folder = folder("error");
    let more = [&ADDRESSES[..], &["--format", "json"]].concat();
    let output = compare(&folder, &more);
    assert_eq!(output.status.code(), Some(0));
    let found: Value = serde_json::from_str(&text(&output)).unwrap();
    assert_eq!(found["schema"], "why403/compare/v1");
    let parting = &found["parting"];
    assert_eq!(parting["parts"], "must");
    assert_eq!(parting["decisions"]["works"], "allow");
    assert_eq!(parting["decisions"]["fails"], "deny");
    let point = &parting["points"][0];
    assert_eq!(point["layer"], "resource");
    let statement = &point["statements"][0];
    assert_eq!(statement["statement"]["sid"], "ZebraOffice");
    let element = &statement["elements"][0];
    assert_eq!(element["key"], "aws:SourceIp");
    assert_eq!(element["found"]["works"]["values"][0], "10.77.1.2");
    assert_eq!(element["found"]["fails"]["values"][0], "192.0.2.9");
}

#[test]
fn the_exit_code_is_that_of_what_fails() {
    let folder = folder("exit");
    let with = |more: &[&str]| {
        compare(&folder, &[&ADDRESSES[..], more].concat())
            .status
            .code()
    };
    assert_eq!(with(&[]), Some(0));
    assert_eq!(with(&["--exit-code"]), Some(1));
    let open = compare(
        &folder,
        &[
            "--world",
            "zebra-world.yaml",
            "--role",
            "zebra-role",
            "--action",
            "s3:GetObject",
            "--resource",
            "s3://zebra-bucket/zebra.csv",
            "--works",
            "aws:SourceIp=10.77.1.2",
            "--exit-code",
        ],
    );
    assert_eq!(open.status.code(), Some(3), "{}", text(&open));
    assert!(text(&open).starts_with("THEY MAY PART:"));
}

#[test]
fn no_name_comes_out_redacted() {
    let folder = folder("redact");
    for format in ["text", "json"] {
        let more = [&ADDRESSES[..], &["--redact", "--all", "--format", format]].concat();
        let found = text(&compare(&folder, &more)).to_lowercase();
        for secret in ["zebra", "1231231", "10.77", "192.0.2.9"] {
            assert!(!found.contains(secret), "{secret} in\n{found}");
        }
        let open = text(&compare(
            &folder,
            &[&ADDRESSES[..], &["--format", format]].concat(),
        ));
        assert!(open.contains("zebra"), "{open}");
    }
}

/// Records of which every second one is refused, from another address
fn log() -> String {
    let record = |index: usize| {
        let (code, address) = match index % 2 {
            0 => ("", "10.77.1.2"),
            _ => ("\"errorCode\":\"AccessDenied\",", "192.0.2.9"),
        };
        format!(
            "{{\"eventSource\":\"s3.amazonaws.com\",\"eventName\":\"GetObject\",{code}\
             \"eventTime\":\"2026-11-20T09:0{index}:00Z\",\"sourceIPAddress\":\"{address}\",\
             \"userIdentity\":{{\"arn\":\"arn:aws:iam::123123123123:user/zebra\"}},\
             \"requestParameters\":{{\"bucketName\":\"zebra-bucket\",\"key\":\"zebra/{index}\"}}}}"
        )
    };
    let all: Vec<String> = (0..8).map(record).collect();
    format!("{{\"Records\":[{}]}}", all.join(","))
}

#[test]
fn a_log_is_separated_by_what_all_failures_have_in_common() {
    let folder = folder("log");
    std::fs::write(folder.join("trail.json"), log()).unwrap();
    let found = text(&compare(&folder, &["trail.json"]));
    let first = "FAILURES SEPARATE BY source address: 192.0.2.9 (all that fail, and nothing that";
    assert!(found.starts_with(first), "{found}");
    let json = text(&compare(&folder, &["trail.json", "--format", "json"]));
    let json: Value = serde_json::from_str(&json).unwrap();
    let split = &json["separation"]["splits"][0];
    assert_eq!(split["attribute"], "source address");
    assert_eq!(split["perfect"], true);
    assert_eq!(split["inside"]["fails"], 4);
    assert_eq!(split["outside"]["works"], 4);
    let neutral = text(&compare(&folder, &["trail.json", "--redact"]));
    assert!(
        !neutral.contains("192.0.2.9") && !neutral.contains("zebra"),
        "{neutral}"
    );
}

#[test]
fn what_cannot_be_compared_is_an_error_that_says_what_to_type() {
    #[track_caller]
    fn check(folder: &Path, arguments: &[&str], code: &str) {
        let output = compare(folder, arguments);
        let complaint = String::from_utf8(output.stderr.clone()).unwrap();
        assert_eq!(output.status.code(), Some(2), "{complaint}");
        assert!(complaint.contains(code), "{complaint}");
        assert!(complaint.contains("help"), "{complaint}");
    }
    let folder = folder("wrong");
    let one_sided = log().replace("\"errorCode\":\"AccessDenied\",", "");
    std::fs::write(folder.join("works.json"), one_sided).unwrap();
    let asked = ["--world", "zebra-world.yaml", ERROR];
    check(&folder, &asked, "compare/alike");
    check(
        &folder,
        &[&asked[..], &["--works", "colour=red"]].concat(),
        "compare/change",
    );
    check(
        &folder,
        &[&asked[..], &["--works", "resource"]].concat(),
        "compare/change",
    );
    check(&folder, &["works.json"], "compare/one-sided");
    check(&folder, &["missing.txt"], "file/missing");
    check(&folder, &["hello there"], "symptom/unrecognized");
}
