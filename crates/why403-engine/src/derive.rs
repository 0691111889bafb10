//! Condition keys that follow from who asks, whose the resource is, and what an action carries.
//!
//! Source: `spec/iam.md` C.5, D.1–D.4; `spec/s3.md` G. What the request says itself always wins.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};

use why403_model::facts::{self, ActionFacts, Scope};
use why403_model::known::Fact;
use why403_model::request::{Entry, Others, Principal, Request};

use crate::keys::UsedKey;
use crate::switches;

/// Says every key that principal and owner determine, unless it was said already.
pub fn fill(request: &mut Request) {
    let principal = request.principal.clone();
    let mut say = |key: &str, value: Option<String>| {
        let entry = value.map_or(Entry::Absent, Entry::One);
        request.context.set_if_unsaid(key, entry);
    };
    if principal != Principal::Unstated {
        say("aws:PrincipalArn", principal.principal_arn());
        say("aws:PrincipalAccount", account(&principal));
        say(
            "aws:PrincipalType",
            principal_type(&principal).map(String::from),
        );
        say("aws:username", username(&principal));
        say(
            "aws:PrincipalIsAWSService",
            is_service(&principal).map(String::from),
        );
        say(
            "aws:PrincipalServiceName",
            match &principal {
                Principal::Service { name } => Some(name.clone()),
                _ => None,
            },
        );
    }
    say_user_id(request);
    if request.action.service() == "kms" {
        let caller = request.principal.account().map(|it| it.to_string());
        request.context.set_if_unsaid(
            "kms:CallerAccount",
            caller.map_or(Entry::Absent, Entry::One),
        );
    }
    let owner = match &request.resource_owner {
        Fact::Known(owner) => Entry::One(owner.to_string()),
        Fact::Unknown(_) => match request.context.others() {
            Others::Absent => Entry::Absent,
            Others::Unknown => Entry::Unknown,
        },
    };
    if request.action.service() == "s3" {
        request
            .context
            .set_if_unsaid("s3:ResourceAccount", owner.clone());
    }
    request.context.set_if_unsaid("aws:ResourceAccount", owner);
}

/// Says the tags of a bucket, which count once attribute-based access control is on.
pub fn fill_bucket_tags(request: &mut Request, tags: &BTreeMap<String, String>) {
    for (key, value) in tags {
        for prefix in ["s3:BucketTag/", "aws:ResourceTag/"] {
            let name = alloc::format!("{prefix}{key}");
            request
                .context
                .set_if_unsaid(&name, Entry::One(value.clone()));
        }
    }
}

/// Says, of the keys that the policies use, which the request cannot have.
///
/// - `keys`: what [`keys::used`](crate::keys::used) finds.
/// - For requests of which not everything was said: a key that only callers of another kind have,
///   or that the action never carries, is absent rather than unknown (`spec/iam.md` D.2).
pub fn settle(request: &mut Request, keys: &[&UsedKey]) {
    if request.context.others() == Others::Absent {
        return;
    }
    let action = facts::action(request.action.service(), request.action.name());
    for key in keys {
        if !request.context.is_said(&key.name) && is_impossible(request, action, key) {
            request.context.set(&key.name, Entry::Absent);
        }
    }
}

/// Keys that only calls of AWS services in their own name have
static OF_SERVICES: &[&str] = &[
    "aws:principalservicenameslist",
    "aws:sourcearn",
    "aws:sourceaccount",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
];

/// Whether no request of this caller for this action carries the key.
#[must_use]
pub fn cannot_carry(request: &Request, key: &UsedKey) -> bool {
    let action = facts::action(request.action.service(), request.action.name());
    is_impossible(request, action, key)
}

fn is_impossible(request: &Request, action: Option<ActionFacts>, used: &UsedKey) -> bool {
    let key = used.name.as_str();
    let is_service = matches!(request.principal, Principal::Service { .. });
    if OF_SERVICES.contains(&key) {
        return !is_service;
    }
    // The root user has no tags.
    if key.starts_with("aws:principaltag/") && matches!(request.principal, Principal::Root { .. }) {
        return true;
    }
    if key.starts_with("aws:principaltag/") || key.starts_with("aws:principalorg") {
        return !request.principal.is_iam();
    }
    // A service key that AWS does not list for the action is never there (`spec/s3.md` G).
    match (&used.facts, action) {
        (Some(found), Some(action)) => {
            found.scope == Scope::WhereListed && !action.may_carry_key(found)
        }
        (_, _) => false,
    }
}

fn account(principal: &Principal) -> Option<String> {
    match principal {
        Principal::Anonymous if switches::ANONYMOUS_HAS_PRINCIPAL_KEYS => Some("anonymous".into()),
        _ => principal.account().map(|it| it.to_string()),
    }
}

fn principal_type(principal: &Principal) -> Option<&'static str> {
    match principal {
        Principal::User { .. } => Some("User"),
        Principal::Root { .. } => Some("Account"),
        Principal::RoleSession { .. } => Some("AssumedRole"),
        Principal::FederatedUser { .. } => Some("FederatedUser"),
        Principal::Anonymous => Some("Anonymous"),
        Principal::Service { .. } | Principal::Federated { .. } | Principal::Unstated => None,
    }
}

fn username(principal: &Principal) -> Option<String> {
    match principal {
        Principal::User { arn, .. } => Some(arn.name().to_string()),
        Principal::Root { .. }
        | Principal::RoleSession { .. }
        | Principal::FederatedUser { .. }
        | Principal::Anonymous
        | Principal::Service { .. }
        | Principal::Federated { .. }
        | Principal::Unstated => None,
    }
}

fn is_service(principal: &Principal) -> Option<&'static str> {
    match principal {
        Principal::Service { .. } => Some("true"),
        Principal::User { .. }
        | Principal::Root { .. }
        | Principal::RoleSession { .. }
        | Principal::FederatedUser { .. } => Some("false"),
        Principal::Federated { .. } | Principal::Anonymous | Principal::Unstated => None,
    }
}

/// `aws:userid`, by `spec/iam.md` D.3; an id that nobody told stays as other keys do, and of a role
/// without the name of its session it begins with the role's id
fn say_user_id(request: &mut Request) {
    if let Principal::RoleSession {
        id: Some(id),
        session: None,
        ..
    } = &request.principal
    {
        let begins = alloc::format!("{id}:");
        request.context.say_beginning("aws:userid", begins);
    }
    let value = match &request.principal {
        Principal::User { id, .. } => id.clone(),
        Principal::RoleSession {
            id: Some(id),
            session: Some(session),
            ..
        } => Some(alloc::format!("{id}:{session}")),
        Principal::Root { arn } => arn.account_id().map(|it| it.to_string()),
        Principal::FederatedUser { arn } => {
            let name = arn.resource().split_once('/').map(|(_, name)| name);
            arn.account_id()
                .zip(name)
                .map(|(account, name)| alloc::format!("{account}:{name}"))
        }
        Principal::Anonymous if switches::ANONYMOUS_HAS_PRINCIPAL_KEYS => Some("anonymous".into()),
        Principal::RoleSession { .. }
        | Principal::Anonymous
        | Principal::Service { .. }
        | Principal::Federated { .. }
        | Principal::Unstated => None,
    };
    if let Some(value) = value {
        request
            .context
            .set_if_unsaid("aws:userid", Entry::One(value));
    }
}
