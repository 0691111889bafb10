//! Keys beside their policies: a grant to the caller, and another key where nobody can let it use
//! the one that AWS manages.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::resolve::find_bucket;
use why403_model::arn::Arn;
use why403_model::known::Fact;
use why403_model::request::{Constraint, Found, Principal};
use why403_model::world::{Bucket, Encryption, Grant, Key, KeyManager};

use super::Scene;
use super::edited::keeper;
use crate::cause::caller;
use crate::fix::edit::Edit;
use crate::fix::verify::Fix;
use crate::idea::is_key_of_aws;

/// Operations of grants that have an encryption context.
///
/// Source: KMS Developer Guide, "Grant operations" and "Grant constraints".
static OPERATIONS: [&str; 5] = [
    "Decrypt",
    "Encrypt",
    "GenerateDataKey",
    "GenerateDataKeyWithoutPlaintext",
    "ReEncryptFrom",
];

/// A grant for what the request does, with the encryption context that it has
pub(super) fn grant(scene: &Scene<'_>) -> Option<Fix> {
    let request = scene.request;
    let name = request.action.name();
    let operation = OPERATIONS.iter().find(|it| it.eq_ignore_ascii_case(name))?;
    if request.action.service() != "kms" || is_key_of_aws(&scene.checked.layers, request) {
        return None;
    }
    let (grantee, role_id) = grantee(scene)?;
    let constraint = match request.context.find("kms:encryptioncontext:aws:s3:arn") {
        Found::One(arn) => {
            let pair = ("aws:s3:arn".to_string(), arn.to_string());
            Some(Constraint::Subset(BTreeMap::from([pair])))
        }
        Found::Many(_) | Found::Absent | Found::Unknown => None,
    };
    Some(Fix {
        kind: "kms-grant/create",
        text: format!(
            "grant {operation} with the key to {}",
            caller(&request.principal)
        ),
        owner: keeper(scene),
        world: alloc::vec![Edit::Grant {
            key: request.resource.clone(),
            grant: Grant {
                grantee,
                grantee_role_id: role_id,
                retiring: None,
                operations: alloc::vec![(*operation).to_string()],
                constraint,
                issuer: request.resource_owner.known().cloned(),
            },
        }],
        request: Vec::new(),
        notes: alloc::vec![
            "a grant takes up to five minutes to count everywhere, stands in no policy, and is \
             gone for a role that is made anew"
                .to_string()
        ],
    })
}

/// Who gets the grant, and the id of its role
fn grantee(scene: &Scene<'_>) -> Option<(String, Option<String>)> {
    let principal = &scene.request.principal;
    match principal {
        Principal::RoleSession {
            account, role, id, ..
        } => {
            let accounts = &scene.world.accounts;
            let listed = accounts.get(account).and_then(|it| it.iam.roles.get(role));
            let id = id.clone().or_else(|| listed?.id.clone());
            Some((principal.principal_arn()?, id))
        }
        Principal::User { .. } => Some((principal.principal_arn()?, None)),
        _ => None,
    }
}

/// A customer key of the bucket's account in place of `aws/s3`, which serves its account only.
///
/// What is there is copied onto itself; for what is written, the bucket's default changes. One fix
/// for each key that there is in the Region; whether it lets the caller in is asked again.
pub(super) fn instead_of_aws(scene: &Scene<'_>) -> Vec<Fix> {
    let request = scene.request;
    let Some(owner) = request.resource_owner.known() else {
        return Vec::new();
    };
    let is_foreign = request.principal.account().as_ref() != Some(owner);
    if !is_foreign || !is_key_of_aws(&scene.checked.layers, request) {
        return Vec::new();
    }
    let Ok(old) = Arn::parse(&request.resource) else {
        return Vec::new();
    };
    let account = scene.world.accounts.get(owner);
    let keys = account.into_iter().flat_map(|it| it.keys.values());
    let fit = |it: &&Key| {
        let is_on = it.state.known().is_some_and(|it| it == "Enabled");
        it.manager == Fact::Known(KeyManager::Customer) && is_on && it.arn.region() == old.region()
    };
    keys.filter(fit).filter_map(|it| under(scene, it)).collect()
}

fn under(scene: &Scene<'_>, key: &Key) -> Option<Fix> {
    let Found::One(context) = scene
        .request
        .context
        .find("kms:encryptioncontext:aws:s3:arn")
    else {
        return None;
    };
    let context = Arn::parse(context).ok()?;
    let (_, bucket) = find_bucket(scene.world, context.s3_bucket()?)?;
    let to = Encryption {
        algorithm: "aws:kms".to_string(),
        kms_key: Some(key.arn.to_string()),
        bucket_key: has_bucket_key(bucket),
    };
    let arn = &key.arn;
    let name = &bucket.name;
    let is_read = scene.request.action.is("kms:Decrypt");
    let (kind, text, edit, note) = if is_read {
        let object = context.s3_key()?;
        (
            "object/customer-key",
            format!("encrypt s3://{name}/{object} anew, under {arn}"),
            Edit::Reencrypt {
                bucket: name.clone(),
                key: object.to_string(),
                to,
            },
            "a copy onto itself makes a new version, sends events, and may lose ACL and storage \
             class; other objects of the bucket stay under the key of AWS, as does what is \
             written until the bucket's default changes",
        )
    } else {
        (
            "bucket/customer-key",
            format!("give bucket {name} the default key {arn}"),
            Edit::Encryption {
                bucket: name.clone(),
                to,
            },
            "what is in the bucket stays as it is until it is copied",
        )
    };
    Some(Fix {
        kind,
        text,
        owner: keeper(scene),
        world: alloc::vec![edit],
        request: Vec::new(),
        notes: alloc::vec![note.to_string()],
    })
}

fn has_bucket_key(bucket: &Bucket) -> bool {
    let default = bucket.encryption.known().and_then(Option::as_ref);
    default.is_some_and(|it| it.bucket_key)
}
