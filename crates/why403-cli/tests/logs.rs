//! Logs given to `explain`: many denials, of several causes, in files, folders and streams.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;

const WORLD: &str = "examples/missing-get-object/world.yaml";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A line with a message of AWS about a role and a key of the world's bucket
fn line(role: &str, key: &str, action: &str) -> String {
    format!(
        "2026-11-20T09:15:00Z ERROR User: arn:aws:sts::111122223333:assumed-role/{role}/s is not authorized to perform: {action} on resource: \"arn:aws:s3:::acme-reports/{key}\" because no identity-based policy allows the {action} action\n"
    )
}

/// Two causes, the second more frequent, among lines that say nothing
fn log() -> String {
    let quiet = "2026-11-20T09:14:00Z INFO all is well\n".repeat(3);
    let often = ["a", "b", "c"].map(|it| line("report-reader", it, "s3:GetObject"));
    let seldom = line("zebra-writer", "zebra-key", "s3:PutObject");
    format!("{quiet}{seldom}{quiet}{}", often.concat())
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("logs-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn run(words: &[&str], given: impl FnOnce(&mut dyn Write)) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_why403"))
        .args(["explain", "--world", WORLD])
        .args(words)
        .current_dir(root())
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    given(&mut child.stdin.take().unwrap());
    child.wait_with_output().unwrap()
}

fn text(output: &Output) -> String {
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{complaint}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn json(words: &[&str], given: &str) -> Value {
    let words = [words, &["--format", "json"]].concat();
    let output = run(&words, |it| it.write_all(given.as_bytes()).unwrap());
    serde_json::from_str(&text(&output)).unwrap()
}

#[test]
fn the_most_frequent_cause_is_explained_and_another_on_request() {
    let answer = json(&["-"], &log());
    let groups = answer["groups"].as_array().unwrap();
    assert_eq!(groups.len(), 2);
    assert_eq!(groups[0]["count"], 3);
    assert_eq!(groups[0]["explained"], true);
    assert_eq!(groups[0]["distinctResources"], 3);
    assert_eq!(groups[0]["bucket"], "acme-reports");
    assert_eq!(groups[0]["places"][0]["line"], 8);
    let role = |name: &str| format!("arn:aws:iam::111122223333:role/{name}");
    assert_eq!(groups[0]["principal"], role("report-reader"));
    assert_eq!(answer["symptom"]["action"], "s3:GetObject");
    let answer = json(&["-", "--group", "2"], &log());
    assert_eq!(answer["groups"][1]["explained"], true);
    assert_eq!(answer["groups"][1]["principal"], role("zebra-writer"));
    assert_eq!(answer["symptom"]["action"], "s3:PutObject");
    let output = run(&["-", "--group", "3"], |it| {
        it.write_all(log().as_bytes()).unwrap();
    });
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        complaint.contains("flags/group") && complaint.contains("--group 1 to 2"),
        "{complaint}"
    );
}

#[test]
fn one_denial_is_answered_without_a_table() {
    let one = line("report-reader", "a", "s3:GetObject");
    let output = run(&[&one], |_| {});
    assert!(text(&output).starts_with("DENIED:"));
    assert_eq!(json(&[&one], "")["groups"], Value::Array(Vec::new()));
    let output = run(&["-"], |it| it.write_all(log().as_bytes()).unwrap());
    assert!(text(&output).starts_with("found: 4 denials of 2 causes\n"));
}

#[test]
fn all_files_of_a_folder_are_read_in_the_order_of_their_names() {
    let folder = folder("folder");
    fs::create_dir_all(folder.join("2026/11")).unwrap();
    fs::write(
        folder.join("z.log"),
        line("report-reader", "last", "s3:GetObject"),
    )
    .unwrap();
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed
        .write_all(line("report-reader", "first", "s3:GetObject").as_bytes())
        .unwrap();
    fs::write(folder.join("2026/11/a.log.gz"), packed.finish().unwrap()).unwrap();
    fs::write(
        folder.join(".hidden"),
        line("report-reader", "hidden", "s3:GetObject"),
    )
    .unwrap();
    let answer = json(&[folder.to_str().unwrap()], "");
    let group = &answer["groups"][0];
    assert_eq!(group["count"], 2);
    let key = |index: usize| {
        group["resources"][index]
            .as_str()
            .unwrap()
            .rsplit('/')
            .next()
            .unwrap()
            .to_string()
    };
    assert_eq!([key(0), key(1)], ["first", "last"]);
    let file = group["places"][0]["file"].as_str().unwrap();
    assert!(file.ends_with("2026/11/a.log.gz"), "{file}");
    fs::create_dir(folder.join("empty")).unwrap();
    let output = run(&[folder.join("empty").to_str().unwrap()], |_| {});
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_stream_of_any_size_is_read_to_its_end() {
    let piece = "2026-11-20T09:14:00Z INFO all is well in this line of the log\n".repeat(16_384);
    let times = (66 << 20) / piece.len() + 1;
    let output = run(&["-", "--format", "json"], |it| {
        for _ in 0..times {
            it.write_all(piece.as_bytes()).unwrap();
        }
        // A byte that is no text, and no line break at the end.
        it.write_all(b"\xff\n").unwrap();
        it.write_all(
            line("report-reader", "a", "s3:GetObject")
                .repeat(2)
                .trim_end()
                .as_bytes(),
        )
        .unwrap();
    });
    let answer: Value = serde_json::from_str(&text(&output)).unwrap();
    assert_eq!(answer["groups"][0]["count"], 2);
    assert_eq!(answer["groups"][0]["places"][0]["line"], times * 16_384 + 2);
}

#[test]
fn a_log_without_a_denial_says_so() {
    let output = run(&["-"], |it| it.write_all(b"all is well\n").unwrap());
    assert_eq!(output.status.code(), Some(2));
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert!(complaint.contains("symptom/unrecognized"), "{complaint}");
}

#[test]
fn names_of_other_groups_do_not_come_out_redacted() {
    for format in ["text", "json", "markdown", "sarif", "mermaid"] {
        let words = ["-", "--redact", "--all", "--format", format];
        let output = run(&words, |it| it.write_all(log().as_bytes()).unwrap());
        let found = text(&output);
        assert!(!found.contains("zebra"), "{format}: {found}");
        assert!(!found.contains("acme"), "{format}: {found}");
    }
}

const FUNCTION: &str = "examples/function-log-with-403";

/// What the two probes in the log of a function were about
const PROBED: [&str; 3] = ["--resource", "s3://acme-photos/in/7.jpg", "--exact"];

/// `fix` over the log of a function: two probes without a message of AWS, then a write with one
fn fixed(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_why403"))
        .args(["fix", "--world", &format!("{FUNCTION}/world.yaml")])
        .arg(format!("{FUNCTION}/log.csv"))
        .args(words)
        .current_dir(root())
        .env_clear()
        .output()
        .unwrap()
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_fix_is_for_the_cause_that_is_explained() {
    // HeadObject is refused twice and needs s3:GetObject; s3:PutObject is the other error's.
    let page = text(&fixed(&PROBED));
    assert!(page.contains("fix: allow s3:GetObject for role"), "{page}");
    assert!(!page.contains("allow s3:PutObject"), "{page}");
    assert!(page.contains("3 denials of 2 causes"), "{page}");
    assert!(
        page.contains("number 1 of 2; for another: --group 2"),
        "{page}"
    );
    // The message of the write tells its object and its caller; the world has no such bucket.
    let page = text(&fixed(&["--group", "2"]));
    let denied = "DENIED: no identity policy of role thumbnails allows s3:PutObject";
    assert!(page.contains(denied), "{page}");
    assert!(
        page.contains("no fix: no known account owns the bucket"),
        "{page}"
    );
    assert!(
        page.contains("number 2 of 2; for another: --group 1"),
        "{page}"
    );
    let output = fixed(&["--group", "3"]);
    assert_eq!(output.status.code(), Some(2));
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert!(complaint.contains("--group 1 to 2"), "{complaint}");
}

#[test]
fn every_form_of_a_fix_tells_which_cause_of_the_log_it_is_for() {
    let words = [&PROBED[..], &["--format", "json"]].concat();
    let found: Value = serde_json::from_str(&text(&fixed(&words))).unwrap();
    assert_eq!(found["action"], "s3:GetObject");
    let groups = found["groups"].as_array().unwrap();
    let told: Vec<(&Value, &Value)> = groups
        .iter()
        .map(|it| (&it["number"], &it["explained"]))
        .collect();
    assert_eq!(
        told,
        [(&1.into(), &true.into()), (&2.into(), &false.into())]
    );
    let message = text(&fixed(&[&PROBED[..], &["--ask"]].concat()));
    let at = folder("fix");
    let out = at.join("out").display().to_string();
    let wrote = text(&fixed(&[&PROBED[..], &["--out", &out]].concat()));
    assert!(
        wrote.contains("number 1 of 2; for another: --group 2"),
        "{wrote}"
    );
    let readme = fs::read_to_string(at.join("out/README.md")).unwrap();
    for told in [message, readme] {
        let told = spaced(&told.replace('\\', ""));
        assert!(
            told.contains("In the log: 2 denials of HeadObject"),
            "{told}"
        );
        assert!(told.contains("1 other cause"), "{told}");
        assert!(told.contains("--group 2"), "{told}");
    }
}

#[test]
fn a_fix_says_that_it_is_proven_for_one_of_many_resources() {
    let at = folder("fix-many").join("app.log");
    fs::write(&at, log()).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_why403"))
        .args(["fix", "--world", WORLD])
        .arg(at)
        .current_dir(root())
        .env_clear()
        .output()
        .unwrap();
    // Three keys were refused, and the Allow is for the first of them.
    let page = spaced(&text(&output));
    let told = "It was denied on 3 resources; this is proven for s3://acme-reports/a.";
    assert!(page.contains("fix: allow s3:GetObject"), "{page}");
    assert!(page.contains(told), "{page}");
}

#[test]
fn a_fix_reads_standard_input_as_the_explanation_does() {
    for words in [&["fix", "-"][..], &["fix"]] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_why403"))
            .args(words)
            .args(["--world", WORLD])
            .current_dir(root())
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(line("report-reader", "a", "s3:GetObject").as_bytes())
            .unwrap();
        let page = text(&child.wait_with_output().unwrap());
        assert!(page.contains("fix: allow s3:GetObject"), "{page}");
    }
}

#[test]
fn a_fix_says_what_to_type_in_place_of_an_answer_of_the_simulator() {
    let output = Command::new(env!("CARGO_BIN_EXE_why403"))
        .args(["fix", "--world", WORLD, "fixtures/myths/simulator.json"])
        .current_dir(root())
        .env_clear()
        .output()
        .unwrap();
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{complaint}");
    assert!(complaint.contains("fix/simulation"), "{complaint}");
    assert!(complaint.contains("--role NAME --action"), "{complaint}");
}
