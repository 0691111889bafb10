//! Users and roles that differ in something else than their policies.

use alloc::format;
use alloc::vec::Vec;

use why403_model::arn::Arn;
use why403_model::known::Fact;
use why403_model::world::{Account, World};

use super::{Difference, Parted, Thing, half, note, part, setting, tags_apart};
use crate::fix::mention;

/// What of the users and roles of an account differs.
pub(super) fn of(
    (before, was): (&World, &Account),
    (after, is): (&World, &Account),
    found: &mut Vec<Difference>,
) {
    let roles = was.iam.roles.values().map(|it| &it.arn);
    let users = was.iam.users.values().map(|it| &it.arn);
    for arn in roles.chain(users).filter(|it| !has(is, it)) {
        found.push(presence(arn, false, is));
    }
    let roles = is.iam.roles.values().map(|it| &it.arn);
    let users = is.iam.users.values().map(|it| &it.arn);
    for arn in roles.chain(users).filter(|it| !has(was, it)) {
        found.push(presence(arn, true, was));
    }
    for (name, was) in &was.iam.roles {
        let Some(is) = is.iam.roles.get(name) else {
            continue;
        };
        let what = || format!("the path or unique id of role {name}");
        if was.arn != is.arn || (was.id.is_some() && is.id.is_some() && was.id != is.id) {
            found.push(Difference::Unseen(what()));
        }
        // Tags can be passed with a session, and no world shows that: which tags one has is open
        // on both sides.
        let tags = || format!("tags of role {name}, of which aws:PrincipalTag is made");
        if let (Fact::Known(was), Fact::Known(is)) = (&was.tags, &is.tags) {
            let apart = tags_apart(was, is);
            if mention::of_tags(&apart, before) || mention::of_tags(&apart, after) {
                found.push(Difference::Unseen(tags()));
            }
        }
    }
    for (name, was_user) in &was.iam.users {
        let Some(is_user) = is.iam.users.get(name) else {
            continue;
        };
        let user = |groups| Thing::User {
            arn: is_user.arn.clone(),
            groups,
        };
        if was_user.arn != is_user.arn {
            found.push(Difference::Unseen(format!("the path of user {name}")));
        }
        match (&was_user.groups, &is_user.groups) {
            (Fact::Known(was), Fact::Known(now)) => {
                let left = was.iter().filter(|it| !now.contains(it));
                let joined = now.iter().filter(|it| !was.contains(it));
                let apart: Vec<_> = left.chain(joined).cloned().collect();
                if !apart.is_empty() {
                    let apart = apart.into_iter().map(|it| (is.id.clone(), it)).collect();
                    let what = format!("groups of user {name}");
                    found.push(Difference::Setting(setting(what, user(apart))));
                }
            }
            (was, is) => {
                if part(was, is) == Parted::Half {
                    found.push(half(&format!("groups of user {name}")));
                }
            }
        }
        match (&was_user.tags, &is_user.tags) {
            (Fact::Known(was), Fact::Known(now)) if was != now => {
                let mut change = setting(format!("tags of user {name}"), user(Vec::new()));
                change.tags = tags_apart(was, now);
                found.push(Difference::Setting(change));
            }
            (was, is) => note((was, is), &|| format!("tags of user {name}"), None, found),
        }
    }
}

fn has(account: &Account, arn: &Arn) -> bool {
    let name = arn.name();
    if arn.resource().starts_with("role/") {
        account.iam.roles.contains_key(name)
    } else {
        account.iam.users.contains_key(name)
    }
}

/// A caller that the other world does not have, or does not tell of
fn presence(arn: &Arn, is_new: bool, other: &Account) -> Difference {
    if other.iam.incomplete.is_some() {
        return half(arn.as_str());
    }
    Difference::Caller {
        arn: arn.clone(),
        is_new,
    }
}
