//! A document written anew: by whom, and how its fix is called.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_engine::layer::resource::assumes_role;
use why403_engine::verdict::Layer;
use why403_model::request::Found;
use why403_model::world::{Document, Network};

use super::Scene;
use crate::fix::edit::Edit;
use crate::fix::owner::{self, Owner};
use crate::fix::request::RequestEdit;
use crate::fix::verify::Fix;

/// What is done to a document
#[derive(Clone, Copy)]
pub(super) enum How {
    /// A resource of the wrong shape is put right
    Resource,
    /// An action that does not exist is put right
    Action,
    /// A condition lets one more value pass
    Condition,
    /// A statement of two kinds becomes two
    Split,
    /// A principal joins those of a statement
    Principal,
}

macro_rules! kinds {
    ($how:literal) => {
        [
            concat!("identity/", $how),
            concat!("boundary/", $how),
            concat!("session/", $how),
            concat!("endpoint/", $how),
            concat!("access-point/", $how),
            concat!("key-policy/", $how),
            concat!("trust/", $how),
            concat!("bucket-policy/", $how),
        ]
    };
}

/// The stable id of a change of a layer's document
fn kind(scene: &Scene<'_>, layer: Layer, how: How) -> &'static str {
    let action = &scene.request.action;
    let [
        identity,
        boundary,
        session,
        endpoint,
        point,
        key,
        trust,
        bucket,
    ] = match how {
        How::Resource => kinds!("correct-resource"),
        How::Action => kinds!("correct-action"),
        How::Condition => kinds!("add-value"),
        How::Split => kinds!("split"),
        How::Principal => kinds!("add-principal"),
    };
    match layer {
        Layer::Identity => identity,
        Layer::Boundary => boundary,
        Layer::Session => session,
        Layer::Endpoint => endpoint,
        Layer::AccessPoint => point,
        _ if action.service() == "kms" => key,
        _ if assumes_role(action) => trust,
        _ => bucket,
    }
}

/// The fix that writes a document of a layer anew; `None` where nobody can
pub(super) fn fix(
    scene: &Scene<'_>,
    layer: Layer,
    how: How,
    (old, new): (&Arc<Document>, Arc<Document>),
    text: String,
) -> Option<Fix> {
    Some(Fix {
        text,
        ..rewritten(scene, layer, kind(scene, layer, how), (old, new))?
    })
}

/// As [`fix`], under a kind of its own and without a sentence
pub(super) fn rewritten(
    scene: &Scene<'_>,
    layer: Layer,
    kind: &'static str,
    (old, new): (&Arc<Document>, Arc<Document>),
) -> Option<Fix> {
    // A function's statements are added and taken away, never edited.
    let is_function = layer == Layer::Resource && scene.request.action.service() == "lambda";
    if owner::is_of_aws(old) || is_function {
        return None;
    }
    let old = old.clone();
    let (world, request) = if layer == Layer::Session {
        (Vec::new(), alloc::vec![RequestEdit::Session { old, new }])
    } else {
        (alloc::vec![Edit::Rewrite { old, new }], Vec::new())
    };
    Some(Fix {
        kind,
        text: String::new(),
        owner: owner(scene, layer)?,
        world,
        request,
        notes: Vec::new(),
    })
}

/// Who can write what a layer has; `None` where nobody can
pub(super) fn owner(scene: &Scene<'_>, layer: Layer) -> Option<Owner> {
    let principal = &scene.request.principal;
    match layer {
        // A policy that is there can be written whoever its bearer is.
        Layer::Identity => {
            let account = principal.account().map(Owner::Account);
            owner::of_caller(principal).or(account)
        }
        Layer::Boundary => principal.account().map(Owner::Account),
        Layer::Session => Some(Owner::Caller),
        Layer::Endpoint => Some(network(scene)),
        _ => Some(keeper(scene)),
    }
}

/// Who keeps the resource
pub(super) fn keeper(scene: &Scene<'_>) -> Owner {
    let owner = scene.request.resource_owner.known();
    owner.map_or(Owner::Unknown, |it| Owner::Account(it.clone()))
}

/// Who keeps the endpoint that the request passes
fn network(scene: &Scene<'_>) -> Owner {
    let Found::One(id) = scene.request.context.find("aws:sourcevpce") else {
        return Owner::Unknown;
    };
    let has = |network: &Network| {
        let all = network.endpoints.known().into_iter().flatten();
        all.into_iter().any(|it| it.id == id)
    };
    let mut accounts = scene.world.accounts.values();
    let found = accounts.find(|it| it.networks.values().any(has));
    found.map_or(Owner::Unknown, |it| Owner::Account(it.id.clone()))
}
