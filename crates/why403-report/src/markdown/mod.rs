//! The answer as Markdown, for a ticket or a chat.
//!
//! Verdict, who and what, the causes with the statements' own lines, what to do next, a table of
//! layers, and folded away what is not known.

pub(crate) mod escape;
mod triage;
mod trigger;

use core::fmt::Write as _;

use why403_diagnose::Diagnosis;
use why403_diagnose::cause::Cause;
use why403_engine::verdict::Layer;
use why403_model::span::Span;
use why403_model::world::Document;

use crate::groups::{self, Log};
use crate::place;
use crate::steps::{Sort, Step, steps};
use crate::text::{Detail, Frame, age};
use crate::words::{self, Mark};

pub use trigger::render as render_trigger;

use escape::{cell, code, fenced, inline};
pub use triage::render as render_triage;

/// Causes that are shown where not all are asked for
const TOP: usize = 3;

/// Lines of a statement that are shown
const LINES: usize = 30;

/// The answer as Markdown; `frame.width` does not matter.
#[must_use]
pub fn render(diagnosis: &Diagnosis, frame: Frame<'_>) -> String {
    let shown = match frame.detail {
        Detail::Brief => TOP,
        Detail::All => usize::MAX,
    };
    let mut page = String::new();
    header(&mut page, diagnosis, frame);
    causes(&mut page, diagnosis, shown);
    if let Some(progress) = &diagnosis.progress {
        let text = words::progress(progress, &diagnosis.question.request);
        line(&mut page, &format!("\nSo far: {}.", inline(&text)));
    }
    next(&mut page, &steps(diagnosis, shown, frame.folder));
    layers(&mut page, diagnosis);
    rest(&mut page, diagnosis);
    page
}

/// The causes of a log as a table, with an empty line behind it.
#[must_use]
pub fn groups(log: Log<'_>) -> String {
    let mut page = String::new();
    line(
        &mut page,
        &format!("**Found:** {}\n", inline(&log.summary())),
    );
    line(
        &mut page,
        "| | count | who | what | where | when | reason |",
    );
    line(&mut page, "|--|--:|--|--|--|--|--|");
    for (index, group) in log.groups.iter().enumerate() {
        let mark = if index == log.picked { "▸ " } else { "" };
        let told = [
            groups::who(group),
            groups::what(group),
            groups::whereabouts(group).unwrap_or_default(),
            groups::when(group).unwrap_or_default(),
            groups::reason(group).unwrap_or_default(),
        ];
        let cells: Vec<String> = told.iter().map(|it| cell(it)).collect();
        let row = cells.join(" | ");
        line(
            &mut page,
            &format!("| {mark}{} | {} | {row} |", index + 1, group.count),
        );
    }
    if let Some(text) = log.left_out() {
        line(&mut page, &format!("\n{}", inline(&text)));
    }
    line(&mut page, "");
    page
}

/// Writing to a `String` cannot fail
fn line(page: &mut String, text: &str) {
    let _ = writeln!(page, "{text}");
}

fn header(page: &mut String, diagnosis: &Diagnosis, frame: Frame<'_>) {
    let verdict = words::verdict(diagnosis.decision);
    let because = inline(&words::because(diagnosis));
    line(page, &format!("## {verdict}: {because}\n"));
    let request = &diagnosis.question.request;
    line(
        page,
        &format!("- **Who:** {}", inline(&words::who(&request.principal))),
    );
    line(
        page,
        &format!("- **What:** {}", inline(&words::what(request))),
    );
    let taken = age(frame).map(|it| format!(" ({})", inline(&it)));
    let world = inline(frame.world);
    line(
        page,
        &format!("- **World:** {world}{}", taken.unwrap_or_default()),
    );
    if let Some(what) = &diagnosis.contradiction {
        line(
            page,
            &format!("\n**Contradiction:** {}. No cause is named.", inline(what)),
        );
    }
}

fn causes(page: &mut String, diagnosis: &Diagnosis, shown: usize) {
    if diagnosis.causes.is_empty() {
        return;
    }
    line(page, "\n### Causes\n");
    for (number, cause) in diagnosis.causes.iter().take(shown).enumerate() {
        one(page, diagnosis, cause, number + 1);
    }
    if let more @ 1.. = diagnosis.causes.len().saturating_sub(shown) {
        line(page, &format!("\nNot shown: {more} more, with `--all`."));
    }
}

fn one(page: &mut String, diagnosis: &Diagnosis, cause: &Cause, number: usize) {
    // A block that belongs to an entry stands under its text.
    let indent = number.to_string().len() + 2;
    let Some(checked) = diagnosis.checks.get(cause.check) else {
        return;
    };
    let request = &checked.check.request;
    let layer = words::layer(cause.layer, request);
    let message = inline(&cause.message);
    let certainty = words::certainty(cause);
    line(
        page,
        &format!("{number}. **{layer} ✗** {message} ({certainty})"),
    );
    let (Some((document, at)), Some(statement)) =
        (words::told_by(cause), words::statement_of(cause))
    else {
        return;
    };
    let spot = code(&place::spot(document, at));
    let label = inline(&document.label);
    line(page, &format!("\n{:indent$}{label}, {spot}:\n", ""));
    page.push_str(&fenced(
        "json",
        &excerpt(document, statement.at, at),
        indent,
    ));
    let part = at.of(&document.text);
    let part: Vec<&str> = part.split_whitespace().collect();
    let says = inline(&words::label(cause, request));
    if !part.is_empty() && !says.is_empty() {
        let part = code(&part.join(" "));
        line(page, &format!("\n{:indent$}{part}: {says}", ""));
    }
}

/// The lines of a statement without their common indent; of a long one those about `part`
pub(crate) fn excerpt(document: &Document, statement: Span, part: Span) -> String {
    let text = document.text.as_str();
    let start = text.get(..statement.start).and_then(|it| it.rfind('\n'));
    let start = start.map_or(0, |it| it + 1);
    let lead = text.get(start..statement.start).unwrap_or_default();
    // On one line with what comes before, the statement alone is shown.
    let start = if lead.trim().is_empty() {
        start
    } else {
        statement.start
    };
    let shown = text.get(start..statement.end).unwrap_or_default();
    let lines: Vec<&str> = shown.lines().collect();
    let filled = lines.iter().filter(|it| !it.trim().is_empty());
    let indent = filled
        .map(|it| it.len() - it.trim_start_matches(' ').len())
        .min();
    let before = text.get(start..part.start).unwrap_or_default();
    let middle = before.matches('\n').count();
    let first = if lines.len() > LINES {
        middle.saturating_sub(LINES / 2)
    } else {
        0
    };
    let cut = lines.iter().skip(first).take(LINES);
    let mut kept: Vec<&str> = cut
        .map(|it| it.get(indent.unwrap_or(0)..).unwrap_or_default())
        .collect();
    if first > 0 {
        kept.insert(0, "…");
    }
    if first + LINES < lines.len() {
        kept.push("…");
    }
    kept.join("\n")
}

fn next(page: &mut String, steps: &[Step]) {
    if steps.is_empty() {
        return;
    }
    line(page, "\n### Next\n");
    for step in steps {
        let tried = match step.tried.as_str() {
            "" => String::new(),
            tried => format!(" ({})", inline(tried)),
        };
        let sort = match step.sort {
            Sort::Look => String::new(),
            Sort::Idea | Sort::Fix | Sort::Or | Sort::NoFix => format!("{}: ", step.sort.word()),
        };
        line(page, &format!("- {sort}{}{tried}", inline(&step.text)));
        let language = step.kind.language();
        if !step.code.is_empty() {
            page.push('\n');
            page.push_str(&fenced(language, &step.code.join("\n"), 2));
        }
        for (label, fact) in &step.facts {
            line(page, &format!("  - {label}: {}", inline(fact)));
        }
        for (answer, means) in &step.meanings {
            line(page, &format!("  - {}: {}", inline(answer), inline(means)));
        }
    }
}

/// A row for each layer that any check lists, a column for each check
fn layers(page: &mut String, diagnosis: &Diagnosis) {
    let mut head = "| layer |".to_string();
    let mut rule = "| --- |".to_string();
    for checked in &diagnosis.checks {
        let _ = write!(head, " {} |", cell(checked.check.request.action.as_str()));
        rule.push_str(" --- |");
    }
    line(page, &format!("\n### Layers\n\n{head}\n{rule}"));
    for layer in Layer::ALL {
        let cells: Vec<Option<Mark>> = diagnosis
            .checks
            .iter()
            .map(|checked| words::listed(checked, layer))
            .collect();
        if cells.iter().all(Option::is_none) {
            continue;
        }
        let mut row = format!("| {} |", row_name(diagnosis, layer));
        for cell in cells {
            let cell = cell.map(|it| format!("{} {}", it.sign(), it.says()));
            let _ = write!(row, " {} |", cell.unwrap_or_default());
        }
        line(page, &row);
    }
}

/// `resource` where the checks call the layer by several names
fn row_name(diagnosis: &Diagnosis, layer: Layer) -> &'static str {
    let requests = diagnosis.checks.iter().map(|it| &it.check.request);
    let mut names = requests.map(|it| words::layer(layer, it));
    match names.next() {
        Some(first) if names.all(|it| it == first) => first,
        Some(_) | None => layer.id(),
    }
}

fn rest(page: &mut String, diagnosis: &Diagnosis) {
    let symptom = diagnosis.question.symptom.as_ref();
    let told = symptom.map_or(&[][..], |it| it.notes.as_slice());
    let ids = symptom.and_then(words::for_support);
    let has_notes = !diagnosis.notes.is_empty() || !told.is_empty();
    if !diagnosis.assumptions.is_empty() || has_notes || ids.is_some() {
        page.push('\n');
    }
    for it in &diagnosis.assumptions {
        let flag = code(it.flag);
        line(
            page,
            &format!("- Assumed: no {} (else: {flag})", inline(it.fact)),
        );
    }
    if let Some(ids) = ids {
        line(page, &format!("- For AWS Support: {}", inline(&ids)));
    }
    if let Some(note) = words::beside(diagnosis) {
        line(page, &format!("- Note: {}", inline(note)));
    }
    for note in told.iter().chain(&diagnosis.notes) {
        line(page, &format!("- Note: {}", inline(note)));
    }
    if diagnosis.unknowns.is_empty() {
        return;
    }
    let all = diagnosis.unknowns.len();
    let matter = diagnosis.unknowns.iter().filter(|it| it.matters).count();
    let noun = if all == 1 { "unknown" } else { "unknowns" };
    line(
        page,
        &format!(
            "\n<details>\n<summary>{all} {noun}, {matter} of them can change the answer</summary>\n"
        ),
    );
    for unknown in &diagnosis.unknowns {
        let gap = &unknown.gap;
        let reason = inline(&words::reason(gap));
        line(page, &format!("- {} ({reason})", inline(&gap.what)));
        if let Some(command) = &gap.command {
            page.push('\n');
            page.push_str(&fenced("sh", command, 2));
        }
    }
    line(page, "\n</details>");
}
