//! The best split of one attribute.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::net::IpAddr;

use why403_model::value::{FourDigits, Instant};

use super::attribute::{ATTRIBUTES, Attribute, Form, Tally, Told};
use super::{Counts, Separation, Split, Test};

/// Values that one test names at most: more of them tell nothing that could be acted on
const VALUES: usize = 4;
/// Levels of a path that are looked at
const LEVELS: usize = 8;

/// The split of an attribute that separates best; `None` where none has enough requests on both
/// sides.
pub(super) fn best(attribute: &Attribute, tally: &Tally) -> Option<Split> {
    let all = tally.all();
    let mut found: Vec<(Test, Counts)> = Vec::new();
    match attribute.form {
        Form::Value => {
            found.extend(single(tally));
            found.extend(failing(tally));
        }
        Form::Path => found.extend(together(tally, prefixes, Test::StartsWith)),
        Form::Address => {
            found.extend(single(tally));
            found.extend(failing(tally));
            found.extend(together(tally, networks, Test::In));
        }
        Form::Order => found.extend(from_on(tally)),
    }
    let order = ATTRIBUTES.iter().position(|it| it.name == attribute.name);
    let splits = found.into_iter().map(|(test, inside)| Split {
        attribute: attribute.name,
        order: order.unwrap_or_default(),
        test,
        inside,
        outside: all.without(inside),
        untold: tally.untold,
    });
    let is_enough = |it: &Split| {
        it.inside.all() >= Separation::ENOUGH && it.outside.all() >= Separation::ENOUGH
    };
    splits.filter(is_enough).min_by_key(Split::rank)
}

/// Each value by itself
fn single(tally: &Tally) -> impl Iterator<Item = (Test, Counts)> {
    let each = tally.told.iter();
    each.map(|(value, counts)| (Test::Is(alloc::vec![value.clone()]), *counts))
}

/// The values that only failures have, where they are few
fn failing(tally: &Tally) -> Option<(Test, Counts)> {
    let only = tally.told.iter().filter(|(_, it)| it.works == 0);
    let only: Vec<(&Told, &Counts)> = only.take(VALUES + 1).collect();
    let is_few = (2..=VALUES).contains(&only.len());
    let sum = only
        .iter()
        .fold(Counts::default(), |sum, (_, it)| sum.and(**it));
    let values = only.iter().map(|(value, _)| (*value).clone()).collect();
    is_few.then_some((Test::Is(values), sum))
}

/// What several values belong to, counted
fn together(
    tally: &Tally,
    of: fn(&str) -> Vec<String>,
    test: fn(String) -> Test,
) -> impl Iterator<Item = (Test, Counts)> {
    let mut sums: BTreeMap<String, Counts> = BTreeMap::new();
    for (value, counts) in &tally.told {
        if let Told::Value(value) = value {
            for it in of(value) {
                let sum = sums.entry(it).or_default();
                *sum = sum.and(*counts);
            }
        }
    }
    sums.into_iter().map(move |(it, counts)| (test(it), counts))
}

/// The folders that a key is in, the outermost first: `a/`, `a/b/`
fn prefixes(key: &str) -> Vec<String> {
    let ends = key.match_indices('/').take(LEVELS);
    ends.filter_map(|(at, slash)| key.get(..at + slash.len()))
        .map(ToString::to_string)
        .collect()
}

/// The networks that an address is in: /24 and /16 of version 4, /64 and /48 of version 6
fn networks(address: &str) -> Vec<String> {
    match address.parse::<IpAddr>() {
        Ok(IpAddr::V4(it)) => {
            let [a, b, c, _] = it.octets();
            alloc::vec![
                alloc::format!("{a}.{b}.{c}.0/24"),
                alloc::format!("{a}.{b}.0.0/16"),
            ]
        }
        Ok(IpAddr::V6(it)) => {
            let [a, b, c, d, ..] = it.segments();
            let network = |last: u16, length: u8| {
                let of = core::net::Ipv6Addr::new(a, b, c, last, 0, 0, 0, 0);
                alloc::format!("{of}/{length}")
            };
            alloc::vec![network(d, 64), network(0, 48)]
        }
        Err(_) => Vec::new(),
    }
}

/// Every value as a border: what comes from there on, and what came before
fn from_on(tally: &Tally) -> Vec<(Test, Counts)> {
    let ordered = tally.told.iter().filter_map(|(told, counts)| {
        let Told::Value(value) = told else {
            return None;
        };
        Some((number(value)?, value, *counts))
    });
    let mut ordered: Vec<(i64, &String, Counts)> = ordered.collect();
    ordered.sort_by_key(|(number, ..)| *number);
    let mut before = Counts::default();
    let mut last = None;
    let mut all = Vec::new();
    let whole = ordered
        .iter()
        .fold(Counts::default(), |sum, it| sum.and(it.2));
    for (number, value, counts) in ordered {
        if last.is_some_and(|last| last != number) {
            all.push((Test::Before(value.clone()), before));
            all.push((Test::From(value.clone()), whole.without(before)));
        }
        last = Some(number);
        before = before.and(counts);
    }
    all
}

/// A value in order: milliseconds of a moment, else a whole number
fn number(value: &str) -> Option<i64> {
    let is_whole = !value.is_empty() && value.bytes().all(|it| it.is_ascii_digit());
    if is_whole {
        return value.parse().ok();
    }
    Instant::parse(value, FourDigits::Year).map(Instant::milliseconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_in_its_folders() {
        assert_eq!(prefixes("a/b/c.csv"), ["a/", "a/b/"]);
        assert_eq!(prefixes("/a"), ["/"]);
        assert!(prefixes("a").is_empty());
        assert!(prefixes("").is_empty());
    }

    #[test]
    fn an_address_is_in_its_networks() {
        assert_eq!(networks("10.1.2.3"), ["10.1.2.0/24", "10.1.0.0/16"]);
        assert_eq!(
            networks("2001:db8:1:2::5"),
            ["2001:db8:1:2::/64", "2001:db8:1::/48"]
        );
        assert!(networks("s3.amazonaws.com").is_empty());
    }
}
