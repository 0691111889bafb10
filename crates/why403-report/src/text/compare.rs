//! Where two requests part, for a tired person: both in a line, the statement that tells them
//! apart in its own source lines, what else differs, what to type next. And what separates the
//! failures of a log.

use anstyle::Style;
use why403_diagnose::Diagnosis;
use why403_diagnose::cause::Certainty;
use why403_diagnose::compare::groups::{Counts, Separation, Split, Test, Told};
use why403_diagnose::compare::{
    ChangedDocument, Difference, DocumentChange, Element, Had, Line, Pair, Parting, Point,
};
use why403_diagnose::diagnosis::Overall;
use why403_model::request::Request;

use super::cause::snippet;
use super::page::{DENIES, OPEN, PASSES, Page, QUIET, STRONG};
use crate::steps::steps;
use crate::words;

/// What the answer is written for
#[derive(Clone, Copy, Debug)]
pub struct Frame<'f> {
    /// How people name the world of either side
    pub worlds: Pair<&'f str>,
    /// What else is to be known of both, if anything
    pub note: Option<&'f str>,
    /// Whether everything is shown
    pub all: bool,
    /// Columns of the terminal
    pub width: usize,
}

/// Differences that are shown where not everything is
const DIFFERENCES: usize = 5;
/// Lines of a changed statement that are shown around what changed
const AROUND: usize = 1;

/// The comparison of two requests as text for a terminal, with the codes of colours in it.
#[must_use]
pub fn render(parting: &Parting, diagnoses: Pair<&Diagnosis>, frame: Frame<'_>) -> String {
    let mut page = Page::new(frame.width);
    verdict(&mut page, parting, diagnoses);
    sides(&mut page, diagnoses, frame);
    let shown = if frame.all { usize::MAX } else { 1 };
    for (index, it) in parting.points.iter().take(shown).enumerate() {
        page.gap();
        point(&mut page, it, diagnoses, index);
    }
    page.gap();
    differences(&mut page, &parting.differences, frame.all);
    for it in parting.documents.iter().take(shown) {
        page.gap();
        document(&mut page, it);
    }
    page.gap();
    next(&mut page, parting, diagnoses);
    more(&mut page, parting, frame);
    page.finish(None)
}

/// What the comparison comes to, in one sentence
fn verdict(page: &mut Page, parting: &Parting, diagnoses: Pair<&Diagnosis>) {
    let first = parting.points.first();
    let (style, label, text) = match first.map(|it| (it.certainty, it)) {
        Some((Certainty::Must, point)) => (DENIES, "THEY PART:", point.message.clone()),
        Some((Certainty::May, point)) => (OPEN, "THEY MAY PART:", point.message.clone()),
        None => (PASSES, "THEY DO NOT PART:", alike(parting, diagnoses)),
    };
    page.paragraph(style, label, &text);
}

/// Why nothing parts them
fn alike(parting: &Parting, diagnoses: Pair<&Diagnosis>) -> String {
    let cause = diagnoses.fails.causes.first();
    match (parting.decisions.fails, cause) {
        (Overall::Deny, Some(cause)) => format!("both are refused alike: {}", cause.message),
        (Overall::Deny, None) => "both are refused alike".to_string(),
        (Overall::Allow, _) => {
            "every layer that is known lets both pass; what makes one fail is not in this world"
                .to_string()
        }
        (Overall::Undetermined, _) => "both depend on the same unknowns".to_string(),
    }
}

/// Both requests, each in a line or two
fn sides(page: &mut Page, diagnoses: Pair<&Diagnosis>, frame: Frame<'_>) {
    for (label, diagnosis) in [("works", diagnoses.works), ("fails", diagnoses.fails)] {
        let request = &diagnosis.question.request;
        let verdict = words::verdict(diagnosis.decision);
        let mut text = format!(
            "{verdict}: {}, {}",
            words::question(diagnosis),
            words::who(&request.principal)
        );
        if diagnosis.decision == Overall::Allow && diagnosis.outcome.id() != "allowed" {
            text = format!("{text}; {}", words::because(diagnosis));
        }
        page.entry(QUIET, &format!("  {label}"), &text);
        if let Some(what) = &diagnosis.contradiction {
            page.entry(OPEN, "   note", &format!("contradiction: {what}"));
        }
    }
    let world = if frame.worlds.is_same() {
        frame.worlds.fails.to_string()
    } else {
        format!(
            "{} (works), {} (fails)",
            frame.worlds.works, frame.worlds.fails
        )
    };
    page.entry(QUIET, "  world", &world);
    if let Some(note) = frame.note {
        page.entry(QUIET, "  note ", note);
    }
}

/// One point: the layer on both sides, and the statement in its own lines
fn point(page: &mut Page, point: &Point, diagnoses: Pair<&Diagnosis>, index: usize) {
    let request = request(point, diagnoses);
    let layer = request.map_or(point.layer.id(), |it| words::layer(point.layer, it));
    let (style, mark) = match point.certainty {
        Certainty::Must => (DENIES, "✗"),
        Certainty::May => (OPEN, "?"),
    };
    let says = point.says.map(words::says);
    let mut text = format!(
        "{} where it works, {} where it fails",
        says.works, says.fails
    );
    if index > 0 {
        text = format!("{text}: {}", point.message);
    }
    page.entry(style, &format!("{layer} {mark}"), &text);
    if let Some(part) = point.statements.first() {
        let element = part.elements.first();
        let statement = part.document.policy.statements.get(part.statement);
        let at = element.map(|it| it.at).or(statement.map(|it| it.effect_at));
        let label = element.map(beside).unwrap_or_default();
        if let Some(at) = at {
            snippet(page, &part.document, at, &label);
        }
        return;
    }
    let refusing = [
        (diagnoses.fails, point.causes.fails),
        (diagnoses.works, point.causes.works),
    ];
    let cause = refusing
        .into_iter()
        .find_map(|(diagnosis, cause)| diagnosis.causes.get(cause?));
    if let Some(cause) = cause
        && let Some((document, at)) = words::told_by(cause)
        && let Some(request) = request
    {
        snippet(page, document, at, &words::label(cause, request));
    }
}

/// The request of the check, that of what fails where it asks
fn request<'d>(point: &Point, diagnoses: Pair<&'d Diagnosis>) -> Option<&'d Request> {
    let fails = point
        .checks
        .fails
        .and_then(|it| diagnoses.fails.checks.get(it));
    let works = || {
        point
            .checks
            .works
            .and_then(|it| diagnoses.works.checks.get(it))
    };
    fails.or_else(works).map(|it| &it.check.request)
}

/// What either side has, in a few words beside the policy's own line
fn beside(element: &Element) -> String {
    let found = element.found.as_ref().map(Had::in_words);
    if found.is_same() {
        return format!("wanted differs; both have {}", found.fails);
    }
    format!("works: {}; fails: {}", found.works, found.fails)
}

fn differences(page: &mut Page, all: &[Difference], is_all: bool) {
    let shown = if is_all { usize::MAX } else { DIFFERENCES };
    for it in all.iter().take(shown) {
        let found = it.found.as_ref().map(|it| match it {
            Had::Values(values) if it_is_place(values) => values
                .iter()
                .map(|it| words::place(it))
                .collect::<Vec<_>>()
                .join(", "),
            other => other.in_words(),
        });
        let text = format!(
            "{} is {} where it works, {} where it fails",
            it.what, found.works, found.fails
        );
        page.entry(STRONG, "differs:", &text);
    }
}

fn it_is_place(values: &[String]) -> bool {
    values.iter().all(|it| it.starts_with("arn:"))
}

/// A policy that is not the same on both sides
fn document(page: &mut Page, changed: &ChangedDocument) {
    let label = &changed.document.label;
    match &changed.change {
        DocumentChange::OnlyWorks => {
            page.entry(
                STRONG,
                "changed:",
                &format!("{label} is only where it works"),
            );
        }
        DocumentChange::OnlyFails => {
            page.entry(
                STRONG,
                "changed:",
                &format!("{label} is only where it fails"),
            );
        }
        DocumentChange::Statements(all) => {
            for it in all {
                page.entry(STRONG, "changed:", &format!("{label}, {}", it.name));
                for (style, line) in near(&it.lines) {
                    page.words("", &[(style, line)]);
                }
            }
        }
    }
}

/// The lines that differ, with the one before and after
fn near(lines: &[Line]) -> Vec<(Style, String)> {
    let is_changed = |at: usize| !matches!(lines.get(at), None | Some(Line::Same(_)));
    let is_near = |at: usize| {
        let from = at.saturating_sub(AROUND);
        (from..=at + AROUND).any(is_changed)
    };
    let shown = lines.iter().enumerate().filter(|(at, _)| is_near(*at));
    let written = shown.map(|(_, line)| match line {
        Line::Same(text) => (QUIET, format!("  {text}")),
        Line::Works(text) => (PASSES, format!("- {text}")),
        Line::Fails(text) => (DENIES, format!("+ {text}")),
    });
    written.collect()
}

/// The command that tells, where something is open; else what cures what fails
fn next(page: &mut Page, parting: &Parting, diagnoses: Pair<&Diagnosis>) {
    let first = parting.points.first();
    let is_open = first.is_some_and(|it| it.certainty == Certainty::May);
    let gaps = first
        .filter(|_| is_open)
        .into_iter()
        .flat_map(|it| &it.gaps);
    let mut is_told = false;
    for gap in gaps.take(2) {
        if let Some(command) = &gap.command {
            page.entry(STRONG, "next:", &format!("find out {}", gap.what));
            page.verbatim(2, command);
            is_told = true;
        }
    }
    if is_told {
        return;
    }
    for step in steps(diagnoses.fails, 1) {
        page.entry(STRONG, "next:", &step.text);
        for code in &step.code {
            page.verbatim(2, code);
        }
        if !step.tried.is_empty() {
            page.indented(6, &step.tried);
        }
    }
}

/// How much is not shown
fn more(page: &mut Page, parting: &Parting, frame: Frame<'_>) {
    if frame.all {
        return;
    }
    let rest = [
        (
            parting.points.len().saturating_sub(1),
            "more point",
            "more points",
        ),
        (
            parting.differences.len().saturating_sub(DIFFERENCES),
            "more difference",
            "more differences",
        ),
        (
            parting.documents.len().saturating_sub(1),
            "more changed policy",
            "more changed policies",
        ),
    ];
    let told = rest.into_iter().filter(|(count, ..)| *count > 0);
    let told: Vec<String> = told
        .map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many }))
        .collect();
    if !told.is_empty() {
        page.indented(0, &format!("{}: --all", told.join(", ")));
    }
}

/// What separates failures, as text for a terminal.
///
/// - `others`: how many records failed for another reason.
#[must_use]
pub fn render_groups(found: &Separation, others: u64, width: usize, all: bool) -> String {
    let mut page = Page::new(width);
    let Counts { works, fails } = found.total;
    match (found.splits.first(), found.is_enough) {
        (_, false) => page.paragraph(
            OPEN,
            "TOO FEW:",
            &format!(
                "{works} work and {fails} fail; below {} of either kind chance looks like a cause",
                Separation::ENOUGH
            ),
        ),
        (None, true) => page.paragraph(
            OPEN,
            "NOTHING SEPARATES",
            &format!("the {fails} that fail from the {works} that work"),
        ),
        (Some(split), true) => {
            let how = if split.is_perfect() {
                "all that fail, and nothing that works"
            } else {
                "best, not perfectly"
            };
            let text = format!("{} ({how})", in_words(split));
            page.paragraph(DENIES, "FAILURES SEPARATE BY", &text);
        }
    }
    let shown = if all { usize::MAX } else { 4 };
    for split in found.splits.iter().take(shown) {
        page.gap();
        page.entry(STRONG, "  by", &in_words(split));
        let row = |it: Counts| {
            format!(
                "{} fail, {} work ({} % fail)",
                it.fails,
                it.works,
                it.share()
            )
        };
        page.entry(QUIET, "    so    ", &row(split.inside));
        page.entry(QUIET, "    else  ", &row(split.outside));
        if split.untold.all() > 0 {
            let text = format!("{} requests do not tell it", split.untold.all());
            page.entry(QUIET, "    note  ", &text);
        }
    }
    page.gap();
    if found.splits.len() > shown {
        let count = found.splits.len() - shown;
        page.indented(0, &format!("{count} more attributes that separate: --all"));
    }
    page.entry(QUIET, "compared:", &found.compared.join(", "));
    if !found.untold.is_empty() {
        page.entry(QUIET, "not told by this log:", &found.untold.join(", "));
    }
    if others > 0 {
        let text = format!("{others} requests failed for another reason and are left out");
        page.entry(QUIET, "note:", &text);
    }
    page.finish(None)
}

/// What puts a request inside, in words
fn in_words(split: &Split) -> String {
    let attribute = split.attribute;
    match &split.test {
        Test::Is(values) => match values.as_slice() {
            [Told::Absent] => format!("{attribute}: none"),
            many => {
                let one = |it: &Told| match it {
                    Told::Value(value) => value.clone(),
                    Told::Absent => "none".to_string(),
                };
                let all: Vec<String> = many.iter().map(one).collect();
                format!("{attribute}: {}", all.join(" or "))
            }
        },
        Test::StartsWith(prefix) => format!("{attribute}: starts with {prefix}"),
        Test::In(network) => format!("{attribute}: in {network}"),
        Test::From(border) => format!("{attribute}: {border} or later"),
        Test::Before(border) => format!("{attribute}: before {border}"),
    }
}
