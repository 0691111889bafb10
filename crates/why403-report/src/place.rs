//! Where a part of a document stands, as programs and people count lines and columns.

use why403_model::span::{Position, Span};
use why403_model::world::{Document, Origin};

/// The line of the document's file, from 1, on which a part of its text stands.
///
/// - A document that was written anew for people to read keeps the lines of its file.
/// - One without a file counts its own lines.
#[must_use]
pub fn line(document: &Document, at: Span) -> usize {
    match &document.origin {
        Some(origin) => origin.source().line(origin.place(at).start),
        None => document.line.unwrap_or(1) + Position::of(&document.text, at.start).line - 1,
    }
}

/// The file and line of a part, as editors take them: `world/policy.json:12`
#[must_use]
pub fn spot(document: &Document, at: Span) -> String {
    match &document.file {
        Some(file) => format!("{file}:{}", line(document, at)),
        None => document.label.clone(),
    }
}

/// Lines and columns of a part, in UTF-16 code units; lines and columns from 1
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// The first line
    pub start_line: usize,
    /// The column of the first code unit
    pub start_column: usize,
    /// The last line
    pub end_line: usize,
    /// The column after the last code unit
    pub end_column: usize,
}

impl Region {
    /// The region of a part in its file; `None` where only the line of the document is known.
    #[must_use]
    pub fn of(document: &Document, at: Span) -> Option<Self> {
        match (&document.origin, document.line) {
            (Some(origin), _) => Some(Self::in_file(origin, at)),
            (None, None) => Some(Self::in_text(&document.text, at)),
            (None, Some(_)) => None,
        }
    }

    /// The region of a part of a document in the document's file.
    #[must_use]
    pub fn in_file(origin: &Origin, at: Span) -> Self {
        let (source, at) = (origin.source(), origin.place(at));
        let place = |offset: usize| (source.line(offset), column(source.text(), offset));
        let (start_line, start_column) = place(at.start);
        let (end_line, end_column) = place(at.end);
        Self {
            start_line,
            start_column,
            end_line,
            end_column,
        }
    }

    /// The region of a span in a text. Lines end at `\n`.
    #[must_use]
    pub fn in_text(text: &str, at: Span) -> Self {
        let (start_line, start_column) = utf16(text, at.start);
        let (end_line, end_column) = utf16(text, at.end);
        Self {
            start_line,
            start_column,
            end_line,
            end_column,
        }
    }
}

fn utf16(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.bytes().filter(|it| *it == b'\n').count() + 1;
    (line, column(text, offset))
}

/// The column of an offset in its line, from 1. Cost: linear in the line.
fn column(text: &str, offset: usize) -> usize {
    let before = text.get(..offset).unwrap_or(text);
    let start = before.rfind('\n').map_or(0, |it| it + 1);
    let in_line = before.get(start..).unwrap_or_default();
    in_line.encode_utf16().count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_code_units() {
        // U+10400 takes two code units, `é` one.
        let text = "é\n\u{10400}é\"x\"\n";
        let at = text.find("\"x\"").unwrap();
        let wanted = Region {
            start_line: 2,
            start_column: 4,
            end_line: 2,
            end_column: 7,
        };
        assert_eq!(Region::in_text(text, Span::new(at, at + 3)), wanted);
    }
}
