//! KMS keys, their policies and grants.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::answer::{Answer, field, list, owned, required, unwrapped};
use super::call::{GRANTS, KEY, KEY_ALIASES, KEY_POLICY, KEY_TAGS, Scope};
use super::document::{document, inside};
use super::s3::tags;
use super::{Build, Cursor, partition_of};
use crate::arn::{AccountId, Arn};
use crate::known::{Fact, Reason};
use crate::request::Constraint;
use crate::world::tree::TreeProblem;
use crate::world::{Grant, Key, KeyManager};

impl<'t> Build<'t> {
    /// One key of an account and Region
    ///
    /// `None` where its place cannot be one of a key
    pub(super) fn key(
        &mut self,
        account: &AccountId,
        place: &Cursor<'t>,
        scope: &Scope,
    ) -> Option<Key> {
        self.check_members(place, "accounts/{account}/regions/{region}/kms/{key}");
        let (region, name) = (scope.name("region"), scope.name("key"));
        let by_place = alloc::format!(
            "arn:{}:kms:{region}:{account}:key/{name}",
            partition_of(region)
        );
        let Ok(arn) = Arn::parse(&by_place) else {
            self.problems.push(place.bad_value("the id of a key", name));
            return None;
        };
        let exists = match self.answer(place, &KEY) {
            Answer::Present(_) => Fact::Known(true),
            Answer::Absent(_) => Fact::Known(false),
            Answer::Unknown(why) => Fact::Unknown(self.gap(place, &KEY, scope, why)),
        };
        let (manager, state) = self.metadata(&arn, place, scope);
        let label = alloc::format!("key policy of {}", scope.name("key"));
        Some(Key {
            exists,
            manager,
            state,
            policy: self.fact(place, &KEY_POLICY, scope, None, |it| {
                let found = inside(it, &[&["Policy"]]);
                document(&found, label, Some(arn.as_str())).map(Arc::new)
            }),
            grants: self.fact(place, &GRANTS, scope, Some(Vec::new()), |it| {
                list(it, "Grants")?.whole(it)?.iter().map(grant).collect()
            }),
            tags: self.fact(place, &KEY_TAGS, scope, Some(BTreeMap::new()), |it| {
                tags(it, "Tags", ["TagKey", "TagValue"])
            }),
            aliases: self.fact(place, &KEY_ALIASES, scope, Some(Vec::new()), aliases),
            arn,
        })
    }

    /// What `describe-key` tells of the key in whose place it stands
    fn metadata(
        &mut self,
        arn: &Arn,
        place: &Cursor<'t>,
        scope: &Scope,
    ) -> (Fact<KeyManager>, Fact<String>) {
        let answer = match self.answer(place, &KEY) {
            Answer::Absent(_) => Answer::Unknown(Reason::Failed("there is no such key".into())),
            answer => answer,
        };
        let folder = self.folder_of(place);
        let read = self.settled(answer, None, |it| {
            let data = unwrapped(it, "KeyMetadata");
            match field(&data, "Arn")? {
                Some(told) if told != arn.as_str() => {
                    let (wanted, found) = (arn.as_str().to_string(), told.to_string());
                    Err(TreeProblem::Misfiled {
                        at: data.place(),
                        wanted,
                        found,
                    })
                }
                Some(_) | None => Ok(data),
            }
        });
        let data = match read {
            Ok(data) => data,
            Err(why) => {
                let gap = scope.gap(&KEY, why, folder);
                return (Fact::Unknown(gap.clone()), Fact::Unknown(gap));
            }
        };
        let manager = self.settled(Answer::Present(data.clone()), None, key_manager);
        let state = self.settled(Answer::Present(data), None, |it| {
            required(it, "KeyState").map(str::to_string)
        });
        let gap = |why| Fact::Unknown(scope.gap(&KEY, why, folder));
        let manager = manager.map_or_else(gap, Fact::Known);
        let gap = |why| Fact::Unknown(scope.gap(&KEY, why, folder));
        (manager, state.map_or_else(gap, Fact::Known))
    }
}

fn key_manager(data: &Cursor<'_>) -> Result<KeyManager, TreeProblem> {
    match required(data, "KeyManager")? {
        "AWS" => Ok(KeyManager::Aws),
        "CUSTOMER" => Ok(KeyManager::Customer),
        other => Err(data.bad_value("`AWS` or `CUSTOMER`", other)),
    }
}

fn aliases(found: &Cursor<'_>) -> Result<Vec<String>, TreeProblem> {
    let entries = list(found, "Aliases")?.whole(found)?;
    entries
        .iter()
        .map(|it| required(it, "AliasName").map(str::to_string))
        .collect()
}

fn grant(found: &Cursor<'_>) -> Result<Grant, TreeProblem> {
    // A grantee whose role was deleted, and maybe made anew, is shown as its immutable id.
    let grantee = match field(found, "GranteePrincipal")? {
        Some(grantee) => grantee,
        None => required(found, "GranteeServicePrincipal")?,
    };
    let operations = list(found, "Operations")?.elements;
    let operation =
        |it: &Cursor<'_>| super::answer::scalar(it, "the name of an operation").map(str::to_string);
    let issuer = field(found, "IssuingAccount")?.map(|text| {
        let account = Arn::parse(text).ok().and_then(|arn| arn.account_id());
        let account = account.or_else(|| AccountId::parse(text));
        account.ok_or_else(|| found.bad_value("an account", text))
    });
    Ok(Grant {
        grantee: grantee.to_string(),
        grantee_role_id: owned(Some(grantee).filter(|it| it.starts_with("AROA"))),
        retiring: owned(field(found, "RetiringPrincipal")?),
        operations: operations.iter().map(operation).collect::<Result<_, _>>()?,
        constraint: constraint(found)?,
        issuer: issuer.transpose()?,
    })
}

/// What a grant asks of the encryption context; a constraint that is not known here must not
/// be passed over, since the grant would seem to allow more than it does
fn constraint(found: &Cursor<'_>) -> Result<Option<Constraint>, TreeProblem> {
    let Some(constraints) = found.get("Constraints").filter(|it| !it.is_null()) else {
        return Ok(None);
    };
    let members = constraints.members();
    match members.as_slice() {
        [] => Ok(None),
        [("EncryptionContextEquals", of)] => Ok(Some(Constraint::Equals(pairs(of)?))),
        [("EncryptionContextSubset", of)] => Ok(Some(Constraint::Subset(pairs(of)?))),
        [.., (other, _)] => Err(constraints.bad_value(
            "one of `EncryptionContextEquals` and `EncryptionContextSubset`",
            other,
        )),
    }
}

fn pairs(found: &Cursor<'_>) -> Result<BTreeMap<String, String>, TreeProblem> {
    let members = found.members().into_iter();
    let pair = |(name, it): (&str, Cursor<'_>)| {
        super::answer::scalar(&it, "text").map(|text| (name.to_string(), text.to_string()))
    };
    members.map(pair).collect()
}
