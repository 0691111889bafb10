//! Edits of what is no policy, made where AWS's answers have it.

use serde_json::{Value, json};
use why403_diagnose::fix::{AclOf, Edit, PublicAccessLevel, Tagged};
use why403_model::arn::AccountId;
use why403_model::request::Constraint;
use why403_model::world::{
    Acl, Encryption, Grant, Grantee, ObjectOwnership, Permission, PublicAccessBlock,
};

use super::{Folder, folder, member, place_of_bucket};

/// Makes an edit of a setting; documents are made elsewhere.
pub(super) fn set(tree: &mut Value, edit: &Edit) -> Result<(), String> {
    match edit {
        Edit::Rewrite { .. } | Edit::Write { .. } => Ok(()),
        Edit::PublicAccessBlock { of, to } => set_block(tree, of, *to),
        Edit::Ownership { bucket, to } => {
            let rules = json!({"Rules": [{"ObjectOwnership": word(*to)}]});
            let controls = json!({"OwnershipControls": rules});
            place_of_bucket(tree, bucket)?.insert("ownership-controls".into(), controls);
            Ok(())
        }
        Edit::Acl { of, to } => match of {
            AclOf::Bucket(bucket) => {
                let place = place_of_bucket(tree, bucket)?;
                place.insert("acl".into(), acl(to)?);
                Ok(())
            }
            AclOf::Object { bucket, key } => {
                let place = place_of_object(tree, bucket, key)?;
                place.insert("get-object-acl".into(), acl(to)?);
                Ok(())
            }
        },
        Edit::Grant { key, grant } => add_grant(tree, key, grant),
        Edit::Tag { of, key, value } => add_tag(tree, of, key, value),
        Edit::Encryption { bucket, to } => {
            let rule = json!({"ApplyServerSideEncryptionByDefault": {
                "SSEAlgorithm": to.algorithm, "KMSMasterKeyID": to.kms_key,
            }, "BucketKeyEnabled": to.bucket_key});
            let place = place_of_bucket(tree, bucket)?;
            let rules = json!({"ServerSideEncryptionConfiguration": {"Rules": [rule]}});
            place.insert("encryption".into(), rules);
            Ok(())
        }
        Edit::Reencrypt { bucket, key, to } => {
            let place = place_of_object(tree, bucket, key)?;
            place.insert("head-object".into(), head(to));
            Ok(())
        }
    }
}

fn head(to: &Encryption) -> Value {
    let mut head = json!({
        "ServerSideEncryption": to.algorithm,
        "BucketKeyEnabled": to.bucket_key,
    });
    if let Some(key) = &to.kms_key {
        head["SSEKMSKeyId"] = json!(key);
    }
    head
}

fn place_of_object<'t>(
    tree: &'t mut Value,
    bucket: &str,
    key: &str,
) -> Result<&'t mut Folder, String> {
    let bucket = place_of_bucket(tree, bucket)?;
    let objects = bucket.get_mut("objects").and_then(Value::as_array_mut);
    let mut objects = objects.into_iter().flatten();
    let found = objects.find(|it| it["key"] == key && it.get("versionId").is_none());
    folder(found.ok_or_else(|| format!("no object {key}"))?)
}

fn set_block(
    tree: &mut Value,
    of: &PublicAccessLevel,
    to: PublicAccessBlock,
) -> Result<(), String> {
    let place = match of {
        PublicAccessLevel::Bucket(name) => place_of_bucket(tree, name)?,
        PublicAccessLevel::Account(id) => folder(member(tree, &["accounts", id.as_str(), "s3"])?)?,
    };
    let flags = json!({
        "BlockPublicAcls": to.block_public_acls,
        "IgnorePublicAcls": to.ignore_public_acls,
        "BlockPublicPolicy": to.block_public_policy,
        "RestrictPublicBuckets": to.restrict_public_buckets,
    });
    place.insert("public-access-block".into(), flags);
    Ok(())
}

fn word(ownership: ObjectOwnership) -> &'static str {
    match ownership {
        ObjectOwnership::BucketOwnerEnforced => "BucketOwnerEnforced",
        ObjectOwnership::BucketOwnerPreferred => "BucketOwnerPreferred",
        ObjectOwnership::ObjectWriter => "ObjectWriter",
    }
}

/// An ACL as AWS lists it
fn acl(of: &Acl) -> Result<Value, String> {
    let mut grants = Vec::new();
    for grant in &of.grants {
        let grantee = match group(&grant.grantee) {
            Some(uri) => json!({"URI": uri, "Type": "Group"}),
            None => json!({"ID": canonical(&grant.grantee)?, "Type": "CanonicalUser"}),
        };
        grants.push(json!({"Grantee": grantee, "Permission": permission(grant.permission)}));
    }
    Ok(json!({"Owner": {"ID": canonical(&of.owner)?}, "Grants": grants}))
}

fn group(grantee: &Grantee) -> Option<&'static str> {
    match grantee {
        Grantee::AllUsers => Some("http://acs.amazonaws.com/groups/global/AllUsers"),
        Grantee::AuthenticatedUsers => {
            Some("http://acs.amazonaws.com/groups/global/AuthenticatedUsers")
        }
        Grantee::LogDelivery => Some("http://acs.amazonaws.com/groups/s3/LogDelivery"),
        Grantee::Account(_) | Grantee::ResourceOwner | Grantee::Canonical(_) => None,
    }
}

/// The id by which the generator's ACLs name an account
fn canonical(grantee: &Grantee) -> Result<String, String> {
    let of_account = |id: &AccountId| format!("{:c<64}", id.as_str());
    match grantee {
        Grantee::Account(id) => Ok(of_account(id)),
        Grantee::Canonical(id) => Ok(id.clone()),
        other => Err(format!("{other:?} has no canonical id")),
    }
}

fn permission(of: Permission) -> &'static str {
    match of {
        Permission::Read => "READ",
        Permission::Write => "WRITE",
        Permission::ReadAcp => "READ_ACP",
        Permission::WriteAcp => "WRITE_ACP",
        Permission::FullControl => "FULL_CONTROL",
    }
}

fn add_grant(tree: &mut Value, key: &str, grant: &Grant) -> Result<(), String> {
    let place = place_of_key(tree, key)?;
    let grants = place.get_mut("grants").ok_or("no grants")?;
    let all = if grants.is_array() {
        grants
    } else {
        member(grants, &["Grants"])?
    };
    let account = key.split(':').nth(4).ok_or("no account")?;
    let mut new = json!({
        "GrantId": "written",
        "GranteePrincipal": grant.grantee,
        "IssuingAccount": format!("arn:aws:iam::{account}:root"),
        "Operations": grant.operations,
    });
    match &grant.constraint {
        Some(Constraint::Equals(pairs)) => {
            new["Constraints"] = json!({"EncryptionContextEquals": pairs});
        }
        Some(Constraint::Subset(pairs)) => {
            new["Constraints"] = json!({"EncryptionContextSubset": pairs});
        }
        None => {}
    }
    all.as_array_mut().ok_or("no list")?.push(new);
    Ok(())
}

fn place_of_key<'t>(tree: &'t mut Value, key: &str) -> Result<&'t mut Folder, String> {
    let parts: Vec<&str> = key.splitn(6, ':').collect();
    let [_, _, _, region, account, name] = parts.as_slice() else {
        return Err(format!("{key} is no key"));
    };
    let id = name.strip_prefix("key/").ok_or("no key")?;
    folder(member(
        tree,
        &["accounts", account, "regions", region, "kms", id],
    )?)
}

fn add_tag(tree: &mut Value, of: &Tagged, key: &str, value: &str) -> Result<(), String> {
    let (place, name, words) = match of {
        Tagged::Role { account, role } => {
            return tag_in_iam(tree, account, ("Role", "roles", role), (key, value));
        }
        Tagged::User { account, user } => {
            return tag_in_iam(tree, account, ("User", "users", user), (key, value));
        }
        Tagged::Bucket(name) => (place_of_bucket(tree, name)?, "tagging", ["Key", "Value"]),
        Tagged::Object { bucket, key } => {
            let place = place_of_object(tree, bucket, key)?;
            (place, "get-object-tagging", ["Key", "Value"])
        }
        Tagged::Key(arn) => (place_of_key(tree, arn)?, "tags", ["TagKey", "TagValue"]),
    };
    let wrapper = if name == "tags" { "Tags" } else { "TagSet" };
    let found = place.get(name).cloned().unwrap_or_default();
    let list = found.get(wrapper).unwrap_or(&found).as_array().cloned();
    let list = with_tag(list.unwrap_or_default(), words, (key, value));
    place.insert(name.into(), json!({wrapper: list}));
    Ok(())
}

fn with_tag(mut list: Vec<Value>, words: [&str; 2], (key, value): (&str, &str)) -> Vec<Value> {
    list.retain(|it| it[words[0]] != key);
    list.push(json!({words[0]: key, words[1]: value}));
    list
}

/// A tag of a role or user, in whichever of the two forms the account's IAM stands there
fn tag_in_iam(
    tree: &mut Value,
    account: &AccountId,
    (upper, places, of): (&str, &str, &str),
    tag: (&str, &str),
) -> Result<(), String> {
    let iam = member(tree, &["accounts", account.as_str(), "iam"])?;
    let own = if let Some(all) = iam.get_mut(format!("{upper}DetailList")) {
        let mut all = all.as_array_mut().ok_or("no list")?.iter_mut();
        let found = all.find(|it| it[format!("{upper}Name")] == of);
        found.ok_or_else(|| format!("no {of}"))?
    } else {
        let own = member(iam, &[places, of, &upper.to_lowercase()])?;
        if own.get(upper).is_some() {
            member(own, &[upper])?
        } else {
            own
        }
    };
    let list = own["Tags"].as_array().cloned().unwrap_or_default();
    own["Tags"] = json!(with_tag(list, ["Key", "Value"], tag));
    Ok(())
}
