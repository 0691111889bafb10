//! `why403 world check`: every command that it prints closes the hole that it is printed for.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn check(folder: &Path, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_why403"))
        .args(["world", "check", "world"])
        .args(more)
        .current_dir(folder)
        .env_clear()
        .output()
        .unwrap()
}

fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(path.join("world/accounts/111122223333/s3/buckets/logs")).unwrap();
    path
}

/// The folders to make and the files that answers go to, as the page has them
fn asked(page: &str) -> (Vec<String>, Vec<String>) {
    let folders = page
        .lines()
        .filter_map(|it| it.trim().strip_prefix("mkdir -p "));
    let files = page
        .lines()
        .filter_map(|it| it.split_once("> ")?.1.strip_suffix(" 2>&1"));
    let owned = |it: &str| it.trim_matches('\'').to_string();
    (folders.map(owned).collect(), files.map(owned).collect())
}

#[test]
fn the_commands_close_the_holes() {
    let folder = folder("holes");
    let mut rounds = 0;
    loop {
        let output = check(&folder, &["--all"]);
        let page = String::from_utf8(output.stdout).unwrap();
        let (folders, files) = asked(&page);
        // Some calls always have an answer: null is none, and they are asked for again.
        let (known, new): (Vec<_>, Vec<_>) =
            files.into_iter().partition(|it| folder.join(it).exists());
        let refused = page
            .replace("\n  ", " ")
            .matches("not an answer of AWS")
            .count();
        assert_eq!(known.len(), refused, "{page}");
        if new.is_empty() {
            break;
        }
        rounds += 1;
        assert!(rounds < 6, "it asks for ever: {page}");
        for it in folders {
            fs::create_dir_all(folder.join(it)).unwrap();
        }
        for it in new {
            // What the CLI leaves where there is nothing of the kind; its own codes are tested
            // with the tree.
            fs::write(folder.join(it), "null").unwrap();
        }
    }
    assert!(rounds > 0);
}

#[test]
fn exit_codes_tell_holes_from_faults() {
    let folder = folder("codes");
    assert_eq!(check(&folder, &[]).status.code(), Some(0));
    assert_eq!(check(&folder, &["--exit-code"]).status.code(), Some(3));
    let policy = folder.join("world/accounts/111122223333/s3/buckets/logs/policy.json");
    fs::write(policy, "{\"Statement\": [").unwrap();
    let output = check(&folder, &["--exit-code"]);
    assert_eq!(output.status.code(), Some(1));
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert!(complaint.contains("policy.json:1:"), "{complaint}");
}

#[test]
fn a_world_that_is_not_there_is_an_error() {
    let output = Command::new(env!("CARGO_BIN_EXE_why403"))
        .args(["world", "check", "no/such/world"])
        .env_clear()
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
}
