//! What was found in documents as SARIF 2.1.0: one result a finding, one rule a code.

use std::collections::BTreeMap;

use why403_diagnose::lint::codes::about;
use why403_diagnose::lint::{Finding, Reviewed, Severity};

use super::log::{
    Artifact, Configuration, Finding as Entry, Help, Location, Logical, Physical, Rule,
    RuleProperties, Text,
};
use super::{escaped, hash, log, name, region, uri};
use crate::place::Region;

/// The log as indented JSON, with a line break at the end.
///
/// GitHub reads it: paths are relative where the person's were, each result has a fingerprint that
/// stays when lines move.
#[must_use]
pub fn render(all: &[Reviewed]) -> String {
    let codes: BTreeMap<&str, Severity> =
        all.iter()
            .flat_map(|it| &it.findings)
            .fold(BTreeMap::new(), |mut codes, it| {
                let worst = codes.entry(it.code).or_insert(it.severity);
                *worst = it.severity.max(*worst);
                codes
            });
    let rules: Vec<Rule> = codes.iter().map(|(id, worst)| rule(id, *worst)).collect();
    let index: BTreeMap<&str, usize> = codes.keys().copied().zip(0..).collect();
    let mut seen = BTreeMap::new();
    let entries = all
        .iter()
        .flat_map(|it| it.findings.iter().map(move |found| (it, found)));
    let results = entries
        .map(|(of, found)| {
            let index = index.get(found.code).copied().unwrap_or_default();
            entry(of, found, index, &mut seen)
        })
        .collect();
    log(rules, results, BTreeMap::new())
}

/// Where the pages of `docs/` are read
pub(crate) fn address(page: &str) -> String {
    format!("{}/blob/main/{page}", env!("CARGO_PKG_REPOSITORY"))
}

fn rule(id: &str, worst: Severity) -> Rule {
    let about = about(id);
    let title = about.as_ref().map_or(id, |it| it.title);
    let page = about.as_ref().map(|it| address(&it.page));
    let sentence = || Text {
        text: sentence(title),
    };
    Rule {
        id: id.to_string(),
        name: name(id),
        short_description: sentence(),
        full_description: sentence(),
        help: Help {
            text: match &page {
                Some(page) => format!("{} See {page}", sentence().text),
                None => sentence().text,
            },
            markdown: match &page {
                Some(page) => format!("{} [More]({page}).", sentence().text),
                None => sentence().text,
            },
        },
        help_uri: page,
        default_configuration: Configuration {
            level: worst.word(),
        },
        properties: RuleProperties {
            tags: ["security", "iam", "s3"],
        },
    }
}

/// A title as a sentence: `a Deny that …` as `A Deny that ….`
fn sentence(title: &str) -> String {
    let mut letters = title.chars();
    let first = letters.next().map(|it| it.to_ascii_uppercase());
    first.into_iter().chain(letters).chain(['.']).collect()
}

fn entry(
    of: &Reviewed,
    found: &Finding,
    rule_index: usize,
    seen: &mut BTreeMap<[String; 4], usize>,
) -> Entry {
    let text = match &found.help {
        Some(help) => format!("{}: {help}", found.message),
        None => found.message.clone(),
    };
    let file = of.file.as_deref().unwrap_or("stdin");
    let identity = [
        found.code.to_string(),
        file.to_string(),
        of.label.clone(),
        found.at.of(&of.text).to_string(),
    ];
    // The same words twice in one document are told apart by their number.
    let number = seen.entry(identity.clone()).or_insert(0);
    *number += 1;
    let [code, file_name, label, words] = identity;
    let identity = [code, file_name, label, words, number.to_string()];
    let mut fingerprints = BTreeMap::new();
    fingerprints.insert("why403Finding/v1", hash(&identity));
    let place = match &of.origin {
        Some(origin) => Region::in_file(origin, found.at),
        None => Region::in_text(&of.text, found.at),
    };
    let logical = (!of.label.is_empty()).then(|| Logical {
        name: of.label.clone(),
        fully_qualified_name: of.label.clone(),
        kind: "object",
    });
    Entry {
        rule_id: found.code.to_string(),
        rule_index,
        level: found.severity.word(),
        message: Text {
            text: escaped(&text),
        },
        locations: [Location {
            physical_location: Physical {
                artifact_location: Artifact { uri: uri(file) },
                region: region(place),
            },
            logical_locations: logical.into_iter().collect(),
        }],
        partial_fingerprints: fingerprints,
        properties: None,
    }
}
