//! `why403 preflight`: answers, exit codes, and the command that it must not run.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// One role that may list and write below `site/`, but for `site/private/`, and nothing else. The
/// endpoint is known to be none, and nothing but identity and bucket policies decides.
const WORLD: &str = r#"
schema: why403/world/v1
organization: null
accounts:
  "111122223333":
    iam:
      roles:
        writer:
          role:
            AssumeRolePolicyDocument: {Version: "2012-10-17", Statement: {Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: sts:AssumeRole}}
          attached-policies: []
          inline:
            writes:
              Version: "2012-10-17"
              Statement:
                - {Effect: Allow, Action: "s3:ListBucket", Resource: "arn:aws:s3:::acme", Condition: {StringEquals: {"s3:prefix": "site/"}}}
                - {Effect: Allow, Action: ["s3:PutObject"], Resource: "arn:aws:s3:::acme/site/*"}
                - {Effect: Allow, Action: ["s3:GetObject"], Resource: "arn:aws:s3:::acme/site/*"}
                - {Effect: Deny, Action: "s3:GetObject", Resource: "arn:aws:s3:::acme/site/private/*"}
    s3:
      public-access-block: null
      buckets:
        acme:
          policy: null
          ownership-controls: BucketOwnerEnforced
          public-access-block: null
          encryption: {Rules: [{ApplyServerSideEncryptionByDefault: {SSEAlgorithm: AES256}}]}
          location: eu-central-1
          tagging: []
          abac: Disabled
          request-payment: BucketOwner
          versioning: {}
          object-lock: null
          objects:
            - key: site/a
              head-object: {ServerSideEncryption: AES256}
              get-object-tagging: {TagSet: []}
"#;

/// A folder of the test's own, gone at its end
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("preflight-{test}"));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("site/css")).unwrap();
        fs::write(path.join("world.yaml"), WORLD).unwrap();
        fs::write(path.join("site/index.html"), "x").unwrap();
        fs::write(path.join("site/css/a.css"), "x").unwrap();
        // A file of 9 MiB without the bytes
        let large = fs::File::create(path.join("large")).unwrap();
        large.set_len(9 << 20).unwrap();
        Self(path)
    }

    fn ask(&self, options: &[&str], command: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_why403"))
            .args(["preflight", "--world", "world.yaml", "--role", "writer"])
            .args(["--context-absent", "aws:SourceVpce"])
            .args(options)
            .arg("--")
            .args(command)
            .current_dir(&self.0)
            .env_clear()
            .stdin(Stdio::null())
            .output()
            .unwrap()
    }

    fn json(&self, options: &[&str], command: &[&str]) -> Value {
        let output = self.ask(&[options, &["--format", "json"]].concat(), command);
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
        let found: Value = serde_json::from_slice(&output.stdout).unwrap();
        let codes = [("allow", 0), ("deny", 1), ("undetermined", 3)];
        let code = codes.iter().find(|(it, _)| found["decision"] == *it);
        assert_eq!(output.status.code(), code.map(|(_, code)| *code));
        found
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The decision, and `OPERATION decision` of each call that is not only for failures
fn told(found: &Value) -> (String, Vec<String>) {
    let calls = found["calls"].as_array().unwrap().iter();
    let calls = calls.filter(|it| it["certainty"] != "fallback");
    let calls = calls.map(|it| {
        let word = |member: &str| it[member].as_str().unwrap().to_string();
        format!("{} {}", word("operation"), word("decision"))
    });
    (
        found["decision"].as_str().unwrap().to_string(),
        calls.collect(),
    )
}

/// Command, decision, calls
type Case = (&'static str, &'static str, &'static [&'static str]);

/// Expectations follow from the four statements of the world
#[rustfmt::skip] // One command a row, in columns.
const CASES: &[Case] = &[
    // The prefix of the listing and the keys are those that are allowed.
    ("aws s3 sync site s3://acme/site",           "allow", &["ListObjectsV2 allow", "PutObject allow"]),
    // Another folder is another prefix, and other keys.
    ("aws s3 sync site s3://acme/other",          "deny",  &["ListObjectsV2 deny", "PutObject deny"]),
    // `--delete` needs what nothing grants.
    ("aws s3 sync site s3://acme/site --delete",  "deny",  &["ListObjectsV2 allow", "PutObject allow", "DeleteObject deny"]),
    // `ls` sends the prefix as it is typed: without its slash it is another one.
    ("aws s3 ls s3://acme/site/",                 "allow", &["ListObjectsV2 allow"]),
    ("aws s3 ls s3://acme/site",                  "deny",  &["ListObjectsV2 deny"]),
    ("aws s3 ls",                                 "deny",  &["ListBuckets deny"]),
    // 9 MiB go in parts, which ask for s3:PutObject too; the bucket's default is not KMS.
    ("aws s3 cp large s3://acme/site/",           "allow", &["CreateMultipartUpload allow", "UploadPart allow", "CompleteMultipartUpload allow"]),
    // Begun with KMS, the parts ask for the key too, whose policy is not known.
    ("aws s3 cp large s3://acme/site/ --sse aws:kms --sse-kms-key-id arn:aws:kms:eu-central-1:111122223333:key/1",
        "undetermined", &["CreateMultipartUpload undetermined", "UploadPart undetermined", "CompleteMultipartUpload undetermined"]),
    // A move removes its source.
    ("aws s3 mv s3://acme/site/a .",              "deny",  &["HeadObject allow", "GetObject allow", "DeleteObject deny"]),
    // An ACL asks for s3:PutObjectAcl.
    ("aws s3 cp site/index.html s3://acme/site/ --acl private", "deny", &["PutObject deny"]),
    // Unsigned, nobody is allowed anything.
    ("aws s3 cp s3://acme/site/a . --no-sign-request", "deny", &["HeadObject deny", "GetObject deny"]),
    // Nothing of it is sent.
    ("aws s3 cp site s3://acme/other --recursive --exclude '*'", "allow", &[]),
];

#[test]
fn each_call_is_answered_by_the_world() {
    let folder = Folder::new("answers");
    for (command, decision, calls) in CASES {
        let (found, told) = told(&folder.json(&[], &[command]));
        let calls: Vec<String> = calls.iter().map(ToString::to_string).collect();
        assert_eq!((found.as_str(), told), (*decision, calls), "{command}");
    }
}

/// The Deny on `site/private/` is about some of the keys below `site/`
#[test]
fn keys_below_a_prefix_that_policies_part_are_told_apart() {
    let folder = Folder::new("split");
    let found = folder.json(&[], &["aws", "s3", "sync", "s3://acme/site", "out"]);
    let (decision, calls) = told(&found);
    assert_eq!(decision, "undetermined");
    assert_eq!(calls, ["ListObjectsV2 allow", "GetObject undetermined"]);
    assert_eq!(found["calls"][1]["isSplit"], true);
    let output = folder.ask(&[], &["aws", "s3", "sync", "s3://acme/site", "out"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("denied on s3://acme/site/private/"), "{text}");
    // What is below the part is all denied.
    let found = folder.json(&[], &["aws", "s3", "cp", "s3://acme/site/private/k", "."]);
    assert_eq!(told(&found).0, "deny");
}

/// How large a source is only AWS knows; where both ways end alike, that does not matter
#[test]
fn what_is_unknown_counts_only_where_it_decides() {
    let folder = Folder::new("ways");
    let copy = ["aws", "s3", "cp", "s3://acme/site/a", "s3://acme/site/b"];
    // Version 2 reads tags of a large source, which nothing grants; version 1 does not. Whether
    // the source has tags decides on the copy in one request.
    let found = folder.json(&["--client-version", "2"], &copy);
    assert_eq!(told(&found).0, "undetermined");
    let text = String::from_utf8(folder.ask(&[], &copy).stdout).unwrap();
    assert!(
        text.contains("by version 2 of the AWS CLI, from 8 MiB on"),
        "{text}"
    );
    let denied = folder.json(
        &[],
        &["aws", "s3", "cp", "s3://acme/site/a", "s3://acme/other"],
    );
    assert_eq!(
        told(&denied).0,
        "deny",
        "small or large, it may not be written"
    );
}

/// The command that is shown gives the same answer
#[test]
fn the_command_that_shows_more_answers_alike() {
    let folder = Folder::new("again");
    let output = folder.ask(
        &[],
        &[
            "aws",
            "s3",
            "sync",
            "site",
            "s3://acme/o'ther x",
            "--request-payer",
        ],
    );
    let text = String::from_utf8(output.stdout).unwrap();
    // A command goes on where its line ends in a backslash.
    let joined = text.replace("\\\n", " ");
    let lines = joined
        .lines()
        .map(str::trim)
        .filter(|it| it.starts_with("why403 explain"));
    let mut count = 0;
    for line in lines {
        let binary = PathBuf::from(env!("CARGO_BIN_EXE_why403"));
        let path = binary.parent().unwrap().display().to_string();
        let shown = Command::new("sh")
            .args(["-c", &format!("{line} --exit-code")])
            .current_dir(&folder.0)
            .env_clear()
            .env("PATH", format!("{path}:/usr/bin:/bin"))
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert_eq!(shown.status.code(), Some(1), "{line}");
        count += 1;
    }
    assert_eq!(count, 2, "{text}");
}

#[test]
fn nothing_is_run() {
    let folder = Folder::new("nothing");
    let marker = folder.0.join("ran");
    fs::write(
        folder.0.join("aws"),
        format!("#!/bin/sh\ntouch {}\n", marker.display()),
    )
    .unwrap();
    let output = folder.ask(&[], &["./aws", "s3", "ls", "s3://acme/site/"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(!marker.exists());
}

/// Fails with code 2, says nothing on standard output, and says this on standard error
#[track_caller]
fn refuses(folder: &Folder, options: &[&str], command: &[&str], wanted: &str) {
    let output = folder.ask(options, command);
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{complaint}");
    assert!(output.stdout.is_empty());
    assert!(complaint.contains(wanted), "{complaint}");
    assert!(
        !complaint.contains('\u{1b}') && !complaint.contains("panicked"),
        "{complaint}"
    );
}

#[test]
fn what_cannot_be_answered_is_an_error() {
    let folder = Folder::new("errors");
    let ls = ["aws", "s3", "ls"];
    refuses(&folder, &[], &["s5cmd", "ls"], "command/unknown-client");
    refuses(
        &folder,
        &[],
        &["aws", "s3", "cp", "a"],
        "command/wrong-paths",
    );
    refuses(
        &folder,
        &[],
        &["aws", "s3", "rm", "s3://b/\u{1b}]0;x\u{7}"],
        "command/control-character",
    );
    refuses(&folder, &["--context", "nothing"], &ls, "flags/context");
    refuses(
        &folder,
        &["--session-policy", "no-file"],
        &ls,
        "file/unreadable",
    );
    refuses(
        &folder,
        &["--subnet", "subnet-1"],
        &ls,
        "question/no-such-subnet",
    );
    refuses(&folder, &[], &["aws s3 ls | cat"], "command/shell");
}

/// Keys of SSE-C, codes of MFA devices, and what else is secret on a command line
#[test]
fn no_secret_of_a_command_comes_out() {
    let folder = Folder::new("secrets");
    for command in [
        "aws s3 cp site/index.html s3://acme/other --sse-c AES256 --sse-c-key canary",
        "aws s3 cp s3://acme/a s3://acme/b --sse-c-copy-source AES256 --sse-c-copy-source-key=canary",
        "aws s3api get-object --bucket acme --key k --sse-customer-key canary --sse-customer-key-md5 canary out",
        "aws s3api delete-object --bucket acme --key k --mfa 'serial canary'",
        "rclone ls r:acme/x --s3-secret-access-key=canary --s3-access-key-id=canary",
        "aws s3 cp a s3://acme --sse-c-key canary | cat",
        "aws s3 cp a b --sse-c-key canary",
    ] {
        for format in ["text", "json"] {
            let output = folder.ask(&["--all", "--format", format], &[command]);
            let all = [output.stdout, output.stderr].concat();
            let text = String::from_utf8(all).unwrap();
            assert!(!text.contains("canary"), "{command}\n{text}");
        }
    }
}

/// A whole line in one word is taken apart; an option nobody knows of is told
#[test]
fn a_line_is_taken_apart_and_what_is_not_looked_at_is_told() {
    let folder = Folder::new("line");
    let found = folder.json(
        &[],
        &["aws s3 mv 's3://acme/site/a' s3://acme/site/b --validate-same-s3-paths"],
    );
    assert_eq!(found["unread"][0]["option"], "--validate-same-s3-paths");
    assert_eq!(found["command"], "aws s3 mv s3://B1/K1 s3://B2/K2");
}

/// The commands of the pages print what the pages show. `WHY403_BLESS=1` writes what was printed.
#[test]
#[cfg(unix)]
fn the_pages_show_what_their_commands_print() {
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::new("pages");
    let said =
        "fatal error: An error occurred (403) when calling the HeadObject operation: Forbidden";
    let aws = folder.0.join("aws");
    fs::write(&aws, format!("#!/bin/sh\necho '{said}' >&2\nexit 1\n")).unwrap();
    fs::set_permissions(&aws, fs::Permissions::from_mode(0o755)).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for name in ["docs/preflight.md", "docs/run.md"] {
        let page = fs::read_to_string(root.join(name)).unwrap();
        let (before, rest) = page.split_once("```sh\n").unwrap();
        let (command, rest) = rest.split_once("```\n\n```text\n").unwrap();
        let (shown, after) = rest.split_once("```\n").unwrap();
        let binary = PathBuf::from(env!("CARGO_BIN_EXE_why403"));
        let path = binary.parent().unwrap().display().to_string();
        let output = Command::new("sh")
            .args(["-c", command])
            .current_dir(&root)
            .env_clear()
            .env(
                "PATH",
                format!("{}:{path}:/usr/bin:/bin", folder.0.display()),
            )
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let found = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert_eq!(output.status.code(), Some(1), "{found}");
        if std::env::var_os("WHY403_BLESS").is_some() {
            let page = format!("{before}```sh\n{command}```\n\n```text\n{found}```\n{after}");
            fs::write(root.join(name), page).unwrap();
        } else {
            assert_eq!(shown, found, "{name}");
        }
    }
}
