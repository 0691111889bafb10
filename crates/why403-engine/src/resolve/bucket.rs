//! What the bucket has beyond its policy: ACLs and ownership, Block Public Access, and the facts
//! that S3's own refusals depend on.

use alloc::format;
use alloc::string::{String, ToString};

use why403_model::arn::Arn;
use why403_model::known::Fact;
use why403_model::request::{Found, Request};
use why403_model::shell::quoted;
use why403_model::value::{FourDigits, Instant};
use why403_model::world::{
    Account, Archive, Bucket, Encryption, LockMode, Object, PublicAccessBlock, World,
};

use super::{access_point, find_bucket, not_collected};
use crate::layers::{AclLayer, GateFacts, Lock};

pub(super) fn acl(world: &World, request: &Request) -> AclLayer {
    if super::resource::makes_bucket(request) {
        return AclLayer::None;
    }
    let Some(arn) = Arn::parse(&request.resource)
        .ok()
        .filter(|arn| arn.service() == "s3")
    else {
        return AclLayer::None;
    };
    let Some((_, bucket)) = request_bucket(world, request) else {
        let gap = |what: &str| not_collected(format!("{what} {}", request.resource), None);
        return match arn.s3_bucket() {
            None => AclLayer::None,
            Some(_) => AclLayer::Acls {
                bucket: Some(Fact::Unknown(gap("the bucket ACL for"))),
                object: arn.s3_key().map(|_| Fact::Unknown(gap("the ACL of"))),
                ownership: Fact::Unknown(gap("Object Ownership for")),
            },
        };
    };
    let behind = access_point::named(&request.resource).and_then(|(_, key)| key);
    let known = request_object(bucket, request);
    // What does not exist has neither an ACL nor an owner of its own: the bucket decides.
    let is_missing = known.is_some_and(|it| it.exists == Fact::Known(false));
    let key = arn.s3_key().or(behind.as_deref());
    let object = key.filter(|_| !is_missing).map(|key| {
        known.map_or_else(
            || {
                let (name, gap) = (&bucket.name, format!("the ACL of {}", request.resource));
                Fact::Unknown(not_collected(
                    gap,
                    Some(format!(
                        "aws s3api get-object-acl --bucket {name} --key {}",
                        quoted(key)
                    )),
                ))
            },
            |it| it.acl.clone(),
        )
    });
    AclLayer::Acls {
        bucket: Some(bucket.acl.clone()),
        object,
        ownership: bucket.ownership.clone(),
    }
}

/// Block Public Access of every level that has a say, joined
pub(super) fn public_access_block(
    world: &World,
    request: &Request,
) -> Option<Fact<PublicAccessBlock>> {
    let arn = Arn::parse(&request.resource)
        .ok()
        .filter(|arn| arn.service() == "s3")?;
    let Some((account, bucket)) = request_bucket(world, request) else {
        let name = arn.s3_bucket().or(request.input.bucket.as_deref())?;
        return Some(Fact::Unknown(not_collected(
            format!("the Block Public Access settings of bucket {name}"),
            Some(format!("aws s3api get-public-access-block --bucket {name}")),
        )));
    };
    // AWS's answer for the account shows the effective value, with what the organization sets.
    let is_told = account.public_access_block.known().is_some();
    let organization = match &world.organization {
        Fact::Known(Some(it)) => it.public_access_blocks.get(&account.id),
        Fact::Known(None) | Fact::Unknown(_) => None,
    };
    let organization = organization.filter(|it| it.known().is_some() || !is_told);
    let named = access_point::named(&request.resource).map(|(arn, _)| arn);
    let access_point = named
        .as_ref()
        .and_then(|arn| world.access_point(arn))
        .map(|it| &it.public_access_block);
    // The access point's own account has a say too (`spec/s3.md` C.7).
    let keeper = named.as_ref().and_then(Arn::account_id);
    let keeper = keeper.filter(|it| *it != account.id);
    let keeper = keeper.map(|it| match world.accounts.get(&it) {
        Some(found) => found.public_access_block.clone(),
        None => Fact::Unknown(not_collected(
            format!("the Block Public Access settings of account {it}"),
            Some(format!(
                "aws s3control get-public-access-block --account-id {it}"
            )),
        )),
    });
    let levels = [
        organization,
        Some(&account.public_access_block),
        Some(&bucket.public_access_block),
        access_point,
        keeper.as_ref(),
    ];
    Some(joined(levels.into_iter().flatten()))
}

/// Each setting is on if any level has it on; one level with all on leaves nothing open
fn joined<'f>(
    levels: impl Iterator<Item = &'f Fact<PublicAccessBlock>> + Clone,
) -> Fact<PublicAccessBlock> {
    let known = levels.clone().filter_map(Fact::known);
    let on = known.fold(PublicAccessBlock::default(), |all, it| all.or(*it));
    let all_on = PublicAccessBlock {
        block_public_acls: true,
        ignore_public_acls: true,
        block_public_policy: true,
        restrict_public_buckets: true,
    };
    let mut levels = levels;
    let gap = levels.find_map(Fact::gap);
    match gap {
        Some(gap) if on != all_on => Fact::Unknown(gap.clone()),
        Some(_) | None => Fact::Known(on),
    }
}

/// What S3's own refusals depend on
pub(super) fn gates(world: &World, request: &Request) -> GateFacts {
    let network_origin = access_point::origin(world, request);
    let Some((_, bucket)) = request_bucket(world, request) else {
        let named = Arn::parse(&request.resource).ok();
        let named = named.as_ref().and_then(Arn::s3_bucket);
        return match named.or(request.input.bucket.as_deref()) {
            Some(name) if !super::resource::makes_bucket(request) => GateFacts {
                network_origin,
                ..gates_unknown(name, &request.resource)
            },
            Some(_) | None => GateFacts {
                network_origin,
                ..GateFacts::none()
            },
        };
    };
    if is_version_open(request) {
        return GateFacts {
            network_origin,
            requester_pays: bucket.requester_pays.clone(),
            blocks_client_keys: bucket.blocks_sse_c.clone(),
            kms_encrypted: which_version(),
            archived: which_version(),
            lock: match &bucket.object_lock {
                Fact::Known(None) => Fact::Known(None),
                Fact::Known(Some(_)) | Fact::Unknown(_) => which_version(),
            },
        };
    }
    let object = request_object(bucket, request);
    GateFacts {
        network_origin,
        requester_pays: bucket.requester_pays.clone(),
        blocks_client_keys: bucket.blocks_sse_c.clone(),
        kms_encrypted: if request.action.is("s3:PutObject") {
            // What is written falls under the bucket's default.
            kms_encrypted(bucket, None)
        } else {
            kms_encrypted(bucket, object)
        },
        archived: match object.map(|it| &it.storage) {
            Some(Fact::Known(storage)) => Fact::Known(matches!(
                storage.archive,
                Archive::Archived | Archive::Restoring
            )),
            Some(Fact::Unknown(gap)) => Fact::Unknown(gap.clone()),
            // Assumed, and said to be by whoever asks: objects that matter are listed.
            None => Fact::Known(false),
        },
        lock: lock(world, request, bucket, object),
    }
}

/// Whether a version is meant, and nobody said which: the current one must not stand in for it
fn is_version_open(request: &Request) -> bool {
    let is_about_versions = request.action.lowered().contains("version");
    is_about_versions && request.context.find("s3:versionid") == Found::Unknown
}

fn which_version<T>() -> Fact<T> {
    Fact::Unknown(not_collected(
        "which version of the object is meant".to_string(),
        Some("why403 … --context s3:VersionId=VERSION".to_string()),
    ))
}

/// The facts about a bucket that was not collected
fn gates_unknown(name: &str, object: &str) -> GateFacts {
    fn unknown<T>(what: String, command: &str, name: &str) -> Fact<T> {
        let command = format!("aws s3api {command} --bucket {name}");
        Fact::Unknown(not_collected(what, Some(command)))
    }
    let encryption = "get-bucket-encryption";
    GateFacts {
        requester_pays: unknown(
            format!("who pays for requests to bucket {name}"),
            "get-bucket-request-payment",
            name,
        ),
        blocks_client_keys: unknown(
            format!("which kinds of encryption bucket {name} refuses"),
            encryption,
            name,
        ),
        kms_encrypted: unknown(format!("how {object} is encrypted"), encryption, name),
        lock: unknown(
            format!("whether {object} is locked"),
            "get-object-lock-configuration",
            name,
        ),
        ..GateFacts::none()
    }
}

fn kms_encrypted(bucket: &Bucket, object: Option<&Object>) -> Fact<bool> {
    let encryption = object.map_or(&bucket.encryption, |it| &it.encryption);
    let is_kms = |it: &Option<Encryption>| {
        let algorithm = it.as_ref().map(|it| it.algorithm.as_str());
        algorithm.is_some_and(|it| it.starts_with("aws:kms"))
    };
    encryption.as_ref().map(is_kms)
}

/// What locks the version that the request names
fn lock(
    world: &World,
    request: &Request,
    bucket: &Bucket,
    object: Option<&Object>,
) -> Fact<Option<Lock>> {
    if let Fact::Known(None) = bucket.object_lock {
        return Fact::Known(None);
    }
    let Some(object) = object else {
        let name = &bucket.name;
        return Fact::Unknown(not_collected(
            format!("whether {} is locked", request.resource),
            Some(format!(
                "aws s3api head-object --bucket {name} --key KEY --version-id VERSION"
            )),
        ));
    };
    if object.legal_hold.known() == Some(&true) {
        return Fact::Known(Some(Lock::LegalHold));
    }
    let retention = match (&object.retention, object.legal_hold.gap()) {
        (Fact::Unknown(gap), _) | (Fact::Known(None), Some(gap)) => {
            return Fact::Unknown(gap.clone());
        }
        (Fact::Known(None), None) => return Fact::Known(None),
        (Fact::Known(Some(retention)), _) => retention,
    };
    let mode = match retention.mode {
        LockMode::Governance => Lock::Governance,
        LockMode::Compliance => Lock::Compliance,
    };
    match now(world, request) {
        Some(now) if retention.until <= now => Fact::Known(None),
        Some(_) => Fact::Known(Some(mode)),
        None => Fact::Unknown(not_collected(
            "when the request was made: its retention ends some day".to_string(),
            None,
        )),
    }
}

/// The time of the request; else that of the world
#[must_use]
pub fn now(world: &World, request: &Request) -> Option<Instant> {
    let said = request.context.one("aws:currenttime");
    let time = said.or(world.taken_at.as_deref())?;
    Instant::parse(time, FourDigits::Year)
}

/// The object that a request names, in the version that it names, as far as it is listed
fn request_object<'b>(bucket: &'b Bucket, request: &Request) -> Option<&'b Object> {
    let arn = Arn::parse(&request.resource).ok()?;
    let behind = access_point::named(&request.resource).and_then(|(_, key)| key);
    let key = arn.s3_key().map(ToString::to_string).or(behind)?;
    if is_version_open(request) {
        return None;
    }
    find_object(bucket, &key, request.context.one("s3:versionid"))
}

/// The object that a request names, where the world lists it
#[must_use]
pub fn listed_object<'w>(world: &'w World, request: &Request) -> Option<&'w Object> {
    let (_, bucket) = request_bucket(world, request)?;
    request_object(bucket, request)
}

/// An object of a bucket by key and version, as far as it is listed; no version is the current one
#[must_use]
pub fn find_object<'b>(bucket: &'b Bucket, key: &str, version: Option<&str>) -> Option<&'b Object> {
    let mut of_key = bucket.objects.iter().filter(|it| it.key == key);
    let is_meant = |it: &&Object| {
        let ids = [it.version_id.as_deref(), it.found_version.as_deref()];
        match version {
            Some(_) => ids.contains(&version),
            // The current one is listed without a version.
            None => it.version_id.is_none(),
        }
    };
    of_key.find(is_meant)
}

/// The bucket that a request names, or that is behind the access point it names
pub(crate) fn request_bucket<'w>(
    world: &'w World,
    request: &Request,
) -> Option<(&'w Account, &'w Bucket)> {
    let arn = Arn::parse(&request.resource).ok()?;
    let name = arn.s3_bucket().or(request.input.bucket.as_deref())?;
    find_bucket(world, name)
}
