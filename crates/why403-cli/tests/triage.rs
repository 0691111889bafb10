//! `explain` where little is known: an answer in every format, exit codes, the simulator's answer,
//! and how saved answers go on from run to run.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const FORMATS: [&str; 5] = ["text", "json", "markdown", "sarif", "mermaid"];

const HEAD: &str =
    "fatal error: An error occurred (403) when calling the HeadObject operation: Forbidden";

const BARE: &str = "download failed: s3://zebra-bucket/zebra.csv to ./zebra.csv An error occurred (AccessDenied) when calling the GetObject operation: Access Denied";

const SIMULATED: &str = r#"{"EvaluationResults": [{"EvalActionName": "s3:GetObject",
  "EvalResourceName": "arn:aws:s3:::zebra-bucket/zebra.csv", "EvalDecision": "allowed",
  "MatchedStatements": [{"SourcePolicyId": "zebra-policy", "SourcePolicyType": "IAM Policy"}],
  "MissingContextValues": ["aws:PrincipalTag/zebra"],
  "OrganizationsDecisionDetail": {"AllowedByOrganizations": true}}]}"#;

/// A folder of the test's own, without a world in it
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("triage-{name}"));
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

fn why403(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_why403"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// What it prints; it has to answer
#[track_caller]
fn answer(folder: &Path, arguments: &[&str]) -> String {
    let output = why403(folder, arguments);
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{complaint}");
    assert!(complaint.is_empty(), "{complaint}");
    String::from_utf8(output.stdout).unwrap()
}

fn json(folder: &Path, arguments: &[&str]) -> Value {
    let text = answer(folder, &[arguments, &["--format", "json"]].concat());
    serde_json::from_str(&text).unwrap()
}

#[test]
fn a_text_alone_is_answered_in_every_format() {
    let folder = folder("formats");
    for format in FORMATS {
        for text in [HEAD, BARE, "Access Denied", "403 Forbidden"] {
            for more in [&[][..], &["--all"]] {
                let found = answer(&folder, &[&[text, "--format", format], more].concat());
                assert!(found.len() > 40, "{format}: {found}");
                assert!(!found.contains('\u{1b}'), "no colours into a pipe");
            }
        }
    }
    let found = answer(&folder, &[HEAD]);
    assert!(found.starts_with("UNDETERMINED: the text does not say who asked and on what\n"));
    let (who, get) = (
        "\n  aws sts get-caller-identity\n",
        "--range bytes=0-0 /dev/null\n",
    );
    assert!(
        found.find(who).unwrap() < found.find(get).unwrap(),
        "{found}"
    );
}

#[test]
fn the_exit_code_says_that_nothing_is_decided() {
    let folder = folder("codes");
    let code = |arguments: &[&str]| why403(&folder, arguments).status.code();
    assert_eq!(code(&[HEAD, "--exit-code"]), Some(3));
    let skew =
        "X (Service: Amazon S3; Status Code: 403; Error Code: RequestTimeTooSkewed; Request ID: Y)";
    assert_eq!(
        code(&[skew, "--exit-code"]),
        Some(1),
        "a refusal is one, without policies"
    );
    // Wrong flags stay errors.
    assert_eq!(code(&[HEAD, "--resource", "logs"]), Some(2));
    assert_eq!(
        code(&[HEAD, "--operation", "GetObject"]),
        Some(2),
        "the text says another"
    );
    assert_eq!(code(&[HEAD, "--role", "nobody"]), Some(2));
}

#[test]
fn json_says_what_is_not_known_as_null() {
    let found = json(&folder("null"), &[HEAD]);
    assert_eq!(found["schema"], "why403/diagnosis/v1");
    assert_eq!(found["decision"], "undetermined");
    for member in ["principal", "action", "resource", "contradiction"] {
        assert_eq!(found[member], Value::Null, "{member}");
    }
    assert_eq!(found["operation"], "HeadObject");
    assert_eq!(found["lacks"], serde_json::json!(["principal", "resource"]));
    assert_eq!(found["candidates"][0]["action"], "s3:GetObject");
    assert_eq!(found["candidates"][0]["certainty"], "likely");
    assert_eq!(found["looks"][0]["command"], "aws sts get-caller-identity");
    assert_eq!(found["standings"].as_array().unwrap().len(), 13);
}

#[test]
fn no_name_comes_out_of_a_redacted_triage() {
    let folder = folder("redact");
    fs::write(folder.join("zebra.json"), SIMULATED).unwrap();
    let who = ["--principal", "arn:aws:iam::123123123123:user/zebra"];
    for format in FORMATS {
        for more in [&[][..], &["--all"], &["--simulator", "zebra.json"]] {
            for who in [&[][..], &who] {
                let open = [
                    &[BARE, "--operation", "GetObject", "--format", format],
                    more,
                ]
                .concat();
                let open = [open.as_slice(), who].concat();
                assert!(answer(&folder, &open).contains("zebra"), "{format}");
                let text = answer(&folder, &[open.as_slice(), &["--redact"]].concat());
                let found = text.to_lowercase();
                for secret in ["zebra", "1231231"] {
                    assert!(!found.contains(secret), "{format}: {secret} in\n{text}");
                }
            }
        }
    }
}

/// A sentence whose words the redactor does not know would come out as `name-1`
#[test]
fn the_sentences_of_a_triage_stay() {
    let folder = folder("sentences");
    fs::write(folder.join("allowed.json"), SIMULATED).unwrap();
    let denied = SIMULATED.replace("allowed", "implicitDeny");
    fs::write(folder.join("denied.json"), &denied).unwrap();
    let organization = denied.replace("true", "false");
    fs::write(folder.join("organization.json"), organization).unwrap();
    let operations = [
        "GetObject",
        "HeadObject",
        "HeadBucket",
        "PutObject",
        "CopyObject",
        "UploadPart",
        "DeleteObject",
        "DeleteObjects",
        "ListObjectsV2",
        "ListBuckets",
        "PutBucketPolicy",
        "AssumeRole",
        "AssumeRoleWithWebIdentity",
        "Invoke",
    ];
    let mut texts: Vec<String> = operations
        .iter()
        .map(|it| {
            format!(
                "An error occurred (AccessDenied) when calling the {it} operation: Access Denied"
            )
        })
        .collect();
    texts.extend([
        HEAD.to_string(),
        "Access Denied".to_string(),
        "Forbidden".to_string(),
    ]);
    let user = "User: arn:aws:iam::111122223333:user/user-1 is not authorized to perform:";
    texts.push(format!(
        "{user} s3:GetObject because no resource-based policy allows the s3:GetObject action"
    ));
    texts.push(format!("{user} kms:Decrypt on this resource because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access"));
    let mut all = Vec::new();
    let principals = [
        "anonymous",
        "arn:aws:iam::111122223333:root",
        "arn:aws:sts::111122223333:assumed-role/role-1/session-1",
    ];
    for text in &texts {
        for simulator in ["", "allowed.json", "denied.json", "organization.json"] {
            for who in principals {
                let mut arguments =
                    vec![text.as_str(), "--redact", "--all", "--format", "markdown"];
                if !simulator.is_empty() {
                    arguments.extend(["--simulator", simulator]);
                }
                if !text.contains("User:") {
                    arguments.extend(["--principal", who]);
                }
                let found = answer(&folder, &arguments);
                all.extend(
                    found
                        .lines()
                        .filter(|it| it.contains("name-"))
                        .map(String::from),
                );
            }
        }
    }
    all.sort();
    all.dedup();
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn an_answer_of_the_simulator_stands_alone_or_beside_an_error() {
    let folder = folder("simulator");
    fs::write(folder.join("simulated.json"), SIMULATED).unwrap();
    let note = "it asks no RCP, VPC endpoint";
    let alone = answer(&folder, &["simulated.json", "--format", "markdown"]);
    assert!(alone.contains(note) && alone.contains("s3:GetObject on s3://zebra-bucket/zebra.csv"));
    let beside = answer(
        &folder,
        &[
            BARE,
            "--simulator",
            "simulated.json",
            "--format",
            "markdown",
        ],
    );
    assert!(beside.contains(note), "{beside}");
    // With a caller the question is whole, and evaluated; the answer is evidence beside it.
    let who = ["--principal", "arn:aws:iam::111122223333:user/alice"];
    let whole = [&["simulated.json"][..], &who].concat();
    let found = json(&folder, &whole);
    assert_eq!(found["checks"][0]["action"], "s3:GetObject");
    assert!(found["notes"].to_string().contains(note), "{found}");
    assert_eq!(found["contradiction"], Value::Null);
    fs::write(folder.join("other.json"), "{}").unwrap();
    let output = why403(&folder, &[BARE, "--simulator", "other.json"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("simulator/unrecognized")
    );
}

/// What a look says to type is typed, with an `aws` that answers, until nothing new is asked
#[test]
fn saved_answers_continue_where_the_first_run_ended() {
    let folder = folder("continue");
    let asked = [
        "An error occurred (AccessDenied) when calling the GetObject operation: Access Denied",
        "--principal",
        "arn:aws:sts::111122223333:assumed-role/reader/s",
        "--resource",
        "s3://logs/a.txt",
    ];
    let first = json(&folder, &asked);
    assert_eq!(first["progress"], Value::Null);
    let text = answer(&folder, &[&asked[..], &["--all"]].concat());
    let save = "  mkdir -p world/accounts/111122223333/iam/roles/reader\n  aws iam list-attached-role-policies --role-name reader \\\n    > world/accounts/111122223333/iam/roles/reader/attached-policies.json 2>&1\n";
    assert!(text.contains(save), "{text}");
    let write = |file: &str, text: &str| {
        let path = folder.join("world").join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let role = "accounts/111122223333/iam/roles/reader";
    write(
        &format!("{role}/attached-policies.json"),
        r#"{"AttachedPolicies": []}"#,
    );
    write(
        &format!("{role}/inline-policies.json"),
        r#"{"PolicyNames": ["p"]}"#,
    );
    write(
        &format!("{role}/inline/p.json"),
        r#"{"PolicyDocument": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}}}"#,
    );
    write(
        &format!("{role}/role.json"),
        r#"{"Role": {"RoleName": "reader", "Arn": "arn:aws:iam::111122223333:role/reader", "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}}}}"#,
    );
    let second = json(&folder, &asked);
    assert_eq!(second["decision"], "undetermined");
    let cleared = second["progress"]["cleared"].to_string();
    assert_eq!(cleared, r#"["identity","boundary"]"#);
    let commands = second["looks"].to_string();
    assert!(
        !commands.contains("list-attached-role-policies"),
        "{commands}"
    );
    let text = answer(&folder, &asked);
    assert!(
        text.contains("so far: the world clears identity, boundary; left are "),
        "{text}"
    );
}

/// Where no text and no world tells who denied, a record would: in long answers and short ones.
#[test]
fn a_record_is_pointed_to_where_nothing_tells_who_denies() {
    let folder = folder("record");
    let points = |words: &[&str]| {
        let found = answer(&folder, words);
        found.contains("docs/evidence.md")
    };
    assert!(points(&[BARE]));
    assert!(points(&[BARE, "--all"]));
    let told = "User: arn:aws:iam::111122223333:user/ann is not authorized to perform: s3:GetObject \
                on resource: \"arn:aws:s3:::logs/a\" with an explicit deny in a service control policy";
    assert!(!points(&[told]));
    assert!(!points(&[told, "--all"]));
    // The question is whole; AWS said that it is denied, or a log that it was, and nothing by whom.
    let asked = [
        "--principal",
        "arn:aws:iam::111122223333:user/ann",
        "--resource",
        "s3://logs/a",
    ];
    let put =
        "An error occurred (AccessDenied) when calling the PutObject operation: Access Denied";
    assert!(points(&[&[put], &asked[..]].concat()));
    let line = "79a59df900b949e5 logs [06/Feb/2026:00:00:38 +0000] 192.0.2.3 arn:aws:iam::111122223333:user/ann 3E57427F3EXAMPLE REST.GET.OBJECT a \"GET /a HTTP/1.1\" 403 AccessDenied 243 - 7 - \"-\" \"aws-cli\" - s9lzHYrFp76ZVxRcpX9= SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader logs.s3.eu-west-1.amazonaws.com TLSV1.2 - -";
    assert!(points(&[line]));
    // A record is there already: to turn records on tells nothing more of it.
    let record = r#"{"eventVersion": "1.09", "eventSource": "s3.amazonaws.com", "eventName": "GetObject", "eventTime": "2026-02-06T00:00:38Z", "awsRegion": "eu-west-1", "eventType": "AwsApiCall", "errorCode": "AccessDenied", "errorMessage": "Access Denied", "userIdentity": {"type": "IAMUser", "arn": "arn:aws:iam::111122223333:user/ann", "accountId": "111122223333", "userName": "ann"}, "requestParameters": {"bucketName": "logs", "key": "a"}}"#;
    assert!(!points(&[record]));
}

/// Who is denied by a session policy has one, whatever is assumed where nobody gives one.
#[test]
fn a_session_policy_that_aws_tells_of_is_not_assumed_away() {
    let folder = folder("session");
    let text = "An error occurred (AccessDenied) when calling the PutObject operation: User: \
                arn:aws:sts::210987654321:assumed-role/zebra-writer/ci is not authorized to \
                perform: s3:PutObject on resource: \"arn:aws:s3:::zebra-bucket/zebra.csv\"";
    for (words, told) in [
        (
            "because no session policy allows the s3:PutObject action",
            "DENIED: AWS says that no session policy of role zebra-writer allows",
        ),
        (
            "with an explicit deny in a session policy",
            "DENIED: AWS says that a session policy of role zebra-writer denies",
        ),
    ] {
        let found = answer(&folder, &[&format!("{text} {words}")]);
        assert!(found.starts_with(told), "{found}");
        assert!(found.contains("session ✗ AWS's message says so"), "{found}");
    }
}
