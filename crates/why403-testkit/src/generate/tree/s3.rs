//! Buckets: policy, ACLs, ownership, Block Public Access at both levels, tags, encryption

use serde_json::{Map, Value, json};

use super::encryption::Encryption;
use super::plan::Plan;
use super::question::Asked;
use super::{each, error, pairs, wrapped, written};
use crate::generate::bucket::{self, Lists};
use crate::generate::rng::Rng;
use crate::generate::statement::{Layer, Wish, documents};
use crate::generate::world::ACCOUNTS;

/// The buckets of an account
pub(super) fn buckets(account: &str) -> &'static [&'static str] {
    match ACCOUNTS.iter().position(|it| *it == account) {
        Some(0) => &["logs", "data"],
        Some(1) => &["media", "backup"],
        _ => &["web"],
    }
}

/// The Region of an account's buckets
pub(super) fn region(account: &str) -> &'static str {
    match ACCOUNTS.iter().position(|it| *it == account) {
        Some(0) => "us-east-1",
        _ => "eu-west-1",
    }
}

/// The id by which ACLs name the account
fn canonical(account: &str) -> String {
    format!("{account:c<64}")
}

pub(super) fn canonical_user(rng: &mut Rng, account: &str) -> Value {
    let id = canonical(account);
    rng.pick(&[json!({"ID": id, "DisplayName": "team"}), json!(id)])
}

/// The settings of all four flags, by level
struct Flags {
    account: Map<String, Value>,
    bucket: Map<String, Value>,
}

/// Draws the folder `s3` of every account.
pub(super) fn draw(
    rng: &mut Rng,
    asked: &mut Asked,
    plan: &Plan,
    accounts: &[&str],
) -> Map<String, Value> {
    let name = asked.world.resource.strip_prefix("arn:aws:s3:::");
    let name = name.map(|it| it.split('/').next().unwrap_or_default().to_owned());
    let mut all = Map::new();
    for account in accounts {
        let mut places = Map::new();
        let mut level = Map::new();
        for bucket in buckets(account) {
            let place = if name.as_deref() == Some(*bucket) {
                let (place, flags) = asked_bucket(rng, asked, plan, accounts);
                level = flags;
                place
            } else {
                other_bucket(rng, asked, account, bucket)
            };
            places.insert((*bucket).to_owned(), place);
        }
        let folder = json!({
            "public-access-block": flags_of(rng, level),
            "buckets": Value::Object(places),
        });
        all.insert((*account).to_owned(), folder);
    }
    all
}

/// The bucket of the question, and the flags that its account sets
fn asked_bucket(
    rng: &mut Rng,
    asked: &mut Asked,
    plan: &Plan,
    accounts: &[&str],
) -> (Value, Map<String, Value>) {
    let mut policies = Map::new();
    let lists = if plan.by_acl {
        Lists::Grant
    } else {
        Lists::Any
    };
    let world = &mut asked.world;
    bucket::add(rng, world, &mut policies, plan.lean, plan.refuses, lists);
    // What a call sends beyond condition keys is asked about in flat cases.
    for name in ["newAcl", "newPolicy", "expectedBucketOwner"] {
        world.request.remove(name);
    }
    let world = &asked.world;
    let policy = plan.resource.map(|wish| {
        let drawn = documents(rng, world, Layer::Resource, wish, &world.resource);
        each(drawn).into_iter().next().unwrap_or_default()
    });
    let policy = match policy {
        Some(policy) => {
            let policy = written(rng, policy);
            wrapped(rng, "Policy", policy)
        }
        None => rng.pick(&[Value::Null, error("NoSuchBucketPolicy", "GetBucketPolicy")]),
    };
    let flags = spread(rng, policies.get("publicAccessBlock"));
    let ownership = policies.get("objectOwnership").and_then(Value::as_str);
    let flat = policies.get("acl").cloned().unwrap_or_default();
    let flat = of_accounts(flat, accounts);
    let bucket_acl = acl(&flat, "bucket", &world.owner, &world.owner);
    let request = &world.request;
    let tags = request.get("bucketTags").and_then(Value::as_object);
    let abac = request.get("bucketAbac").and_then(Value::as_str);
    let mut place = Map::new();
    place.insert("policy".into(), policy);
    place.insert("ownership-controls".into(), controls(rng, ownership));
    place.insert("acl".into(), bucket_acl);
    place.insert(
        "public-access-block".into(),
        flags_of(rng, flags.bucket.clone()),
    );
    place.insert("tagging".into(), tagging(rng, tags));
    place.insert("abac".into(), abac_of(rng, abac.unwrap_or("Disabled")));
    place.insert("location".into(), location(rng, &world.owner));
    let payer = if rng.chance(4) {
        "Requester"
    } else {
        "BucketOwner"
    };
    place.insert(
        "request-payment".into(),
        wrapped(rng, "Payer", json!(payer)),
    );
    let code = "ObjectLockConfigurationNotFoundError";
    let no_lock = rng.pick(&[Value::Null, error(code, "GetObjectLockConfiguration")]);
    place.insert("object-lock".into(), no_lock);
    let encryption = encryption_of(rng, asked.encryption.as_ref(), &world.owner);
    place.insert("encryption".into(), encryption);
    if let Some(objects) = objects(rng, asked, &flat, ownership) {
        place.insert("objects".into(), objects);
    }
    (Value::Object(place), flags.account)
}

/// A bucket that nothing is asked of
fn other_bucket(rng: &mut Rng, asked: &Asked, account: &str, name: &str) -> Value {
    let arn = format!("arn:aws:s3:::{name}/*");
    let policy = if rng.chance(30) {
        let drawn = documents(rng, &asked.world, Layer::Resource, Wish::Any, &arn);
        each(drawn).into_iter().next().unwrap_or_default()
    } else {
        Value::Null
    };
    json!({
        "policy": policy,
        "ownership-controls": "BucketOwnerEnforced",
        "acl": acl(&Value::Null, "bucket", account, account),
        "public-access-block": Value::Null,
        "tagging": [],
        "abac": "Disabled",
        "location": location(rng, account),
        "request-payment": "BucketOwner",
        "encryption": Value::Null,
    })
}

/// Each flag that is on is on at the account, at the bucket, or at both.
fn spread(rng: &mut Rng, flat: Option<&Value>) -> Flags {
    let mut levels = Flags {
        account: Map::new(),
        bucket: Map::new(),
    };
    let flat = flat.and_then(Value::as_object).into_iter().flatten();
    for (name, is_on) in flat {
        let at = rng.below(3);
        let is_on = is_on == &json!(true);
        levels.account.insert(name.clone(), json!(is_on && at != 0));
        levels.bucket.insert(name.clone(), json!(is_on && at != 1));
    }
    levels
}

fn flags_of(rng: &mut Rng, flags: Map<String, Value>) -> Value {
    if flags.is_empty() {
        let code = "NoSuchPublicAccessBlockConfiguration";
        return rng.pick(&[Value::Null, error(code, "GetPublicAccessBlock")]);
    }
    wrapped(rng, "PublicAccessBlockConfiguration", Value::Object(flags))
}

fn controls(rng: &mut Rng, ownership: Option<&str>) -> Value {
    let Some(word) = ownership else {
        let code = "OwnershipControlsNotFoundError";
        return error(code, "GetBucketOwnershipControls");
    };
    let rules = json!({"Rules": [{"ObjectOwnership": word}]});
    let full = wrapped(rng, "OwnershipControls", rules);
    rng.pick(&[full.clone(), full, json!(word)])
}

fn tagging(rng: &mut Rng, tags: Option<&Map<String, Value>>) -> Value {
    match tags {
        None => error("NoSuchTagSet", "GetBucketTagging"),
        Some(tags) => wrapped(rng, "TagSet", pairs(tags, ["Key", "Value"])),
    }
}

fn abac_of(rng: &mut Rng, status: &str) -> Value {
    let full = json!({"AbacStatus": {"Status": status}});
    rng.pick(&[full, json!(status)])
}

fn location(rng: &mut Rng, account: &str) -> Value {
    match region(account) {
        "us-east-1" => json!({"LocationConstraint": null}),
        "eu-west-1" => rng.pick(&[
            json!({"LocationConstraint": "eu-west-1"}),
            json!({"LocationConstraint": "EU"}),
            json!("eu-west-1"),
        ]),
        other => json!(other),
    }
}

/// The ACLs with names of accounts of the tree only: whose another id is, nobody could tell
fn of_accounts(flat: Value, accounts: &[&str]) -> Value {
    let strangers = ACCOUNTS.iter().filter(|it| !accounts.contains(it));
    let text = strangers.fold(flat.to_string(), |text, it| {
        text.replace(&format!("canonical:{it}"), "canonical:owner")
    });
    serde_json::from_str(&text).unwrap_or(flat)
}

/// An ACL of a case as AWS answers it; one that is not there has no grants.
fn acl(flat: &Value, list: &str, owner: &str, bucket_owner: &str) -> Value {
    let grants = flat.get(list).and_then(Value::as_array);
    let grant = |it: &Value| {
        let grantee = it
            .get("grantee")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let grantee = match grantee.strip_prefix("canonical:") {
            Some("owner") => json!({"ID": canonical(bucket_owner), "Type": "CanonicalUser"}),
            Some(account) => json!({"ID": canonical(account), "Type": "CanonicalUser"}),
            None => json!({"URI": grantee, "Type": "Group"}),
        };
        json!({"Grantee": grantee, "Permission": it.get("permission")})
    };
    let grants: Vec<Value> = grants.into_iter().flatten().map(grant).collect();
    json!({"Owner": {"ID": canonical(owner)}, "Grants": grants})
}

fn encryption_of(rng: &mut Rng, encryption: Option<&Encryption>, owner: &str) -> Value {
    let rule = match encryption.filter(|it| !it.is_of_object) {
        None => {
            json!({"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}, "BucketKeyEnabled": false})
        }
        Some(it) => {
            let is_own = it.key.contains(&format!(":{owner}:"));
            let id = it.key.rsplit('/').next().unwrap_or_default();
            let key = if is_own && rng.chance(40) {
                id
            } else {
                &it.key
            };
            json!({"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key},
                "BucketKeyEnabled": it.has_bucket_key})
        }
    };
    let configuration = json!({"Rules": [rule]});
    wrapped(rng, "ServerSideEncryptionConfiguration", configuration)
}

/// The object of the question; an upload may be of one that is not there yet
fn objects(rng: &mut Rng, asked: &Asked, flat: &Value, ownership: Option<&str>) -> Option<Value> {
    let world = &asked.world;
    let (_, key) = world.resource.split_once('/')?;
    let is_upload = world.action == "s3:PutObject";
    let encryption = asked.encryption.as_ref();
    // Encryption that the bucket's default alone tells of, and ACLs that are off, need no entry.
    let is_open =
        encryption.is_some_and(|it| !it.is_of_object) && ownership == Some("BucketOwnerEnforced");
    if is_upload && rng.chance(50) {
        return None;
    }
    if is_open {
        return None;
    }
    let head = match encryption {
        Some(it) if !is_upload => json!({"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": it.key,
            "BucketKeyEnabled": it.has_bucket_key}),
        _ => json!({"ServerSideEncryption": "AES256"}),
    };
    let owner = flat.get("owner").and_then(Value::as_str);
    let owner = owner
        .and_then(|it| it.strip_prefix("canonical:"))
        .filter(|it| *it != "owner")
        .unwrap_or(&world.owner);
    let object = json!({
        "key": key,
        "head-object": head,
        "get-object-acl": acl(flat, "object", owner, &world.owner),
        "get-object-tagging": {"TagSet": pairs(&asked.object_tags, ["Key", "Value"])},
    });
    let other = json!({"key": "other.txt", "head-object": {"ServerSideEncryption": "AES256"}});
    Some(json!([other, object]))
}
