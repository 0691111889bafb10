//! Statements that are public by AWS's definition, with the condition that decides; Allows to
//! everyone elsewhere; key policies that leave their account out.
//!
//! Source: S3 User Guide, "The meaning of 'public'", as `why403_engine::layer::public` has it; KMS
//! Developer Guide, "Default key policy".

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use why403_engine::layer::public::{Loose, loose, names_fixed_principals, public_statements};
use why403_model::arn::is_account;
use why403_model::policy::{
    ConditionTest, Effect, OperatorName, PolicyKind, PrincipalKind, PrincipalValue, Statement,
};
use why403_model::shown::shown;

use super::{Review, codes, holds_without_key, is_everyone, is_key};

/// Keys that tie an Allow to somebody, beside those that S3 counts
const TIES: &[&str] = &[
    "aws:SourceOwner",
    "kms:CallerAccount",
    "lambda:EventSourceToken",
];

pub(super) fn review(review: &mut Review<'_>) {
    match review.kind {
        PolicyKind::Bucket | PolicyKind::AccessPoint => by_aws(review),
        PolicyKind::Key => {
            everyone(review);
            account(review);
        }
        PolicyKind::Queue
        | PolicyKind::Topic
        | PolicyKind::Function
        | PolicyKind::Resource
        | PolicyKind::Trust => everyone(review),
        PolicyKind::IdentityManaged
        | PolicyKind::IdentityInline
        | PolicyKind::Boundary
        | PolicyKind::Session
        | PolicyKind::Endpoint
        | PolicyKind::Scp
        | PolicyKind::Rcp => {}
    }
}

fn by_aws(review: &mut Review<'_>) {
    let policy = review.policy;
    let public = public_statements(policy);
    for (index, statement) in policy.statements.iter().enumerate() {
        let Some(principal) = statement.principal.as_ref() else {
            continue;
        };
        if statement.effect != Effect::Allow || names_fixed_principals(principal) {
            continue;
        }
        if public.contains(&index) {
            let message = format!(
                "the statement is public by AWS's definition: {}",
                why(statement)
            );
            let help = "name the principals, or test a key that AWS counts, such as `\"StringEquals\": {\"aws:PrincipalOrgID\": \"o-…\"}`; where BlockPublicPolicy is on, AWS refuses it";
            review.find(&codes::PUBLIC, principal.at, message, help);
            continue;
        }
        let ties = statement.conditions.iter();
        let ties: Vec<&ConditionTest> = ties.filter(|it| loose(it, statement).is_none()).collect();
        if let [tie] = ties.as_slice() {
            let message = format!(
                "only `{}` on `{}` keeps the statement from being public",
                shown(&tie.operator_text.text),
                shown(&tie.key.text)
            );
            let help = "keep it whenever the statement is changed";
            review.find(&codes::PUBLIC_BUT_FOR, tie.at, message, help);
        }
    }
}

/// Why no condition keeps the statement from being public
fn why(statement: &Statement) -> String {
    let reason = |test: &ConditionTest| {
        let key = shown(&test.key.text);
        Some(match loose(test, statement)? {
            Loose::Key => format!("`{key}` is no key that AWS counts"),
            Loose::Operator => format!(
                "`{}` on `{key}` does not say who it is",
                shown(&test.operator_text.text)
            ),
            Loose::Absence => format!(
                "`{}` also holds without `{key}`",
                shown(&test.operator_text.text)
            ),
            Loose::Value(value) => {
                format!(
                    "`{}` for `{key}` is not one fixed value",
                    shown(&value.text)
                )
            }
        })
    };
    // The nearest to a condition that counts tells most; a key that does not count tells least.
    let rank = |test: &&ConditionTest| match loose(test, statement) {
        Some(Loose::Value(_)) => 0_u8,
        Some(Loose::Absence) => 1,
        Some(Loose::Operator) => 2,
        Some(Loose::Key) | None => 3,
    };
    let decider = statement.conditions.iter().min_by_key(rank);
    decider
        .and_then(reason)
        .unwrap_or_else(|| "it names everybody and has no condition".into())
}

fn everyone(review: &mut Review<'_>) {
    let policy = review.policy;
    for statement in &policy.statements {
        let Some(principal) = statement.principal.as_ref().filter(|it| is_everyone(it)) else {
            continue;
        };
        let is_tied = |it: &ConditionTest| {
            let is_own = TIES.iter().any(|key| is_key(it, key))
                && !holds_without_key(it)
                && it.operator.name != OperatorName::Null;
            is_own || loose(it, statement).is_none()
        };
        if statement.effect == Effect::Allow && !statement.conditions.iter().any(is_tied) {
            let message = "everyone is allowed: no condition says whose requests";
            let help =
                "name the principals, or add `\"StringEquals\": {\"aws:PrincipalOrgID\": \"o-…\"}`";
            review.find(&codes::EVERYONE, principal.at, message.into(), help);
        }
    }
}

/// Without its account in the key policy, no policy of IAM counts for a key
fn account(review: &mut Review<'_>) {
    let policy = review.policy;
    let is_account = |it: &PrincipalValue| {
        let text = it.value.text.as_str();
        it.kind == PrincipalKind::Aws && (is_account(text) || text.ends_with(":root"))
    };
    let has_account = policy.statements.iter().any(|it| {
        let principal = it.principal.as_ref().filter(|it| !it.negated);
        let names = principal.is_some_and(|it| is_everyone(it) || it.values.iter().any(is_account));
        it.effect == Effect::Allow && names
    });
    let first = policy
        .statements
        .first()
        .and_then(|it| it.principal.as_ref());
    if let (false, Some(first)) = (has_account, first) {
        let message = "no statement names the key's account, so that policies of IAM do not count for this key";
        let help = "add an Allow of `kms:*` for `arn:aws:iam::ACCOUNT:root` if they should";
        review.find(&codes::KEY_WITHOUT_ACCOUNT, first.at, message.into(), help);
    }
}
