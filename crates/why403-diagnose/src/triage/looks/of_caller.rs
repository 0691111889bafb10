//! What to ask AWS about the caller's own policies.

use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;

use why403_model::known::Fact;
use why403_model::request::Principal;
use why403_model::world::{Role, User};

use super::super::told::Told;
use super::Planned;
use super::of_layer::{ask, telling};

/// What the world has of the caller
enum Own<'w> {
    Role(&'w Role),
    User(&'w User),
    Nothing,
}

fn own<'w>(told: &'w Told<'_>) -> Own<'w> {
    let account = told.account();
    let iam = account.and_then(|it| told.world.accounts.get(&it));
    let Some(iam) = iam.map(|it| &it.iam) else {
        return Own::Nothing;
    };
    match &told.parts.principal {
        Some(Principal::RoleSession { role, .. }) => {
            iam.roles.get(role).map_or(Own::Nothing, Own::Role)
        }
        Some(Principal::User { arn, .. }) => {
            iam.users.get(arn.name()).map_or(Own::Nothing, Own::User)
        }
        Some(_) | None => Own::Nothing,
    }
}

pub(super) fn identity(told: &Told<'_>) -> Vec<Planned> {
    let account = told.account().map(|it| it.to_string());
    let account = ("account", account.as_deref());
    let is_known = |fact: &Fact<_>| fact.known().is_some();
    let is_answered = match own(told) {
        Own::Role(role) => is_known(&role.policies),
        Own::User(user) => is_known(&user.policies),
        Own::Nothing => false,
    };
    let (kind, name) = match &told.parts.principal {
        Some(Principal::User { arn, .. }) => ("user", Some(arn.name().to_string())),
        Some(Principal::RoleSession { role, .. }) => ("role", Some(role.clone())),
        None => ("role", None),
        Some(_) => return Vec::new(),
    };
    let (placeholder, folder): (&'static str, &str) = match kind {
        "user" => ("user", "users/{user}"),
        _ => ("role", "roles/{role}"),
    };
    let parts = [
        (
            "attached-policies",
            "which policies are attached to the caller",
            "none of them allows it: its inline policies or groups may",
        ),
        (
            "inline-policies",
            "which policies stand in the caller itself",
            "then nothing of its own allows it: the bucket's policy may, in the same account",
        ),
    ];
    let found = parts.into_iter().filter_map(|(part, why, means)| {
        let path = format!("accounts/{{account}}/iam/{folder}/{part}");
        let names = [account, (placeholder, name.as_deref())];
        let planned = ask(&path, &names, why)?;
        let mut planned = telling(planned, &[("no policy about it", means)]);
        planned.is_answered = is_answered;
        Some(planned)
    });
    found.collect()
}

pub(super) fn boundary(told: &Told<'_>) -> Option<Planned> {
    let account = told.account().map(|it| it.to_string());
    let account = ("account", account.as_deref());
    let why = "whether the caller has a permissions boundary";
    let planned = match &told.parts.principal {
        Some(Principal::User { arn, .. }) => ask(
            "accounts/{account}/iam/users/{user}/user",
            &[account, ("user", Some(arn.name()))],
            why,
        ),
        Some(Principal::RoleSession { role, .. }) => ask(
            "accounts/{account}/iam/roles/{role}/role",
            &[account, ("role", Some(role))],
            why,
        ),
        Some(_) => None,
        None => ask(
            "accounts/{account}/iam/roles/{role}/role",
            &[account, ("role", None)],
            why,
        ),
    };
    let mut planned = telling(
        planned?,
        &[
            ("no PermissionsBoundary", "there is none"),
            ("PermissionsBoundary", "that policy must allow it, too"),
        ],
    );
    planned.is_answered = match own(told) {
        Own::Role(role) => role.boundary.known().is_some(),
        Own::User(user) => user.boundary.known().is_some(),
        Own::Nothing => false,
    };
    Some(planned)
}
