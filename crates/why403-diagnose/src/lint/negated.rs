//! `NotPrincipal`, `NotAction` and `NotResource`: all but what is listed.
//!
//! Source: IAM User Guide, "IAM JSON policy elements: NotPrincipal", "NotAction", "NotResource";
//! `spec/iam.md` A.6.3.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;

use why403_model::arn::{Arn, is_account};
use why403_model::pattern::Glob;
use why403_model::policy::{Effect, Listed, PolicyKind, PrincipalKind, Statement, Text};
use why403_model::shown::shown;

use super::{Review, Severity, codes};

pub(super) fn review(review: &mut Review<'_>, statement: &Statement) {
    match statement.effect {
        Effect::Allow => allow(review, statement),
        Effect::Deny => {
            principals(review, statement);
            resources(review, statement);
        }
    }
}

fn allow(review: &mut Review<'_>, statement: &Statement) {
    if !review.grants() || review.kind == PolicyKind::Trust {
        return;
    }
    if statement.action.negated {
        // Where the resources are of one service, the actions can be of no other.
        let resources = statement.resource.iter().filter(|it| !it.negated);
        let mut values = resources.flat_map(|it| &it.values);
        let is_wide = statement.resource.as_ref().is_none_or(|it| it.negated)
            || values.any(|it| it.text.starts_with('*'));
        let severity = if is_wide && !review.is_of_resource() {
            Severity::Warning
        } else {
            Severity::Note
        };
        let message = "this Allow is for every action but those listed, of every service there is and will be";
        let help =
            "write `Action` with what is needed; to keep actions away, write a Deny for them";
        let at = statement.action.at;
        review.find_as(&codes::ALLOW_NOT_ACTION, severity, at, message.into(), help);
    }
    if let Some(resource) = statement.resource.as_ref().filter(|it| it.negated) {
        let message = "this Allow is for every resource but those listed";
        let help =
            "write `Resource` with what is needed; to keep resources away, write a Deny for them";
        review.find(
            &codes::ALLOW_NOT_RESOURCE,
            resource.at,
            message.into(),
            help,
        );
    }
}

/// A caller is spared where each of its levels is: session, role, account
fn principals(review: &mut Review<'_>, statement: &Statement) {
    let Some(element) = statement.principal.as_ref().filter(|it| it.negated) else {
        return;
    };
    let named = element
        .values
        .iter()
        .filter(|it| it.kind == PrincipalKind::Aws);
    let mut accounts: BTreeSet<String> = BTreeSet::new();
    let mut roles: BTreeSet<(String, String)> = BTreeSet::new();
    let mut sessions: BTreeSet<(String, String)> = BTreeSet::new();
    for it in named.clone() {
        if is_account(&it.value.text) {
            accounts.insert(it.value.text.clone());
        }
        let Ok(arn) = Arn::parse(&it.value.text) else {
            continue;
        };
        let account = String::from(arn.account());
        match arn.resource().split_once('/') {
            None if arn.resource() == "root" => {
                accounts.insert(account);
            }
            Some(("role", _)) => {
                roles.insert((account, arn.name().into()));
            }
            Some(("assumed-role", rest)) => {
                let role = rest.split('/').next().unwrap_or_default();
                sessions.insert((account, role.into()));
            }
            Some(_) | None => {}
        }
    }
    for it in named {
        let Ok(arn) = Arn::parse(&it.value.text) else {
            continue;
        };
        let account = String::from(arn.account());
        let has_account = accounts.contains(&account);
        let missing = match arn.resource().split_once('/') {
            Some(("role", _)) if !sessions.contains(&(account.clone(), arn.name().into())) => {
                "the role's sessions are not, and every request of a role comes from a session"
            }
            Some(("assumed-role", rest)) => {
                let role = rest.split('/').next().unwrap_or_default();
                if !roles.contains(&(account.clone(), role.into())) {
                    "the role of this session is not"
                } else if has_account {
                    continue;
                } else {
                    "its account is not"
                }
            }
            Some(("role" | "user", _)) if !has_account => "its account is not",
            Some(_) | None => continue,
        };
        let message = format!("`{}` is spared, but {missing}", shown(&it.value.text));
        let help = "write `\"Principal\": \"*\"` and `\"ArnNotEquals\": {\"aws:PrincipalArn\": …}` with the ARNs of users and roles";
        review.find(&codes::NOT_PRINCIPAL_LEVELS, it.value.at, message, help);
    }
}

/// A bucket and its objects have different ARNs, so that sparing one is not sparing the other
fn resources(review: &mut Review<'_>, statement: &Statement) {
    let Some(spared) = statement.resource.as_ref().filter(|it| it.negated) else {
        return;
    };
    for value in &spared.values {
        let Some(rest) = value.text.strip_prefix("arn:aws:s3:::") else {
            continue;
        };
        let (bucket, key) = match rest.split_once('/') {
            Some((bucket, key)) => (bucket, Some(key)),
            None => (rest, None),
        };
        if bucket.contains(['*', '?', '$']) || bucket.is_empty() {
            continue;
        }
        let told = match key {
            Some("*") => half(
                review,
                statement,
                spared,
                &format!("arn:aws:s3:::{bucket}"),
                "s3:listbucket",
            )
            .then(|| {
                (
                    "objects",
                    "the bucket itself",
                    format!("arn:aws:s3:::{bucket}"),
                )
            }),
            None => half(
                review,
                statement,
                spared,
                &format!("arn:aws:s3:::{bucket}/a"),
                "s3:getobject",
            )
            .then(|| ("bucket", "its objects", format!("arn:aws:s3:::{bucket}/*"))),
            Some(_) => None,
        };
        if let Some((has, lacks, arn)) = told {
            let message = format!(
                "`{}` spares the {has}, and this Deny refuses {lacks}",
                shown(&value.text)
            );
            let help = format!("add `{}` to `NotResource`", shown(&arn));
            review.find(&codes::DENY_NOT_RESOURCE, value.at, message, help);
        }
    }
}

/// Whether the statement denies the action on the ARN
fn half(
    review: &mut Review<'_>,
    statement: &Statement,
    spared: &Listed,
    arn: &str,
    action: &str,
) -> bool {
    let mut is_met = |values: &[Text], text: &str| {
        let mut values = values.iter();
        values.any(|it| {
            !review.spend(it.text.len().saturating_mul(text.len()))
                || Glob::from_text(&it.text.to_ascii_lowercase()).matches(text)
        })
    };
    let is_spared = is_met(&spared.values, &arn.to_ascii_lowercase());
    let is_action = is_met(&statement.action.values, action) != statement.action.negated;
    !is_spared && is_action
}
