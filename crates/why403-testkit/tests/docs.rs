//! The pages of `docs/`, held against the code and against each other: policies parse, each layer
//! and each switch has its place, links lead somewhere, and the commands to copy only read.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use why403_model::policy;

/// The layers, in the order of reports
const LAYERS: [&str; 13] = [
    "authentication",
    "scp",
    "rcp",
    "endpoint",
    "resource",
    "access-point",
    "identity",
    "boundary",
    "session",
    "acl",
    "block-public-access",
    "kms-grant",
    "s3-gate",
];

/// Words that begin a subcommand of the AWS CLI which changes nothing
const READS: [&str; 6] = ["get-", "list-", "describe-", "head-", "lookup-", "filter-"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|it| panic!("{}: {it}", path.display()))
}

/// The Markdown files of a folder, sorted by name
fn pages(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "md"))
        .collect();
    found.sort();
    found
}

/// Every page of `docs/`
fn all_pages() -> Vec<PathBuf> {
    let docs = root().join("docs");
    let mut found = pages(&docs);
    found.extend(pages(&docs.join("layers")));
    found
}

/// The fenced blocks of a page that are of one language, each with the line that opens it
fn blocks(text: &str, language: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut open: Option<(usize, bool, String)> = None;
    for (number, line) in text.lines().enumerate() {
        let fence = line.strip_prefix("```");
        open = match (open, fence) {
            (None, Some(name)) => Some((number + 1, name == language, String::new())),
            (None, None) => None,
            (Some((at, wanted, body)), Some("")) => {
                if wanted {
                    found.push((at, body));
                }
                None
            }
            (Some((at, wanted, body)), _) => Some((at, wanted, body + line + "\n")),
        };
    }
    assert!(open.is_none(), "a block is not closed");
    found
}

/// A heading's anchor, as the sites that show Markdown make it
fn anchor(heading: &str) -> String {
    heading
        .trim_start_matches('#')
        .trim()
        .to_lowercase()
        .chars()
        .filter_map(|it| match it {
            ' ' => Some('-'),
            '-' | '_' => Some(it),
            _ => it.is_alphanumeric().then_some(it),
        })
        .collect()
}

/// The lines of a page that are not in a fenced block
fn prose(text: &str) -> Vec<&str> {
    let mut is_code = false;
    text.lines()
        .filter(|line| {
            let is_fence = line.starts_with("```");
            is_code ^= is_fence;
            !is_code && !is_fence
        })
        .collect()
}

/// What the links of a page lead to, web addresses left out
fn links(text: &str) -> Vec<String> {
    prose(text)
        .join("\n")
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split_once(')'))
        .map(|(link, _)| link.to_string())
        .filter(|link| !link.contains("://"))
        .collect()
}

#[test]
fn every_policy_of_the_pages_can_be_read() {
    let mut count = 0;
    for page in all_pages() {
        for (line, block) in blocks(&read(&page), "json") {
            let place = format!("{}:{line}", page.display());
            let json: serde_json::Value =
                serde_json::from_str(&block).unwrap_or_else(|it| panic!("{place}: {it}"));
            if json.get("Statement").is_some() {
                let parsed = policy::parse(&block);
                assert!(parsed.problems.is_empty(), "{place}: {:?}", parsed.problems);
                count += 1;
            }
        }
    }
    assert!(
        count >= 3 * LAYERS.len(),
        "only {count} policies were found"
    );
}

#[test]
fn every_layer_has_a_page_that_the_front_page_links() {
    let wanted: BTreeSet<String> = LAYERS.iter().map(|it| format!("{it}.md")).collect();
    let found: BTreeSet<String> = pages(&root().join("docs/layers"))
        .iter()
        .map(|it| it.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    assert_eq!(found, wanted);

    let front = links(&read(&root().join("docs/README.md")));
    let source = read(&root().join("crates/why403-engine/src/verdict.rs"));
    let ids = source.matches("=> \"").count();
    assert_eq!(ids, LAYERS.len(), "ids in verdict.rs");
    for layer in LAYERS {
        assert!(source.contains(&format!("=> \"{layer}\",")), "{layer}");
        assert!(front.contains(&format!("layers/{layer}.md")), "{layer}");
    }
}

#[test]
fn every_layer_page_answers_the_same_questions() {
    for layer in LAYERS {
        let text = read(&root().join(format!("docs/layers/{layer}.md")));
        let headings: Vec<String> = prose(&text)
            .into_iter()
            .filter(|line| line.starts_with('#'))
            .map(anchor)
            .collect();
        assert!(text.starts_with(&format!("# {layer}: ")), "{layer}");
        for wanted in [
            "what-it-is",
            "look-at-it",
            "in-the-world",
            "common-mistakes",
            "fix-without-opening-too-much",
        ] {
            assert!(
                headings.iter().any(|it| it == wanted),
                "{layer} has no {wanted}"
            );
        }
        for word in ["Who owns it:", "When it has a say:", "How it denies"] {
            assert!(text.contains(word), "{layer} does not tell: {word}");
        }
        assert!(!blocks(&text, "sh").is_empty(), "{layer} has no command");
        assert!(
            blocks(&text, "json").len() >= 2,
            "{layer} has too few policies"
        );
    }
}

#[test]
fn every_switch_has_its_section_and_no_section_is_left_over() {
    let source = read(&root().join("crates/why403-engine/src/switches.rs"));
    let switches: BTreeSet<&str> = source
        .lines()
        .filter_map(|line| line.strip_prefix("pub const "))
        .filter_map(|rest| rest.split_once(':'))
        .map(|(name, _)| name)
        .collect();
    assert!(!switches.is_empty());
    let page = read(&root().join("docs/switches.md"));
    let sections: BTreeSet<&str> = page
        .lines()
        .filter_map(|line| line.strip_prefix("## `"))
        .filter_map(|rest| rest.strip_suffix('`'))
        .collect();
    assert_eq!(sections, switches);
}

#[test]
fn a_switch_page_names_the_default_that_is_chosen() {
    let source = read(&root().join("crates/why403-engine/src/switches.rs"));
    let page = read(&root().join("docs/switches.md"));
    for line in source.lines().filter(|it| it.starts_with("pub const ")) {
        let name = line
            .trim_start_matches("pub const ")
            .split(':')
            .next()
            .unwrap();
        let value = line.split("= ").nth(1).unwrap().trim_end_matches(';');
        let section = page.split(&format!("## `{name}`")).nth(1).unwrap();
        let section = section.split("\n## ").next().unwrap();
        assert!(
            section.contains(&format!("- **Chosen:** `{value}`")),
            "{name} is {value}"
        );
    }
}

#[test]
fn every_link_leads_somewhere() {
    let mut from = all_pages();
    from.push(root().join("README.md"));
    for page in from {
        let text = read(&page);
        for link in links(&text) {
            let (file, heading) = link.split_once('#').unwrap_or((&link, ""));
            let target = match file {
                "" => page.clone(),
                _ => page.parent().unwrap().join(file),
            };
            assert!(target.exists(), "{}: {link}", page.display());
            if !heading.is_empty() {
                let is_there = prose(&read(&target))
                    .iter()
                    .any(|line| line.starts_with('#') && anchor(line) == heading);
                assert!(is_there, "{}: {link}", page.display());
            }
        }
    }
}

#[test]
fn every_command_of_the_pages_only_reads() {
    let mut count = 0;
    for page in all_pages() {
        for (line, block) in blocks(&read(&page), "sh") {
            for command in block.lines().filter_map(|it| it.strip_prefix("aws ")) {
                let place = format!("{}:{line}: {command}", page.display());
                let verb = command.split_whitespace().nth(1).unwrap_or_default();
                let is_local = command.starts_with("configure list");
                assert!(
                    is_local || READS.iter().any(|it| verb.starts_with(it)),
                    "{place}"
                );
                count += 1;
            }
        }
    }
    assert!(count > 40, "only {count} commands were found");
}

#[test]
fn the_front_page_opens_with_the_table_of_symptoms() {
    let page = read(&root().join("docs/README.md"));
    let rows: Vec<&str> = page
        .lines()
        .skip_while(|line| !line.starts_with("| what you see |"))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .collect();
    assert!(rows.len() >= 25, "{} rows", rows.len());
    for row in rows {
        assert!(row.contains("](layers/"), "no page: {row}");
    }
}
