//! Conditions: quantifiers, absence, negation and conversion failures, in one place: IAM C.1, C.2

use std::cmp::Ordering;

use super::compare::{self, Comparison, Wanted};
use super::document::Statement;
use super::facts::Facts;
use super::variables;

/// An operator as written: IAM C.2
struct Operator {
    quantifier: Quantifier,
    if_exists: bool,
    negated: bool,
    test: Test,
}

/// `ForAllValues:`, `ForAnyValue:`, or neither
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quantifier {
    None,
    All,
    Any,
}

/// Compares one policy value with one request value
type Test = fn(&Wanted, &str) -> Comparison;

#[rustfmt::skip] // One operator a row, in columns.
const OPERATORS: [(&str, bool, Test); 26] = [
    // name                       negated  test
    ("StringEquals",              false,   compare::equals),
    ("StringNotEquals",           true,    compare::equals),
    ("StringEqualsIgnoreCase",    false,   compare::equals_without_case),
    ("StringNotEqualsIgnoreCase", true,    compare::equals_without_case),
    ("StringLike",                false,   compare::like),
    ("StringNotLike",             true,    compare::like),
    ("NumericEquals",             false,   |it, found| compare::numbers(it, found, Ordering::is_eq)),
    ("NumericNotEquals",          true,    |it, found| compare::numbers(it, found, Ordering::is_eq)),
    ("NumericLessThan",           false,   |it, found| compare::numbers(it, found, Ordering::is_lt)),
    ("NumericLessThanEquals",     false,   |it, found| compare::numbers(it, found, Ordering::is_le)),
    ("NumericGreaterThan",        false,   |it, found| compare::numbers(it, found, Ordering::is_gt)),
    ("NumericGreaterThanEquals",  false,   |it, found| compare::numbers(it, found, Ordering::is_ge)),
    ("DateEquals",                false,   |it, found| compare::dates(it, found, Ordering::is_eq)),
    ("DateNotEquals",             true,    |it, found| compare::dates(it, found, Ordering::is_eq)),
    ("DateLessThan",              false,   |it, found| compare::dates(it, found, Ordering::is_lt)),
    ("DateLessThanEquals",        false,   |it, found| compare::dates(it, found, Ordering::is_le)),
    ("DateGreaterThan",           false,   |it, found| compare::dates(it, found, Ordering::is_gt)),
    ("DateGreaterThanEquals",     false,   |it, found| compare::dates(it, found, Ordering::is_ge)),
    ("Bool",                      false,   compare::same_truth),
    ("BinaryEquals",              false,   compare::same_bytes),
    ("IpAddress",                 false,   compare::address_in),
    ("NotIpAddress",              true,    compare::address_in),
    ("ArnEquals",                 false,   compare::arn_like), // same as ArnLike
    ("ArnLike",                   false,   compare::arn_like),
    ("ArnNotEquals",              true,    compare::arn_like),
    ("ArnNotLike",                true,    compare::arn_like),
];

/// C.1 `statement_conditions`: all operators and all keys hold; no condition holds always.
pub(super) fn holds(statement: &Statement, facts: &Facts) -> bool {
    let conditions = statement.conditions();
    conditions
        .iter()
        .all(|(operator, key, values)| test(statement, facts, operator, key, values))
}

/// C.1 `test`
fn test(
    statement: &Statement,
    facts: &Facts,
    operator: &str,
    key: &str,
    values: &[String],
) -> bool {
    // X2: only an absent key or an empty list is empty; "" is a value.
    let found = facts.found(key).filter(|it| !it.is_empty());
    if operator == "Null" {
        return values
            .iter()
            .any(|it| it.eq_ignore_ascii_case("true") == found.is_none());
    }
    let Some(operator) = operator_named(operator) else {
        return false;
    };
    let holds_for = |one: &String| compare_one(statement, facts, &operator, values, one);
    match (operator.quantifier, found) {
        (Quantifier::All, found) => found.unwrap_or_default().iter().all(holds_for),
        (Quantifier::Any, found) => found.unwrap_or_default().iter().any(holds_for),
        // An empty list of wanted values: only IfExists is true for an absent key.
        (Quantifier::None, None) => operator.if_exists || (operator.negated && !values.is_empty()),
        // Cardinality is by declaration: one element is a list still, for Not... and ...IfExists too.
        (Quantifier::None, Some(_)) if facts.is_multivalued(key) => false,
        (Quantifier::None, Some(found)) => found.iter().all(holds_for),
    }
}

/// C.1 `cmp`: OR over the wanted values, negated as a whole (NOR).
fn compare_one(
    statement: &Statement,
    facts: &Facts,
    operator: &Operator,
    values: &[String],
    found: &str,
) -> bool {
    if values.is_empty() {
        return false; // never matches a present value, even negated
    }
    // Values are tried in order; a match before a malformed one wins: C.2.
    for value in values {
        let wanted = Wanted {
            text: value,
            pattern: variables::expand(value, statement.variables, facts),
        };
        match (operator.test)(&wanted, found) {
            Comparison::Match => return !operator.negated,
            Comparison::NoMatch => {}
            // C.2: false for the operator and for its negation.
            Comparison::BadFound => return false,
            // C.2: a malformed ARN literal denies but never allows, negated or not.
            Comparison::BadWanted => return statement.has_effect("Deny"),
        }
    }
    operator.negated
}

/// Reads an operator in its exact case: C.1; an unknown one is none.
fn operator_named(written: &str) -> Option<Operator> {
    let (quantifier, rest) = match written.split_once(':') {
        Some(("ForAllValues", rest)) => (Quantifier::All, rest),
        Some(("ForAnyValue", rest)) => (Quantifier::Any, rest),
        _ => (Quantifier::None, written),
    };
    let base = rest.strip_suffix("IfExists");
    let name = base.unwrap_or(rest);
    let (_, negated, test) = OPERATORS.into_iter().find(|(it, ..)| *it == name)?;
    Some(Operator {
        quantifier,
        if_exists: base.is_some(),
        negated,
        test,
    })
}
