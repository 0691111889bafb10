//! Condition keys whose values the world tells: organization, tags of users, resources, objects.
//!
//! Source: `spec/iam.md` D.1, D.4; `spec/s3.md` G. The tags of a role session are not among them:
//! tags can be passed with a session, and no world shows that.

use alloc::collections::BTreeMap;
use alloc::string::String;

use why403_model::arn::{AccountId, Arn};
use why403_model::facts;
use why403_model::known::Fact;
use why403_model::request::{Entry, Principal, Request};
use why403_model::world::World;

use crate::keys::UsedKey;
use crate::layer::resource::assumes_role;
use crate::resolve::{listed_object, request_bucket};

/// Says, of the keys that the policies use, what the world tells of them.
///
/// - `keys`: what [`keys::used`](crate::keys::used) finds.
/// - What was said of a key already stays; what the world does not tell stays unsaid.
pub fn settle(world: &World, request: &mut Request, keys: &[&UsedKey]) {
    for key in keys {
        if request.context.is_said(&key.name) {
            continue;
        }
        if let Some(entry) = told(world, request, &key.name) {
            request.context.set(&key.name, entry);
        }
    }
}

/// What the world tells of a key in lower case; `None` where it does not
fn told(world: &World, request: &Request, key: &str) -> Option<Entry> {
    if let Some((name, tag)) = key.split_once('/') {
        let tags = match name {
            "aws:principaltag" => user_tags(world, request),
            "aws:resourcetag" => resource_tags(world, request),
            "s3:buckettag" => bucket_tags(world, request),
            "s3:existingobjecttag" => object_tags(world, request, key),
            _ => None,
        };
        return tags.map(|it| tag_of(it, tag));
    }
    let account = match key {
        "aws:principalorgid" | "aws:principalorgpaths" => request.principal.account()?,
        "aws:resourceorgid" | "aws:resourceorgpaths" => request.resource_owner.known()?.clone(),
        _ => return None,
    };
    of_organization(world, &account, key.ends_with("paths"))
}

/// The organization's id, or the account's path in it, which ends in a slash
fn of_organization(world: &World, account: &AccountId, is_path: bool) -> Option<Entry> {
    let Some(organization) = world.organization.known()? else {
        // Whoever was asked is in none; what a stranger is in is another matter.
        let is_own = world.accounts.contains_key(account);
        return is_own.then_some(Entry::Absent);
    };
    let id = organization.id.known()?;
    // An account whose place is not known may be in another organization.
    let levels = organization.levels.get(account)?.known()?;
    if !is_path {
        return Some(Entry::One(id.clone()));
    }
    let (_account, above) = levels.split_last()?;
    let nodes = above.iter().map(|level| alloc::format!("{}/", level.id));
    let path = alloc::format!("{id}/{}", nodes.collect::<String>());
    Some(Entry::Many(alloc::vec![path]))
}

type Tags = BTreeMap<String, String>;

/// Tag keys compare without case
fn tag_of(tags: &Tags, wanted: &str) -> Entry {
    let found = tags
        .iter()
        .find(|(tag, _)| tag.to_ascii_lowercase() == wanted);
    found.map_or(Entry::Absent, |(_, value)| Entry::One(value.clone()))
}

fn user_tags<'w>(world: &'w World, request: &Request) -> Option<&'w Tags> {
    let Principal::User { arn, .. } = &request.principal else {
        return None;
    };
    let account = world.accounts.get(&arn.account_id()?)?;
    let name = arn.name();
    account.iam.users.get(name)?.tags.known()
}

/// Tags of the key, of the role that is assumed, of the bucket
fn resource_tags<'w>(world: &'w World, request: &Request) -> Option<&'w Tags> {
    let arn = Arn::parse(&request.resource).ok()?;
    if arn.service() == "s3" {
        return bucket_tags(world, request);
    }
    let account = world.accounts.get(&arn.account_id()?)?;
    match arn.service() {
        "kms" => account.keys.get(arn.as_str())?.tags.known(),
        "iam" if assumes_role(&request.action) => {
            let name = arn.name();
            account.iam.roles.get(name)?.tags.known()
        }
        _ => None,
    }
}

/// Tags of the bucket, which count once attribute-based access control is on
fn bucket_tags<'w>(world: &'w World, request: &Request) -> Option<&'w Tags> {
    static NONE: Tags = Tags::new();
    let (_, bucket) = request_bucket(world, request)?;
    match bucket.abac_enabled {
        Fact::Known(true) => bucket.tags.known(),
        Fact::Known(false) => Some(&NONE),
        Fact::Unknown(_) => None,
    }
}

fn object_tags<'w>(world: &'w World, request: &Request, key: &str) -> Option<&'w Tags> {
    let action = facts::action(request.action.service(), request.action.name())?;
    let object = listed_object(world, request)?;
    object.tags.known().filter(|_| action.may_carry(key))
}
