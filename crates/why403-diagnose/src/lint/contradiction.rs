//! Tests of one key that no request passes together: the statement never takes effect.
//!
//! All tests of a statement have to hold, and a key with one value has one value. Source: IAM User
//! Guide, "Conditions with multiple context keys or values".

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use why403_model::pattern::Glob;
use why403_model::policy::{ConditionTest, OperatorName, Statement, Text};
use why403_model::shown::shown;
use why403_model::value::{FourDigits, Instant, Number};

use super::{Review, asks_absence, codes, holds_without_key};

pub(super) fn review(review: &mut Review<'_>, statement: &Statement) {
    let mut by_key: BTreeMap<String, Vec<&ConditionTest>> = BTreeMap::new();
    for test in &statement.conditions {
        let key = test.key.text.to_ascii_lowercase();
        by_key.entry(key).or_default().push(test);
    }
    for tests in by_key.into_values().filter(|it| it.len() > 1) {
        if let Some((first, second)) = clash(review, &tests) {
            let message = format!(
                "no request passes both `{}` and `{}` on `{}`, so the statement does nothing",
                shown(&first.operator_text.text),
                shown(&second.operator_text.text),
                shown(&second.key.text)
            );
            let help = "remove one of the tests, or write two statements: all tests of one statement have to hold";
            review.find(&codes::CONTRADICTION, second.at, message, help);
        }
    }
}

type Clash<'t> = Option<(&'t ConditionTest, &'t ConditionTest)>;

fn clash<'t>(review: &mut Review<'_>, tests: &[&'t ConditionTest]) -> Clash<'t> {
    let mut needing = tests.iter().filter(|it| !holds_without_key(it));
    if let (Some(needing), Some(absent)) = (
        needing.next(),
        tests
            .iter()
            .find(|it| asks_absence(it) && it.values.len() == 1),
    ) {
        return Some(in_order(needing, absent));
    }
    values(review, tests).or_else(|| bounds(tests))
}

fn in_order<'t>(
    a: &'t ConditionTest,
    b: &'t ConditionTest,
) -> (&'t ConditionTest, &'t ConditionTest) {
    if a.at <= b.at { (a, b) } else { (b, a) }
}

/// Whether no value of a list of plain ones passes some other test
fn values<'t>(review: &mut Review<'_>, tests: &[&'t ConditionTest]) -> Clash<'t> {
    let is_list = |it: &&&ConditionTest| {
        it.operator.name == OperatorName::StringEquals
            && it.operator.quantifier.is_none()
            && !it.operator.if_exists
            && !it.values.is_empty()
            && !it.values.iter().any(has_variable)
    };
    let list = tests.iter().find(is_list)?;
    for test in tests.iter().filter(|it| !core::ptr::eq(**it, *list)) {
        if test.operator.quantifier.is_some() || test.values.iter().any(has_variable) {
            continue;
        }
        let lengths = |it: &ConditionTest| it.values.iter().map(|it| it.text.len() + 1).sum();
        let (ours, theirs): (usize, usize) = (lengths(list), lengths(test));
        if !review.spend(ours.saturating_mul(theirs)) {
            return None;
        }
        let none = !list.values.iter().any(|it| passes(test, &it.text));
        if none {
            return Some(in_order(list, test));
        }
    }
    None
}

fn has_variable(value: &Text) -> bool {
    value.text.contains("${")
}

/// Whether a value passes a test, true where this is not asked here
fn passes(test: &ConditionTest, value: &str) -> bool {
    use OperatorName as N;
    let mut wanted = test.values.iter().map(|it| it.text.as_str());
    match test.operator.name {
        N::StringEquals => wanted.any(|it| it == value),
        N::StringNotEquals => !wanted.any(|it| it == value),
        N::StringEqualsIgnoreCase => wanted.any(|it| it.eq_ignore_ascii_case(value)),
        N::StringNotEqualsIgnoreCase => !wanted.any(|it| it.eq_ignore_ascii_case(value)),
        N::StringLike => wanted.any(|it| Glob::from_text(it).matches(value)),
        N::StringNotLike => !wanted.any(|it| Glob::from_text(it).matches(value)),
        _ => true,
    }
}

/// From where to where a value may be; `true`: the bound itself, too
struct Bounds<T> {
    lower: Option<(T, bool)>,
    upper: Option<(T, bool)>,
}

fn bounds<'t>(tests: &[&'t ConditionTest]) -> Clash<'t> {
    use OperatorName as N;
    let number = |it: &Text| Number::parse(&it.text);
    let instant = |it: &Text| Instant::parse(&it.text, FourDigits::Year);
    let numeric = |name| match name {
        N::NumericGreaterThan => Some((true, false)),
        N::NumericGreaterThanEquals => Some((true, true)),
        N::NumericLessThan => Some((false, false)),
        N::NumericLessThanEquals => Some((false, true)),
        _ => None,
    };
    let date = |name| match name {
        N::DateGreaterThan => Some((true, false)),
        N::DateGreaterThanEquals => Some((true, true)),
        N::DateLessThan => Some((false, false)),
        N::DateLessThanEquals => Some((false, true)),
        _ => None,
    };
    between(tests, numeric, number).or_else(|| between(tests, date, instant))
}

/// - `side`: whether an operator gives a lower bound, and whether the bound itself passes.
fn between<'t, T: Ord + Clone>(
    tests: &[&'t ConditionTest],
    side: impl Fn(OperatorName) -> Option<(bool, bool)>,
    read: impl Fn(&Text) -> Option<T>,
) -> Clash<'t> {
    let mut lowers: Vec<(&'t ConditionTest, Bounds<T>)> = Vec::new();
    let mut uppers: Vec<(&'t ConditionTest, Bounds<T>)> = Vec::new();
    for test in tests {
        let operator = test.operator;
        let Some((is_lower, includes)) = side(operator.name) else {
            continue;
        };
        let values: Option<Vec<T>> = test.values.iter().map(&read).collect();
        let Some(values) = values.filter(|_| operator.quantifier.is_none() && !operator.if_exists)
        else {
            continue;
        };
        // One of the values is enough, so the widest bound counts.
        if is_lower {
            let lower = values.into_iter().min().map(|it| (it, includes));
            lowers.push((test, Bounds { lower, upper: None }));
        } else {
            let upper = values.into_iter().max().map(|it| (it, includes));
            uppers.push((test, Bounds { lower: None, upper }));
        }
    }
    let highest = lowers.into_iter().max_by_key(|it| it.1.lower.clone())?;
    let lowest = uppers.into_iter().min_by_key(|it| it.1.upper.clone())?;
    let ((lower, with_lower), (upper, with_upper)) = (highest.1.lower?, lowest.1.upper?);
    let is_empty = lower > upper || (lower == upper && !(with_lower && with_upper));
    is_empty.then(|| in_order(highest.0, lowest.0))
}
