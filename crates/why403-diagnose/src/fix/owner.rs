//! Who can make an edit, and where it has to be made so that it lasts.
//!
//! Roles of IAM Identity Center are written by their permission set, service-linked roles by their
//! service, AWS-managed policies by AWS; stacks set back what was edited beside them.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};

use why403_model::arn::AccountId;
use why403_model::known::Fact;
use why403_model::request::Principal;
use why403_model::world::{Document, World};

/// Who has to act
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// Whoever sends the request: nothing of the account changes
    Caller,
    /// Administrators of an account
    Account(AccountId),
    /// Who keeps the permission set behind a role of IAM Identity Center
    PermissionSet(String),
    /// Who administers the organization
    Organization,
    /// Somebody, of whom the world does not tell
    Unknown,
}

/// Why an edit by hand will not last
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Managed {
    /// A stack of `CloudFormation`, by name
    CloudFormation(String),
    /// A permission set of IAM Identity Center
    IdentityCenter,
}

/// Who can attach a policy to a caller; `None` where nobody can
#[must_use]
pub fn of_caller(principal: &Principal) -> Option<Owner> {
    if principal.is_service_linked() {
        return None;
    }
    match principal {
        Principal::RoleSession { role, .. } if role.starts_with("AWSReservedSSO_") => {
            Some(Owner::PermissionSet(permission_set(role)))
        }
        Principal::RoleSession { account, .. } => Some(Owner::Account(account.clone())),
        Principal::User { arn, .. } => arn.account_id().map(Owner::Account),
        Principal::Root { .. }
        | Principal::FederatedUser { .. }
        | Principal::Anonymous
        | Principal::Service { .. }
        | Principal::Federated { .. }
        | Principal::Unstated => None,
    }
}

/// `AWSReservedSSO_NAME_0123456789abcdef` is the role of permission set `NAME`
fn permission_set(role: &str) -> String {
    let name = role.strip_prefix("AWSReservedSSO_").unwrap_or(role);
    let name = name.rsplit_once('_').map_or(name, |(name, _)| name);
    name.to_string()
}

/// Whether AWS alone can write a document
#[must_use]
pub fn is_of_aws(document: &Document) -> bool {
    let arn = document.arn.as_deref().unwrap_or_default();
    let account = arn.split(':').nth(4);
    account == Some("aws")
}

/// What sets a role or user back that is edited by hand, as its tags tell
#[must_use]
pub fn managed(principal: &Principal, world: &World) -> Option<Managed> {
    match principal {
        Principal::RoleSession { account, role, .. } => {
            if role.starts_with("AWSReservedSSO_") {
                return Some(Managed::IdentityCenter);
            }
            let found = world.accounts.get(account)?.iam.roles.get(role)?;
            stack(&found.tags)
        }
        Principal::User { arn, .. } => {
            let account = world.accounts.get(&arn.account_id()?)?;
            stack(&account.iam.users.get(arn.name())?.tags)
        }
        _ => None,
    }
}

/// The stack that a resource is of, as its tags tell.
///
/// Source: `CloudFormation` User Guide, "Resource tag": `aws:cloudformation:stack-name`.
#[must_use]
pub fn stack(tags: &Fact<BTreeMap<String, String>>) -> Option<Managed> {
    let name = tags.known()?.get("aws:cloudformation:stack-name")?;
    Some(Managed::CloudFormation(name.clone()))
}
