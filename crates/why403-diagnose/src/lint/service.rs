//! Services that act for whoever configured them: without a test of the source, for anybody.
//!
//! Trust policies are left out: a role is handed to a service by `iam:PassRole`, which works within
//! the role's own account. Source: IAM User Guide, "The confused deputy problem".

use alloc::format;

use why403_model::arn::Arn;
use why403_model::policy::{ConditionTest, Effect, PolicyKind, PrincipalKind, Statement, Text};
use why403_model::shown::shown;

use super::{Review, codes, holds_without_key, is_key};

/// Keys that tell whose configuration the service acts on
const GUARDS: &[&str] = &[
    "aws:SourceArn",
    "aws:SourceAccount",
    "aws:SourceOrgID",
    "aws:SourceOrgPaths",
    "aws:SourceOwner",
    "kms:CallerAccount",
    "lambda:EventSourceToken",
];

/// Under a key the context of encryption tells it, as for groups of logs
const CONTEXT: &str = "kms:encryptioncontext:";

pub(super) fn review(review: &mut Review<'_>, statement: &Statement) {
    let Some(service) = first_service(statement) else {
        return;
    };
    if statement.effect != Effect::Allow || !review.is_of_resource() {
        return;
    }
    if !statement.conditions.iter().any(is_guard) {
        let message = format!(
            "`{}` may do this for anybody: nothing tests for whom it acts",
            shown(&service.text)
        );
        let help = "add `\"ArnLike\": {\"aws:SourceArn\": …}` or `\"StringEquals\": {\"aws:SourceAccount\": …}`";
        review.find(&codes::SERVICE_UNGUARDED, service.at, message, help);
        return;
    }
    let takes_events = match review.kind {
        PolicyKind::Function | PolicyKind::Queue | PolicyKind::Topic => true,
        PolicyKind::IdentityManaged
        | PolicyKind::IdentityInline
        | PolicyKind::Boundary
        | PolicyKind::Session
        | PolicyKind::Trust
        | PolicyKind::Bucket
        | PolicyKind::AccessPoint
        | PolicyKind::Key
        | PolicyKind::Resource
        | PolicyKind::Endpoint
        | PolicyKind::Scp
        | PolicyKind::Rcp => false,
    };
    let has_account = statement
        .conditions
        .iter()
        .any(|it| is_key(it, "aws:SourceAccount") && is_guard(it));
    let sources = statement.conditions.iter();
    let mut buckets = sources
        .filter(|it| is_key(it, "aws:SourceArn"))
        .flat_map(|it| &it.values)
        .filter(|it| Arn::parse(&it.text).is_ok_and(|arn| arn.s3_bucket().is_some()));
    if let Some(bucket) = buckets.next().filter(|_| takes_events && !has_account) {
        let message = format!(
            "`{}` does not say whose bucket: if it is deleted, anybody can make it again",
            shown(&bucket.text)
        );
        let help = "add `\"StringEquals\": {\"aws:SourceAccount\": \"ACCOUNT\"}` beside it";
        review.find(&codes::SOURCE_ARN_ALONE, bucket.at, message, help);
    }
}

fn first_service(statement: &Statement) -> Option<&Text> {
    let element = statement.principal.as_ref().filter(|it| !it.negated)?;
    let mut services = element.values.iter();
    let found = services.find(|it| it.kind == PrincipalKind::Service)?;
    Some(&found.value)
}

/// Whether the test lets through known sources only
fn is_guard(test: &ConditionTest) -> bool {
    let key = test.key.text.to_ascii_lowercase();
    let is_source = GUARDS.iter().any(|it| is_key(test, it)) || key.starts_with(CONTEXT);
    let is_open = |it: &Text| it.text.chars().all(|letter| letter == '*');
    is_source
        && !holds_without_key(test)
        && !test.operator.name.is_negated()
        && test.operator.name != why403_model::policy::OperatorName::Null
        && !test.values.iter().any(is_open)
}
