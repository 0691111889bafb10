//! Statements of a function's policy as what Lambda takes: `add-permission`, a statement a call.
//!
//! Lambda has no call that writes a whole policy. Source: Lambda API Reference, `AddPermission`.

use why403_diagnose::fix::change::{Change, To};
use why403_diagnose::fix::site::Site;
use why403_model::policy::{Effect, Policy, Statement};

/// The parts of one `add-permission`
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Permission {
    /// The function's ARN
    pub(super) function: String,
    /// The version or alias
    pub(super) qualifier: Option<String>,
    /// An id that no statement has
    pub(super) id: String,
    /// `lambda:InvokeFunction`
    pub(super) action: String,
    /// Who: a service, an account, an ARN, or `*`
    pub(super) principal: String,
    /// On behalf of which resource
    pub(super) source_arn: Option<String>,
    /// Whose resource that is
    pub(super) source_account: Option<String>,
    /// The organization of the caller
    pub(super) organization: Option<String>,
}

/// The statements that come, each as one call; `None` where Lambda has no parameters for it, or
/// where a statement goes
pub(super) fn permissions(change: &Change) -> Option<Vec<Permission>> {
    let (Site::FunctionPolicy { arn, qualifier }, To::Document { before, after }) =
        (&change.at.site, &change.to)
    else {
        return None;
    };
    let nothing = Vec::new();
    let old = before.as_ref().map_or(&nothing, |it| &it.policy.statements);
    let text = |document: &str, it: &Statement| it.at.of(document).to_string();
    let was: Vec<String> = before.as_ref().map_or_else(Vec::new, |document| {
        old.iter().map(|it| text(&document.text, it)).collect()
    });
    let is: Vec<String> = after
        .policy
        .statements
        .iter()
        .map(|it| text(&after.text, it))
        .collect();
    if !was.iter().all(|it| is.contains(it)) {
        return None;
    }
    let new = after
        .policy
        .statements
        .iter()
        .zip(&is)
        .filter(|(_, it)| !was.contains(it));
    let mut all: Vec<Permission> = Vec::new();
    for (statement, _) in new {
        let mut found = permission(statement)?;
        found.function.clone_from(arn);
        found.qualifier.clone_from(qualifier);
        let own: Vec<&str> = all.iter().map(|it| it.id.as_str()).collect();
        found.id = unused(&after.policy, statement, &found.id, &own);
        all.push(found);
    }
    Some(all)
}

fn permission(statement: &Statement) -> Option<Permission> {
    if statement.effect != Effect::Allow || statement.action.negated {
        return None;
    }
    let [action] = statement.action.values.as_slice() else {
        return None;
    };
    let named = statement.principal.as_ref().filter(|it| !it.negated)?;
    let [principal] = named.values.as_slice() else {
        return None;
    };
    let mut found = Permission {
        function: String::new(),
        qualifier: None,
        id: statement
            .sid
            .as_ref()
            .map_or(String::new(), |it| it.text.clone()),
        action: action.text.clone(),
        principal: principal.value.text.clone(),
        source_arn: None,
        source_account: None,
        organization: None,
    };
    for test in &statement.conditions {
        let [value] = test.values.as_slice() else {
            return None;
        };
        let slot = match test.key.text.to_ascii_lowercase().as_str() {
            "aws:sourcearn" => &mut found.source_arn,
            "aws:sourceaccount" => &mut found.source_account,
            "aws:principalorgid" => &mut found.organization,
            _ => return None,
        };
        *slot = Some(value.text.clone());
    }
    Some(found)
}

/// An id of the letters that Lambda takes, which no other statement has
fn unused(policy: &Policy, own: &Statement, wanted: &str, taken: &[&str]) -> String {
    let is_sound = |it: &str| {
        let plain = |it: char| it.is_ascii_alphanumeric() || it == '-' || it == '_';
        !it.is_empty() && it.len() <= 100 && it.chars().all(plain)
    };
    let others = || policy.statements.iter().filter(|it| it.at != own.at);
    let is_taken = |id: &str| {
        let is_sid = others().any(|it| it.sid.as_ref().is_some_and(|sid| sid.text == id));
        is_sid || taken.contains(&id)
    };
    if is_sound(wanted) && !is_taken(wanted) {
        return wanted.to_string();
    }
    let mut number = 1;
    while is_taken(&format!("why403-{number}")) {
        number += 1;
    }
    format!("why403-{number}")
}
