//! Wrong input of every kind: one clear message with its place and help, exit code 2, no panic.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const WORLD: &str = "examples/missing-get-object/world.yaml";

/// A folder of the test's own, gone at its end
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        fs::write(&path, text).unwrap();
        path.display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn why403(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_why403"))
        .args(arguments)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A process that has failed already reads no more.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

/// Fails with code 2, says nothing on standard output, and says these on standard error
#[track_caller]
fn refuses(arguments: &[&str], said: &[&str]) {
    let output = why403(arguments, b"");
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{arguments:?}\n{complaint}");
    assert!(output.stdout.is_empty(), "{arguments:?}");
    for text in said {
        assert!(complaint.contains(text), "no `{text}` in:\n{complaint}");
    }
    assert!(!complaint.contains("panicked"), "{complaint}");
    assert!(!complaint.contains('\u{1b}'), "no colours into a pipe");
}

const ASKED: [&str; 6] = [
    "--role",
    "report-reader",
    "--action",
    "s3:GetObject",
    "--resource",
    "s3://acme-reports/2026/q3.csv",
];

fn asked<'a>(more: &[&'a str]) -> Vec<&'a str> {
    more.iter().copied().chain(ASKED).collect()
}

#[test]
fn a_world_that_is_not_there_or_cannot_be_read() {
    let folder = Folder::new("worlds");
    refuses(
        &asked(&["--world", "no/such/folder"]),
        &["error[", "no/such/folder", "help"],
    );
    let broken = folder.file("broken.json", "{\"accounts\": {\"111122223333\": [}}");
    let output = why403(&asked(&["--world", &broken]), b"");
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert!(complaint.contains("broken.json:1:"), "{complaint}");
    let picture = folder.file("picture.png", [0x89, b'P', b'N', b'G']);
    refuses(&asked(&["--world", &picture]), &["error[", "picture.png"]);
}

#[test]
fn words_that_are_no_principal_action_or_resource() {
    let world = ["--world", WORLD];
    let with = |more: &[&'static str]| [&world[..], more].concat();
    let object = "s3://acme-reports/k";
    refuses(
        &with(&[
            "--role",
            "report-raeder",
            "--action",
            "s3:GetObject",
            "--resource",
            object,
        ]),
        &[
            "question/no-such-role",
            "did you mean --role report-reader?",
        ],
    );
    refuses(
        &with(&[
            "--principal",
            "bob",
            "--action",
            "s3:GetObject",
            "--resource",
            object,
        ]),
        &["question/malformed", "`bob`", "help"],
    );
    refuses(
        &with(&[
            "--role",
            "report-reader",
            "--action",
            "s3:GetObjects",
            "--resource",
            object,
        ]),
        &["question/no-such-action", "did you mean s3:GetObject?"],
    );
    refuses(
        &with(&[
            "--role",
            "report-reader",
            "--action",
            "GetObject",
            "--resource",
            object,
        ]),
        &["question/malformed", "s3:GetObject"],
    );
    refuses(
        &with(&[
            "--role",
            "report-reader",
            "--action",
            "s3:GetObject",
            "--resource",
            "acme",
        ]),
        &["question/malformed", "`acme`", "s3://BUCKET/KEY"],
    );
    refuses(
        &with(&[
            "--role",
            "report-reader",
            "--action",
            "s3:GetObject",
            "--resource",
            "s3:///k",
        ]),
        &["question/malformed", "S3 URI"],
    );
}

#[test]
fn questions_that_lack_something_or_contradict_themselves() {
    refuses(&["--world", WORLD], &["question/missing", "--role NAME"]);
    refuses(
        &["--world", WORLD, "--role", "report-reader"],
        &["question/missing", "--action"],
    );
    let error = "examples/missing-get-object/error.txt";
    refuses(
        &["--world", WORLD, error, "--action", "s3:PutObject"],
        &["question/conflict", "s3:PutObject", "s3:GetObject", "help"],
    );
    refuses(
        &asked(&["--context", "aws:SourceIp"]),
        &["flags/context", "KEY=VALUE"],
    );
    refuses(&["--no-such-flag"], &["--no-such-flag", "--help"]);
}

#[test]
fn a_symptom_that_is_none() {
    refuses(
        &["--world", WORLD, "no/such/file.txt"],
        &["file/missing", "in quotes"],
    );
    refuses(
        &["--world", WORLD, "the weather is fine"],
        &["symptom/unrecognized", "An error occurred"],
    );
    refuses(
        &[
            "--world",
            WORLD,
            "An error occurred (NoSuchBucket) when calling the ListObjectsV2 operation: The specified bucket does not exist",
        ],
        &[
            "symptom/not-denied",
            "`NoSuchBucket` is no refusal",
            "list-objects-v2",
        ],
    );
}

#[test]
fn a_session_policy_that_is_none() {
    let folder = Folder::new("sessions");
    let with = |file: &str| {
        let mut all = vec!["--world".to_string(), WORLD.to_string()];
        all.extend(["--session-policy".to_string(), file.to_string()]);
        all.extend(ASKED.map(String::from));
        all
    };
    let check = |file: &str, said: &[&str]| {
        let words = with(file);
        refuses(&words.iter().map(String::as_str).collect::<Vec<_>>(), said);
    };
    check(
        "no/such/policy.json",
        &["file/unreadable", "no/such/policy.json"],
    );
    let broken = folder.file("broken.json", "{\n  \"Statement\": [\n");
    check(&broken, &["error[", "broken.json:"]);
    let misspelt = folder.file(
        "misspelt.json",
        "{\n  \"Statement\": {\n    \"Efect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}}",
    );
    check(
        &misspelt,
        &["error[", "misspelt.json:3:5", "help", "Effect"],
    );
}

#[test]
fn a_session_policy_that_allows_nothing_denies() {
    let folder = Folder::new("session");
    let policy = folder.file(
        "session.json",
        "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \
         \"sqs:*\", \"Resource\": \"*\"}]}",
    );
    // The role may list the bucket; its session may not.
    let question = [
        "--world",
        WORLD,
        "--role",
        "report-reader",
        "--action",
        "s3:ListBucket",
        "--resource",
        "s3://acme-reports",
        "--context-absent",
        "aws:SourceVpce",
        "--exit-code",
    ];
    let free = why403(&question, b"");
    assert_eq!(free.status.code(), Some(0));
    let capped = why403(
        &[&question[..], &["--session-policy", &policy]].concat(),
        b"",
    );
    assert_eq!(capped.status.code(), Some(1));
    let answer = String::from_utf8(capped.stdout).unwrap();
    assert!(
        answer.contains("the session policy of role report-reader"),
        "{answer}"
    );
}

#[test]
fn bytes_of_any_kind_never_make_it_panic() {
    let folder = Folder::new("bytes");
    let shipped = fs::read(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../..")
            .join(WORLD),
    )
    .unwrap();
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    for round in 0..60 {
        let mut bytes = shipped.clone();
        for _ in 0..=random() % 8 {
            let at = usize::try_from(random()).unwrap() % bytes.len();
            match random() % 3 {
                0 => bytes[at] = random().to_le_bytes()[0],
                1 => bytes.truncate(at.max(1)),
                _ => bytes.insert(
                    at,
                    b"{}[]\"':,\n\0-&*"[usize::try_from(random() % 13).unwrap()],
                ),
            }
        }
        let world = folder.file("world.yaml", &bytes);
        let symptom: Vec<u8> = (0..200).map(|_| random().to_le_bytes()[0]).collect();
        let mut words = vec!["--world", world.as_str()];
        words.extend(if round % 2 == 0 {
            &ASKED[..]
        } else {
            &["-"][..]
        });
        let output = why403(&words, &symptom);
        let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
        let code = output.status.code();
        assert!(matches!(code, Some(0 | 2)), "{code:?}\n{complaint}");
        assert!(!complaint.contains("panicked"), "{complaint}");
    }
}

#[test]
fn a_line_that_is_no_case_is_answered_and_the_run_goes_on() {
    let good = r#"{"id":"a","policies":{},"request":{"principal":"arn:aws:iam::111122223333:role/r","action":"s3:GetObject","resource":"arn:aws:s3:::b/k","resourceOwner":"111122223333"}}"#;
    let input = format!("{good}\n{{\"id\":\"b\",\n\n{good}\n\u{1}\u{2}\n");
    let output = why403(&["simulate", "--jsonl"], input.as_bytes());
    assert_eq!(output.status.code(), Some(2));
    let answers = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<serde_json::Value> = answers
        .lines()
        .map(|it| serde_json::from_str(it).unwrap())
        .collect();
    let has = |index: usize, member: &str| lines.get(index).is_some_and(|it| !it[member].is_null());
    assert_eq!(lines.len(), 4);
    assert!(has(0, "decision") && has(1, "error") && has(2, "decision") && has(3, "error"));
}

#[test]
fn colours_are_for_terminals_and_for_those_who_ask() {
    let with = |color: &str| {
        let words = asked(&["--world", WORLD, "--color", color]);
        String::from_utf8(why403(&words, b"").stdout).unwrap()
    };
    assert!(!with("auto").contains('\u{1b}'));
    assert!(with("always").contains('\u{1b}'));
    assert!(!with("never").contains('\u{1b}'));
}
