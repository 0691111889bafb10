//! One policy value against one request value, before negation: IAM C.2

use std::cmp::Ordering;

use super::address::{Address, Network};
use super::date;
use super::decimal::Decimal;
use super::glob::{self, Colons, Token};

/// What one policy value says about one request value
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    Match,
    NoMatch,
    /// The request's value cannot be converted, and the operator is then false either way.
    BadFound,
    /// The policy's value cannot be converted, and the statement's effect then decides.
    BadWanted,
}

use Comparison::{BadFound, BadWanted, Match, NoMatch};

/// A policy value: as written, and expanded
pub(super) struct Wanted<'a> {
    /// As written, for operators without variables
    pub text: &'a str,
    /// With its variables replaced; none if one has no value, and then it equals nothing: IAM B.
    pub pattern: Option<Vec<Token>>,
}

impl Wanted<'_> {
    fn plain(&self) -> Option<String> {
        self.pattern.as_deref().map(glob::plain)
    }
}

fn matched(it: bool) -> Comparison {
    if it { Match } else { NoMatch }
}

/// `StringEquals`: code unit by code unit; `*` is an ordinary character.
pub(super) fn equals(wanted: &Wanted, found: &str) -> Comparison {
    matched(wanted.plain().is_some_and(|it| it == found))
}

/// `StringEqualsIgnoreCase`: equality of lower-cased text
pub(super) fn equals_without_case(wanted: &Wanted, found: &str) -> Comparison {
    matched(wanted.plain().is_some_and(|it| lower(&it) == lower(found)))
}

/// Unicode lower-casing, not folding. Observed: supplementary characters keep their case, but
/// they count as letters where the form of a sigma depends on its neighbours.
fn lower(text: &str) -> String {
    let mut lowered = text.to_lowercase().chars().collect::<Vec<_>>().into_iter();
    let mut result = String::new();
    for letter in text.chars() {
        let own = lowered
            .by_ref()
            .take(letter.to_lowercase().count())
            .collect::<String>();
        result.push_str(&if letter > '\u{FFFF}' {
            letter.to_string()
        } else {
            own
        });
    }
    result
}

/// `StringLike`: a glob over the whole text
pub(super) fn like(wanted: &Wanted, found: &str) -> Comparison {
    matched(
        wanted
            .pattern
            .as_ref()
            .is_some_and(|it| glob::matches(it, found, Colons::Free)),
    )
}

/// Numeric…: unconvertible on either side never matches.
pub(super) fn numbers(wanted: &Wanted, found: &str, test: fn(Ordering) -> bool) -> Comparison {
    let both = Decimal::parse(found).zip(Decimal::parse(wanted.text));
    matched(both.is_some_and(|(found, wanted)| test(found.cmp(&wanted))))
}

/// Date…: unconvertible on either side never matches.
pub(super) fn dates(wanted: &Wanted, found: &str, test: fn(Ordering) -> bool) -> Comparison {
    let both = date::milliseconds(found).zip(date::milliseconds(wanted.text));
    matched(both.is_some_and(|(found, wanted)| test(found.cmp(&wanted))))
}

/// Bool: `true` in any case is true; all other text is false. X4: variables are expanded.
pub(super) fn same_truth(wanted: &Wanted, found: &str) -> Comparison {
    let truth = |it: &str| it.eq_ignore_ascii_case("true");
    matched(wanted.plain().is_some_and(|it| truth(&it) == truth(found)))
}

/// `BinaryEquals`: the same bytes. Base64 is read strictly (observed: `YR==` is not `YQ==`), so
/// each byte string has one spelling, and equal bytes are equal text.
pub(super) fn same_bytes(wanted: &Wanted, found: &str) -> Comparison {
    matched(is_base64(found) && found == wanted.text)
}

/// Whether the text is base64 with its padding and without stray bits
fn is_base64(text: &str) -> bool {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits = text.trim_end_matches('=');
    let padding = text.len() - digits.len();
    let last = digits
        .chars()
        .last()
        .and_then(|it| ALPHABET.find(it))
        .unwrap_or(0);
    let stray_bits = match padding {
        0 => 0,
        1 => last % 4,
        2 => last % 16,
        _ => return false,
    };
    text.len().is_multiple_of(4)
        && stray_bits == 0
        && digits.chars().all(|it| ALPHABET.contains(it))
}

/// `IpAddress`: a bad request address is false for `NotIpAddress` too; a bad network matches nothing.
pub(super) fn address_in(wanted: &Wanted, found: &str) -> Comparison {
    match (Address::of_request(found), Network::parse(wanted.text)) {
        (None, _) => BadFound,
        (Some(_), None) => NoMatch,
        (Some(address), Some(network)) => matched(network.contains(address)),
    }
}

/// `ArnLike`: six parts, one by one; a lone `*` matches any ARN.
pub(super) fn arn_like(wanted: &Wanted, found: &str) -> Comparison {
    let found: Vec<&str> = found.splitn(6, ':').collect();
    if found.len() != 6 || found.first() != Some(&"arn") {
        return BadFound;
    }
    let Some(pattern) = &wanted.pattern else {
        return NoMatch;
    };
    if pattern.as_slice() == [Token::Run] {
        return Match;
    }
    let parts: Vec<&[Token]> = pattern
        .splitn(6, |it| *it == Token::Unit(u16::from(b':')))
        .collect();
    let arn = parts
        .first()
        .is_some_and(|it| glob::matches(it, "arn", Colons::Free));
    if parts.len() != 6 || !arn {
        return BadWanted;
    }
    matched(
        parts
            .iter()
            .zip(found)
            .all(|(it, part)| glob::matches(it, part, Colons::Free)),
    )
}
