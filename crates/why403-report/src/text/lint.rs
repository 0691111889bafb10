//! What was found in policy documents, for a person: each finding with its place and what to type.

use why403_diagnose::lint::{Finding, Reviewed, Severity, Told};
use why403_model::span::{Position, Span};

use super::page::{Page, QUIET};
use crate::problem::{Place, Problem, Weight, render_from};

/// Findings that are shown in full; the rest is counted
const SHOWN: usize = 200;

/// What an answer says besides the findings
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    /// Findings that `--allow` took away
    pub allowed: usize,
    /// Documents that AWS wrote, which were not looked at
    pub of_aws: usize,
    /// Columns of the terminal
    pub width: usize,
}

/// The findings as text for a terminal, with the codes of colours in it.
#[must_use]
pub fn render(all: &[Reviewed], frame: Frame) -> String {
    let mut out = String::new();
    let mut left = SHOWN;
    for it in all.iter().filter(|it| !it.findings.is_empty()) {
        if left == 0 {
            break;
        }
        out.push_str(&head(it, frame.width));
        for found in it.findings.iter().take(left) {
            out.push_str(&one(it, found, frame.width));
            out.push_str("\n\n");
        }
        left = left.saturating_sub(it.findings.len());
    }
    out.push_str(&foot(all, frame));
    out
}

/// Which document, and what it was taken for
fn head(it: &Reviewed, width: usize) -> String {
    let file = it.file.as_deref().unwrap_or("the text");
    let name = if it.label.is_empty() {
        file.to_string()
    } else {
        format!("{file}, {}", it.label)
    };
    let mut page = Page::new(width);
    let is_unsound = it.findings.iter().any(|it| !is_of_kind(it));
    let taken = match it.told {
        _ if is_unsound => "no policy that AWS would store anywhere".to_string(),
        Told::Said | Told::Place => it.kind.name().to_string(),
        Told::Guessed(because) => {
            format!(
                "taken for {}, because {because}; say otherwise with --kind",
                it.kind.name()
            )
        }
    };
    page.paragraph(QUIET, &format!("{name}:"), &taken);
    page.gap();
    let mut head = page.finish(None);
    head.push('\n');
    head
}

/// Whether a finding depends on what the document is used as
fn is_of_kind(it: &Finding) -> bool {
    !it.code.starts_with("json/") && !it.code.starts_with("policy/")
}

fn one(of: &Reviewed, found: &Finding, width: usize) -> String {
    let problem = |place| Problem {
        weight: match found.severity {
            Severity::Error => Weight::Error,
            Severity::Warning => Weight::Warning,
            Severity::Note => Weight::Note,
        },
        code: found.code,
        message: &found.message,
        help: found.help.as_deref(),
        place,
    };
    // A text that cannot be followed into its file is shown by itself.
    let followed = of.origin.as_ref().and_then(|origin| {
        let place = origin.place(found.at);
        let is_whole = place == origin.whole() && found.at != Span::new(0, of.text.len());
        (!is_whole || place.of(origin.source().text()) == found.at.of(&of.text))
            .then(|| (origin.source(), place))
    });
    let (text, at, line, file) = match &followed {
        Some((source, at)) => (source.text(), *at, source.line(at.start), source.file()),
        None => (
            of.text.as_str(),
            found.at,
            Position::of(&of.text, found.at.start).line,
            of.label.as_str(),
        ),
    };
    // One line is enough, and a file may have millions.
    let start = text
        .get(..at.start)
        .and_then(|it| it.rfind('\n'))
        .map_or(0, |it| it + 1);
    let rest = text.get(start..).unwrap_or_default();
    let shown = rest.split('\n').next().unwrap_or_default();
    let place = Place {
        file,
        text: shown,
        at: Span::new(at.start - start, (at.end - start).min(shown.len())),
    };
    render_from(&problem(Some(place)), width, line)
}

fn foot(all: &[Reviewed], frame: Frame) -> String {
    let findings = || all.iter().flat_map(|it| &it.findings);
    let count = |severity| findings().filter(|it| it.severity == severity).count();
    let numbers = [
        (count(Severity::Error), "error"),
        (count(Severity::Warning), "warning"),
        (count(Severity::Note), "note"),
    ];
    let told: Vec<String> = numbers
        .iter()
        .filter(|it| it.0 > 0)
        .map(|(number, word)| counted(*number, word))
        .collect();
    let told = if told.is_empty() {
        "nothing found".to_string()
    } else {
        told.join(", ")
    };
    let mut page = Page::new(frame.width);
    page.indented(0, &format!("{told} in {}", counted(all.len(), "document")));
    let left_out: usize = all.iter().map(|it| it.left_out).sum();
    let more = left_out + findings().count().saturating_sub(SHOWN);
    if more > 0 {
        page.indented(0, &format!("{more} more are not shown here: --format json"));
    }
    if frame.allowed > 0 {
        page.indented(
            0,
            &format!("{} left out by --allow", counted(frame.allowed, "finding")),
        );
    }
    if frame.of_aws > 0 {
        let what = format!(
            "{} of AWS's own not looked at",
            counted(frame.of_aws, "policy")
        );
        page.indented(0, &what.replace("policys", "policies"));
    }
    if findings().next().is_some() {
        page.indented(0, "what each code means: docs/lint.md");
    }
    page.finish(None)
}

fn counted(number: usize, word: &str) -> String {
    match number {
        1 => format!("1 {word}"),
        _ => format!("{number} {word}s"),
    }
}
