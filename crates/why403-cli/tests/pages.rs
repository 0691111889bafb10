//! The README and the pages under `docs/`, run as they are written: a command of why403 with an
//! output below it prints that output.
//!
//! `WHY403_BLESS=1` writes what was printed into the pages.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod shown;

#[path = "shown/hold.rs"]
mod hold;

use std::path::{Path, PathBuf};

/// Pages that tests of their own run: their commands end otherwise, or need a client
const OWN: [&str; 2] = ["docs/preflight.md", "docs/run.md"];

#[test]
fn every_page_shows_what_its_commands_print() {
    let mut pages = vec![shown::root().join("README.md")];
    below(&shown::root().join("docs"), &mut pages);
    assert!(pages.len() > 1, "there are no pages");
    for page in pages {
        let is_own = OWN.iter().any(|it| page.ends_with(it));
        if !is_own {
            check(&page);
        }
    }
}

fn check(path: &Path) {
    let page = std::fs::read_to_string(path).unwrap();
    let mut shown = shown::commands(&page);
    // The README's main command starts with a build: a script of its own runs it.
    shown.retain(|it| it.output.is_some() && !it.command.starts_with("cargo "));
    for it in &shown {
        assert!(it.command.contains("why403"), "{}", it.command);
    }
    hold::hold(path, &page, &shown).unwrap();
}

fn below(folder: &Path, pages: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = folder
        .read_dir()
        .unwrap()
        .map(|it| it.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            below(&path, pages);
        } else if path.extension().is_some_and(|it| it == "md") {
            pages.push(path);
        }
    }
}
