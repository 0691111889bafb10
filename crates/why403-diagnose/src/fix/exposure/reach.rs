//! Whom and what a difference can reach: callers, actions and resources to ask about in both
//! worlds.
//!
//! Whatever is decided otherwise is decided by something that differs. So one part for each
//! statement that differs is enough: whom its document is about, what it is about, on what.

use alloc::collections::BTreeSet;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_model::arn::{AccountId, Arn};
use why403_model::known::Fact;
use why403_model::policy::Statement;
use why403_model::request::{Constraint, Context, Entry, Others};
use why403_model::world::{Bucket, Document, Grant, PublicAccessBlock, World};

use super::callers::{self, Callers, everyone, known, of_holder};
use super::patterns::{Class, Patterns, Shown, of_access_point, of_bucket};
use super::{Change, Session, Who, ask};
use crate::fix::between::{Difference, PolicyChange, SettingChange, Thing};
use crate::fix::mention;
use crate::fix::spot::{self, Bearer, Spot};

/// What one statement or setting can reach
pub(super) struct Part {
    pub(super) callers: Arc<Callers>,
    pub(super) actions: Vec<Class>,
    pub(super) resources: BTreeSet<Shown>,
    /// Requests to ask about, which the statements that differ tell apart
    pub(super) contexts: Arc<Vec<Context>>,
}

/// What the differences of two worlds can reach.
pub(super) fn of(change: &Change<'_>, differences: &[Difference]) -> Vec<Part> {
    let (before, after) = change.worlds;
    let mut reach = Reach {
        worlds: [before, after],
        patterns: Patterns::of(before, after),
        parts: Vec::new(),
    };
    for difference in differences {
        match difference {
            Difference::Policy(change) => reach.policy(change),
            Difference::Caller { arn, .. } => reach.caller(arn),
            Difference::Setting(change) => reach.setting(change),
            Difference::Unseen(_) => {}
        }
    }
    for session in &change.sessions {
        reach.session(session);
    }
    reach.parts
}

struct Reach<'w> {
    worlds: [&'w World; 2],
    patterns: Patterns,
    parts: Vec<Part>,
}

impl Reach<'_> {
    fn policy(&mut self, change: &PolicyChange) {
        let differing = differing(change.old.as_deref(), change.new.as_deref());
        let endpoints = change.spots.iter().filter_map(|it| match &it.bearer {
            Bearer::Endpoint(id) => Some(id.clone()),
            _ => None,
        });
        let contexts = Arc::new(ask::contexts(&differing, &endpoints.collect::<Vec<_>>()));
        let mut touched = differing;
        // A statement that makes the policy public takes from the others what they gave.
        if change.spots.iter().any(|it| self.may_be_restricted(it)) {
            for document in [&change.old, &change.new].into_iter().flatten() {
                touched.extend(document.policy.statements.clone());
            }
        }
        let mut crowd = Callers::new();
        for spot in &change.spots {
            crowd.extend(self.callers(spot, &touched));
        }
        let crowd = Arc::new(crowd);
        for statement in &touched {
            let mut resources = BTreeSet::new();
            for spot in &change.spots {
                resources.extend(self.resources(spot, statement));
            }
            self.part(&crowd, statement, resources, &contexts);
        }
    }

    fn session(&mut self, session: &Session<'_>) {
        let touched = differing(Some(session.old), Some(session.new));
        let contexts = Arc::new(ask::contexts(&touched, &[]));
        let arn = session.principal.principal_arn();
        let caller = arn.map(|it| (Who::Principal(it), session.principal.clone()));
        let crowd: Arc<Callers> = Arc::new(caller.into_iter().collect());
        for statement in &touched {
            let resources = self.named(statement);
            self.part(&crowd, statement, resources, &contexts);
        }
    }

    fn part(
        &mut self,
        callers: &Arc<Callers>,
        statement: &Statement,
        resources: BTreeSet<Shown>,
        contexts: &Arc<Vec<Context>>,
    ) {
        self.parts.push(Part {
            callers: callers.clone(),
            actions: self.patterns.actions(&statement.action, &resources),
            resources,
            contexts: contexts.clone(),
        });
    }

    /// Whom a policy at a place is about
    fn callers(&self, spot: &Spot, touched: &[Statement]) -> Callers {
        let both = |of: &dyn Fn(&World) -> Callers| {
            let each = self.worlds.iter().map(|it| of(it));
            each.reduce(|mut all, more| {
                all.extend(more);
                all
            })
            .unwrap_or_default()
        };
        match &spot.bearer {
            Bearer::Identity { of, .. } | Bearer::Boundary(of) => {
                both(&|world| of_holder(world, &spot.account, of))
            }
            Bearer::Scp { .. } => both(&|world| {
                let account = world.accounts.get(&spot.account);
                account.map(callers::of_account).unwrap_or_default()
            }),
            Bearer::Trust(_)
            | Bearer::Bucket(_)
            | Bearer::Key(_)
            | Bearer::AccessPoint(_)
            | Bearer::Function { .. }
            | Bearer::Endpoint(_)
            | Bearer::Rcp { .. } => everyone(self.worlds, touched, &[]),
        }
    }

    /// On what a statement of a policy at a place can be
    fn resources(&self, spot: &Spot, statement: &Statement) -> BTreeSet<Shown> {
        let literal = |arn: &str| BTreeSet::from([(arn.to_string(), arn.to_string())]);
        match &spot.bearer {
            // In a key's policy every resource is that key; in a trust policy there is none.
            Bearer::Key(arn) => literal(arn),
            Bearer::Trust(role) => {
                let roles = self.worlds.iter().filter_map(|it| {
                    let account = it.accounts.get(&spot.account)?;
                    Some(account.iam.roles.get(role)?.arn.to_string())
                });
                roles.flat_map(|it| literal(&it)).collect()
            }
            Bearer::Bucket(name) => {
                let mut all = self.named(statement);
                // Behind its access points it is the same policy that has to let pass.
                for arn in self.access_points(name) {
                    let own = of_access_point(&arn);
                    all.extend(own.iter().flat_map(|it| self.patterns.within(it)));
                }
                all
            }
            Bearer::Identity { .. }
            | Bearer::Boundary(_)
            | Bearer::AccessPoint(_)
            | Bearer::Function { .. }
            | Bearer::Endpoint(_)
            | Bearer::Scp { .. }
            | Bearer::Rcp { .. } => self.named(statement),
        }
    }

    fn named(&self, statement: &Statement) -> BTreeSet<Shown> {
        let own = statement.resource.as_ref();
        own.map(|it| self.patterns.resources(it))
            .unwrap_or_default()
    }

    fn access_points(&self, bucket: &str) -> BTreeSet<String> {
        let accounts = self.worlds.iter().flat_map(|it| it.accounts.values());
        let points = accounts.flat_map(|it| it.access_points.iter());
        let behind = points.filter(|(_, it)| {
            let settings = it.settings.known().and_then(Option::as_ref);
            settings.is_some_and(|it| it.bucket == bucket)
        });
        behind.map(|(arn, _)| arn.clone()).collect()
    }

    /// Whether a public policy at this place may be kept to its account
    fn may_be_restricted(&self, spot: &Spot) -> bool {
        let may =
            |it: &Fact<PublicAccessBlock>| it.known().is_none_or(|it| it.restrict_public_buckets);
        let in_world = |world: &World| {
            let account = world.accounts.get(&spot.account);
            account.is_some_and(|account| {
                let of_account = may(&account.public_access_block);
                match &spot.bearer {
                    Bearer::Bucket(name) => {
                        let bucket = account.buckets.get(name);
                        let of_bucket = bucket.is_some_and(|it| may(&it.public_access_block));
                        of_account || of_bucket || organization_restricts(world, &spot.account)
                    }
                    Bearer::AccessPoint(arn) => {
                        let point = account.access_points.get(arn);
                        of_account || point.is_some_and(|it| may(&it.public_access_block))
                    }
                    _ => false,
                }
            })
        };
        self.worlds.iter().any(|it| in_world(it))
    }

    /// A user or role that is new or gone: what names it, beside its own policies, which differ too
    fn caller(&mut self, arn: &Arn) {
        let Some(caller) = known(arn) else {
            return;
        };
        let crowd = Arc::new(Callers::from([caller]));
        let worlds = self.worlds;
        for world in worlds {
            for (spot, standing) in spot::all(world) {
                let statements = standing.policy().into_iter();
                let statements = statements.flat_map(|it| &it.policy.statements);
                for statement in statements.filter(|it| names(it, arn)) {
                    let resources = self.resources(&spot, statement);
                    let contexts = ask::contexts(core::slice::from_ref(statement), &[]);
                    self.part(&crowd, statement, resources, &Arc::new(contexts));
                }
            }
        }
    }

    fn setting(&mut self, change: &SettingChange) {
        match &change.of {
            Thing::Buckets(names) => {
                for name in names {
                    self.bucket(name);
                }
            }
            Thing::Object { bucket, key } => {
                let acls = self.buckets(bucket);
                let objects = acls.iter().flat_map(|it| &it.objects);
                let acls = objects
                    .filter(|it| it.key == *key)
                    .filter_map(|it| it.acl.known());
                let crowd = everyone(self.worlds, &[], &acls.collect::<Vec<_>>());
                let arn = alloc::format!("arn:aws:s3:::{bucket}/{key}");
                self.plain(crowd, &ON_OBJECTS, [(arn.clone(), arn)].into());
            }
            Thing::Key(arn) => self.key(arn, change),
            // The key that it takes is asked for together with the object.
            Thing::Encryption { .. } => {}
            Thing::AccessPoint(arn) => {
                let own = of_access_point(arn);
                let places = own.iter().flat_map(|it| self.patterns.within(it)).collect();
                let bearer = Bearer::AccessPoint(arn.clone());
                let touched = self.statements(|it| it.bearer == bearer);
                let crowd = everyone(self.worlds, &touched, &[]);
                self.each(crowd.clone(), &touched, Some(&places));
                self.plain(crowd, &ON_OBJECTS, places.clone());
                self.plain(everyone(self.worlds, &[], &[]), &ON_BUCKETS, places);
            }
            Thing::Caller { arn, groups } => {
                let crowd: Callers = known(arn).into_iter().collect();
                let is_group = |it: &Spot| match &it.bearer {
                    Bearer::Identity {
                        of: spot::Holder::Group(name),
                        ..
                    } => groups.contains(&(it.account.clone(), name.clone())),
                    _ => false,
                };
                let touched = self.statements(is_group);
                self.each(crowd, &touched, None);
            }
        }
        if !change.tags.is_empty() {
            self.tagged(change);
        }
    }

    /// What depends on tags that differ
    fn tagged(&mut self, change: &SettingChange) {
        let mut touched = Vec::new();
        for world in self.worlds {
            touched.extend(mention::statements(&change.tags, world));
        }
        let places: Option<BTreeSet<Shown>> = match &change.of {
            Thing::Buckets(names) => {
                let own = names.iter().flat_map(|it| of_bucket(it));
                Some(own.flat_map(|it| self.patterns.within(&it)).collect())
            }
            Thing::Object { bucket, key } => {
                let arn = alloc::format!("arn:aws:s3:::{bucket}/{key}");
                Some(BTreeSet::from([(arn.clone(), arn)]))
            }
            Thing::Key(arn) | Thing::AccessPoint(arn) => {
                Some(BTreeSet::from([(arn.clone(), arn.clone())]))
            }
            Thing::Caller { .. } | Thing::Encryption { .. } => None,
        };
        let crowd = match &change.of {
            Thing::Caller { arn, .. } => known(arn).into_iter().collect(),
            _ => everyone(self.worlds, &touched, &[]),
        };
        self.each(crowd, &touched, places.as_ref());
    }

    /// Statements, each on its own resources or on the given ones
    fn each(&mut self, crowd: Callers, touched: &[Statement], places: Option<&BTreeSet<Shown>>) {
        let crowd = Arc::new(crowd);
        let contexts = Arc::new(ask::contexts(&[], &[]));
        for statement in touched {
            let own = places.map_or_else(|| self.named(statement), BTreeSet::clone);
            self.part(&crowd, statement, own, &contexts);
        }
    }

    /// Actions that no statement has to speak of
    fn plain(&mut self, crowd: Callers, actions: &[&str], resources: BTreeSet<Shown>) {
        self.parts.push(Part {
            callers: Arc::new(crowd),
            actions: actions
                .iter()
                .map(|it| Class::of((*it).to_string()))
                .collect(),
            resources,
            contexts: Arc::new(ask::contexts(&[], &[])),
        });
    }

    /// What settings of a bucket decide about: its policy, and what ACLs can grant
    fn bucket(&mut self, name: &str) {
        let [own, inside] = of_bucket(name);
        let mut places = self.patterns.within(&inside);
        places.insert((own.clone(), own));
        let found = self.buckets(name);
        for object in found.iter().flat_map(|it| &it.objects) {
            let one = alloc::format!("arn:aws:s3:::{name}/{}", object.key);
            places.insert((one.clone(), one));
        }
        let objects = found.iter().flat_map(|it| &it.objects);
        let acls = objects.filter_map(|it| it.acl.known());
        let acls = acls.chain(found.iter().filter_map(|it| it.acl.known()));
        let acls: Vec<_> = acls.collect();
        let bearer = Bearer::Bucket(name.to_string());
        let touched = self.statements(|it| it.bearer == bearer);
        let crowd = everyone(self.worlds, &touched, &acls);
        self.plain(crowd.clone(), &ON_OBJECTS, places.clone());
        self.plain(crowd.clone(), &ON_BUCKETS, places);
        let crowd = Arc::new(crowd);
        let contexts = Arc::new(ask::contexts(&touched, &[]));
        for statement in &touched {
            let resources = self.named(statement);
            self.part(&crowd, statement, resources, &contexts);
        }
    }

    fn key(&mut self, arn: &str, change: &SettingChange) {
        let place = BTreeSet::from([(arn.to_string(), arn.to_string())]);
        for grant in &change.grants {
            let grantee = Arn::parse(&grant.grantee).ok().and_then(|it| known(&it));
            let actions = grant.operations.iter();
            let actions = actions.map(|it| Class::of(alloc::format!("kms:{it}")));
            let mut contexts = alloc::vec![Context::new(Others::Unknown)];
            contexts.extend(context_of(grant));
            self.parts.push(Part {
                callers: Arc::new(grantee.into_iter().collect()),
                actions: actions.collect(),
                resources: place.clone(),
                contexts: Arc::new(ask::by_every_way(contexts, &[])),
            });
        }
        // Tags are followed by what mentions them; of the rest only the state is left.
        if change.grants.is_empty() && change.tags.is_empty() {
            let bearer = Bearer::Key(arn.to_string());
            let touched = self.statements(|it| it.bearer == bearer);
            let crowd = everyone(self.worlds, &touched, &[]);
            self.each(crowd, &touched, Some(&place));
        }
    }

    /// The bucket of a name in either world
    fn buckets(&self, name: &str) -> Vec<&Bucket> {
        let accounts = self.worlds.iter().flat_map(|it| it.accounts.values());
        accounts.filter_map(|it| it.buckets.get(name)).collect()
    }

    /// The statements of the policies at some places, in both worlds, each once
    fn statements(&self, is_meant: impl Fn(&Spot) -> bool) -> Vec<Statement> {
        let mut found: Vec<Statement> = Vec::new();
        for world in self.worlds {
            for (_, standing) in spot::all(world).into_iter().filter(|(it, _)| is_meant(it)) {
                let own = standing
                    .policy()
                    .into_iter()
                    .flat_map(|it| &it.policy.statements);
                for statement in own {
                    if !found.contains(statement) {
                        found.push(statement.clone());
                    }
                }
            }
        }
        found
    }
}

/// The encryption context that a grant asks for
fn context_of(grant: &Grant) -> Option<Context> {
    let (Constraint::Equals(pairs) | Constraint::Subset(pairs)) = grant.constraint.as_ref()?;
    let mut context = Context::new(Others::Unknown);
    for (key, value) in pairs {
        let key = alloc::format!("kms:EncryptionContext:{key}");
        context.set(&key, Entry::One(value.clone()));
    }
    Some(context)
}

/// What ACLs can grant on objects
const ON_OBJECTS: [&str; 5] = [
    "s3:GetObject",
    "s3:PutObject",
    "s3:DeleteObject",
    "s3:GetObjectAcl",
    "s3:PutObjectAcl",
];

/// What ACLs can grant on buckets
const ON_BUCKETS: [&str; 2] = ["s3:ListBucket", "s3:GetBucketAcl"];

fn organization_restricts(world: &World, account: &AccountId) -> bool {
    let Fact::Known(Some(organization)) = &world.organization else {
        return false;
    };
    let found = organization.public_access_blocks.get(account);
    found.is_some_and(|it| it.known().is_none_or(|it| it.restrict_public_buckets))
}

/// Whether a statement of a resource's policy is about a caller by itself
fn names(statement: &Statement, arn: &Arn) -> bool {
    let named = statement.principal.as_ref();
    named.is_some_and(|it| {
        let mut values = it.values.iter().map(|it| it.value.text.as_str());
        it.negated || values.any(|it| it == "*" || it == arn.as_str())
    })
}

/// The statements that only one of two documents has; all of one that stands alone
fn differing(old: Option<&Document>, new: Option<&Document>) -> Vec<Statement> {
    let texts = |of: Option<&'_ Document>| -> BTreeSet<String> {
        let own = of.into_iter().flat_map(|document| {
            let own = document.policy.statements.iter();
            own.map(|it| it.at.of(&document.text).to_string())
        });
        own.collect()
    };
    let both = [(old, texts(new)), (new, texts(old))];
    let mut found = Vec::new();
    for (document, others) in both {
        let own = document.into_iter().flat_map(|document| {
            let own = document.policy.statements.iter();
            own.filter(|it| !others.contains(it.at.of(&document.text)))
        });
        found.extend(own.cloned());
    }
    // A rewritten head, such as its version, changes how every statement is read.
    if found.is_empty() {
        let all = [old, new].into_iter().flatten();
        found.extend(all.flat_map(|it| it.policy.statements.clone()));
    }
    found
}
