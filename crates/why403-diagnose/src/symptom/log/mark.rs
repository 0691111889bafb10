//! Words that a denial may hold: what is looked for in a log before anything is read.
//!
//! A mark says where to look, never what is there: the readers of symptoms decide that. All marks
//! are looked for in one pass, whatever their number.
//!
//! Source: `spec/symptoms.md` 1.1 to 1.6.

use alloc::vec::Vec;

use aho_corasick::{AhoCorasick, AhoCorasickKind, Input};

/// How much a mark says on its own
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Weight {
    /// A text with it speaks of a refusal
    Strong,
    /// Other programs say it too: a word of AWS has to stand near it
    Weak,
}

use Weight::{Strong, Weak};

#[rustfmt::skip] // One mark a row, in columns; letter case does not count.
static MARKS: &[(&str, Weight)] = &[
    ("accessdenied",                            Strong),
    ("access_denied",                           Strong),
    ("not authorized to perform",               Strong),
    ("unauthorizedoperation",                   Strong),
    ("unauthorizedaccess",                      Strong),
    ("invalidobjectstate",                      Strong),
    ("signaturedoesnotmatch",                   Strong),
    ("invalidaccesskeyid",                      Strong),
    ("invalidclienttokenid",                    Strong),
    ("requesttimetooskewed",                    Strong),
    ("expiredtoken",                            Strong),
    ("invalidtoken",                            Strong),
    ("allaccessdisabled",                       Strong),
    ("accountproblem",                          Strong),
    ("invalidpayer",                            Strong),
    ("invalidsecurity",                         Strong),
    ("notsignedup",                             Strong),
    ("missingauthenticationtoken",              Strong),
    ("unrecognizedclientexception",             Strong),
    ("authorizationheadermalformed",            Strong),
    ("accesscontrollistnotsupported",           Strong),
    ("crosslocationloggingprohibited",          Strong),
    ("kms.disabledexception",                   Strong),
    ("kms.notfoundexception",                   Strong),
    ("request has expired",                     Strong),
    ("explicit deny",                           Strong),
    ("not valid for the object's storage class", Strong),
    ("protected by object lock",                Strong),
    ("your access has been denied",             Strong),
    ("do not have sufficient permissions to call", Strong),
    ("unable to validate the following destination", Strong),
    ("you are not allowed to access",           Strong),
    ("anonymous access is forbidden",           Strong),
    ("accessforbidden",                          Strong),
    ("unauthorized_access",                      Strong),
    ("not authorized to assume",                 Strong),
    ("could not be used to assume",              Strong),
    ("cannot be assumed by",                     Strong),
    ("does not have permissions to call",        Strong),
    ("unable to access the artifact",Strong),
    ("insufficient lake formation",              Strong),
    ("could not access model data",              Strong),
    ("unable to verify/create output bucket",    Strong),
    ("exists, but not in account",               Strong),
    ("blocked by cors policy",                   Strong),
    ("object is of storage class",               Strong),
    ("(400) when calling the head",              Strong),
    ("methodnotallowed",                         Strong),
    ("illegallocationconstraint",                Strong),
    ("invalidbucketaclwithobjectownership",      Strong),
    ("kmsinvalidstateexception",                 Strong),
    ("regiondisabledexception",                  Strong),
    ("invalididentitytoken",                     Strong),
    ("invalid credentials(host",                 Strong),
    ("no basic auth credentials",                Strong),
    ("authorization token has expired",          Strong),
    ("retrieving token from sso",                Strong),
    ("sso session associated",                   Strong),
    ("unable to locate credentials",             Strong),
    ("unable to load credentials",               Strong),
    ("unable to load aws credentials",           Strong),
    ("unable to get iam security credentials",   Strong),
    ("error retrieving credentials",             Strong),
    ("no valid credential sources",              Strong),
    ("partial credentials",                      Strong),
    ("nocredential",                             Strong),
    ("noauthwithaws",                            Strong),
    ("missingcredentials",                       Strong),
    ("credentialsnotloaded",                     Strong),
    ("credentialsprovidererror",                 Strong),
    ("credentialserror",                         Strong),
    ("user: arn:",                              Weak),
    ("access denied",                           Weak),
    ("access to bucket",                        Weak),
    ("security token",                          Weak),
    ("permission denied",                       Weak),
    ("forbidden",                               Weak),
    ("unauthorized",                            Weak),
    ("403",                                     Weak),
];

/// Words of AWS: near one of these a weak mark counts
static HINTS: &[&str] = &[
    "s3",
    "aws",
    "amazon",
    "bucket",
    "x-amz",
    "kms",
    "arn:",
    "sts:",
    "boto",
    "headobject",
    "getobject",
    "putobject",
    "request id",
    "requestid",
    "hostid",
    "host id",
];

/// All marks, ready to be looked for
pub(super) struct Marks {
    /// `None` only if it could not be built: then everything counts as marked
    marks: Option<AhoCorasick>,
    hints: Option<AhoCorasick>,
}

impl Marks {
    pub(super) fn new() -> Self {
        let texts: Vec<&str> = MARKS.iter().map(|(text, _)| *text).collect();
        Self {
            marks: automaton(&texts),
            hints: automaton(HINTS),
        }
    }

    /// The byte behind the first mark that starts at or behind `from`
    pub(super) fn find(&self, text: &str, from: usize) -> Option<usize> {
        let Some(marks) = &self.marks else {
            return (from < text.len()).then_some(text.len());
        };
        let mut from = from;
        loop {
            let found = marks.find(Input::new(text).range(from..))?;
            if stands_alone(text.as_bytes(), found.start(), found.end()) {
                return Some(found.end());
            }
            from = found.end();
        }
    }

    /// Whether a text speaks of a refusal by AWS.
    ///
    /// - `around`: the entry that the text is of; a word of AWS anywhere in it lets weak marks
    ///   count.
    pub(super) fn speaks(&self, text: &str, around: &str) -> bool {
        let Some(marks) = &self.marks else {
            return true;
        };
        let mut is_weak = false;
        let mut from = 0;
        while let Some(found) = marks.find(Input::new(text).range(from..)) {
            from = found.end();
            if !stands_alone(text.as_bytes(), found.start(), found.end()) {
                continue;
            }
            let row = MARKS.get(found.pattern().as_usize());
            match row.map_or(Strong, |(_, weight)| *weight) {
                Strong => return true,
                Weak => is_weak |= says_status(text, found.start(), found.end()),
            }
        }
        is_weak && self.hints.as_ref().is_none_or(|it| it.is_match(around))
    }
}

fn automaton(texts: &[&str]) -> Option<AhoCorasick> {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .kind(Some(AhoCorasickKind::DFA))
        .build(texts)
        .ok()
}

/// Whether what was found is no piece of a longer number: `403` in `1403` or `0.403` is none.
fn stands_alone(text: &[u8], start: usize, end: usize) -> bool {
    if !text.get(start).is_some_and(u8::is_ascii_digit) {
        return true;
    }
    let before = start.checked_sub(1).and_then(|at| text.get(at));
    let behind = text.get(end);
    let is_joined = |it: Option<&u8>| it.is_some_and(u8::is_ascii_alphanumeric);
    let is_fraction = before == Some(&b'.')
        || behind == Some(&b'.') && text.get(end + 1).is_some_and(u8::is_ascii_digit);
    !is_joined(before) && !is_joined(behind) && !is_fraction
}

/// Whether a number that was found is told as a status; words say what they say.
fn says_status(text: &str, start: usize, end: usize) -> bool {
    const NEAR: usize = 32;
    #[rustfmt::skip]
    const SAY: &[&str] = &[
        "status", "code", "error", "http", "forbidden", "denied", "exception", "fail", "respon",
        "refus", "authoriz",
    ];
    let bytes = text.as_bytes();
    if !bytes.get(start).is_some_and(u8::is_ascii_digit) {
        return true;
    }
    let near = bytes.get(start.saturating_sub(NEAR)..(end + NEAR).min(bytes.len()));
    let near = near.unwrap_or_default().to_ascii_lowercase();
    let has = |word: &&str| near.windows(word.len()).any(|it| it == word.as_bytes());
    SAY.iter().any(has)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, is_marked: bool, speaks: bool) {
        let marks = Marks::new();
        assert_eq!(marks.find(text, 0).is_some(), is_marked, "{text}");
        assert_eq!(marks.speaks(text, text), speaks, "{text}");
    }

    #[test]
    fn a_number_counts_where_it_stands_alone_and_aws_is_near() {
        check("GET /index.html 403 12", true, false);
        check("S3 answered with status 403.", true, true);
        check("processed object 403 of bucket photos", true, false);
        check("bucket: took 0.403 s", false, false);
        check("bucket 1403 s3 4031", false, false);
        check("aws 403.5", false, false);
        check("403", true, false);
        check("aws: 403 Forbidden", true, true);
    }

    #[test]
    fn letter_case_does_not_count() {
        check("ACCESSDENIED", true, true);
        check("Access Denied", true, false);
        check("Access Denied by S3", true, true);
        check("all is well in s3", false, false);
    }
}
