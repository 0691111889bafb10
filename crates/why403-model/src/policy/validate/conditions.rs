//! The shape of `Condition`: nothing empty in it, and operators that may stand there.
//!
//! Source: `spec/iam.md` A.3, C.1 and C.7.

use alloc::string::String;

use super::resources::is_partial;
use super::variables::Opened;
use super::{Review, shown};
use crate::json::{self, Node};
use crate::policy::{ConditionTest, Family, OperatorName, PolicyKind, Statement};
use crate::span::Span;

/// What is wrong with the shape of a condition
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConditionProblem {
    /// `"Condition": {}`
    #[error("`Condition` is empty, so the statement has no condition")]
    NoOperators,
    /// `"StringEquals": {}`
    #[error("`{operator}` tests nothing")]
    NoKeys {
        /// As written
        operator: String,
    },
    /// `"aws:SourceVpc": []`
    #[error("`{key}` has no values, so no value of a request matches")]
    NoValues {
        /// As written
        key: String,
    },
    /// `ForAllValues:Null`
    #[error("`{operator}` is no operator: `Null` takes neither `ForAllValues` nor `ForAnyValue`")]
    QuantifiedNull {
        /// As written
        operator: String,
    },
    /// A sensitive key with a wildcard or as a number, at a VPC endpoint
    #[error(
        "a VPC endpoint policy takes `{key}` with whole values of `String` operators only, not {found}"
    )]
    Sensitive {
        /// As written
        key: String,
        /// The value or the operator, in backticks
        found: String,
    },
    /// A wildcard with too little beside it, at a VPC endpoint
    #[error("`{value}` has a wildcard with fewer than six characters before or behind it")]
    ShortBesideWildcard {
        /// As written
        value: String,
    },
    /// An account with digits and wildcards, at a VPC endpoint
    #[error("`{value}` has an account that is partly a wildcard")]
    PartialAccount {
        /// As written
        value: String,
    },
}

impl ConditionProblem {
    /// The stable code: `validate/…`
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoOperators => "validate/condition-empty",
            Self::NoKeys { .. } => "validate/operator-empty",
            Self::NoValues { .. } => "validate/values-empty",
            Self::QuantifiedNull { .. } => "validate/quantified-null",
            Self::Sensitive { .. } => "validate/sensitive-key",
            Self::ShortBesideWildcard { .. } => "validate/short-beside-wildcard",
            Self::PartialAccount { .. } => "validate/condition-partial-account",
        }
    }

    pub(super) fn help(&self) -> String {
        let advice = match self {
            Self::NoOperators => "remove `Condition`, or add a test",
            Self::NoKeys { .. } => "remove the operator, or add a key and its values",
            Self::NoValues { .. } => "remove the test, or add a value",
            Self::QuantifiedNull { .. } => "write `Null`; it looks at the key, not at its values",
            Self::Sensitive { .. } => "write `StringEquals` and each value in full",
            Self::ShortBesideWildcard { .. } => {
                "write at least six characters next to the wildcard"
            }
            Self::PartialAccount { .. } => "write the account's twelve digits, or `*`",
        };
        advice.into()
    }
}

/// Keys that a VPC endpoint policy takes with whole values only; `spec/iam.md` C.7
static SENSITIVE: &[&str] = &[
    "aws:PrincipalAccount",
    "aws:PrincipalOrgID",
    "aws:ResourceAccount",
    "aws:ResourceOrgID",
    "aws:SourceAccount",
    "aws:SourceOrgID",
    "aws:SourceVpc",
    "aws:SourceVpce",
    "aws:VpceAccount",
    "aws:VpceOrgID",
];

pub(super) fn review(review: &mut Review<'_>, statement: &Statement) {
    empty(review, statement);
    for test in &statement.conditions {
        if test.values.is_empty() {
            let problem = ConditionProblem::NoValues {
                key: shown(&test.key.text),
            };
            review.find(review.store.keeper.no_values, test.at, problem);
        }
        let operator = test.operator;
        if operator.name == OperatorName::Null && operator.quantifier.is_some() {
            let operator = shown(&test.operator_text.text);
            let at = test.operator_text.at;
            // From a peer and IAM Access Analyzer; another peer takes it for `Null`.
            review.refuse(at, ConditionProblem::QuantifiedNull { operator });
        }
        if review.kind == PolicyKind::Endpoint {
            endpoint(review, test);
        }
    }
}

/// An operator without keys leaves no trace in the policy, so the text is asked
fn empty(review: &mut Review<'_>, statement: &Statement) {
    let Some(at) = statement.condition_at else {
        return;
    };
    let text = at.of(review.text);
    let start = text.find('{').unwrap_or(text.len());
    let read = json::read(text.get(start..).unwrap_or_default());
    let operators = read.node.as_ref().map(Node::members).unwrap_or_default();
    if operators.is_empty() && statement.conditions.is_empty() {
        review.find(
            review.store.keeper.no_operators,
            at,
            ConditionProblem::NoOperators,
        );
    }
    for member in operators
        .iter()
        .filter(|it| it.value.is_object() && it.value.members().is_empty())
    {
        let start = at.start.saturating_add(start);
        let at = Span::new(
            start.saturating_add(member.name_span.start),
            start.saturating_add(member.value.span.end),
        );
        let operator = shown(&member.name);
        review.find(
            review.store.keeper.no_keys,
            at,
            ConditionProblem::NoKeys { operator },
        );
    }
}

/// What EC2 asks of the conditions of a VPC endpoint policy.
///
/// The six characters are a note: the page leaves open whether it means every key.
fn endpoint(review: &mut Review<'_>, test: &ConditionTest) {
    use OperatorName::{StringLike, StringNotLike};
    let family = test.operator.name.family();
    let has_wildcards =
        family == Family::Arn || matches!(test.operator.name, StringLike | StringNotLike);
    let is_sensitive = SENSITIVE
        .iter()
        .any(|it| it.eq_ignore_ascii_case(&test.key.text));
    let key = shown(&test.key.text);
    if is_sensitive && family == Family::Numeric {
        let found = alloc::format!("`{}`", shown(&test.operator_text.text));
        review.refuse(
            test.operator_text.at,
            ConditionProblem::Sensitive { key, found },
        );
        return;
    }
    for value in test.values.iter().filter(|_| has_wildcards) {
        let opened = Opened::new(&value.text, review.policy.version);
        let has_wildcard = opened.whole().has_wildcard();
        if is_sensitive && has_wildcard {
            let found = alloc::format!("`{}`", shown(&value.text));
            review.refuse(
                value.at,
                ConditionProblem::Sensitive {
                    key: key.clone(),
                    found,
                },
            );
        } else if family == Family::Arn && opened.parts().get(4).is_some_and(is_partial) {
            review.refuse(
                value.at,
                ConditionProblem::PartialAccount {
                    value: shown(&value.text),
                },
            );
        } else if family == Family::String && has_wildcard && is_short(&value.text) {
            let value_text = shown(&value.text);
            review.note(
                value.at,
                ConditionProblem::ShortBesideWildcard { value: value_text },
            );
        }
    }
}

/// Whether a wildcard has fewer than six characters both before and behind it
fn is_short(value: &str) -> bool {
    let runs: alloc::vec::Vec<usize> = value
        .split(['*', '?'])
        .map(|it| it.chars().count())
        .collect();
    runs.windows(2)
        .any(|it| it.iter().all(|length| *length < 6))
}
