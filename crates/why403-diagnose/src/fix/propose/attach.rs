//! Statements added where nothing allows: to the caller or a group of it, to its boundary, to the
//! policy of its session, to a VPC endpoint.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_engine::layers::Policies;
use why403_engine::verdict::Layer;
use why403_model::request::Principal;
use why403_model::world::Document;

use super::edited::rewritten;
use super::{Scene, scope};
use crate::cause::caller;
use crate::fix::document::{of_statement, with_statement};
use crate::fix::edit::{Edit, Place};
use crate::fix::owner::{self, Owner};
use crate::fix::statement::{Allow, Named};
use crate::fix::verify::Fix;
use crate::idea::{literal, new_name};

/// A new inline policy of the caller, which touches nothing that others have
pub(super) fn to_caller(scene: &Scene<'_>) -> Option<Fix> {
    let request = scene.request;
    let owner = owner::of_caller(&request.principal)?;
    let place = match &request.principal {
        Principal::RoleSession { account, role, .. } => Place::Role {
            account: account.clone(),
            role: role.clone(),
        },
        Principal::User { arn, .. } => Place::User {
            account: arn.account_id()?,
            user: arn.name().to_string(),
        },
        _ => return None,
    };
    let name = new_name(&scene.checked.layers, request);
    let who = caller(&request.principal);
    let statement = allow(scene, None);
    let document = of_statement(&format!("inline policy {name} of {who}"), &statement)?;
    let action = &request.action;
    let text = match &owner {
        Owner::PermissionSet(set) => {
            format!("allow {action} in the inline policy of permission set {set}")
        }
        _ => format!("allow {action} for {who}"),
    };
    Some(Fix {
        kind: "identity/allow",
        text,
        owner,
        world: alloc::vec![Edit::Write { place, document }],
        request: Vec::new(),
        notes: scope::widen(request).into_iter().collect(),
    })
}

/// A new inline policy of a group that the caller is in, for all who are
pub(super) fn to_group(scene: &Scene<'_>) -> Option<Fix> {
    let request = scene.request;
    let Principal::User { arn, .. } = &request.principal else {
        return None;
    };
    let account = arn.account_id()?;
    let user = scene
        .world
        .accounts
        .get(&account)?
        .iam
        .users
        .get(arn.name())?;
    let group = user.groups.known()?.first()?.clone();
    let name = new_name(&scene.checked.layers, request);
    let label = format!("inline policy {name} of group {group}");
    let document = of_statement(&label, &allow(scene, None))?;
    Some(Fix {
        kind: "identity/allow-group",
        text: format!("allow {} for group {group}", request.action),
        owner: Owner::Account(account.clone()),
        world: alloc::vec![Edit::Write {
            place: Place::Group { account, group },
            document,
        }],
        request: Vec::new(),
        notes: scope::widen(request).into_iter().collect(),
    })
}

/// One more statement in the boundary, which limits all that have it
pub(super) fn to_boundary(scene: &Scene<'_>) -> Option<Fix> {
    let old = only(&scene.checked.layers.boundary)?;
    let new = with_statement(old, &allow(scene, None))?;
    Some(Fix {
        text: format!("let {} pass {}", scene.request.action, old.label),
        notes: scope::widen(scene.request).into_iter().collect(),
        ..rewritten(scene, Layer::Boundary, "boundary/allow", (old, new))?
    })
}

/// One more statement in the policy of the session, which is made again
pub(super) fn to_session(scene: &Scene<'_>) -> Option<Fix> {
    let old = only(&scene.checked.layers.session)?;
    let new = with_statement(old, &allow(scene, None))?;
    Some(Fix {
        text: format!(
            "make the session again, with {} in its session policy",
            scene.request.action
        ),
        notes: scope::widen(scene.request).into_iter().collect(),
        ..rewritten(scene, Layer::Session, "session/allow", (old, new))?
    })
}

/// One more statement in the policy of the endpoint: it names everybody, since it only filters
pub(super) fn to_endpoint(scene: &Scene<'_>) -> Option<Fix> {
    let old = only(&scene.checked.layers.endpoint)?;
    let new = with_statement(old, &allow(scene, Some(Named::Everyone)))?;
    Some(Fix {
        text: format!("let {} through {}", scene.request.action, old.label),
        notes: scope::widen(scene.request).into_iter().collect(),
        ..rewritten(scene, Layer::Endpoint, "endpoint/allow", (old, new))?
    })
}

fn only(policies: &Policies) -> Option<&Arc<Document>> {
    match policies.known.as_slice() {
        [one] => Some(&one.document),
        _ => None,
    }
}

fn allow(scene: &Scene<'_>, principal: Option<Named<'_>>) -> String {
    let request = scene.request;
    Allow {
        action: request.action.to_string(),
        resource: literal(request),
        principal,
        conditions: scope::tests(request),
    }
    .json()
}
