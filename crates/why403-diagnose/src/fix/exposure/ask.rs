//! One question before and after a change.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use why403_engine::condition::Rules;
use why403_engine::evaluate::{Outcome, decide, standings};
use why403_engine::layers::Layers;
use why403_engine::resolve::{Assume, find_bucket, resolve_with};
use why403_engine::truth::Truth;
use why403_engine::{derive, keys, world_keys};
use why403_model::arn::Arn;
use why403_model::known::Fact;
use why403_model::request::{Action, Context, Input, Others, Principal, Request};
use why403_model::world::World;

use super::scope::Scope;
use super::tagged::Tags;
use crate::cause::Certainty;
use crate::operation;
use crate::question::{completed, owner};

/// What a change does to one caller, action and resource
pub(super) struct Effect {
    pub(super) opens: Option<Certainty>,
    pub(super) breaks: Option<Certainty>,
}

/// Asks both worlds; `None` where nothing changes, or the action is no action.
pub(super) fn change(
    scope: &Scope<'_>,
    (principal, action, resource): (&Principal, &str, &str),
    contexts: &[Context],
) -> Option<Effect> {
    let action = Action::parse(action)?;
    let tags = Tags::of(scope.worlds, principal);
    let asked = Asked {
        principal,
        action: &action,
        resource,
    };
    let nothing = Context::new(Others::Unknown);
    let mut plain = Pair::of(scope, &asked, &tags, &nothing);
    if scope.is_of_statements && !plain.is_spoken_of(scope) {
        return None;
    }
    plain.settle(scope, &nothing);
    // What is denied while nothing is said is denied whatever is said.
    let plain_settled = plain.settled();
    if plain_settled == Some(Truth::Yes) {
        return None;
    }
    let mut found = Effect {
        opens: None,
        breaks: None,
    };
    for (way, contexts) in by_way(contexts) {
        let mut other = None;
        let mut settled = plain_settled;
        if way.entries().next().is_some() {
            let pair = other.insert(Pair::of(scope, &asked, &tags, &way));
            pair.settle(scope, &way);
            settled = pair.settled();
        }
        if settled.is_some() {
            continue;
        }
        let pair = other.as_ref().unwrap_or(&plain);
        for context in contexts {
            let effect = pair.under(context).effect(scope, &found);
            found.opens = sooner(found.opens, effect.opens);
            found.breaks = sooner(found.breaks, effect.breaks);
        }
    }
    (found.opens.is_some() || found.breaks.is_some()).then_some(found)
}

/// Contexts by the way on which they lead: what of them decides which layers a request meets
fn by_way(contexts: &[Context]) -> Vec<(Context, Vec<&Context>)> {
    let mut ways: Vec<(Context, Vec<&Context>)> = Vec::new();
    for context in contexts {
        let way = context.only(|key, _| is_of_way(key));
        match ways
            .iter_mut()
            .find(|(it, _)| it.entries().eq(way.entries()))
        {
            Some((_, own)) => own.push(context),
            None => ways.push((way, alloc::vec![context])),
        }
    }
    ways
}

fn is_open(outcome: Option<Outcome>) -> bool {
    outcome.is_some_and(|it| it.is_denied() == Truth::Maybe)
}

fn sooner(one: Option<Certainty>, other: Option<Certainty>) -> Option<Certainty> {
    [one, other].into_iter().flatten().min()
}

/// Whether more is allowed under the second outcome than under the first; of who is not there,
/// nothing is
pub(super) fn grown(first: Option<Outcome>, second: Option<Outcome>) -> Option<Certainty> {
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
    let grows = !is_certain(first) && is_certain(second);
    grows.then_some(Certainty::May)
}

/// Who asks for what
struct Asked<'a> {
    principal: &'a Principal,
    action: &'a Action,
    resource: &'a str,
}

/// The same request in both worlds, with the layers that it meets there; `None` where there is
/// nobody or nothing to ask about
pub(super) struct Pair<'l> {
    pub(super) before: Option<One<'l>>,
    pub(super) after: Option<One<'l>>,
}

pub(super) struct One<'l> {
    pub(super) layers: Cow<'l, Layers>,
    pub(super) request: Request,
}

impl One<'_> {
    fn of(
        scope: &Scope<'_>,
        (world, assume): (&World, &Assume),
        asked: &Asked<'_>,
        (tags, context): (&Context, &Context),
    ) -> One<'static> {
        let principal = completed(asked.principal.clone(), world);
        let mut request = Request {
            resource_owner: owner(world, asked.resource, &principal),
            principal,
            action: asked.action.clone(),
            resource: asked.resource.into(),
            context: Context::new(Others::Unknown),
            input: Input::unsaid(),
        };
        // Who asks, and about what, is not for the request to choose.
        operation::context::say_what_follows(&mut request, world);
        // Of tags that differ each world tells its own.
        say(&mut request, tags, |_| true);
        say(&mut request, context, |key| !is_told(key));
        let layers = resolve_with(&scope.library, world, &request, assume);
        One {
            layers: Cow::Owned(layers),
            request,
        }
    }

    /// Says everything that the statements of its layers ask for and the world tells
    fn settle(&mut self, world: &World, context: &Context) {
        let used = keys::used(&self.layers);
        world_keys::settle(world, &mut self.request, &used);
        say(&mut self.request, context, is_told);
        derive::settle(&mut self.request, &used);
    }

    fn under(&self, context: &Context) -> One<'_> {
        let mut request = self.request.clone();
        say(&mut request, context, |_| true);
        One {
            request,
            layers: Cow::Borrowed(&self.layers),
        }
    }

    fn outcome(&self) -> Outcome {
        decide(&self.layers, &self.request, Rules::Enforcement)
    }
}

/// What was said stays
fn say(request: &mut Request, context: &Context, is_meant: impl Fn(&str) -> bool) {
    request.context.add_unsaid(context, is_meant);
}

/// Whether the world may tell a key of a caller or a resource: its tags, its organization
pub(super) fn is_told(key: &str) -> bool {
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

impl<'l> Pair<'l> {
    fn of(scope: &Scope<'_>, asked: &Asked<'_>, tags: &Tags, context: &Context) -> Pair<'static> {
        let (before, after) = scope.worlds;
        let was_there = is_there(before, after, asked);
        let is_there = is_there(after, before, asked);
        let one = |world, tags| One::of(scope, world, asked, (tags, context));
        Pair {
            before: was_there.then(|| one((before, scope.assume.0), &tags.before)),
            after: is_there.then(|| one((after, scope.assume.1), &tags.after)),
        }
    }

    fn under(&'l self, context: &Context) -> Self {
        Self {
            before: self.before.as_ref().map(|it| it.under(context)),
            after: self.after.as_ref().map(|it| it.under(context)),
        }
    }

    pub(super) fn both(&self) -> impl Iterator<Item = &One<'l>> {
        self.before.iter().chain(&self.after)
    }

    /// Whether a statement that changes speaks of the request, whatever its conditions
    fn is_spoken_of(&self, scope: &Scope<'_>) -> bool {
        self.both().any(|one| {
            let all = standings(&one.layers, &one.request);
            all.iter()
                .any(|it| it.speaks != Truth::No && scope.has_changed(it))
        })
    }

    fn settle(&mut self, scope: &Scope<'_>, context: &Context) {
        let (before, after) = scope.worlds;
        if let Some(one) = &mut self.before {
            one.settle(before, context);
        }
        if let Some(one) = &mut self.after {
            one.settle(after, context);
        }
    }

    fn outcomes(&self) -> (Option<Outcome>, Option<Outcome>) {
        let of = |it: &Option<One<'l>>| it.as_ref().map(One::outcome);
        (of(&self.before), of(&self.after))
    }

    /// Whether both worlds deny, where both do or both do not, whatever is not known
    fn settled(&self) -> Option<Truth> {
        let (was, is) = self.outcomes();
        let of = |it: Option<Outcome>| it.map_or(Truth::Yes, Outcome::is_denied);
        (of(was) == of(is) && of(is) != Truth::Maybe).then_some(of(is))
    }

    /// What changes from one world to the other, of which `found` is known already
    fn effect(&self, scope: &Scope<'_>, found: &Effect) -> Effect {
        let (was, is) = self.outcomes();
        let mut effect = Effect {
            opens: grown(was, is),
            breaks: grown(is, was),
        };
        let is_missing =
            found.opens.or(effect.opens).is_none() || found.breaks.or(effect.breaks).is_none();
        if is_open(was) && is_open(is) && is_missing {
            let apart = self.told_apart(scope);
            effect.opens = effect.opens.or(apart.opens);
            effect.breaks = effect.breaks.or(apart.breaks);
        }
        effect
    }
}

/// Whether there is anything to ask: not if the account is known to have no such caller, or the
/// resource is a role or in a bucket that only the other world has
fn is_there(world: &World, other: &World, asked: &Asked<'_>) -> bool {
    let arn = Arn::parse(asked.resource).ok();
    let bucket = arn.as_ref().and_then(Arn::s3_bucket);
    let is_new = bucket
        .is_some_and(|it| find_bucket(world, it).is_none() && find_bucket(other, it).is_some());
    let is_gone = arn.as_ref().is_some_and(|it| is_unknown(world, it));
    let caller = match asked.principal {
        Principal::RoleSession { role_arn, .. } => role_arn.as_ref(),
        Principal::User { arn, .. } => Some(arn),
        _ => None,
    };
    let is_sent = can_send(asked.principal, asked.action);
    is_sent && !is_new && !is_gone && !caller.is_some_and(|it| is_unknown(world, it))
}

/// Whether a caller can send a request for an action: unsigned ones reach S3, and functions by their
/// URL; KMS, logs and STS want a signature, or an identity token, whose bearer is
/// `Federated`.
fn can_send(principal: &Principal, action: &Action) -> bool {
    const OF_FUNCTIONS: [&str; 2] = ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"];
    *principal != Principal::Anonymous
        || action.service() == "s3"
        || OF_FUNCTIONS.iter().any(|it| action.is(it))
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

/// Whether a key decides which layers a request meets: those of an endpoint, of a version
pub(super) fn is_of_way(key: &str) -> bool {
    const KEYS: [&str; 3] = ["aws:sourcevpce", "s3:versionid", "aws:currenttime"];
    KEYS.contains(&key)
}
