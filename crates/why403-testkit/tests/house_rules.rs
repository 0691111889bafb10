//! What ARCHITECTURE.md promises of the crates, held against their manifests and sources.
//!
//! Dev-dependencies are exempt throughout. Every rule is a function that returns what breaks it,
//! and has beside it a case that it must not let pass.

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use why403_testkit::page::root;

/// Crates that know no files, no clock, no environment
const PURE: [&str; 3] = ["why403-model", "why403-engine", "why403-diagnose"];

/// What must not be among the dependencies of a pure crate, however far down; `*` is any ending
const IMPURE: [&str; 3] = ["tokio", "hyper", "aws-*"];

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every file below a folder with this ending, sorted; what git does not hold is left out
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() && !matches!(name.as_str(), "target" | ".git") {
                open.push(path);
            } else if name.ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// For each crate of the workspace the names of its normal and build dependencies
fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let cargo = Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--format-version=1", "--no-deps"])
        .current_dir(root())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&cargo.stderr);
    assert!(cargo.status.success(), "{said}");
    let metadata: Value = serde_json::from_slice(&cargo.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap().iter();
    let named = packages.map(|package| {
        let all = package["dependencies"].as_array().unwrap().iter();
        let kept = all.filter(|it| it["kind"] != "dev");
        let names = kept.map(|it| it["name"].as_str().unwrap().to_string());
        (
            package["name"].as_str().unwrap().to_string(),
            names.collect(),
        )
    });
    named.collect()
}

/// The table of ARCHITECTURE.md: for each crate which others it may use
fn table(page: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut rows: Vec<(String, String)> = Vec::new();
    for line in page.lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let name = cells
            .get(1)
            .and_then(|it| it.strip_prefix('`')?.strip_suffix('`'));
        if let (Some(name), 5) = (name.filter(|it| it.starts_with("why403-")), cells.len()) {
            rows.push((name.to_string(), cells[3].to_string()));
        }
    }
    let names: BTreeSet<String> = rows.iter().map(|(name, _)| name.clone()).collect();
    let full = |short: &str| format!("why403-{}", short.trim());
    let allowed = |cell: &str| -> BTreeSet<String> {
        if let Some(but) = cell.strip_prefix("all but ") {
            let but = full(but);
            return names.iter().filter(|it| **it != but).cloned().collect();
        }
        cell.split(',')
            .filter(|it| it.trim() != "–")
            .map(full)
            .collect()
    };
    rows.iter()
        .map(|(name, cell)| (name.clone(), allowed(cell)))
        .collect()
}

/// Crates without a row, rows without a crate, and uses of a crate that the row does not allow
fn broken(
    table: &BTreeMap<String, BTreeSet<String>>,
    found: &BTreeMap<String, BTreeSet<String>>,
) -> Vec<String> {
    let mut all = Vec::new();
    for name in table.keys().filter(|it| !found.contains_key(*it)) {
        all.push(format!("{name} has a row and is not there"));
    }
    for (name, uses) in found {
        let Some(allowed) = table.get(name) else {
            all.push(format!("{name} has no row"));
            continue;
        };
        let inside = uses.iter().filter(|it| found.contains_key(*it));
        for used in inside.filter(|it| !allowed.contains(*it)) {
            all.push(format!("{name} may not use {used}"));
        }
    }
    all
}

#[test]
fn crates_use_only_what_the_architecture_lets_them() {
    let table = table(&read(&root().join("ARCHITECTURE.md")));
    assert_eq!(broken(&table, &dependencies()), [""; 0]);
}

#[test]
fn a_use_against_the_table_is_found() {
    let table = table(
        "| crate | what | may use |\n|---|---|---|\n| `why403-a` | things | – |\n\
         | `why403-b` | more | a |\n| `why403-c` | all | all but d |\n| `why403-d` | none | – |\n",
    );
    let of = |names: &[&str]| names.iter().map(ToString::to_string).collect();
    let mut found = BTreeMap::from([
        ("why403-a".to_string(), of(&["serde"])),
        ("why403-b".to_string(), of(&["why403-a"])),
        ("why403-c".to_string(), of(&["why403-a", "why403-b"])),
        ("why403-d".to_string(), of(&[])),
    ]);
    assert_eq!(broken(&table, &found), [""; 0]);
    found.insert("why403-a".to_string(), of(&["why403-b"]));
    found.insert("why403-c".to_string(), of(&["why403-d"]));
    found.insert("why403-e".to_string(), of(&[]));
    found.remove("why403-d");
    // What is not in the workspace is not of it: the use of d shows as the missing crate.
    assert_eq!(
        broken(&table, &found),
        [
            "why403-d has a row and is not there",
            "why403-a may not use why403-b",
            "why403-e has no row",
        ]
    );
    found.insert("why403-d".to_string(), of(&[]));
    assert!(broken(&table, &found).contains(&"why403-c may not use why403-d".to_string()));
}

/// Lines that bring the standard library into a crate without it, but for tests
fn standard(source: &str) -> Vec<usize> {
    let lines: Vec<&str> = source.lines().map(str::trim).collect();
    let is_use = |line: &str| line.contains("extern crate std");
    let is_test = |at: usize| at > 0 && lines[at - 1] == "#[cfg(test)]";
    (0..lines.len())
        .filter(|at| is_use(lines[*at]) && !is_test(*at))
        .map(|at| at + 1)
        .collect()
}

#[test]
fn pure_crates_are_without_the_standard_library() {
    for name in PURE {
        let source = root().join("crates").join(name).join("src");
        let library = read(&source.join("lib.rs"));
        assert!(
            library.lines().any(|line| line == "#![no_std]"),
            "{name} is not #![no_std] without a condition"
        );
        for file in files(&source, ".rs") {
            let lines = standard(&read(&file));
            assert!(lines.is_empty(), "{}: lines {lines:?}", file.display());
        }
    }
}

#[test]
fn the_standard_library_is_found_outside_tests() {
    assert_eq!(standard("#![no_std]\nextern crate std;\n"), [2]);
    assert_eq!(standard("#[cfg(test)]\nextern crate std;\n"), [0; 0]);
    assert_eq!(
        standard("#[cfg(test)]\nmod a {}\npub extern crate std;\n"),
        [3]
    );
}

/// For each package of a lock file, by name, the names it depends on; versions fall together
fn locked(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let lock: toml::Table = toml::from_str(text).unwrap();
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for package in lock["package"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap().to_string();
        let uses = package.get("dependencies").and_then(|it| it.as_array());
        // An entry is `name`, or `name version` where there are several.
        let names = uses.into_iter().flatten().filter_map(|it| it.as_str());
        let names = names.filter_map(|it| it.split(' ').next());
        all.entry(name).or_default().extend(names.map(String::from));
    }
    all
}

/// Everything that a crate depends on, its own dev-dependencies left out.
///
/// Of other workspace crates too only the normal dependencies are followed, from `direct`; a lock
/// file has no dev-dependencies of packages that come from elsewhere.
fn reached(
    name: &str,
    direct: &BTreeMap<String, BTreeSet<String>>,
    locked: &BTreeMap<String, BTreeSet<String>>,
) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let mut open = vec![name.to_string()];
    while let Some(name) = open.pop() {
        let uses = direct.get(&name).or_else(|| locked.get(&name));
        for used in uses.into_iter().flatten() {
            if seen.insert(used.clone()) {
                open.push(used.clone());
            }
        }
    }
    seen
}

fn is_impure(name: &str) -> bool {
    IMPURE.iter().any(|it| match it.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => name == *it,
    })
}

#[test]
fn pure_crates_reach_no_network() {
    let locked = locked(&read(&root().join("Cargo.lock")));
    let direct = dependencies();
    for name in PURE {
        assert!(direct.contains_key(name), "{name} is not there");
        let impure: Vec<_> = reached(name, &direct, &locked)
            .into_iter()
            .filter(|it| is_impure(it))
            .collect();
        assert_eq!(impure, [""; 0], "{name}");
    }
}

#[test]
fn a_network_far_down_is_found() {
    let locked = locked(
        "[[package]]\nname = 'pure'\ndependencies = ['a', 'only-tests']\n\
         [[package]]\nname = 'a'\ndependencies = ['b 1.0.0']\n\
         [[package]]\nname = 'b'\nversion = '1.0.0'\ndependencies = ['aws-config']\n\
         [[package]]\nname = 'aws-config'\n\
         [[package]]\nname = 'only-tests'\ndependencies = ['tokio']\n\
         [[package]]\nname = 'tokio'\n",
    );
    let direct = BTreeMap::from([("pure".to_string(), BTreeSet::from(["a".to_string()]))]);
    let found = reached("pure", &direct, &locked);
    let impure: Vec<_> = found.iter().filter(|it| is_impure(it)).collect();
    assert_eq!(impure, ["aws-config"]);
}

/// The targets of a page's links, without those in code and those that lead outside
fn links(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut is_code = false;
    for line in page.lines() {
        if line.trim_start().starts_with("```") {
            is_code = !is_code;
        }
        if is_code {
            continue;
        }
        for (_, after) in line
            .match_indices("](")
            .map(|(at, it)| line.split_at(at + it.len()))
        {
            let target = after.split([')', ' ', '#']).next().unwrap_or("");
            if !target.is_empty() && !target.contains(':') {
                found.push(target.to_string());
            }
        }
    }
    found
}

#[test]
fn links_between_pages_lead_to_files() {
    let pages = files(&root(), ".md");
    assert!(pages.iter().any(|it| it.ends_with("README.md")));
    let mut broken = Vec::new();
    for page in pages {
        for target in links(&read(&page)) {
            if !page.parent().unwrap().join(&target).exists() {
                broken.push(format!("{}: {target}", page.display()));
            }
        }
    }
    assert_eq!(broken, [""; 0]);
}

#[test]
fn links_are_read_outside_code_only() {
    let page = "[a](docs/a.md), [b](b.md#part) [c](https://example.com/c) [d](#here)\n\
                ```\n[e](e.md)\n```\n![f](f.png \"title\")\n";
    assert_eq!(links(page), ["docs/a.md", "b.md", "f.png"]);
}

#[test]
fn no_crate_may_be_unsafe() {
    let manifest = |path: PathBuf| toml::from_str::<toml::Table>(&read(&path)).unwrap();
    let workspace = manifest(root().join("Cargo.toml"));
    let forbidden = &workspace["workspace"]["lints"]["rust"]["unsafe_code"];
    assert_eq!(forbidden.as_str(), Some("forbid"));
    for name in dependencies().keys() {
        let found = manifest(root().join("crates").join(name).join("Cargo.toml"));
        let inherits = found
            .get("lints")
            .and_then(|it| it.get("workspace")?.as_bool());
        assert_eq!(inherits, Some(true), "{name}");
    }
}
