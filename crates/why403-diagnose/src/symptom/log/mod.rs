//! Whole logs, in which denials are buried: all of them found, and grouped by cause.
//!
//! A log comes in pieces of any size, and no more of it is kept than one entry or record. First
//! marks are looked for, in one pass; only around them anything is read.
//!
//! - `mark`: the words that say where to look
//! - `line`, `entry`: which lines belong together, and what they tell
//! - `split`, `record`: records of JSON, one a line or millions in one line
//! - `csv`, `table`: results of queries
//! - `group`, `same`: what counts as one cause, and as one case of it

mod csv;
mod entry;
mod forms;
mod group;
mod line;
mod mark;
mod record;
mod same;
mod split;
mod table;
mod time;

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_model::value::Instant;

use super::Symptom;
use super::record::Answer;
use group::Groups;
use mark::Marks;
use split::Splitter;

pub use group::{Group, MOST_DISTINCT, Place};

/// Finds the denials in a log that comes in pieces.
///
/// - Forms are told by what is there: lines, JSON in any layout, results of queries as CSV; one
///   log may hold several.
/// - Memory: one entry (256 KiB) or record (1 MiB), and bounded numbers of groups and cases.
/// - Cost: linear in the text, and in the text around marks.
pub struct Scan {
    marks: Marks,
    takes_passed: bool,
    form: Form,
    /// Text that is not taken yet
    buffer: String,
    /// Bytes of it that nobody has looked at yet
    unread: usize,
    /// Where the next line starts; what stands before it is the entry under way
    at: usize,
    entry: Open,
    /// What was found ahead in the text at hand
    looked: Looked,
    /// Bytes in which no JSON is to be looked for: it was, and there is none
    plain: usize,
    /// What the envelope around a list of records tells
    envelope: Envelope,
    place: Place,
    is_lambda: bool,
    groups: Groups,
    passed: Groups,
    tally: Tally,
}

/// What came of a scan
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scanned {
    /// The groups, most frequent first
    pub groups: Vec<Group>,
    /// Requests that passed, grouped alike; empty unless [`Scan::with_passed`] asked for them
    pub passed: Vec<Group>,
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
    /// Denials of causes beyond the number that is kept: 1,000
    pub beyond: u64,
}

/// A request, before it is counted
#[derive(Clone, Debug)]
struct Event {
    symptom: Symptom,
    answer: Answer,
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

/// What was found ahead of the line at hand: so that nothing is looked for twice
#[derive(Clone, Copy, Debug, Default)]
struct Looked {
    /// The byte behind the last line break
    breaks: Option<usize>,
    /// Up to where marks were looked for
    until: usize,
    /// The end of the mark that was found last
    mark: Option<usize>,
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
        Self {
            marks: Marks::new(),
            takes_passed: false,
            form: Form::Unknown,
            buffer: String::new(),
            unread: 0,
            at: 0,
            entry: Open::default(),
            looked: Looked::default(),
            plain: 0,
            envelope: Envelope::default(),
            place: Place {
                file: None,
                line: 1,
            },
            is_lambda: false,
            groups: Groups::default(),
            passed: Groups::default(),
            tally: Tally::default(),
        }
    }

    /// A scan that also counts requests that passed, of records that tell: `CloudTrail`, S3's access
    /// log. Every record is read then, which takes several times as long.
    ///
    /// Cases are told apart by the minute as well.
    #[must_use]
    pub fn with_passed() -> Self {
        Self {
            takes_passed: true,
            groups: Groups::by_minute(),
            passed: Groups::by_minute(),
            ..Self::new()
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
            passed: self.passed.finish(),
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
        self.looked = Looked::default();
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
