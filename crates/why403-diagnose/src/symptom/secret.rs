//! Secrets in a text, hidden before anything else reads it: signatures, tokens, secret keys, what
//! was signed, and access key ids but for their last four characters.
//!
//! Secrets are found by the label before them, or by their own form. Costs time linear in the text.

use alloc::format;
use alloc::string::String;

/// What stands in place of a secret
const HIDDEN: &str = "***";

/// A text with its secrets hidden; everything else stays where it is.
///
/// Of an access key id the last four characters stay, behind as many stars as it had others: what
/// reads it later knows it for one.
pub(crate) fn hidden(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut from = 0;
    while let Some(secret) = next(text, from) {
        shown.push_str(text.get(from..secret.start).unwrap_or_default());
        shown.push_str(&secret.shown);
        from = secret.end;
    }
    shown.push_str(text.get(from..).unwrap_or_default());
    shown
}

/// How far a labelled secret reaches
#[derive(Clone, Copy)]
enum Extent {
    /// One value: up to white space, a quote or what parts values
    Value,
    /// The same, which may stand on the next line
    Below,
    /// An access key id
    KeyId,
    /// The value of a header, of which version 4 says the scope and signs by label
    Header,
    /// Several lines: up to the end of an element, a quoted text, or the next line of a log
    Lines,
}

/// Labels in lower case without hyphens, underscores, full stops and spaces; a label counts at the end of a longer
/// name too, unless it has to be a word.
#[rustfmt::skip] // One label a row, in columns.
static LABELS: &[(&str, IsWord, Extent)] = &[
    ("signature",             IsWord::No,  Extent::Below),
    ("signatureprovided",     IsWord::No,  Extent::Value),
    ("securitytoken",         IsWord::No,  Extent::Value),
    ("sessiontoken",          IsWord::No,  Extent::Value),
    // Codes end with the word: `ExpiredToken: The provided token has expired.`
    ("token",                 IsWord::Yes, Extent::Value),
    // Encoded, and of no use but to who may decode it
    ("encodedauthorizationfailuremessage", IsWord::No, Extent::Value),
    ("token0",                IsWord::Yes, Extent::Value),
    ("authorizationtoken",    IsWord::No,  Extent::Value),
    ("webidentitytoken",      IsWord::No,  Extent::Value),
    ("samlassertion",         IsWord::No,  Extent::Value),
    ("secretaccesskey",       IsWord::No,  Extent::Value),
    ("secretkey",             IsWord::No,  Extent::Value),
    ("secret",                IsWord::Yes, Extent::Value),
    ("password",              IsWord::No,  Extent::Value),
    ("customerkey",           IsWord::No,  Extent::Value),
    ("accesskeyid",           IsWord::No,  Extent::KeyId),
    ("accesskey",             IsWord::No,  Extent::KeyId),
    ("credential",            IsWord::Yes, Extent::KeyId),
    ("authorization",         IsWord::No,  Extent::Header),
    ("stringtosign",          IsWord::No,  Extent::Lines),
    ("stringtosignbytes",     IsWord::No,  Extent::Lines),
    ("canonicalrequest",      IsWord::No,  Extent::Lines),
    ("canonicalrequestbytes", IsWord::No,  Extent::Lines),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum IsWord {
    Yes,
    No,
}

/// What access key ids start with; source: IAM User Guide, "IAM identifiers"
const KEY_IDS: &[&str] = &["AKIA", "ASIA"];
/// What tokens start with: those of AWS STS, and JSON Web Tokens
const TOKENS: &[&str] = &[
    "IQoJb3JpZ2lu",
    "FwoGZXIvYXdz",
    "FQoGZXIvYXdz",
    "AQoDYXdz",
    "eyJ",
];
/// What is shorter is no token
const TOKEN: usize = 40;
/// What is shorter is no access key id; source: IAM API Reference, `AccessKey`
const KEY_ID: usize = 16;
/// Quotes and white space between a label and its value, at most
const GAP: usize = 8;

struct Secret {
    start: usize,
    end: usize,
    shown: String,
}

/// The first secret at or behind a place
fn next(text: &str, from: usize) -> Option<Secret> {
    let mut previous = from.checked_sub(1).and_then(|it| text.as_bytes().get(it));
    for (at, byte) in text.as_bytes().iter().enumerate().skip(from) {
        let is_start = !previous.is_some_and(u8::is_ascii_alphanumeric);
        previous = Some(byte);
        if is_start
            && byte.is_ascii_alphabetic()
            && let Some(secret) = by_form(text, at)
        {
            return Some(secret);
        }
        if let Some((start, name)) = closing_tag(text, from, at) {
            // What stands behind it is no value of it.
            match unopened(text, from, start, name) {
                Some(secret) => return Some(secret),
                None => continue,
            }
        }
        if let Some(width) = separator(text, at)
            && let Some(extent) = label(text.get(..at).unwrap_or_default())
            && let Some(secret) = value(text, at + width, extent)
        {
            return Some(secret);
        }
    }
    None
}

/// Bytes of what parts a label from its value: `=`, `:`, `>`, and the same encoded; a quote behind
/// a space does so in SQL
fn separator(text: &str, at: usize) -> Option<usize> {
    const ENCODED: &[&str] = &["%3D", "%3d", "%3A", "%3a", "\\u003d", "\\u003D"];
    match text.as_bytes().get(at)? {
        b'=' | b':' | b'>' => Some(1),
        b'%' | b'\\' => {
            let rest = text.get(at..)?;
            let found = ENCODED.iter().find(|it| rest.starts_with(**it))?;
            Some(found.len())
        }
        b'\'' => {
            let before = text.as_bytes().get(at.checked_sub(1)?)?;
            (*before == b' ').then_some(1)
        }
        _ => None,
    }
}

/// Where the closing tag starts that ends at a place, and its name
fn closing_tag(text: &str, from: usize, at: usize) -> Option<(usize, &str)> {
    let before = text.get(from..at)?;
    if text.as_bytes().get(at) != Some(&b'>') {
        return None;
    }
    let mut tail = before.bytes().rev().take(LONGEST_TAG);
    let start = at.checked_sub(tail.position(|it| it == b'<')? + 1)?;
    let name = text.get(start..at)?.strip_prefix("</")?;
    Some((start, name))
}

/// What stands before the closing tag of an element that was cut off in front
fn unopened(text: &str, from: usize, start: usize, name: &str) -> Option<Secret> {
    let is_signed = matches!(label(name), Some(Extent::Lines));
    // The content of an element that was opened is hidden already, or empty.
    let content = text.get(from..start)?;
    (is_signed && !content.is_empty() && !content.ends_with('>')).then(|| Secret {
        start: from,
        end: start,
        shown: String::from(HIDDEN),
    })
}

/// Bytes of the longest closing tag that is looked for
const LONGEST_TAG: usize = 32;

/// The label that a text ends with
fn label(before: &str) -> Option<Extent> {
    let quotes = before.bytes().rev().take(GAP);
    let gap = quotes.take_while(|it| b" \"'\\`".contains(it)).count();
    let before = before.get(..before.len().checked_sub(gap)?)?;
    LABELS
        .iter()
        .find(|(label, is_word, _)| ends(before, label, *is_word))
        .map(|(_, _, extent)| *extent)
}

/// Whether a text ends with a label, hyphens, underscores, full stops and spaces of the text
/// left out
fn ends(text: &str, label: &str, is_word: IsWord) -> bool {
    let mut found = text.bytes().rev().take(2 * label.len() + 1).peekable();
    for wanted in label.bytes().rev() {
        while found.next_if(|it| b"-_. ".contains(it)).is_some() {}
        if found.next().map(|it| it.to_ascii_lowercase()) != Some(wanted) {
            return false;
        }
    }
    is_word == IsWord::No || !found.peek().is_some_and(u8::is_ascii_alphanumeric)
}

/// The value behind a separator; `None` where there is none to hide
fn value(text: &str, from: usize, extent: Extent) -> Option<Secret> {
    let rest = text.get(from..)?;
    let is_gap = |it: &u8| match it {
        b' ' | b'\t' | b'"' | b'\'' | b'\\' | b'`' | b':' | b'=' => true,
        b'\r' | b'\n' => matches!(extent, Extent::Below | Extent::Lines),
        _ => false,
    };
    let mut gap = rest.bytes().take(GAP).take_while(is_gap).count();
    // Python's bytes: b'…'
    if ["b'", "b\""]
        .iter()
        .any(|it| rest.get(gap..).is_some_and(|rest| rest.starts_with(it)))
    {
        gap += 2;
    }
    let start = from + gap;
    let quote = rest
        .get(..gap)?
        .chars()
        .rev()
        .find(|it| "\"'`".contains(*it));
    let rest = rest.get(gap..)?;
    let length = match extent {
        Extent::Value | Extent::Below => word(rest),
        Extent::KeyId => {
            let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
            return key_id(text, start, length);
        }
        Extent::Header if rest.starts_with("AWS4-") => return None,
        Extent::Header => rest
            .find(['\n', '<', quote.unwrap_or('"')])
            .unwrap_or(rest.len()),
        Extent::Lines => lines(rest, quote),
    };
    (length > 0).then(|| Secret {
        start,
        end: start + length,
        shown: String::from(HIDDEN),
    })
}

/// Bytes of one value
fn word(text: &str) -> usize {
    let is_end = |it: char| it.is_whitespace() || "\"'`&<>,;)}]|\\".contains(it);
    text.find(is_end).unwrap_or(text.len())
}

/// Bytes of a value of several lines
fn lines(text: &str, quote: Option<char>) -> usize {
    let text = start(text, LONGEST_SIGNED);
    // A log's next line starts with its date.
    let is_date = |rest: &str| {
        let date = rest.bytes().take(11).map(|it| match it {
            b'0'..=b'9' => b'0',
            other => other,
        });
        date.eq(*b"0000-00-00 ")
    };
    if let Some(quote) = quote {
        return text.find(quote).unwrap_or(text.len());
    }
    let mut ends = text.match_indices(['<', '\n', ' ']);
    let end = ends.find(|(at, it)| *it == "<" || text.get(at + 1..).is_some_and(is_date));
    end.map_or(text.len(), |(at, _)| at)
}

/// Bytes of what is signed that are hidden, at most: the rest of a log is not taken for it
const LONGEST_SIGNED: usize = 8_192;

/// The first bytes of a text, cut between characters
fn start(text: &str, bytes: usize) -> &str {
    let mut end = text.len().min(bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// A secret that shows itself by its form
fn by_form(text: &str, at: usize) -> Option<Secret> {
    let rest = text.get(at..)?;
    if KEY_IDS.iter().any(|it| rest.starts_with(it)) {
        let is_part = |it: &u8| it.is_ascii_uppercase() || it.is_ascii_digit();
        return key_id(text, at, rest.bytes().take_while(is_part).count());
    }
    if TOKENS.iter().any(|it| rest.starts_with(it)) {
        let is_part = |it: &u8| it.is_ascii_alphanumeric() || b"+/=%._-".contains(it);
        let length = rest.bytes().take_while(is_part).count();
        return (length >= TOKEN).then(|| Secret {
            start: at,
            end: at + length,
            shown: String::from(HIDDEN),
        });
    }
    None
}

/// An access key id, of which the last four characters stay
fn key_id(text: &str, start: usize, length: usize) -> Option<Secret> {
    let last = (length >= KEY_ID).then(|| length - 4)?;
    let four = text.get(start + last..start + length)?;
    Some(Secret {
        start,
        end: start + length,
        shown: format!("{}{four}", "*".repeat(last)),
    })
}

#[cfg(test)]
mod tests;
