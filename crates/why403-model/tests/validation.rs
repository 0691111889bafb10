//! The validator against recorded answers of real AWS, against fixtures, and against nonsense.
//!
//! `fixtures/observed/validation.jsonl` has documents that AWS kept or refused; a finding that is
//! `refused`, or a problem of parsing, has to be there exactly where AWS refused. In
//! `fixtures/validation` each file is one document with all its findings in order; there every
//! code occurs at least once, and `docs/validation.md` has a row for each.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;
use why403_model::arn::Arn;
use why403_model::policy::{Finding, PolicyKind, Severity, parse, validate};

datatest_stable::harness! {
    { test = recordings_agree, root = "../../fixtures/observed", pattern = r"validation\.jsonl$" },
    { test = fixture, root = "../../fixtures/validation", pattern = r"\.toml$" },
    { test = nonsense_is_survived, root = "../../fixtures/validation", pattern = r"\.toml$" },
    { test = every_code_has_a_row_and_a_fixture, root = "../../docs", pattern = r"^validation\.md$" },
}

type Outcome = Result<(), Box<dyn Error>>;

#[rustfmt::skip] // One kind a row, in columns.
const KINDS: &[(&str, PolicyKind)] = &[
    ("identity-managed", PolicyKind::IdentityManaged),
    ("identity-inline",  PolicyKind::IdentityInline),
    ("boundary",         PolicyKind::Boundary),
    ("session",          PolicyKind::Session),
    ("trust",            PolicyKind::Trust),
    ("bucket-policy",    PolicyKind::Bucket),
    ("access-point",     PolicyKind::AccessPoint),
    ("key",              PolicyKind::Key),
    ("queue",            PolicyKind::Queue),
    ("topic",            PolicyKind::Topic),
    ("function",         PolicyKind::Function),
    ("resource",         PolicyKind::Resource),
    ("endpoint",         PolicyKind::Endpoint),
    ("scp",              PolicyKind::Scp),
    ("rcp",              PolicyKind::Rcp),
];

fn kind(name: &str) -> PolicyKind {
    KINDS
        .iter()
        .find(|it| it.0 == name)
        .unwrap_or_else(|| panic!("no kind `{name}`"))
        .1
}

/// The documents that AWS kept or refused; rows of `SimulateCustomPolicy` have none
fn recordings_agree(path: &Path) -> Outcome {
    /// Where every bucket policy of the recordings was put
    const BUCKET: &str = "arn:aws:s3:::native-public-policy";
    let bucket = Arn::parse(BUCKET)?;
    let mut compared = 0;
    let mut differing = Vec::new();
    for line in fs::read_to_string(path)?
        .lines()
        .filter(|it| !it.trim().is_empty())
    {
        let row: Value = serde_json::from_str(line)?;
        let name = row["policyType"].as_str().unwrap_or_default();
        if name == "simulate-request" {
            continue;
        }
        let of = (name == "bucket-policy").then_some(&bucket);
        let found = findings(&row["policy"].to_string(), kind(name), of);
        let is_refused = found
            .iter()
            .any(|it| it.starts_with("refused") || it.starts_with("unreadable"));
        if is_refused != (row["expect"] == "reject") {
            differing.push(format!(
                "{}: AWS {}, here {found:?}",
                row["id"], row["expect"]
            ));
        }
        compared += 1;
    }
    assert!(differing.is_empty(), "{differing:#?}");
    assert_eq!(compared, 149);
    Ok(())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    note: String,
    source: String,
    #[expect(dead_code, reason = "for readers")]
    evidence: Evidence,
    #[serde(default)]
    #[expect(dead_code, reason = "for readers")]
    vector: Vec<String>,
    kind: String,
    /// What the policy is attached to
    of: Option<String>,
    /// Written so often into the policy's `{pad}`, for documents that are too long
    pad: Option<usize>,
    policy: String,
    /// Severity and code of each finding, by place
    want: Vec<String>,
    /// The text under the span of each finding
    at: Option<Vec<String>>,
    /// The message of each finding
    says: Option<Vec<String>>,
    /// The help of each finding, empty for none
    help: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Evidence {
    Observed,
    Documented,
    Inferred,
}

impl Case {
    fn read(path: &Path) -> Result<Self, Box<dyn Error>> {
        let mut case: Self = toml::from_str(&fs::read_to_string(path)?)?;
        if let Some(pad) = case.pad {
            case.policy = case.policy.replace("{pad}", &"x".repeat(pad));
        }
        Ok(case)
    }

    fn of(&self) -> Result<Option<Arn>, Box<dyn Error>> {
        Ok(self.of.as_deref().map(Arn::parse).transpose()?)
    }
}

fn fixture(path: &Path) -> Outcome {
    let case = Case::read(path)?;
    let of = case.of()?;
    let told = format!("{}\nsource: {}", case.note, case.source);
    assert_eq!(
        findings(&case.policy, kind(&case.kind), of.as_ref()),
        case.want,
        "{told}"
    );
    let parsed = parse(&case.policy);
    let Some(policy) = parsed.policy.filter(|_| parsed.problems.is_empty()) else {
        return Ok(());
    };
    let found = validate(&policy, &case.policy, kind(&case.kind), of.as_ref());
    let each = |of: &dyn Fn(&Finding) -> String| found.iter().map(of).collect::<Vec<_>>();
    if let Some(at) = case.at {
        assert_eq!(
            each(&|it| it.at().of(&case.policy).to_string()),
            at,
            "{told}"
        );
    }
    if let Some(says) = case.says {
        assert_eq!(each(&ToString::to_string), says, "{told}");
    }
    if let Some(help) = case.help {
        assert_eq!(each(&|it| it.help().unwrap_or_default()), help, "{told}");
    }
    Ok(())
}

/// Severity and code of each finding; `unreadable` and the code for problems of parsing
fn findings(text: &str, kind: PolicyKind, of: Option<&Arn>) -> Vec<String> {
    match parse(text).sound() {
        Ok(policy) => {
            let found = validate(&policy, text, kind, of);
            found
                .iter()
                .map(|it| format!("{} {}", it.severity().word(), it.code()))
                .collect()
        }
        Err(problems) => problems
            .iter()
            .map(|it| format!("unreadable {}", it.code()))
            .collect(),
    }
}

/// Each document with other words, characters and brackets in it, as every kind of policy
fn nonsense_is_survived(path: &Path) -> Outcome {
    const ROUNDS: u64 = 60;
    let case = Case::read(path)?;
    if case.pad.is_some() {
        return Ok(());
    }
    let of = Arn::parse("arn:aws:s3:::logs")?;
    let mut dice = Dice(case.policy.len() as u64 + 1);
    let mut reviewed = 0;
    for _ in 0..ROUNDS {
        let mut text = case.policy.clone();
        for _ in 0..=dice.below(2) {
            text = mutated(&text, &mut dice);
        }
        let parsed = parse(&text);
        let Some(policy) = &parsed.policy else {
            continue;
        };
        for (_, kind) in KINDS {
            let found = validate(
                policy,
                &text,
                *kind,
                Some(&of).filter(|_| dice.below(2) == 0),
            );
            reviewed += 1;
            assert!(found.is_sorted_by_key(Finding::at), "{text}");
            for it in found {
                assert!(
                    text.get(it.at().range()).is_some_and(|it| !it.is_empty()),
                    "{text}\n{it:?}"
                );
                assert!(it.severity() >= Severity::Note && it.code().starts_with("validate/"));
                for line in [it.to_string(), it.help().unwrap_or_else(|| "none".into())] {
                    assert!(
                        !line.is_empty() && !line.contains(char::is_control),
                        "{text}\n{line}"
                    );
                }
            }
        }
    }
    assert!(reviewed > 0, "no document could be read");
    Ok(())
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

fn every_code_has_a_row_and_a_fixture(path: &Path) -> Outcome {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let mut written = BTreeSet::new();
    for file in fs::read_dir(root.join("src/policy/validate"))? {
        written.extend(codes(&fs::read_to_string(file?.path())?, '"'));
    }
    let documented: BTreeSet<_> = codes(&fs::read_to_string(path)?, '`').into_iter().collect();
    assert_eq!(
        documented, written,
        "docs/validation.md, left, against the code"
    );
    let mut shown = BTreeSet::new();
    for file in fs::read_dir(root.join("../../fixtures/validation"))? {
        let case = Case::read(&file?.path())?;
        shown.extend(
            case.want
                .iter()
                .filter_map(|it| it.split_once(' '))
                .map(|(_, code)| code.to_string()),
        );
    }
    let missing: Vec<_> = written.difference(&shown).collect();
    assert!(missing.is_empty(), "codes without a fixture: {missing:?}");
    Ok(())
}

/// All `validate/…` between these quotes
fn codes(text: &str, quote: char) -> Vec<String> {
    let pieces = text.split(quote).filter(|it| it.starts_with("validate/"));
    let is_code = |it: &&str| {
        it.bytes()
            .all(|it| it.is_ascii_alphanumeric() || b"/-".contains(&it))
    };
    pieces.filter(is_code).map(String::from).collect()
}
