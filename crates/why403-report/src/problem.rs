//! Errors as people see them: one message, the place in the text, and what to type.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use why403_model::span::Span;

/// How bad a problem is
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Something could not be done, or a part of the input is lost
    Error,
    /// The input is whole, and something in it is odd
    Warning,
    /// Worth knowing; nothing need be wrong
    Note,
}

/// An error ready to be shown
#[derive(Clone, Debug)]
pub struct Problem<'p> {
    /// How bad it is
    pub weight: Weight,
    /// The stable code
    pub code: &'p str,
    /// What is wrong: lower case, one line
    pub message: &'p str,
    /// What to type, if it can be said
    pub help: Option<&'p str>,
    /// Where, if it has a place
    pub place: Option<Place<'p>>,
}

/// A place in a text
#[derive(Clone, Debug)]
pub struct Place<'p> {
    /// The file, or what the text is
    pub file: &'p str,
    /// The whole text
    pub text: &'p str,
    /// The part that is meant
    pub at: Span,
}

/// The problem as a block of text for a terminal of this many columns, with the codes of colours.
#[must_use]
pub fn render(problem: &Problem<'_>, width: usize) -> String {
    render_from(problem, width, 1)
}

/// As [`render`], for a place in a part of a file that starts at this line
#[must_use]
pub fn render_from(problem: &Problem<'_>, width: usize, line: usize) -> String {
    let renderer = Renderer::styled().term_width(width);
    let level = match problem.weight {
        Weight::Error => Level::ERROR,
        Weight::Warning => Level::WARNING,
        Weight::Note => Level::NOTE,
    };
    let title = level.primary_title(problem.message).id(problem.code);
    let mut group = Group::with_title(title);
    if let Some(place) = &problem.place {
        let at = clamped(place.at, place.text);
        group = group.element(
            Snippet::source(place.text)
                .line_start(line)
                .path(place.file)
                .annotation(AnnotationKind::Primary.span(at)),
        );
    }
    if let Some(help) = problem.help {
        group = group.element(Level::HELP.message(help));
    }
    renderer.render(&[group])
}

/// A span that lies in the text, on character boundaries
fn clamped(at: Span, text: &str) -> std::ops::Range<usize> {
    let boundary = |mut offset: usize| {
        offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    };
    let start = boundary(at.start);
    start..boundary(at.end).max(start)
}
