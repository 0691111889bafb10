//! Settings that are no policies: of buckets, objects, keys, access points, functions, networks.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_model::known::Fact;
use why403_model::world::{
    AccessPoint, Account, Bucket, Endpoint, Function, Key, Network, Object, World,
};

use super::{Difference, Parted, Thing, half, note, part, setting, tags_apart};

/// Looks at what only one side has, and at what both have
fn pairs<'w, T>(
    was: &'w BTreeMap<String, T>,
    is: &'w BTreeMap<String, T>,
) -> impl Iterator<Item = (&'w str, Option<&'w T>, Option<&'w T>)> {
    let new = is.iter().filter(|(name, _)| !was.contains_key(*name));
    let new = new.map(|(name, it)| (name.as_str(), None, Some(it)));
    let old = was.iter();
    let old = old.map(|(name, it)| (name.as_str(), Some(it), is.get(name)));
    old.chain(new)
}

/// What of the settings of an account differs.
pub(super) fn of(was: &Account, is: &Account, found: &mut Vec<Difference>) {
    let id = &was.id;
    let names = || {
        let mut names: Vec<String> = was
            .buckets
            .keys()
            .chain(is.buckets.keys())
            .cloned()
            .collect();
        names.sort();
        names.dedup();
        names
    };
    note(
        (&was.public_access_block, &is.public_access_block),
        &|| format!("Block Public Access of account {id}"),
        Some(&|| Thing::Buckets(names())),
        found,
    );
    let canonical = || format!("the canonical id of account {id}");
    note(
        (&was.canonical_id, &is.canonical_id),
        &canonical,
        None,
        found,
    );
    for (name, was, is) in pairs(&was.buckets, &is.buckets) {
        match (was, is) {
            (Some(was), Some(is)) => bucket(was, is, found),
            // Its policy is looked at as one that is new or gone; so is the rest.
            (Some(_), None) | (None, Some(_)) => {
                let change = if is.is_some() { "is new" } else { "is gone" };
                let what = format!("bucket {name} {change}");
                let of = Thing::Buckets(alloc::vec![name.to_string()]);
                found.push(Difference::Setting(setting(what, of)));
            }
            (None, None) => {}
        }
    }
    for (arn, was, is) in pairs(&was.keys, &is.keys) {
        match (was, is) {
            (Some(was), Some(is)) => key(arn, was, is, found),
            (_, _) => found.push(half(&format!("key {arn}"))),
        }
    }
    for (arn, was, is) in pairs(&was.access_points, &is.access_points) {
        if let (Some(was), Some(is)) = (was, is) {
            access_point(arn, was, is, found);
        } else {
            let what = format!("access point {arn}");
            let of = Thing::AccessPoint(arn.to_string());
            found.push(Difference::Setting(setting(what, of)));
        }
    }
    for (arn, was, is) in pairs(&was.functions, &is.functions) {
        match (was, is) {
            (Some(was), Some(is)) => function(arn, was, is, found),
            (_, _) => found.push(half(&format!("function {arn}"))),
        }
    }
    for (region, was, is) in pairs(&was.networks, &is.networks) {
        let what = || format!("VPC endpoints, routes or subnets of account {id} in {region}");
        match (was, is) {
            (Some(was), Some(is)) if ways(was) == ways(is) => {}
            (Some(_), Some(_)) => found.push(Difference::Unseen(what())),
            (_, _) => found.push(half(&what())),
        }
    }
}

fn bucket(was: &Bucket, is: &Bucket, found: &mut Vec<Difference>) {
    let name = &was.name;
    let this = || Thing::Buckets(alloc::vec![name.clone()]);
    let of = Some(&this as &dyn Fn() -> Thing);
    let what = |what: &'static str| move || format!("{what} of bucket {name}");
    let (a, b) = (&was.public_access_block, &is.public_access_block);
    note((a, b), &what("Block Public Access"), of, found);
    note(
        (&was.ownership, &is.ownership),
        &what("Object Ownership"),
        of,
        found,
    );
    note((&was.acl, &is.acl), &what("the ACL"), of, found);
    let (a, b) = (&was.requester_pays, &is.requester_pays);
    note((a, b), &what("Requester Pays"), of, found);
    note(
        (&was.exists, &is.exists),
        &what("the existence"),
        None,
        found,
    );
    note((&was.region, &is.region), &what("the Region"), None, found);
    let (a, b) = (&was.encryption, &is.encryption);
    let default = || Thing::Encryption {
        bucket: name.clone(),
        key: None,
    };
    note((a, b), &what("default encryption"), Some(&default), found);
    let (a, b) = (&was.blocks_sse_c, &is.blocks_sse_c);
    note((a, b), &what("the block of SSE-C"), None, found);
    let (a, b) = (&was.object_lock, &is.object_lock);
    note((a, b), &what("Object Lock"), None, found);
    tags(
        (&was.tags, &is.tags),
        part(&was.abac_enabled, &is.abac_enabled),
        &what("the tags"),
        &this,
        found,
    );
    objects(name, &was.objects, &is.objects, found);
}

/// Tags of something
type Tags = Fact<BTreeMap<String, String>>;

/// Tags, and whether they count
fn tags(
    (was, is): (&Tags, &Tags),
    counts: Parted,
    what: &dyn Fn() -> String,
    of: &dyn Fn() -> Thing,
    found: &mut Vec<Difference>,
) {
    match (was, is) {
        (Fact::Known(was), Fact::Known(is)) if was != is || counts == Parted::Yes => {
            let mut change = setting(what(), of());
            change.tags = tags_apart(was, is);
            if counts == Parted::Yes {
                let all = was.keys().chain(is.keys());
                change.tags.extend(all.map(|it| it.to_ascii_lowercase()));
            }
            found.push(Difference::Setting(change));
        }
        (_, _) if counts == Parted::Half || part(was, is) == Parted::Half => {
            found.push(half(&what()));
        }
        (_, _) => {}
    }
}

/// Objects that both worlds list; one that only one lists is data, and no right
fn objects(name: &str, was: &[Object], is: &[Object], found: &mut Vec<Difference>) {
    for was in was {
        let twin = |it: &&Object| it.key == was.key && it.version_id == was.version_id;
        let Some(is) = is.iter().find(twin) else {
            continue;
        };
        let this = || Thing::Object {
            bucket: name.to_string(),
            key: was.key.clone(),
        };
        let what = |what: &'static str| move || format!("{what} of s3://{name}/{}", was.key);
        note((&was.acl, &is.acl), &what("the ACL"), Some(&this), found);
        tags(
            (&was.tags, &is.tags),
            Parted::No,
            &what("the tags"),
            &this,
            found,
        );
        let (a, b) = (&was.encryption, &is.encryption);
        let encrypted = || Thing::Encryption {
            bucket: name.to_string(),
            key: Some(was.key.clone()),
        };
        note((a, b), &what("the encryption"), Some(&encrypted), found);
        note((&was.is_sse_c, &is.is_sse_c), &what("SSE-C"), None, found);
        let (a, b) = (&was.retention, &is.retention);
        note((a, b), &what("the lock"), None, found);
        let (a, b) = (&was.legal_hold, &is.legal_hold);
        note((a, b), &what("the legal hold"), None, found);
        note(
            (&was.storage, &is.storage),
            &what("the storage class"),
            None,
            found,
        );
    }
}

fn key(arn: &str, was: &Key, is: &Key, found: &mut Vec<Difference>) {
    let this = || Thing::Key(arn.to_string());
    let of = Some(&this as &dyn Fn() -> Thing);
    let what = |what: &'static str| move || format!("{what} of key {arn}");
    note((&was.state, &is.state), &what("the state"), of, found);
    note(
        (&was.exists, &is.exists),
        &what("the existence"),
        None,
        found,
    );
    note(
        (&was.manager, &is.manager),
        &what("the manager"),
        None,
        found,
    );
    note(
        (&was.aliases, &is.aliases),
        &what("the aliases"),
        None,
        found,
    );
    let tagged = what("the tags");
    tags((&was.tags, &is.tags), Parted::No, &tagged, &this, found);
    match (&was.grants, &is.grants) {
        (Fact::Known(was), Fact::Known(is)) => {
            let gone = was.iter().filter(|it| !is.contains(it));
            let new = is.iter().filter(|it| !was.contains(it));
            let apart: Vec<_> = gone.chain(new).cloned().collect();
            if !apart.is_empty() {
                let mut change = setting(what("the grants")(), this());
                change.grants = apart;
                found.push(Difference::Setting(change));
            }
        }
        (was, is) => note((was, is), &what("the grants"), None, found),
    }
}

fn access_point(arn: &str, was: &AccessPoint, is: &AccessPoint, found: &mut Vec<Difference>) {
    let this = || Thing::AccessPoint(arn.to_string());
    let of = Some(&this as &dyn Fn() -> Thing);
    let what = |what: &'static str| move || format!("{what} of access point {arn}");
    let (a, b) = (&was.public_access_block, &is.public_access_block);
    note((a, b), &what("Block Public Access"), of, found);
    note(
        (&was.settings, &is.settings),
        &what("the settings"),
        of,
        found,
    );
}

fn function(arn: &str, was: &Function, is: &Function, found: &mut Vec<Difference>) {
    let what = |what: &'static str| move || format!("{what} of function {arn}");
    let (a, b) = (&was.configuration, &is.configuration);
    note((a, b), &what("the role or network"), None, found);
    note((&was.url, &is.url), &what("the URL"), None, found);
}

/// What of a network decides which way a request takes: all but policies
fn ways(network: &Network) -> impl PartialEq + use<> {
    let bare = |it: &Endpoint| {
        (
            (it.id.clone(), it.kind, it.service.clone(), it.vpc.clone()),
            (it.state.clone(), it.private_dns),
            (it.route_tables.clone(), it.subnets.clone()),
        )
    };
    let endpoints = network.endpoints.known();
    let endpoints = endpoints.map(|all| all.iter().map(bare).collect::<Vec<_>>());
    let tables = network.route_tables.known().cloned();
    (endpoints, tables, network.subnets.known().cloned())
}

/// What of the organization itself differs; its policies are looked at as others are.
pub(super) fn of_organization(before: &World, after: &World, found: &mut Vec<Difference>) {
    let (was, is) = match (&before.organization, &after.organization) {
        (Fact::Known(Some(was)), Fact::Known(Some(is))) => (was, is),
        (Fact::Known(None), Fact::Known(None)) | (Fact::Unknown(_), Fact::Unknown(_)) => return,
        (Fact::Known(_), Fact::Known(_)) => {
            let what = "whether the accounts are in an organization";
            found.push(Difference::Unseen(what.to_string()));
            return;
        }
        (_, _) => {
            found.push(half("the organization"));
            return;
        }
    };
    let id = || "the id of the organization".to_string();
    note((&was.id, &is.id), &id, None, found);
    let management = || "the management account".to_string();
    note(
        (&was.management_account, &is.management_account),
        &management,
        None,
        found,
    );
    for (account, was) in &was.public_access_blocks {
        let Some(is) = is.public_access_blocks.get(account) else {
            continue;
        };
        let buckets = || {
            let both = [before.accounts.get(account), after.accounts.get(account)];
            let names = both.into_iter().flatten().flat_map(|it| it.buckets.keys());
            let mut names: Vec<String> = names.cloned().collect();
            names.sort();
            names.dedup();
            Thing::Buckets(names)
        };
        let what = || format!("Block Public Access of the organization on account {account}");
        note((was, is), &what, Some(&buckets), found);
    }
    let nodes = |levels: &Fact<Vec<why403_model::world::Level>>| {
        let levels = levels.known()?;
        Some(levels.iter().map(|it| it.id.clone()).collect::<Vec<_>>())
    };
    for (account, was) in &was.levels {
        let is = is.levels.get(account);
        if is.is_none_or(|is| nodes(was) != nodes(is)) {
            let what = format!("where account {account} stands in the organization");
            found.push(Difference::Unseen(what));
        }
    }
}
