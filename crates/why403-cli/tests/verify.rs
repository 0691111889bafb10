//! `why403 verify`: exit codes, formats, and what it says to input that it cannot use.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

const WORLD: &str = "examples/cross-account-only-role-allows/world.yaml";
const PARTNER: &str = "bucket:acme-shared=docs/verify/partner.json";
const CARELESS: &str = "bucket:acme-shared=docs/verify/careless.json";
const REQUESTS: &str = "docs/verify/must-hold.yaml";

struct Answer {
    code: i32,
    out: String,
    said: String,
}

fn verify(arguments: &[&str]) -> Answer {
    verify_in(WORLD, arguments)
}

fn verify_in(world: &str, arguments: &[&str]) -> Answer {
    let output = Command::new(env!("CARGO_BIN_EXE_why403"))
        .args(["verify", "--world", world])
        .args(arguments)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
        .env_clear()
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!said.contains("panicked"), "{said}");
    Answer {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        said,
    }
}

fn json(arguments: &[&str]) -> (i32, Value) {
    let answer = verify(&[arguments, &["--format", "json"]].concat());
    (answer.code, serde_json::from_str(&answer.out).unwrap())
}

/// A file of the test's own
fn file(name: &str, text: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("verify");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path.display().to_string()
}

#[test]
fn what_is_opened_beside_what_was_asked_ends_with_one() {
    let (code, found) = json(&["--policy", PARTNER, "--requests", REQUESTS]);
    assert_eq!((code, &found["verdict"]), (1, &"fails".into()));
    assert_eq!(found["requests"][0]["before"], "deny");
    assert_eq!(found["requests"][0]["after"], "allow");
    assert_eq!(found["requests"][1]["verdict"], "passes");
    assert_eq!(found["opens"].as_array().unwrap().len(), 1);
    assert_eq!(
        found["opens"][0]["resource"],
        "arn:aws:s3:::acme-shared/feed/*"
    );
    assert_eq!(found["breaks"], serde_json::json!([]));
}

#[test]
fn what_is_meant_to_be_opened_may_be_allowed() {
    let meant = "*:role/partner-etl s3:GetObject s3://acme-shared/feed/*";
    let all = [
        "--policy",
        PARTNER,
        "--requests",
        REQUESTS,
        "--allow-opens",
        meant,
    ];
    let (code, found) = json(&all);
    assert_eq!((code, &found["verdict"]), (0, &"passes".into()));
    assert_eq!(found["opens"][0]["excuse"], "allowed");
    // Actions that nothing tells apart are allowed together or not at all.
    let one = "* s3:GetObject *";
    let (code, found) = json(&["--policy", CARELESS, "--allow-opens", one]);
    assert_eq!(code, 1, "{found}");
}

#[test]
fn exactly_what_a_request_asks_for_is_no_finding() {
    let text = std::fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/verify/partner.json"),
    );
    let exact = text.unwrap().replace("feed/*", "feed/today.json");
    let policy = format!("bucket:acme-shared={}", file("exact.json", &exact));
    let (code, found) = json(&["--policy", &policy, "--requests", REQUESTS]);
    assert_eq!(code, 0, "{found}");
    assert_eq!(found["opens"][0]["excuse"], "asked");
}

/// The office could read before, and nobody asked that others can: without its policy the bucket is
/// open to the role from every address.
#[test]
fn what_was_allowed_before_asks_for_nothing() {
    let office = file(
        "office.jsonl",
        "{\"principal\": \"arn:aws:sts::111122223333:assumed-role/monthly-report/cron\", \"action\": \"s3:GetObject\", \"resource\": \"s3://acme-finance/2026/08.csv\", \"context\": {\"aws:SourceIp\": \"203.0.113.7\", \"aws:SourceVpce\": null}}\n",
    );
    let open = file(
        "open.json",
        r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::acme-finance/*", "Condition": {"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}, "ArnNotEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/monthly-report"}}}]}"#,
    );
    let policy = format!("bucket:acme-finance={open}");
    let world = "examples/bucket-only-from-office/world.yaml";
    let all = [
        "--policy",
        &policy,
        "--requests",
        &office,
        "--format",
        "json",
    ];
    let answer = verify_in(world, &all);
    let found: Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!(found["requests"][0]["before"], "allow", "{found}");
    assert_eq!(answer.code, 1, "{found}");
    let opens = found["opens"].as_array().unwrap();
    assert!(!opens.is_empty());
    assert!(opens.iter().all(|it| it["excuse"].is_null()), "{found}");
}

#[test]
fn a_policy_that_is_removed_breaks_what_it_allowed() {
    let (code, found) = json(&["--policy", "bucket:acme-shared=none"]);
    assert_eq!(code, 1);
    assert_eq!(
        found["changes"][0]["what"],
        "bucket policy of acme-shared is gone"
    );
    let broken = &found["breaks"][0];
    assert_eq!(
        broken["principal"],
        "arn:aws:iam::444455556666:role/partner-loader"
    );
    let meant = "*:role/partner-loader s3:GetObject *";
    let (code, _) = json(&[
        "--policy",
        "bucket:acme-shared=none",
        "--allow-breaks",
        meant,
    ]);
    assert_eq!(code, 0);
}

#[test]
fn what_is_open_ends_with_three() {
    let open = file(
        "open.jsonl",
        "{\"role\": \"partner-etl\", \"action\": \"s3:GetObject\", \"resource\": \"s3://acme-shared/feed/today.json\"}\n",
    );
    let meant = "*:role/partner-etl s3:GetObject *";
    let all = [
        "--policy",
        PARTNER,
        "--requests",
        &open,
        "--allow-opens",
        meant,
    ];
    let (code, found) = json(&all);
    assert_eq!((code, &found["verdict"]), (3, &"open".into()));
    assert!(
        !found["requests"][0]["unknowns"]
            .as_array()
            .unwrap()
            .is_empty()
    );
}

#[test]
fn a_world_is_no_other_than_itself() {
    let (code, found) = json(&["--after", WORLD]);
    assert_eq!(code, 0);
    assert_eq!(found["changes"], serde_json::json!([]));
}

#[test]
fn what_differs_and_is_not_followed_ends_with_three() {
    let world = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(WORLD);
    let world = std::fs::read_to_string(world).unwrap();
    let other = world.replace("location: eu-central-1", "location: eu-west-1");
    assert_ne!(world, other);
    let other = file("elsewhere.yaml", &other);
    let (code, found) = json(&["--after", &other]);
    assert_eq!(code, 3);
    assert_eq!(
        found["unseen"],
        serde_json::json!(["the Region of bucket acme-shared"])
    );
    assert_eq!(json(&["--after", &other, "--allow-unseen"]).0, 0);
}

#[test]
fn a_comment_holds_names_as_names() {
    let answer = verify(&[
        "--policy",
        CARELESS,
        "--requests",
        REQUESTS,
        "--format",
        "markdown",
    ]);
    assert_eq!(answer.code, 1);
    assert!(
        answer.out.starts_with("### ❌ why403 verify: "),
        "{}",
        answer.out
    );
    assert!(
        answer
            .out
            .contains("| ✓ | the ETL writes nothing | still denied |")
    );
    assert!(answer.out.contains("**Breaks** nothing."));
}

#[test]
fn wrong_input_says_what_to_type() {
    #[track_caller]
    fn refuses(arguments: &[&str], said: &[&str]) {
        let answer = verify(arguments);
        assert_eq!(answer.code, 2, "{}", answer.said);
        assert_eq!(answer.out, "");
        for text in said {
            assert!(
                answer.said.contains(text),
                "no `{text}` in:\n{}",
                answer.said
            );
        }
    }
    refuses(&[], &["--after", "--policy"]);
    let wrong = "bucket:acme-sharde=docs/verify/partner.json";
    refuses(
        &["--policy", wrong],
        &["target/missing", "did you mean bucket:acme-shared?"],
    );
    let wrong = "bukcet:acme-shared=docs/verify/partner.json";
    refuses(&["--policy", wrong], &["target/kind", "role:NAME/POLICY"]);
    let wrong = "role:nobody=docs/verify/partner.json";
    refuses(
        &["--policy", wrong],
        &["target/missing", "role:partner-etl/read-shared"],
    );
    refuses(
        &["--policy", "bucket:acme-shared=docs/none.json"],
        &["file/unreadable"],
    );
    refuses(
        &["--policy", "bucket:acme-shared"],
        &["--policy TARGET=FILE"],
    );
    let all = ["--policy", PARTNER, "--allow-opens", "everything"];
    refuses(&all, &["verify/pattern", "PRINCIPAL ACTION RESOURCE"]);
    let wrong = file("wrong.yaml", "- {rolle: partner-etl}\n");
    refuses(
        &["--policy", PARTNER, "--requests", &wrong],
        &["request 1", "did you mean `role`?"],
    );
    let wrong = file("text.yaml", "partner-etl reads\n");
    refuses(
        &["--policy", PARTNER, "--requests", &wrong],
        &["expected a list of requests"],
    );
    let wrong = file("lines.jsonl", "{}\n{\n");
    refuses(&["--policy", PARTNER, "--requests", &wrong], &["principal"]);
}
