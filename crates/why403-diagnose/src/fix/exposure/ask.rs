//! One question before and after a change.

use alloc::borrow::Cow;
use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

use why403_engine::condition::Rules;
use why403_engine::evaluate::{Outcome, Standing, Supposed, decide, standings, suppose};
use why403_engine::layers::Layers;
use why403_engine::resolve::{Assume, Library, resolve_with};
use why403_engine::truth::Truth;
use why403_engine::verdict::Layer;
use why403_engine::{derive, trace, world_keys};
use why403_model::policy::{Effect, Statement};
use why403_model::request::{Action, Context, Entry, Input, Others, Principal, Request};
use why403_model::world::World;

use crate::cause::Certainty;
use crate::idea::value_for;
use crate::operation;
use crate::question::owner;

/// What a change does to one caller, action and resource
pub(super) struct Change {
    pub(super) opens: Option<Certainty>,
    pub(super) breaks: Option<Certainty>,
}

/// What is asked about, apart from who asks for what
pub(super) struct Scope<'s> {
    pub(super) before: &'s World,
    pub(super) after: &'s World,
    pub(super) contexts: &'s [Context],
    /// The texts of statements that only one of the worlds has
    pub(super) changed: &'s BTreeSet<String>,
    /// Whether nothing but statements changes: whom and what none of them speaks of is then left
    /// as it was
    pub(super) is_of_statements: bool,
    /// Whether nothing but policies changes
    pub(super) is_of_policies: bool,
    pub(super) assume: &'s Assume,
    pub(super) library: Library,
}

/// Asks both worlds; `None` where nothing changes, or the action is no action.
pub(super) fn change(
    scope: &Scope<'_>,
    (principal, action, resource): (&Principal, &str, &str),
) -> Option<Change> {
    let action = Action::parse(action)?;
    let pair = |context: &Context| {
        let asked = Asked {
            principal,
            action: &action,
            resource,
            context,
        };
        Pair::of(scope, &asked)
    };
    let mut plain = pair(&Context::new(Others::Unknown));
    if scope.is_of_statements && !plain.is_spoken_of(scope) {
        return None;
    }
    plain.settle(scope);
    // What holds while nothing is said holds whatever is said.
    let (was, is) = plain.outcomes();
    if was.is_denied() == is.is_denied() && was.is_denied() != Truth::Maybe {
        return None;
    }
    let mut found = Change {
        opens: None,
        breaks: None,
    };
    for context in scope.contexts {
        let pair = if leads_elsewhere(context) {
            let mut pair = pair(context);
            pair.settle(scope);
            pair
        } else {
            plain.under(context)
        };
        let (was, is) = pair.outcomes();
        let (mut opens, mut breaks) = (grown(was, is), grown(is, was));
        let is_open = was.is_denied() == Truth::Maybe && is.is_denied() == Truth::Maybe;
        if is_open && found.opens.or(opens).is_none() | found.breaks.or(breaks).is_none() {
            let apart = pair.told_apart(scope);
            opens = opens.or(apart.opens);
            breaks = breaks.or(apart.breaks);
        }
        found.opens = sooner(found.opens, opens);
        found.breaks = sooner(found.breaks, breaks);
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
    let grows = !is_certain(first) && is_certain(second);
    grows.then_some(Certainty::May)
}

/// Who asks for what, under which circumstances
struct Asked<'a> {
    principal: &'a Principal,
    action: &'a Action,
    resource: &'a str,
    context: &'a Context,
}

/// The same request in both worlds, with the layers that it meets there
struct Pair<'l> {
    before: One<'l>,
    after: One<'l>,
}

struct One<'l> {
    layers: Cow<'l, Layers>,
    request: Request,
}

impl One<'_> {
    fn of(world: &World, asked: &Asked<'_>, scope: &Scope<'_>) -> One<'static> {
        let mut request = Request {
            resource_owner: owner(world, asked.resource, asked.principal),
            principal: asked.principal.clone(),
            action: asked.action.clone(),
            resource: asked.resource.into(),
            context: Context::new(asked.context.others()),
            input: Input::unsaid(),
        };
        operation::context::say_what_follows(&mut request, world);
        say(&mut request, asked.context);
        let layers = resolve_with(&scope.library, world, &request, scope.assume);
        One {
            layers: Cow::Owned(layers),
            request,
        }
    }

    /// Says everything that the statements of its layers ask for and the world tells
    fn settle(&mut self, world: &World) {
        world_keys::settle(world, &mut self.request, statements(&self.layers));
        derive::settle(&mut self.request, statements(&self.layers));
    }

    fn under(&self, context: &Context) -> One<'_> {
        let mut request = self.request.clone();
        say(&mut request, context);
        One {
            request,
            layers: Cow::Borrowed(&self.layers),
        }
    }
}

/// What follows from who asks and from the world is not to be told otherwise
fn say(request: &mut Request, context: &Context) {
    for (key, entry) in context.entries() {
        request.context.set_if_unsaid(key, entry.clone());
    }
}

fn statements(layers: &Layers) -> impl Iterator<Item = &Statement> {
    let all = Layer::ALL.into_iter();
    all.flat_map(|layer| trace::policies(layers, layer))
        .flat_map(|policy| &policy.document.policy.statements)
}

impl<'l> Pair<'l> {
    fn of(scope: &Scope<'_>, asked: &Asked<'_>) -> Pair<'static> {
        Pair {
            before: One::of(scope.before, asked, scope),
            after: One::of(scope.after, asked, scope),
        }
    }

    fn under(&'l self, context: &Context) -> Self {
        Self {
            before: self.before.under(context),
            after: self.after.under(context),
        }
    }

    /// Whether a statement that changes speaks of the request, whatever its conditions
    fn is_spoken_of(&self, scope: &Scope<'_>) -> bool {
        [&self.before, &self.after].into_iter().any(|one| {
            let all = standings(&one.layers, &one.request);
            all.iter()
                .any(|it| it.speaks != Truth::No && scope.has_changed(it))
        })
    }

    /// The layers in which a statement changes
    fn changing(&self, scope: &Scope<'_>) -> Vec<Layer> {
        let all = [&self.before, &self.after].into_iter();
        all.flat_map(|one| standings(&one.layers, &one.request))
            .filter(|it| scope.has_changed(it))
            .map(|it| it.layer)
            .collect()
    }

    fn settle(&mut self, scope: &Scope<'_>) {
        self.before.settle(scope.before);
        self.after.settle(scope.after);
    }

    fn outcomes(&self) -> (Outcome, Outcome) {
        let of = |it: &One<'_>| decide(&it.layers, &it.request, Rules::Enforcement);
        (of(&self.before), of(&self.after))
    }

    /// What changes if whatever is not known, and is the same in both worlds, is supposed to be one
    /// way: fences let pass, and what grants does or does not.
    fn told_apart(&self, scope: &Scope<'_>) -> Change {
        let mut found = Change {
            opens: None,
            breaks: None,
        };
        let changing = self.changing(scope);
        let either = [Supposed::No, Supposed::Yes];
        let all = either.into_iter().flat_map(|identity| {
            let with = move |resource| either.map(|beside| (identity, resource, beside));
            either.into_iter().flat_map(with)
        });
        for (identity, resource, beside) in all {
            let of = |layer: Layer| match layer {
                Layer::Identity => identity,
                Layer::Resource => resource,
                Layer::KmsGrant | Layer::S3Gate => Supposed::No,
                // A setting that changes is not the same in both.
                Layer::Acl | Layer::BlockPublicAccess if scope.is_of_policies => Supposed::No,
                Layer::Acl | Layer::BlockPublicAccess => Supposed::Open,
                _ => Supposed::Yes,
            };
            let supposed = |it: &Standing<'_>| match it.policy.statements.get(it.index) {
                _ if scope.has_changed(it) => Supposed::Open,
                Some(statement) if statement.effect == Effect::Deny => Supposed::No,
                // What stands beside a change may allow the same, in fences too.
                Some(_) | None => match (of(it.layer), it.layer) {
                    (Supposed::Yes, Layer::Identity | Layer::Resource) => Supposed::Yes,
                    (Supposed::Yes, layer) if changing.contains(&layer) => beside,
                    (supposed, _) => supposed,
                },
            };
            let ask = |one: &One<'_>| {
                let layers = suppose(&one.layers, &one.request, supposed, of);
                decide(&layers, &one.request, Rules::Enforcement)
            };
            let (was, is) = (ask(&self.before), ask(&self.after));
            let may = |it: Option<Certainty>| it.map(|_| Certainty::May);
            found.opens = found.opens.or(may(grown(was, is)));
            found.breaks = found.breaks.or(may(grown(is, was)));
        }
        found
    }
}

impl Scope<'_> {
    /// Whether a statement stands in one of the worlds only
    fn has_changed(&self, standing: &Standing<'_>) -> bool {
        let document = &standing.policy.document;
        let statement = document.policy.statements.get(standing.index);
        let text = statement.map(|it| it.at.of(&document.text));
        text.is_some_and(|it| self.changed.contains(it))
    }
}

/// Whether a request under these circumstances may meet other layers than one of which nothing is
/// said: those of an endpoint, of a version
fn leads_elsewhere(context: &Context) -> bool {
    const KEYS: [&str; 3] = ["aws:sourcevpce", "s3:versionid", "aws:currenttime"];
    let mut entries = context.entries();
    entries.any(|(key, _)| KEYS.iter().any(|it| key.eq_ignore_ascii_case(it)))
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
