//! What a change does where both worlds leave a request open: both are asked under the same
//! suppositions about what is not known, and is the same in both.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use why403_engine::condition::Rules;
use why403_engine::evaluate::{Outcome, Standing, Supposed, decide, standings, suppose};
use why403_engine::truth::Truth;
use why403_engine::verdict::Layer;
use why403_model::policy::Effect as Said;

use super::ask::{Effect, One, Pair, grown};
use super::scope::Scope;
use crate::cause::Certainty;

/// What is supposed of all that is not known: fences let pass, and what grants does or does not
#[derive(Clone, Copy)]
struct Supposition {
    /// Whether the caller's own policies allow
    identity: Supposed,
    /// Whether the resource's policy allows
    resource: Supposed,
    /// Whether what stands beside a change, at its place, allows
    beside: Supposed,
    /// Whether the conditions hold under which statements that change allow
    conditions: Supposed,
}

/// A layer, and the level of it
type Place = (Layer, usize);

impl Pair<'_> {
    /// What changes under one of the suppositions
    pub(super) fn told_apart(&self, scope: &Scope<'_>) -> Effect {
        let mut found = Effect {
            opens: None,
            breaks: None,
        };
        let [before, after] = [&self.before, &self.after].map(|it| it.as_ref().map(Stood::of));
        let both = || before.iter().chain(&after);
        let changing = changing(both(), scope);
        for supposition in suppositions(both(), scope) {
            let ask = |it: &Stood<'_>| supposition.outcome(it, scope, &changing);
            let was = before.as_ref().map(ask);
            let is = after.as_ref().map(ask);
            let may = |it: Option<Certainty>| it.map(|_| Certainty::May);
            found.opens = found.opens.or(may(grown(was, is)));
            found.breaks = found.breaks.or(may(grown(is, was)));
        }
        found
    }
}

/// A request in one world, with the statements of its layers as they stand to it
struct Stood<'o> {
    one: &'o One<'o>,
    standings: Vec<Standing<'o>>,
}

impl<'o> Stood<'o> {
    fn of(one: &'o One<'_>) -> Self {
        Self {
            one,
            standings: standings(&one.layers, &one.request),
        }
    }
}

/// Where a statement changes
fn changing<'o>(both: impl Iterator<Item = &'o Stood<'o>>, scope: &Scope<'_>) -> BTreeSet<Place> {
    both.flat_map(|it| &it.standings)
        .filter(|it| scope.has_changed(it))
        .map(|it| (it.layer, it.level))
        .collect()
}

fn suppositions<'o>(
    both: impl Iterator<Item = &'o Stood<'o>> + Clone,
    scope: &Scope<'_>,
) -> Vec<Supposition> {
    let either = [Supposed::No, Supposed::Yes];
    let hides = both
        .clone()
        .any(|it| !it.one.layers.resource.gaps.is_empty());
    let by_entity = Some(Supposed::ByEntity).filter(|_| hides);
    let mut statements = both.flat_map(|it| &it.standings);
    let depends = statements.any(|it| is_conditional(it, scope));
    let conditions = Some(Supposed::Yes).filter(|_| depends);
    let mut all = Vec::new();
    for identity in either {
        for resource in either.into_iter().chain(by_entity) {
            for beside in either {
                for conditions in [Supposed::Open].into_iter().chain(conditions) {
                    all.push(Supposition {
                        identity,
                        resource,
                        beside,
                        conditions,
                    });
                }
            }
        }
    }
    all
}

/// Whether it is an Allow that changes, speaks of the request, and takes effect under conditions of
/// which nobody told
fn is_conditional(standing: &Standing<'_>, scope: &Scope<'_>) -> bool {
    let statement = standing.policy.statements.get(standing.index);
    (standing.speaks, standing.truth) == (Truth::Yes, Truth::Maybe)
        && statement.is_some_and(|it| it.effect == Said::Allow)
        && scope.has_changed(standing)
}

impl Supposition {
    fn outcome(self, stood: &Stood<'_>, scope: &Scope<'_>, changing: &BTreeSet<Place>) -> Outcome {
        let of = |layer: Layer, level: usize| match layer {
            Layer::Identity => self.identity,
            Layer::Resource => self.resource,
            Layer::KmsGrant | Layer::S3Gate => Supposed::No,
            // A setting that changes is not the same in both.
            Layer::Acl | Layer::BlockPublicAccess if scope.keeps_acls => Supposed::No,
            Layer::Acl | Layer::BlockPublicAccess => Supposed::Open,
            // What stands beside a change may allow the same, in fences too.
            _ if changing.contains(&(layer, level)) => self.beside,
            _ => Supposed::Yes,
        };
        let supposed = |it: &Standing<'_>| match it.policy.statements.get(it.index) {
            _ if is_conditional(it, scope) => self.conditions,
            _ if scope.has_changed(it) => Supposed::Open,
            Some(statement) if statement.effect == Said::Deny => Supposed::No,
            Some(_) | None => of(it.layer, it.level),
        };
        let Stood { one, standings } = stood;
        let layers = suppose(&one.layers, &one.request, standings, supposed, of);
        decide(&layers, &one.request, Rules::Enforcement)
    }
}
