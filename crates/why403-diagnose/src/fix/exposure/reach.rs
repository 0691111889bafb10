//! Who and what an edit can reach: the callers, actions and resources to ask about before and
//! after it.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_model::arn::{AccountId, Arn};
use why403_model::facts;
use why403_model::known::Fact;
use why403_model::pattern::Glob;
use why403_model::policy::{PrincipalKind, Statement};
use why403_model::request::{Constraint, Context, Entry, Others, Principal};
use why403_model::world::{Document, World};

use super::glob::{generic, shared};
use super::{Change, Who, tagged};
use crate::fix::acl::AclOf;
use crate::fix::edit::{Edit, Place, PublicAccessLevel, is_same};

/// What a change may concern
pub(super) struct Reach {
    pub(super) callers: Vec<(Who, Principal)>,
    /// Representatives of actions, each with the name it is shown under
    pub(super) actions: Vec<String>,
    /// Representatives of resources: the pattern that is shown, and the ARN that is asked about
    pub(super) resources: Vec<(String, String)>,
    /// The statements that are new, gone or changed
    pub(super) touched: Vec<Statement>,
    /// VPC endpoints whose policy changes: requests through them are asked about
    pub(super) endpoints: Vec<String>,
    /// Encryption contexts that grants are for
    pub(super) granted: Vec<Context>,
}

/// What the edits of a world can reach.
pub(super) fn of(change: &Change<'_>) -> Reach {
    let (before, after) = change.worlds;
    let mut touched: Vec<Statement> = Vec::new();
    let mut callers: BTreeMap<Who, Principal> = BTreeMap::new();
    let mut actions = BTreeSet::new();
    let mut resources = BTreeSet::new();
    let mut endpoints = Vec::new();
    let mut granted = Vec::new();
    let patterns = patterns(before, after);
    for edit in change.edits {
        let own = statements(before, edit);
        endpoints.extend(endpoint_of(before, edit));
        granted.extend(context_of(edit));
        match holders(before, edit) {
            Some(holders) => callers.extend(holders),
            None => callers.extend(everyone(before, &own)),
        }
        if !matches!(edit, Edit::Rewrite { .. } | Edit::Write { .. }) {
            let (more, places) = of_setting(before, edit);
            actions.extend(more);
            resources.extend(places);
        }
        // In the policy of a key or of a role every resource is that key or role.
        if let Some(one) = key_of(before, edit).or_else(|| role_of(before, edit)) {
            resources.insert((one.clone(), one));
        } else if !tagged::is_of_resource(edit) {
            resources.extend(named(&own, &patterns.resources));
        }
        touched.extend(own);
    }
    for session in &change.sessions {
        let own = differing(session.old, session.new);
        let arn = session.principal.principal_arn();
        callers.extend(arn.map(|it| (Who::Principal(it), session.principal.clone())));
        resources.extend(named(&own, &patterns.resources));
        touched.extend(own);
    }
    actions.extend(
        touched
            .iter()
            .flat_map(|it| actions_of(it, &patterns.actions)),
    );
    actions.retain(|it| is_action(it));
    Reach {
        callers: callers.into_iter().collect(),
        actions: actions.into_iter().collect(),
        resources: resources.into_iter().collect(),
        touched,
        endpoints,
        granted,
    }
}

/// The encryption context that a grant asks for
fn context_of(edit: &Edit) -> Option<Context> {
    let Edit::Grant { grant, .. } = edit else {
        return None;
    };
    let (Constraint::Equals(pairs) | Constraint::Subset(pairs)) = grant.constraint.as_ref()?;
    let mut context = Context::new(Others::Unknown);
    for (key, value) in pairs {
        let key = format!("kms:EncryptionContext:{key}");
        context.set(&key, Entry::One(value.clone()));
    }
    Some(context)
}

/// What statements name as their resources, told apart
fn named(statements: &[Statement], patterns: &BTreeSet<String>) -> Vec<(String, String)> {
    let all = statements.iter().filter_map(|it| it.resource.as_ref());
    let all: BTreeSet<&str> = all
        .flat_map(|it| it.values.iter().map(|value| value.text.as_str()))
        .collect();
    let told = all.into_iter().map(|it| resources_of(it, patterns));
    told.flatten().collect()
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
        !it.has_resource_types() || it.resource_types().any(|it| it.fits(resource))
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

/// The role whose trust policy an edit writes
fn role_of(world: &World, edit: &Edit) -> Option<String> {
    let Edit::Rewrite { old, .. } = edit else {
        return None;
    };
    let mut roles = world.accounts.values().flat_map(|it| it.iam.roles.values());
    let found = roles.find(|it| it.trust.known().is_some_and(|it| is_same(it, old)))?;
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
        Edit::Rewrite { old, new } => differing(old, new),
        Edit::Write { document, .. } => document.policy.statements.clone(),
        // What a setting turns on or off is what the bucket's policy says.
        Edit::PublicAccessBlock { of, .. } => buckets(world, of)
            .filter_map(|it| it.policy.known()?.as_ref())
            .flat_map(|it| it.policy.statements.clone())
            .collect(),
        Edit::Tag { of, key, .. } => tagged::statements(world, of, key),
        Edit::Ownership { .. }
        | Edit::Acl { .. }
        | Edit::Grant { .. }
        | Edit::Encryption { .. }
        | Edit::Reencrypt { .. } => Vec::new(),
    }
}

/// The statements that only one of two documents has
fn differing(old: &Document, new: &Document) -> Vec<Statement> {
    let lacks = |other: &Document, of: &Document, it: &Statement| {
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
            Some(alloc::vec![known(&found.arn)?])
        }
        Edit::Write {
            place: Place::User { account, user },
            ..
        } => {
            let found = world.accounts.get(account)?.iam.users.get(user)?;
            Some(alloc::vec![known(&found.arn)?])
        }
        Edit::Write {
            place: Place::Group { account, group },
            ..
        } => {
            let users = world.accounts.get(account)?.iam.users.values();
            let users = users.filter(|it| {
                let groups = it.groups.known();
                groups.is_none_or(|all| all.contains(group))
            });
            Some(users.filter_map(|it| known(&it.arn)).collect())
        }
        Edit::Tag { of, .. } => {
            let arn = tagged::principal(world, of)?;
            Some(alloc::vec![known(arn)?])
        }
        // What these change is asked for by itself.
        Edit::Encryption { .. } | Edit::Reencrypt { .. } => Some(Vec::new()),
        Edit::Rewrite { old, .. } => {
            let found = attached(world, old);
            (!found.is_empty()).then_some(found)
        }
        Edit::Grant { grant, .. } => {
            let arn = Arn::parse(&grant.grantee).ok()?;
            Some(alloc::vec![known(&arn)?])
        }
        Edit::Write { .. }
        | Edit::PublicAccessBlock { .. }
        | Edit::Ownership { .. }
        | Edit::Acl { .. } => None,
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
                found.extend(known(&role.arn));
            }
        }
        for user in iam.users.values() {
            let groups = user.groups.known().into_iter().flatten();
            let mut groups = groups.filter_map(|it| iam.groups.get(it));
            let by_group = groups.any(|it| in_list(&it.policies));
            if by_group || in_list(&user.policies) || is_boundary(&user.boundary) {
                found.extend(known(&user.arn));
            }
        }
    }
    found
}

fn known(arn: &Arn) -> Option<(Who, Principal)> {
    let principal = Principal::from_arn(arn)?;
    Some((Who::Principal(arn.to_string()), principal))
}

/// Every caller of the world, and one for each kind of caller that it does not list
pub(super) fn everyone(world: &World, touched: &[Statement]) -> Vec<(Who, Principal)> {
    let mut all = Vec::new();
    for (id, account) in &world.accounts {
        let iam = &account.iam;
        all.extend(iam.roles.values().filter_map(|it| known(&it.arn)));
        all.extend(iam.users.values().filter_map(|it| known(&it.arn)));
        all.extend(arn(&format!("arn:aws:iam::{id}:root")).and_then(|it| known(&it)));
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
    all.extend(touched.iter().flat_map(|it| named_callers(world, it)));
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
    all.push((Who::Anonymous, Principal::Anonymous));
    all
}

/// Callers that a condition of a statement names, whom the world may have without listing them
fn named_callers(world: &World, statement: &Statement) -> Vec<(Who, Principal)> {
    let is_caller = |key: &str| key.eq_ignore_ascii_case("aws:PrincipalArn");
    let tests = statement.conditions.iter();
    let tests = tests.filter(|it| is_caller(&it.key.text));
    let values = tests.flat_map(|it| &it.values);
    values
        .filter_map(|value| {
            let it = arn(&generic(&value.text))?;
            let account = it.account_id()?;
            // Of an account that is listed whole, who is not listed is nobody.
            let is_whole = world
                .accounts
                .get(&account)
                .is_some_and(|it| it.iam.incomplete.is_none());
            if is_whole {
                return None;
            }
            let (_, principal) = known(&it)?;
            let is_listed = world.accounts.get(&account).is_some_and(|of| {
                let mut roles = of.iam.roles.values().map(|it| &it.arn);
                roles.any(|role| *role == it) || of.iam.users.values().any(|user| user.arn == it)
            });
            (!is_listed).then(|| (Who::Principal(value.text.clone()), principal))
        })
        .collect()
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
fn of_setting(world: &World, edit: &Edit) -> (Vec<String>, Vec<(String, String)>) {
    const ON_OBJECTS: [&str; 5] = [
        "s3:GetObject",
        "s3:PutObject",
        "s3:DeleteObject",
        "s3:GetObjectAcl",
        "s3:PutObjectAcl",
    ];
    const ON_BUCKETS: [&str; 2] = ["s3:ListBucket", "s3:GetBucketAcl"];
    let names: Vec<&str> = match edit {
        Edit::PublicAccessBlock { of, .. } => {
            buckets(world, of).map(|it| it.name.as_str()).collect()
        }
        Edit::Ownership { bucket, .. }
        | Edit::Acl {
            of: AclOf::Bucket(bucket),
            ..
        } => alloc::vec![bucket.as_str()],
        Edit::Acl {
            of: AclOf::Object { bucket, key },
            ..
        } => {
            let one = format!("arn:aws:s3:::{bucket}/{key}");
            let actions = ON_OBJECTS.iter().map(ToString::to_string);
            return (actions.collect(), alloc::vec![(one.clone(), one)]);
        }
        Edit::Grant { key, grant } => {
            let actions = grant.operations.iter().map(|it| format!("kms:{it}"));
            return (actions.collect(), alloc::vec![(key.clone(), key.clone())]);
        }
        Edit::Tag { of, .. } => return (Vec::new(), tagged::places(world, of)),
        Edit::Rewrite { .. }
        | Edit::Write { .. }
        | Edit::Encryption { .. }
        | Edit::Reencrypt { .. } => Vec::new(),
    };
    let mut places = Vec::new();
    for name in names {
        places.extend(bucket_and_objects(world, name));
    }
    let actions = ON_OBJECTS.iter().chain(&ON_BUCKETS);
    (actions.map(ToString::to_string).collect(), places)
}

/// A bucket, the objects of it that the world lists, and all others
pub(super) fn bucket_and_objects(world: &World, name: &str) -> Vec<(String, String)> {
    let bucket = format!("arn:aws:s3:::{name}");
    let all = format!("{bucket}/*");
    let mut places = alloc::vec![(all.clone(), generic(&all))];
    let buckets = world
        .accounts
        .values()
        .filter_map(|it| it.buckets.get(name));
    for object in buckets.flat_map(|it| &it.objects) {
        let one = format!("{bucket}/{}", object.key);
        places.push((one.clone(), one));
    }
    places.push((bucket.clone(), bucket));
    places
}

/// Every pattern that the documents of both worlds have
struct Patterns {
    actions: BTreeSet<String>,
    resources: BTreeSet<String>,
}

fn patterns(before: &World, after: &World) -> Patterns {
    let mut all = Patterns {
        actions: BTreeSet::new(),
        resources: BTreeSet::new(),
    };
    for world in [before, after] {
        world.for_each_document(&mut |document| {
            for statement in &document.policy.statements {
                let actions = statement.action.values.iter();
                all.actions
                    .extend(actions.map(|it| it.text.to_ascii_lowercase()));
                let resources = statement.resource.iter().flat_map(|it| &it.values);
                all.resources.extend(resources.map(|it| it.text.clone()));
            }
        });
    }
    all
}

/// One action for each set of actions that no pattern tells apart, of those that a statement is
/// about
fn actions_of(statement: &Statement, patterns: &BTreeSet<String>) -> Vec<String> {
    let element = &statement.action;
    let globs: Vec<Glob> = element
        .values
        .iter()
        .map(|it| Glob::from_text(&it.text.to_ascii_lowercase()))
        .collect();
    let literal = element.values.iter().map(|it| &it.text);
    let literal: Vec<String> = literal
        .filter(|it| !it.contains(['*', '?']))
        .cloned()
        .collect();
    if !element.negated && literal.len() == element.values.len() {
        return literal;
    }
    let all: Vec<Glob> = patterns.iter().map(|it| Glob::from_text(it)).collect();
    let mut classes: BTreeMap<Vec<bool>, String> = BTreeMap::new();
    for prefix in ["s3", "kms"] {
        let Some(service) = facts::service(prefix) else {
            continue;
        };
        for action in service.actions() {
            let name = format!("{prefix}:{}", action.name());
            let lowered = name.to_ascii_lowercase();
            let fits = globs.iter().any(|it| it.matches(&lowered));
            if fits != element.negated {
                // What is about buckets and what is about objects are never alike.
                let shapes = ["arn:aws:s3:::b", "arn:aws:s3:::b/k", "*"];
                let shapes = shapes.iter().map(|it| is_about(&name, it));
                let names = all.iter().map(|it| it.matches(&lowered));
                let class = names.chain(shapes).collect();
                classes.entry(class).or_insert(name);
            }
        }
    }
    classes.into_values().collect()
}

/// The resource that a pattern stands for, and one for each other pattern that shares some of it
fn resources_of(own: &str, patterns: &BTreeSet<String>) -> Vec<(String, String)> {
    if !own.contains(['*', '?']) {
        return alloc::vec![(own.to_string(), own.to_string())];
    }
    let mut all = alloc::vec![(own.to_string(), generic(own))];
    let glob = Glob::from_text(own);
    for other in patterns
        .iter()
        .filter(|it| *it != own && !it.contains("${"))
    {
        // What is wider tells nothing apart within.
        if Glob::from_text(other).matches(&generic(own)) {
            continue;
        }
        if let Some(witness) = shared(own, other) {
            let shown = if glob.matches(other) {
                other.clone()
            } else {
                witness.clone()
            };
            all.push((shown, witness));
        }
    }
    all
}
