//! Where a document's words stand in the file it was read from.
//!
//! A document may be a slice of its file, a string of it, or written anew from one long line or
//! from YAML. People are shown the document's own text; programs such as code scanning point into
//! the file.

use alloc::sync::Arc;
use alloc::vec::Vec;

use super::tree::Source;
use crate::span::Span;

/// The place of a document in its file, and how its text came from there
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    source: Arc<Source>,
    /// The document, or the string that holds it
    whole: Span,
    form: Form,
    /// For a text that was written anew: places in it, and what each was before
    pieces: Vec<(Span, Span)>,
}

/// What the file has where the document stands
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// The same bytes, from here on
    Bytes(usize),
    /// A JSON string that says it
    JsonString,
    /// Something that is not followed byte by byte: a block of YAML, a URL-encoded text
    Other,
}

impl Origin {
    pub(crate) fn new(
        source: Arc<Source>,
        whole: Span,
        form: Form,
        pieces: Vec<(Span, Span)>,
    ) -> Self {
        Self {
            source,
            whole,
            form,
            pieces,
        }
    }

    /// The file and its text
    #[must_use]
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// The whole document in the file, or the string that holds it
    #[must_use]
    pub fn whole(&self) -> Span {
        self.whole
    }

    /// Where a part of the document's text stands in the file.
    ///
    /// - `at`: bytes of the document's text.
    /// - Returns bytes of the file that say the same: exactly where every byte can be followed,
    ///   else the smallest value around it that can, at worst the whole document.
    /// - Cost: linear in the document.
    #[must_use]
    pub fn place(&self, at: Span) -> Span {
        let before = if self.pieces.is_empty() {
            Some(at)
        } else {
            self.before(at)
        };
        let place = before.and_then(|at| match self.form {
            Form::Bytes(base) => Some(Span::new(base + at.start, base + at.end)),
            Form::JsonString => self.in_string(at),
            Form::Other => None,
        });
        place
            .filter(|it| self.source.text().get(it.range()).is_some())
            .unwrap_or(self.whole)
    }

    /// What a part of a text was before it was written anew
    fn before(&self, at: Span) -> Option<Span> {
        let start = self.pieces.iter().filter(|(new, _)| new.start == at.start);
        let end = self.pieces.iter().filter(|(new, _)| new.end == at.end);
        let start = start.map(|(_, old)| old.start).min();
        let end = end.map(|(_, old)| old.end).max();
        let exact = start.zip(end).filter(|(start, end)| start <= end);
        let around = || {
            let covers = |new: &Span| new.start <= at.start && at.end <= new.end;
            let covering = self.pieces.iter().filter(|(new, _)| covers(new));
            let smallest = covering.min_by_key(|(new, _)| new.end - new.start);
            smallest.map(|(_, old)| *old)
        };
        exact
            .map(|(start, end)| Span::new(start, end))
            .or_else(around)
    }

    /// The bytes of a JSON string's literal that stand for a part of what it says
    fn in_string(&self, at: Span) -> Option<Span> {
        let literal = self.whole.of(self.source.text()).strip_prefix('"')?;
        let (mut said, mut start) = (0, None);
        let mut rest = literal;
        loop {
            let here = self.whole.start + 1 + (literal.len() - rest.len());
            if said == at.start {
                start = start.or(Some(here));
            }
            if said >= at.end {
                return (said == at.end).then(|| Some(Span::new(start?, here)))?;
            }
            let (written, meant) = one(rest)?;
            rest = rest.get(written..)?;
            said += meant;
        }
    }
}

/// Bytes that the first character of a string's literal takes, and bytes of what it says
fn one(rest: &str) -> Option<(usize, usize)> {
    let mut characters = rest.chars();
    let first = characters.next()?;
    if first != '\\' {
        return (first != '"').then_some((first.len_utf8(), first.len_utf8()));
    }
    if characters.next()? != 'u' {
        return Some((2, 1));
    }
    let unit = |from: usize| u32::from_str_radix(rest.get(from..from + 4)?, 16).ok();
    let high = unit(2)?;
    let low = (rest.get(6..8) == Some("\\u")).then(|| unit(8)).flatten();
    match (high, low) {
        (0xD800..=0xDBFF, Some(0xDC00..=0xDFFF)) => Some((12, 4)),
        // A half of a pair alone is read as U+FFFD.
        (0xD800..=0xDFFF, _) => Some((6, 3)),
        (high, _) => Some((6, char::from_u32(high)?.len_utf8())),
    }
}
