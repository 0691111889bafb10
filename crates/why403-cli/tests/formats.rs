//! The forms of the answer, held against what their readers need: JSON against its schema, SARIF
//! against what code scanning asks for, Markdown and Mermaid against hostile names.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod schema;

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use schema::misfits;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn why403(words: &[&str]) -> String {
    run("explain", words)
}

fn run(command: &str, words: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_why403"))
        .arg(command)
        .args(words)
        .current_dir(root())
        .env_clear()
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap();
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{complaint}");
    String::from_utf8(output.stdout).unwrap()
}

/// An example's answer to its own error, in a format
fn example(name: &str, format: &str) -> String {
    let world = format!("examples/{name}/world.yaml");
    let error = format!("examples/{name}/error.txt");
    let mut words = vec!["--world", &world, &error, "--format", format];
    // This one's error does not say who asked for what.
    if name == "scp-denies-untagged-keys" {
        words.extend(["--role", "report-reader", "--action", "s3:GetObject"]);
        words.extend(["--resource", "s3://acme-reports/2026/q3.csv"]);
    }
    why403(&words)
}

fn examples() -> Vec<String> {
    let found = std::fs::read_dir(root().join("examples")).unwrap();
    let mut names: Vec<String> = found
        .map(|it| it.unwrap().file_name().into_string().unwrap())
        .filter(|it| KNOWN.contains(&it.as_str()))
        .collect();
    names.sort();
    assert_eq!(names, KNOWN);
    names
}

const KNOWN: [&str; 4] = [
    "kms-decrypt-missing",
    "missing-get-object",
    "object-action-on-bucket-arn",
    "scp-denies-untagged-keys",
];

#[test]
fn every_answer_fits_the_schema() {
    let schema = std::fs::read_to_string(root().join("docs/schema/diagnosis-v1.json")).unwrap();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    for name in examples() {
        let answer: Value = serde_json::from_str(&example(&name, "json")).unwrap();
        let mut found = Vec::new();
        misfits(&schema, &schema, &answer, "", &mut found);
        assert!(found.is_empty(), "{name}: {found:#?}");
        // The check itself can fail.
        for (member, wrong) in [("decision", "maybe"), ("unheard-of", "x")] {
            let mut answer = answer.clone();
            let members = answer.as_object_mut().unwrap();
            members.insert(member.to_string(), wrong.into());
            let mut found = Vec::new();
            misfits(&schema, &schema, &answer, "", &mut found);
            assert_eq!(found.len(), 1, "{member}: {found:#?}");
        }
    }
}

/// What `fix` writes: of a log with its causes, and what has to be turned on
#[test]
fn every_fix_fits_its_schema() {
    let log = "examples/function-log-with-403";
    let (world, csv) = (format!("{log}/world.yaml"), format!("{log}/log.csv"));
    let of_log = [csv.as_str(), "--resource", "s3://acme-photos/in/7.jpg"];
    let place = ["--evidence", "s3://acme-photos/in/", "--logs"];
    let of_place = [&place[..], &["acme-photos"]].concat();
    for (name, member, words) in [
        ("fix-v1", "groups", &of_log[..]),
        ("evidence-v1", "changes", &of_place),
    ] {
        let schema = root().join(format!("docs/schema/{name}.json"));
        let schema = std::fs::read_to_string(schema).unwrap();
        let schema: Value = serde_json::from_str(&schema).unwrap();
        let form = ["--world", world.as_str(), "--format", "json"];
        let answer = run("fix", &[words, &form].concat());
        let mut answer: Value = serde_json::from_str(&answer).unwrap();
        let of_misfits = |answer: &Value| {
            let mut found = Vec::new();
            misfits(&schema, &schema, answer, "", &mut found);
            found
        };
        assert_eq!(of_misfits(&answer), [""; 0], "{name}");
        let list = answer.get(member).and_then(Value::as_array).unwrap();
        assert_eq!(list.len(), 2, "{name}: {member}");
        // The check itself can fail.
        let members = answer.as_object_mut().unwrap();
        members.insert("unheard-of".to_string(), "x".into());
        assert_eq!(of_misfits(&answer).len(), 1, "{name}");
    }
}

/// The text of a region whose columns count UTF-16 code units
fn slice(text: &str, region: &Value) -> String {
    let number = |name: &str| usize::try_from(region.get(name).unwrap().as_u64().unwrap()).unwrap();
    let lines: Vec<Vec<u16>> = text
        .split('\n')
        .map(|it| it.encode_utf16().collect())
        .collect();
    let (first, last) = (number("startLine") - 1, number("endLine") - 1);
    let mut units = Vec::new();
    for (index, line) in lines.iter().enumerate().take(last + 1).skip(first) {
        let start = if index == first {
            number("startColumn") - 1
        } else {
            0
        };
        let end = if index == last {
            number("endColumn") - 1
        } else {
            line.len()
        };
        units.extend_from_slice(line.get(start..end).unwrap());
        units.extend("\n".encode_utf16().filter(|_| index < last));
    }
    String::from_utf16(&units).unwrap()
}

/// Source: GitHub Docs, "SARIF support for code scanning", the members marked as required there
#[test]
fn code_scanning_takes_the_sarif() {
    for name in examples() {
        let log: Value = serde_json::from_str(&example(&name, "sarif")).unwrap();
        let text = |at: &Value, pointer: &str| -> String {
            let found = at.pointer(pointer).and_then(Value::as_str);
            let found = found.unwrap_or_else(|| panic!("{name}: no {pointer} in {at:#}"));
            assert!(!found.is_empty(), "{name}: {pointer}");
            found.to_string()
        };
        assert!(text(&log, "/$schema").ends_with("sarif-2.1.0.json"));
        assert_eq!(text(&log, "/version"), "2.1.0");
        let run = log.pointer("/runs/0").unwrap();
        assert_eq!(text(run, "/tool/driver/name"), "why403");
        assert_eq!(text(run, "/columnKind"), "utf16CodeUnits");
        let rules = run
            .pointer("/tool/driver/rules")
            .unwrap()
            .as_array()
            .unwrap();
        for rule in rules {
            for member in [
                "/id",
                "/shortDescription/text",
                "/fullDescription/text",
                "/help/text",
            ] {
                text(rule, member);
            }
        }
        let results = run.get("results").unwrap().as_array().unwrap();
        let answer: Value = serde_json::from_str(&example(&name, "json")).unwrap();
        let causes = answer.get("causes").unwrap().as_array().unwrap();
        assert_eq!(results.len(), causes.len(), "{name}");
        assert!(!results.is_empty(), "{name}");
        for (result, cause) in results.iter().zip(causes) {
            assert_eq!(result.get("ruleId"), cause.get("code"));
            let index = result.get("ruleIndex").unwrap().as_u64().unwrap();
            let rule = rules.get(usize::try_from(index).unwrap()).unwrap();
            assert_eq!(rule.get("id"), result.get("ruleId"));
            let level = match text(cause, "/certainty").as_str() {
                "must" => "error",
                _ => "warning",
            };
            assert_eq!(text(result, "/level"), level);
            text(result, "/message/text");
            let prints = result
                .get("partialFingerprints")
                .unwrap()
                .as_object()
                .unwrap();
            assert!(!prints.is_empty());
            let place = result.pointer("/locations/0/physicalLocation").unwrap();
            let uri = text(place, "/artifactLocation/uri");
            let file = std::fs::read_to_string(root().join(&uri)).unwrap();
            // It panics where the region is not inside the file.
            slice(&file, place.get("region").unwrap());
        }
    }
}

#[test]
fn regions_lie_on_the_words_that_decide() {
    #[track_caller]
    fn check(name: &str, wanted: &str) {
        let log: Value = serde_json::from_str(&example(name, "sarif")).unwrap();
        let place = log.pointer("/runs/0/results/0/locations/0/physicalLocation");
        let region = place.and_then(|it| it.get("region")).unwrap();
        let file = root().join("examples").join(name).join("world.yaml");
        let file = std::fs::read_to_string(file).unwrap();
        assert_eq!(slice(&file, region), wanted);
    }
    // The pattern that names the bucket and not its objects; the condition that the key meets.
    check(
        "object-action-on-bucket-arn",
        r#""arn:aws:s3:::acme-reports""#,
    );
    // In the file the key stands without quotes, in the answer with them.
    check(
        "scp-denies-untagged-keys",
        r#"aws:ResourceTag/team: "true""#,
    );
}

/// Read by people: a change of these is looked at, and then taken with `INSTA_UPDATE=always`
#[test]
fn the_examples_read_well() {
    for name in examples() {
        for format in ["markdown", "mermaid"] {
            insta::assert_snapshot!(format!("{name}.{format}"), example(&name, format));
        }
    }
    let sarif = example("object-action-on-bucket-arn", "sarif");
    insta::assert_snapshot!("object-action-on-bucket-arn.sarif", sarif);
}

/// A world whose names try to get out of every format
const HOSTILE: &str = r#"
organization:
  organization: {Id: o-a1b2c3d4e5, MasterAccountId: "999988887777"}
  parents: {"111122223333": r-abcd}
  targets:
    r-abcd:
      scp:
        - Id: p-12345678
          Name: "x]\"}}) --> y;\n</details>\n`````\n# [a](http://b) | <img src=x> @alice %%{init: {}}%%"
          Content: '{"Version": "2012-10-17", "Statement": [{"Sid": "``` \"])}", "Effect": "Deny", "Action": "*", "Resource": "*"}]}'
      rcp: []
    "111122223333": {scp: [p-FullAWSAccess], rcp: []}
accounts:
  "111122223333": {}
"#;

fn hostile(format: &str) -> String {
    let world = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("hostile-{format}.yaml"));
    std::fs::write(&world, HOSTILE).unwrap();
    why403(&[
        "--world",
        world.to_str().unwrap(),
        "--format",
        format,
        "--principal",
        "arn:aws:iam::111122223333:user/`|<b>@bob",
        "--action",
        "s3:GetObject",
        "--resource",
        "s3://bucket/```\n</details> [k](x) \"]; end %% {{",
    ])
}

#[test]
fn hostile_names_stay_inside_markdown() {
    let text = hostile("markdown");
    let mut fence: Option<String> = None;
    let mut outside = Vec::new();
    for line in text.lines() {
        let trimmed = line.trim_start();
        let ticks: String = trimmed.chars().take_while(|it| *it == '`').collect();
        match &fence {
            None if ticks.len() >= 3 => fence = Some(ticks),
            None => outside.push(line.to_string()),
            // A fence ends at a line of at least as many backticks and nothing else.
            Some(open) if ticks.len() >= open.len() && trimmed == ticks => fence = None,
            Some(_) => {}
        }
    }
    assert_eq!(fence, None, "a block is left open:\n{text}");
    let own = ["<details>", "</details>"];
    for line in &outside {
        let plain = line
            .replace("<!-- -->", "")
            .replace("\\<", "")
            .replace("\\[", "");
        let plain = match plain.strip_prefix("<summary>") {
            Some(rest) => rest.strip_suffix("</summary>").unwrap().to_string(),
            None => plain,
        };
        assert!(
            own.contains(&line.as_str()) || !plain.contains(['<', '[']),
            "{line}"
        );
        assert!(
            !line.contains("@alice") && !line.contains("http:/"),
            "{line}"
        );
    }
    let count = |wanted: &str| outside.iter().filter(|it| *it == wanted).count();
    assert_eq!((count("<details>"), count("</details>")), (1, 1), "{text}");
    let headings = outside.iter().filter(|it| it.starts_with('#')).count();
    assert_eq!(headings, 4, "verdict, causes, next, layers:\n{text}");
}

/// Whether quotes come in pairs on each line and brackets close in order outside of them
fn is_balanced(chart: &str) -> bool {
    let mut open = Vec::new();
    for line in chart.lines() {
        let mut is_quoted = false;
        for character in line.chars() {
            match character {
                '"' => is_quoted = !is_quoted,
                '(' | '[' | '{' if !is_quoted => open.push(character),
                ')' | ']' | '}' if !is_quoted => {
                    let wanted = match character {
                        ')' => '(',
                        ']' => '[',
                        _ => '{',
                    };
                    if open.pop() != Some(wanted) {
                        return false;
                    }
                }
                // Inside quotes these would still be read.
                '[' | ']' | '{' | '}' | '(' | ')' | '`' | '%' => return false,
                _ => {}
            }
        }
        if is_quoted || !open.is_empty() {
            return false;
        }
    }
    true
}

#[test]
fn hostile_names_stay_inside_mermaid() {
    let chart = hostile("mermaid");
    assert!(is_balanced(&chart), "{chart}");
    assert_eq!(chart.matches("subgraph ").count(), 1, "{chart}");
    assert_eq!(chart.lines().filter(|it| it.trim() == "end").count(), 1);
    assert!(!is_balanced("a[\"x\"]\"]") && !is_balanced("a[\"x]\""));
}

#[test]
fn the_flowchart_has_every_layer_that_the_text_lists() {
    const MARKS: [&str; 5] = ["✗", "✓", "·", "?", "–"];
    for name in examples() {
        let chart = example(&name, "mermaid");
        assert!(is_balanced(&chart), "{chart}");
        let text = example(&name, "text");
        // `s3:GetObject: scp ✓ rcp – …`, in lines that start with an action or go on.
        let from = text
            .find("\ns3:GetObject: ")
            .or_else(|| text.find("\nkms:Decrypt: "));
        let listed = text.get(from.unwrap()..).unwrap();
        let listed = listed.split("assumed:").next().unwrap();
        let words: Vec<&str> = listed
            .split_whitespace()
            .filter(|it| !it.ends_with(':'))
            .collect();
        let (mut label, mut count) = (Vec::new(), 0);
        for word in words {
            if MARKS.contains(&word) {
                let node = format!("[\"{word} {}\"]:::", label.join(" "));
                assert!(chart.contains(&node), "{name}: {node}\n{chart}");
                label.clear();
                count += 1;
            } else {
                label.push(word);
            }
        }
        assert!(count >= 8, "{name}: {listed}");
    }
}
