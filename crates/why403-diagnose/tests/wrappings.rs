//! What a text says does not change with what is wrapped around it.
//!
//! Every fixture of AWS's own messages is read again inside JSON, inside a web page, wrapped, cut
//! by a terminal, quoted in a mail, among other languages; and cut off at every place.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::error::Error;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use why403_diagnose::symptom::{self, Denial, Symptom};
use why403_engine::Layer;

/// Folders of the fixtures whose texts are AWS's; clients' and records have forms of their own.
const FOLDERS: &[&str] = &[
    "aws-message",
    "xml",
    "codes",
    "kms",
    "sts",
    "lambda",
    "services",
    "access-point",
];

#[derive(Deserialize)]
struct Fixture {
    text: String,
}

fn fixtures() -> Result<Vec<(PathBuf, String)>, Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/symptoms");
    let mut found = Vec::new();
    for folder in FOLDERS {
        for entry in std::fs::read_dir(root.join(folder))? {
            let path = entry?.path();
            let fixture: Fixture = toml::from_str(&std::fs::read_to_string(&path)?)?;
            found.push((path, fixture.text));
        }
    }
    found.sort();
    Ok(found)
}

type Told = (
    Option<String>,
    Option<String>,
    Option<String>,
    Vec<(Layer, Denial)>,
);

fn told(found: Symptom) -> Told {
    (
        found.principal,
        found.action,
        found.resource,
        found.denied_by,
    )
}

/// Reads every fixture as it is and wrapped; what is told has to be the same.
#[track_caller]
fn same(applies: fn(&str) -> bool, wrapped: impl Fn(&str) -> String) {
    let mut count = 0;
    for (path, text) in fixtures().unwrap() {
        if !applies(&text) {
            continue;
        }
        let plain = symptom::read(&text).unwrap();
        let inside = wrapped(&text);
        let found = symptom::read(&inside).unwrap();
        assert_eq!(told(found), told(plain), "{}: {inside}", path.display());
        count += 1;
    }
    assert!(count >= 90, "{count} fixtures");
}

/// All but texts that a terminal cut: how long their lines are tells that
fn any(text: &str) -> bool {
    text.lines().all(|it| it.chars().count() != 80)
}

/// Texts of one line, without control sequences that a cut would divide
fn is_line(text: &str) -> bool {
    !text.contains(['\n', '\u{1b}'])
}

fn json(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            _ if letter.is_control() => {
                let escape = format!("\\u{:04x}", u32::from(letter));
                out.push_str(&escape);
            }
            _ => out.push(letter),
        }
    }
    out + "\""
}

#[test]
fn inside_json() {
    same(any, |text| {
        format!("{{\"level\": \"ERROR\", \"msg\": {}}}", json(text))
    });
}

#[test]
fn inside_json_inside_json() {
    same(any, |text| {
        let inner = format!("{{\"msg\":{},\"x\":1}}", json(text));
        format!("{{\"event\":{}}}", json(&inner))
    });
}

#[test]
fn inside_a_web_page() {
    same(any, |text| {
        let escaped = text
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
            .replace('"', "&quot;");
        format!("<pre>{escaped}</pre>")
    });
}

#[test]
fn wrapped_at_80_columns() {
    same(is_line, |text| {
        let mut lines = vec![String::new()];
        for word in text.split(' ') {
            match lines.last_mut() {
                Some(line) if line.len() + word.len() < 80 => {
                    line.push(' ');
                    line.push_str(word);
                }
                _ => lines.push(word.to_string()),
            }
        }
        lines.join("\n  ")
    });
}

#[test]
fn cut_at_80_columns_within_words() {
    same(is_line, |text| {
        let letters: Vec<char> = text.chars().collect();
        let lines = letters.chunks(80).map(|it| it.iter().collect());
        lines.collect::<Vec<String>>().join("\n")
    });
}

#[test]
fn quoted_in_a_mail() {
    same(is_line, |text| {
        let wrapped = text.replace(" because ", "\n> because ");
        format!("Hello,\n\nour job says:\n\n> {wrapped}\n\nWhat can we do?\n")
    });
}

#[test]
fn among_other_languages_and_behind_a_log_prefix() {
    same(any, |text| {
        format!(
            "Hier der Fehler, エラーです:\n2026-11-20T09:15:00.123Z ERROR [main] {text}\n– merci d'avance, спасибо\n"
        )
    });
}

#[test]
fn in_a_terminals_frame_and_colours() {
    same(is_line, |text| {
        format!("\u{1b}[31m╷\u{1b}[0m\n\u{1b}[31m│\u{1b}[0m {text}\n\u{1b}[31m╵\u{1b}[0m\n")
    });
}

#[test]
fn cut_off_at_every_place() {
    for (path, text) in fixtures().unwrap() {
        for (at, _) in text.char_indices() {
            let (front, back) = text.split_at(at);
            // A secret whose name was cut away cannot be told from other text; one whose end was
            // cut away can.
            let found = format!("{:?}", symptom::read(front));
            assert!(!found.contains("canary"), "{}: {found}", path.display());
            let _ = symptom::read(back);
        }
    }
}

/// Texts made of what readers look for: each has to be read in time linear in its length, else
/// this test does not end.
#[test]
fn a_megabyte_of_anchors_is_read() {
    const ANCHORS: &[&str] = &[
        "User: ",
        "is not authorized to perform: ",
        "User: a is not authorized to perform: s3:GetObject on resource: \"",
        "arn:aws:s3:::b is not authorized to perform: x",
        " because no identity-based policy allows ",
        "An error occurred (",
        " when calling the ",
        "<Code>",
        "<Error><Code>AccessDenied",
        "<li>Code: ",
        "<StringToSign>",
        "</StringToSign>",
        "StringToSign:",
        "CanonicalRequest: ",
        "signature=",
        "Signature=x ",
        "signature\"\"",
        "AKIA",
        "AKIAIOSFODNN7EXAMPLE ",
        "s3://",
        "https://a.s3.amazonaws.com/",
        "https://a.s3.amazonaws.com/k ",
        "\\",
        "\\u",
        "\\u001b[",
        "\"",
        "&",
        "&amp;",
        "\u{1b}[",
        "\u{1b}]",
        "│ ",
        "\n",
        "AccessDenied",
        "AccessDenied.",
        "AccessDenied: ",
        "403",
        "botocore.errorfactory.",
        "é",
        "Resource handler returned message: \"",
        "S3ServiceException:",
    ];
    for anchor in ANCHORS {
        let text = anchor.repeat(1_000_000 / anchor.len());
        let found = symptom::read(&text);
        let length = found.map_or(0, |it| it.message.len());
        assert!(length <= 8_000, "{anchor:?}: {length}");
    }
}
