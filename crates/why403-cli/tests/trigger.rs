//! `why403 explain --trigger`: the whole way from arguments to answers, errors and exit codes.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

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
            AssumeRolePolicyDocument: {Version: "2012-10-17", Statement: {Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: sts:AssumeRole}}
          attached-policies: []
          inline: {}
    s3:
      buckets:
        zebra-bucket:
          location: eu-central-1
          notification: {LambdaFunctionConfigurations: [{LambdaFunctionArn: "arn:aws:lambda:eu-central-1:123123123123:function:zebra-function", Events: ["s3:ObjectCreated:*"]}]}
    regions:
      eu-central-1:
        lambda:
          zebra-function:
            configuration: {FunctionArn: "arn:aws:lambda:eu-central-1:123123123123:function:zebra-function", Role: "arn:aws:iam::123123123123:role/zebra-role", VpcConfig: null}
            policy:
              Version: "2012-10-17"
              Statement:
                - {Sid: ZebraS3, Effect: Allow, Principal: {Service: s3.amazonaws.com}, Action: "lambda:InvokeFunction", Resource: "arn:aws:lambda:eu-central-1:123123123123:function:zebra-function", Condition: {ArnLike: {"AWS:SourceArn": "arn:aws:s3:::zebra-other"}}}
"#;

fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("trigger-{test}"));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("zebra-world.yaml"), WORLD).unwrap();
    folder
}

fn explain(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_why403"))
        .args(["--world", "zebra-world.yaml", "--trigger"])
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

#[test]
fn every_check_is_in_the_answer() {
    let folder = folder("answer");
    let asked = ["s3", "--function", "zebra-function"];
    let output = explain(&folder, &[&asked[..], &["--format", "json"]].concat());
    assert_eq!(output.status.code(), Some(0));
    let found: Value = serde_json::from_str(&text(&output)).unwrap();
    assert_eq!(found.get("schema").unwrap(), "why403/trigger/v1");
    assert_eq!(found.get("source").unwrap(), "arn:aws:s3:::zebra-bucket");
    assert_eq!(found.get("decision").unwrap(), "deny");
    let checks = found.get("checks").unwrap().as_array().unwrap().iter();
    let verdict = |it: &Value| it.get("verdict").unwrap().as_str().unwrap().to_string();
    let verdicts: Vec<String> = checks.map(verdict).collect();
    assert_eq!(verdicts, ["passes", "fails", "idle", "fails", "fails"]);
    let code = |more: &[&str]| explain(&folder, &[&asked[..], more].concat()).status.code();
    assert_eq!(code(&["--exit-code"]), Some(1));
    assert_eq!(
        code(&["--exit-code", "--source", "zebra-elsewhere"]),
        Some(1)
    );
}

#[test]
fn no_name_comes_out_redacted() {
    let folder = folder("redact");
    for format in ["text", "json", "markdown"] {
        let asked = ["s3", "--function", "zebra-function", "--format", format];
        let neutral = explain(&folder, &[&asked[..], &["--redact", "--all"]].concat());
        let found = text(&neutral).to_lowercase();
        assert!(!found.is_empty());
        for secret in ["zebra", "1231231"] {
            assert!(!found.contains(secret), "{secret} in\n{found}");
        }
        assert!(text(&explain(&folder, &asked)).contains("zebra"));
    }
}

#[test]
fn what_is_no_trigger_is_an_error_that_says_what_to_type() {
    #[track_caller]
    fn check(arguments: &[&str], code: &str) {
        let output = explain(&folder("wrong"), arguments);
        let complaint = String::from_utf8(output.stderr.clone()).unwrap();
        assert_eq!(output.status.code(), Some(2), "{complaint}");
        assert!(complaint.contains(code), "{complaint}");
        assert!(complaint.contains("help"), "{complaint}");
    }
    check(&["sqs", "--function", "zebra-function"], "trigger/kind");
    check(&["s3"], "trigger/function");
    check(
        &["s3", "--function", "zebra-funktion"],
        "question/no-such-function",
    );
    check(
        &[
            "sns",
            "--function",
            "zebra-function",
            "--source",
            "arn:aws:s3:::b",
        ],
        "trigger/source",
    );
    check(
        &["s3", "--function", "zebra-function", "--format", "sarif"],
        "trigger/format",
    );
    check(
        &[
            "s3",
            "--function",
            "zebra-function",
            "--action",
            "s3:GetObject",
        ],
        "--action",
    );
}
