//! `--redact`: no name of a world comes out in any format, and the answer is the same.
//!
//! Every name of the world below has `zebra` in it, in the place of every kind of name.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

const FORMATS: [&str; 5] = ["text", "json", "markdown", "sarif", "mermaid"];

const WORLD: &str = r#"
schema: why403/world/v1
organization:
  organization: {Id: o-zebra12345, MasterAccountId: "999988887777"}
  roots: {Roots: [{Id: r-zebr, Name: ZebraRoot, PolicyTypes: [{Type: SERVICE_CONTROL_POLICY, Status: ENABLED}]}]}
  parents: {"123123123123": ou-zebr-zebra123, ou-zebr-zebra123: r-zebr}
  targets:
    r-zebr: {scp: [p-FullAWSAccess], rcp: []}
    ou-zebr-zebra123:
      scp:
        - p-FullAWSAccess
        - Id: p-zebra1234
          Name: Zebra guard of things
          Content:
            Version: "2012-10-17"
            Statement:
              - {Sid: ZebraOnly, Effect: Deny, Action: "s3:*", Resource: "arn:aws:s3:::zebra-*", Condition: {StringNotEquals: {"aws:PrincipalTag/zebra-team": zebra-value}, NotIpAddress: {"aws:SourceIp": 10.77.0.0/16}}}
      rcp: []
    "123123123123": {scp: [p-FullAWSAccess], rcp: []}
accounts:
  "123123123123":
    iam:
      roles:
        zebra-role:
          role:
            Arn: arn:aws:iam::123123123123:role/zebra/path/zebra-role
            RoleId: AROAZEBRAZEBRAZEBRA12
            Tags: [{Key: zebra-team, Value: zebra-other}]
            AssumeRolePolicyDocument:
              Version: "2012-10-17"
              Statement: {Effect: Allow, Principal: {AWS: "arn:aws:iam::123123123123:user/zebra-user"}, Action: sts:AssumeRole}
          attached-policies: {AttachedPolicies: [{PolicyName: zebra-missing, PolicyArn: "arn:aws:iam::123123123123:policy/zebra-missing"}]}
          inline:
            zebra-inline:
              Version: "2012-10-17"
              Statement:
                - {Sid: ZebraReads, Effect: Allow, Action: ["s3:GetObject"], Resource: "arn:aws:s3:::zebra-bucket"}
                - {Effect: Allow, Action: "s3:GetObject", Resource: "arn:aws:s3:::zebra-bucket/*", Condition: {StringEquals: {"aws:SourceVpce": vpce-0zebra12}}}
    s3:
      buckets:
        zebra-bucket:
          policy:
            Version: "2012-10-17"
            Id: ZebraPolicy
            Statement:
              - {Sid: ZebraDeny, Effect: Deny, Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::zebra-bucket/zebra/*", Condition: {StringEquals: {"s3:ExistingObjectTag/zebra-tag": "zebra secret"}}}
          tagging: {TagSet: [{Key: zebra-cost, Value: zebra-center}]}
          acl: "An error occurred (AccessDenied) when calling the GetBucketAcl operation: User: arn:aws:iam::123123123123:user/zebra-user is not authorized"
          encryption:
            Rules:
              - ApplyServerSideEncryptionByDefault: {SSEAlgorithm: aws:kms, KMSMasterKeyID: "arn:aws:kms:eu-central-1:123123123123:key/99991111-2222-3333-4444-555566667777"}
          location: eu-central-1
          objects:
            - key: zebra/zebra-file.csv
              get-object-tagging: {TagSet: [{Key: zebra-tag, Value: zebra secret}]}
"#;

const ERROR: &str = "download failed: s3://zebra-bucket/zebra/zebra-file.csv to ./zebra-file.csv An error occurred (AccessDenied) when calling the GetObject operation: User: arn:aws:sts::123123123123:assumed-role/zebra-role/zebra@zebra.example is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::zebra-bucket/zebra/zebra-file.csv\" because no identity-based policy allows the s3:GetObject action";

/// A folder named like a canary, with the world and the error in it
fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("zebra-{test}"));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("zebra-world.yaml"), WORLD).unwrap();
    folder
}

fn explain(folder: &Path, more: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_why403"))
        .args(["explain", "--world", "zebra-world.yaml", ERROR])
        .args([
            "--context",
            "aws:SourceIp=10.77.1.2",
            "--context",
            "aws:SourceVpce=vpce-0zebra99",
        ])
        .args(more)
        .current_dir(folder)
        .env_clear()
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap();
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{complaint}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn no_canary_comes_out_in_any_format() {
    let folder = folder("canary");
    for format in FORMATS {
        for detail in [&["--redact"][..], &["--redact", "--all"]] {
            let more = [detail, &["--format", format]].concat();
            let text = explain(&folder, &more);
            let found = text.to_lowercase();
            let secrets = ["zebra", "zebr-", "1231231", "99991111", "10.77", "secret"];
            for secret in secrets {
                assert!(!found.contains(secret), "{format}: {secret} in\n{text}");
            }
        }
        // Without the flag they do come out: the world is one that could leak.
        let open = explain(&folder, &["--all", "--format", format]);
        assert!(open.contains("zebra"), "{format}");
    }
}

/// What an answer decides, without any name
fn bones(answer: &Value) -> Value {
    let each = |list: &Value, members: &[&str]| -> Vec<Value> {
        let list = list.as_array().unwrap().iter();
        list.map(|it| members.iter().map(|member| it[*member].clone()).collect())
            .collect()
    };
    let checks = answer["checks"].as_array().unwrap().iter();
    let layers: Vec<Vec<Value>> = checks
        .map(|it| each(&it["layers"], &["layer", "verdict", "absent"]))
        .collect();
    let causes = each(
        &answer["causes"],
        &["code", "check", "layer", "effect", "certainty", "proven"],
    );
    serde_json::json!([
        answer["decision"],
        answer["outcome"],
        layers,
        causes,
        each(
            &answer["checks"],
            &["action", "decision", "blockedBy", "rules"]
        ),
        each(
            &answer["fixes"],
            &["kind", "check", "layer", "tried", "stillBlockedBy"]
        ),
        each(&answer["unknowns"], &["layer", "matters"]),
    ])
}

#[test]
fn the_answer_is_the_same() {
    let folder = folder("same");
    let read = |more: &[&str]| -> Value { serde_json::from_str(&explain(&folder, more)).unwrap() };
    let (open, redacted) = (
        read(&["--format", "json"]),
        read(&["--format", "json", "--redact"]),
    );
    assert!(!open["causes"].as_array().unwrap().is_empty());
    assert_eq!(bones(&open), bones(&redacted));
    for format in FORMATS {
        let count = |more: &[&str]| {
            explain(&folder, &[more, &["--format", format, "--all"]].concat())
                .lines()
                .count()
        };
        // Lines of a terminal wrap by their words.
        if format != "text" {
            assert_eq!(count(&[]), count(&["--redact"]), "{format}");
        }
    }
}

#[test]
fn places_in_the_file_stay() {
    let folder = folder("places");
    let regions = |more: &[&str]| -> Vec<Value> {
        let log: Value = serde_json::from_str(&explain(&folder, more)).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap().iter();
        results
            .map(|it| it["locations"][0]["physicalLocation"]["region"].clone())
            .collect()
    };
    let open = regions(&["--format", "sarif"]);
    assert!(!open.is_empty());
    assert_eq!(open, regions(&["--format", "sarif", "--redact"]));
}

#[test]
fn one_name_is_one_name_everywhere() {
    let folder = folder("consistent");
    let answer: Value =
        serde_json::from_str(&explain(&folder, &["--format", "json", "--redact"])).unwrap();
    let principal = answer["principal"].as_str().unwrap();
    let role = principal.split('/').nth(1).unwrap();
    assert!(role.starts_with("role-"), "{principal}");
    let resource = answer["checks"][0]["resource"].as_str().unwrap();
    let bucket = resource.strip_prefix("arn:aws:s3:::").unwrap();
    let bucket = bucket.split('/').next().unwrap();
    assert!(bucket.starts_with("bucket-"), "{resource}");
    let text = answer.to_string();
    for wanted in [
        format!("of role {role}"),
        format!("bucket policy of {bucket}"),
        format!("arn:aws:s3:::{bucket}/"),
    ] {
        assert!(text.contains(&wanted), "{wanted}\n{text}");
    }
}

/// A sentence whose words the redactor does not know would come out as `name-1`
#[test]
fn the_sentences_of_the_examples_stay() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let examples = std::fs::read_dir(root.join("examples")).unwrap();
    let (mut count, mut all) = (0, Vec::<String>::new());
    for example in examples.map(|it| it.unwrap().path()) {
        let Ok(page) = std::fs::read_to_string(example.join("README.md")) else {
            continue;
        };
        let (_, after) = page.split_once("\n```sh\n").unwrap();
        let (command, _) = after.split_once("\n```").unwrap();
        let folder = Path::new(env!("CARGO_BIN_EXE_why403")).parent().unwrap();
        let output = Command::new("sh")
            .arg("-c")
            .arg(format!("{command} --redact --all --format markdown"))
            .current_dir(&root)
            .env_clear()
            .env("PATH", format!("{}:/usr/bin:/bin", folder.display()))
            .stdin(std::process::Stdio::null())
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(!text.contains("acme") && text.contains("-1"), "{text}");
        let taken = text.lines().filter(|it| it.contains("name-"));
        all.extend(taken.map(|it| format!("{}: {it}", example.display())));
        count += 1;
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
    assert!(count >= 30);
}

/// What an error means is said to everybody, and what identifies a request to nobody
#[test]
fn notes_of_an_error_stay_and_its_ids_go() {
    let folder = folder("notes");
    let text = "https://zebra-bucket.s3.eu-central-1.amazonaws.com/zebra/zebra-file.csv?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=ASIAIOSFODNN7EXAMPLE%2F20261120%2Feu-central-1%2Fs3%2Faws4_request&X-Amz-Date=20261120T091500Z&X-Amz-Expires=900&X-Amz-Security-Token=zebra&X-Amz-Signature=zebra <Error><Code>AccessDenied</Code><Message>Request has expired</Message><X-Amz-Expires>900</X-Amz-Expires><Expires>2026-11-20T09:30:00Z</Expires><ServerTime>2026-11-20T09:31:07Z</ServerTime><RequestId>ZEBRA7FB7D0A2F9X</RequestId><HostId>zebraLuByRx9e6j5Onimru9pO4ZVKnJ2Qz7</HostId></Error>";
    let output = Command::new(env!("CARGO_BIN_EXE_why403"))
        .args(["explain", "--world", "zebra-world.yaml", text])
        .args(["--role", "zebra-role", "--operation", "GetObject"])
        .args(["--redact", "--all", "--format", "json"])
        .current_dir(&folder)
        .env_clear()
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let answer: Value = serde_json::from_str(&text).unwrap();
    assert!(!text.to_ascii_lowercase().contains("zebra"), "{text}");
    let symptom = &answer["symptom"];
    assert_eq!(symptom["code"], "AccessDenied");
    assert_eq!(symptom["requestId"], Value::Null);
    let notes = symptom["notes"].to_string();
    for wanted in [
        "the presigned URL or the form has expired",
        "900 seconds from its signing; the request came at ",
        " and can be used for 900 seconds, and no longer than the session that signed it",
    ] {
        assert!(notes.contains(wanted), "{wanted}: {notes}");
    }
}
