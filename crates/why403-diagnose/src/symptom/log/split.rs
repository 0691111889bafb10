//! Where the records of a stream of JSON start and end, found without reading them.
//!
//! Only quotes and brackets are looked at. Lists that hold records (`{"Records": […]}`) are taken
//! apart, however long they are; what stands around them is a record of its own, without them.

use memchr::memchr3;

/// Members whose lists hold records.
///
/// Source: `CloudTrail`'s log files; `aws cloudtrail lookup-events`, `aws logs filter-log-events`,
/// `aws logs get-query-results`, `aws cloudtrail get-query-results`, `aws athena
/// get-query-results`; subscriptions of logs.
static LISTS: &[&str] = &[
    "Records",
    "Events",
    "events",
    "logEvents",
    "results",
    "QueryResultRows",
    "Rows",
    "hits",
];

/// What a step of the scan came to; positions are bytes of the text given
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A list of records starts behind this byte
    List(usize),
    /// A record of a list ends at this byte, starting at the other
    Record(usize, usize),
    /// The list of records ends at this byte
    End(usize),
    /// The outermost value ends at this byte
    Whole(usize),
    /// The text ends, and the value does not
    Open,
    /// This is no JSON: a string with a line break
    Broken(usize),
}

/// The scan of one outermost value
#[derive(Clone, Debug, Default)]
pub(super) struct Splitter {
    /// Brackets that are open
    depth: usize,
    /// Brackets that were open where the list of records started, itself included
    list: Option<usize>,
    /// Where the string under way started
    string: Option<usize>,
    /// The last string that ended, outside of records: a member's name, perhaps
    last: Option<(usize, usize)>,
    /// Where the record under way starts
    record: Option<usize>,
    /// The next byte to be looked at
    pub(super) at: usize,
}

impl Splitter {
    /// A scan that starts at the bracket at `at`
    pub(super) fn new(at: usize) -> Self {
        Self {
            at,
            ..Self::default()
        }
    }

    /// Whether a list of records is open
    pub(super) fn is_in_list(&self) -> bool {
        self.list.is_some()
    }

    /// Where the record under way starts
    pub(super) fn record(&self) -> Option<usize> {
        self.record
    }

    /// The text before `by` is gone: positions move.
    pub(super) fn shift(&mut self, by: usize) {
        self.at = self.at.saturating_sub(by);
        self.string = self.string.map(|it| it.saturating_sub(by));
        self.record = self.record.map(|it| it.saturating_sub(by));
        let moved = |it: usize| it.checked_sub(by);
        self.last = self
            .last
            .and_then(|(start, end)| Some((moved(start)?, moved(end)?)));
    }

    /// Goes on to the next thing that matters.
    pub(super) fn step(&mut self, text: &str) -> Step {
        let bytes = text.as_bytes();
        loop {
            let rest = bytes.get(self.at..).unwrap_or_default();
            if let Some(start) = self.string {
                match memchr3(b'"', b'\\', b'\n', rest) {
                    None => {
                        self.at = bytes.len();
                        return Step::Open;
                    }
                    Some(offset) => {
                        let found = self.at + offset;
                        match bytes.get(found) {
                            Some(b'\\') if found + 1 >= bytes.len() => {
                                self.at = found;
                                return Step::Open;
                            }
                            Some(b'\\') => self.at = found + 2,
                            Some(b'\n') => return Step::Broken(found),
                            Some(_) | None => {
                                self.string = None;
                                self.last = Some((start, found));
                                self.at = found + 1;
                            }
                        }
                    }
                }
                continue;
            }
            let is_structure = |it: &u8| matches!(it, b'"' | b'{' | b'}' | b'[' | b']');
            let Some(offset) = rest.iter().position(is_structure) else {
                self.at = bytes.len();
                return Step::Open;
            };
            let found = self.at + offset;
            self.at = found + 1;
            match bytes.get(found) {
                Some(b'"') => self.string = Some(found + 1),
                Some(b'{' | b'[') => {
                    if let Some(step) = self.open(text, found) {
                        return step;
                    }
                }
                Some(_) | None => {
                    if let Some(step) = self.close(found) {
                        return step;
                    }
                }
            }
        }
    }

    fn open(&mut self, text: &str, at: usize) -> Option<Step> {
        self.depth += 1;
        if let Some(list) = self.list {
            if self.depth == list + 1 {
                self.record = Some(at);
            }
            return None;
        }
        let is_list = text.as_bytes().get(at) == Some(&b'[')
            && (self.depth == 1 || self.depth <= MOST_AROUND && self.is_named(text, at));
        if is_list {
            self.list = Some(self.depth);
            self.last = None;
            return Some(Step::List(at));
        }
        None
    }

    fn close(&mut self, at: usize) -> Option<Step> {
        self.depth = self.depth.saturating_sub(1);
        match self.list {
            Some(list) if self.depth == list => {
                let start = self.record.take().unwrap_or(at);
                return Some(Step::Record(start, at + 1));
            }
            Some(list) if self.depth < list => {
                self.list = None;
                if self.depth > 0 {
                    return Some(Step::End(at));
                }
            }
            Some(_) | None => {}
        }
        (self.depth == 0).then_some(Step::Whole(at + 1))
    }

    /// Whether the bracket at `at` belongs to a member whose list holds records
    fn is_named(&self, text: &str, at: usize) -> bool {
        let Some((start, end)) = self.last else {
            return false;
        };
        let between = text.get(end + 1..at).unwrap_or_default();
        let name = text.get(start..end).unwrap_or_default();
        between.trim() == ":" && LISTS.contains(&name)
    }
}

/// How many brackets may be open around a list of records, itself included
const MOST_AROUND: usize = 4;

/// Whether a JSON object or list starts here; `None` where more text has to tell.
///
/// `[ERROR]` and `[2026-…]` are not: behind the bracket stands what JSON puts there.
pub(super) fn starts(text: &str) -> Option<bool> {
    let mut bytes = text.bytes();
    let first = bytes.next()?;
    if !matches!(first, b'{' | b'[') {
        return Some(false);
    }
    let next = bytes.find(|it| !matches!(it, b' ' | b'\t' | b'\r' | b'\n'))?;
    Some(match first {
        b'{' => matches!(next, b'"' | b'}'),
        _ => matches!(next, b'{' | b'['),
    })
}

#[cfg(test)]
mod tests {
    use alloc::string::{String, ToString};
    use alloc::vec::Vec;

    use super::*;

    /// The records of a text, as they are written
    fn records(text: &str) -> Vec<String> {
        let mut splitter = Splitter::new(0);
        let mut found = Vec::new();
        loop {
            match splitter.step(text) {
                Step::Record(start, end) => found.push(text[start..end].to_string()),
                Step::List(_) | Step::End(_) => {}
                Step::Whole(end) => {
                    assert_eq!(end, text.trim_end().len());
                    return found;
                }
                step @ (Step::Open | Step::Broken(_)) => panic!("{step:?}"),
            }
        }
    }

    #[test]
    fn records_of_lists_are_taken_apart() {
        assert_eq!(
            records(r#"{"Records": [{"a": [1, {"b": "]}"}]}, {"c": "\"\\"}], "x": {}}"#),
            [r#"{"a": [1, {"b": "]}"}]}"#, r#"{"c": "\"\\"}"#]
        );
        assert_eq!(records(r#"[{"a":1},[2]]"#), [r#"{"a":1}"#, "[2]"]);
        assert_eq!(
            records(r#"{"ResultSet":{"Rows":[{"Data":[]}],"Meta":[{"x":1}]}}"#),
            [r#"{"Data":[]}"#]
        );
        assert_eq!(records(r#"{"resources":[{"a":1}]}"#), [""; 0]);
        // A text that only looks like a member's name is none.
        assert_eq!(records(r#"{"a":"Records","b":[{"x":1}]}"#), [""; 0]);
    }

    #[test]
    fn a_cut_anywhere_changes_nothing() {
        let text = r#"{"Records":[{"a":"x\"y","b":[{"c":"}"}]},{"d":"\\"}]}"#;
        for cut in 1..text.len() {
            let mut splitter = Splitter::new(0);
            let mut count = 0;
            let mut given = &text[..cut];
            loop {
                match splitter.step(given) {
                    Step::Record(..) => count += 1,
                    Step::List(_) | Step::End(_) => {}
                    Step::Open => {
                        assert_ne!(given.len(), text.len(), "{cut}");
                        given = text;
                    }
                    Step::Whole(end) => {
                        assert_eq!(end, text.len());
                        break;
                    }
                    step @ Step::Broken(_) => panic!("{step:?}"),
                }
            }
            assert_eq!(count, 2, "{cut}");
        }
    }

    #[test]
    fn a_line_of_a_log_is_no_json() {
        for line in [
            "[ERROR] x",
            "[2026-11-20]",
            "{ $metadata",
            "[]",
            "x",
            "{name: 1}",
        ] {
            assert_eq!(starts(line), Some(false), "{line}");
        }
        for text in ["{\"a\":1}", "{}", "[{", "[\n  {", "{ \n\"a\""] {
            assert_eq!(starts(text), Some(true), "{text}");
        }
        assert_eq!(starts("{"), None);
        assert_eq!(starts(""), None);
    }
}
