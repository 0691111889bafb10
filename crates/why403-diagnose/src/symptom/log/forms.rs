//! The forms of a log, each taken piece by piece: lines, JSON, rows of a query's result.
//!
//! Each takes what is whole of the text, moves `start` behind it, and says whether more text is
//! needed (`true`) or another form goes on.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use memchr::{memchr, memchr_iter, memrchr};
use why403_model::json;

use super::entry::{self, Tools};
use super::line::{self, Start};
use super::split::{self, Splitter, Step};
use super::{
    Answer, Around, Envelope, Event, Form, LONGEST_ENTRY, LONGEST_RECORD, Looked, Open, Place,
    Scan, csv, record, table,
};

/// Bytes of an envelope in which it is looked for what it tells of its records
const LONGEST_HEAD: usize = 2_048;

impl Scan {
    /// Tells from the first line whether it names columns
    pub(super) fn first_line(&mut self, text: &str, start: &mut usize, is_last: bool) -> bool {
        if text.starts_with('\u{feff}') {
            *start = '\u{feff}'.len_utf8();
            self.at = *start;
        }
        let rest = text.get(*start..).unwrap_or_default();
        if split::starts(rest) == Some(true) {
            return false;
        }
        let end = memchr(b'\n', rest.as_bytes());
        if end.is_none() && !is_last && rest.len() < LONGEST_ENTRY {
            self.form = Form::Unknown;
            return true;
        }
        let line = rest.get(..end.unwrap_or(0)).unwrap_or_default();
        let fields = csv::fields(line);
        let names: Vec<&str> = fields.iter().map(|it| it.trim()).collect();
        if table::is_header(&names) {
            let columns = names.into_iter().map(ToString::to_string).collect();
            let behind = *start + end.map_or(rest.len(), |it| it + 1);
            self.pass(text, start, behind);
            let mut rows = csv::Rows::default();
            rows.at = *start;
            self.form = Form::Csv(rows, columns);
        }
        false
    }

    /// Takes lines, and puts those together that are of one entry
    pub(super) fn lines(&mut self, text: &str, start: &mut usize, is_last: bool) -> bool {
        let bytes = text.as_bytes();
        let whole = self.whole(text, is_last);
        let searched = text.get(..whole).unwrap_or_default();
        let mut mark = self.next_mark(searched);
        loop {
            if self.at >= self.plain
                && let Some(is_done) = self.json_start(text, start, is_last)
            {
                return is_done;
            }
            if self.at >= whole {
                break;
            }
            let rest = bytes.get(self.at..whole).unwrap_or_default();
            let end = memchr(b'\n', rest).map(|it| self.at + it + 1);
            if end.is_none() && !is_last {
                self.tally.cut += 1;
            }
            let behind = end.unwrap_or(whole);
            self.line(text, start, behind);
            if mark.is_some_and(|it| it <= behind) {
                self.entry.is_marked = true;
            }
            self.at = behind;
            mark = self.next_mark(searched);
            self.place.line += u64::from(end.is_some());
            if self.at - *start >= LONGEST_ENTRY {
                self.close(text, start);
            }
        }
        if is_last {
            self.close(text, start);
        }
        true
    }

    /// Up to where the text has whole lines; a line that is too long counts as whole
    fn whole(&mut self, text: &str, is_last: bool) -> usize {
        let rest = text.as_bytes().get(self.at..).unwrap_or_default();
        if is_last || rest.len() >= LONGEST_ENTRY {
            return text.len();
        }
        let breaks = self.looked.breaks.get_or_insert_with(|| {
            self.tally.visited += rest.len() as u64;
            memrchr(b'\n', rest).map_or(0, |it| self.at + it + 1)
        });
        (*breaks).max(self.at)
    }

    /// The end of the next mark; it is looked for only where nobody has looked yet
    fn next_mark(&mut self, searched: &str) -> Option<usize> {
        let Looked { until, mark, .. } = &mut self.looked;
        // Marks do not go over lines: one that starts before the last line break was found with it.
        if mark.is_none_or(|it| it <= self.at) && *until < searched.len() {
            let from = self.at.max(*until);
            *mark = self.marks.find(searched, from.min(searched.len()));
            *until = mark.unwrap_or(searched.len());
            self.tally.visited += (*until).saturating_sub(from) as u64;
        }
        mark.filter(|it| *it > self.at)
    }

    /// Goes over to JSON where a line starts with it; `None` where it does not
    fn json_start(&mut self, text: &str, start: &mut usize, is_last: bool) -> Option<bool> {
        let rest = text.get(self.at..).unwrap_or_default();
        if !rest.starts_with(['{', '[']) {
            return None;
        }
        match split::starts(rest) {
            Some(true) => {
                self.close(text, start);
                self.envelope = Envelope::default();
                self.form = Form::Json(Splitter::new(self.at));
                Some(false)
            }
            // Only white space behind the bracket so far.
            None if !is_last && rest.len() < LONGEST_ENTRY => Some(true),
            Some(false) | None => None,
        }
    }

    /// Adds the line at `self.at` to the entry under way, or begins another with it
    fn line(&mut self, text: &str, start: &mut usize, behind: usize) {
        let line = text.get(self.at..behind).unwrap_or_default();
        let line = line.trim_end_matches(['\n', '\r']);
        let is_open = self.at > *start;
        let timed = match line::start(line) {
            Start::More if is_open => return,
            Start::Plain if is_open && self.entry.is_timed => return,
            Start::Plain if is_open && self.entry.is_marked => {
                let before = text.get(*start..self.at).unwrap_or_default();
                if line::is_wrapped(before, line) {
                    return;
                }
                false
            }
            Start::More | Start::Plain => false,
            Start::Head { timed } => {
                self.is_lambda |= line.starts_with("START RequestId: ");
                timed
            }
        };
        self.close(text, start);
        self.entry = Open {
            is_marked: false,
            is_timed: timed,
            line: self.place.line,
        };
    }

    /// Reads the entry that ends before `self.at`, if it is marked
    fn close(&mut self, text: &str, start: &mut usize) {
        let entry = text.get(*start..self.at).unwrap_or_default();
        *start = self.at;
        let is_marked = core::mem::take(&mut self.entry.is_marked);
        let is_record = self.takes_passed && entry::is_access_log(entry);
        if (is_marked || is_record) && !entry.is_empty() {
            self.tally.visited += entry.len() as u64;
            let around = self.around();
            let found = if is_marked {
                entry::read(entry, &around, self.tools(), 0)
            } else {
                entry::of_access_log(entry, &around).into_iter().collect()
            };
            let line = self.entry.line;
            self.count(found, line);
        }
        self.entry.line = self.place.line;
    }

    /// Takes the records of a JSON value
    pub(super) fn json(
        &mut self,
        text: &str,
        start: &mut usize,
        mut splitter: Splitter,
        is_last: bool,
    ) -> bool {
        loop {
            let before = splitter.at;
            let step = splitter.step(text);
            self.tally.visited += (splitter.at - before) as u64;
            match step {
                Step::List(at) => {
                    self.keep_envelope(text, *start, at + 1);
                    self.pass(text, start, at + 1);
                }
                Step::Record(from, to) => {
                    if !core::mem::take(&mut self.envelope.is_over) {
                        self.pass(text, start, from);
                        self.record(text.get(from..to).unwrap_or_default());
                    }
                    self.pass(text, start, to);
                }
                Step::End(at) => self.pass(text, start, at),
                Step::Whole(end) => {
                    if self.envelope.text.is_empty() {
                        self.record(text.get(*start..end).unwrap_or_default());
                    } else {
                        self.keep_envelope(text, *start, end);
                        let envelope = core::mem::take(&mut self.envelope.text);
                        self.record(&envelope);
                    }
                    self.pass(text, start, end);
                    self.envelope = Envelope::default();
                    return false;
                }
                Step::Broken(at) => return self.as_lines(*start, at),
                Step::Open if is_last => return self.as_lines(*start, text.len()),
                Step::Open => {
                    let is_long = text.len() - *start > LONGEST_RECORD;
                    if is_long && !splitter.is_in_list() {
                        self.tally.cut += 1;
                        return self.as_lines(*start, text.len());
                    }
                    let is_between = splitter.is_in_list() && splitter.record().is_none();
                    if is_long && !is_between && !self.envelope.is_over {
                        self.envelope.is_over = true;
                        self.tally.cut += 1;
                    }
                    if is_between || self.envelope.is_over {
                        self.pass(text, start, splitter.at);
                    }
                    self.form = Form::Json(splitter);
                    return true;
                }
            }
        }
    }

    /// What began like JSON and is none, or too long to be a record: lines up to `end`
    fn as_lines(&mut self, start: usize, end: usize) -> bool {
        self.plain = end;
        self.at = start;
        self.entry = Open {
            line: self.place.line,
            ..Open::default()
        };
        self.envelope = Envelope::default();
        false
    }

    /// Keeps what stands around a list of records, and reads what it tells of them
    fn keep_envelope(&mut self, text: &str, from: usize, to: usize) {
        let part = text.get(from..to).unwrap_or_default();
        let envelope = &mut self.envelope;
        if envelope.text.len() + part.len() <= LONGEST_RECORD {
            envelope.text.push_str(part);
        }
        envelope.columns = None;
        // Only the beginning: many lists must not have a long envelope read again and again.
        if envelope.text.len() > LONGEST_HEAD {
            return;
        }
        self.tally.visited += envelope.text.len() as u64;
        // The reader goes on past what is not closed yet.
        if let Some(node) = json::read(&envelope.text).node {
            envelope.around = Around::default().of(&node);
        }
    }

    /// Reads one record, if it is marked
    fn record(&mut self, text: &str) {
        self.tally.visited += text.len() as u64;
        let is_row = text.get(..40).unwrap_or(text).contains("\"Data\"");
        if !is_row && !self.takes_passed && self.marks.find(text, 0).is_none() {
            return;
        }
        let read = json::read(text);
        let node = read.node.filter(|_| read.problems.is_empty());
        let around = self.envelope.around.clone();
        let mut found = match &node {
            None => entry::read(text, &around, self.tools(), 0),
            Some(node) => match (table::data(node), &self.envelope.columns) {
                (Some(names), None) => {
                    let names = names.into_iter().map(ToString::to_string);
                    self.envelope.columns = Some(names.collect());
                    return;
                }
                (Some(values), Some(columns)) => {
                    let names: Vec<&str> = columns.iter().map(String::as_str).collect();
                    record::of_row(&names, &values, &around, self.tools(), 0)
                }
                (None, _) => record::read(node, &around, self.tools(), 0),
            },
        };
        // The readers know forms of some records as they are written.
        if let ([one], true) = (found.as_mut_slice(), node.is_some()) {
            entry::read_whole(text, &mut one.symptom);
        }
        let line = self.place.line;
        self.count(found, line);
    }

    /// Takes rows under the names of columns
    pub(super) fn csv(
        &mut self,
        text: &str,
        start: &mut usize,
        mut rows: csv::Rows,
        columns: Vec<String>,
        is_last: bool,
    ) -> bool {
        loop {
            let before = rows.at;
            let end = rows.end(text);
            self.tally.visited += 2 * (rows.at - before) as u64;
            let is_rest = is_last && *start < text.len() && !rows.is_quoted();
            let end = match end {
                Some(end) => end,
                None if is_rest => text.len(),
                // A quote that nobody closes takes the rest of the text for its field.
                None if is_last || text.len() - *start > LONGEST_RECORD => {
                    self.tally.cut += u64::from(*start < text.len());
                    return self.as_lines(*start, text.len());
                }
                None => {
                    self.form = Form::Csv(rows, columns);
                    return true;
                }
            };
            let row = text.get(*start..end).unwrap_or_default();
            if self.takes_passed || self.marks.find(row, 0).is_some() {
                let fields = csv::fields(row);
                let names: Vec<&str> = columns.iter().map(String::as_str).collect();
                let values: Vec<&str> = fields.iter().map(AsRef::as_ref).collect();
                let found = record::of_row(&names, &values, &self.around(), self.tools(), 0);
                let line = self.place.line;
                self.count(found, line);
            }
            self.pass(text, start, end);
        }
    }

    /// Moves behind what was taken, and counts its lines
    fn pass(&mut self, text: &str, start: &mut usize, to: usize) {
        let passed = text.as_bytes().get(*start..to).unwrap_or_default();
        self.place.line += memchr_iter(b'\n', passed).count() as u64;
        *start = to.max(*start);
        self.at = *start;
    }

    fn tools(&self) -> Tools<'_> {
        Tools { marks: &self.marks }
    }

    fn around(&self) -> Around {
        Around {
            is_lambda: self.is_lambda,
            ..Around::default()
        }
    }

    fn count(&mut self, found: Vec<Event>, line: u64) {
        let place = Place {
            file: self.place.file.clone(),
            line,
        };
        for event in found {
            match event.answer {
                Answer::Refused => self.groups.count(event, &place),
                Answer::Passed if self.takes_passed => self.passed.count(event, &place),
                Answer::Passed | Answer::Failed => {}
            }
        }
    }
}
