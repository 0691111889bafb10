//! What another key opens and breaks: whoever reads or writes the objects needs the key as well,
//! so both are asked for together.

use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_engine::condition::Rules;
use why403_engine::evaluate::decide;
use why403_engine::resolve::{self, Assume, resolve};
use why403_engine::truth::Truth;
use why403_engine::{derive, keys, world_keys};
use why403_model::request::{Action, Context, Input, Others, Principal, Request};
use why403_model::world::World;

use super::callers::everyone;
use super::glob::generic;
use super::{Access, Change, Exposure, contexts};
use crate::cause::Certainty;
use crate::checks::expand;
use crate::fix::between::{Difference, Thing};
use crate::question::{Question, owner};

/// Adds what another encryption opens and breaks; nothing for other differences.
pub(super) fn add(change: &Change<'_>, difference: &Difference, found: &mut Exposure) {
    let Some((action, shown, resource)) = concerned(difference) else {
        return;
    };
    let (before, after) = change.worlds;
    for (who, principal) in everyone([before, after], &[], &[]) {
        let effects = ways().map(|context| {
            let ask = |world: &World, assume: &Assume| {
                passes(world, assume, (&principal, action, &resource), &context)
            };
            let was = ask(before, change.assume.0);
            let is = ask(after, change.assume.1);
            (grown(was, is), grown(is, was))
        });
        let opens = effects.iter().filter_map(|it| it.0).min();
        let breaks = effects.iter().filter_map(|it| it.1).min();
        let access = |certainty| Access {
            who: who.clone(),
            action: action.into(),
            alike: Arc::default(),
            resource: shown.clone(),
            certainty,
        };
        found.opens.extend(opens.map(access));
        found.breaks.extend(breaks.map(access));
    }
}

/// What takes the key: the action, the resource as it is shown and as it is asked about
fn concerned(difference: &Difference) -> Option<(&'static str, String, String)> {
    let Difference::Setting(change) = difference else {
        return None;
    };
    let Thing::Encryption { bucket, key } = &change.of else {
        return None;
    };
    Some(if let Some(key) = key {
        let arn = format!("arn:aws:s3:::{bucket}/{key}");
        ("s3:GetObject", arn.clone(), arn)
    } else {
        let all = format!("arn:aws:s3:::{bucket}/*");
        let one = generic(&all);
        ("s3:PutObject", all, one)
    })
}

/// By a way that nobody told, and over the internet
fn ways() -> [Context; 2] {
    let told_by_nobody = Context::new(Others::Unknown);
    let over_internet = contexts::over_internet(&told_by_nobody);
    [told_by_nobody, over_internet]
}

/// Whether the action and the use of the key behind it are allowed
fn passes(
    world: &World,
    assume: &Assume,
    (principal, action, resource): (&Principal, &str, &str),
    context: &Context,
) -> Truth {
    let Some(action) = Action::parse(action) else {
        return Truth::Maybe;
    };
    let request = Request {
        resource_owner: owner(world, resource, principal),
        principal: principal.clone(),
        action,
        resource: resource.into(),
        context: context.clone(),
        input: Input::unsaid(),
    };
    let question = Question {
        request,
        symptom: None,
        call: None,
        ways: Vec::new(),
    };
    let checks = expand(world, &question);
    let open = if checks.open.is_empty() {
        Truth::Yes
    } else {
        Truth::Maybe
    };
    let each = checks.ready.into_iter().map(|check| {
        let mut request = check.request;
        resolve::complete(world, &mut request);
        let layers = resolve(world, &request, assume);
        let used = keys::used(&layers);
        world_keys::settle(world, &mut request, &used);
        derive::settle(&mut request, &used);
        decide(&layers, &request, Rules::Enforcement)
            .is_denied()
            .negated_if(true)
    });
    each.fold(open, Truth::and)
}

/// Whether more passes under the second answer
fn grown(first: Truth, second: Truth) -> Option<Certainty> {
    match (first, second) {
        (Truth::No, Truth::Yes) => Some(Certainty::Must),
        (Truth::No, Truth::Maybe) | (Truth::Maybe, Truth::Yes) => Some(Certainty::May),
        (Truth::No, Truth::No) | (Truth::Maybe, Truth::No | Truth::Maybe) | (Truth::Yes, _) => None,
    }
}
