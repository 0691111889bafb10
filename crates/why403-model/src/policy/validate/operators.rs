//! The operator of a test against its key: how many values the key has, and of which type.
//!
//! Source: the tables of [`crate::facts`]; `spec/iam.md` C.1, C.2 and C.6.

use alloc::collections::BTreeSet;
use alloc::string::String;

use super::keys::{Outcome, outcome};
use super::{Review, shown};
use crate::facts::{self, Cardinality, KeyType};
use crate::policy::{ConditionTest, Effect, Family, OperatorName, Quantifier, Statement};

/// What is wrong with the operator that a key is tested by
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OperatorProblem {
    /// A key that holds a list, tested as one value
    #[error("`{key}` holds a list, which `{operator}` alone never matches")]
    ListAsOne {
        /// As written
        key: String,
        /// As written
        operator: String,
    },
    /// A key that holds one value, tested as a list
    #[error("`{key}` holds one value, and `{operator}` is for lists")]
    OneAsList {
        /// As written
        key: String,
        /// As written
        operator: String,
    },
    /// `ForAllValues` in an `Allow`, with nothing that asks for the key
    #[error("`{operator}` also holds for requests without `{key}`")]
    Unguarded {
        /// As written
        key: String,
        /// As written
        operator: String,
    },
    /// An operator that cannot compare what the key holds
    #[error("`{operator}` does not compare {holds}, which `{key}` holds")]
    WrongOperator {
        /// As written
        key: String,
        /// As written
        operator: String,
        /// What the key holds, in words
        holds: &'static str,
        /// The operator for it
        wanted: &'static str,
    },
    /// An operator that compares what the key holds by its letters
    #[error("`{operator}` compares {holds} as text, which `{key}` holds")]
    AsText {
        /// As written
        key: String,
        /// As written
        operator: String,
        /// What the key holds, in words
        holds: &'static str,
        /// The operator for it
        wanted: &'static str,
    },
}

impl OperatorProblem {
    /// The stable code: `validate/…`
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::ListAsOne { .. } => "validate/list-as-one",
            Self::OneAsList { .. } => "validate/one-as-list",
            Self::Unguarded { .. } => "validate/for-all-values-unguarded",
            Self::WrongOperator { .. } => "validate/operator-wrong",
            Self::AsText { .. } => "validate/operator-as-text",
        }
    }

    pub(super) fn help(&self) -> String {
        match self {
            Self::ListAsOne { operator, .. } => alloc::format!(
                "write `ForAnyValue:{operator}` if one value is enough, `ForAllValues:{operator}` if every one must pass"
            ),
            Self::OneAsList { operator, .. } => {
                let plain = operator
                    .split_once(':')
                    .map_or(operator.as_str(), |(_, it)| it);
                alloc::format!("write `{plain}`")
            }
            Self::Unguarded { key, .. } => {
                alloc::format!("add `\"Null\": {{\"{key}\": \"false\"}}`")
            }
            Self::WrongOperator { wanted, .. } | Self::AsText { wanted, .. } => {
                alloc::format!("write `{wanted}` or another operator of its kind")
            }
        }
    }
}

pub(super) fn review(review: &mut Review<'_>, statement: &Statement) {
    let guards = guards(statement);
    for test in &statement.conditions {
        cardinality(review, statement.effect, test, &guards);
        operator_type(review, test);
    }
}

fn cardinality(
    review: &mut Review<'_>,
    effect: Effect,
    test: &ConditionTest,
    guards: &BTreeSet<String>,
) {
    if test.operator.name == OperatorName::Null {
        return;
    }
    let key = shown(&test.key.text);
    let operator = shown(&test.operator_text.text);
    let at = test.key.at;
    let declared = facts::condition_key(&test.key.text).map(|it| it.cardinality);
    match (declared, test.operator.quantifier) {
        (Some(Cardinality::Multi), None) => {
            review.pointless(
                at,
                OperatorProblem::ListAsOne {
                    key: key.clone(),
                    operator: operator.clone(),
                },
            );
        }
        (Some(Cardinality::Single), Some(_)) => {
            review.note(
                at,
                OperatorProblem::OneAsList {
                    key: key.clone(),
                    operator: operator.clone(),
                },
            );
        }
        (Some(Cardinality::Single) | None, None) | (Some(Cardinality::Multi) | None, Some(_)) => {}
    }
    let is_for_all = test.operator.quantifier == Some(Quantifier::ForAllValues);
    let is_guarded = guards.contains(&test.key.text.to_ascii_lowercase());
    if is_for_all && effect == Effect::Allow && !is_guarded {
        review.pointless(at, OperatorProblem::Unguarded { key, operator });
    }
}

/// The keys, in lower case, that a test of the statement needs to be there
fn guards(statement: &Statement) -> BTreeSet<String> {
    let tests = statement.conditions.iter();
    let needed = tests.filter(|it| outcome(it) == Outcome::False);
    needed.map(|it| it.key.text.to_ascii_lowercase()).collect()
}

/// Which operator compares what a key holds, and which ones cannot
struct Fit {
    key_type: KeyType,
    holds: &'static str,
    wanted: &'static str,
    /// Besides `Null`, which asks for nothing but presence
    compares: &'static [Family],
    /// Whether `String` operators compare its letters only
    is_text: bool,
}

/// Text may hold anything, so every operator may compare it.
///
/// Source: IAM User Guide, "Condition operators", where each operator names the types it is for.
#[rustfmt::skip] // One type a row, in columns.
static FITS: &[Fit] = &[
    //    type                    in words       operator          compared by                                      as text
    fit(KeyType::Arn,           "an ARN",      "ArnLike",        &[Family::Arn, Family::String],                    false),
    fit(KeyType::Numeric,       "a number",    "NumericEquals",  &[Family::Numeric, Family::Date, Family::String],  true),
    fit(KeyType::Bool,          "a boolean",   "Bool",           &[Family::Bool, Family::String],                   false),
    fit(KeyType::Date,          "a moment",    "DateLessThan",   &[Family::Date, Family::String],                   true),
    fit(KeyType::DateOrNumeric, "a moment",    "DateLessThan",   &[Family::Date, Family::Numeric, Family::String],  true),
    fit(KeyType::IpAddress,     "an address",  "IpAddress",      &[Family::Ip, Family::String],                     true),
    fit(KeyType::Binary,        "bytes",       "BinaryEquals",   &[Family::Binary, Family::String],                 true),
];

const fn fit(
    key_type: KeyType,
    holds: &'static str,
    wanted: &'static str,
    compares: &'static [Family],
    is_text: bool,
) -> Fit {
    Fit {
        key_type,
        holds,
        wanted,
        compares,
        is_text,
    }
}

fn operator_type(review: &mut Review<'_>, test: &ConditionTest) {
    let family = test.operator.name.family();
    let key_type = facts::condition_key(&test.key.text).map(|it| it.key_type);
    let Some(fit) = FITS.iter().find(|it| Some(it.key_type) == key_type) else {
        return;
    };
    let (key, operator) = (shown(&test.key.text), shown(&test.operator_text.text));
    let Fit { holds, wanted, .. } = *fit;
    let at = test.operator_text.at;
    if family == Family::String && fit.is_text {
        review.note(
            at,
            OperatorProblem::AsText {
                key,
                operator,
                holds,
                wanted,
            },
        );
    } else if family != Family::Null && !fit.compares.contains(&family) {
        review.pointless(
            at,
            OperatorProblem::WrongOperator {
                key,
                operator,
                holds,
                wanted,
            },
        );
    }
}
