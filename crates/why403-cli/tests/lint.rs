//! `why403 lint`: what it takes, what it exits with, and its formats against their schemas.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod schema;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use schema::misfits;

const BROKEN: &str = "docs/lint/bucket-policy.json";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Exit code, standard output and standard error
fn lint(words: &[&str], input: &str) -> (i32, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_why403"))
        .arg("lint")
        .args(words)
        .current_dir(root())
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that fails early reads no input.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

/// A file for one test
fn file(name: &str, text: &str) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("lint")
        .join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, text).unwrap();
    path.display().to_string()
}

fn json(words: &[&str], input: &str) -> Value {
    let words: Vec<&str> = words.iter().chain(&["--format", "json"]).copied().collect();
    serde_json::from_str(&lint(&words, input).1).unwrap()
}

/// `KIND TOLD: CODES` of each document
fn told(answer: &Value) -> Vec<String> {
    let text = |it: &Value, name: &str| it.get(name).unwrap().as_str().unwrap().to_string();
    let list = |it: &Value, name: &str| it.get(name).unwrap().as_array().unwrap().clone();
    let document = |it: &Value| {
        let codes: Vec<String> = list(it, "findings")
            .iter()
            .map(|it| text(it, "code"))
            .collect();
        format!(
            "{} {}: {}",
            text(it, "kind"),
            text(it, "told"),
            codes.join(" ")
        )
    };
    list(answer, "documents").iter().map(document).collect()
}

const ALLOW_ALL: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}"#;

#[test]
fn the_exit_code_says_whether_something_was_found() {
    #[track_caller]
    fn check(words: &[&str], input: &str, wanted: i32) {
        let (code, out, complaint) = lint(words, input);
        assert_eq!(code, wanted, "{words:?}\n{out}\n{complaint}");
        assert_eq!(complaint.is_empty(), wanted != 2, "{words:?}\n{complaint}");
    }
    check(&["-"], ALLOW_ALL, 0);
    check(&[BROKEN], "", 1);
    let only_notes = ALLOW_ALL.replace("\"*\"}", "\"arn:aws:s3:::acme-*/*\"}");
    check(&["-"], &only_notes, 0);
    check(&["-", "--deny", "note"], &only_notes, 1);
    check(
        &["-", "--deny", "note", "--allow", "lint/s3-arn-prefix"],
        &only_notes,
        0,
    );
    let warning = ALLOW_ALL.replace("GetObject", "GetObjects");
    check(&["-"], &warning, 1);
    check(&["-", "--deny", "error"], &warning, 0);
    check(&[], "", 2);
    check(&["-", "--allow", "lint/publik"], ALLOW_ALL, 2);
    check(&["-"], "no policy", 2);
    check(&["-"], "", 2);
    check(&["nowhere.json"], "", 2);
    check(
        &["-"],
        r#"{"AWSTemplateFormatVersion":"2010-09-09","Resources":{}}"#,
        2,
    );
    // What was meant for a policy is told as one, wherever it breaks off.
    check(&["-"], r#"{"Statement": [{"Effect": "Allow""#, 1);
}

#[test]
fn a_wrong_code_has_a_nearest_one() {
    let (_, _, complaint) = lint(&["-", "--allow", "lint/publik"], ALLOW_ALL);
    assert!(
        complaint.contains("did you mean lint/public?"),
        "{complaint}"
    );
}

#[test]
fn kinds_are_said_told_and_guessed() {
    let quoted = serde_json::to_string(ALLOW_ALL).unwrap();
    let answer = format!(
        r#"{{"Policy": {{"PolicySummary": {{"Type": "SERVICE_CONTROL_POLICY"}}, "Content": {quoted}}}}}"#
    );
    assert_eq!(told(&json(&["-"], &answer)), ["scp place: "]);
    assert_eq!(
        told(&json(&["-", "--kind", "session"], ALLOW_ALL)),
        ["session said: "]
    );
    assert_eq!(told(&json(&["-"], ALLOW_ALL)), ["identity guessed: "]);
    let named = file("kinds/scp-regions.json", ALLOW_ALL);
    assert_eq!(told(&json(&[&named], "")), ["scp guessed: "]);
    let trust = r#"{"Role": {"RoleName": "r", "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}}}}"#;
    assert_eq!(told(&json(&["-"], trust)), ["trust place: lint/everyone"]);
}

#[test]
fn folders_and_worlds_are_walked() {
    let policy = file("folder/deep/a.json", ALLOW_ALL);
    file("folder/notes.json", "{\"a\": 1}");
    file("folder/readme.txt", "no policy");
    file(
        "folder/b.yaml",
        "Version: 2012-10-17\nStatement:\n  - Effect: Allow\n    Action: s3:GetObjekt\n    Resource: '*'\n",
    );
    let folder = policy.trim_end_matches("/deep/a.json");
    let wanted = [
        "identity guessed: validate/action-unknown",
        "identity guessed: ",
    ];
    assert_eq!(told(&json(&[folder], "")), wanted);
    let world = "examples/object-action-on-bucket-arn/world.yaml";
    let found = told(&json(&["--world", world], ""));
    let wanted = "inline place: validate/action-not-on-resource validate/action-not-on-resource";
    assert!(found.iter().any(|it| it == wanted), "{found:?}");
    // A world is known by what it holds, too.
    assert_eq!(told(&json(&[world], "")), found);
}

/// Files with a finding of every kind: bare, in a string, in YAML, with characters of four bytes.
///
/// - `of`: a folder for each test, since they run at the same time.
fn files(of: &str) -> Vec<String> {
    let long = format!(
        r#"{{"Policy": {}}}"#,
        serde_json::to_string(&ALLOW_ALL.replace("s3:GetObject", "s3:GetObjécts")).unwrap()
    );
    vec![
        BROKEN.to_string(),
        file(&format!("{of}/string.json"), &long),
        file(
            &format!("{of}/\u{10400} [b].json"),
            &ALLOW_ALL.replace("\"*\"", "\"arn:aws:s3::\u{10400}\""),
        ),
        "examples/bucket-only-from-office/world.yaml".to_string(),
        file(
            &format!("{of}/broken.json"),
            "{\"Statement\": [{\"Effect\": \"allow\",}]}",
        ),
    ]
}

#[test]
fn the_json_fits_its_schema() {
    let schema = fs::read_to_string(root().join("docs/schema/lint-v1.json")).unwrap();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let files = files("json");
    let words: Vec<&str> = files.iter().map(String::as_str).collect();
    let answer = json(&words, "");
    let mut found = Vec::new();
    misfits(&schema, &schema, &answer, "", &mut found);
    assert!(found.is_empty(), "{found:#?}");
}

/// The text under a region whose columns count UTF-16 code units, on one line
fn under(text: &str, region: &Value) -> String {
    let number = |name: &str| usize::try_from(region.get(name).unwrap().as_u64().unwrap()).unwrap();
    assert_eq!(number("startLine"), number("endLine"));
    let line = text.split('\n').nth(number("startLine") - 1).unwrap();
    let units: Vec<u16> = line.encode_utf16().collect();
    let units = units.get(number("startColumn") - 1..number("endColumn") - 1);
    String::from_utf16(units.unwrap()).unwrap()
}

/// Source: GitHub Docs, "SARIF support for code scanning", and the schema of OASIS
#[test]
fn the_sarif_fits_its_schema_and_points_at_the_words() {
    let schema = fs::read_to_string(root().join("fixtures/sarif/sarif-schema-2.1.0.json")).unwrap();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let files = files("sarif");
    let mut words: Vec<&str> = files.iter().map(String::as_str).collect();
    words.extend(["--format", "sarif"]);
    let (code, out, complaint) = lint(&words, "");
    assert_eq!((code, complaint.as_str()), (1, ""));
    let log: Value = serde_json::from_str(&out).unwrap();
    let mut found = Vec::new();
    misfits(&schema, &schema, &log, "", &mut found);
    assert!(found.is_empty(), "{found:#?}");
    // The check itself can fail.
    for (pointer, wrong) in [
        ("/runs/0/results/0/level", Value::from("bad")),
        ("/runs/0/results/0/ruleIndex", Value::from(-2)),
        ("/runs/0/tool/driver/rules/0/helpUri", Value::from(1)),
        ("/version", Value::from("2.0.0")),
    ] {
        let mut log = log.clone();
        *log.pointer_mut(pointer).unwrap() = wrong;
        let mut found = Vec::new();
        misfits(&schema, &schema, &log, "", &mut found);
        assert!(!found.is_empty(), "{pointer}");
    }
    let rules = log.pointer("/runs/0/tool/driver/rules").unwrap();
    for rule in rules.as_array().unwrap() {
        let uri = rule.get("helpUri").unwrap().as_str().unwrap();
        let (page, anchor) = uri.split_once("/docs/").unwrap().1.split_once('#').unwrap();
        let page = fs::read_to_string(root().join("docs").join(page)).unwrap();
        let headings = page.lines().filter_map(|it| it.strip_prefix('#'));
        let mut anchors = headings.map(|it| it.trim_start_matches('#').trim().to_lowercase());
        assert!(anchors.any(|it| it.replace(' ', "-") == anchor), "{uri}");
        assert!(rule.pointer("/help/markdown").is_some());
    }
    let results = log.pointer("/runs/0/results").unwrap().as_array().unwrap();
    let mut prints: Vec<&Value> = Vec::new();
    let mut words = Vec::new();
    for result in results {
        let index = result.get("ruleIndex").unwrap().as_u64().unwrap();
        let rule = rules.get(usize::try_from(index).unwrap()).unwrap();
        assert_eq!(rule.get("id"), result.get("ruleId"));
        let print = result.get("partialFingerprints").unwrap();
        assert!(!prints.contains(&print), "the same fingerprint twice");
        prints.push(print);
        let place = result.pointer("/locations/0/physicalLocation").unwrap();
        let uri = place
            .pointer("/artifactLocation/uri")
            .unwrap()
            .as_str()
            .unwrap();
        let name = uri.trim_start_matches("file://");
        let name = name
            .replace("%F0%90%90%80", "\u{10400}")
            .replace("%20", " ");
        let name = name.replace("%5B", "[").replace("%5D", "]");
        let text = fs::read_to_string(root().join(name)).unwrap();
        words.push(under(&text, place.get("region").unwrap()));
    }
    for wanted in [
        "\"cloudfront.amazonaws.com\"",
        "\\\"s3:GetObjécts\\\"",
        "\"arn:aws:s3::\u{10400}\"",
        "\"allow\"",
    ] {
        assert!(
            words.iter().any(|it| it == wanted),
            "{wanted} in {words:#?}"
        );
    }
}

/// `explain` writes the same format
#[test]
fn causes_fit_the_schema_of_sarif_too() {
    let schema = fs::read_to_string(root().join("fixtures/sarif/sarif-schema-2.1.0.json")).unwrap();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let example = "examples/object-action-on-bucket-arn";
    let output = Command::new(env!("CARGO_BIN_EXE_why403"))
        .args([
            "explain",
            "--format",
            "sarif",
            "--world",
            &format!("{example}/world.yaml"),
        ])
        .arg(format!("{example}/error.txt"))
        .current_dir(root())
        .env_clear()
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let log: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut found = Vec::new();
    misfits(&schema, &schema, &log, "", &mut found);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn hostile_names_stay_on_their_lines() {
    let policy = r#"{"Version":"2012-10-17","Statement":{"Sid":"\u001b[2J\u202e","Effect":"Deny","Action":"s3:*","Resource":"*"}}"#;
    let both = policy.replace(
        "}}",
        "}, {\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\"}]}",
    );
    let both = both.replace("\"Statement\":{", "\"Statement\":[{");
    let (code, out, _) = lint(&["-", "--kind", "scp"], &both);
    assert_eq!(code, 1);
    assert!(out.contains("takes all of this Allow back"), "{out}");
    assert!(!out.contains(['\u{1b}', '\u{202e}']), "{out:?}");
}
