//! Which lines of a log belong together: one entry is a head and the lines that go on with it.
//!
//! Stack traces, XML over lines, boxes of Terraform, messages that a terminal wrapped: what goes
//! on is told by how a line starts, and by what the line before it left open.

use super::time;

/// How a line stands to the one before it
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Start {
    /// It begins an entry of its own
    Head {
        /// Whether it has a time: then a line without one goes on with it
        timed: bool,
    },
    /// It goes on with the entry
    More,
    /// It has nothing that tells: it goes on with an entry that has a time
    Plain,
}

/// Beginnings of lines that go on with what stands before them
#[rustfmt::skip] // One beginning a row.
static MORE: &[&str] = &[
    "at ", "... ", "Caused by", "Suppressed:", "Traceback (most recent", "During handling of",
    "The above exception", "status code:", "request id:", "host id:", "}", "]", ")", "</", "<Error",
    "<Code", "<Message", "<RequestId", "<HostId", "<?xml", "stack backtrace",
    // PowerShell's place of an error
    "At line:", "+ ",
    // Terraform's boxes
    "│", "╵", "|",
];

/// Beginnings of lines that stand on their own, whatever is before them
#[rustfmt::skip] // One beginning a row.
static HEADS: &[&str] = &[
    "START RequestId:", "END RequestId:", "REPORT RequestId:", "INIT_START", "EVENTS\t",
    "SEARCHEDLOGSTREAMS\t", "upload failed:", "download failed:", "copy failed:", "move failed:",
    "delete failed:", "remove_bucket failed:", "make_bucket failed:", "fatal error:",
    "An error occurred (", "A client error (", "[ERROR]", "[WARN", "[INFO]", "[DEBUG]", "ERROR",
    "WARN", "INFO", "DEBUG", "FATAL", "CRITICAL", "Error:", "error:", "╷",
];

/// How a line starts
pub(super) fn start(line: &str) -> Start {
    let line = bare(line);
    let Some(first) = line.bytes().next() else {
        return Start::Plain;
    };
    // A digit, a bracket or the name of a month: the only ways in which a time starts.
    let may_be_time = first.is_ascii_digit() || matches!(first, b'[' | b'(' | b'A'..=b'S');
    if let Some(length) = Some(line).filter(|_| may_be_time).and_then(time::leading) {
        let rest = line.get(length..).unwrap_or_default();
        let rest = rest.strip_prefix([' ', '\t']).unwrap_or(rest);
        return if goes_on(bare(rest)) {
            Start::More
        } else {
            Start::Head { timed: true }
        };
    }
    if goes_on(line) {
        Start::More
    } else if first.is_ascii_digit() && is_address(line) {
        Start::Head { timed: false }
    } else if HEADS.iter().any(|it| line.starts_with(it)) {
        // `[ERROR]<tab>2026-…`: the time stands behind the level.
        let behind = line.split_once(['\t', ' ']).map_or("", |(_, rest)| rest);
        let timed = time::leading(behind.trim_start()).is_some();
        Start::Head { timed }
    } else {
        Start::Plain
    }
}

/// Whether the next line is the rest of a message that the text before it left open.
///
/// - `before`: the entry so far; only its end is looked at.
pub(super) fn is_wrapped(before: &str, line: &str) -> bool {
    /// No message is longer, with its ARNs and its key of up to 1,024 bytes
    const LONGEST: usize = 4_096;
    #[rustfmt::skip]
    const PARTS: &[&str] = &[
        "because ", "with an explicit deny", "on resource:", "perform:", "is not authorized",
        "not authorized", "authorized to perform", "to perform:", "allows the ", "explicit deny in",
        "policy allows", "deny in a", "no identity-based", "no resource-based", "no session",
        "no permissions", "no service control", "no VPC endpoint",
    ];
    let mut from = before.len().saturating_sub(LONGEST);
    while !before.is_char_boundary(from) {
        from += 1;
    }
    let end = before.get(from..).unwrap_or_default();
    let Some(message) = end.rfind("User: ").and_then(|at| end.get(at..)) else {
        return false;
    };
    let Some((_, asked)) = message.split_once("perform:") else {
        return true;
    };
    let left_open = |from: &str, ends: &[&str]| {
        let reason = asked.find(from).and_then(|at| asked.get(at + from.len()..));
        reason.is_some_and(|it| !ends.iter().any(|end| it.contains(end)))
    };
    let line = line.trim_start();
    let asked = asked.trim_end();
    asked.ends_with(':')
        || asked.is_empty()
        || asked.ends_with(" on resource")
        || left_open("because", &["action", "setting", "SSE-C", "access"])
        || left_open("with an explicit", &["policy", "boundary"])
        || PARTS.iter().any(|it| line.starts_with(it))
}

/// The line without codes of colours and a byte order mark in front
pub(super) fn bare(line: &str) -> &str {
    let mut rest = line.trim_start_matches('\u{feff}');
    while let Some(behind) = rest.strip_prefix('\u{1b}') {
        let end = behind.find(|it: char| it.is_ascii_alphabetic());
        match end.and_then(|end| behind.get(end + 1..)) {
            Some(behind) => rest = behind,
            None => return "",
        }
    }
    rest
}

/// Whether a line starts with an IPv4 address, as the logs of web servers do
fn is_address(line: &str) -> bool {
    let word = line.split(' ').next().unwrap_or_default();
    word.len() <= 15
        && word.split('.').count() == 4
        && word.bytes().all(|it| it.is_ascii_digit() || it == b'.')
}

fn goes_on(line: &str) -> bool {
    match line.bytes().next() {
        None => false,
        Some(b' ' | b'\t' | 0xc2) => line.starts_with([' ', '\t', '\u{a0}']),
        Some(_) => MORE.iter().any(|it| line.starts_with(it)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beginning_of_a_line_tells_whether_it_goes_on() {
        #[track_caller]
        fn check(line: &str, wanted: Start) {
            assert_eq!(start(line), wanted, "{line}");
        }
        let (timed, untimed) = (Start::Head { timed: true }, Start::Head { timed: false });
        check("2026-11-20 09:15:00,123 ERROR x", timed);
        check("[ERROR]\t2026-11-20T09:15:00.123Z\tid\tx", timed);
        check("[ERROR] ClientError: x", untimed);
        check("\u{1b}[31m2026-11-20 09:15:00 x", timed);
        check("Nov 20 09:15:00 host app[1]: x", timed);
        check(
            "2026-11-20T09:15:00.1234567Z   File \"x.py\", line 3",
            Start::More,
        );
        check(
            "2026-11-20T09:15:00Z Traceback (most recent call last):",
            Start::More,
        );
        check("\tat com.amazonaws.http.AmazonHttpClient", Start::More);
        check("\u{a0}\u{a0}File", Start::More);
        check(
            "Caused by: com.amazonaws.AmazonServiceException",
            Start::More,
        );
        check("</Error>", Start::More);
        check("│   with aws_s3_bucket.b,", Start::More);
        check("botocore.exceptions.ClientError: x", Start::Plain);
        check("upload failed: ./a to s3://b/a", untimed);
        check("", Start::Plain);
        check("\u{1b}[", Start::Plain);
    }

    #[test]
    fn a_message_that_was_wrapped_goes_on() {
        #[track_caller]
        fn check(before: &str, line: &str, wanted: bool) {
            assert_eq!(is_wrapped(before, line), wanted, "{before} / {line}");
        }
        let user = "User: arn:aws:iam::111122223333:user/x";
        check(user, "is not authorized to perform: s3:GetObject", true);
        let asked = "User: arn:aws:iam::111122223333:user/x is not authorized to perform:";
        check(asked, "s3:GetObject on resource: x", true);
        let whole = "User: a is not authorized to perform: s3:GetObject on resource: b";
        check(whole, "because no identity-based policy allows", true);
        check(whole, "the next thing that was logged", false);
        let reason = "User: a is not authorized to perform: s3:GetObject because no session";
        check(reason, "policy allows the s3:GetObject action", true);
        let done = "User: a is not authorized to perform: s3:GetObject because no session policy allows the s3:GetObject action";
        check(done, "the next thing", false);
        check("nothing of it", "because it rains", false);
    }
}
