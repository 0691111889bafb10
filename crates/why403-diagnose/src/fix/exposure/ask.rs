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
use why403_model::policy::{ConditionTest, Statement};
use why403_model::request::{Action, Context, Entry, Input, Others, Principal, Request};
use why403_model::world::World;

use super::Change;
use super::reach::Reach;
use super::tagged::{self, Tag};
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
    let id = id_of(after, principal);
    let mut found = Effect {
        opens: None,
        breaks: None,
    };
    for context in contexts {
        let own = of_caller(context, id.as_deref());
        let ask = |world: &World, assume: &Assume, tag: Tag| {
            let mut context = own.clone();
            tagged::tell(change, principal, tag, &mut context);
            let mut principal = principal.clone();
            if let Some(place) = principal.id_mut() {
                place.clone_from(&id);
            }
            let request = Request {
                resource_owner: owner(world, resource, &principal),
                principal,
                action: action.clone(),
                resource: resource.into(),
                context: Context::new(Others::Unknown),
                input: Input::unsaid(),
            };
            answer(world, request, &context, assume)
        };
        let was = ask(before, change.assume.0, Tag::Before);
        let is = ask(after, change.assume.1, Tag::After);
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

fn answer(world: &World, mut request: Request, context: &Context, assume: &Assume) -> Outcome {
    resolve::complete(world, &mut request);
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

/// Keys that the caller itself settles: no context may say otherwise
const OF_CALLERS: [&str; 4] = [
    "aws:principalarn",
    "aws:principalaccount",
    "aws:principaltype",
    "aws:username",
];

/// The unique id of a caller, as far as the world tells
fn id_of(world: &World, principal: &Principal) -> Option<String> {
    match principal {
        Principal::RoleSession { account, role, .. } => {
            world.accounts.get(account)?.iam.roles.get(role)?.id.clone()
        }
        Principal::User { arn, .. } => {
            let account = world.accounts.get(&arn.account_id()?)?;
            account.iam.users.get(arn.name())?.id.clone()
        }
        _ => None,
    }
}

/// A context as a caller can have it: a `aws:userId` of its own or none that is said
fn of_caller(context: &Context, id: Option<&str>) -> Context {
    let is_own = |entry: &Entry| match (entry, id) {
        (Entry::One(value), Some(id)) => value.starts_with(id),
        (_, _) => false,
    };
    let mut own = Context::new(context.others());
    for (key, entry) in context.entries() {
        if key != "aws:userid" || is_own(entry) {
            own.set(key, entry.clone());
        }
    }
    own
}

/// Keys that a request has only where it comes through a VPC endpoint
pub(super) const OF_ENDPOINTS: [&str; 3] = ["aws:SourceVpce", "aws:SourceVpc", "aws:VpcSourceIp"];

/// Requests that the touched statements tell apart: nothing said, all conditions of one met, one
/// of its conditions missed; each by a way that nobody told, over the internet, and through each
/// of the endpoints; and those that a grant is for
pub(super) fn contexts(reach: &Reach) -> Vec<Context> {
    let mut all = told_apart(&reach.touched);
    all.extend(reach.granted.iter().cloned());
    let mut over_internet = all.clone();
    for context in &mut over_internet {
        for key in OF_ENDPOINTS {
            context.set_if_unsaid(key, Entry::Absent);
        }
    }
    let mut through = Vec::new();
    for id in &reach.endpoints {
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
    let mut add = |context: Context| {
        if !all.iter().any(|it| it.entries().eq(context.entries())) {
            all.push(context);
        }
    };
    for statement in touched.iter().filter(|it| !it.conditions.is_empty()) {
        let tests = &statement.conditions;
        for missed in core::iter::once(None).chain((0..tests.len()).map(Some)) {
            let wanted = |index| truth(missed != Some(index));
            add(meeting(tests, wanted));
        }
        // One value of a list may be new: each is asked about.
        for (index, test) in tests.iter().enumerate() {
            for value in test.values.iter().skip(1).take(VALUES) {
                let mut alone = tests.clone();
                if let Some(test) = alone.get_mut(index) {
                    test.values = alloc::vec![value.clone()];
                }
                for truth in [Truth::Yes, Truth::No] {
                    let wanted = |at| if at == index { truth } else { Truth::Yes };
                    add(meeting(&alone, wanted));
                }
            }
        }
    }
    all
}

/// Values of one list that are asked about
const VALUES: usize = 8;

fn truth(is_met: bool) -> Truth {
    if is_met { Truth::Yes } else { Truth::No }
}

/// A context under which each test comes out as wanted, as far as one value can do that
fn meeting(tests: &[ConditionTest], wanted: impl Fn(usize) -> Truth) -> Context {
    let mut context = Context::new(Others::Unknown);
    for (index, test) in tests.iter().enumerate() {
        let key = test.key.text.to_ascii_lowercase();
        let wanted = wanted(index);
        // The empty value is one as well: a listing without prefix sends it.
        let is_empty = wanted == Truth::Yes
            && !test.operator.name.is_negated()
            && test.values.iter().all(|it| it.text.is_empty());
        let entry = if is_empty {
            Some(Entry::One(String::new()))
        } else {
            value_for(test, wanted)
        };
        if let Some(entry) = entry.filter(|_| !OF_CALLERS.contains(&key.as_str())) {
            context.set(&test.key.text, entry);
        }
    }
    context
}
