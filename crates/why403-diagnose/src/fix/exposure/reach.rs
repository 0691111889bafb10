//! Whom and what a difference can reach: callers, actions and resources to ask about in both
//! worlds.
//!
//! Whatever is decided otherwise is decided by something that differs. So one part for each
//! statement that differs is enough: whom its document is about, what it is about, on what.

use alloc::collections::BTreeSet;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_engine::matching::may_concern;
use why403_engine::prepare::{self, PreparedStatement};
use why403_model::arn::{AccountId, Arn};
use why403_model::known::Fact;
use why403_model::policy::{Statement, Version};
use why403_model::request::{Context, Principal};
use why403_model::world::{Document, PublicAccessBlock, World};

use super::callers::{self, Callers, everyone, known, of_holder};
use super::patterns::{Class, Patterns, Shown, of_access_point};
use super::scope::{leaves_others, turns};
use super::{Change, Session, Who, contexts};
use crate::fix::between::{Difference, PolicyChange};
use crate::fix::document;
use crate::fix::spot::{self, Bearer, Spot};
use crate::question::completed;

/// What one statement or setting can reach
pub(super) struct Part {
    pub(super) callers: Arc<Callers>,
    pub(super) actions: Vec<Class>,
    pub(super) resources: BTreeSet<Shown>,
    /// Requests to ask about, which the statements that differ tell apart
    pub(super) contexts: Arc<Vec<Context>>,
    /// The statement, where it decides about nobody whom it does not concern
    pub(super) about: Option<PreparedStatement>,
}

impl Part {
    /// Whether anything can be decided otherwise for a caller
    pub(super) fn may_concern(
        &self,
        principal: &Principal,
        (before, after): (&World, &World),
    ) -> bool {
        let Some(about) = &self.about else {
            return true;
        };
        if about.principal.is_none() && about.conditions.is_empty() {
            return true;
        }
        let was = completed(principal.clone(), before);
        let is = completed(principal.clone(), after);
        may_concern(about, &was) || was != is && may_concern(about, &is)
    }
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

/// The worlds, and what of them was found so far
pub(super) struct Reach<'w> {
    pub(super) worlds: [&'w World; 2],
    pub(super) patterns: Patterns,
    pub(super) parts: Vec<Part>,
}

impl Reach<'_> {
    fn policy(&mut self, change: &PolicyChange) {
        let differing = differing(change.old.as_deref(), change.new.as_deref());
        let endpoints = change.spots.iter().filter_map(|it| match &it.bearer {
            Bearer::Endpoint(id) => Some(id.clone()),
            _ => None,
        });
        let contexts = Arc::new(contexts::contexts(
            &differing,
            &endpoints.collect::<Vec<_>>(),
        ));
        let touched = differing;
        // Once a policy is public, its other statements and ACLs give nothing to strangers either.
        for spot in change.spots.iter().filter(|_| turns(change)) {
            if self.may_be_restricted(spot) {
                self.strangers(spot);
            }
        }
        let mut crowd = Callers::new();
        for spot in &change.spots {
            crowd.extend(self.callers(spot, &touched));
        }
        let crowd = Arc::new(crowd);
        let decides_alone = leaves_others(change);
        let document = change.new.as_ref().or(change.old.as_ref());
        let version = document.map_or(Version::V2012, |it| it.policy.version);
        for statement in &touched {
            let mut resources = BTreeSet::new();
            for spot in &change.spots {
                resources.extend(self.resources(spot, statement));
            }
            self.part(&crowd, statement, resources, &contexts);
            if let Some(part) = self.parts.last_mut().filter(|_| decides_alone) {
                part.about = Some(prepare::of_callers(statement, version));
            }
        }
    }

    fn session(&mut self, session: &Session<'_>) {
        let touched = differing(Some(session.old), Some(session.new));
        let contexts = Arc::new(contexts::contexts(&touched, &[]));
        let arn = session.principal.principal_arn();
        let caller = arn.map(|it| (Who::Principal(it), session.principal.clone()));
        let crowd: Arc<Callers> = Arc::new(caller.into_iter().collect());
        for statement in &touched {
            let resources = self.named(statement);
            self.part(&crowd, statement, resources, &contexts);
        }
    }

    pub(super) fn part(
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
            about: None,
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
    pub(super) fn resources(&self, spot: &Spot, statement: &Statement) -> BTreeSet<Shown> {
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

    pub(super) fn named(&self, statement: &Statement) -> BTreeSet<Shown> {
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
                    let contexts = contexts::contexts(core::slice::from_ref(statement), &[]);
                    self.part(&crowd, statement, resources, &Arc::new(contexts));
                }
            }
        }
    }

    /// The statements of the policies at some places, in both worlds, each once
    pub(super) fn statements(&self, is_meant: impl Fn(&Spot) -> bool) -> Vec<Statement> {
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

/// The statements that only one of two documents has; all of both where only their heads differ,
/// such as the version, which changes how every statement is read
fn differing(old: Option<&Document>, new: Option<&Document>) -> Vec<Statement> {
    let found = document::apart(old, new);
    if !found.is_empty() {
        return found.into_iter().map(|(_, it)| it.clone()).collect();
    }
    let all = [old, new].into_iter().flatten();
    all.flat_map(|it| it.policy.statements.clone()).collect()
}
