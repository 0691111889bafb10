//! Objects that matter: the list in `objects.json`, whose keys are text and never file names.

use alloc::collections::BTreeMap;
use alloc::string::ToString;
use alloc::vec::Vec;

use super::{Build, Cursor, tags};
use crate::known::{Fact, Reason};
use crate::world::build::acl::{Canonicals, acl};
use crate::world::build::answer::{Answer, field, list, owned, required};
use crate::world::build::call::{Call, HEAD_OBJECT, OBJECT_ACL, OBJECT_TAGS, Scope, quoted};
use crate::world::tree::{Here, TreeProblem};
use crate::world::{Encryption, Object};

impl<'t> Build<'t> {
    /// The objects of a bucket of which something is known, in the order listed
    pub(super) fn objects(
        &mut self,
        bucket: &Cursor<'t>,
        scope: &Scope,
        canonicals: &Canonicals,
    ) -> Vec<Object> {
        let Some(found) = bucket.get("objects") else {
            return Vec::new();
        };
        if found.is_null() || matches!(found.here(), Here::Broken(..)) {
            return Vec::new();
        }
        let Ok(list) = list(&found, "objects") else {
            self.problems
                .push(found.wrong_type("objects", "a list of objects"));
            return Vec::new();
        };
        list.elements
            .iter()
            .filter_map(|it| self.object(it, scope, canonicals))
            .collect()
    }

    fn object(
        &mut self,
        found: &Cursor<'t>,
        scope: &Scope,
        canonicals: &Canonicals,
    ) -> Option<Object> {
        let names = required(found, "key").and_then(|key| Ok((key, field(found, "versionId")?)));
        let (key, version_id) = match names {
            Ok(names) => names,
            Err(problem) => {
                self.problems.push(problem);
                return None;
            }
        };
        self.check_members(found, "accounts/{account}/s3/buckets/{bucket}/objects");
        let scope = scope.with("key", key);
        let (exists, encryption) = self.head(found, &scope, version_id);
        let acl_found = self.answer(found, &OBJECT_ACL);
        let acl_found = self.settled(acl_found, None, |it| acl(it, canonicals));
        let tags_found = self.answer(found, &OBJECT_TAGS);
        let tags_found = self.settled(tags_found, Some(BTreeMap::new()), |it| {
            tags(it, "TagSet", ["Key", "Value"])
        });
        Some(Object {
            key: key.to_string(),
            version_id: owned(version_id),
            exists,
            encryption,
            acl: fact(acl_found, &OBJECT_ACL, &scope, version_id),
            tags: fact(tags_found, &OBJECT_TAGS, &scope, version_id),
        })
    }

    /// Whether the object exists, and how it is encrypted: both from `head-object`
    fn head(
        &mut self,
        found: &Cursor<'t>,
        scope: &Scope,
        version_id: Option<&str>,
    ) -> (Fact<bool>, Fact<Option<Encryption>>) {
        let answer = self.answer(found, &HEAD_OBJECT);
        let exists = match &answer {
            Answer::Present(_) => Ok(true),
            Answer::Absent(_) => Ok(false),
            Answer::Unknown(why) => Err(why.clone()),
        };
        let encryption = self.settled(answer, Some(None), encryption);
        (
            fact(exists, &HEAD_OBJECT, scope, version_id),
            fact(encryption, &HEAD_OBJECT, scope, version_id),
        )
    }
}

/// The fact of an object's answer; the command asks for the version that is meant
fn fact<T>(
    read: Result<T, Reason>,
    call: &Call,
    scope: &Scope,
    version_id: Option<&str>,
) -> Fact<T> {
    match read {
        Ok(value) => Fact::Known(value),
        Err(why) => {
            let mut gap = scope.gap(call, why, None);
            if let (Some(command), Some(version)) = (&mut gap.command, version_id) {
                command.push_str(" --version-id ");
                command.push_str(&quoted(version));
            }
            Fact::Unknown(gap)
        }
    }
}

/// Source: S3 API Reference, "HeadObject": an object under a key of the client has
/// `SSECustomerAlgorithm` and no `ServerSideEncryption`
fn encryption(found: &Cursor<'_>) -> Result<Option<Encryption>, TreeProblem> {
    let Some(algorithm) = field(found, "ServerSideEncryption")? else {
        return Ok(None);
    };
    let bucket_key = found.get("BucketKeyEnabled");
    Ok(Some(Encryption {
        algorithm: algorithm.to_string(),
        kms_key: owned(field(found, "SSEKMSKeyId")?),
        bucket_key: bucket_key
            .and_then(|it| it.node()?.as_bool())
            .unwrap_or(false),
    }))
}
