//! KMS keys with their policy and grants: IAM E.9, S3 E

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::World;
use super::answer::{Known, answer, document, list, required, tags, text, unwrapped};
use crate::reference::facts::account_in;

/// A key, of one Region
pub(super) struct Key<'t> {
    place: &'t Value,
}

impl<'t> World<'t> {
    pub(super) fn key(&self, account: &str, region: &str, id: &str) -> Known<Key<'t>> {
        let regions = self.account(account)?.get("regions");
        let place = regions
            .and_then(|it| it.get(region)?.get("kms")?.get(id))
            .ok_or_else(|| format!("key {id} of {account} in {region} is not in the tree"))?;
        Ok(Key { place })
    }
}

impl Key<'_> {
    pub(super) fn add_to(&self, policies: &mut Map<String, Value>) -> Known<()> {
        let policy = document(required(self.place, "policy")?, &["Policy"])?;
        policies.insert("resource".into(), policy);
        let grants = match answer(self.place, "grants", &[])? {
            Some(found) => list(found, "Grants")?,
            None => Vec::new(),
        };
        let grants: Vec<Value> = grants.into_iter().map(grant).collect();
        policies.insert("grants".into(), json!(grants));
        Ok(())
    }

    pub(super) fn is_managed_by_aws(&self) -> Known<bool> {
        let data = unwrapped(required(self.place, "key")?, "KeyMetadata");
        Ok(text(data, "KeyManager") == Some("AWS"))
    }

    pub(super) fn tags(&self) -> Known<BTreeMap<String, String>> {
        match answer(self.place, "tags", &[])? {
            Some(found) => Ok(tags(&list(found, "Tags")?, ["TagKey", "TagValue"])),
            None => Ok(BTreeMap::new()),
        }
    }
}

/// A grant in the form of a case
fn grant(found: &Value) -> Value {
    // A grantee whose role is gone is shown by its immutable id, and names nobody any more.
    let issuer = text(found, "IssuingAccount");
    let issuer = issuer.map(|it| account_in(it).unwrap_or_else(|| it.to_owned()));
    let mut grant = Map::new();
    let members = [
        ("grantee", found.get("GranteePrincipal").cloned()),
        ("retiring", found.get("RetiringPrincipal").cloned()),
        ("operations", found.get("Operations").cloned()),
        ("constraints", found.get("Constraints").cloned()),
        ("issuer", issuer.map(Value::from)),
    ];
    let members = members.into_iter();
    grant.extend(members.filter_map(|(name, it)| Some((name.to_owned(), it?))));
    Value::Object(grant)
}
