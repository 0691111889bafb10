//! Who can make an edit, and where it has to be made so that it lasts.
//!
//! Roles of IAM Identity Center are written by their permission set, service-linked roles by their
//! service, AWS-managed policies by AWS; stacks set back what was edited beside them.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_model::arn::AccountId;
use why403_model::known::Fact;
use why403_model::request::Principal;
use why403_model::world::{Document, Endpoint, Function, Role, World};

use super::acl::AclOf;
use super::change::words;
use super::edit::{Edit, Place, PublicAccessLevel, is_same};
use super::located;
use super::setting::Tagged;
use super::terraform::{self, Declaration};

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

/// Why an edit by hand will not last, or what it belongs to
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Managed {
    /// A stack of `CloudFormation`, by name
    CloudFormation(String),
    /// A permission set of IAM Identity Center
    IdentityCenter,
    /// A resource of Terraform or `OpenTofu`
    Terraform(Declaration),
}

/// Who can attach a policy to a caller; `None` where nobody can
#[must_use]
pub fn of_caller(principal: &Principal) -> Option<Owner> {
    if principal.is_service_linked() {
        return None;
    }
    match principal {
        Principal::RoleSession { account, role, .. } => match permission_set(role) {
            Some(set) => Some(Owner::PermissionSet(set)),
            None => Some(Owner::Account(account.clone())),
        },
        Principal::User { arn, .. } => arn.account_id().map(Owner::Account),
        Principal::Root { .. }
        | Principal::FederatedUser { .. }
        | Principal::Anonymous
        | Principal::Service { .. }
        | Principal::Federated { .. }
        | Principal::Unstated => None,
    }
}

/// The permission set of a role: that of `AWSReservedSSO_NAME_0123456789abcdef` is `NAME`
#[must_use]
pub fn permission_set(role: &str) -> Option<String> {
    let name = role.strip_prefix(PERMISSION_SET)?;
    let name = name.rsplit_once('_').map_or(name, |(name, _)| name);
    Some(name.to_string())
}

/// Whether AWS alone can write a document
#[must_use]
pub fn is_of_aws(document: &Document) -> bool {
    let arn = document.arn.as_deref().unwrap_or_default();
    let account = arn.split(':').nth(4);
    account == Some("aws")
}

/// What keeps the place of an edit otherwise than by hand, and which that is, in words: as tags
/// tell, and states of Terraform.
#[must_use]
pub fn managed(edit: &Edit, world: &World) -> Vec<(String, Managed)> {
    let mut all: Vec<(String, Managed)> = tagged(edit, world).into_iter().collect();
    // To locate an edit is to look through the world.
    if world.declared.is_empty() {
        return all;
    }
    if let Some(at) = located::of_edit(edit, world) {
        let found = terraform::of_edit(edit, &at, world).into_iter();
        all.extend(found.map(|it| (words(&at.site), Managed::Terraform(it))));
    }
    all
}

/// What sets back an edit that is made by hand, and of what, in words: the role, user, bucket, key,
/// function or endpoint that the edit is about, as its tags tell.
///
/// Managed policies and access points have tags that no world holds.
fn tagged(edit: &Edit, world: &World) -> Option<(String, Managed)> {
    let of_bucket = |name: &str| {
        let mut all = world.accounts.values();
        let found = all.find_map(|it| it.buckets.get(name))?;
        Some((format!("bucket {name}"), stack(&found.tags)?))
    };
    let of_key = |arn: &str| {
        let mut all = world.accounts.values();
        let found = all.find_map(|it| it.keys.get(arn))?;
        Some((format!("key {arn}"), stack(&found.tags)?))
    };
    let of_role = |account: &AccountId, name: &str| {
        let found = world.accounts.get(account)?.iam.roles.get(name)?;
        Some((format!("role {name}"), of_role(found)?))
    };
    let of_user = |account: &AccountId, name: &str| {
        let found = world.accounts.get(account)?.iam.users.get(name)?;
        Some((format!("user {name}"), stack(&found.tags)?))
    };
    match edit {
        Edit::Write { place, .. } => match place {
            Place::Role { account, role } => of_role(account, role),
            Place::User { account, user } => of_user(account, user),
            Place::Bucket(name) => of_bucket(name),
            Place::Function { arn, .. } => {
                let mut all = world.accounts.values();
                of_function(all.find_map(|it| it.functions.get(arn))?)
            }
            Place::Endpoint(id) => of_endpoint(world.endpoint(id)?.1),
            Place::Group { .. } | Place::AccessPoint(_) => None,
        },
        Edit::Rewrite { old, .. } => of_document(old, world),
        Edit::PublicAccessBlock {
            of: PublicAccessLevel::Bucket(name),
            ..
        }
        | Edit::Ownership { bucket: name, .. }
        | Edit::Encryption { bucket: name, .. }
        | Edit::Acl {
            of: AclOf::Bucket(name),
            ..
        } => of_bucket(name),
        Edit::Tag { of, .. } => match of {
            Tagged::Role { account, role } => of_role(account, role),
            Tagged::User { account, user } => of_user(account, user),
            Tagged::Bucket(name) => of_bucket(name),
            Tagged::Key(arn) => of_key(arn),
            Tagged::Object { .. } => None,
        },
        // Objects are nobody's template, accounts and grants have no tags.
        Edit::PublicAccessBlock {
            of: PublicAccessLevel::Account(_),
            ..
        }
        | Edit::Acl {
            of: AclOf::Object { .. },
            ..
        }
        | Edit::Grant { .. }
        | Edit::Reencrypt { .. } => None,
    }
}

/// What keeps the role, user, bucket, key, function or endpoint whose own policy a document is
fn of_document(document: &Arc<Document>, world: &World) -> Option<(String, Managed)> {
    let is_it = |it: &Arc<Document>| is_same(it, document);
    let holds = |all: &Fact<Vec<Fact<Arc<Document>>>>| {
        let all = all.known().into_iter().flatten();
        all.filter_map(Fact::known).any(is_it)
    };
    // What is attached to several is of none of them.
    let is_inline = document.arn.is_none();
    for account in world.accounts.values() {
        for role in account.iam.roles.values() {
            let is_trust = role.trust.known().is_some_and(is_it);
            if is_trust || is_inline && holds(&role.policies) {
                let managed = of_role(role)?;
                return Some((format!("role {}", role.arn.name()), managed));
            }
        }
        for user in account.iam.users.values() {
            if is_inline && holds(&user.policies) {
                return Some((format!("user {}", user.arn.name()), stack(&user.tags)?));
            }
        }
        for bucket in account.buckets.values() {
            let policy = bucket.policy.known().and_then(Option::as_ref);
            if policy.is_some_and(is_it) {
                return Some((format!("bucket {}", bucket.name), stack(&bucket.tags)?));
            }
        }
        for key in account.keys.values() {
            if key.policy.known().is_some_and(is_it) {
                return Some((format!("key {}", key.arn), stack(&key.tags)?));
            }
        }
        for function in account.functions.values() {
            let policies = function.qualifiers.values().chain([&function.policy]);
            let mut policies = policies.filter_map(|it| it.known()?.as_ref());
            if policies.any(is_it) {
                return of_function(function);
            }
        }
        let networks = account.networks.values();
        for endpoint in networks.flat_map(|it| it.endpoints.known().into_iter().flatten()) {
            let policy = endpoint.policy.known().and_then(Option::as_ref);
            if policy.is_some_and(is_it) {
                return of_endpoint(endpoint);
            }
        }
    }
    None
}

fn of_role(role: &Role) -> Option<Managed> {
    if role.arn.name().starts_with(PERMISSION_SET) {
        return Some(Managed::IdentityCenter);
    }
    stack(&role.tags)
}

fn of_function(function: &Function) -> Option<(String, Managed)> {
    let stack = function.configuration.known()?.as_ref()?.stack.clone()?;
    let name = function.arn.as_str().rsplit(':').next()?;
    let what = format!("function {name}");
    Some((what, Managed::CloudFormation(stack)))
}

fn of_endpoint(endpoint: &Endpoint) -> Option<(String, Managed)> {
    let stack = endpoint.stack.clone()?;
    let what = format!("VPC endpoint {}", endpoint.id);
    Some((what, Managed::CloudFormation(stack)))
}

/// The stack that a resource is of, as its tags tell.
///
/// Source: `CloudFormation` User Guide, "Resource tag": `aws:cloudformation:stack-name`.
fn stack(tags: &Fact<BTreeMap<String, String>>) -> Option<Managed> {
    let name = tags.known()?.get("aws:cloudformation:stack-name")?;
    Some(Managed::CloudFormation(name.clone()))
}

/// What names of roles begin with that IAM Identity Center writes
const PERMISSION_SET: &str = "AWSReservedSSO_";
