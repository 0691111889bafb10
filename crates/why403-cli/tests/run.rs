//! `why403 run`: the command is as it would be alone, and the 403 is explained behind it.
//!
//! The commands are programs of the tests' own: shell scripts that say what the AWS CLI says.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

const WORLD: &str = "examples/missing-get-object/world.yaml";
const BEGIN: &str = "--- why403 on the 403 above ---";
const END: &str = "--- end of why403 ---";

/// A folder of the test's own with an `aws` in it, gone at its end
struct Fake(PathBuf);

impl Fake {
    fn new(test: &str, script: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("run-{test}"));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        let fake = Self(path);
        fake.program("aws", &format!("#!/bin/sh\n{script}"), 0o755);
        fake
    }

    fn program(&self, name: &str, text: &str, mode: u32) {
        let path = self.0.join(name);
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
    }

    fn command(&self, options: &[&str], command: &[&str]) -> Command {
        let mut made = Command::new(env!("CARGO_BIN_EXE_why403"));
        made.args(["run", "--world", WORLD])
            .args(options)
            .arg("--")
            .args(command)
            .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
            .env_clear()
            .env("PATH", format!("{}:/usr/bin:/bin", self.0.display()))
            .env("FAKE", &self.0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        made
    }

    fn run(&self, options: &[&str], command: &[&str], input: &[u8]) -> Output {
        let mut child = self.command(options, command).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_vec();
        // Beside the reading, else both would wait for each other; a command that has ended
        // already reads no more.
        let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        output
    }
}

impl Drop for Fake {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// What why403 said, between its lines; what the command said stands before
fn told(output: &Output) -> (String, String) {
    let all = text(&output.stderr);
    let (before, rest) = all.split_once(&format!("\n{BEGIN}\n")).unwrap();
    let (told, after) = rest.split_once(&format!("{END}\n")).unwrap();
    assert_eq!(after, "", "nothing comes after the end");
    (before.to_string(), told.to_string())
}

#[test]
fn a_command_that_works_is_as_it_would_be_alone() {
    let script = "cat; printf 'to \\377 err\\000' >&2; printf 'a\\tb\\377'; exit 7";
    let fake = Fake::new("plain", script);
    let input: Vec<u8> = (0..=255).cycle().take(300_000).collect();
    let output = fake.run(&[], &["aws", "s3", "ls"], &input);
    assert_eq!(output.status.code(), Some(7));
    assert_eq!(output.stdout, [&input[..], b"a\tb\xff"].concat());
    assert_eq!(output.stderr, b"to \xff err\0");
    let watched = fake.run(&["--watch-stdout"], &["aws", "s3", "ls"], &input);
    assert_eq!(watched.stdout, output.stdout);
    assert_eq!(watched.stderr, output.stderr);
    assert_eq!(watched.status.code(), Some(7));
}

#[test]
fn arguments_come_through_as_they_are() {
    let fake = Fake::new(
        "arguments",
        "for it in \"$@\"; do printf '<%s>' \"$it\"; done",
    );
    let output = fake.run(
        &[],
        &["aws", "a b", "", "--world", "*", "$HOME", "--", "-x"],
        b"",
    );
    assert_eq!(text(&output.stdout), "<a b><><--world><*><$HOME><--><-x>");
    assert_eq!(output.status.code(), Some(0));
}

/// A HEAD has no body: bucket and key come from the command, and who asks from the flags
#[test]
fn a_403_without_a_word_is_explained_by_the_command() {
    let said =
        "fatal error: An error occurred (403) when calling the HeadObject operation: Forbidden";
    let fake = Fake::new("head", &format!("echo '{said}' >&2; exit 1"));
    let command = ["aws", "s3", "cp", "s3://acme-reports/2026/q3.csv", "."];
    let output = fake.run(&["--role", "report-reader"], &command, b"");
    let (before, told) = told(&output);
    assert_eq!(before, format!("{said}\n"));
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(text(&output.stdout), "");
    for wanted in [
        "DENIED: no identity policy of role report-reader allows s3:GetObject",
        "HeadObject on s3://acme-reports/2026/q3.csv",
    ] {
        assert!(told.contains(wanted), "no `{wanted}` in:\n{told}");
    }
}

/// A message that says all is taken at its word
#[test]
fn a_403_with_a_whole_message_is_explained_by_it() {
    let said = fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/missing-get-object/error.txt"),
    )
    .unwrap();
    let fake = Fake::new("message", "cat \"$FAKE/error\" >&2; exit 254");
    fs::write(fake.0.join("error"), &said).unwrap();
    let output = fake.run(
        &[],
        &[
            "aws",
            "s3api",
            "get-object",
            "--bucket",
            "b",
            "--key",
            "k",
            "o",
        ],
        b"",
    );
    let (before, told) = told(&output);
    assert_eq!(
        before,
        said.trim_end_matches('\n').to_string() + if said.ends_with('\n') { "\n" } else { "" }
    );
    assert!(
        told.contains("s3:GetObject on s3://acme-reports/2026/q3.csv"),
        "{told}"
    );
    assert_eq!(output.status.code(), Some(254));
}

#[test]
fn without_a_caller_it_says_how_to_find_out_who_asked() {
    let fake = Fake::new(
        "nobody",
        "echo 'An error occurred (403) when calling the HeadObject operation: Forbidden' >&2; exit 1",
    );
    let output = fake.run(&[], &["aws", "s3", "cp", "s3://acme-reports/k", "."], b"");
    let (_, told) = told(&output);
    assert!(told.contains("--principal ARN"), "{told}");
    assert_eq!(
        output.status.code(),
        Some(1),
        "the command's own code stays"
    );
}

#[test]
fn standard_output_is_watched_only_when_asked() {
    let said = "An error occurred (403) when calling the HeadObject operation: Forbidden";
    let fake = Fake::new("stdout", &format!("echo '{said}'; exit 1"));
    let command = ["aws", "s3", "cp", "s3://acme-reports/2026/q3.csv", "."];
    let output = fake.run(&["--role", "report-reader"], &command, b"");
    assert_eq!(text(&output.stderr), "");
    let output = fake.run(
        &["--role", "report-reader", "--watch-stdout"],
        &command,
        b"",
    );
    let (before, told) = told(&output);
    assert_eq!(
        (before.as_str(), text(&output.stdout)),
        ("", format!("{said}\n"))
    );
    assert!(told.contains("DENIED"), "{told}");
}

/// The last 256 KB are looked at, however much there is; all of it passes through
#[test]
fn a_403_at_the_end_of_much_output_is_found() {
    let script = "head -c 3000000 /dev/zero | tr '\\0' 'x' >&2; echo >&2
        echo 'An error occurred (403) when calling the HeadObject operation: Forbidden' >&2; exit 1";
    let fake = Fake::new("much", script);
    let output = fake.run(
        &["--role", "report-reader"],
        &["aws", "s3", "cp", "s3://acme-reports/2026/q3.csv", "."],
        b"",
    );
    let (before, told) = told(&output);
    assert!(before.len() > 3_000_000);
    assert!(told.contains("DENIED"), "{told}");
}

#[test]
fn a_command_that_a_signal_ends_is_told_by_its_code() {
    let fake = Fake::new("killed", "kill -KILL $$");
    let output = fake.run(&[], &["aws", "s3", "ls"], b"");
    assert_eq!(output.status.code(), Some(128 + 9));
    let fake = Fake::new("terminated", "kill -TERM $$");
    let output = fake.run(&[], &["aws", "s3", "ls"], b"");
    assert_eq!(output.status.code(), Some(128 + 15));
}

/// Waits until the command says that it is there
fn ready(child: &mut Child) -> std::process::ChildStdout {
    let mut output = child.stdout.take().unwrap();
    let mut found = [0; 6];
    output.read_exact(&mut found).unwrap();
    assert_eq!(&found, b"ready\n");
    output
}

fn signal(child: &Child, name: &str) {
    let id = child.id().to_string();
    let sent = Command::new("kill").args([name, &id]).status().unwrap();
    assert!(sent.success());
}

/// What is sent to why403 alone reaches the command, which says how it ends
#[test]
fn a_signal_to_end_is_handed_on() {
    let script = "trap 'echo ended; exit 5' TERM; echo ready; while :; do sleep 0.05; done";
    let fake = Fake::new("handed", script);
    let mut child = fake.command(&[], &["aws"]).spawn().unwrap();
    let mut output = ready(&mut child);
    signal(&child, "-TERM");
    let mut rest = String::new();
    output.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "ended\n");
    assert_eq!(child.wait().unwrap().code(), Some(5));
}

/// Ctrl-C reaches the whole group: why403 lives on until the command has ended in its own way
#[test]
fn an_interrupt_does_not_end_why403_before_its_command() {
    let fake = Fake::new("interrupt", "echo ready; sleep 0.4; echo done; exit 3");
    let mut child = fake.command(&[], &["aws"]).spawn().unwrap();
    let mut output = ready(&mut child);
    signal(&child, "-INT");
    let mut rest = String::new();
    output.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "done\n");
    assert_eq!(child.wait().unwrap().code(), Some(3));
}

/// What a command leaves behind may hold its streams; it is not waited for
#[test]
fn what_a_command_leaves_behind_is_not_waited_for() {
    let fake = Fake::new("left", "sleep 20 > /dev/null & echo text >&2; exit 0");
    let start = Instant::now();
    let mut child = fake
        .command(&[], &["aws"])
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[test]
fn a_command_that_cannot_be_started_has_the_code_of_shells() {
    let fake = Fake::new("start", "exit 0");
    fake.program("plain", "no program", 0o644);
    let output = fake.run(&[], &["no-such-program", "x"], b"");
    assert_eq!(output.status.code(), Some(127));
    assert!(text(&output.stderr).contains("run/not-found"));
    let plain = fake.0.join("plain").display().to_string();
    let output = fake.run(&[], &[&plain], b"");
    assert_eq!(output.status.code(), Some(126));
    assert!(text(&output.stderr).contains("run/not-started"));
    let output = Command::new(env!("CARGO_BIN_EXE_why403"))
        .arg("run")
        .output()
        .unwrap();
    assert_eq!(
        output.status.code(),
        Some(2),
        "without a command it is wrong use"
    );
}

/// Nothing of the text is a 403, though much of it looks like one
#[test]
fn other_failures_are_left_alone() {
    for said in [
        "An error occurred (NoSuchKey) when calling the GetObject operation: The specified key does not exist.",
        "Connection refused",
        "",
        "copied 403 files",
    ] {
        let fake = Fake::new("other", &format!("printf '%s' '{said}' >&2; exit 1"));
        let output = fake.run(&["--role", "report-reader"], &["aws", "s3", "ls"], b"");
        assert_eq!(text(&output.stderr), said);
        assert_eq!(output.status.code(), Some(1));
    }
}
