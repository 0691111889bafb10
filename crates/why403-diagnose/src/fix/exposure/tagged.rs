//! The tags of a role's sessions, where the two worlds tag the role otherwise.
//!
//! No world settles what tags a session has, since it may bring its own. One that brings none has
//! those of its role, and such a session is what is asked about.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;

use why403_model::request::{Context, Entry, Others, Principal};
use why403_model::world::World;

/// What a role's sessions have as `aws:PrincipalTag/…` in each world, of the tags that differ
pub(super) struct Tags {
    pub(super) before: Context,
    pub(super) after: Context,
}

impl Tags {
    pub(super) fn of((before, after): (&World, &World), principal: &Principal) -> Self {
        let mut tags = Self {
            before: Context::new(Others::Unknown),
            after: Context::new(Others::Unknown),
        };
        let (Some(was), Some(is)) = (of_role(before, principal), of_role(after, principal)) else {
            return tags;
        };
        let keys: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
        for key in keys.into_iter().filter(|it| was.get(*it) != is.get(*it)) {
            let name = format!("aws:PrincipalTag/{key}");
            let entry = |of: &BTreeMap<String, String>| {
                let value = of.get(key).cloned();
                value.map_or(Entry::Absent, Entry::One)
            };
            tags.before.set(&name, entry(was));
            tags.after.set(&name, entry(is));
        }
        tags
    }
}

fn of_role<'w>(world: &'w World, principal: &Principal) -> Option<&'w BTreeMap<String, String>> {
    let Principal::RoleSession { account, role, .. } = principal else {
        return None;
    };
    let account = world.accounts.get(account)?;
    account.iam.roles.get(role)?.tags.known()
}
