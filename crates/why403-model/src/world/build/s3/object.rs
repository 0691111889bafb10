//! Objects that matter: the list in `objects.json`, whose keys are text and never file names.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::settings::lock_mode;
use super::{Build, Cursor, one_of, tags};
use crate::known::{Fact, Gap, Reason};
use crate::shell::quoted;
use crate::value::{FourDigits, Instant};
use crate::world::build::acl::{Canonicals, acl};
use crate::world::build::answer::{
    Answer, error_at, field, flag, list, owned, required, unwrapped,
};
use crate::world::build::call::{
    Call, HEAD_OBJECT, LEGAL_HOLD, OBJECT_ACL, OBJECT_TAGS, RETENTION, Scope,
};
use crate::world::tree::{Here, TreeProblem};
use crate::world::{Archive, Encryption, Object, ObjectLock, Retention, Storage};

/// One object while it is read
struct Entry<'e, 't> {
    /// Its entry in the list
    found: Cursor<'t>,
    scope: Scope,
    version_id: Option<&'t str>,
    /// Object Lock of its bucket
    bucket_lock: &'e Fact<Option<ObjectLock>>,
}

impl<'t> Build<'t> {
    /// The objects of a bucket of which something is known, in the order listed
    pub(super) fn objects(
        &mut self,
        bucket: &Cursor<'t>,
        scope: &Scope,
        canonicals: &Canonicals,
        bucket_lock: &Fact<Option<ObjectLock>>,
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
        let mut objects = Vec::new();
        for found in list.elements {
            let names =
                required(&found, "key").and_then(|key| Ok((key, field(&found, "versionId")?)));
            match names {
                Ok((key, version_id)) => {
                    let scope = scope.with("key", key);
                    let entry = Entry {
                        found,
                        scope,
                        version_id,
                        bucket_lock,
                    };
                    objects.push(self.object(&entry, canonicals));
                }
                Err(problem) => self.problems.push(problem),
            }
        }
        objects
    }

    fn object(&mut self, entry: &Entry<'_, 't>, canonicals: &Canonicals) -> Object {
        let found = &entry.found;
        self.check_members(found, "accounts/{account}/s3/buckets/{bucket}/objects");
        let head = self.head(entry);
        let acl_found = self.answer(found, &OBJECT_ACL);
        let acl_found = self.settled(acl_found, None, |it| acl(it, canonicals));
        let tags_found = self.answer(found, &OBJECT_TAGS);
        let tags_found = self.settled(tags_found, Some(BTreeMap::new()), |it| {
            tags(it, "TagSet", ["Key", "Value"])
        });
        let retention = self.lock(entry, &head, &RETENTION, None, head_retention, retention);
        let legal_hold = self.lock(entry, &head, &LEGAL_HOLD, false, head_hold, legal_hold);
        Object {
            key: entry.scope.name("key").to_string(),
            version_id: owned(entry.version_id),
            found_version: head.version,
            exists: entry.fact(head.exists, &HEAD_OBJECT),
            is_delete_marker: head.is_delete_marker,
            encryption: entry.fact(head.encryption, &HEAD_OBJECT),
            is_sse_c: entry.fact(head.is_sse_c, &HEAD_OBJECT),
            acl: entry.fact(acl_found, &OBJECT_ACL),
            tags: entry.fact(tags_found, &OBJECT_TAGS),
            storage: entry.fact(head.storage, &HEAD_OBJECT),
            retention,
            legal_hold,
        }
    }

    /// What `head-object` tells
    fn head(&mut self, entry: &Entry<'_, 't>) -> Head<'t> {
        let answer = self.answer(&entry.found, &HEAD_OBJECT);
        let (answer, is_marker) = match answer {
            Answer::Present(found) => match flag(&found, "DeleteMarker") {
                Ok(Some(true)) => (Answer::Absent(found), true),
                Ok(Some(false) | None) => (Answer::Present(found), false),
                Err(problem) => (Answer::Unknown(self.unreadable(problem)), false),
            },
            Answer::Absent(found) => {
                let error = error_at(&found);
                let is_marker = error.is_some_and(|it| MARKER.contains(&it.code.as_str()));
                (Answer::Absent(found), is_marker)
            }
            Answer::Unknown(why) => (Answer::Unknown(why), false),
        };
        let (answer, version) = self.same_version(entry, answer);
        let exists = match &answer {
            Answer::Present(_) => Ok(true),
            Answer::Absent(_) => Ok(false),
            Answer::Unknown(why) => Err(why.clone()),
        };
        let none = || Storage {
            class: STANDARD.into(),
            archive: Archive::No,
        };
        Head {
            exists,
            is_delete_marker: is_marker,
            version,
            encryption: self.settled(answer.clone(), Some(None), encryption),
            is_sse_c: self.settled(answer.clone(), Some(false), |it| {
                field(it, "SSECustomerAlgorithm").map(|it| it.is_some())
            }),
            storage: self.settled(answer.clone(), Some(none()), storage),
            answer,
        }
    }

    /// An answer about another version than the one that is meant is none
    fn same_version(
        &mut self,
        entry: &Entry<'_, 't>,
        answer: Answer<'t>,
    ) -> (Answer<'t>, Option<String>) {
        let Answer::Present(found) = &answer else {
            return (answer, None);
        };
        let told = match field(found, "VersionId") {
            Ok(told) => told,
            Err(problem) => return (Answer::Unknown(self.unreadable(problem)), None),
        };
        match (entry.version_id, told) {
            (Some(wanted), Some(other)) if wanted != other => {
                let problem = TreeProblem::Misfiled {
                    at: found.place(),
                    wanted: alloc::format!("version {wanted}"),
                    found: alloc::format!("version {other}"),
                };
                (Answer::Unknown(self.unreadable(problem)), None)
            }
            (_, told) => (answer, owned(told)),
        }
    }

    /// A lock: from its own call, from `head-object`, or from a bucket without locks.
    ///
    /// `head-object` leaves locks out for callers who may not see them, so a field that is not
    /// there says nothing.
    fn lock<T>(
        &mut self,
        entry: &Entry<'_, 't>,
        head: &Head<'t>,
        call: &Call,
        none: T,
        in_head: fn(&Cursor<'_>) -> Option<Read<T>>,
        own: fn(&Cursor<'_>) -> Read<T>,
    ) -> Fact<T> {
        let answer = self.answer(&entry.found, call);
        let in_head = match &head.answer {
            Answer::Present(found) => in_head(found),
            Answer::Absent(_) | Answer::Unknown(_) => None,
        };
        let is_never_locked = matches!(entry.bucket_lock, Fact::Known(None));
        let why = match (answer, in_head) {
            (Answer::Unknown(_), Some(Ok(lock))) => return Fact::Known(lock),
            (Answer::Unknown(_), Some(Err(problem))) => self.unreadable(problem),
            (Answer::Unknown(_), None) if is_never_locked || head.exists == Ok(false) => {
                return Fact::Known(none);
            }
            (answer, _) => match self.settled(answer, Some(none), own) {
                Ok(lock) => return Fact::Known(lock),
                Err(why) => why,
            },
        };
        entry.fact(Err(why), call)
    }
}

/// What a reader gives
type Read<T> = Result<T, TreeProblem>;

/// What `head-object` tells, each part with a reason where it does not
struct Head<'t> {
    answer: Answer<'t>,
    exists: Result<bool, Reason>,
    is_delete_marker: bool,
    version: Option<String>,
    encryption: Result<Option<Encryption>, Reason>,
    is_sse_c: Result<bool, Reason>,
    storage: Result<Storage, Reason>,
}

impl Entry<'_, '_> {
    /// The fact of an answer; the command asks for the version that is meant
    fn fact<T>(&self, read: Result<T, Reason>, call: &Call) -> Fact<T> {
        match read {
            Ok(value) => Fact::Known(value),
            Err(why) => {
                let mut gap: Gap = self.scope.gap(call, why, None);
                if let (Some(command), Some(version)) = (&mut gap.command, self.version_id) {
                    command.push_str(" --version-id ");
                    command.push_str(&quoted(version));
                }
                Fact::Unknown(gap)
            }
        }
    }
}

/// Source: S3 API Reference, "HeadObject": an object under a key of the client has
/// `SSECustomerAlgorithm` and no `ServerSideEncryption`
fn encryption(found: &Cursor<'_>) -> Result<Option<Encryption>, TreeProblem> {
    let Some(algorithm) = field(found, "ServerSideEncryption")? else {
        return Ok(None);
    };
    Ok(Some(Encryption {
        algorithm: algorithm.to_string(),
        kms_key: owned(field(found, "SSEKMSKeyId")?),
        bucket_key: flag(found, "BucketKeyEnabled")?.unwrap_or(false),
    }))
}

/// Source: S3 API Reference, "HeadObject": no `StorageClass` means `STANDARD`; `ArchiveStatus`
/// is there for Intelligent-Tiering; `Restore` is there once somebody asked for a copy
fn storage(found: &Cursor<'_>) -> Result<Storage, TreeProblem> {
    let class = field(found, "StorageClass")?.unwrap_or(STANDARD);
    let is_archived = ARCHIVES.contains(&class) || field(found, "ArchiveStatus")?.is_some();
    let archive = match field(found, "Restore")? {
        _ if !is_archived => Archive::No,
        None => Archive::Archived,
        Some(text) if text.contains("ongoing-request=\"true\"") => Archive::Restoring,
        Some(text) if text.contains("ongoing-request=\"false\"") => Archive::Restored,
        Some(text) => return Err(found.bad_value("the state of a restore", text)),
    };
    let class = class.to_string();
    Ok(Storage { class, archive })
}

fn retention(found: &Cursor<'_>) -> Read<Option<Retention>> {
    let retention = unwrapped(found, "Retention");
    let mode = lock_mode(&retention, "Mode")?;
    let until = instant(&retention, "RetainUntilDate")?;
    Ok(Some(Retention { mode, until }))
}

fn head_retention(found: &Cursor<'_>) -> Option<Read<Option<Retention>>> {
    found.get("ObjectLockMode").filter(|it| !it.is_null())?;
    let mode = lock_mode(found, "ObjectLockMode");
    let until = instant(found, "ObjectLockRetainUntilDate");
    Some(mode.and_then(|mode| {
        Ok(Some(Retention {
            mode,
            until: until?,
        }))
    }))
}

fn legal_hold(found: &Cursor<'_>) -> Read<bool> {
    is_on(&unwrapped(&unwrapped(found, "LegalHold"), "Status"))
}

fn head_hold(found: &Cursor<'_>) -> Option<Read<bool>> {
    let status = found.get("ObjectLockLegalHoldStatus");
    Some(is_on(&status.filter(|it| !it.is_null())?))
}

fn is_on(status: &Cursor<'_>) -> Read<bool> {
    one_of(status, ["ON", "OFF"], "`ON` or `OFF`")
}

fn instant(found: &Cursor<'_>, name: &'static str) -> Read<Instant> {
    let text = required(found, name)?;
    let bad = || found.bad_value("a date and time", text);
    Instant::parse(text, FourDigits::Year).ok_or_else(bad)
}

/// The class that answers leave out
const STANDARD: &str = "STANDARD";

/// Classes from which an object has to be restored.
/// Source: S3 User Guide, "Understanding S3 Glacier storage classes": not `GLACIER_IR`
const ARCHIVES: &[&str] = &["GLACIER", "DEEP_ARCHIVE"];

/// What S3 says of a version that is a delete marker; HEAD requests have the number only
const MARKER: &[&str] = &["405", "MethodNotAllowed"];
