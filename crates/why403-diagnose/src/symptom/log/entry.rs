//! One entry of a log, to the denials that it tells of: a message with its stack trace is one.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use why403_model::json;

use super::mark::Marks;
use super::{Around, Event, record, time};
use crate::symptom::record::{Answer, Record, access_log};
use crate::symptom::{self, Source, Symptom};

/// Bytes around a mark that are read: what stands farther away is another matter
const BEFORE: usize = 4_096;
const BEHIND: usize = 8_192;

/// Parts before one that can be of the same denial
const NEAREST: usize = 16;

/// What reading needs
#[derive(Clone, Copy)]
pub(super) struct Tools<'t> {
    pub(super) marks: &'t Marks,
}

/// Reads an entry: its head and the lines that go on with it.
///
/// Every marked line starts a part, up to the next marked line. Parts that can be of one denial
/// are one.
pub(super) fn read(text: &str, around: &Around, tools: Tools<'_>, nested: usize) -> Vec<Event> {
    let text = cleaned(text);
    let mut around = around.clone();
    let text = without_columns(&text, &mut around);
    let first = text.lines().next().unwrap_or_default();
    around.time = around.time.or_else(|| time::within(first));
    around.is_debug = first.contains("DEBUG");
    let mut found: Vec<Event> = Vec::new();
    let mut together: Vec<Symptom> = Vec::new();
    let mut longest = 0;
    for part in parts(text, tools.marks) {
        if !tools.marks.speaks(part, text) {
            continue;
        }
        let line = part.lines().next().unwrap_or_default();
        if let Some(events) = one_line(line, &around, tools, nested) {
            found.extend(events);
        } else if let Ok(symptom) = symptom::read(part) {
            longest = longest.max(part.len());
            // What belongs together stands together: few are compared, so that many cost no more.
            let mut before = together.iter_mut().rev().take(NEAREST);
            match before.find(|it| may_be_same(it, &symptom)) {
                Some(same) => add(same, symptom),
                None => together.push(symptom),
            }
        }
    }
    // One denial: the readers see all of it at once, and with it what stands between the marks.
    if let ([one], true) = (together.as_mut_slice(), longest < text.trim_end().len()) {
        read_whole(text, one);
    }
    found.extend(together.into_iter().map(|it| event(it, &around)));
    found
}

/// Puts what a whole text tells to what a part of it told; a record of AWS is whole already.
pub(super) fn read_whole(text: &str, part: &mut Symptom) {
    let is_record = matches!(part.source, Source::CloudTrail | Source::AccessLog);
    if is_record || text.len() > BEHIND {
        return;
    }
    if let Ok(whole) = symptom::read(text)
        && may_be_same(part, &whole)
    {
        let told = core::mem::replace(part, whole);
        // A time of the log is the line's; the readers of messages do not look for it.
        part.time = told.time.clone().or(part.time.take());
        add(part, told);
    }
}

/// A line that one of the readers of records knows; `None` where it is text
fn one_line(line: &str, around: &Around, tools: Tools<'_>, nested: usize) -> Option<Vec<Event>> {
    if let Some(found) = of_access_log(line, around) {
        return Some(alloc::vec![found]);
    }
    let start = line.find('{')?;
    let object = line.get(start..)?.trim_end();
    if !object.ends_with('}') || nested >= record::DEEPEST {
        return None;
    }
    let read = json::read(object);
    let node = read
        .node
        .filter(|it| read.problems.is_empty() && it.is_object())?;
    // Braces in a sentence are no record: `{}` says nothing.
    let has_words = node.members().len() > 1 || !node.members().is_empty() && start == 0;
    has_words.then(|| {
        let mut around = around.clone();
        around.time = around.time.or_else(|| time::within(line));
        record::read(&node, &around, tools, nested + 1)
    })
}

/// Whether a line has the shape of S3's server access log: owner, bucket, time in brackets
pub(super) fn is_access_log(line: &str) -> bool {
    let mut fields = line.split(' ');
    // Cheap first: a line without a space at this place is none.
    if line.as_bytes().get(64) != Some(&b' ') {
        return false;
    }
    let owner = fields.next().unwrap_or_default();
    let is_owner = owner.len() == 64 && owner.bytes().all(|it| it.is_ascii_alphanumeric());
    let time = fields.nth(1).unwrap_or_default();
    is_owner && time.starts_with('[') && time.contains('/')
}

/// What a line of S3's server access log tells; `None` where it is none
pub(super) fn of_access_log(line: &str, around: &Around) -> Option<Event> {
    let record = access_log::record(line.trim_end()).filter(|_| is_access_log(line))?;
    Some(recorded(record, around))
}

/// What a record tells, as an event
pub(super) fn recorded(found: Record, around: &Around) -> Event {
    Event {
        answer: found.answer,
        ..event(found.symptom, around)
    }
}

pub(super) fn event(mut symptom: Symptom, around: &Around) -> Event {
    if around.is_lambda && symptom.source == Source::Bare {
        symptom.source = Source::LambdaLog;
    }
    let told = symptom.time.as_deref().and_then(time::of_value);
    let time = told.or(around.time);
    if symptom.time.is_none() {
        symptom.time = time.map(time::rfc3339);
    }
    Event {
        symptom,
        answer: Answer::Refused,
        time,
        function: around.function.clone(),
        is_debug: around.is_debug,
    }
}

/// The message of a line of `aws logs filter-log-events --output text`, and what its columns tell:
/// ids, times in milliseconds, the stream; the message's own time stands behind it
fn without_columns<'t>(text: &'t str, around: &mut Around) -> &'t str {
    let Some(mut rest) = text.strip_prefix("EVENTS\t") else {
        return text;
    };
    let last = text.trim_end().rsplit('\t').next().unwrap_or_default();
    around.time = around.time.or_else(|| time::of_value(last));
    while let Some((column, behind)) = rest.split_once('\t') {
        let is_number = column.bytes().all(|it| it.is_ascii_digit());
        let is_stream = column.contains("[$") && !column.contains(' ');
        if !is_number && !is_stream {
            break;
        }
        around.is_lambda |= is_stream;
        around.function = around.function.take().or_else(|| record::function(column));
        rest = behind;
    }
    rest
}

/// The text without codes of colours; what a carriage return overwrites is a line of its own
fn cleaned(text: &str) -> Cow<'_, str> {
    if memchr::memchr2(0x1b, b'\r', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr::memchr2(0x1b, b'\r', rest.as_bytes()) {
        let (before, behind) = rest.split_at_checked(at).unwrap_or((rest, ""));
        clean.push_str(before);
        if let Some(behind) = behind.strip_prefix('\r') {
            if !behind.starts_with('\n') {
                clean.push('\n');
            }
            rest = behind;
        } else {
            rest = after_code(behind.strip_prefix('\u{1b}').unwrap_or_default());
        }
    }
    clean.push_str(rest);
    Cow::Owned(clean)
}

/// What stands behind a code of a terminal; at most 64 bytes are taken for one
fn after_code(text: &str) -> &str {
    let is_end = |(at, byte): &(usize, u8)| match (at, byte) {
        (0, b'[' | b']' | b'(') => false,
        (_, byte) => byte.is_ascii_alphabetic() || matches!(byte, 0x07 | b'~'),
    };
    let end = text.bytes().enumerate().take(64).find(is_end);
    end.and_then(|(at, _)| text.get(at + 1..)).unwrap_or(text)
}

/// The parts of an entry that start with a marked line; the first has what stands before it
fn parts<'t>(text: &'t str, marks: &Marks) -> Vec<&'t str> {
    let line_of = |at: usize| {
        let before = text.get(..at).unwrap_or_default();
        let line = memchr::memrchr(b'\n', before.as_bytes()).map_or(0, |it| it + 1);
        boundary(text, line.max(at.saturating_sub(BEFORE)))
    };
    let mut starts: Vec<usize> = Vec::new();
    let mut from = 0;
    while let Some(mark) = marks.find(text, from) {
        starts.push(line_of(mark).max(from));
        // The rest of its line is of the same part, or a piece of it where the line is long.
        let rest = text.as_bytes().get(mark..).unwrap_or_default();
        let line = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        from = boundary(text, mark + line.min(BEHIND));
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let mut parts = Vec::new();
    for (index, (start, end)) in starts.iter().copied().zip(ends).enumerate() {
        let start = if index == 0 {
            boundary(text, start.saturating_sub(BEFORE))
        } else {
            start
        };
        let end = boundary(text, end.min(start + BEFORE + BEHIND));
        parts.extend(text.get(start..end));
    }
    parts
}

fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Whether two symptoms can be of one request: nothing that both tell differs.
pub(super) fn may_be_same(one: &Symptom, other: &Symptom) -> bool {
    let agree = |of: fn(&Symptom) -> Option<&String>| match (of(one), of(other)) {
        (Some(one), Some(other)) => one.eq_ignore_ascii_case(other),
        _ => true,
    };
    let codes = match (&one.code, &other.code) {
        (Some(one), Some(other)) => one == other || is_vague(one) || is_vague(other),
        _ => true,
    };
    let reasons =
        one.denied_by.is_empty() || other.denied_by.is_empty() || one.denied_by == other.denied_by;
    codes
        && reasons
        && agree(|it| it.principal.as_ref())
        && agree(|it| it.action.as_ref())
        && agree(|it| it.resource.as_ref())
        && agree(|it| it.operation.as_ref())
        && agree(|it| it.policy.as_ref())
        && agree(|it| it.request_id.as_ref())
}

/// Whether a code says no more than that it was refused
fn is_vague(code: &str) -> bool {
    // Services put their own name in front: `S3.AccessDenied`.
    let code = code.rsplit('.').next().unwrap_or(code);
    matches!(
        code,
        "403" | "Forbidden" | "AccessDenied" | "AccessDeniedException"
    )
}

/// Fills what a symptom lacks from another of the same request
pub(super) fn add(into: &mut Symptom, from: Symptom) {
    // AWS's own message says more than what a client makes of it.
    if into.source != Source::AwsMessage && from.source == Source::AwsMessage {
        into.message = from.message;
        into.source = from.source;
    }
    if into.denied_by.is_empty() {
        into.denied_by = from.denied_by;
    }
    let says_more = from.code.as_deref().is_some_and(|it| !is_vague(it));
    if into
        .code
        .as_deref()
        .is_none_or(|it| says_more && is_vague(it))
    {
        into.code = from.code.or(into.code.take());
    }
    into.client = into.client.or(from.client);
    into.status = into.status.or(from.status);
    let fill = |into: &mut Option<String>, from: Option<String>| {
        if into.is_none() {
            *into = from;
        }
    };
    fill(&mut into.principal, from.principal);
    fill(&mut into.action, from.action);
    fill(&mut into.resource, from.resource);
    fill(&mut into.target, from.target);
    fill(&mut into.operation, from.operation);
    fill(&mut into.policy, from.policy);
    fill(&mut into.request_id, from.request_id);
    fill(&mut into.host_id, from.host_id);
    fill(&mut into.region, from.region);
    fill(&mut into.time, from.time);
    fill(&mut into.resource_account, from.resource_account);
    fill(&mut into.access_key, from.access_key);
    if into.context.is_empty() {
        into.context = from.context;
    }
    if into.sent.is_empty() {
        into.sent = from.sent;
    }
    for note in from.notes {
        if !into.notes.contains(&note) {
            into.notes.push(note);
        }
    }
}
