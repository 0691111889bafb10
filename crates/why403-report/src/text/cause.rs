//! A cause: the layer, how certain it is, and the statement in its own source lines.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use why403_diagnose::Diagnosis;
use why403_diagnose::cause::Cause;
use why403_model::span::Span;
use why403_model::world::Document;

use super::page::{DENIES, Page, QUIET};
use crate::{place, words};

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
        match words::told_by(cause) {
            Some((document, ..)) => format!("{}; {}", document.label, words::certainty(cause)),
            None => words::certainty(cause).to_string(),
        }
    } else {
        format!("{} ({})", cause.message, words::certainty(cause))
    };
    page.entry(DENIES, &label, &text);
    if let Some((document, at)) = words::told_by(cause) {
        snippet(page, document, at, &words::label(cause, request));
    }
}

/// The document's own lines, the deciding part underlined; the first line of what spans several
fn snippet(page: &mut Page, document: &Document, at: Span, label: &str) {
    let path = document.file.as_deref().unwrap_or(&document.label);
    let Some(part) = document.text.get(at.range()) else {
        page.indented(2, &format!("{path}: {label}"));
        return;
    };
    let text = &document.text;
    let length = part.find('\n').unwrap_or(part.len());
    let at = Span::new(at.start, at.start + length);
    // One line of the document, under the number it has in the file.
    let start = text.get(..at.start).and_then(|it| it.rfind('\n'));
    let start = start.map_or(0, |it| it + 1);
    let line = text.get(start..).unwrap_or_default();
    let line = line.split('\n').next().unwrap_or_default();
    let column = text.get(start..at.start).map_or(0, |it| it.chars().count()) + 1;
    let seen = document.text.get(at.range()).unwrap_or_default();
    // Line number and bar stand in front; an explanation that does not fit comes after.
    let used = MARGIN + column + seen.chars().count() + label.chars().count();
    let beside = if used <= page.width() { label } else { "" };
    let underlined = at.start - start..at.end - start;
    let source = Snippet::source(line)
        .path(path)
        .line_start(place::line(document, at))
        .annotation(AnnotationKind::Primary.span(underlined).label(beside));
    let renderer = Renderer::styled().term_width(page.width());
    let group = Group::with_level(Level::NOTE).element(source);
    page.verbatim(0, &renderer.render(&[group]));
    if beside.is_empty() && !label.is_empty() {
        page.entry(QUIET, "  =", label);
    }
}

/// Columns in front of a line of source: its number and a bar
const MARGIN: usize = 8;
