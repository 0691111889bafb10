//! Users and roles that differ in something else than their policies.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use why403_model::arn::Arn;
use why403_model::known::Fact;
use why403_model::world::Account;

use super::{Difference, Parted, Thing, half, note, part, setting, tags_apart};

/// What of the users and roles of an account differs.
pub(super) fn of(was: &Account, is: &Account, found: &mut Vec<Difference>) {
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
        let of = Thing::Caller {
            arn: is.arn.clone(),
            groups: Vec::new(),
        };
        tagged(
            (&was.tags, &is.tags),
            format!("tags of role {name}"),
            of,
            found,
        );
    }
    for (name, was_user) in &was.iam.users {
        let Some(is_user) = is.iam.users.get(name) else {
            continue;
        };
        let user = |groups| Thing::Caller {
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
        let what = format!("tags of user {name}");
        tagged(
            (&was_user.tags, &is_user.tags),
            what,
            user(Vec::new()),
            found,
        );
    }
}

type Tags = Fact<BTreeMap<String, String>>;

fn tagged((was, is): (&Tags, &Tags), what: String, of: Thing, found: &mut Vec<Difference>) {
    match (was, is) {
        (Fact::Known(was), Fact::Known(is)) if was != is => {
            let mut change = setting(what, of);
            change.tags = tags_apart(was, is);
            found.push(Difference::Setting(change));
        }
        (was, is) => note((was, is), &|| what.clone(), None, found),
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
