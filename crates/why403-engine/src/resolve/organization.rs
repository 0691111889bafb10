//! Policies of the organization: of the caller's account, and of the resource's.

use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_model::arn::AccountId;
use why403_model::known::Fact;
use why403_model::policy::PolicyKind;
use why403_model::request::{Principal, Request};
use why403_model::world::{Document, KeyManager, Level, World};

use super::{Library, many, not_collected, resource};
use crate::layers::{Exists, LevelPolicies, Levels};

/// What is attached at one level: the list, and each of its documents, may be unknown
type Attached = Fact<Vec<Fact<Arc<Document>>>>;

/// The levels of an organization's policies above an account
fn levels(
    library: &Library,
    world: &World,
    account: &AccountId,
    kind: PolicyKind,
    of: fn(&Level) -> &Attached,
    missing: &str,
) -> Levels {
    let organization = match &world.organization {
        Fact::Unknown(gap) => return Levels::unknown(gap.clone()),
        Fact::Known(None) if world.accounts.contains_key(account) => {
            return Levels::none("the account is in no organization");
        }
        // Whoever was asked has none; what a stranger has is another matter.
        Fact::Known(None) => {
            return Levels::unknown(not_collected(
                alloc::format!("{missing} of account {account}"),
                None,
            ));
        }
        Fact::Known(Some(organization)) => organization,
    };
    if organization.management_account.known() == Some(account) {
        return Levels::none("the management account is exempt");
    }
    let found = match organization.levels.get(account) {
        Some(Fact::Known(levels)) => levels,
        Some(Fact::Unknown(gap)) => return Levels::unknown(gap.clone()),
        None => {
            return Levels::unknown(not_collected(
                alloc::format!("{missing} of account {account}"),
                Some(alloc::format!(
                    "aws organizations list-parents --child-id {account}"
                )),
            ));
        }
    };
    // AWS keeps one policy attached wherever the policy type is on: none means that it is off.
    let is_on = |level: &&Level| of(level).known().is_none_or(|all| !all.is_empty());
    let levels = found.iter().filter(is_on).map(|level| {
        let id = match &level.name {
            Some(name) => alloc::format!("{name} ({})", level.id),
            None => level.id.clone(),
        };
        LevelPolicies {
            id,
            policies: many(library, of(level), kind),
        }
    });
    Levels::known(levels.collect())
}

pub(super) fn scp(library: &Library, world: &World, principal: &Principal) -> Levels {
    match principal.account() {
        None => Levels::none("the caller has no account"),
        Some(account) => levels(
            library,
            world,
            &account,
            PolicyKind::Scp,
            |level| &level.scps,
            "the service control policies",
        ),
    }
}

pub(super) fn rcp(library: &Library, world: &World, request: &Request) -> Levels {
    // Source: `spec/iam.md` E.4.
    let manager = resource::manager(world, request);
    if let Some(Fact::Known(KeyManager::Aws)) = manager {
        return Levels::none("AWS manages the key, and RCPs leave such keys alone");
    }
    let mut found = match &request.resource_owner {
        Fact::Unknown(gap) => Levels::unknown(gap.clone()),
        Fact::Known(owner) => levels(
            library,
            world,
            owner,
            PolicyKind::Rcp,
            |level| &level.rcps,
            "the resource control policies",
        ),
    };
    if let (Some(Fact::Unknown(gap)), Exists::Yes) = (manager, &found.exists) {
        found.exists = Exists::Unknown;
        found.gaps.push(gap);
    }
    found
}
