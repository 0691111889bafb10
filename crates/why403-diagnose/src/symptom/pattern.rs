//! Phrasings of clients as rows of text: `An error occurred ({code}) when calling the {operation}`.
//!
//! A phrasing is literal text with fields in braces. It is looked for in a text on one line, with
//! single spaces; each piece of literal text has to follow the field before it. A field takes what
//! its kind can hold and no more, so that a phrasing costs time linear in the text.
//! `{code=AccessDenied}` is the literal text `AccessDenied`, and tells that it is the code; `{{` is
//! a brace.

use alloc::string::String;
use alloc::vec::Vec;

/// What a phrasing can tell
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Field {
    /// AWS's error code: one word
    Code,
    /// The API operation, in AWS's spelling: one word
    Operation,
    /// What the client calls the operation: text
    Call,
    /// The HTTP method: one word
    Method,
    /// The service as the client names it: one word
    Service,
    /// The HTTP status: digits
    Status,
    /// The request's id: one word
    RequestId,
    /// S3's second id of the request: one word
    HostId,
    /// A Region: one word
    Region,
    /// When it was, in RFC 3339
    Time,
    /// A bucket's name: one word
    Bucket,
    /// An object's key: text
    Key,
    /// What the keys of a listing start with: text
    Prefix,
    /// Bucket and key with a slash between: text
    Path,
    /// A `s3://` URI, or one of Hadoop's: text
    Uri,
    /// Where a copy comes from, a URI or a file: text
    From,
    /// Where a copy goes to, a URI or a file: text
    To,
    /// An `https://` address of a request
    Url,
    /// The resource's ARN
    Arn,
    /// The caller's ARN
    Principal,
    /// The message of the service: text
    Message,
    /// Anything: text that says nothing to us
    Any,
}

#[rustfmt::skip] // One field a row, in columns.
static FIELDS: &[(&str, Field, Kind)] = &[
    ("code",       Field::Code,      Kind::Word),
    ("operation",  Field::Operation, Kind::Word),
    ("call",       Field::Call,      Kind::Text),
    ("method",     Field::Method,    Kind::Word),
    ("service",    Field::Service,   Kind::Word),
    ("status",     Field::Status,    Kind::Digits),
    ("request_id", Field::RequestId, Kind::Word),
    ("host_id",    Field::HostId,    Kind::Word),
    ("region",     Field::Region,    Kind::Word),
    ("time",       Field::Time,      Kind::Address),
    ("bucket",     Field::Bucket,    Kind::Word),
    ("key",        Field::Key,       Kind::Name),
    ("prefix",     Field::Prefix,    Kind::Name),
    ("path",       Field::Path,      Kind::Name),
    ("uri",        Field::Uri,       Kind::Name),
    ("from",       Field::From,      Kind::Name),
    ("to",         Field::To,        Kind::Name),
    ("url",        Field::Url,       Kind::Address),
    ("arn",        Field::Arn,       Kind::Address),
    ("principal",  Field::Principal, Kind::Address),
    ("message",    Field::Message,   Kind::Text),
    ("any",        Field::Any,       Kind::Text),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Letters, digits and what ids are made of
    Word,
    /// Digits only
    Digits,
    /// Up to white space, a quote or an angle bracket
    Address,
    /// Up to the next literal text; where none follows, as an address
    Name,
    /// Up to the next literal text, or to the end
    Text,
}

/// Bytes that a field of text can take; what is longer is no message of a client
const LONGEST: usize = 4_096;
/// Places of a text where one phrasing is tried: each may cost [`LONGEST`] a field
const PLACES: usize = 256;

/// What a phrasing found, each field with its text, in the order of the phrasing
pub(crate) type Found<'t> = Vec<(Field, &'t str)>;

/// Which runs of three bytes a text has: most phrasings are not in a text, and this tells it of all
/// of them after one pass.
pub(crate) struct Runs {
    bits: [u64; 256],
}

impl Runs {
    /// The runs of a text
    pub(crate) fn of(text: &str) -> Self {
        let mut bits = [0; 256];
        for run in text.as_bytes().windows(3) {
            let (word, bit) = place(run);
            if let Some(word) = bits.get_mut(word) {
                *word |= 1_u64 << bit;
            }
        }
        Self { bits }
    }

    /// Whether the text may have a phrasing's first words; where this says no, it has not
    pub(crate) fn may_hold(&self, phrasing: &str) -> bool {
        let mut runs = first_words(phrasing).as_bytes().windows(3);
        runs.all(|run| {
            let (word, bit) = place(run);
            self.bits.get(word).is_some_and(|it| it >> bit & 1 == 1)
        })
    }
}

/// Where a run is marked: a word of [`Runs`] and its bit; runs may share a place
fn place(run: &[u8]) -> (usize, usize) {
    let hash = run
        .iter()
        .fold(0_usize, |sum, it| sum * 31 + usize::from(*it));
    (hash >> 6 & 255, hash & 63)
}

fn first_words(phrasing: &str) -> &str {
    phrasing.split('{').next().unwrap_or_default()
}

/// Looks for a phrasing in a text; the first place where all of it stands counts.
///
/// - `text`: on one line, with single spaces.
/// - `None` where the text does not have it, or the phrasing has an unknown field.
pub(crate) fn find<'t>(phrasing: &'t str, text: &'t str) -> Option<Found<'t>> {
    // Most phrasings are not in a text: their first words settle it before they are taken apart.
    if !text.contains(first_words(phrasing)) {
        return None;
    }
    let pieces = pieces(phrasing)?;
    // A phrasing starts with its literal text: what stands before a first field cannot be found.
    let lead = pieces.first()?.literal()?;
    let places = text.match_indices(lead).take(PLACES);
    places
        .map(|(at, _)| text.get(at..).unwrap_or_default())
        .find_map(|from| matched(&pieces, from))
}

#[derive(Clone, Copy, Debug)]
enum Piece<'p> {
    Literal(&'p str),
    /// Literal text that is a field's value
    Constant(Field, &'p str),
    Field(Field, Kind),
}

impl<'p> Piece<'p> {
    fn literal(&self) -> Option<&'p str> {
        match self {
            Self::Literal(text) | Self::Constant(_, text) => Some(text),
            Self::Field(..) => None,
        }
    }
}

fn pieces(phrasing: &str) -> Option<Vec<Piece<'_>>> {
    let mut pieces = Vec::new();
    let mut rest = phrasing;
    while !rest.is_empty() {
        let Some((literal, behind)) = rest.split_once('{') else {
            pieces.push(Piece::Literal(rest));
            break;
        };
        if let Some(behind) = behind.strip_prefix('{') {
            // The first of two braces stands for itself.
            pieces.push(Piece::Literal(rest.get(..=literal.len())?));
            rest = behind;
            continue;
        }
        if !literal.is_empty() {
            pieces.push(Piece::Literal(literal));
        }
        let (name, behind) = behind.split_once('}')?;
        let (name, value) = name.split_once('=').unwrap_or((name, ""));
        let (_, field, kind) = FIELDS.iter().find(|(it, ..)| *it == name)?;
        pieces.push(match value {
            "" => Piece::Field(*field, *kind),
            value => Piece::Constant(*field, value),
        });
        rest = behind;
    }
    Some(pieces)
}

fn matched<'t>(pieces: &[Piece<'t>], text: &'t str) -> Option<Found<'t>> {
    let mut found = Vec::new();
    let mut rest = text;
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Literal(literal) => rest = rest.strip_prefix(literal)?,
            Piece::Constant(field, value) => {
                rest = rest.strip_prefix(value)?;
                found.push((*field, *value));
            }
            Piece::Field(field, kind) => {
                let stop = pieces.get(index + 1).and_then(Piece::literal);
                let length = length(*kind, rest, stop)?;
                let (taken, behind) = rest.split_at_checked(length)?;
                found.push((*field, taken.trim()));
                rest = behind;
            }
        }
    }
    Some(found)
}

/// Bytes that a field takes; `None` where it would be empty or does not end
fn length(kind: Kind, text: &str, stop: Option<&str>) -> Option<usize> {
    let word = |is_end: fn(char) -> bool| {
        let window = start(text, LONGEST);
        let end = window.find(is_end).unwrap_or(window.len());
        // A word ends earlier where the next literal text starts within it.
        let within = match stop {
            Some(stop) => start(text, end + stop.len()).find(stop).unwrap_or(end),
            // What closes a sentence is no part of its last word.
            None => start(text, end)
                .trim_end_matches(['.', ',', ';', ':', ')'])
                .len(),
        };
        let end = within.min(end);
        (end > 0).then_some(end)
    };
    match kind {
        Kind::Digits => word(|it| !it.is_ascii_digit()),
        Kind::Word => word(|it| !(it.is_ascii_alphanumeric() || "._-+/=".contains(it))),
        Kind::Address => word(|it| it.is_whitespace() || "\"'<>`‘’“”".contains(it)),
        Kind::Name | Kind::Text => match (start(text, LONGEST), stop) {
            (window, Some(stop)) => window.find(stop),
            (window, None) if kind == Kind::Text => Some(window.len()),
            (_, None) => length(Kind::Address, text, None),
        },
    }
}

/// The first bytes of a text, cut between characters
fn start(text: &str, bytes: usize) -> &str {
    let mut end = text.len().min(bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// What a phrasing tells, by name
pub(crate) fn told<'t>(found: &Found<'t>, field: Field) -> Option<&'t str> {
    let mut all = found.iter();
    all.find(|(it, text)| *it == field && !text.is_empty())
        .map(|(_, text)| *text)
}

/// Whether a phrasing is one that can be found: it starts with text, and has known fields only
#[cfg(test)]
pub(crate) fn is_sound(phrasing: &str) -> bool {
    pieces(phrasing).is_some_and(|it| it.first().is_some_and(|it| it.literal().is_some()))
}

/// Values of an owned kind, for rows that keep them
pub(crate) fn owned(found: &Found<'_>, field: Field) -> Option<String> {
    told(found, field).map(String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(phrasing: &str, text: &str, wanted: &[(Field, &str)]) {
        let found = find(phrasing, text);
        assert_eq!(found.as_deref(), Some(wanted), "{phrasing}");
    }

    #[test]
    fn fields_take_what_stands_between_the_words() {
        check(
            "An error occurred ({code}) when calling the {operation} operation: {message}",
            "x An error occurred (AccessDenied) when calling the GetObject operation: Access Denied",
            &[
                (Field::Code, "AccessDenied"),
                (Field::Operation, "GetObject"),
                (Field::Message, "Access Denied"),
            ],
        );
        check(
            "upload failed: {any} to s3://{path} An error occurred ({code})",
            "upload failed: ./a b to s3://logs/a b An error occurred (AccessDenied) when",
            &[
                (Field::Any, "./a b"),
                (Field::Path, "logs/a b"),
                (Field::Code, "AccessDenied"),
            ],
        );
        check(
            "StatusCode: {status}, RequestID: {request_id},",
            "StatusCode: 403, RequestID: AB12,",
            &[(Field::Status, "403"), (Field::RequestId, "AB12")],
        );
    }

    #[test]
    fn a_second_place_is_tried_where_the_first_does_not_hold_all() {
        check(
            "error ({code}) in {operation}!",
            "error () in x error (A) in B!",
            &[(Field::Code, "A"), (Field::Operation, "B")],
        );
        assert_eq!(find("error ({code})!", "error (A)"), None);
    }

    #[test]
    fn constants_and_braces_are_text() {
        check(
            "{code=AccessDenied}: {message} status code: {status}",
            "x AccessDenied: Access Denied status code: 403, request id",
            &[
                (Field::Code, "AccessDenied"),
                (Field::Message, "Access Denied"),
                (Field::Status, "403"),
            ],
        );
        check(
            "'Error': {{'Code': '{code}'",
            "{'Error': {'Code': 'AccessDenied', ",
            &[(Field::Code, "AccessDenied")],
        );
    }

    #[test]
    fn words_end_where_the_next_text_starts() {
        check(
            "de_{operation}CommandError (",
            "at de_GetObjectCommandError (/var",
            &[(Field::Operation, "GetObject")],
        );
        check(
            "on {url}: {any} x",
            "on https://h/k: 1 x",
            &[(Field::Url, "https://h/k"), (Field::Any, "1")],
        );
        check(
            "at {uri}",
            "at s3://logs/a.txt. Please",
            &[(Field::Uri, "s3://logs/a.txt")],
        );
        assert_eq!(find("id {request_id}, x", "id , x"), None);
    }

    #[test]
    fn a_text_full_of_beginnings_ends() {
        let text = "upload failed: ".repeat(100_000);
        assert_eq!(find("upload failed: {from} to {to} An error", &text), None);
    }

    #[test]
    fn unsound_phrasings_are_known() {
        assert!(is_sound("a {code}"));
        assert!(!is_sound("{code} a"));
        assert!(!is_sound("a {nothing}"));
        assert!(!is_sound("a {code"));
        assert!(is_sound("{code=AccessDenied}: {message}"));
    }
}
