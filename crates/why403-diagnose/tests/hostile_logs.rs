//! Logs that somebody made to hurt: any bytes, megabytes without an end, quotes and brackets that
//! nobody closes. Nothing panics, and the work grows as the text does.
//!
//! Work is counted in bytes that were looked at, not in time.

use why403_diagnose::symptom::log::{Scan, Scanned};

const MESSAGE: &str = "An error occurred (AccessDenied) when calling the GetObject operation: User: arn:aws:sts::111122223333:assumed-role/r/s is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::b/k\" because no identity-based policy allows the s3:GetObject action";

fn scan(text: &str, piece: usize) -> Scanned {
    let mut scan = Scan::new();
    let mut rest = text;
    while !rest.is_empty() {
        let mut length = rest.len().min(piece);
        while !rest.is_char_boundary(length) {
            length += 1;
        }
        let (given, behind) = rest.split_at(length);
        scan.push(given);
        rest = behind;
    }
    scan.scanned()
}

/// Texts of a length that grows with `n`, each hard in another way
fn hostile(n: usize) -> Vec<(&'static str, String)> {
    let line = |text: &str| format!("{text}\n");
    vec![
        ("brackets that open", "[".repeat(n)),
        ("brackets that open, in lists", "[{".repeat(n / 2)),
        ("objects in objects", "{\"a\":".repeat(n / 5)),
        (
            "lines that start like JSON",
            line("{\"a\": \"").repeat(n / 8),
        ),
        ("lines of one bracket", line("{").repeat(n / 2)),
        ("a bracket and white space", format!("{{{}", " ".repeat(n))),
        (
            "a quote that nobody closes",
            format!(
                "{{\"Records\":[{{\"a\":\"{}",
                "AccessDenied ".repeat(n / 13)
            ),
        ),
        (
            "lists in an envelope",
            format!("{{{}", "\"events\":[{\"a\":1}],".repeat(n / 19)),
        ),
        (
            "a record without an end",
            format!(
                "{{\"Records\":[{{{}",
                "\"errorCode\":\"AccessDenied\",".repeat(n / 27)
            ),
        ),
        ("backslashes", format!("{{\"a\":\"{}", "\\".repeat(n))),
        ("marks in one line", "403 s3 AccessDenied ".repeat(n / 20)),
        ("marks, a line each", line("s3 403").repeat(n / 7)),
        (
            "numbers that look like a mark",
            "0.403 1403 ".repeat(n / 11),
        ),
        (
            "users without an action",
            line("User: arn:aws:iam::1:user/x").repeat(n / 28),
        ),
        (
            "a message that never ends",
            format!(
                "User: arn:aws:iam::1:user/x is not authorized to perform: s3:GetObject on resource: \"{}",
                "a".repeat(n)
            ),
        ),
        ("codes of colours", "\u{1b}[".repeat(n / 2)),
        (
            "carriage returns and a mark",
            format!("{}AccessDenied", "\r".repeat(n)),
        ),
        (
            "lines that go on",
            format!("AccessDenied\n{}", line(" x").repeat(n / 3)),
        ),
        (
            "columns and quotes",
            format!("@message,@log\n{}", "\"\"\",".repeat(n / 4)),
        ),
        (
            "columns and one quote",
            format!("@message,@log\n\"{}", line("AccessDenied,x").repeat(n / 15)),
        ),
        (
            "structures of a query",
            format!(
                "eventname,eventsource,errorcode,useridentity\nGetObject,s3.amazonaws.com,AccessDenied,\"{}\"\n",
                "{a={b=,".repeat(n / 7)
            ),
        ),
        (
            "records as text in text",
            format!(
                "{{\"message\":\"{{\\\"message\\\":\\\"{}AccessDenied\"}}",
                "\\\\".repeat(n / 2)
            ),
        ),
        ("nothing but zeros", "\0".repeat(n)),
        ("characters of four bytes", "😀".repeat(n / 4)),
        ("times", "2026-11-20T09:15:00Z ".repeat(n / 21)),
    ]
}

#[test]
fn work_grows_as_the_text_does() {
    let (small, large) = (1 << 17, 1 << 20);
    let work = |text: &str| scan(text, 1 << 16).tally.visited;
    for ((name, short), (_, long)) in hostile(small).into_iter().zip(hostile(large)) {
        // Every byte is looked at by the search for marks, for structure, by the reader of a
        // record, and as a line where it was none.
        let most = 12 * long.len() as u64;
        assert!(
            work(&long) <= most,
            "{name}: {} of {}",
            work(&long),
            long.len()
        );
        let each = |work: u64, length: usize| work / (length as u64 / 1024).max(1);
        let (before, after) = (
            each(work(&short), short.len()),
            each(work(&long), long.len()),
        );
        assert!(
            after <= before + before / 2 + 1024,
            "{name}: {before} to {after} a KiB"
        );
    }
}

#[test]
fn pieces_of_any_size_come_to_the_same() {
    for (name, text) in hostile(1 << 12) {
        let text = format!("{MESSAGE}\n{text}\n{MESSAGE}\n");
        let whole = scan(&text, text.len()).groups;
        for piece in [1, 7, 1000] {
            assert_eq!(
                scan(&text, piece).groups,
                whole,
                "{name}, pieces of {piece}"
            );
        }
    }
}

#[test]
fn a_denial_is_found_behind_whatever_was_hostile() {
    for (name, text) in hostile(1 << 20) {
        // A line break ends what is a line, an empty file's end what is none.
        let mut scan = Scan::new();
        scan.file("hostile");
        scan.push(&text);
        scan.file("good");
        scan.push(MESSAGE);
        let groups = scan.finish();
        let is_it = |it: &&why403_diagnose::symptom::log::Group| {
            it.places
                .iter()
                .any(|it| it.file.as_deref() == Some("good"))
        };
        let found = groups.iter().find(is_it);
        let action = found.and_then(|it| it.symptom.action.as_deref());
        assert_eq!(action, Some("s3:GetObject"), "{name}");
    }
}

#[test]
fn a_record_that_is_too_long_hides_no_other() {
    let record = |key: &str, more: &str| {
        format!(
            "{{\"eventVersion\":\"1.11\",\"eventSource\":\"s3.amazonaws.com\",\"eventName\":\"GetObject\",\"errorCode\":\"AccessDenied\",\"requestParameters\":{{\"bucketName\":\"b\",\"key\":\"{key}\"}},\"more\":\"{more}\"}}"
        )
    };
    let long = "x".repeat(3 << 20);
    let text = format!(
        "{{\"Records\":[{},{},{}]}}",
        record("a", ""),
        record("long", &long),
        record("c", "")
    );
    let found = scan(&text, 1 << 16);
    let resources: Vec<&str> = found
        .groups
        .iter()
        .flat_map(|it| it.resources.iter().map(String::as_str))
        .collect();
    assert_eq!(resources, ["arn:aws:s3:::b/a", "arn:aws:s3:::b/c"]);
    assert_eq!(found.tally.cut, 1);
    assert_eq!(found.tally.bytes, text.len() as u64);
}

#[test]
fn more_causes_than_are_kept_are_counted() {
    let mut scan = Scan::new();
    for number in 0..1_500 {
        let role = format!("assumed-role/r{number}/");
        scan.push(&MESSAGE.replace("assumed-role/r/", &role));
        scan.push("\n");
    }
    let found = scan.scanned();
    assert_eq!(found.groups.len(), 1_000);
    assert_eq!(found.tally.beyond, 500);
}

#[test]
fn different_resources_are_counted_up_to_a_bound() {
    let mut scan = Scan::new();
    for number in 0..3_000 {
        scan.push(&MESSAGE.replace("b/k", &format!("b/k{number}")));
        scan.push("\n");
    }
    let groups = scan.finish();
    assert_eq!(groups.len(), 1);
    assert_eq!((groups[0].count, groups[0].distinct), (3_000, 1_024));
    let cases: u64 = groups[0].cases.iter().map(|it| it.1).sum();
    assert_eq!(cases + groups[0].beyond, 3_000);
    assert_eq!(groups[0].resources.len(), 5);
}

#[test]
fn bytes_of_any_kind_never_make_it_panic() {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 8).unwrap()
    };
    let words = [
        "{\"Records\":[",
        "{",
        "}",
        "[",
        "]",
        "\"",
        "\\",
        "\n",
        "\r",
        "\u{1b}[31m",
        "\u{1b}",
        ",",
        ":",
        "403",
        "AccessDenied",
        "@message,@log\n",
        "User: arn:",
        "is not authorized to perform:",
        "\t",
        " ",
        "=",
        "EVENTS\t",
        "{\"message\":\"",
        "2026-11-20T09:15:00",
        "é",
        "\u{feff}",
        "\0",
        "{a=",
        MESSAGE,
        "Caused by: ",
        "\"Data\":[{\"VarCharValue\":\"",
        "1795166100123",
        "[$LATEST]",
        "/aws/lambda/",
    ];
    for _ in 0..3_000 {
        let text: String = (0..random() % 60)
            .map(|_| words[random() % words.len()])
            .collect();
        let whole = scan(&text, usize::MAX);
        let count: u64 = whole.groups.iter().map(|it| it.count).sum();
        assert!(count <= text.len() as u64);
        let bytes: Vec<u8> = (0..random() % 200)
            .map(|_| random().to_le_bytes()[0])
            .collect();
        let _ = scan(&String::from_utf8_lossy(&bytes), 1 + random() % 50);
    }
}

#[test]
fn secrets_of_a_log_come_out_nowhere() {
    let secrets = [
        "AKIAIOSFODNN7CANARY1",
        "canary0123456789abcdef",
        "FwoGZXIvYXdzCANARY",
    ];
    let log = format!(
        "2026-11-20T09:15:00Z DEBUG headers {{'Authorization': 'AWS4-HMAC-SHA256 Credential={}/20261120/eu-west-1/s3/aws4_request, Signature={}', 'X-Amz-Security-Token': '{}'}} status 403 AccessDenied from s3\n2026-11-20T09:15:00Z {MESSAGE}\n",
        secrets[0], secrets[1], secrets[2]
    );
    let found = scan(&log, 100);
    assert!(!found.groups.is_empty());
    let shown = format!("{:?}", found.groups);
    for secret in secrets {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}
