//! Roles of IAM Identity Center: what is edited is the one inline policy of their permission set,
//! and every account to which the set is assigned gets it.
//!
//! Source: IAM Identity Center User Guide, "Custom permissions" (one inline policy a set), and
//! "Manage AWS accounts with permission sets" (roles `AWSReservedSSO_NAME_ID`, set back when the
//! set is provisioned).

use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_model::known::Fact;
use why403_model::world::{Document, Role, World};

use crate::fix::document::with_statement;
use crate::fix::edit::{Edit, Place, is_same};
use crate::fix::owner::permission_set;
use crate::fix::verify::Fix;

/// A fix that writes a role's inline policy, made in the permission set behind the role; as it is
/// where there is none
pub(super) fn moved(fix: Fix, world: &World) -> Option<Fix> {
    let [
        Edit::Write {
            place: Place::Role { role, .. },
            document,
        },
    ] = fix.world.as_slice()
    else {
        return Some(fix);
    };
    let Some(set) = permission_set(role) else {
        return Some(fix);
    };
    let statement = document.policy.statements.first()?;
    let statement = statement.at.of(&document.text).to_string();
    let mut edits: Vec<Edit> = Vec::new();
    let mut accounts: Vec<String> = Vec::new();
    for account in world.accounts.values() {
        let roles = account.iam.roles.iter();
        let of_set = roles.filter(|(name, _)| permission_set(name).as_deref() == Some(&*set));
        for (name, role) in of_set {
            accounts.push(account.id.to_string());
            let edit = match inline(role) {
                Some(old) => Edit::Rewrite {
                    new: with_statement(old, &statement)?,
                    old: old.clone(),
                },
                None => Edit::Write {
                    place: Place::Role {
                        account: account.id.clone(),
                        role: name.clone(),
                    },
                    document: document.clone(),
                },
            };
            if !is_made(&edits, &edit) {
                edits.push(edit);
            }
        }
    }
    let mut notes = fix.notes;
    if accounts.len() > 1 {
        notes.push(format!(
            "permission set {set} is in {} accounts of this world, and all get it: {}",
            accounts.len(),
            accounts.join(", ")
        ));
    }
    Some(Fix {
        world: edits,
        notes,
        ..fix
    })
}

/// The inline policy that the set has written into a role
fn inline(role: &Role) -> Option<&Arc<Document>> {
    let policies = role.policies.known()?;
    let mut known = policies.iter().filter_map(Fact::known);
    known.find(|it| it.arn.is_none() && it.label.contains("AwsSSOInlinePolicy"))
}

/// Whether a document that looks alike in two accounts is rewritten already
fn is_made(edits: &[Edit], edit: &Edit) -> bool {
    let Edit::Rewrite { old, .. } = edit else {
        return false;
    };
    let mut others = edits.iter();
    others.any(|it| matches!(it, Edit::Rewrite { old: other, .. } if is_same(other, old)))
}
