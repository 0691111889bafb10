//! Statements added where nothing allows: to the caller, to its boundary, to a VPC endpoint.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_engine::layers::Policies;
use why403_model::request::Principal;
use why403_model::world::Document;

use super::Scene;
use crate::cause::caller;
use crate::fix::document::{of_statement, with_statement};
use crate::fix::edit::{Edit, Place};
use crate::fix::owner::{self, Owner};
use crate::fix::statement::{Allow, Named, through_s3};
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
        notes: Vec::new(),
    })
}

/// One more statement in the boundary, which limits all that have it
pub(super) fn to_boundary(scene: &Scene<'_>) -> Option<Fix> {
    let old = only(&scene.checked.layers.boundary)?;
    if owner::is_of_aws(old) {
        return None;
    }
    let new = with_statement(old, &allow(scene, None))?;
    let account = scene.request.principal.account()?;
    Some(Fix {
        kind: "boundary/allow",
        text: format!("let {} pass {}", scene.request.action, old.label),
        owner: Owner::Account(account),
        world: alloc::vec![Edit::Rewrite {
            old: old.clone(),
            new
        }],
        request: Vec::new(),
        notes: Vec::new(),
    })
}

/// One more statement in the policy of the endpoint: it names everybody, since it only filters
pub(super) fn to_endpoint(scene: &Scene<'_>) -> Option<Fix> {
    let old = only(&scene.checked.layers.endpoint)?;
    let new = with_statement(old, &allow(scene, Some(Named::Everyone)))?;
    Some(Fix {
        kind: "endpoint/allow",
        text: format!("let {} through {}", scene.request.action, old.label),
        owner: network(scene),
        world: alloc::vec![Edit::Rewrite {
            old: old.clone(),
            new
        }],
        request: Vec::new(),
        notes: Vec::new(),
    })
}

/// Who keeps the endpoint that the request passes
fn network(scene: &Scene<'_>) -> Owner {
    use why403_model::request::Found;
    let Found::One(id) = scene.request.context.find("aws:sourcevpce") else {
        return Owner::Unknown;
    };
    let has = |network: &why403_model::world::Network| {
        let all = network.endpoints.known().into_iter().flatten();
        all.into_iter().any(|it| it.id == id)
    };
    let mut accounts = scene.world.accounts.values();
    let found = accounts.find(|it| it.networks.values().any(has));
    found.map_or(Owner::Unknown, |it| Owner::Account(it.id.clone()))
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
        conditions: through_s3(request),
    }
    .json()
}
