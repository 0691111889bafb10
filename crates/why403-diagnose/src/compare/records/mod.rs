//! Records of requests, those that worked and those that were refused: `CloudTrail` in JSON, S3's
//! server access log.
//!
//! Readers of symptoms pass over what worked; here both count. Of each request only what can be
//! compared is read. What failed for another reason than authorization is on neither side.

mod access_log;
mod cloudtrail;

use alloc::string::String;
use alloc::vec::Vec;

use why403_model::json::{self, Node};
use why403_model::operations::Part;
use why403_model::request::Entry;

use crate::symptom::Symptom;

/// Requests of a log, in its order
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Records {
    /// Those that worked
    pub works: Vec<(Symptom, u64)>,
    /// Those that were refused
    pub fails: Vec<(Symptom, u64)>,
    /// Records that failed for another reason: no such key, throttling, …
    pub others: u64,
}

/// What came of a request
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Came {
    Worked,
    Refused,
    Failed,
}

/// Reads the records of a text; `None` where there is none.
///
/// - One JSON document (a record, a list of them, or `{"Records": […]}`), one JSON document a
///   line, or lines of the access log; lines that are no record are passed over.
/// - Cost: linear in the text.
#[must_use]
pub fn read(text: &str) -> Option<Records> {
    let mut records = Records::default();
    if text.trim_start().starts_with(['{', '[']) {
        let whole = json::read(text);
        let is_whole = whole.problems.is_empty();
        if let (true, Some(node)) = (is_whole, &whole.node) {
            records.add_all(node);
        } else {
            let lines = text.lines().filter(|it| it.starts_with('{'));
            for node in lines.filter_map(|it| json::read(it).node) {
                records.add_all(&node);
            }
        }
    } else {
        for line in text.lines() {
            records.add(access_log::read(line));
        }
    }
    let is_empty = records.works.is_empty() && records.fails.is_empty() && records.others == 0;
    (!is_empty).then_some(records)
}

impl Records {
    fn add(&mut self, read: Option<(Symptom, Came)>) {
        match read {
            Some((symptom, Came::Worked)) => self.works.push((symptom, 1)),
            Some((symptom, Came::Refused)) => self.fails.push((symptom, 1)),
            Some((_, Came::Failed)) => self.others += 1,
            None => {}
        }
    }

    fn add_all(&mut self, node: &Node) {
        let listed = node.get("Records").unwrap_or(node);
        if listed.is_array() {
            for it in listed.elements() {
                self.add(cloudtrail::read(it));
            }
        } else {
            self.add(cloudtrail::read(listed));
        }
    }
}

/// A key with its value, or known to be absent
fn key(name: &str, value: Option<&str>) -> (String, Entry) {
    let entry = match value {
        Some(value) => Entry::One(value.into()),
        None => Entry::Absent,
    };
    (name.into(), entry)
}

/// A header with its value, or known not to be sent
fn header(name: &str, value: Option<&str>) -> (Part, String, Entry) {
    let (name, entry) = key(name, value);
    (Part::Header, name, entry)
}
