//! The causes as SARIF 2.1.0, for code scanning and editors: one result a cause.
//!
//! A result points at the statement's own words in the file of the world. A cause without a
//! statement points at the layer's policies, at worst at the world itself.

pub mod lint;
mod log;
mod rules;

use core::fmt::Write as _;
use std::collections::BTreeMap;

use why403_diagnose::cause::{Cause, Certainty};
use why403_diagnose::diagnosis::Checked;
use why403_diagnose::{Diagnosis, Triage};
use why403_engine::verdict::Layer;
use why403_model::span::Span;
use why403_model::world::Document;

use self::log::{
    Artifact, Configuration, Driver, Finding, Help, Location, Log, Logical, Physical, Properties,
    RegionJson, Rule, RuleProperties, Run, Text, Tool,
};
use crate::place::Region;
use crate::steps::steps;
use crate::{triage, words};

/// The log as indented JSON, with a line break at the end.
///
/// - `world`: the path of the world, for causes that no file of it shows.
#[must_use]
pub fn render(diagnosis: &Diagnosis, world: &str) -> String {
    let rules = rules(diagnosis);
    let results = diagnosis
        .causes
        .iter()
        .filter_map(|cause| {
            let checked = diagnosis.checks.get(cause.check)?;
            let rule = rules.iter().position(|it| it.id == cause.code())?;
            Some(finding(diagnosis, checked, cause, rule, world))
        })
        .collect();
    log(rules, results, properties(diagnosis))
}

/// A log without results: nothing was evaluated, and its properties say what is not told.
#[must_use]
pub fn render_triage(found: &Triage) -> String {
    let mut all = BTreeMap::new();
    all.insert("decision", words::verdict(found.decision()).to_lowercase());
    all.insert("because", triage::because(found));
    all.insert("request", triage::what(found));
    if let Some(principal) = &found.principal {
        all.insert("principal", principal.to_string());
    }
    log(Vec::new(), Vec::new(), all)
}

fn log(
    rules: Vec<Rule>,
    results: Vec<Finding>,
    properties: BTreeMap<&'static str, String>,
) -> String {
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "why403",
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    information_uri: env!("CARGO_PKG_REPOSITORY"),
                    rules,
                },
            },
            column_kind: "utf16CodeUnits",
            results,
            properties,
        }],
    };
    let mut text = serde_json::to_string_pretty(&log).unwrap_or_default();
    text.push('\n');
    text
}

/// What holds for the whole answer, also where it has no cause
fn properties(diagnosis: &Diagnosis) -> BTreeMap<&'static str, String> {
    let mut all = BTreeMap::new();
    all.insert(
        "decision",
        words::verdict(diagnosis.decision).to_lowercase(),
    );
    all.insert("because", words::because(diagnosis));
    let request = &diagnosis.question.request;
    all.insert("principal", request.principal.to_string());
    all.insert("request", words::what(request));
    if let Some(what) = &diagnosis.contradiction {
        all.insert("contradiction", what.clone());
    }
    all
}

/// The rules of these causes, each once, in the order of their codes
fn rules(diagnosis: &Diagnosis) -> Vec<Rule> {
    let by_code: BTreeMap<String, &Cause> = diagnosis
        .causes
        .iter()
        .map(|cause| (cause.code(), cause))
        .collect();
    by_code
        .into_iter()
        .map(|(id, cause)| {
            let about = rules::about(cause.layer, cause.effect);
            let text = || Text {
                text: about.short.to_string(),
            };
            Rule {
                name: name(&id),
                id,
                short_description: text(),
                full_description: text(),
                help_uri: None,
                help: Help {
                    text: about.help.to_string(),
                    markdown: about.help.to_string(),
                },
                default_configuration: Configuration { level: "error" },
                properties: RuleProperties {
                    tags: ["security", "iam", "s3"],
                },
            }
        })
        .collect()
}

/// `identity/no-allow` as `IdentityNoAllow`
fn name(id: &str) -> String {
    id.split(['/', '-'])
        .flat_map(|word| {
            let mut letters = word.chars();
            let first = letters.next().map(|it| it.to_ascii_uppercase());
            first.into_iter().chain(letters)
        })
        .collect()
}

fn finding(
    diagnosis: &Diagnosis,
    checked: &Checked,
    cause: &Cause,
    rule_index: usize,
    world: &str,
) -> Finding {
    let request = &checked.check.request;
    let place = place(checked, cause);
    let statement = words::statement_of(cause);
    let sid = statement.and_then(|it| it.sid.as_ref().map(|sid| sid.text.clone()));
    let index = match (&cause.decider, cause.near_misses.first()) {
        (Some(decider), _) => decider.statement.to_string(),
        (None, Some(near)) => near.statement.to_string(),
        (None, None) => String::new(),
    };
    let identity = [
        cause.code(),
        request.action.to_string(),
        request.resource.clone(),
        request.principal.to_string(),
        place.map(|(it, _)| it.label.clone()).unwrap_or_default(),
        sid.unwrap_or(index),
    ];
    let mut fingerprints = BTreeMap::new();
    fingerprints.insert("why403Cause/v1", hash(&identity));
    Finding {
        rule_id: cause.code(),
        rule_index,
        level: match cause.certainty {
            Certainty::Must => "error",
            Certainty::May => "warning",
        },
        message: Text {
            text: message(diagnosis, checked, cause),
        },
        locations: [location(checked, cause, place, world)],
        partial_fingerprints: fingerprints,
        properties: Some(Properties {
            certainty: cause.certainty.id(),
            proven: cause.proven,
            effect: cause.effect.id(),
            layer: cause.layer.id(),
            action: request.action.to_string(),
            resource: request.resource.clone(),
            because: cause
                .decider
                .as_ref()
                .map_or_else(Vec::new, |it| it.because.clone()),
        }),
    }
}

/// What happened, what the place shows, and for the first cause what to do
fn message(diagnosis: &Diagnosis, checked: &Checked, cause: &Cause) -> String {
    let mut text = format!("{} ({})", cause.message, words::certainty(cause));
    let label = words::label(cause, &checked.check.request);
    if !label.is_empty() {
        text = format!("{text}: {label}");
    }
    let is_first = diagnosis
        .causes
        .first()
        .is_some_and(|it| core::ptr::eq(it, cause));
    if let (true, Some(step)) = (is_first, steps(diagnosis, 1, None).first()) {
        text = format!("{text}. Next: {}", step.text.trim_end_matches(':'));
    }
    escaped(&text)
}

/// A sentence as SARIF's messages have it: `[text](id)` is a link there, and a backslash takes
/// that away
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 1);
    for character in text.chars() {
        if matches!(character, '[' | ']' | '\\') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped.push('.');
    escaped
}

/// The part that tells most, else the first policy of the layer, else the first of any layer
fn place<'d>(checked: &'d Checked, cause: &'d Cause) -> Option<(&'d Document, Span)> {
    let has_file = |it: &(&Document, Span)| it.0.file.is_some();
    let told = words::told_by(cause).filter(has_file);
    let of_layer = |wanted: Option<Layer>| {
        let layers = checked.evaluation.layers.iter();
        layers
            .filter(|it| wanted.is_none_or(|wanted| it.layer == wanted))
            .flat_map(|it| &it.policies)
            .map(|it| &*it.policy.document)
            .map(|it| (it, it.policy.at))
            .find(has_file)
    };
    told.or_else(|| of_layer(Some(cause.layer)))
        .or_else(|| of_layer(None))
}

fn location(
    checked: &Checked,
    cause: &Cause,
    place: Option<(&Document, Span)>,
    world: &str,
) -> Location {
    let request = &checked.check.request;
    let region = place.map(|(document, at)| match Region::of(document, at) {
        Some(it) => region(it),
        None => line(document.line.unwrap_or(1)),
    });
    let file = place.and_then(|(document, _)| document.file.as_deref());
    let mut logical = vec![Logical {
        name: cause.layer.id().to_string(),
        fully_qualified_name: format!("{}/{}", request.action, cause.layer.id()),
        kind: "module",
    }];
    if let Some((document, _)) = words::told_by(cause) {
        let policy = document.arn.as_ref().unwrap_or(&document.label);
        let sid = words::statement_of(cause).and_then(|it| it.sid.as_ref());
        let name = sid.map_or(&document.label, |it| &it.text);
        logical.push(Logical {
            name: name.clone(),
            fully_qualified_name: match sid {
                Some(sid) => format!("{policy}#{}", sid.text),
                None => policy.clone(),
            },
            kind: "object",
        });
    }
    Location {
        physical_location: Physical {
            artifact_location: Artifact {
                uri: uri(file.unwrap_or(world)),
            },
            region: region.unwrap_or_else(|| line(1)),
        },
        logical_locations: logical,
    }
}

fn region(it: Region) -> RegionJson {
    RegionJson {
        start_line: it.start_line,
        start_column: Some(it.start_column),
        end_line: Some(it.end_line),
        end_column: Some(it.end_column),
    }
}

/// A line as a whole
fn line(start_line: usize) -> RegionJson {
    RegionJson {
        start_line,
        start_column: None,
        end_line: None,
        end_column: None,
    }
}

/// A path as a URI reference: relative paths stay so, others become `file://…`
fn uri(path: &str) -> String {
    let (head, path) = match path.strip_prefix('/') {
        Some(_) => ("file://", path),
        None => ("", path.strip_prefix("./").unwrap_or(path)),
    };
    let mut uri = head.to_string();
    for byte in path.bytes() {
        match byte {
            b'/' | b'-' | b'_' | b'.' | b'~' => uri.push(char::from(byte)),
            it if it.is_ascii_alphanumeric() => uri.push(char::from(it)),
            // Writing to a `String` cannot fail.
            it => {
                let _ = write!(uri, "%{it:02X}");
            }
        }
    }
    uri
}

/// FNV-1a over the parts, each ended by a byte that no text has: the same on every machine
fn hash(parts: &[String]) -> String {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    let bytes = parts
        .iter()
        .flat_map(|it| it.bytes().chain(core::iter::once(0xff)));
    let hash = bytes.fold(OFFSET, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(PRIME)
    });
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("./world/a b.json"), "world/a%20b.json");
        assert_eq!(uri("world/é#1?.yaml"), "world/%C3%A9%231%3F.yaml");
        assert_eq!(uri("/tmp/w.json"), "file:///tmp/w.json");
        assert_eq!(uri("C:x"), "C%3Ax");
    }

    #[test]
    fn parts_of_a_fingerprint_do_not_run_together() {
        let parts = |all: [&str; 2]| hash(&all.map(String::from));
        assert_ne!(parts(["ab", "c"]), parts(["a", "bc"]));
        // FNV-1a of no bytes is its offset basis.
        assert_eq!(hash(&[]), "cbf29ce484222325");
    }

    #[test]
    fn codes_become_names() {
        assert_eq!(
            name("block-public-access/no-allow"),
            "BlockPublicAccessNoAllow"
        );
    }
}
