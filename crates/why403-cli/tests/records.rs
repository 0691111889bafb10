//! Records as a person gives them: packed, piped in, several at once; what is none of that.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use flate2::Compression;
use flate2::write::GzEncoder;

const RECORD: &str = "examples/cloudtrail-tells-the-network/record.json";
const WORLD: &str = "examples/cloudtrail-tells-the-network/world.yaml";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn packed(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

/// A file of its own for each test
fn file(name: &str, bytes: &[u8]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

fn why403(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_why403"))
        .args(arguments)
        .current_dir(root())
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = child.stdin.take().unwrap();
    // A program that has found its error need not read on.
    let _ = pipe.write_all(input);
    drop(pipe);
    child.wait_with_output().unwrap()
}

#[track_caller]
fn answers(arguments: &[&str], input: &[u8]) {
    let output = why403(arguments, input);
    let text = String::from_utf8(output.stdout).unwrap();
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert!(text.contains("the request has no"), "{text}{complaint}");
    assert_eq!(output.status.code(), Some(0));
}

#[track_caller]
fn refuses(arguments: &[&str], input: &[u8], words: &[&str]) {
    let output = why403(arguments, input);
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{complaint}");
    for word in words {
        assert!(complaint.contains(word), "{complaint} lacks {word}");
    }
}

#[test]
fn a_packed_file_is_read_as_it_is() {
    let record = std::fs::read(root().join(RECORD)).unwrap();
    let path = file("record.json.gz", &packed(&record));
    answers(&["--world", WORLD, path.to_str().unwrap()], b"");
    answers(&["--world", WORLD, "-"], &packed(&record));
    answers(&["--world", WORLD], &record);
}

#[test]
fn a_damaged_or_missing_file_says_what_to_do() {
    let record = std::fs::read(root().join(RECORD)).unwrap();
    let mut bytes = packed(&record);
    bytes.truncate(bytes.len() / 2);
    let path = file("cut.json.gz", &bytes);
    let path = path.to_str().unwrap();
    refuses(
        &["--world", WORLD, path],
        b"",
        &["file/gzip", "gzip --test"],
    );
    refuses(&["--world", WORLD, "none.json.gz"], b"", &["file/missing"]);
}

#[test]
fn records_without_a_refusal_say_so() {
    let text = r#"{"Records":[{"eventSource":"s3.amazonaws.com","eventName":"GetObject"}]}"#;
    let words = ["symptom/no-refusal", "none of the 1 records", "data events"];
    refuses(&["--world", WORLD], text.as_bytes(), &words);
}

#[test]
fn a_caller_of_another_account_is_asked_for() {
    let text = r#"{"eventSource":"s3.amazonaws.com","eventName":"GetObject","errorCode":"AccessDenied","userIdentity":{"type":"AWSAccount","principalId":"AROAEXAMPLE:s","accountId":"222233334444"},"requestParameters":{"bucketName":"acme-exports","key":"k"}}"#;
    let words = [
        "question/caller-of-account",
        "222233334444",
        "--principal ARN",
    ];
    refuses(&["--world", WORLD], text.as_bytes(), &words);
}

/// A record and a flag that say different things
#[test]
fn a_flag_that_contradicts_the_record_is_an_error() {
    let arguments = [
        "--world",
        WORLD,
        RECORD,
        "--context",
        "aws:SourceIp=192.0.2.1",
    ];
    refuses(&arguments, b"", &["question/conflict", "203.0.113.40"]);
}
