//! Commands of pages, run as they are written, and what the pages show below them.
//!
//! A block of `sh` with a block of `text` right behind it is a command and its output. Behind the
//! word `sh` can stand what the command ends with, and what its output has to start with, however
//! the page is written: `sh exit=1 want=DENIED`.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};
use std::process::Command;

/// A command of a page and what it shows below
pub(crate) struct Shown {
    pub(crate) command: String,
    pub(crate) exit: i32,
    pub(crate) wanted: Option<String>,
    pub(crate) output: Option<String>,
}

impl Shown {
    /// A command that is in no page, and succeeds
    pub(crate) fn of(command: &str) -> Self {
        Self {
            command: command.to_string(),
            exit: 0,
            wanted: None,
            output: None,
        }
    }
}

/// The blocks of a page: each `sh` block, and the `text` block right after it
pub(crate) fn commands(page: &str) -> Vec<Shown> {
    let mut all: Vec<Shown> = Vec::new();
    let mut rest = page;
    let mut is_right_behind = false;
    while let Some((between, after)) = rest.split_once("\n```") {
        is_right_behind &= between.trim().is_empty();
        let (language, after) = after.split_once('\n').unwrap_or((after, ""));
        let (body, after) = after.split_once("```").unwrap_or((after, ""));
        let mut words = language.split(' ');
        match (words.next(), all.last_mut()) {
            (Some("sh"), _) => {
                let mut shown = Shown::of(body);
                for word in words {
                    match word.split_once('=') {
                        Some(("exit", code)) => shown.exit = code.parse().unwrap(),
                        Some(("want", start)) => shown.wanted = Some(start.to_string()),
                        _ => assert_eq!(word, "main", "behind `sh`"),
                    }
                }
                all.push(shown);
            }
            (Some("text"), Some(last)) if is_right_behind => last.output = Some(body.to_string()),
            (_, _) => {}
        }
        is_right_behind = language.starts_with("sh");
        rest = after;
    }
    all
}

/// Runs a command as the page has it, from the repository's root, in an empty environment
pub(crate) fn run(shown: &Shown) -> String {
    let command = &shown.command;
    let binary = PathBuf::from(env!("CARGO_BIN_EXE_why403"));
    let folder = binary.parent().unwrap().display().to_string();
    let output = Command::new("sh")
        .args(["-c", command])
        .current_dir(root())
        .env_clear()
        .env("PATH", format!("{folder}:/usr/bin:/bin"))
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap();
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert_eq!(complaint, "", "{command}");
    assert_eq!(output.status.code(), Some(shown.exit), "{command}");
    String::from_utf8(output.stdout).unwrap()
}

/// The repository's root
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
