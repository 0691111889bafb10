//! Where the documents and settings of a world stand in AWS.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_engine::resolve::find_bucket;
use why403_model::arn::Arn;
use why403_model::known::Fact;
use why403_model::policy::PolicyKind;
use why403_model::world::{Account, Document, World};

use super::{Entity, Located, Site};
use crate::fix::acl::{self, AclOf};
use crate::fix::edit::{Place, PublicAccessLevel, is_same};
use crate::fix::setting::Tagged;

/// Where a document of the world stands; `None` where the world has it nowhere.
#[must_use]
pub fn of_document(world: &World, document: &Arc<Document>) -> Option<Located> {
    if let Some(found) = of_organization(world, document) {
        return Some(found);
    }
    let accounts = world.accounts.values();
    let mut found = accounts.filter_map(|account| {
        let site = of_iam(world, account, document).or_else(|| of_resource(account, document))?;
        Some((account, site))
    });
    let (account, site) = found.next()?;
    Some(located(world, account, site))
}

/// The inline policy that a new document of a role, user or group becomes, or the permission set
/// that it goes into; `None` for other places. `label` holds its name.
#[must_use]
pub fn inline(place: &Place, label: &str) -> Option<Site> {
    let (of, name) = match place {
        Place::Role { role, .. } => (Entity::Role, role),
        Place::User { user, .. } => (Entity::User, user),
        Place::Group { group, .. } => (Entity::Group, group),
        _ => return None,
    };
    Some(match permission_set(of, name) {
        Some(set) => Site::PermissionSet(set),
        None => Site::Inline {
            of,
            name: name.clone(),
            policy: policy_name(label, &format!("{} {name}", of.word())),
        },
    })
}

/// Where a new document goes; `label` holds the name of an inline policy.
#[must_use]
pub fn of_place(world: &World, place: &Place, label: &str) -> Option<Located> {
    match place {
        Place::Role { account, .. }
        | Place::User { account, .. }
        | Place::Group { account, .. } => {
            let account = world.accounts.get(account)?;
            Some(located(world, account, inline(place, label)?))
        }
        Place::Bucket(name) => {
            let (account, _) = find_bucket(world, name)?;
            Some(located(world, account, Site::BucketPolicy(name.clone())))
        }
        Place::AccessPoint(arn) => {
            let account = world.accounts.get(&Arn::parse(arn).ok()?.account_id()?)?;
            let site = Site::AccessPointPolicy(arn.clone());
            Some(located(world, account, site))
        }
        Place::Function { arn, qualifier } => {
            let account = world.accounts.get(&Arn::parse(arn).ok()?.account_id()?)?;
            let (arn, qualifier) = (arn.clone(), qualifier.clone());
            Some(located(
                world,
                account,
                Site::FunctionPolicy { arn, qualifier },
            ))
        }
        Place::Endpoint(id) => {
            let account = keeper_of_endpoint(world, id)?;
            Some(located(world, account, Site::EndpointPolicy(id.clone())))
        }
    }
}

/// Where settings of a bucket or an account are
#[must_use]
pub fn of_setting(world: &World, site: Site) -> Option<Located> {
    let account = match &site {
        Site::PublicAccessBlock(PublicAccessLevel::Account(id)) => world.accounts.get(id)?,
        Site::Tags(Tagged::Role { account, .. } | Tagged::User { account, .. }) => {
            world.accounts.get(account)?
        }
        Site::PublicAccessBlock(PublicAccessLevel::Bucket(name))
        | Site::Ownership(name)
        | Site::Acl(AclOf::Bucket(name) | AclOf::Object { bucket: name, .. })
        | Site::Encryption(name)
        | Site::Logging(name)
        | Site::Object { bucket: name, .. }
        | Site::Tags(Tagged::Bucket(name) | Tagged::Object { bucket: name, .. }) => {
            find_bucket(world, name)?.0
        }
        Site::Grants(arn) | Site::KeyPolicy(arn) | Site::Tags(Tagged::Key(arn)) => {
            world.accounts.get(&Arn::parse(arn).ok()?.account_id()?)?
        }
        Site::Inline { .. }
        | Site::PermissionSet(_)
        | Site::Managed { .. }
        | Site::Trust(_)
        | Site::BucketPolicy(_)
        | Site::AccessPointPolicy(_)
        | Site::FunctionPolicy { .. }
        | Site::EndpointPolicy(_)
        | Site::Trail(_)
        | Site::OrganizationPolicy { .. } => return None,
    };
    Some(located(world, account, site))
}

/// The inline policy that a permission set has now, where the world tells
#[must_use]
pub(in crate::fix) fn of_permission_set(world: &World, set: &str) -> Option<Arc<Document>> {
    let roles = world.accounts.values().flat_map(|it| it.iam.roles.iter());
    let mut own =
        roles.filter(|(name, _)| permission_set(Entity::Role, name).as_deref() == Some(set));
    own.find_map(|(name, role)| {
        let all = role.policies.known()?;
        let label = format!("inline policy {OF_PERMISSION_SET} of role {name}");
        let mut known = all.iter().filter_map(Fact::known);
        known.find(|it| it.label == label).cloned()
    })
}

fn located(world: &World, account: &Account, site: Site) -> Located {
    let of_arn = |arn: &str| {
        let arn = Arn::parse(arn).ok()?;
        (!arn.region().is_empty()).then(|| arn.region().to_string())
    };
    let region = match &site {
        Site::BucketPolicy(name)
        | Site::Ownership(name)
        | Site::Acl(AclOf::Bucket(name) | AclOf::Object { bucket: name, .. })
        | Site::Encryption(name)
        | Site::Logging(name)
        | Site::Object { bucket: name, .. }
        | Site::Tags(Tagged::Bucket(name) | Tagged::Object { bucket: name, .. })
        | Site::PublicAccessBlock(PublicAccessLevel::Bucket(name)) => {
            let bucket = account.buckets.get(name);
            bucket.and_then(|it| it.region.known().cloned())
        }
        Site::AccessPointPolicy(arn)
        | Site::KeyPolicy(arn)
        | Site::Grants(arn)
        | Site::Tags(Tagged::Key(arn))
        | Site::FunctionPolicy { arn, .. } => of_arn(arn),
        Site::EndpointPolicy(id) => world.endpoint(id).map(|(region, _)| region.to_string()),
        Site::Inline { .. }
        | Site::PermissionSet(_)
        | Site::Managed { .. }
        | Site::Trust(_)
        | Site::OrganizationPolicy { .. }
        | Site::Trail(_)
        | Site::Tags(Tagged::Role { .. } | Tagged::User { .. })
        | Site::PublicAccessBlock(PublicAccessLevel::Account(_)) => None,
    };
    let owner = match &site {
        // Whoever administers Identity Center may do so from another account.
        Site::PermissionSet(_) => None,
        Site::Acl(AclOf::Object { bucket, key }) => {
            let bucket = account.buckets.get(bucket);
            bucket.and_then(|it| acl::writer(it, key))
        }
        _ => Some(account.id.clone()),
    };
    Located {
        account: owner,
        site,
        region,
    }
}

fn of_organization(world: &World, document: &Arc<Document>) -> Option<Located> {
    let organization = world.organization.known()?.as_ref()?;
    let levels = organization.levels.values().filter_map(Fact::known);
    let mut kinds = levels.flatten().filter_map(|level| {
        let has = |list: &Fact<Vec<Fact<Arc<Document>>>>| {
            let mut known = list.known().into_iter().flatten().filter_map(Fact::known);
            known.any(|it| is_same(it, document))
        };
        let scp = has(&level.scps).then_some(PolicyKind::Scp);
        scp.or_else(|| has(&level.rcps).then_some(PolicyKind::Rcp))
    });
    let kind = kinds.next()?;
    let arn = document.arn.as_deref()?;
    let id = arn.rsplit('/').next()?.to_string();
    Some(Located {
        site: Site::OrganizationPolicy { id, kind },
        account: organization.management_account.known().cloned(),
        region: None,
    })
}

fn of_iam(world: &World, account: &Account, document: &Arc<Document>) -> Option<Site> {
    let is = |it: &Arc<Document>| is_same(it, document);
    let lists = |list: &Fact<Vec<Fact<Arc<Document>>>>| {
        let mut known = list.known().into_iter().flatten().filter_map(Fact::known);
        known.any(is)
    };
    let has = |fact: &Fact<Option<Arc<Document>>>| matches!(fact, Fact::Known(Some(it)) if is(it));
    let is_managed = document.arn.is_some();
    let mut holders = Vec::new();
    for (name, role) in &account.iam.roles {
        if matches!(&role.trust, Fact::Known(it) if is(it)) {
            return Some(Site::Trust(name.clone()));
        }
        if lists(&role.policies) || has(&role.boundary) {
            holders.push((Entity::Role, name));
        }
    }
    for (name, user) in &account.iam.users {
        if lists(&user.policies) || has(&user.boundary) {
            holders.push((Entity::User, name));
        }
    }
    for (name, group) in &account.iam.groups {
        if lists(&group.policies) {
            holders.push((Entity::Group, name));
        }
    }
    let (of, name) = *holders.first()?;
    if is_managed {
        return Some(Site::Managed {
            arn: document.arn.clone()?,
            shared: shared(world, document),
        });
    }
    Some(match permission_set(of, name) {
        Some(set) => Site::PermissionSet(set),
        None => Site::Inline {
            of,
            name: name.clone(),
            policy: policy_name(&document.label, &format!("{} {name}", of.word())),
        },
    })
}

/// Everybody who has a managed policy, attached or as boundary
fn shared(world: &World, document: &Arc<Document>) -> Vec<String> {
    let is = |it: &Arc<Document>| is_same(it, document);
    let lists = |list: &Fact<Vec<Fact<Arc<Document>>>>| {
        let mut known = list.known().into_iter().flatten().filter_map(Fact::known);
        known.any(is)
    };
    let has = |fact: &Fact<Option<Arc<Document>>>| matches!(fact, Fact::Known(Some(it)) if is(it));
    let mut all = Vec::new();
    for account in world.accounts.values() {
        let iam = &account.iam;
        let roles = iam.roles.iter();
        let roles = roles.filter(|(_, it)| lists(&it.policies) || has(&it.boundary));
        all.extend(roles.map(|(name, _)| format!("role {name}")));
        let users = iam.users.iter();
        let users = users.filter(|(_, it)| lists(&it.policies) || has(&it.boundary));
        all.extend(users.map(|(name, _)| format!("user {name}")));
        let groups = iam.groups.iter().filter(|(_, it)| lists(&it.policies));
        all.extend(groups.map(|(name, _)| format!("group {name}")));
    }
    all
}

fn of_resource(account: &Account, document: &Arc<Document>) -> Option<Site> {
    let has = |fact: &Fact<Option<Arc<Document>>>| matches!(fact, Fact::Known(Some(it)) if is_same(it, document));
    for (name, bucket) in &account.buckets {
        if has(&bucket.policy) {
            return Some(Site::BucketPolicy(name.clone()));
        }
    }
    for (arn, key) in &account.keys {
        if matches!(&key.policy, Fact::Known(it) if is_same(it, document)) {
            return Some(Site::KeyPolicy(arn.clone()));
        }
    }
    for (arn, point) in &account.access_points {
        if has(&point.policy) {
            return Some(Site::AccessPointPolicy(arn.clone()));
        }
    }
    for (arn, function) in &account.functions {
        if has(&function.policy) {
            let (arn, qualifier) = (arn.clone(), None);
            return Some(Site::FunctionPolicy { arn, qualifier });
        }
        for (qualifier, policy) in &function.qualifiers {
            if has(policy) {
                let (arn, qualifier) = (arn.clone(), Some(qualifier.clone()));
                return Some(Site::FunctionPolicy { arn, qualifier });
            }
        }
    }
    let endpoints = account.networks.values();
    let mut endpoints = endpoints.flat_map(|it| it.endpoints.known().into_iter().flatten());
    let found = endpoints.find(|it| has(&it.policy))?;
    Some(Site::EndpointPolicy(found.id.clone()))
}

fn keeper_of_endpoint<'w>(world: &'w World, id: &str) -> Option<&'w Account> {
    world.accounts.values().find(|account| {
        let networks = account.networks.values();
        let mut all = networks.flat_map(|it| it.endpoints.known().into_iter().flatten());
        all.any(|it| it.id == id)
    })
}

/// The name of an inline policy, as its label tells it: `inline policy NAME of role ROLE`
fn policy_name(label: &str, of: &str) -> String {
    let behind = format!(" of {of}");
    let inside = label.strip_prefix("inline policy ");
    let name = inside.and_then(|it| it.strip_suffix(&behind));
    name.unwrap_or("why403-fix").to_string()
}

/// `AWSReservedSSO_NAME_0123456789abcdef` is the role of permission set `NAME`
fn permission_set(of: Entity, name: &str) -> Option<String> {
    let inside = name
        .strip_prefix("AWSReservedSSO_")
        .filter(|_| of == Entity::Role)?;
    let set = inside.rsplit_once('_').map_or(inside, |(set, _)| set);
    Some(set.to_string())
}

/// The name of the role's policy that holds the inline policy of a permission set.
///
/// Source: IAM Identity Center User Guide, "Inline policies in permission sets".
const OF_PERMISSION_SET: &str = "AwsSSOInlinePolicy";
