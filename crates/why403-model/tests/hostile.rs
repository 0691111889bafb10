//! Hostile documents: whatever the bytes, reading and reviewing a policy ends, and says so well.
//!
//! Comes in: the documents of `fixtures/validation`, with words, brackets and bytes exchanged by a
//! seeded generator, and documents of a megabyte that would be slow if any part of the review were
//! more than linear in them. No time is measured: what is quadratic here does not end within
//! anybody's patience.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use why403_model::arn::Arn;
use why403_model::policy::{Finding, PolicyError, PolicyKind, parse, validate};
use why403_model::terraform;

const KINDS: &[PolicyKind] = &[
    PolicyKind::IdentityManaged,
    PolicyKind::IdentityInline,
    PolicyKind::Boundary,
    PolicyKind::Session,
    PolicyKind::Trust,
    PolicyKind::Bucket,
    PolicyKind::AccessPoint,
    PolicyKind::Key,
    PolicyKind::Queue,
    PolicyKind::Topic,
    PolicyKind::Function,
    PolicyKind::Resource,
    PolicyKind::Endpoint,
    PolicyKind::Scp,
    PolicyKind::Rcp,
];

const BUCKET: &str = "arn:aws:s3:::logs";
const CASES: usize = 20_000;
const MEGABYTE: usize = 1_000_000;

/// The policies of the fixtures, by file name
fn policies() -> Vec<String> {
    #[derive(serde::Deserialize)]
    struct Case {
        policy: String,
    }
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/validation");
    let mut files: Vec<PathBuf> = Vec::new();
    for family in fs::read_dir(root).unwrap() {
        let family = fs::read_dir(family.unwrap().path()).unwrap();
        files.extend(family.map(|it| it.unwrap().path()));
    }
    files.sort();
    let read = |it: &PathBuf| toml::from_str::<Case>(&fs::read_to_string(it).unwrap()).unwrap();
    files.iter().map(|it| read(it).policy).collect()
}

/// Reads and reviews a document; the number of problems and findings, and whether it was reviewed
fn survive(text: &str, kind: PolicyKind, of: Option<&Arn>) -> (usize, bool) {
    let parsed = parse(text);
    assert!(parsed.problems.is_sorted_by_key(PolicyError::at), "{text}");
    for it in &parsed.problems {
        assert!(text.get(it.at().range()).is_some(), "{it:?}");
        one_line(&it.to_string());
    }
    let Some(policy) = &parsed.policy else {
        assert!(
            !parsed.problems.is_empty(),
            "neither a policy nor a problem"
        );
        return (parsed.problems.len(), false);
    };
    let found = validate(policy, text, kind, of);
    assert!(found.is_sorted_by_key(Finding::at));
    for it in &found {
        let under = text.get(it.at().range());
        assert!(under.is_some_and(|it| !it.is_empty()), "{it:?}");
        one_line(&it.to_string());
        it.help().iter().for_each(|it| one_line(it));
    }
    (parsed.problems.len() + found.len(), true)
}

fn one_line(text: &str) {
    assert!(
        !text.is_empty() && !text.contains(char::is_control),
        "{text}"
    );
}

#[test]
fn changed_words_and_brackets_are_survived() {
    let (policies, of) = (policies(), Arn::parse(BUCKET).unwrap());
    let mut dice = Dice(1);
    let mut reviewed = 0;
    for _ in 0..CASES {
        let mut text = policies[dice.below(policies.len())].clone();
        for _ in 0..=dice.below(4) {
            text = mutated(&text, &mut dice);
        }
        let of = Some(&of).filter(|_| dice.below(2) == 0);
        let (_, was_reviewed) = survive(&text, KINDS[dice.below(KINDS.len())], of);
        reviewed += usize::from(was_reviewed);
    }
    assert!(
        reviewed > CASES / 2,
        "only {reviewed} documents could be read"
    );
}

#[test]
fn changed_bytes_are_survived() {
    let policies = policies();
    let mut dice = Dice(2);
    let mut unread = 0;
    for _ in 0..CASES {
        let mut bytes = policies[dice.below(policies.len())].clone().into_bytes();
        for _ in 0..=dice.below(6) {
            let at = dice.below(bytes.len());
            let byte = u8::try_from(dice.below(256)).unwrap();
            match dice.below(4) {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                2 => drop(bytes.drain(..at.min(bytes.len() - 1))),
                _ => bytes.truncate(at + 1),
            }
        }
        // Text comes in as text: bytes that are none are replaced at the rim, as here.
        let text = String::from_utf8_lossy(&bytes);
        let (problems, was_reviewed) = survive(&text, KINDS[dice.below(KINDS.len())], None);
        unread += usize::from(!was_reviewed && problems > 0);
    }
    assert!(unread > 0, "every document could be read");
}

/// Reads a state; whether it is one
fn survive_state(text: &str) -> bool {
    match terraform::read("s", text) {
        Ok(_) => true,
        Err(problem) => {
            one_line(&problem.to_string());
            assert!(!problem.to_string().contains("hunter2"), "{problem}");
            false
        }
    }
}

#[test]
fn changed_states_are_survived_and_keep_their_secrets() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/terraform");
    let files = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    let mut files: Vec<PathBuf> = files.collect();
    files.sort();
    let states: Vec<String> = files
        .iter()
        .map(|it| {
            let case: toml::Table = toml::from_str(&fs::read_to_string(it).unwrap()).unwrap();
            case["state"].as_str().unwrap().to_string()
        })
        .collect();
    let mut dice = Dice(4);
    let (mut read, mut refused) = (0, 0);
    for _ in 0..CASES {
        let mut text = states[dice.below(states.len())].clone();
        for _ in 0..=dice.below(3) {
            text = mutated(&text, &mut dice);
        }
        let is_read = survive_state(&text);
        read += usize::from(is_read);
        refused += usize::from(!is_read);
    }
    assert!(
        read > CASES / 10 && refused > CASES / 10,
        "{read} {refused}"
    );
}

#[test]
fn a_megabyte_of_state_is_read_in_proportion() {
    // Many instances of one resource whose name is long: their number times its length is not kept.
    let name = "x".repeat(MEGABYTE);
    let before = format!(
        r#"{{"version": 4, "resources": [{{"mode": "managed", "type": "aws_s3_bucket", "name":
            "{name}", "provider": "{name}", "instances": ["#
    );
    let piece = r##"{"index_key": "#", "attributes": {"bucket": "b#"}}"##;
    assert!(survive_state(&large(&before, piece, "]}]}")));
    let resource = r#"{"mode": "managed", "type": "aws_kms_key", "name": "k", "provider": "p#",
        "instances": [{"attributes": {"arn": "arn:aws:kms:eu-west-1:111122223333:key/#"}}]}"#;
    let before = r#"{"version": 4, "resources": ["#;
    assert!(survive_state(&large(before, resource, "]}")));
}

/// A document around so many copies of a piece that it has a megabyte; `#` counts the copies
fn large(before: &str, piece: &str, after: &str) -> String {
    let mut text = String::from(before);
    let mut count = 0;
    while text.len() < MEGABYTE {
        if count > 0 {
            text.push(',');
        }
        text.push_str(&piece.replace('#', &count.to_string()));
        count += 1;
    }
    text + after
}

/// A large document that the parser takes
fn sound_in_thorough_kinds(text: &str) {
    let problems = parse(text).problems;
    assert!(problems.is_empty(), "{:?}", problems.first());
    in_thorough_kinds(text);
}

/// An identity policy may name all services, a bucket policy knows its bucket, a trust policy its
/// identity providers
fn in_thorough_kinds(text: &str) {
    for kind in [
        PolicyKind::IdentityManaged,
        PolicyKind::Bucket,
        PolicyKind::Trust,
    ] {
        let (found, _) = survive(text, kind, Some(&Arn::parse(BUCKET).unwrap()));
        // What is told stays in proportion to what was written.
        assert!(found <= text.len(), "{found} findings");
    }
}

#[test]
fn a_megabyte_of_actions_and_resources_is_reviewed() {
    let mut text = large(
        r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": "*", "Action": ["#,
        r#""s3:Get*","s3:ListBucket","kms:Decrypt","s3:Unknown#""#,
        "], ",
    );
    text += &large(
        r#""Resource": ["#,
        r#""arn:aws:s3:::logs#/*","arn:aws:kms:*:1:alias/#""#,
        "]}}",
    );
    sound_in_thorough_kinds(&text);
}

#[test]
fn a_megabyte_of_actions_and_conditions_is_reviewed() {
    let mut text = large(
        r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com"}, "Action": ["#,
        r#""s3:*","s3:GetObject","sts:AssumeRoleWithWebIdentity""#,
        r#"], "Resource": "arn:aws:s3:::logs/*", "#,
    );
    text += &large(
        r#""Condition": {"ForAllValues:StringLike": {"#,
        r#""aws:RequestTag/a#": "${aws:RequestTag/a#}","s3:prefix#": "*""#,
        r"}}}}",
    );
    sound_in_thorough_kinds(&text);
}

#[test]
fn a_megabyte_of_principals_and_conditions_is_reviewed() {
    let mut text = large(
        r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity", "Principal": {"Federated": ["#,
        r#""arn:aws:iam::111122223333:oidc-provider/gitlab.com""#,
        r#"]}, "Resource": "*", "#,
    );
    text += &large(
        r#""Condition": {"StringLike": {"#,
        r#""aws:PrincipalTag/a#": []"#,
        r"}}}}",
    );
    sound_in_thorough_kinds(&text);
}

#[test]
fn a_megabyte_of_statements_is_reviewed() {
    sound_in_thorough_kinds(&large(
        r#"{"Version": "2012-10-17", "Statement": ["#,
        r#"{"Sid": "a", "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"Bool": {"s3:prefix": "${s3:prefix}"}}}"#,
        "]}",
    ));
}

#[test]
fn a_megabyte_in_one_string_is_reviewed() {
    for long in [
        "a",
        "*",
        "?a",
        "a*?",
        "${",
        "${a}",
        "${aws:TagKeys, '",
        ":",
        "/",
        "é",
        "\\u0000",
        "arn:aws:s3:::",
    ] {
        let long = long.repeat(MEGABYTE / long.len() / 7);
        sound_in_thorough_kinds(&format!(
            r#"{{"Version": "2012-10-17", "Statement": {{"Sid": "{long}", "Effect": "Allow", "Principal": {{"AWS": "{long}"}},
                "Action": ["s3:{long}", "s3:GetObject", "s3:ListBucket"], "Resource": "arn:aws:s3:::{long}",
                "Condition": {{"ArnLike": {{"{long}": "arn:aws:s3:::{long}"}}, "IpAddress": {{"aws:SourceIp": "{long}"}}}}}}}}"#
        ));
    }
}

#[test]
fn a_megabyte_of_brackets_and_garbage_is_read() {
    let mut dice = Dice(3);
    let mut garbage = String::new();
    while garbage.len() < MEGABYTE {
        let word = WORDS[dice.below(WORDS.len())];
        let mark = PUNCTUATION[dice.below(PUNCTUATION.len())];
        write!(garbage, "{word}{mark}").unwrap();
    }
    let nested = |piece: &str| piece.repeat(MEGABYTE / piece.len());
    for text in [
        garbage,
        nested("["),
        nested("]"),
        nested("{"),
        nested("{\"Statement\":"),
        nested("[{\"Statement\":["),
        nested("{\"Statement\":{\"Condition\":[],"),
        nested("[,"),
        nested("\""),
        nested("\\"),
        nested("\"\\u"),
        nested("\u{feff}"),
    ] {
        let parsed = parse(&text);
        assert!(!parsed.problems.is_empty() && parsed.problems.len() <= text.len() + 1);
        in_thorough_kinds(&text);
    }
}

/// Xorshift: the same numbers on every machine
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end.max(1) as u64).unwrap()
    }
}

#[rustfmt::skip]
const WORDS: &[&str] = &[
    "", "*", "?", ":", "a:", ":b", "*:*", "s3:*", "s3:GetObject", "s3:List*", "s3:?", "S3:getobject",
    "iam:*", "no-such:Thing", "arn:aws:s3:::b", "arn:aws:s3:::b/*", "arn:aws:s3:::", "arn:", "arn:aws",
    "arn:aws:*", "arn:aws:s3:*", "arn:*:*:*:*:*", "${", "${}", "${*}", "${aws:username}", "${aws:TagKeys, 'x'}",
    "${a,}", "}", "arn:${aws:x}:s3:::b", "Principal", "NotPrincipal", "Action", "NotAction", "Resource",
    "Condition", "AWS", "Service", "Federated", "CanonicalUser", "Allow", "Deny", "2008-10-17", "2012-10-17",
    "111122223333", "arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:user/", "AROA:x",
    "AIDAQAAAAAAAMEZHRHAHY", "Null", "StringEquals", "StringLike", "ForAllValues:StringLike", "IpAddress",
    "ArnLike", "NumericEquals", "BinaryEquals", "DateLessThan", "Bool", "aws:SourceIp", "aws:TagKeys",
    "aws:PrincipalTag/", "s3:prefix", "/", "a/b/c", "::/0", "2001:db8::5/64", "10.0.0.0/8", "1e400", "NaN",
    "\\u0000", "\\n", "\\ud800", "\u{10400}", "é", "日本",
];

const PUNCTUATION: &[char] = &[
    '{',
    '}',
    '[',
    ']',
    '"',
    ':',
    ',',
    '*',
    '$',
    '\\',
    ' ',
    'x',
    '\u{e9}',
    '\u{10400}',
];

/// One string exchanged, or a list or object emptied, or one character exchanged or taken out
fn mutated(text: &str, dice: &mut Dice) -> String {
    let quotes: Vec<usize> = text.match_indices('"').map(|(at, _)| at).collect();
    let pairs = quotes.len() / 2;
    match dice.below(8) {
        0 => {
            let at = dice.below(text.chars().count());
            let with = PUNCTUATION[dice.below(PUNCTUATION.len())];
            text.chars()
                .enumerate()
                .map(|(it, old)| if it == at { with } else { old })
                .collect()
        }
        1 => {
            let at = dice.below(text.chars().count());
            text.chars()
                .enumerate()
                .filter(|(it, _)| *it != at)
                .map(|(_, it)| it)
                .collect()
        }
        2 => {
            let opened: Vec<usize> = text.match_indices(['[', '{']).map(|(at, _)| at).collect();
            let Some(from) = opened.get(dice.below(opened.len())) else {
                return text.into();
            };
            let close = if text[*from..].starts_with('[') {
                ']'
            } else {
                '}'
            };
            match text[*from..].find(close) {
                Some(length) => format!("{}{}", &text[..=*from], &text[from + length..]),
                None => text.into(),
            }
        }
        _ if pairs > 0 => {
            let pair = dice.below(pairs);
            let word = WORDS[dice.below(WORDS.len())];
            format!(
                "{}\"{word}\"{}",
                &text[..quotes[2 * pair]],
                &text[quotes[2 * pair + 1] + 1..]
            )
        }
        _ => text.into(),
    }
}
