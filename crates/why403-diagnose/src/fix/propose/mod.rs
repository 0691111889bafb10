//! Candidates for fixes: a file a kind. Nothing here is proven; `verify` judges.

mod attach;
mod comply;
mod condition;
mod correct;
mod edited;
mod except;
mod key;
mod own;
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

use super::stop;
use super::verify::Fix;
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
pub(super) fn fixes(cause: &Cause, checked: &Checked, world: &World) -> Vec<Fix> {
    let scene = Scene {
        cause,
        checked,
        request: &checked.check.request,
        world,
    };
    let mut all = comply::fixes(&scene);
    if stop::of(cause, scene.request, world).is_some() {
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
            all.extend(attach::to_caller(&scene));
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
            all.extend(correct::fixes(&scene));
            all.extend(trust::fixes(&scene));
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
        (_, _) => {}
    }
    all
}
