//! A cause: the layer, how certain it is, and the statement in its own source lines.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use why403_diagnose::Diagnosis;
use why403_diagnose::cause::{Cause, Certainty};
use why403_model::span::{Position, Span};
use why403_model::world::Document;

use super::Detail;
use super::page::{DENIES, OPEN, Page, QUIET};
use crate::{place, words};

pub(super) fn write(page: &mut Page, diagnosis: &Diagnosis, cause: &Cause, detail: Detail) {
    let Some(checked) = diagnosis.checks.get(cause.check) else {
        return;
    };
    let request = &checked.check.request;
    let is_open = cause.certainty == Certainty::May && !cause.proven;
    let (style, mark) = if is_open {
        (OPEN, "?")
    } else {
        (DENIES, "✗")
    };
    let layer = words::layer(cause.layer, request);
    let label = format!("{layer} {mark}");
    let is_first = diagnosis
        .causes
        .first()
        .is_some_and(|it| core::ptr::eq(it, cause));
    // The verdict has said the first one's sentence.
    let text = if is_first {
        match words::told_by(cause) {
            Some((document, ..)) => {
                let whole = format!("{}; {}", document.label, words::certainty(cause));
                let used = label.chars().count() + 1 + whole.chars().count();
                // The layer has said already what it is, where that costs a line.
                let rest = whole.strip_prefix(layer).filter(|_| used > page.width());
                rest.map_or(whole.clone(), |it| it.trim_start().to_string())
            }
            None => words::certainty(cause).to_string(),
        }
    } else {
        format!("{} ({})", cause.message, words::certainty(cause))
    };
    page.entry(style, &label, &text);
    if let Some((document, at)) = words::told_by(cause) {
        snippet(page, document, at, &words::label(cause, request));
    }
    if let (Detail::All, Some(known)) = (detail, cause.known) {
        page.entry(QUIET, "  more:", &known.page());
    }
}

/// The document's own line, the deciding part underlined; what spans several lines is drawn up
/// to one
pub(super) fn snippet(page: &mut Page, document: &Document, at: Span, label: &str) {
    let path = document.file.as_deref().unwrap_or(&document.label);
    let Some(part) = document.text.get(at.range()) else {
        page.indented(2, &format!("{path}: {label}"));
        return;
    };
    let position = Position::of(&document.text, at.start);
    let room = page.width().saturating_sub(MARGIN);
    let line = line_around(&document.text, at);
    let drawn_up = part.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut = if part.contains('\n') {
        Some(shortened(line, &drawn_up, room))
    } else {
        (line.chars().count() > room).then(|| shortened(line, part, room))
    };
    let (text, underlined, column) = if let Some((text, at)) = &cut {
        let before = text.get(..at.start).unwrap_or_default();
        (text.as_str(), *at, before.chars().count() + 1)
    } else {
        let start = at.start - line_start(&document.text, at);
        let underlined = Span::new(start, start + part.len());
        (line, underlined, position.column)
    };
    let seen = text.get(underlined.range()).unwrap_or_default();
    // Line number and bar stand in front; an explanation that does not fit comes after.
    let used = MARGIN + column + seen.chars().count() + label.chars().count();
    let beside = if used <= page.width() { label } else { "" };
    // One line of the document, under the number it has in the file.
    let source = Snippet::source(text)
        .path(path)
        .line_start(place::line(document, at))
        .annotation(
            AnnotationKind::Primary
                .span(underlined.range())
                .label(beside),
        );
    let renderer = Renderer::styled().term_width(page.width());
    let group = Group::with_level(Level::NOTE).element(source);
    page.drawn(&renderer.render(&[group]));
    if beside.is_empty() && !label.is_empty() {
        page.entry(QUIET, "  =", label);
    }
}

/// The line of the text that a span is on
fn line_around(text: &str, at: Span) -> &str {
    let rest = text.get(line_start(text, at)..).unwrap_or_default();
    rest.split('\n').next().unwrap_or_default()
}

fn line_start(text: &str, at: Span) -> usize {
    let before = text.get(..at.start).unwrap_or_default();
    before.rfind('\n').map_or(0, |it| it + 1)
}

/// A line that is too long, cut down to its part; of a part that is too long the middle goes
fn shortened(line: &str, part: &str, room: usize) -> (String, Span) {
    let indent: String = line.chars().take_while(|it| it.is_whitespace()).collect();
    let starts = part.split(' ').next().unwrap_or_default();
    let lead = if line.trim_start().starts_with(starts) {
        indent
    } else {
        format!("{indent}… ")
    };
    let room = room.saturating_sub(lead.chars().count() + 1);
    let letters: Vec<char> = part.chars().collect();
    let shown = if letters.len() > room {
        let half = room.saturating_sub(1) / 2;
        let head: String = letters.iter().take(half).collect();
        let tail: String = letters.iter().skip(letters.len() - half).collect();
        format!("{head}…{tail}")
    } else {
        part.to_string()
    };
    let at = Span::new(lead.len(), lead.len() + shown.len());
    (format!("{lead}{shown}"), at)
}

/// Columns in front of a line of source: its number and a bar
const MARGIN: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_cut_down_to_what_decided() {
        let part = "\"arn:aws:kms:eu-central-1:111122223333:key/1234abcd\"";
        let line = format!("    \"Resource\": {part},");
        let (text, at) = shortened(&line, part, 60);
        assert_eq!(text, format!("    … {part}"));
        assert_eq!(text.get(at.range()), Some(part));
        let (text, at) = shortened(&line, part, 30);
        assert!(text.chars().count() <= 30);
        assert!(text.ends_with("1234abcd\"") && text.starts_with("    … \"arn:aws"));
        assert_eq!(at.end, text.len());
    }

    #[test]
    fn the_line_of_a_span_is_found_at_both_ends_of_a_text() {
        #[track_caller]
        fn check(start: usize, line: &str) {
            assert_eq!(
                line_around("one\ntwo\nthree", Span::new(start, start + 1)),
                line
            );
        }
        check(0, "one");
        check(4, "two");
        check(12, "three");
    }
}
