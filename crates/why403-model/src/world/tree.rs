//! The world as it comes in: folders and objects whose leaves are AWS's own answers.
//!
//! Format `why403/world/v1`: one tree. A folder is an object, and its file `name.json` is the
//! member `name`, so that a [`Cursor`] walks both alike. Every value keeps the file and the
//! bytes it came from. Nothing is decided here about what an answer means.

mod aws_error;
mod cursor;
mod leaf_problem;
mod problem;

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;

pub use aws_error::is_error_text;
pub(crate) use aws_error::{AwsError, one_line};
pub(crate) use cursor::{Cursor, Here};
pub use leaf_problem::LeafProblem;
pub use problem::{Place, Severity, TreeProblem};

use crate::json::{self, Node};
use crate::span::Position;

/// The name of the format, as the optional root member `schema` gives it
pub const FORMAT: &str = "why403/world/v1";

/// The members of a root
pub const ROOT_MEMBERS: &[&str] = &["organization", "accounts", "schema", "taken-at"];

/// A whole world as it was read
#[derive(Clone, Debug)]
pub struct Tree {
    /// The root
    pub root: Branch,
    /// The folder it was read from, as people name it; `None` where it is one file
    pub folder: Option<String>,
    /// What lies in the folder and is no part of the tree
    pub problems: Vec<TreeProblem>,
}

/// A folder or a leaf
#[derive(Clone, Debug)]
pub enum Branch {
    /// A folder: its members by name
    Folder(BTreeMap<String, Branch>),
    /// A file
    Leaf(Leaf),
}

/// One file: what could be read of it, and what could not
#[derive(Clone, Debug)]
pub struct Leaf {
    source: Arc<Source>,
    syntax: Syntax,
    node: Option<Node>,
    /// Invariant: sorted by place.
    problems: Vec<LeafProblem>,
}

/// How a file is written, which tells whether a part of its text is JSON
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// JSON: the bytes under a node are the node's text
    Json,
    /// YAML
    Yaml,
}

/// A text and the file it stands in
#[derive(Clone, PartialEq, Eq)]
pub struct Source {
    file: String,
    text: String,
    /// Byte offsets at which lines start; the first is 0.
    lines: Vec<usize>,
}

impl Tree {
    /// A tree of one file
    #[must_use]
    pub fn of_leaf(leaf: Leaf) -> Self {
        Self {
            root: Branch::Leaf(leaf),
            folder: None,
            problems: Vec::new(),
        }
    }

    /// Where the walk starts
    pub(crate) fn cursor(&self) -> Cursor<'_> {
        Cursor::root(&self.root)
    }

    /// Every leaf, in the order of its path
    pub(crate) fn leaves(&self) -> Vec<(String, &Leaf)> {
        let mut found = Vec::new();
        let mut open = alloc::vec![(String::new(), &self.root)];
        while let Some((path, branch)) = open.pop() {
            match branch {
                Branch::Leaf(leaf) => found.push((path, leaf)),
                Branch::Folder(members) => {
                    let members = members.iter().rev();
                    open.extend(members.map(|(name, it)| (cursor::joined(&path, name), it)));
                }
            }
        }
        found
    }
}

impl Leaf {
    /// A file with JSON, with the text of an error, or with nothing.
    ///
    /// A text that starts like no answer of AWS is kept as it is, without problems: the AWS CLI
    /// writes plain text where a call fails.
    #[must_use]
    pub fn json(file: String, text: String) -> Self {
        let source = Arc::new(Source::new(file, text));
        let read = json::read(source.text());
        let start = source.text().trim_start_matches('\u{feff}').trim_start();
        let is_json = start.starts_with(['{', '[', '"']);
        if !is_json && !read.problems.is_empty() {
            return Self::new(source, Syntax::Json, None, Vec::new());
        }
        let problems = read.problems.into_iter().map(LeafProblem::Json).collect();
        Self::new(source, Syntax::Json, read.node, problems)
    }

    /// A file that somebody else read
    #[must_use]
    pub fn new(
        source: Arc<Source>,
        syntax: Syntax,
        node: Option<Node>,
        mut problems: Vec<LeafProblem>,
    ) -> Self {
        problems.sort_by_key(LeafProblem::span);
        Self {
            source,
            syntax,
            node,
            problems,
        }
    }

    /// A file of which nothing could be read
    #[must_use]
    pub fn unreadable(file: String, problem: LeafProblem) -> Self {
        let source = Arc::new(Source::new(file, String::new()));
        Self::new(source, Syntax::Json, None, alloc::vec![problem])
    }

    /// The file and its text
    #[must_use]
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// How the file is written
    #[must_use]
    pub fn syntax(&self) -> Syntax {
        self.syntax
    }

    /// What the file holds; `None` where it is empty, plain text or unreadable
    #[must_use]
    pub fn node(&self) -> Option<&Node> {
        self.node.as_ref()
    }

    /// What is wrong with it, in the order of the text
    #[must_use]
    pub fn problems(&self) -> &[LeafProblem] {
        &self.problems
    }
}

impl Source {
    /// A text and the file it stands in
    #[must_use]
    pub fn new(file: String, text: String) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let lines = core::iter::once(0)
            .chain(breaks.map(|(at, _)| at + 1))
            .collect();
        Self { file, text, lines }
    }

    /// The file, as people name it: `world/accounts/111122223333/iam.json`
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Its whole text
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The line of a byte offset, from 1; an offset past the end is on the last line
    #[must_use]
    pub fn line(&self, offset: usize) -> usize {
        self.lines.partition_point(|start| *start <= offset)
    }

    /// The line and column of a byte offset. Cost: linear in the length of the line.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let line = self.line(offset);
        let start = self.lines.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let before = self.text.get(start..).unwrap_or("");
        let column = before
            .char_indices()
            .take_while(|(at, _)| start + at < offset)
            .count()
            + 1;
        Position { line, column }
    }
}

/// The text stays out: it may be long, and it is nobody's log line
impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source")
            .field("file", &self.file)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_count_lines_and_characters_from_one() {
        let source = Source::new("a.json".into(), "aé\nb".into());
        assert_eq!(source.position(0), Position { line: 1, column: 1 });
        assert_eq!(source.position(3), Position { line: 1, column: 3 });
        assert_eq!(source.position(4), Position { line: 2, column: 1 });
        assert_eq!(source.position(5), Position { line: 2, column: 2 });
        assert_eq!(source.line(99), 2);
    }

    #[test]
    fn plain_text_is_kept_and_broken_json_is_reported() {
        #[track_caller]
        fn check(text: &str, has_node: bool, problems: usize) {
            let leaf = Leaf::json("a.json".into(), text.into());
            assert_eq!(
                (leaf.node().is_some(), leaf.problems().len()),
                (has_node, problems)
            );
        }
        check("", false, 0);
        check("\nAn error occurred (NoSuchTagSet) when calling", false, 0);
        check("null", true, 0);
        check("{\"a\": }", true, 1);
        check("{\"a\": 1}", true, 0);
    }
}
