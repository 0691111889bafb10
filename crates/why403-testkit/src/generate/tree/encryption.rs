//! Which objects are encrypted with which KMS key, and the call that S3 then makes

use serde_json::{Map, Value, json};

use super::{kms, s3};
use crate::generate::rng::Rng;
use crate::generate::world::{Service, World};

/// Encryption under a KMS key
#[derive(Clone, Debug)]
pub(super) struct Encryption {
    /// The key's ARN
    pub key: String,
    pub has_bucket_key: bool,
    /// Whether the object says so, or the bucket's default alone
    pub is_of_object: bool,
}

impl Encryption {
    /// Draws one for uploads and downloads; none where nothing is encrypted with KMS.
    pub(super) fn of(rng: &mut Rng, world: &World, accounts: &[&str]) -> Option<Self> {
        let actions = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"];
        let can_be = world.service == Service::Object && actions.contains(&world.action.as_str());
        if !can_be || !rng.chance(45) {
            return None;
        }
        let account = if rng.chance(80) {
            world.owner.clone()
        } else {
            rng.text(accounts)
        };
        // A key has to be of the bucket's Region.
        let region = format!(":{}:", s3::region(&world.owner));
        let keys = kms::keys(&account);
        let keys: Vec<&str> = keys
            .iter()
            .map(String::as_str)
            .filter(|it| it.contains(&region))
            .collect();
        Some(Self {
            key: rng.text(&keys),
            has_bucket_key: rng.chance(40),
            is_of_object: world.action != "s3:PutObject" && rng.chance(70),
        })
    }

    /// The flat request that KMS is asked
    pub(super) fn call_behind(&self, outer: &World, region: &str) -> World {
        let reads = outer.action != "s3:PutObject";
        let action = if reads {
            "kms:Decrypt"
        } else {
            "kms:GenerateDataKey"
        };
        let object = match outer.resource.split_once('/') {
            Some((bucket, _)) if self.has_bucket_key => bucket,
            _ => &outer.resource,
        };
        let context = outer.request.get("context").and_then(Value::as_object);
        let mut context: Map<String, Value> = context.cloned().unwrap_or_default();
        context.retain(|key, _| {
            let key = key.to_lowercase();
            let is_hidden = ["ip", "sourcevpc", "tagkeys", "requesttag"]
                .iter()
                .any(|it| key.contains(it));
            key.starts_with("aws:") && !is_hidden
        });
        let via = format!("s3.{region}.amazonaws.com");
        context.insert("kms:ViaService".into(), json!(via));
        context.insert("kms:EncryptionContext:aws:s3:arn".into(), json!(object));
        context.insert("kms:EncryptionContextKeys".into(), json!(["aws:s3:arn"]));
        context.insert("aws:ViaAWSService".into(), json!("true"));
        let owner = self.key.split(':').nth(4).unwrap_or_default().to_owned();
        let mut request = outer.request.clone();
        let members = [
            ("action", json!(action)),
            ("resource", json!(self.key)),
            ("resourceOwner", json!(owner)),
            ("context", Value::Object(context)),
        ];
        request.extend(members.map(|(name, value)| (name.to_owned(), value)));
        World {
            service: Service::Key,
            caller: outer.caller,
            account: outer.account.clone(),
            owner,
            action: action.to_owned(),
            resource: self.key.clone(),
            behind: self.key.clone(),
            own_names: outer.own_names.clone(),
            request,
        }
    }
}
