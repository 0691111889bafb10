//! A cause: the layer, how certain it is, and the statement in its own source lines.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use why403_diagnose::Diagnosis;
use why403_diagnose::cause::Cause;
use why403_model::span::{Position, Span};
use why403_model::world::Document;

use super::page::{DENIES, Page, QUIET};
use crate::words;

pub(super) fn write(page: &mut Page, diagnosis: &Diagnosis, cause: &Cause) {
    let Some(checked) = diagnosis.checks.get(cause.check) else {
        return;
    };
    let request = &checked.check.request;
    let label = format!("{} ✗", words::layer(cause.layer, request));
    let is_first = diagnosis
        .causes
        .first()
        .is_some_and(|it| core::ptr::eq(it, cause));
    // The verdict has said the first one's sentence.
    let text = if is_first {
        match place(cause) {
            Some((document, ..)) => format!("{}; {}", document.label, words::certainty(cause)),
            None => words::certainty(cause).to_string(),
        }
    } else {
        format!("{} ({})", cause.message, words::certainty(cause))
    };
    page.entry(DENIES, &label, &text);
    if let Some((document, at)) = place(cause) {
        let label = match (&cause.decider, cause.near_misses.first()) {
            (Some(decider), _) if decider.because.is_empty() => {
                format!("denies {}", request.action)
            }
            (Some(decider), _) => decider.because.join(" and "),
            (None, Some(near)) => words::missed(near, request.action.as_str()),
            (None, None) => String::new(),
        };
        snippet(page, document, at, &label);
    }
}

/// The statement that tells most about a cause
fn place(cause: &Cause) -> Option<(&Document, Span)> {
    let decider = cause.decider.as_ref().map(|it| (&*it.document, it.at));
    let near = || cause.near_misses.first().map(|it| (&*it.document, it.at));
    decider.or_else(near)
}

/// The document's own lines, the deciding part underlined; the first line of what spans several
pub(super) fn snippet(page: &mut Page, document: &Document, at: Span, label: &str) {
    let path = document.file.as_deref().unwrap_or(&document.label);
    let Some(part) = document.text.get(at.range()) else {
        page.indented(2, &format!("{path}: {label}"));
        return;
    };
    let length = part.find('\n').unwrap_or(part.len());
    let at = Span::new(at.start, at.start + length);
    let position = Position::of(&document.text, at.start);
    let seen = document.text.get(at.range()).unwrap_or_default();
    // Line number and bar stand in front; an explanation that does not fit comes after.
    let used = MARGIN + position.column + seen.chars().count() + label.chars().count();
    let beside = if used <= page.width() { label } else { "" };
    let source = Snippet::source(document.text.as_str())
        .path(path)
        .line_start(document.line.unwrap_or(1))
        .annotation(AnnotationKind::Primary.span(at.range()).label(beside));
    let renderer = Renderer::styled().term_width(page.width());
    let group = Group::with_level(Level::NOTE).element(source);
    page.verbatim(0, &renderer.render(&[group]));
    if beside.is_empty() && !label.is_empty() {
        page.entry(QUIET, "  =", label);
    }
}

/// Columns in front of a line of source: its number and a bar
const MARGIN: usize = 8;
