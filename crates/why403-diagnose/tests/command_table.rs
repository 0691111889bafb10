//! Commands against what was seen: recordings of the AWS CLI, and a fixture for every row.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use why403_diagnose::command::{
    About, Certainty, CommandError, Local, Plan, PlannedCall, Spot, Thing, local_paths, plan, words,
};
use why403_model::commands::{self, Count};
use why403_model::operations::Part;
use why403_model::request::Entry;
use why403_model::world::percent::decoded;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/commands")
}

/// A line of a recording: `scripts/trace_aws_cli.py` tells what stands in it
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Trace {
    command: String,
    #[serde(rename = "exit")]
    _exit: i32,
    calls: Vec<Seen>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Seen {
    operation: String,
    resource: String,
    query: BTreeMap<String, String>,
    headers: BTreeMap<String, String>,
    #[serde(rename = "count")]
    _count: u32,
}

const BIG: u64 = 20 << 20;

/// The machine that the recordings were made on
fn machine() -> Local {
    let site = Thing::Folder {
        files: [("css/a.css", 1), ("index.html", 1), ("video.bin", BIG)]
            .map(|(name, bytes)| (name.to_string(), bytes))
            .into(),
        is_whole: true,
    };
    let paths = [
        ("small", Thing::File { bytes: 10 }),
        ("big", Thing::File { bytes: BIG }),
        ("site", site),
    ];
    Local {
        paths: paths.map(|(name, it)| (name.to_string(), it)).into(),
        region: Some("eu-west-1".to_string()),
        version: Some(1),
    }
}

fn read(command: &str) -> Result<Plan, CommandError> {
    plan(&words(command).unwrap(), &machine(), About::default())
}

/// Whether a planned call is the one that was seen
fn is_seen(call: &PlannedCall, seen: &Seen) -> bool {
    let source = seen.headers.get("x-amz-copy-source");
    let source = source.map(|it| format!("s3://{}", decoded(it).unwrap()));
    let is_spot = |it: &Spot| it.resource == seen.resource && it.source == source;
    let is_below = call.below.as_ref().is_some_and(|below| {
        seen.resource.starts_with(below.as_str())
            && call.spots[0].source.is_some() == source.is_some()
    });
    // Several keys are deleted in one request, and judged one by one.
    let is_batch = seen.operation == "DeleteObjects"
        && call
            .spots
            .iter()
            .all(|it| it.resource.starts_with(&seen.resource));
    call.operation == seen.operation
        && (is_below || is_batch || call.spots.iter().any(is_spot))
        && parts(call, Part::Query) == seen.query
        && parts(call, Part::Header) == headers(seen)
}

fn headers(seen: &Seen) -> BTreeMap<String, String> {
    let mut all = seen.headers.clone();
    all.remove("x-amz-copy-source");
    all
}

/// What a call sends of what the recordings keep
fn parts(call: &PlannedCall, part: Part) -> BTreeMap<String, String> {
    const DESCRIBES: [&str; 2] = ["x-amz-checksum-mode", "x-amz-checksum-algorithm"];
    let own = call.sent.iter().filter(|(of, ..)| *of == part);
    let pairs = own.filter_map(|(_, name, entry)| match entry {
        Entry::One(value) => Some((name.clone(), value.clone())),
        Entry::Many(_) | Entry::Absent | Entry::Unknown => None,
    });
    pairs
        .map(|(name, value)| match part {
            Part::Header => (name.to_ascii_lowercase(), value),
            Part::Query | Part::Body | Part::Field => (name, value),
        })
        .filter(|(name, _)| !DESCRIBES.contains(&name.as_str()))
        .collect()
}

/// What the client sends is planned, and what is planned is sent. Of keys that only the listing
/// tells, the recordings know two: one below the limit of a part and one above.
#[test]
fn what_the_aws_cli_was_seen_to_send_is_what_is_planned() {
    let recording = fixtures().join("traces/aws-cli-1.46.3.jsonl");
    let text = std::fs::read_to_string(recording).unwrap();
    let mut count = 0;
    for line in text.lines() {
        let trace: Trace = serde_json::from_str(line).unwrap();
        let found = read(&trace.command).unwrap();
        let told = format!("{}\n{:#?}\n{:#?}", trace.command, found.calls, trace.calls);
        for seen in &trace.calls {
            let is_planned = found.calls.iter().any(|it| is_seen(it, seen));
            assert!(is_planned, "not planned: {seen:?}\n{told}");
        }
        let is_filtered = trace.command.contains("--include");
        let is_big = trace.command.contains("big");
        for call in &found.calls {
            let is_certain = call.certainty == Certainty::Sent;
            let is_partial = matches!(call.count, Count::PerChangedKey | Count::PerExtraKey);
            let is_open = call.below.is_some() && (is_filtered || is_partial);
            let of_size = |it: &String| {
                !(it.starts_with("below") && is_big || it.starts_with("from") && !is_big)
            };
            let is_of_size = call.below.is_some() || call.when.iter().all(of_size);
            if is_certain && !is_open && is_of_size {
                let is_sent = trace.calls.iter().any(|it| is_seen(call, it));
                assert!(is_sent, "not sent: {call:?}\n{told}");
            }
        }
        count += 1;
    }
    assert!(count > 80, "only {count} recordings");
}

/// Rows that are no command of their own
const BESIDE: [&str; 3] = [
    "defaults",
    "aws s3api OPERATION",
    "aws s3 cp/sync with access point ARN or alias",
];

#[test]
fn every_row_of_the_table_has_a_fixture() {
    let mut rows = BTreeSet::new();
    for entry in std::fs::read_dir(fixtures()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|it| it == "toml") {
            let table: toml::Table =
                toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
            rows.insert(table["row"].as_str().unwrap().to_string());
        }
    }
    let forms = commands::all().iter().map(|it| it.form);
    let missing: Vec<&str> = forms
        .filter(|it| !BESIDE.contains(it) && !rows.contains(*it))
        .collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn every_command_of_the_api_can_be_read() {
    for api in commands::api() {
        let service = if api.client == "s3" {
            "s3api"
        } else {
            api.client
        };
        let mut command = vec![
            "aws".to_string(),
            service.to_string(),
            api.command.to_string(),
        ];
        for option in api.options {
            if matches!(option.place, commands::Place::Path(_)) || option.name == "account-id" {
                command.extend([format!("--{}", option.name), "111122223333".to_string()]);
            }
        }
        command.extend(vec!["out".to_string(); api.positionals]);
        let found = plan(&command, &machine(), About::default()).unwrap();
        assert_eq!(found.calls.len(), 1, "{command:?}");
        assert_eq!(found.calls[0].operation, api.operation);
    }
}

/// Codes of the errors; the help is for people
#[test]
fn what_is_not_understood_is_an_error_that_says_what_is() {
    #[track_caller]
    fn check(command: &str, code: &str, help: &str) {
        let found = read(command).unwrap_err();
        assert_eq!(found.code(), code, "{command}");
        assert!(found.help().contains(help), "{command}: {}", found.help());
    }
    check("", "command/empty", "aws s3 sync");
    check("awz s3 ls", "command/unknown-client", "`aws`");
    check("s3cmd ls", "command/unknown-client", "rclone");
    check("aws s3 synk a s3://b", "command/unknown-command", "`sync`");
    check("aws ec2 describe-vpcs", "command/unknown-command", "s3api");
    check("aws", "command/unknown-command", "s3api");
    check(
        "aws s3 rm s3://b/\u{1b}[31m",
        "command/control-character",
        "without it",
    );
    check(
        "aws s3api get-objekt --bucket b",
        "command/unknown-command",
        "`get-object`",
    );
    check(
        "aws s3 cp a s3://b --recursiv",
        "command/unknown-option",
        "--recursive",
    );
    check("aws s3 cp a s3://b --acl", "command/no-value", "behind");
    check("aws s3 cp a b", "command/wrong-paths", "");
    check("aws s3 cp a", "command/wrong-paths", "");
    check("aws s3 mb b", "command/wrong-paths", "");
    check("aws s3 rb s3://b/k", "command/wrong-paths", "");
    check("aws s3 cp a s3://", "command/no-place", "s3://BUCKET/KEY");
    check(
        "aws s3api get-object --bucket b out",
        "command/no-parameter",
        "--key",
    );
    check("boto3 upload_file", "command/no-resource", "--resource");
    check(
        "boto3 uplaod_file",
        "command/unknown-command",
        "`upload_file`",
    );
    check("terraform plan", "command/no-resource", "--resource");
    check("rclone copy a b", "command/wrong-paths", "");
    check("hadoop fs -ls /tmp", "command/wrong-paths", "");
}

#[test]
fn only_what_is_uploaded_is_looked_at() {
    let find = |text: &str| local_paths(&words(text).unwrap());
    assert_eq!(find("aws s3 cp ./a s3://b/k"), ["./a"]);
    assert_eq!(find("aws --profile p s3 sync site s3://b"), ["site"]);
    assert_eq!(find("rclone copy site r:b/p"), ["site"]);
    for text in [
        "aws s3 cp s3://b/k .",
        "aws s3 cp - s3://b/k",
        "aws s3 ls",
        "aws s3api put-object",
        "boto3 x",
        "nothing",
    ] {
        assert_eq!(find(text), [""; 0], "{text}");
    }
}

/// Any words: an answer or an error, and never long
#[test]
fn hostile_words_are_an_error_or_a_plan() {
    let long = "x".repeat(1 << 14);
    let many = vec!["--acl".to_string(); 10_000];
    let odd = [
        "",
        "--",
        "-",
        "s3://",
        "\u{0}",
        "\u{1b}[31m",
        "s3:///",
        "arn:",
        "=",
        "--=",
        "äöü",
    ];
    for first in [
        "aws",
        "rclone",
        "terraform",
        "hadoop",
        "boto3",
        "s3fs",
        "console",
        &long,
    ] {
        for second in ["s3", "s3api", "copy", "-ls", &long] {
            for third in odd {
                for fourth in odd {
                    let command =
                        [first, second, "cp", third, fourth, "s3://b/k"].map(String::from);
                    let about = About {
                        resource: Some(third),
                        source: Some(fourth),
                    };
                    let _ = plan(&command, &machine(), about);
                    let _ = local_paths(&command);
                }
            }
        }
    }
    let mut command = vec!["aws".to_string(), "s3".to_string(), "cp".to_string()];
    command.extend(many);
    assert!(plan(&command, &machine(), About::default()).is_err());
    let keys = "{Key=k},".repeat(100_000);
    let all = [
        "aws",
        "s3api",
        "delete-objects",
        "--bucket",
        "b",
        "--delete",
        &keys,
    ]
    .map(String::from);
    assert!(
        plan(&all, &machine(), About::default()).unwrap().calls[0]
            .spots
            .len()
            <= 1000
    );
    let deep = "[".repeat(200_000);
    let all = [
        "aws",
        "s3api",
        "delete-objects",
        "--bucket",
        "b",
        "--delete",
        &deep,
    ]
    .map(String::from);
    assert!(plan(&all, &machine(), About::default()).is_ok());
    assert!(words(&long).is_ok());
}
