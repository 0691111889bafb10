//! MFA: long-term access keys have no `aws:MultiFactorAuthPresent` at all, temporary credentials
//! have it with either value.
//!
//! Source: IAM User Guide, "AWS global condition context keys", `aws:MultiFactorAuthPresent` and
//! `aws:MultiFactorAuthAge`; `spec/iam.md` D.

use why403_model::policy::{ConditionTest, Effect, OperatorName, Statement};
use why403_model::value::is_true;

use super::{Review, asks_absence, asks_presence, codes, holds_without_key, is_ensured, is_key};

const PRESENT: &str = "aws:MultiFactorAuthPresent";
const AGE: &str = "aws:MultiFactorAuthAge";

/// The keys that are reviewed here and nowhere else
pub(super) const KEYS: [&str; 2] = [PRESENT, AGE];

pub(super) fn review(review: &mut Review<'_>, statement: &Statement) {
    for test in &statement.conditions {
        if is_key(test, PRESENT) {
            present(review, statement, test);
        } else if is_key(test, AGE) {
            age(review, statement, test);
        }
    }
}

fn present(review: &mut Review<'_>, statement: &Statement, test: &ConditionTest) {
    let is_bool = test.operator.name == OperatorName::Bool;
    let says = |wanted: bool| test.values.iter().all(|it| is_true(&it.text) == wanted);
    let absence_is_denied = review.denying(PRESENT).any(asks_absence);
    let told = match statement.effect {
        Effect::Deny if is_bool && says(false) && !test.operator.if_exists => {
            (!absence_is_denied).then_some((
                "access keys have no `aws:MultiFactorAuthPresent`, so this Deny lets them pass without MFA",
                "write `BoolIfExists` in place of `Bool`",
            ))
        }
        Effect::Deny if asks_absence(test) => {
            let false_is_denied = review
                .denying(PRESENT)
                .any(|it| it.operator.name == OperatorName::Bool);
            (!false_is_denied).then_some((
                "sessions without MFA have `aws:MultiFactorAuthPresent`, too: it is `false`, and this Deny lets them pass",
                "write `\"BoolIfExists\": {\"aws:MultiFactorAuthPresent\": \"false\"}` in place of `Null`",
            ))
        }
        Effect::Allow if is_bool && says(true) && test.operator.if_exists => Some((
            "access keys have no `aws:MultiFactorAuthPresent`, so this Allow lets them in without MFA",
            "write `Bool` in place of `BoolIfExists`",
        ))
        .filter(|_| !is_ensured(statement, PRESENT)),
        Effect::Allow if asks_presence(test) => {
            let others = || statement.conditions.iter().filter(|it| is_key(it, PRESENT));
            let is_asked = others().any(|it| it.operator.name == OperatorName::Bool);
            (!is_asked).then_some((
                "sessions without MFA have `aws:MultiFactorAuthPresent`, too: it is `false`, and this Allow lets them in",
                "write `\"Bool\": {\"aws:MultiFactorAuthPresent\": \"true\"}` in place of `Null`",
            ))
        }
        Effect::Deny | Effect::Allow => None,
    };
    if let Some((message, help)) = told {
        review.find(&codes::MFA_ABSENT, test.at, message.into(), help);
    }
}

fn age(review: &mut Review<'_>, statement: &Statement, test: &ConditionTest) {
    use OperatorName::{
        NumericGreaterThan, NumericGreaterThanEquals, NumericLessThan, NumericLessThanEquals,
    };
    let is_older = matches!(
        test.operator.name,
        NumericGreaterThan | NumericGreaterThanEquals
    );
    let is_younger = matches!(test.operator.name, NumericLessThan | NumericLessThanEquals);
    let is_ensured = is_ensured(statement, PRESENT);
    let absence_is_denied = review.denying(AGE).any(asks_absence)
        || review
            .denying(PRESENT)
            .any(|it| it.operator.name == OperatorName::Bool);
    let told = match statement.effect {
        Effect::Deny if is_older && !test.operator.if_exists && !absence_is_denied => Some((
            "without MFA there is no `aws:MultiFactorAuthAge`, so this Deny lets such requests pass",
            "write the operator with `IfExists`",
        )),
        Effect::Allow if is_younger && holds_without_key(test) && !is_ensured => Some((
            "without MFA there is no `aws:MultiFactorAuthAge`, so this Allow lets such requests in",
            "write the operator without `IfExists`",
        )),
        Effect::Deny | Effect::Allow => None,
    };
    if let Some((message, help)) = told {
        review.find(&codes::MFA_ABSENT, test.at, message.into(), help);
    }
}
