//! Commands of pages, run as they are written, and what the pages show below them.
//!
//! A block of `sh` with a block of `text` right behind it is a command and its output. Behind the
//! word `sh` can stand what the command ends with: `sh exit=1`.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};
use std::process::Command;

/// A command of a page and what it shows below
pub(crate) struct Shown {
    pub(crate) command: String,
    pub(crate) exit: i32,
    pub(crate) output: Option<String>,
}

impl Shown {
    /// A command that is in no page, and succeeds
    pub(crate) fn of(command: &str) -> Self {
        Self {
            command: command.to_string(),
            exit: 0,
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
                let exit = words.find_map(|it| it.strip_prefix("exit="));
                all.push(Shown {
                    exit: exit.map_or(0, |it| it.parse().unwrap()),
                    ..Shown::of(body)
                });
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

/// Holds every output of a page against what its command prints; `WHY403_BLESS=1` writes it
pub(crate) fn hold(path: &Path, page: &str, all: &[Shown]) -> std::io::Result<()> {
    let mut blessed = page.to_string();
    for it in all {
        let Some(output) = &it.output else {
            continue;
        };
        let found = run(it);
        if std::env::var_os("WHY403_BLESS").is_some() {
            let block = |text: &str| format!("```text\n{text}```");
            blessed = blessed.replacen(&block(output), &block(&found), 1);
        } else {
            assert_eq!(output, &found, "{}: {}", path.display(), it.command);
        }
    }
    if blessed == page {
        return Ok(());
    }
    std::fs::write(path, blessed)
}

/// The repository's root
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
