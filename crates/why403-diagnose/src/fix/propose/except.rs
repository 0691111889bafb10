//! A caller excepted from a Deny by a condition, the way AWS recommends: `aws:PrincipalArn`, which
//! all sessions of a role have in common, or `aws:userId`, where that is what the policy lists.
//!
//! What a request can do to comply comes before; a Deny without conditions, or for this caller by
//! name, is meant. Source: IAM User Guide, "AWS JSON policy elements: `NotPrincipal`".

use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_engine::verdict::Layer;
use why403_model::json::quoted;
use why403_model::policy::{ConditionTest, OperatorName, Statement};
use why403_model::request::Principal;
use why403_model::world::Document;

use super::Scene;
use super::edited::rewritten;
use crate::cause::caller;
use crate::fix::document::with_members;
use crate::fix::insert::{with_member, with_value};
use crate::fix::statement::one_or_list;
use crate::fix::verify::Fix;

/// The exception, where the Deny is for everybody and has conditions
pub(super) fn fixes(scene: &Scene<'_>) -> Vec<Fix> {
    let found = not_principal(scene).or_else(|| by_condition(scene));
    found.into_iter().collect()
}

/// `Principal "*"` and a condition on `aws:PrincipalArn` in place of a `NotPrincipal` that catches
/// the sessions of the role it lists
fn not_principal(scene: &Scene<'_>) -> Option<Fix> {
    let (document, source) = deny(scene)?;
    let element = source.principal.as_ref().filter(|it| it.negated)?;
    let arn = scene.request.principal.principal_arn()?;
    let mut listed = element.values.iter().map(|it| it.value.text.as_str());
    // For who is not listed the Deny is meant.
    if !listed.any(|it| it == arn) || !source.conditions.is_empty() {
        return None;
    }
    let exempt: Vec<String> = element
        .values
        .iter()
        .map(|it| quoted(&it.value.text))
        .collect();
    let condition = format!(
        "{{\"ArnNotEquals\": {{\"aws:PrincipalArn\": {}}}}}",
        one_or_list(&exempt)
    );
    let members = [("Principal", quoted("*")), ("Condition", condition)];
    let new = with_members(document, element.at, &members)?;
    Some(Fix {
        text: format!(
            "in {}, except {arn} by aws:PrincipalArn in place of NotPrincipal",
            document.label
        ),
        ..rewritten(scene, scene.cause.layer, kind(scene), (document, new))?
    })
}

/// The caller joins those that a negated test lists, or gets a test of its own
fn by_condition(scene: &Scene<'_>) -> Option<Fix> {
    let (document, source) = deny(scene)?;
    let is_for_all = source.principal.as_ref().is_none_or(|element| {
        let mut values = element.values.iter();
        !element.negated && values.all(|it| it.value.text == "*")
    });
    if !is_for_all {
        return None;
    }
    let arn = scene.request.principal.principal_arn()?;
    let by_id = || {
        let test = listing(source, "aws:userId")?;
        with_value(document, &test.values, &user_id(scene)?)
    };
    let is_by_id = listing(source, "aws:PrincipalArn").is_none();
    let new = by_id().filter(|_| is_by_id);
    let new = new.or_else(|| without(document, source, &arn))?;
    let who = caller(&scene.request.principal);
    Some(Fix {
        text: format!("in {}, except {who} from the Deny", document.label),
        notes: alloc::vec![
            "an exception weakens the Deny for good: where the request can comply, that is better"
                .to_string()
        ],
        ..rewritten(scene, scene.cause.layer, kind(scene), (document, new))?
    })
}

/// A Deny that passes over one caller: its ARN beside those that are excepted already, or in a test
/// of its own; `None` for a Deny without conditions, which is meant
pub(super) fn without(document: &Document, source: &Statement, arn: &str) -> Option<Arc<Document>> {
    let block = source.condition_at?;
    if let Some(test) = listing(source, "aws:PrincipalArn") {
        return with_value(document, &test.values, arn);
    }
    let operator = NOT_THE_ARN.iter().find(|operator| {
        let mut tests = source.conditions.iter();
        tests.all(|it| it.operator_text.text != **operator)
    })?;
    let member = format!("\"{operator}\": {{\"aws:PrincipalArn\": {}}}", quoted(arn));
    with_member(document, block, &member)
}

/// The test by which a Deny lists who is excepted from it
fn listing<'s>(source: &'s Statement, key: &str) -> Option<&'s ConditionTest> {
    let mut tests = source.conditions.iter();
    tests.find(|it| it.key.text.eq_ignore_ascii_case(key) && lists_exceptions(it))
}

/// Operators by which a Deny leaves an ARN out
static NOT_THE_ARN: [&str; 3] = ["ArnNotEquals", "ArnNotLike", "StringNotEquals"];

fn deny<'s>(scene: &Scene<'s>) -> Option<(&'s Arc<Document>, &'s Statement)> {
    let decider = scene.cause.decider.as_ref()?;
    let source = decider.document.policy.statements.get(decider.statement)?;
    Some((&decider.document, source))
}

/// Whether a test of a Deny lists who is excepted from it
fn lists_exceptions(test: &ConditionTest) -> bool {
    let is_one = matches!(
        test.operator.name,
        OperatorName::ArnNotEquals
            | OperatorName::ArnNotLike
            | OperatorName::StringNotEquals
            | OperatorName::StringNotLike
    );
    is_one && test.operator.quantifier.is_none()
}

/// `aws:userId` of the caller, for all sessions of a role
fn user_id(scene: &Scene<'_>) -> Option<String> {
    let accounts = &scene.world.accounts;
    match &scene.request.principal {
        Principal::RoleSession {
            account, role, id, ..
        } => {
            let listed = || accounts.get(account)?.iam.roles.get(role)?.id.clone();
            let id = id.clone().or_else(listed)?;
            Some(format!("{id}:*"))
        }
        Principal::User { arn, id } => {
            let account = arn.account_id()?;
            let listed = || {
                accounts
                    .get(&account)?
                    .iam
                    .users
                    .get(arn.name())?
                    .id
                    .clone()
            };
            id.clone().or_else(listed)
        }
        _ => None,
    }
}

fn kind(scene: &Scene<'_>) -> &'static str {
    match scene.cause.layer {
        Layer::AccessPoint => "access-point/except",
        Layer::Endpoint => "endpoint/except",
        _ if scene.request.action.service() == "kms" => "key-policy/except",
        _ => "bucket-policy/except",
    }
}
