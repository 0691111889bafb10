//! One question before and after a change.

use alloc::string::String;
use alloc::vec::Vec;

use why403_engine::condition::Rules;
use why403_engine::evaluate::{Outcome, decide};
use why403_engine::layers::Layers;
use why403_engine::resolve::{self, Assume, resolve};
use why403_engine::truth::Truth;
use why403_engine::verdict::Layer;
use why403_engine::{derive, trace, world_keys};
use why403_model::policy::Statement;
use why403_model::request::{Action, Context, Entry, Input, Others, Principal, Request};
use why403_model::world::World;

use super::Change;
use crate::cause::Certainty;
use crate::idea::value_for;
use crate::question::{completed, owner};

/// What a change does to one caller, action and resource
pub(super) struct Effect {
    pub(super) opens: Option<Certainty>,
    pub(super) breaks: Option<Certainty>,
}

/// Asks both worlds; `None` where nothing changes, or the action is no action.
pub(super) fn change(
    change: &Change<'_>,
    (principal, action, resource): (&Principal, &str, &str),
    contexts: &[Context],
) -> Option<Effect> {
    let (before, after) = change.worlds;
    let action = Action::parse(action)?;
    let mut found = Effect {
        opens: None,
        breaks: None,
    };
    for context in contexts {
        let ask = |world: &World, assume: &Assume| {
            let request = Request {
                resource_owner: owner(world, resource, principal),
                principal: completed(principal.clone(), world),
                action: action.clone(),
                resource: resource.into(),
                context: context.clone(),
                input: Input::unsaid(),
            };
            answer(world, request, assume)
        };
        let (was, is) = (ask(before, change.assume.0), ask(after, change.assume.1));
        let more = grown(was, is);
        let less = grown(is, was);
        found.opens = sooner(found.opens, more);
        found.breaks = sooner(found.breaks, less);
    }
    (found.opens.is_some() || found.breaks.is_some()).then_some(found)
}

fn sooner(one: Option<Certainty>, other: Option<Certainty>) -> Option<Certainty> {
    [one, other].into_iter().flatten().min()
}

/// Whether more is allowed under the second outcome than under the first
fn grown(first: Outcome, second: Outcome) -> Option<Certainty> {
    let is_certain = |it: Outcome| it.is_denied() == Truth::No;
    if !second.may_allow {
        return None;
    }
    if !first.may_allow {
        let certainty = if is_certain(second) {
            Certainty::Must
        } else {
            Certainty::May
        };
        return Some(certainty);
    }
    // A layer that could deny cannot any more: some request passes that did not.
    let is_freed = Layer::ALL
        .into_iter()
        .any(|it| first.may.holds(it) && !second.may.holds(it));
    let grows = is_freed || (!is_certain(first) && is_certain(second));
    grows.then_some(Certainty::May)
}

fn answer(world: &World, mut request: Request, assume: &Assume) -> Outcome {
    resolve::complete(world, &mut request);
    derive::fill(&mut request);
    let layers = resolve(world, &request, assume);
    let statements = || statements(&layers);
    world_keys::settle(world, &mut request, statements());
    derive::settle(&mut request, statements());
    decide(&layers, &request, Rules::Enforcement)
}

pub(super) fn statements(layers: &Layers) -> impl Iterator<Item = &Statement> {
    let all = Layer::ALL.into_iter();
    all.flat_map(|layer| trace::policies(layers, layer))
        .flat_map(|policy| &policy.document.policy.statements)
}

/// Keys that a request has only where it comes through a VPC endpoint
const OF_ENDPOINTS: [&str; 3] = ["aws:SourceVpce", "aws:SourceVpc", "aws:VpcSourceIp"];

/// Requests that the touched statements tell apart: nothing said, all conditions of one met, one
/// of its conditions missed; each by a way that nobody told, over the internet, and through each
/// of `endpoints`
pub(super) fn contexts(touched: &[Statement], endpoints: &[String]) -> Vec<Context> {
    let all = told_apart(touched);
    let mut over_internet = all.clone();
    for context in &mut over_internet {
        for key in OF_ENDPOINTS {
            context.set_if_unsaid(key, Entry::Absent);
        }
    }
    let mut through = Vec::new();
    for id in endpoints {
        for context in &all {
            let mut context = context.clone();
            context.set_if_unsaid("aws:SourceVpce", Entry::One(id.clone()));
            through.push(context);
        }
    }
    [all, over_internet, through].concat()
}

fn told_apart(touched: &[Statement]) -> Vec<Context> {
    let mut all = alloc::vec![Context::new(Others::Unknown)];
    for statement in touched.iter().filter(|it| !it.conditions.is_empty()) {
        let tests = &statement.conditions;
        for missed in core::iter::once(None).chain((0..tests.len()).map(Some)) {
            let mut context = Context::new(Others::Unknown);
            for (index, test) in tests.iter().enumerate() {
                // Nobody chooses who it is.
                if test.key.text.eq_ignore_ascii_case("aws:PrincipalArn") {
                    continue;
                }
                let wanted = if missed == Some(index) {
                    Truth::No
                } else {
                    Truth::Yes
                };
                let entry: Option<Entry> = value_for(test, wanted);
                if let Some(entry) = entry {
                    context.set(&test.key.text, entry);
                }
            }
            if !all.iter().any(|it| it.entries().eq(context.entries())) {
                all.push(context);
            }
        }
    }
    all
}
