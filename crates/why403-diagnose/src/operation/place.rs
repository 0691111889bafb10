//! On what an action is asked: from the kind of a row to an ARN.
//!
//! Source: `spec/s3.md` A.1. A kind that the call does not determine makes the resource unknown.

use alloc::format;
use alloc::string::{String, ToString};

use why403_engine::resolve::find_bucket;
use why403_model::arn::Arn;
use why403_model::known::{Gap, Reason};
use why403_model::operations::ResourceKind;
use why403_model::world::World;

use super::scene::Scene;
use super::{On, Side};

/// What ends the name of every directory bucket
const DIRECTORY: &str = "--x-s3";

/// The resource of a row, and the side of the call that it is on
pub(super) fn resource(kind: ResourceKind, action: &str, scene: &Scene<'_>) -> (On, Side) {
    let target = scene.target.as_ref();
    let source = scene.source.map(|it| &it.object);
    let (found, side) = match kind {
        ResourceKind::Bucket => (target.and_then(bucket), Side::Target),
        ResourceKind::Object | ResourceKind::DestObject => (target.and_then(object), Side::Target),
        ResourceKind::SourceBucket => (source.and_then(bucket), Side::Source),
        ResourceKind::SourceObject => (source.and_then(object), Side::Source),
        ResourceKind::Any => (Some(any(action, scene)), Side::Target),
        ResourceKind::DirectoryBucket => (directory_bucket(scene), Side::Target),
        // Tags are of the resource that the call names.
        ResourceKind::TaggedResource => (target.map(ToString::to_string), Side::Target),
        ResourceKind::AccessPoint
        | ResourceKind::MultiRegionAccessPoint
        | ResourceKind::ObjectLambdaAccessPoint
        | ResourceKind::Job
        | ResourceKind::StorageLensConfiguration
        | ResourceKind::StorageLensGroup
        | ResourceKind::AccessGrantsInstance
        | ResourceKind::AccessGrantsLocation
        | ResourceKind::AccessGrant
        | ResourceKind::DirectoryAccessPoint
        | ResourceKind::OutpostsBucket
        | ResourceKind::Function
        | ResourceKind::LogGroup
        | ResourceKind::LogStreams
        | ResourceKind::LogStream
        | ResourceKind::Role
        | ResourceKind::Key => (target.and_then(|it| formed(kind, it)), Side::Target),
        ResourceKind::ReplicationRole
        | ResourceKind::AccessGrantsRole
        | ResourceKind::AnnotationRole
        | ResourceKind::JobRole
        | ResourceKind::RestoreOutputObject
        | ResourceKind::TableBucketOrTable
        | ResourceKind::MrapAsyncRequest => (None, Side::Beside),
    };
    (
        found.map_or_else(|| On::Unknown(unnamed(kind)), On::Known),
        side,
    )
}

/// The bucket of an ARN; an access point stands for its bucket
fn bucket(arn: &Arn) -> Option<String> {
    match arn.s3_bucket() {
        Some(name) => Some(format!("arn:{}:s3:::{name}", arn.partition())),
        None => access_point(arn).map(|(point, _)| point),
    }
}

/// The object of an ARN, if it names one
fn object(arn: &Arn) -> Option<String> {
    let has_key = match arn.s3_key() {
        Some(key) => !key.is_empty(),
        None => access_point(arn).is_some_and(|(_, key)| key.is_some()),
    };
    has_key.then(|| arn.to_string())
}

/// An access point's own ARN, and the key behind it
fn access_point(arn: &Arn) -> Option<(String, Option<&str>)> {
    let name = arn.resource().strip_prefix("accesspoint/")?;
    if arn.service() != "s3" {
        return None;
    }
    match name.split_once("/object/") {
        None => Some((arn.to_string(), None)),
        Some((_, key)) => {
            let own = arn.as_str().strip_suffix(key)?.strip_suffix("/object/")?;
            Some((own.to_string(), Some(key).filter(|it| !it.is_empty())))
        }
    }
}

/// `*`; the one listing that guides write with another resource gets one that both forms match
fn any(action: &str, scene: &Scene<'_>) -> String {
    if action != "s3:ListAllMyBuckets" {
        return "*".to_string();
    }
    let caller = scene.request.principal.principal_arn();
    let caller = caller.and_then(|it| Arn::parse(&it).ok());
    let partition = caller.as_ref().map_or("aws", Arn::partition);
    format!("arn:{partition}:s3:::*")
}

/// The bucket or object behind an access point, where the world has the access point
pub(super) fn behind(resource: &str, world: &World) -> Option<Arn> {
    let arn = Arn::parse(resource).ok()?;
    let (point, key) = access_point(&arn)?;
    let found = world.access_point(&Arn::parse(&point).ok()?)?;
    let bucket = &found.settings.known()?.as_ref()?.bucket;
    let key = key.map_or(String::new(), |key| format!("/{key}"));
    Arn::parse(&format!("arn:{}:s3:::{bucket}{key}", arn.partition())).ok()
}

fn directory_bucket(scene: &Scene<'_>) -> Option<String> {
    let arn = scene.target.as_ref()?;
    if arn.service() == "s3express" {
        return arn
            .resource()
            .starts_with("bucket/")
            .then(|| arn.to_string());
    }
    let name = arn.s3_bucket()?;
    let (account, bucket) = find_bucket(scene.world, name)?;
    let region = bucket.region.known()?;
    Some(format!(
        "arn:{}:s3express:{region}:{}:bucket/{name}",
        arn.partition(),
        account.id
    ))
}

/// Whether a call is about a directory bucket or an access point of one
pub(super) fn is_directory(arn: &Arn) -> bool {
    arn.service() == "s3express" || arn.s3_bucket().is_some_and(|it| it.ends_with(DIRECTORY))
}

/// The ARN, if it has the form of the kind; what hangs under an instance or point is cut off
fn formed(kind: ResourceKind, arn: &Arn) -> Option<String> {
    let (_, service, prefix, has_region) = FORMS.iter().find(|(it, ..)| *it == kind)?;
    let is_formed = arn.service() == *service
        && arn.resource().starts_with(prefix)
        && arn.region().is_empty() != *has_region;
    if !is_formed {
        return None;
    }
    let whole = || Some(arn.to_string());
    match kind {
        ResourceKind::AccessPoint | ResourceKind::MultiRegionAccessPoint => {
            access_point(arn).map(|(own, _)| own)
        }
        ResourceKind::AccessGrantsInstance => {
            let cut = arn.as_str().find(prefix)? + prefix.len();
            arn.as_str().get(..cut).map(ToString::to_string)
        }
        // What stream Lambda makes for itself is not known before; every name is like another.
        ResourceKind::LogStreams => Some(format!("{arn}:log-stream:")),
        ResourceKind::LogStream => Some(format!("{arn}:log-stream:STREAM")),
        _ => whole(),
    }
}

#[rustfmt::skip] // One kind a row, in columns.
static FORMS: &[(ResourceKind, &str, &str, bool)] = &[
    // kind                                    service             resource                          has a Region
    (ResourceKind::AccessGrant,               "s3",               "access-grants/default/grant/",    true),
    (ResourceKind::AccessGrantsInstance,      "s3",               "access-grants/default",           true),
    (ResourceKind::AccessGrantsLocation,      "s3",               "access-grants/default/location/", true),
    (ResourceKind::AccessPoint,               "s3",               "accesspoint/",                    true),
    (ResourceKind::DirectoryAccessPoint,      "s3express",        "accesspoint/",                    true),
    (ResourceKind::Function,                  "lambda",           "function:",                       true),
    (ResourceKind::Job,                       "s3",               "job/",                            true),
    (ResourceKind::Key,                       "kms",              "key/",                            true),
    (ResourceKind::LogGroup,                  "logs",             "log-group:",                      true),
    (ResourceKind::LogStream,                 "logs",             "log-group:",                      true),
    (ResourceKind::LogStreams,                "logs",             "log-group:",                      true),
    (ResourceKind::MultiRegionAccessPoint,    "s3",               "accesspoint/",                    false),
    (ResourceKind::ObjectLambdaAccessPoint,   "s3-object-lambda", "accesspoint/",                    true),
    (ResourceKind::OutpostsBucket,            "s3-outposts",      "outpost/",                        true),
    (ResourceKind::Role,                      "iam",              "role/",                           false),
    (ResourceKind::StorageLensConfiguration,  "s3",               "storage-lens/",                   true),
    (ResourceKind::StorageLensGroup,          "s3",               "storage-lens-group/",             true),
];

fn unnamed(kind: ResourceKind) -> Gap {
    let is_source = matches!(
        kind,
        ResourceKind::SourceBucket | ResourceKind::SourceObject
    );
    let is_target = matches!(
        kind,
        ResourceKind::Object | ResourceKind::DestObject | ResourceKind::Bucket
    );
    Gap {
        slot: None,
        what: format!("the ARN of {}", kind.words()),
        why: Reason::NotGiven,
        command: match (is_source, is_target) {
            (true, _) => Some("why403 … --source s3://BUCKET/KEY".to_string()),
            (_, true) => Some("why403 … --resource s3://BUCKET/KEY".to_string()),
            (false, false) => None,
        },
    }
}
