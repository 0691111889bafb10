//! Statements added where nothing allows: to the caller or a group of it, to its boundary, to the
//! policy of its session, to a VPC endpoint.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_engine::layers::Policies;
use why403_engine::verdict::Layer;
use why403_model::request::{Found, Principal};
use why403_model::world::Document;

use super::edited::rewritten;
use super::{Scene, scope};
use crate::cause::caller;
use crate::fix::document::{of_statement, with_statement};
use crate::fix::edit::{Edit, Place};
use crate::fix::owner::{self, Owner};
use crate::fix::statement::{Allow, Named};
use crate::fix::verify::Fix;
use crate::idea::{escaped, literal, new_name};

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
    let statement = allow(scene, None).json();
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
    let document = of_statement(&label, &allow(scene, None).json())?;
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
    let new = with_statement(old, &allow(scene, None).json())?;
    Some(Fix {
        text: format!("let {} pass {}", scene.request.action, old.label),
        notes: scope::widen(scene.request).into_iter().collect(),
        ..rewritten(scene, Layer::Boundary, "boundary/allow", (old, new))?
    })
}

/// One more statement in the policy of the session, which is made again
pub(super) fn to_session(scene: &Scene<'_>) -> Option<Fix> {
    let old = only(&scene.checked.layers.session)?;
    let new = with_statement(old, &allow(scene, None).json())?;
    Some(Fix {
        text: format!(
            "make the session again, with {} in its session policy",
            scene.request.action
        ),
        notes: scope::widen(scene.request).into_iter().collect(),
        ..rewritten(scene, Layer::Session, "session/allow", (old, new))?
    })
}

/// One more statement in the policy of the endpoint, for the caller by `aws:PrincipalArn`.
///
/// Its `Principal` is everybody: at a gateway endpoint another one means a root user only.
/// Source: `spec/s3.md` D; VPC User Guide, "Endpoint policies for gateway endpoints".
pub(super) fn to_endpoint(scene: &Scene<'_>) -> Option<Fix> {
    let old = only(&scene.checked.layers.endpoint)?;
    let mut statement = allow(scene, Some(Named::Everyone));
    statement.conditions.extend(for_caller(scene));
    let new = with_statement(old, &statement.json())?;
    Some(Fix {
        text: format!("let {} through {}", scene.request.action, old.label),
        notes: scope::widen(scene.request).into_iter().collect(),
        ..rewritten(scene, Layer::Endpoint, "endpoint/allow", (old, new))?
    })
}

/// The test for the one user, role or session that asks, where its ARN is known for certain.
///
/// Buckets of AWS are read with signatures of AWS, such as image layers by `docker pull`: there a
/// test for the caller would refuse what it is to let through. Source: `spec/s3.md` D.
fn for_caller(scene: &Scene<'_>) -> Option<(&'static str, String, String)> {
    let is_of_aws = scene.cause.known.map(|it| it.id) == Some("endpoint-leaves-out-aws-bucket");
    let is_named = matches!(
        scene.request.principal,
        Principal::User { .. }
            | Principal::RoleSession { .. }
            | Principal::Root { .. }
            | Principal::FederatedUser { .. }
    );
    match scene.request.context.find("aws:principalarn") {
        Found::One(arn) if is_named && !is_of_aws => {
            Some(("ArnEquals", "aws:PrincipalArn".to_string(), escaped(arn)))
        }
        Found::One(_) | Found::Many(_) | Found::Absent | Found::Unknown => None,
    }
}

fn only(policies: &Policies) -> Option<&Arc<Document>> {
    match policies.known.as_slice() {
        [one] => Some(&one.document),
        _ => None,
    }
}

fn allow<'p>(scene: &Scene<'_>, principal: Option<Named<'p>>) -> Allow<'p> {
    let request = scene.request;
    Allow {
        action: request.action.to_string(),
        resource: literal(request),
        principal,
        conditions: scope::tests(request),
    }
}
