//! Grants of a KMS key.

use serde_json::Value;
use why403_model::world::Grant;

use super::super::super::call::{Call, Word};
use super::super::super::content;
use super::super::super::file::stem;
use super::super::{Numbered, Step, define};

/// What scripts do with a grant
pub(super) const MEANS: &str = include_str!("grant.sh");

/// The part that the constraint's file is called by
pub(super) const CONSTRAINTS: &str = "constraints";

pub(super) fn step(out: &mut String, it: Numbered<'_>, key: &str, grant: &Grant) -> Step {
    let (number, stem) = (it.number, stem(it));
    let region = it.change.at.region.as_deref();
    let of = |verb: &str| {
        Call::in_region(&format!("kms {verb}"), region)
            .text("key-id", key)
            .with("grant-id", Word::Held("grant"))
    };
    let look = of("list-grants").answer("Grants[].GrantId", "text");
    let revoke = of("revoke-grant");
    define(out, &format!("create_{number}"), &create(it, key, grant));
    define(out, &format!("look_{number}"), &look);
    define(out, &format!("revoke_{number}"), &revoke);
    Step {
        apply: format!("grant {number} {stem}"),
        undo: format!("revoke {number} {stem}"),
    }
}

/// The call that makes it. It has a name, since KMS makes no second grant of the same name and
/// parameters; source: botocore 1.43.11, `kms`, `CreateGrant`, `Name`.
pub(super) fn create(it: Numbered<'_>, key: &str, grant: &Grant) -> Call {
    let region = it.change.at.region.as_deref();
    let mut create = Call::in_region("kms create-grant", region)
        .text("key-id", key)
        .text("grantee-principal", grant.grantee.clone());
    if let Some(retiring) = &grant.retiring {
        create = create.text("retiring-principal", retiring.clone());
    }
    if grant.constraint.is_some() {
        create = create.with(CONSTRAINTS, Word::Part(CONSTRAINTS));
    }
    create
        .text("name", "why403")
        .with("operations", Word::Many(grant.operations.clone()))
        .answer("GrantId", "text")
}

/// What the encryption context has to be, which stands in a file
pub(super) fn constraint(grant: &Grant) -> Option<Value> {
    content::constraint(grant)
}
