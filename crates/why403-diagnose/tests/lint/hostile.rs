//! Documents that nobody would write: exchanged words and bytes, and much of everything.
//!
//! No time is measured: what is quadratic here does not end within anybody's patience.

use std::fmt::Write as _;
use std::path::Path;

use why403_diagnose::lint::lint;
use why403_model::policy::{PolicyKind, parse};

use super::{Case, Outcome};

const CASES: usize = 20_000;

/// Numbers that look random, the same each time (splitmix64)
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut it = self.0;
        it = (it ^ (it >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((it ^ (it >> 31)) >> 1).unwrap() % bound
    }
}

const WORDS: &[&str] = &[
    "\"",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "*",
    "?",
    "${",
    "}",
    "\u{202e}",
    "\\ud800",
    "arn:aws:s3:::",
    "arn:aws:s3:",
    "NotPrincipal",
    "NotAction",
    "NotResource",
    "Deny",
    "Allow",
    "Null",
    "IfExists",
    "ForAllValues:",
    "aws:SourceIp",
    "aws:SourceVpce",
    "aws:MultiFactorAuthPresent",
    "assumed-role/",
    "é",
    "",
];

fn survive(text: &str, kind: PolicyKind) -> usize {
    let found = lint(&parse(text), text, kind, None);
    assert!(found.is_sorted_by_key(|it| it.at));
    for it in &found {
        let under = text.get(it.at.range());
        assert!(under.is_some(), "{it:?} is not in the text");
        let lines = [Some(&it.message), it.help.as_ref()];
        for line in lines.into_iter().flatten() {
            let is_plain = !line.contains(|it: char| it.is_control() || it == '\u{202e}');
            assert!(is_plain && !line.is_empty(), "{line:?}");
        }
    }
    found.len()
}

pub(crate) fn documents_are_survived(_: &Path) -> Outcome {
    let seeds: Vec<String> = Case::all()?.into_iter().map(|it| it.policy).collect();
    let mut numbers = Numbers(403);
    let mut found = 0;
    for _ in 0..CASES {
        let mut text = seeds.get(numbers.below(seeds.len())).unwrap().clone();
        for _ in 0..=numbers.below(4) {
            let mut cut = |text: &str| {
                let mut at = numbers.below(text.len() + 1);
                while !text.is_char_boundary(at) {
                    at -= 1;
                }
                at
            };
            let (a, b) = (cut(&text), cut(&text));
            let (start, end) = (a.min(b), a.max(b).min(a.min(b) + 12));
            let end = (end..=text.len()).find(|it| text.is_char_boundary(*it));
            let word = WORDS.get(numbers.below(WORDS.len())).unwrap();
            text.replace_range(start..end.unwrap(), word);
        }
        let kind = PolicyKind::ALL.get(numbers.below(PolicyKind::ALL.len()));
        found += survive(&text, *kind.unwrap());
    }
    assert!(
        found > CASES,
        "only {found} findings: the documents are not looked at"
    );
    let (under, over) = (large(1), large(10));
    assert!(under.iter().all(|it| (60_000..131_072).contains(&it.len())));
    for text in &under {
        for kind in PolicyKind::ALL {
            survive(text, kind);
        }
    }
    for text in &over {
        survive(text, PolicyKind::Bucket);
    }
    Ok(())
}

/// Documents of about so many times 100 KB, each with much of one thing
fn large(times: usize) -> Vec<String> {
    let mut statements = String::new();
    for index in 0..times * 500 {
        let effect = if index % 2 == 0 { "Allow" } else { "Deny" };
        let _ = write!(
            statements,
            r#"{{"Effect":"{effect}","Principal":{{"AWS":"arn:aws:iam::111122223333:role/r{index}"}},"Action":["s3:Get*{index}","s3:*t{index}*"],"Resource":"arn:aws:s3:::b*{index}/*a*b*c*d"}},"#
        );
    }
    let statements = format!(r#"{{"Statement":[{}]}}"#, statements.trim_end_matches(','));
    let mut values = String::new();
    for index in 0..times * 1_500 {
        let _ = write!(values, r#""*v*{index}*","#);
    }
    let values = values.trim_end_matches(',');
    let tests = format!(
        r#"{{"Statement":[{{"Effect":"Deny","Principal":"*","NotAction":[{values}],"NotResource":[{values}],"Condition":{{"StringEquals":{{"aws:x":[{values}]}},"StringNotLike":{{"aws:x":[{values}],"aws:SourceIp":"a"}},"StringLike":{{"AWS:X":[{values}]}}}}}}]}}"#
    );
    let mut principals = String::new();
    for index in 0..times * 1_800 {
        let _ = write!(
            principals,
            r#""arn:aws:iam::111122223333:role/p/r{index}","#
        );
    }
    let principals = principals.trim_end_matches(',');
    let named = format!(
        r#"{{"Statement":[{{"Effect":"Deny","NotPrincipal":{{"AWS":[{principals}]}},"Action":"s3:*","Resource":"arn:aws:s3:::b/*"}}]}}"#
    );
    let mut operators = String::new();
    for index in 0..times * 2_500 {
        let _ = write!(operators, r#""aws:x{index}":"a","#);
    }
    let operators = operators.trim_end_matches(',');
    let keys = format!(
        r#"{{"Statement":[{{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b/*","Condition":{{"StringNotEquals":{{{operators}}}}}}},{{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*","Condition":{{"ForAllValues:StringNotEquals":{{{operators}}}}}}}]}}"#
    );
    vec![statements, tests, named, keys]
}
