//! Candidates for fixes: a file a kind. Nothing here is proven; `verify` judges.

mod again;
mod attach;
mod comply;
mod condition;
mod correct;
mod edited;
mod except;
mod gate;
mod key;
mod log;
mod organization;
mod own;
mod permission_set;
mod resource;
mod scope;
mod split;
mod tag;
mod trust;

use alloc::vec::Vec;

use why403_engine::layer::resource::assumes_role;
use why403_engine::verdict::Layer;
use why403_model::request::Request;
use why403_model::world::World;

use super::stop::{self, Stop};
use super::verify::Fix;
use super::wanted::{Guardrails, Wanted};
use crate::cause::Cause;
use crate::diagnosis::Checked;
use crate::near_miss::Missed;
use crate::symptom::Denial;

/// What a candidate is made from
pub(super) struct Scene<'s> {
    pub(super) cause: &'s Cause,
    pub(super) checked: &'s Checked,
    pub(super) request: &'s Request,
    pub(super) world: &'s World,
}

/// Candidates for a cause, the one that changes least first; empty where nothing is to be edited.
#[must_use]
pub(super) fn fixes(cause: &Cause, checked: &Checked, world: &World, wanted: &Wanted) -> Vec<Fix> {
    let scene = Scene {
        cause,
        checked,
        request: &checked.check.request,
        world,
    };
    let mut all = comply::fixes(&scene);
    all.extend(gate::fix(&scene));
    all.extend(again::fix(&scene));
    let stop = stop::of(cause, scene.request, world);
    // Whoever asked for it is shown what an exception would be, after all that complies.
    let is_lifted = matches!(stop, Some(Stop::Guardrail | Stop::Asserts))
        && wanted.guardrails == Guardrails::Included;
    if stop.is_some() && !is_lifted {
        return all;
    }
    // What is there may be right: nothing is added beside it before that is known.
    let is_open = |it: &Missed| matches!(it, Missed::Open { .. });
    let first = cause.near_misses.first().map(|it| &it.missed);
    if cause.effect == Denial::Implicit && first.is_some_and(is_open) {
        return all;
    }
    match (cause.layer, cause.effect) {
        (Layer::Identity, Denial::Implicit) => {
            all.extend(correct::fixes(&scene));
            all.extend(tag::fix(&scene));
            let own = log::fix(&scene).or_else(|| attach::to_caller(&scene));
            let own = own.and_then(|it| permission_set::moved(it, world));
            all.extend(own.map(|it| again::noted(it, &scene)));
            all.extend(key::grant(&scene));
            all.extend(attach::to_group(&scene));
        }
        (Layer::Boundary, Denial::Implicit) => {
            all.extend(correct::fixes(&scene));
            all.extend(attach::to_boundary(&scene));
        }
        (Layer::Session, Denial::Implicit) => {
            all.extend(correct::fixes(&scene));
            all.extend(attach::to_session(&scene));
        }
        (Layer::Endpoint, Denial::Implicit) => {
            all.extend(correct::fixes(&scene));
            all.extend(attach::to_endpoint(&scene));
        }
        (Layer::Resource, Denial::Implicit) if assumes_role(&scene.request.action) => {
            let corrected = correct::fixes(&scene).into_iter();
            let all_ways = corrected.chain(trust::fixes(&scene));
            all.extend(all_ways.map(|it| trust::noted(it, &scene)));
        }
        (Layer::Resource | Layer::AccessPoint, Denial::Implicit) => {
            all.extend(correct::fixes(&scene));
            all.extend(tag::fix(&scene));
            all.extend(resource::allow(&scene));
            all.extend(key::grant(&scene));
            all.extend(key::instead_of_aws(&scene));
            all.extend(resource::to_access_points(&scene));
            all.extend(resource::to_account(&scene));
        }
        (Layer::Resource | Layer::AccessPoint | Layer::Endpoint, Denial::Explicit) => {
            all.extend(except::fixes(&scene));
        }
        (Layer::BlockPublicAccess, Denial::Explicit) => all.extend(resource::instead(&scene)),
        (Layer::Acl, Denial::Implicit) => all.extend(own::fixes(&scene)),
        (Layer::Scp | Layer::Rcp, Denial::Explicit) => all.extend(organization::except(&scene)),
        (Layer::Scp, Denial::Implicit) => all.extend(organization::allow(&scene)),
        (_, _) => {}
    }
    all
}
