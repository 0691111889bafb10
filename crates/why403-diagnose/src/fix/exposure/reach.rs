//! Who and what an edit can reach: the callers, actions and resources to ask about before and
//! after it.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_engine::layer::public::is_public;
use why403_model::arn::{AccountId, Arn};
use why403_model::facts;
use why403_model::known::Fact;
use why403_model::policy::{PrincipalKind, Statement};
use why403_model::request::Principal;
use why403_model::world::{Document, World};

use super::glob::generic;
use super::told::{Told, actions_of, resources_of, starred};
use super::{ANY_SERVICE, Who};
use crate::fix::edit::{Edit, Place, PublicAccessLevel, is_same};
use crate::question::completed;

/// What a change may concern
pub(super) struct Reach {
    pub(super) callers: Vec<(Who, Principal)>,
    /// Representatives of actions, each with the name it is shown under
    pub(super) actions: Vec<String>,
    /// Representatives of resources: the pattern that is shown, and the ARN that is asked about
    pub(super) resources: Vec<(String, String)>,
    /// The statements that are new, gone or changed
    pub(super) touched: Vec<Statement>,
    /// Their texts; without those that only a setting turns on or off
    pub(super) changed: BTreeSet<String>,
    /// Whether nothing but statements of policies changes
    pub(super) is_of_statements: bool,
    /// VPC endpoints whose policy changes: requests through them are asked about
    pub(super) endpoints: Vec<String>,
}

/// What the edits of a world can reach.
pub(super) fn of(before: &World, after: &World, edits: &[Edit]) -> Reach {
    let mut touched: Vec<Statement> = Vec::new();
    let mut callers: BTreeMap<Who, Principal> = BTreeMap::new();
    let mut actions = BTreeSet::new();
    let mut resources = BTreeSet::new();
    let mut endpoints = Vec::new();
    let told = Told::of(before, after);
    for edit in edits {
        let own = statements(before, edit);
        endpoints.extend(endpoint_of(before, edit));
        match holders(before, edit) {
            Some(holders) => callers.extend(holders),
            None => callers.extend(everyone(before, &own)),
        }
        if !matches!(edit, Edit::Rewrite { .. } | Edit::Write { .. }) {
            let (more, places) = of_setting(before, edit, &told);
            actions.extend(more);
            resources.extend(places);
        }
        // In a key's policy every resource is that key.
        if let Some(key) = key_of(before, edit) {
            resources.insert((key.clone(), key));
        } else {
            let own = own.iter().filter_map(|it| it.resource.as_ref());
            // What `NotResource` leaves is anything else.
            let own: BTreeSet<String> = own
                .flat_map(|it| it.values.iter().map(move |value| (it.negated, value)))
                .map(|(negated, it)| {
                    if negated {
                        "*".into()
                    } else {
                        starred(&it.text)
                    }
                })
                .collect();
            for own in own {
                resources.extend(resources_of(&own, &told));
            }
        }
        touched.extend(own);
    }
    actions.extend(touched.iter().flat_map(|it| actions_of(it, &told)));
    actions.retain(|it| is_action(it));
    Reach {
        callers: callers.into_iter().collect(),
        actions: actions.into_iter().collect(),
        resources: resources.into_iter().collect(),
        touched,
        changed: edits.iter().flat_map(changed).collect(),
        // A request meets an endpoint's policy only once it is said to pass the endpoint.
        is_of_statements: endpoints.is_empty() && edits.iter().all(keeps_policies),
        endpoints,
    }
}

/// The texts of statements that an edit adds, takes away or changes
fn changed(edit: &Edit) -> Vec<String> {
    let texts = |of: &Document| -> BTreeSet<String> {
        let all = of.policy.statements.iter();
        all.map(|it| it.at.of(&of.text).to_string()).collect()
    };
    match edit {
        Edit::Rewrite { old, new } => {
            let (old, new) = (texts(old), texts(new));
            old.symmetric_difference(&new).cloned().collect()
        }
        Edit::Write { document, .. } => texts(document).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// Whether an edit changes no more than statements: not whether there is a policy, nor whether a
/// policy is public, which counts for all of it
fn keeps_policies(edit: &Edit) -> bool {
    match edit {
        Edit::Rewrite { old, new } => {
            let is_alike = old.policy.version == new.policy.version;
            is_alike && is_public(&old.policy) == is_public(&new.policy)
        }
        Edit::Write { place, document } => match place {
            Place::Role { .. } | Place::User { .. } => true,
            Place::Bucket(_) => !is_public(&document.policy),
            _ => false,
        },
        _ => false,
    }
}

/// Whether AWS has an action; of services that nobody listed whole, every name may be one
fn is_action(name: &str) -> bool {
    let Some((prefix, name)) = name.split_once(':') else {
        return false;
    };
    let is_whole = facts::service(prefix).is_some_and(facts::Service::is_complete);
    !is_whole || facts::action(prefix, name).is_some()
}

/// Whether an action can be about a resource
pub(super) fn is_about(action: &str, resource: &str) -> bool {
    let found = action.split_once(':');
    let found = found.and_then(|(prefix, name)| facts::action(prefix, name));
    found.is_none_or(|it| {
        let mut types = it.resource_types();
        types.any(|it| it.fits(resource)) || (!it.has_resource_types() && resource == "*")
    })
}

/// The key whose policy an edit writes
fn key_of(world: &World, edit: &Edit) -> Option<String> {
    let Edit::Rewrite { old, .. } = edit else {
        return None;
    };
    let mut keys = world.accounts.values().flat_map(|it| it.keys.values());
    let found = keys.find(|it| it.policy.known().is_some_and(|it| is_same(it, old)))?;
    Some(found.arn.to_string())
}

/// The VPC endpoint whose policy an edit writes
fn endpoint_of(world: &World, edit: &Edit) -> Option<String> {
    let is_it = |policy: &Arc<Document>| match edit {
        Edit::Rewrite { old, .. } => is_same(policy, old),
        _ => false,
    };
    if let Edit::Write {
        place: Place::Endpoint(id),
        ..
    } = edit
    {
        return Some(id.clone());
    }
    let networks = world.accounts.values().flat_map(|it| it.networks.values());
    let mut endpoints = networks.flat_map(|it| it.endpoints.known().into_iter().flatten());
    let found = endpoints.find(|it| {
        let policy = it.policy.known().and_then(Option::as_ref);
        policy.is_some_and(is_it)
    });
    found.map(|it| it.id.clone())
}

/// The statements that an edit adds, takes away or changes
fn statements(world: &World, edit: &Edit) -> Vec<Statement> {
    match edit {
        // Block Public Access may cut a public policy off whole, for what did not change too.
        Edit::Rewrite { old, new } if is_public(&old.policy) != is_public(&new.policy) => {
            let all = old.policy.statements.iter();
            all.chain(&new.policy.statements).cloned().collect()
        }
        Edit::Rewrite { old, new } => {
            let lacks = |other: &Arc<Document>, of: &Arc<Document>, it: &Statement| {
                let text = it.at.of(&of.text);
                let mut others = other.policy.statements.iter();
                !others.any(|it| it.at.of(&other.text) == text)
            };
            let gone = old.policy.statements.iter();
            let gone = gone.filter(|it| lacks(new, old, it));
            let come = new.policy.statements.iter();
            let come = come.filter(|it| lacks(old, new, it));
            gone.chain(come).cloned().collect()
        }
        Edit::Write { document, .. } => document.policy.statements.clone(),
        // What a setting turns on or off is what the bucket's policy says.
        Edit::PublicAccessBlock { of, .. } => buckets(world, of)
            .filter_map(|it| it.policy.known()?.as_ref())
            .flat_map(|it| it.policy.statements.clone())
            .collect(),
        Edit::Ownership { .. } | Edit::Grant { .. } => Vec::new(),
    }
}

fn buckets<'w>(
    world: &'w World,
    of: &'w PublicAccessLevel,
) -> impl Iterator<Item = &'w why403_model::world::Bucket> {
    let all = world.accounts.values().flat_map(|it| it.buckets.values());
    all.filter(move |it| match of {
        PublicAccessLevel::Bucket(name) => it.name == *name,
        PublicAccessLevel::Account(id) => it.owner == *id,
    })
}

/// The callers of a policy that is attached to them; `None` where it is a resource's or a fence
fn holders(world: &World, edit: &Edit) -> Option<Vec<(Who, Principal)>> {
    match edit {
        Edit::Write {
            place: Place::Role { account, role },
            ..
        } => {
            let found = world.accounts.get(account)?.iam.roles.get(role)?;
            Some(alloc::vec![known(world, &found.arn)?])
        }
        Edit::Write {
            place: Place::User { account, user },
            ..
        } => {
            let found = world.accounts.get(account)?.iam.users.get(user)?;
            Some(alloc::vec![known(world, &found.arn)?])
        }
        Edit::Rewrite { old, .. } => {
            let found = attached(world, old);
            (!found.is_empty()).then_some(found)
        }
        Edit::Grant { grant, .. } => {
            let arn = Arn::parse(&grant.grantee).ok()?;
            Some(alloc::vec![known(world, &arn)?])
        }
        Edit::Write { .. } | Edit::PublicAccessBlock { .. } | Edit::Ownership { .. } => None,
    }
}

/// Whoever has a document among its own policies or as its boundary
fn attached(world: &World, document: &Arc<Document>) -> Vec<(Who, Principal)> {
    let is_it = |it: &Fact<Arc<Document>>| it.known().is_some_and(|it| is_same(it, document));
    let in_list =
        |all: &Fact<Vec<Fact<Arc<Document>>>>| all.known().is_some_and(|all| all.iter().any(is_it));
    let is_boundary = |it: &Fact<Option<Arc<Document>>>| {
        it.known()
            .and_then(Option::as_ref)
            .is_some_and(|it| is_same(it, document))
    };
    let mut found = Vec::new();
    for account in world.accounts.values() {
        let iam = &account.iam;
        for role in iam.roles.values() {
            if in_list(&role.policies) || is_boundary(&role.boundary) {
                found.extend(known(world, &role.arn));
            }
        }
        for user in iam.users.values() {
            let groups = user.groups.known().into_iter().flatten();
            let mut groups = groups.filter_map(|it| iam.groups.get(it));
            let by_group = groups.any(|it| in_list(&it.policies));
            if by_group || in_list(&user.policies) || is_boundary(&user.boundary) {
                found.extend(known(world, &user.arn));
            }
        }
    }
    found
}

fn known(world: &World, arn: &Arn) -> Option<(Who, Principal)> {
    let principal = completed(Principal::from_arn(arn)?, world);
    Some((Who::Principal(arn.to_string()), principal))
}

/// Every caller of the world, and one for each kind of caller that it does not list
fn everyone(world: &World, touched: &[Statement]) -> Vec<(Who, Principal)> {
    let mut all = Vec::new();
    for (id, account) in &world.accounts {
        let iam = &account.iam;
        all.extend(iam.roles.values().filter_map(|it| known(world, &it.arn)));
        all.extend(iam.users.values().filter_map(|it| known(world, &it.arn)));
        all.extend(arn(&format!("arn:aws:iam::{id}:root")).and_then(|it| known(world, &it)));
        if iam.incomplete.is_some() {
            all.extend(unlisted(id).map(|it| (Who::Unlisted(id.to_string()), it)));
        }
    }
    // Accounts that a statement names, and one that nobody knows.
    let mut strangers: BTreeSet<String> = BTreeSet::new();
    for named in touched.iter().filter_map(|it| it.principal.as_ref()) {
        for value in &named.values {
            match value.kind {
                PrincipalKind::Service => {
                    let name = value.value.text.clone();
                    all.push((Who::Service(name.clone()), Principal::Service { name }));
                }
                PrincipalKind::Aws => strangers.extend(account_of(&value.value.text)),
                PrincipalKind::Everyone
                | PrincipalKind::Federated
                | PrincipalKind::CanonicalUser => {}
            }
        }
    }
    strangers.retain(|id| !world.accounts.keys().any(|it| it.as_str() == id));
    for id in strangers {
        let id = AccountId::parse(&id);
        all.extend(id.and_then(|id| Some((Who::Unlisted(id.to_string()), unlisted(&id)?))));
    }
    let stranger = (0_u64..).find_map(|number| {
        let id = AccountId::parse(&format!("{:012}", 999_999_999_990 - number))?;
        (!world.accounts.contains_key(&id)).then_some(id)
    });
    all.extend(stranger.and_then(|it| Some((Who::AnyAccount, unlisted(&it)?))));
    let name = "any-other.amazonaws.com".to_string();
    let service = Who::Service(ANY_SERVICE.to_string());
    all.push((service, Principal::Service { name }));
    all.push((Who::Anonymous, Principal::Anonymous));
    all
}

/// A caller of an account that the world does not list
fn unlisted(account: &AccountId) -> Option<Principal> {
    let role = arn(&format!(
        "arn:aws:iam::{account}:role/not-listed-in-the-world"
    ))?;
    Principal::from_arn(&role)
}

fn arn(text: &str) -> Option<Arn> {
    Arn::parse(text).ok()
}

/// The account that a principal of a statement is or is of
fn account_of(named: &str) -> Option<String> {
    let id = AccountId::parse(named).or_else(|| arn(named)?.account_id())?;
    Some(id.to_string())
}

/// What a setting that is no policy concerns
fn of_setting(world: &World, edit: &Edit, told: &Told) -> (Vec<String>, Vec<(String, String)>) {
    let names: Vec<&str> = match edit {
        Edit::PublicAccessBlock { of, .. } => {
            buckets(world, of).map(|it| it.name.as_str()).collect()
        }
        Edit::Ownership { bucket, .. } => alloc::vec![bucket.as_str()],
        Edit::Grant { key, grant } => {
            let actions = grant.operations.iter().map(|it| format!("kms:{it}"));
            return (actions.collect(), alloc::vec![(key.clone(), key.clone())]);
        }
        Edit::Rewrite { .. } | Edit::Write { .. } => Vec::new(),
    };
    let mut places = Vec::new();
    for name in names {
        let bucket = format!("arn:aws:s3:::{name}");
        places.push((format!("{bucket}/*"), generic(&format!("{bucket}/*"))));
        let buckets = world
            .accounts
            .values()
            .filter_map(|it| it.buckets.get(name));
        for object in buckets.flat_map(|it| &it.objects) {
            let one = format!("{bucket}/{}", object.key);
            places.push((one.clone(), one));
        }
        places.push((bucket.clone(), bucket));
    }
    (told.classes(|it| it.starts_with("s3:")), places)
}
