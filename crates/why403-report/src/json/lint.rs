//! `why403/lint/v1`: what was found in policy documents, for programs.
//!
//! A change that breaks readers is a `v2` beside this file.

use serde::Serialize;
use why403_diagnose::lint::codes::about;
use why403_diagnose::lint::{Finding, Reviewed, Severity, Told};

use crate::place::Region;

/// The schema's name, the first member of every answer
pub const SCHEMA: &str = "why403/lint/v1";

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
struct Root<'d> {
    #[cfg_attr(test, schemars(extend("enum" = ["why403/lint/v1"])))]
    schema: &'static str,
    /// Every document that was looked at, also those in which nothing was found
    documents: Vec<DocumentJson<'d>>,
    errors: usize,
    warnings: usize,
    notes: usize,
    /// Findings that `--allow` took away
    allowed: usize,
    /// Documents that AWS wrote, which were not looked at
    of_aws: usize,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
struct DocumentJson<'d> {
    /// As it was named; null where the text came from no file
    file: Option<&'d str>,
    /// Which document of the file, in words; empty for the file as a whole
    label: &'d str,
    /// As `--kind` takes it
    kind: &'static str,
    /// Who says so: the person, the place in a world or an answer of AWS, or a guess
    #[cfg_attr(test, schemars(extend("enum" = ["said", "place", "guessed"])))]
    told: &'static str,
    /// From what it was guessed
    because: Option<&'static str>,
    findings: Vec<FindingJson<'d>>,
    /// How many more findings there are than are told, which are the worst
    left_out: usize,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
struct FindingJson<'d> {
    code: &'static str,
    #[cfg_attr(test, schemars(extend("enum" = ["error", "warning", "note"])))]
    severity: &'static str,
    /// What the code means, in a phrase
    title: &'static str,
    message: &'d str,
    /// What to type, where it can be said
    help: Option<&'d str>,
    /// The page that explains it, from the repository's root
    page: Option<String>,
    /// The document's words
    text: &'d str,
    /// From 1
    start_line: usize,
    /// From 1, in UTF-16 code units, as SARIF has it
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

/// The findings as indented JSON, with a line break at the end.
///
/// - `allowed`: findings that were taken out because the person said so.
/// - `of_aws`: documents that were not looked at because AWS wrote them.
#[must_use]
pub fn render(all: &[Reviewed], allowed: usize, of_aws: usize) -> String {
    let count = |severity| {
        let found = all.iter().flat_map(|it| &it.findings);
        found.filter(|it| it.severity == severity).count()
    };
    let root = Root {
        schema: SCHEMA,
        documents: all.iter().map(document).collect(),
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        notes: count(Severity::Note),
        allowed,
        of_aws,
    };
    let mut text = serde_json::to_string_pretty(&root).unwrap_or_default();
    text.push('\n');
    text
}

fn document(it: &Reviewed) -> DocumentJson<'_> {
    let (told, because) = match it.told {
        Told::Said => ("said", None),
        Told::Place => ("place", None),
        Told::Guessed(because) => ("guessed", Some(because)),
    };
    DocumentJson {
        file: it.file.as_deref(),
        label: &it.label,
        kind: it.kind.id(),
        told,
        because,
        findings: it.findings.iter().map(|found| finding(it, found)).collect(),
        left_out: it.left_out,
    }
}

fn finding<'d>(of: &'d Reviewed, it: &'d Finding) -> FindingJson<'d> {
    let about = about(it.code);
    let place = match &of.origin {
        Some(origin) => Region::in_file(origin, it.at),
        None => Region::in_text(&of.text, it.at),
    };
    FindingJson {
        code: it.code,
        severity: it.severity.word(),
        title: about.as_ref().map_or("", |it| it.title),
        message: &it.message,
        help: it.help.as_deref(),
        page: about.map(|it| it.page),
        text: it.at.of(&of.text),
        start_line: place.start_line,
        start_column: place.start_column,
        end_line: place.end_line,
        end_column: place.end_column,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_on_disk_is_that_of_the_structs() {
        super::super::schema::hold::<Root<'static>>(SCHEMA);
    }
}
