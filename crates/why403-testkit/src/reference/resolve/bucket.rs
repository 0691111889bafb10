//! A bucket and its objects: policy, ACLs, ownership, Block Public Access, tags: S3 C

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::World;
use super::answer::{Known, answer, document, list, required, tags, text, unwrapped};
use crate::reference::principal::{Caller, Kind};

/// A bucket, or one of its objects
pub(super) struct Bucket<'t> {
    /// The account that owns it
    pub account: String,
    pub name: String,
    /// Where the bucket stands
    pub place: &'t Value,
    /// The account's folder `s3`
    s3: &'t Value,
    /// The object, if the question is about one
    pub key: Option<String>,
}

impl<'t> World<'t> {
    /// Finds the bucket of `BUCKET` or `BUCKET/KEY`: its owner is the account where it stands.
    pub(super) fn bucket(&self, resource: &str) -> Known<Bucket<'t>> {
        let (name, key) = match resource.split_once('/') {
            Some((name, key)) => (name, Some(key.to_owned())),
            None => (resource, None),
        };
        let accounts = self.tree.get("accounts").and_then(Value::as_object);
        for (account, folder) in accounts.into_iter().flatten() {
            let found = folder.pointer("/s3/buckets").and_then(|it| it.get(name));
            if let (Some(place), Some(s3)) = (found, folder.get("s3")) {
                return Ok(Bucket {
                    account: account.clone(),
                    name: name.to_owned(),
                    place,
                    s3,
                    key,
                });
            }
        }
        Err(format!("bucket {name} is not in the tree"))
    }

    /// The account of a canonical id: told by the account itself, or by the owner of its buckets.
    ///
    /// An id that is no account's of the tree stands for itself: nobody who asks has it, since
    /// the id of whoever asks has to be told.
    fn account_of(&self, canonical: &str) -> Known<String> {
        let accounts = self.tree.get("accounts").and_then(Value::as_object);
        for (account, folder) in accounts.into_iter().flatten() {
            let told = folder
                .get("canonical-user")
                .map(|it| unwrapped(it, "Owner"));
            let told = told.and_then(|it| it.as_str().or_else(|| text(it, "ID")));
            let buckets = folder.pointer("/s3/buckets").and_then(Value::as_object);
            let mut owners = buckets
                .into_iter()
                .flat_map(Map::values)
                .filter_map(|it| it.pointer("/acl/Owner/ID")?.as_str());
            let mut ids: Vec<&str> = told.into_iter().collect();
            ids.extend(owners.next());
            if ids.is_empty() {
                return Err(format!("the canonical id of {account} is not in the tree"));
            }
            if ids.contains(&canonical) {
                return Ok(account.clone());
            }
        }
        Ok(canonical.to_owned())
    }
}

impl<'t> Bucket<'t> {
    /// Adds what the bucket has to a case about it.
    pub(super) fn add_to(
        &self,
        world: &World,
        action: &str,
        policies: &mut Map<String, Value>,
        request: &mut Map<String, Value>,
    ) -> Known<()> {
        if let Some(policy) = answer(self.place, "policy", &["NoSuchBucketPolicy"])? {
            policies.insert("resource".into(), document(policy, &["Policy"])?);
        }
        policies.insert("publicAccessBlock".into(), self.public_access_block()?);
        let ownership = self.ownership()?;
        if ownership != "BucketOwnerEnforced" {
            policies.insert("acl".into(), self.acl(world, action)?);
        }
        policies.insert("objectOwnership".into(), json!(ownership));
        if self.has_abac()? {
            request.insert("bucketTags".into(), json!(self.tags()?));
            request.insert("bucketAbac".into(), json!("Enabled"));
        }
        Ok(())
    }

    /// S3 C.4: OR over the levels for the request
    fn public_access_block(&self) -> Known<Value> {
        let codes = ["NoSuchPublicAccessBlockConfiguration"];
        let mut levels = Vec::new();
        for place in [self.s3, self.place] {
            levels.extend(answer(place, "public-access-block", &codes)?);
        }
        let is_on = |name: &str| {
            levels.iter().any(|it| {
                let flags = unwrapped(it, "PublicAccessBlockConfiguration");
                flags.get(name).and_then(Value::as_bool) == Some(true)
            })
        };
        Ok(json!({
            "BlockPublicAcls": is_on("BlockPublicAcls"),
            "IgnorePublicAcls": is_on("IgnorePublicAcls"),
            "BlockPublicPolicy": is_on("BlockPublicPolicy"),
            "RestrictPublicBuckets": is_on("RestrictPublicBuckets"),
        }))
    }

    /// S3 C.3: no ownership controls are `ObjectWriter`.
    fn ownership(&self) -> Known<String> {
        let codes = ["OwnershipControlsNotFoundError"];
        let Some(found) = answer(self.place, "ownership-controls", &codes)? else {
            return Ok("ObjectWriter".into());
        };
        if let Some(word) = found.as_str() {
            return Ok(word.to_owned());
        }
        let rules = list(unwrapped(found, "OwnershipControls"), "Rules")?;
        let rule = rules.first().and_then(|it| text(it, "ObjectOwnership"));
        Ok(rule.unwrap_or("ObjectWriter").to_owned())
    }

    /// The ACLs in the form of a case; an object's owner is the one of its ACL.
    fn acl(&self, world: &World, action: &str) -> Known<Value> {
        let bucket = required(self.place, "acl")?;
        let mut acl = Map::new();
        acl.insert("bucket".into(), grants(world, bucket)?);
        // S3 C.1: an upload has no object context, so the object need not be there.
        let writes_new = action.eq_ignore_ascii_case("s3:PutObject");
        if let (Some(_), false) = (&self.key, writes_new) {
            let object = self.object()?.ok_or("the object is not in the tree")?;
            let found = required(object, "get-object-acl")?;
            acl.insert("object".into(), grants(world, found)?);
            let owner = text(unwrapped(found, "Owner"), "ID").ok_or("an ACL without owner")?;
            let owner = format!("canonical:{}", world.account_of(owner)?);
            acl.insert("owner".into(), json!(owner));
        }
        Ok(Value::Object(acl))
    }

    /// The entry of the object in `objects`
    pub(super) fn object(&self) -> Known<Option<&'t Value>> {
        let Some(objects) = self.place.get("objects") else {
            return Ok(None);
        };
        let all = list(objects, "objects")?;
        let found = all
            .into_iter()
            .find(|it| text(it, "key") == self.key.as_deref() && it.get("versionId").is_none());
        Ok(found)
    }

    /// The tags of the object, which conditions may ask for
    pub(super) fn object_tags(&self) -> Known<BTreeMap<String, String>> {
        let Some(object) = self.object()? else {
            return Ok(BTreeMap::new());
        };
        match answer(object, "get-object-tagging", &[])? {
            Some(found) => Ok(tags(&list(found, "TagSet")?, ["Key", "Value"])),
            None => Ok(BTreeMap::new()),
        }
    }

    fn has_abac(&self) -> Known<bool> {
        let found = required(self.place, "abac")?;
        let status = unwrapped(unwrapped(found, "AbacStatus"), "Status");
        Ok(status.as_str() == Some("Enabled"))
    }

    fn tags(&self) -> Known<BTreeMap<String, String>> {
        match answer(self.place, "tagging", &["NoSuchTagSet"])? {
            Some(found) => Ok(tags(&list(found, "TagSet")?, ["Key", "Value"])),
            None => Ok(BTreeMap::new()),
        }
    }

    /// The bucket's Region; no constraint is `us-east-1`.
    pub(super) fn region(&self) -> Known<String> {
        let found = answer(self.place, "location", &[])?;
        let found = found.map_or(&Value::Null, |it| unwrapped(it, "LocationConstraint"));
        Ok(match found.as_str() {
            None | Some("") => "us-east-1".into(),
            Some("EU") => "eu-west-1".into(),
            Some(region) => region.into(),
        })
    }

    /// S3 C.6: whoever is not of the owner's account has to say that the requester pays.
    pub(super) fn refuses_to_pay(&self, caller: &Caller, question: &Value) -> Known<bool> {
        let payer = unwrapped(required(self.place, "request-payment")?, "Payer");
        let is_stranger = match (&caller.kind, &caller.account) {
            (Kind::Anonymous, _) => return Ok(payer.as_str() == Some("Requester")),
            (_, Some(account)) => *account != self.account,
            (_, None) => false, // AWS's own services
        };
        let says = question.get("requestPayer").and_then(Value::as_bool);
        Ok(payer.as_str() == Some("Requester") && is_stranger && says != Some(true))
    }
}

/// Grants in the form of a case
fn grants(world: &World, acl: &Value) -> Known<Value> {
    let mut all = Vec::new();
    for it in list(acl.get("Grants").unwrap_or(&Value::Null), "Grants")? {
        let grantee = it.get("Grantee").ok_or("a grant without grantee")?;
        let grantee = match (text(grantee, "URI"), text(grantee, "ID")) {
            (Some(uri), _) => uri.to_owned(),
            (None, Some(id)) => format!("canonical:{}", world.account_of(id)?),
            (None, None) => return Err("a grantee that is neither id nor group".into()),
        };
        all.push(json!({"grantee": grantee, "permission": text(it, "Permission")}));
    }
    Ok(Value::Array(all))
}
