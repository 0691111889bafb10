//! Lines of a page for a terminal: wrapped, indented, never more than fit.

use anstyle::{AnsiColor, Style};
use why403_model::shell::is_unseen;

/// Bold red: a denial
pub(super) const DENIES: Style = AnsiColor::Red.on_default().bold();
/// Bold green: what passes
pub(super) const PASSES: Style = AnsiColor::Green.on_default().bold();
/// Bold yellow: what is open
pub(super) const OPEN: Style = AnsiColor::Yellow.on_default().bold();
/// Bold: what to read first
pub(super) const STRONG: Style = Style::new().bold();
/// What only helps to read
pub(super) const QUIET: Style = Style::new().dimmed();

/// Lines under way
pub(super) struct Page {
    lines: Vec<Line>,
    width: usize,
}

enum Line {
    Text(String),
    /// An empty line, which may go where the page gets too long
    Gap,
}

impl Page {
    pub(super) fn new(width: usize) -> Self {
        Self {
            lines: Vec::new(),
            width,
        }
    }

    /// Lines so far, empty ones among them
    pub(super) fn length(&self) -> usize {
        self.lines.len()
    }

    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// An empty line, never two
    pub(super) fn gap(&mut self) {
        if !matches!(self.lines.last(), None | Some(Line::Gap)) {
            self.lines.push(Line::Gap);
        }
    }

    /// A styled word, and a text that wraps under its own start
    pub(super) fn entry(&mut self, style: Style, label: &str, text: &str) {
        let (label, text) = (&*seen(label), &*seen(text));
        let hanging = label.chars().count() + 1;
        let mut lines = self.wrapped(hanging, text).into_iter();
        let first = lines.next().unwrap_or_default();
        self.push(&format!("{} {first}", painted(style, label)));
        self.rest(hanging, lines);
    }

    /// A styled word in front of a text that wraps to the margin
    pub(super) fn paragraph(&mut self, style: Style, label: &str, text: &str) {
        let whole = seen(&format!("{label} {text}"));
        let mut lines = self.wrapped(0, &whole).into_iter();
        if let Some(first) = lines.next() {
            let rest = first.strip_prefix(label).unwrap_or(&first);
            self.push(&format!("{}{rest}", painted(style, label)));
        }
        self.rest(0, lines);
    }

    /// A text with every line indented
    pub(super) fn indented(&mut self, indent: usize, text: &str) {
        let lines = self.wrapped(indent, &seen(text));
        self.rest(indent, lines.into_iter());
    }

    /// Lines as they are, indented and never wrapped: commands and documents
    pub(super) fn verbatim(&mut self, indent: usize, text: &str) {
        for line in seen(text).lines() {
            let fits = line.chars().count() + indent <= self.width;
            let indent = if fits { indent } else { 0 };
            self.push(&format!("{:indent$}{line}", ""));
        }
    }

    /// Lines as they are, indented all alike, however long: what is compared line by line
    pub(super) fn aligned(&mut self, indent: usize, text: &str) {
        for line in seen(text).lines() {
            self.push(&format!("{:indent$}{line}", ""));
        }
    }

    /// Lines that somebody has drawn, with the codes of colours in them
    pub(super) fn drawn(&mut self, text: &str) {
        for line in text.lines() {
            self.push(line);
        }
    }

    /// Words, each painted by itself, in a line that wraps under its own start; a label that is
    /// longer than half of a line gets lines of its own
    pub(super) fn words(&mut self, label: &str, words: &[(Style, String)]) {
        let label = &*seen(label);
        let is_long = label.chars().count() > self.width / 2;
        if is_long {
            let lines = self.wrapped(0, label);
            self.rest(0, lines.into_iter());
        }
        let label = if is_long { "     " } else { label };
        let hanging = label.chars().count() + 1;
        let mut line = label.to_string();
        let mut used = label.chars().count();
        for (style, word) in words {
            let word = &*seen(word);
            let length = word.chars().count();
            if used + 1 + length > self.width && used > hanging {
                let full = core::mem::replace(&mut line, " ".repeat(hanging - 1));
                self.push(&full);
                used = hanging - 1;
            }
            line.push(' ');
            line.push_str(&painted(*style, word));
            used += 1 + length;
        }
        self.push(&line);
    }

    fn wrapped(&self, indent: usize, text: &str) -> Vec<String> {
        let room = self.width.saturating_sub(indent).max(20);
        let options = textwrap::Options::new(room)
            .break_words(false)
            .word_splitter(textwrap::WordSplitter::NoHyphenation)
            .word_separator(textwrap::WordSeparator::AsciiSpace);
        let lines = textwrap::wrap(text, options).into_iter();
        lines.map(std::borrow::Cow::into_owned).collect()
    }

    fn rest(&mut self, indent: usize, lines: impl Iterator<Item = String>) {
        for line in lines {
            self.push(&format!("{:indent$}{line}", ""));
        }
    }

    fn push(&mut self, line: &str) {
        self.lines.push(Line::Text(line.trim_end().to_string()));
    }

    /// The page as text; of more than `fit` lines the empty ones go, the last first
    pub(super) fn finish(mut self, fit: Option<usize>) -> String {
        while matches!(self.lines.last(), Some(Line::Gap)) {
            self.lines.pop();
        }
        while fit.is_some_and(|fit| self.lines.len() > fit) {
            let last = self.lines.iter().rposition(|it| matches!(it, Line::Gap));
            match last {
                Some(index) => self.lines.remove(index),
                None => break,
            };
        }
        let mut text = String::new();
        for line in &self.lines {
            if let Line::Text(line) = line {
                text.push_str(line);
            }
            text.push('\n');
        }
        text
    }
}

/// A text in which nothing controls the terminal: a name of a world may hold anything
fn seen(text: &str) -> String {
    let is_seen = |it: char| it == '\n' || !is_unseen(it);
    let shown = text.chars().map(|it| match it {
        '\t' => ' ',
        it if is_seen(it) => it,
        _ => char::REPLACEMENT_CHARACTER,
    });
    shown.collect()
}

/// The text between the codes of its style
pub(super) fn painted(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_page_loses_its_gaps_and_nothing_else() {
        let mut page = Page::new(40);
        for text in ["one", "two", "three"] {
            page.indented(0, text);
            page.gap();
        }
        assert_eq!(page.finish(Some(4)), "one\n\ntwo\nthree\n");
    }

    #[test]
    fn nothing_in_a_name_controls_the_terminal() {
        let mut page = Page::new(80);
        page.entry(Style::new(), "who", "a\u{1b}[31mb\u{202e}c\td");
        page.verbatim(2, "aws \u{1b}]0;x\u{7}");
        let wanted = "who a\u{fffd}[31mb\u{fffd}c d\n  aws \u{fffd}]0;x\u{fffd}\n";
        assert_eq!(page.finish(None), wanted);
    }

    #[test]
    fn an_entry_wraps_under_its_own_start() {
        let mut page = Page::new(30);
        page.entry(Style::new(), "next", "one two three four five six seven");
        assert_eq!(
            page.finish(None),
            "next one two three four five\n     six seven\n"
        );
    }

    #[test]
    fn a_word_that_is_too_long_is_never_broken() {
        let mut page = Page::new(30);
        let arn = "arn:aws:iam::111122223333:role/a-name-that-is-long";
        page.entry(Style::new(), "who", arn);
        assert_eq!(page.finish(None), format!("who {arn}\n"));
    }

    #[test]
    fn painted_words_wrap_by_what_is_seen() {
        let mut page = Page::new(24);
        let words = ["scp ✓", "rcp –", "identity ✗"].map(|it| (STRONG, it.to_string()));
        page.words("layers", &words);
        let text = page
            .finish(None)
            .replace("\u{1b}[1m", "")
            .replace("\u{1b}[0m", "");
        assert_eq!(text, "layers scp ✓ rcp –\n       identity ✗\n");
    }
}
