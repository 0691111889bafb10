//! Phrasings of clients as rows of text: `An error occurred ({code}) when calling the {operation}`.
//!
//! A phrasing is literal text with fields in braces. It is looked for in a text on one line, with
//! single spaces; each piece of literal text has to follow the field before it. A field takes what
//! its kind can hold and no more, so that a phrasing costs time linear in the text.

use alloc::string::String;
use alloc::vec::Vec;

/// What a phrasing can tell
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Field {
    /// AWS's error code: one word
    Code,
    /// The API operation: one word
    Operation,
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
    /// A bucket's name: one word
    Bucket,
    /// An object's key: text
    Key,
    /// Bucket and key with a slash between: text
    Path,
    /// A `s3://` URI, or one of Hadoop's: text
    Uri,
    /// An `https://` address of a request: one word
    Url,
    /// The message of the service: text
    Message,
    /// Anything: text that says nothing to us
    Any,
}

#[rustfmt::skip] // One field a row, in columns.
static FIELDS: &[(&str, Field, Kind)] = &[
    ("code",       Field::Code,      Kind::Word),
    ("operation",  Field::Operation, Kind::Word),
    ("service",    Field::Service,   Kind::Word),
    ("status",     Field::Status,    Kind::Digits),
    ("request_id", Field::RequestId, Kind::Word),
    ("host_id",    Field::HostId,    Kind::Word),
    ("region",     Field::Region,    Kind::Word),
    ("bucket",     Field::Bucket,    Kind::Word),
    ("key",        Field::Key,       Kind::Text),
    ("path",       Field::Path,      Kind::Text),
    ("uri",        Field::Uri,       Kind::Text),
    ("url",        Field::Url,       Kind::Address),
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
    /// Up to the next literal text, or to the end
    Text,
}

/// Bytes that a field of text can take; what is longer is no message of a client
const LONGEST: usize = 4_096;

/// What a phrasing found, each field with its text, in the order of the phrasing
pub(crate) type Found<'t> = Vec<(Field, &'t str)>;

/// Looks for a phrasing in a text; the first place where all of it stands counts.
///
/// - `text`: on one line, with single spaces.
/// - `None` where the text does not have it, or the phrasing has an unknown field.
pub(crate) fn find<'t>(phrasing: &str, text: &'t str) -> Option<Found<'t>> {
    let pieces = pieces(phrasing)?;
    let lead = pieces.iter().find_map(|it| match it {
        Piece::Literal(literal) => Some(*literal),
        Piece::Field(..) => None,
    })?;
    // A phrasing starts with its literal text: what stands before a first field cannot be found.
    if !matches!(pieces.first(), Some(Piece::Literal(_))) {
        return None;
    }
    let places = text.match_indices(lead);
    places
        .map(|(at, _)| text.get(at..).unwrap_or_default())
        .find_map(|from| matched(&pieces, from))
}

#[derive(Clone, Copy, Debug)]
enum Piece<'p> {
    Literal(&'p str),
    Field(Field, Kind),
}

fn pieces(phrasing: &str) -> Option<Vec<Piece<'_>>> {
    let mut pieces = Vec::new();
    let mut rest = phrasing;
    while !rest.is_empty() {
        let Some((literal, behind)) = rest.split_once('{') else {
            pieces.push(Piece::Literal(rest));
            break;
        };
        if !literal.is_empty() {
            pieces.push(Piece::Literal(literal));
        }
        let (name, behind) = behind.split_once('}')?;
        let (_, field, kind) = FIELDS.iter().find(|(it, ..)| *it == name)?;
        pieces.push(Piece::Field(*field, *kind));
        rest = behind;
    }
    Some(pieces)
}

fn matched<'t>(pieces: &[Piece<'_>], text: &'t str) -> Option<Found<'t>> {
    let mut found = Vec::new();
    let mut rest = text;
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Literal(literal) => rest = rest.strip_prefix(literal)?,
            Piece::Field(field, kind) => {
                let stop = match pieces.get(index + 1) {
                    Some(Piece::Literal(literal)) => Some(*literal),
                    Some(Piece::Field(..)) | None => None,
                };
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
    let up_to = |is_end: fn(char) -> bool| {
        let end = text.find(is_end).unwrap_or(text.len());
        (end > 0).then_some(end)
    };
    match kind {
        Kind::Digits => up_to(|it| !it.is_ascii_digit()),
        Kind::Word => {
            // A word may hold what the next text starts with: `AccessDenied:`.
            let end = up_to(|it| !(it.is_ascii_alphanumeric() || "._-+/=".contains(it)))?;
            let word = text.get(..end)?;
            let end = match stop.and_then(|it| it.chars().next()) {
                Some('.') => word.trim_end_matches('.').len(),
                Some(_) | None => end,
            };
            (end > 0).then_some(end)
        }
        Kind::Address => up_to(|it| it.is_whitespace() || "\"'<>`".contains(it)),
        Kind::Text => {
            let mut end = text.len().min(LONGEST);
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            let window = text.get(..end)?;
            match stop {
                Some(stop) => window.find(stop),
                None => Some(end),
            }
        }
    }
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
    pieces(phrasing).is_some_and(|it| matches!(it.first(), Some(Piece::Literal(_))))
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
    fn unsound_phrasings_are_known() {
        assert!(is_sound("a {code}"));
        assert!(!is_sound("{code} a"));
        assert!(!is_sound("a {nothing}"));
        assert!(!is_sound("a {code"));
    }
}
