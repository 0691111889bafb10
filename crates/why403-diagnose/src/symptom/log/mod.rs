//! Whole logs, in which denials are buried: all of them found, and grouped by cause.
//!
//! A log comes in pieces of any size, and no more of it is kept than one entry or record. First
//! marks are looked for, in one pass; only around them anything is read.
//!
//! - `mark`: the words that say where to look
//! - `line`, `entry`: which lines belong together, and what they tell
//! - `split`, `record`: records of JSON, one a line or millions in one line
//! - `csv`, `table`: results of queries
//! - `group`: what counts as one cause

mod csv;
mod entry;
mod forms;
mod group;
mod line;
mod mark;
mod record;
mod split;
mod table;
mod time;

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_model::json::Node;
use why403_model::value::Instant;

use super::Symptom;
use group::Groups;
use mark::Marks;
use split::Splitter;

pub use group::{Case, Group, MOST_DISTINCT, Place};

/// Finds the denials in a log that comes in pieces.
///
/// - Forms are told by what is there: lines, JSON in any layout, results of queries as CSV; one
///   log may hold several.
/// - Memory: one entry (256 KiB) or record (1 MiB), and bounded numbers of groups and cases.
/// - Cost: linear in the text, and in the text around marks.
pub struct Scan {
    marks: Marks,
    readers: &'static Readers,
    form: Form,
    /// Text that is not taken yet
    buffer: String,
    /// Bytes of it that nobody has looked at yet
    unread: usize,
    /// Where the next line starts; what stands before it is the entry under way
    at: usize,
    entry: Open,
    /// Bytes in which no JSON is to be looked for: it was, and there is none
    plain: usize,
    /// What the envelope around a list of records tells
    envelope: Envelope,
    place: Place,
    is_lambda: bool,
    groups: Groups,
    tally: Tally,
}

/// What came of a scan
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scanned {
    /// The groups, most frequent first
    pub groups: Vec<Group>,
    /// What was read and left out
    pub tally: Tally,
}

/// What a scan read, and what it left out
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Bytes that were given
    pub bytes: u64,
    /// Bytes that were looked at, those that were looked at again included
    pub visited: u64,
    /// Lines and records that were longer than a limit: they were read in pieces, or passed over
    pub cut: u64,
    /// Denials of causes beyond the number that is kept
    pub beyond: u64,
}

/// The readers of records, each `None` where the record is no denial
pub(super) struct Readers {
    /// Of one JSON record
    pub(super) nodes: &'static [fn(&Node) -> Option<Symptom>],
    /// Of one line
    pub(super) lines: &'static [fn(&str) -> Option<Symptom>],
}

static READERS: Readers = Readers {
    nodes: &[],
    lines: &[],
};

/// A denial, before it is counted
#[derive(Clone, Debug)]
struct Event {
    symptom: Symptom,
    time: Option<Instant>,
    function: Option<String>,
    /// Whether a client printed it while it looked for faults
    is_debug: bool,
}

/// What is known from around a text
#[derive(Clone, Debug, Default)]
struct Around {
    time: Option<Instant>,
    function: Option<String>,
    is_lambda: bool,
    is_debug: bool,
}

/// The form of what is being read
enum Form {
    /// Nothing was read yet: the first line may name columns
    Unknown,
    Lines,
    Json(Splitter),
    Csv(csv::Rows, Vec<String>),
}

/// The entry under way
#[derive(Clone, Copy, Debug, Default)]
struct Open {
    is_marked: bool,
    is_timed: bool,
    line: u64,
}

#[derive(Default)]
struct Envelope {
    /// The outermost value without its list of records
    text: String,
    around: Around,
    /// The names of columns, where the first record has them
    columns: Option<Vec<String>>,
    /// Whether the record under way is too long, and passed over
    is_over: bool,
}

/// Bytes of text that are taken at once
const PIECE: usize = 1 << 16;
/// Bytes of an entry or a line; what is longer is read in pieces
const LONGEST_ENTRY: usize = 1 << 18;
/// Bytes of a record or a row
const LONGEST_RECORD: usize = 1 << 20;

impl Default for Scan {
    fn default() -> Self {
        Self::new()
    }
}

impl Scan {
    /// A scan that has read nothing
    #[must_use]
    pub fn new() -> Self {
        Self::with(&READERS)
    }

    fn with(readers: &'static Readers) -> Self {
        Self {
            marks: Marks::new(),
            readers,
            form: Form::Unknown,
            buffer: String::new(),
            unread: 0,
            at: 0,
            entry: Open::default(),
            plain: 0,
            envelope: Envelope::default(),
            place: Place {
                file: None,
                line: 1,
            },
            is_lambda: false,
            groups: Groups::default(),
            tally: Tally::default(),
        }
    }

    /// What follows is another file; the text before it ends here.
    pub fn file(&mut self, name: &str) {
        self.end();
        self.place = Place {
            file: Some(name.to_string()),
            line: 1,
        };
    }

    /// Takes the next piece of the text; lines and records may go on in the next one.
    pub fn push(&mut self, text: &str) {
        self.tally.bytes += text.len() as u64;
        let mut rest = text;
        while !rest.is_empty() {
            let mut length = rest.len().min(PIECE);
            while !rest.is_char_boundary(length) {
                length -= 1;
            }
            let (piece, behind) = rest.split_at_checked(length).unwrap_or((rest, ""));
            self.buffer.push_str(piece);
            self.unread += piece.len();
            if self.unread >= PIECE / 2 {
                self.advance(false);
            }
            rest = behind;
        }
    }

    /// The groups, most frequent first; as frequent ones in the order in which they were met.
    #[must_use]
    pub fn finish(self) -> Vec<Group> {
        self.scanned().groups
    }

    /// The groups, and what was read and left out
    #[must_use]
    pub fn scanned(mut self) -> Scanned {
        self.end();
        self.tally.beyond = self.groups.beyond;
        Scanned {
            groups: self.groups.finish(),
            tally: self.tally,
        }
    }

    fn end(&mut self) {
        self.advance(true);
        self.form = Form::Unknown;
        self.buffer.clear();
        self.at = 0;
        self.plain = 0;
        self.entry = Open::default();
        self.envelope = Envelope::default();
        self.is_lambda = false;
    }

    fn advance(&mut self, is_last: bool) {
        let text = core::mem::take(&mut self.buffer);
        let mut start = 0;
        self.unread = 0;
        loop {
            let form = core::mem::replace(&mut self.form, Form::Lines);
            let is_done = match form {
                Form::Unknown => self.first_line(&text, &mut start, is_last),
                Form::Lines => self.lines(&text, &mut start, is_last),
                Form::Json(splitter) => self.json(&text, &mut start, splitter, is_last),
                Form::Csv(rows, columns) => self.csv(&text, &mut start, rows, columns, is_last),
            };
            if is_done {
                break;
            }
        }
        self.keep(text, start);
    }

    /// Lets go of what was taken
    fn keep(&mut self, mut text: String, start: usize) {
        text.drain(..start.min(text.len()));
        self.at = self.at.saturating_sub(start);
        self.plain = self.plain.saturating_sub(start);
        match &mut self.form {
            Form::Json(splitter) => splitter.shift(start),
            Form::Csv(rows, _) => rows.at = rows.at.saturating_sub(start),
            Form::Unknown | Form::Lines => {}
        }
        self.buffer = text;
    }
}
