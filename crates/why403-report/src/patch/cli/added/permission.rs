//! Statements of a function's policy.

use serde_json::{Map, Value, json};
use why403_diagnose::fix::change::Change;
use why403_model::arn::Arn;

use super::super::super::call::Call;
use super::super::super::file::stem;
use super::super::super::permission::{Permission, permissions};
use super::super::{Numbered, Step, define, push};

/// What scripts do with a statement of a function
pub(super) const MEANS: &str = include_str!("permission.sh");

/// The part that the file with the new statements is called by
pub(super) const ADDED: &str = "added";

pub(super) fn step(out: &mut String, it: Numbered<'_>) -> Step {
    let (number, stem) = (it.number, stem(it));
    let all = permissions(it.change).unwrap_or_default();
    let Some(first) = all.first() else {
        push(
            out,
            &format!("# {stem}: no command says this; see README.md"),
        );
        return Step {
            apply: format!("say '{stem}: no command of Lambda says this: see README.md'"),
            undo: format!("say '{stem}: nothing was changed'"),
        };
    };
    let read = on(it.change, first, "get-policy").answer("Policy", "text");
    define(out, &format!("read_{number}"), &read);
    let (mut apply, mut undo) = (Vec::new(), Vec::new());
    for (index, one) in all.iter().enumerate() {
        let part = format!("{number}_{}", index + 1);
        define(out, &format!("add_{part}"), &add(it.change, one));
        define(out, &format!("take_{part}"), &take(it.change, one));
        // An id has letters that mean nothing to a shell: `permissions` sees to it.
        let words = format!("{number} {stem} {} {part}", one.id);
        apply.push(format!("permit {words}"));
        undo.insert(0, format!("forbid {words}"));
    }
    Step {
        apply: apply.join("; "),
        undo: undo.join("; "),
    }
}

/// The calls that add them
pub(super) fn calls(it: Numbered<'_>) -> Vec<Call> {
    let all = permissions(it.change).unwrap_or_default();
    all.iter().map(|one| add(it.change, one)).collect()
}

/// A call about the function or its version
fn on(change: &Change, it: &Permission, verb: &str) -> Call {
    let region = change.at.region.as_deref();
    let call = Call::in_region(&format!("lambda {verb}"), region);
    let call = call.text("function-name", it.function.clone());
    match &it.qualifier {
        Some(qualifier) => call.text("qualifier", qualifier.clone()),
        None => call,
    }
}

fn add(change: &Change, it: &Permission) -> Call {
    let mut call = on(change, it, "add-permission")
        .text("statement-id", it.id.clone())
        .text("action", it.action.clone())
        .text("principal", it.principal.clone());
    let more = [
        ("source-arn", &it.source_arn),
        ("source-account", &it.source_account),
        ("principal-org-id", &it.organization),
    ];
    for (option, value) in more {
        if let Some(value) = value {
            call = call.text(option, value.clone());
        }
    }
    call
}

fn take(change: &Change, it: &Permission) -> Call {
    on(change, it, "remove-permission").text("statement-id", it.id.clone())
}

/// The new statements as Lambda shows them; `None` where there are none.
///
/// Source: `Sid`, `Effect`, `Principal`, `Action` and `Resource` are those of the examples of
/// awscli 1.45.11 (`lambda add-permission`, `get-policy`), which show a service without a source.
/// How an account and a source are shown is unconfirmed: the API model of botocore 1.43.11 says
/// `StringLike` of a source's ARN, and other policies have `ArnLike`. Scripts take either.
pub(super) fn added(it: Numbered<'_>) -> Option<Value> {
    let all = permissions(it.change).unwrap_or_default();
    let all: Vec<Value> = all.iter().map(statement).collect();
    (!all.is_empty()).then(|| json!({"Version": "2012-10-17", "Statement": all}))
}

fn statement(it: &Permission) -> Value {
    let is_account = it.principal.len() == 12 && it.principal.bytes().all(|it| it.is_ascii_digit());
    let function = Arn::parse(&it.function).ok();
    let partition = function.as_ref().map_or("aws", Arn::partition);
    let principal = match it.principal.as_str() {
        "*" => json!("*"),
        account if is_account => json!({"AWS": format!("arn:{partition}:iam::{account}:root")}),
        arn if arn.starts_with("arn:") => json!({"AWS": arn}),
        service => json!({"Service": service}),
    };
    let qualifier = it.qualifier.as_ref();
    let qualifier = qualifier.map_or(String::new(), |it| format!(":{it}"));
    let mut statement = Map::new();
    statement.insert("Sid".into(), it.id.as_str().into());
    statement.insert("Effect".into(), "Allow".into());
    statement.insert("Principal".into(), principal);
    statement.insert("Action".into(), it.action.as_str().into());
    let resource = format!("{}{qualifier}", it.function);
    statement.insert("Resource".into(), resource.into());
    let (mut equals, mut like) = (Map::new(), Map::new());
    for (key, value) in [
        ("AWS:SourceAccount", &it.source_account),
        ("aws:PrincipalOrgID", &it.organization),
    ] {
        equals.extend(
            value
                .iter()
                .map(|it| (key.to_string(), Value::from(it.as_str()))),
        );
    }
    let source = it.source_arn.iter();
    like.extend(source.map(|it| ("AWS:SourceArn".to_string(), Value::from(it.as_str()))));
    let mut conditions = Map::new();
    for (operator, tests) in [("StringEquals", equals), ("ArnLike", like)] {
        if !tests.is_empty() {
            conditions.insert(operator.into(), tests.into());
        }
    }
    if !conditions.is_empty() {
        statement.insert("Condition".into(), conditions.into());
    }
    statement.into()
}
