//! One question before and after a change.

use alloc::string::String;
use alloc::vec::Vec;

use why403_engine::condition::Rules;
use why403_engine::evaluate::{Outcome, decide};
use why403_engine::layers::Layers;
use why403_engine::resolve::{self, Assume, find_bucket, resolve};
use why403_engine::truth::Truth;
use why403_engine::verdict::Layer;
use why403_engine::{derive, trace, world_keys};
use why403_model::arn::Arn;
use why403_model::known::Fact;
use why403_model::policy::Statement;
use why403_model::request::{Action, Context, Entry, Input, Others, Principal, Request};
use why403_model::world::World;

use super::{Change, Who};
use crate::cause::Certainty;
use crate::idea::value_for;
use crate::question::owner;

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
    let was_there = is_there(before, after, principal, resource);
    let is_there = is_there(after, before, principal, resource);
    for context in contexts {
        let ask = |world: &World, assume: &Assume| {
            let request = Request {
                resource_owner: owner(world, resource, principal),
                principal: principal.clone(),
                action: action.clone(),
                resource: resource.into(),
                context: Context::new(Others::Unknown),
                input: Input::unsaid(),
            };
            answer(world, request, context, assume)
        };
        let was = was_there.then(|| ask(before, change.assume.0));
        let is = is_there.then(|| ask(after, change.assume.1));
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

/// Whether there is anything to ask: not if the account is known to have no such caller, or the
/// resource is a role or in a bucket that only the other world has
fn is_there(world: &World, other: &World, principal: &Principal, resource: &str) -> bool {
    let arn = Arn::parse(resource).ok();
    let bucket = arn.as_ref().and_then(Arn::s3_bucket);
    let is_new = bucket
        .is_some_and(|it| find_bucket(world, it).is_none() && find_bucket(other, it).is_some());
    let is_gone = arn.as_ref().is_some_and(|it| is_unknown(world, it));
    let caller = match principal {
        Principal::RoleSession { role_arn, .. } => role_arn.as_ref(),
        Principal::User { arn, .. } => Some(arn),
        _ => None,
    };
    !is_new && !is_gone && !caller.is_some_and(|it| is_unknown(world, it))
}

/// Whether an account is known to have no such role or user
fn is_unknown(world: &World, arn: &Arn) -> bool {
    let account = arn.account_id().and_then(|it| world.accounts.get(&it));
    let Some(iam) = account.map(|it| &it.iam).filter(|_| arn.service() == "iam") else {
        return false;
    };
    let name = arn.name();
    match arn.resource().split('/').next() {
        Some("role") => matches!(iam.role(name), Fact::Known(None)),
        Some("user") => matches!(iam.user(name), Fact::Known(None)),
        _ => false,
    }
}

/// Whether more is allowed under the second outcome than under the first; of who is not there,
/// nothing is
fn grown(first: Option<Outcome>, second: Option<Outcome>) -> Option<Certainty> {
    let is_certain = |it: Outcome| it.is_denied() == Truth::No;
    let second = second.filter(|it| it.may_allow)?;
    let Some(first) = first.filter(|it| it.may_allow) else {
        let certainty = if is_certain(second) {
            Certainty::Must
        } else {
            Certainty::May
        };
        return Some(certainty);
    };
    // A layer that could deny cannot any more: some request passes that did not.
    let is_freed = Layer::ALL
        .into_iter()
        .any(|it| first.may.holds(it) && !second.may.holds(it));
    let grows = is_freed || (!is_certain(first) && is_certain(second));
    grows.then_some(Certainty::May)
}

fn answer(world: &World, mut request: Request, context: &Context, assume: &Assume) -> Outcome {
    resolve::complete(world, &mut request);
    // Only requests that name an access point have its keys.
    for key in OF_ACCESS_POINTS {
        request.context.set_if_unsaid(key, Entry::Absent);
    }
    // Who asks, and about what, is not for the request to choose.
    derive::fill(&mut request);
    let (told, sent): (Vec<_>, Vec<_>) = context.entries().partition(|(key, _)| is_told(key));
    for (key, entry) in sent {
        request.context.set_if_unsaid(key, entry.clone());
    }
    let layers = resolve(world, &request, assume);
    let statements = || statements(&layers);
    world_keys::settle(world, &mut request, statements());
    for (key, entry) in told {
        request.context.set_if_unsaid(key, entry.clone());
    }
    derive::settle(&mut request, statements());
    decide(&layers, &request, Rules::Enforcement)
}

/// Whether the world may tell a key of a caller or a resource: its tags, its organization
fn is_told(key: &str) -> bool {
    const OF_WORLD: [&str; 6] = [
        "aws:principaltag/",
        "aws:principalorg",
        "aws:resourcetag/",
        "aws:resourceorg",
        "s3:buckettag/",
        "s3:existingobjecttag/",
    ];
    OF_WORLD.iter().any(|it| key.starts_with(it))
}

pub(super) fn statements(layers: &Layers) -> impl Iterator<Item = &Statement> {
    let all = Layer::ALL.into_iter();
    all.flat_map(|layer| trace::policies(layers, layer))
        .flat_map(|policy| &policy.document.policy.statements)
}

/// Keys that a request has only where it names an access point, which tells them
const OF_ACCESS_POINTS: [&str; 3] = [
    "s3:AccessPointNetworkOrigin",
    "s3:DataAccessPointAccount",
    "s3:DataAccessPointArn",
];

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

/// What only services send, in lower case
const OF_SERVICES: [&str; 4] = [
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
];

/// The requests that a caller can make: what it cannot send is left out
pub(super) fn of_caller(contexts: &[Context], who: &Who, principal: &Principal) -> Vec<Context> {
    let is_service = matches!(principal, Principal::Service { .. });
    let mut all: Vec<Context> = Vec::new();
    for context in contexts {
        let mut own = Context::new(context.others());
        let free = context.entries();
        for (key, entry) in free.filter(|(key, _)| is_service || !OF_SERVICES.contains(key)) {
            own.set(key, entry.clone());
        }
        // Any account is one that is in nobody's organization.
        if *who == Who::AnyAccount {
            own.set("aws:PrincipalOrgID", Entry::Absent);
            own.set("aws:PrincipalOrgPaths", Entry::Absent);
        }
        if !all.iter().any(|it| it.entries().eq(own.entries())) {
            all.push(own);
        }
    }
    all
}

fn told_apart(touched: &[Statement]) -> Vec<Context> {
    let mut all = alloc::vec![Context::new(Others::Unknown)];
    for statement in touched.iter().filter(|it| !it.conditions.is_empty()) {
        let tests = &statement.conditions;
        for missed in core::iter::once(None).chain((0..tests.len()).map(Some)) {
            let mut context = Context::new(Others::Unknown);
            for (index, test) in tests.iter().enumerate() {
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
