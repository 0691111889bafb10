//! Which KMS key S3 uses for the caller: of the object that is read, of what gets written.
//!
//! Source: `spec/s3.md` A.6. A header names the key before the bucket's default does; without
//! either it is the AWS managed key `aws/s3`. An object keeps the key that it was written with.

use alloc::format;
use alloc::string::{String, ToString};

use why403_engine::truth::Truth;
use why403_model::arn::{AccountId, Arn};
use why403_model::known::{Fact, Gap, Reason};
use why403_model::operations::{KeyRole, Part};
use why403_model::request::Found;
use why403_model::shell::quoted;
use why403_model::world::{Bucket, Encryption, Key, World};

use super::scene::{Place, Scene, head};
use super::{KeyUse, On};

/// How a key was found
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The object is encrypted with it
    Object,
    /// A header of the request names it, or asks for SSE-KMS
    Header,
    /// The bucket encrypts with it by default
    BucketDefault,
}

/// Whether something is encrypted with KMS
pub(super) enum Encrypted {
    /// It is not
    No,
    /// It is
    Yes(Used),
    /// Nobody knows; where the bucket encrypts with KMS by default, probably so
    Perhaps(Option<Used>, Gap),
}

/// How a key is named
enum Named {
    /// By id, alias or ARN
    As(String),
    /// Not at all: `aws/s3` is meant, whose key is that of this account, where it is known
    Managed(Option<AccountId>),
    /// Nobody told
    Unknown(Gap),
}

/// Encryption with KMS
pub(super) struct Used {
    key: Named,
    /// The account in which a key id alone is looked up, where it is known
    account: Option<AccountId>,
    /// Whether an S3 Bucket Key stands between
    pub(super) bucket_key: Truth,
    basis: Basis,
}

impl Encrypted {
    pub(super) fn is_kms(&self) -> Truth {
        match self {
            Self::No => Truth::No,
            Self::Yes(_) => Truth::Yes,
            Self::Perhaps(..) => Truth::Maybe,
        }
    }

    /// What would tell; only asked where it is open, or where the Bucket Key is
    pub(super) fn gap(self) -> Gap {
        match self {
            Self::Perhaps(_, gap) => gap,
            Self::No | Self::Yes(_) => Gap {
                slot: None,
                what: "whether an S3 Bucket Key is used".to_string(),
                why: Reason::NotGiven,
                command: Some(format!("why403 … --header {SSE}-bucket-key-enabled=VALUE")),
            },
        }
    }
}

const SSE: &str = "x-amz-server-side-encryption";

/// Whether an algorithm is one of KMS: `aws:kms`, `aws:kms:dsse`
pub(super) fn is_kms(algorithm: &str) -> bool {
    algorithm == "aws:kms" || algorithm == "aws:kms:dsse"
}

/// How the object is encrypted that the operation is called on
pub(super) fn of_object(scene: &Scene<'_>) -> Encrypted {
    existing(scene.target(), scene)
}

/// How the object is encrypted that a copy reads
pub(super) fn of_source(scene: &Scene<'_>) -> Encrypted {
    existing(scene.source(), scene)
}

fn existing(place: Option<Place<'_>>, scene: &Scene<'_>) -> Encrypted {
    let bucket = place.as_ref().and_then(|it| it.bucket);
    let object = place.as_ref().and_then(|it| it.object);
    if object.is_some_and(|it| it.exists == Fact::Known(false)) {
        return Encrypted::No;
    }
    match object.map(|it| &it.encryption) {
        Some(Fact::Known(None)) => Encrypted::No,
        Some(Fact::Known(Some(found))) if !is_kms(&found.algorithm) => Encrypted::No,
        Some(Fact::Known(Some(found))) => Encrypted::Yes(used(found, bucket, Basis::Object, scene)),
        Some(Fact::Unknown(_)) | None => {
            // The default is that of new objects: it makes a key likely, and settles nothing.
            let gap = head(place, ["how", "is encrypted"], |it| it.encryption.gap());
            Encrypted::Perhaps(by_default(bucket, scene), gap)
        }
    }
}

fn used(found: &Encryption, bucket: Option<&Bucket>, basis: Basis, scene: &Scene<'_>) -> Used {
    let owner = bucket.map(|it| it.owner.clone());
    // For callers of other accounts AWS does not say whose `aws/s3` a default means.
    let own = scene.request.principal.account();
    Used {
        key: match &found.kms_key {
            Some(name) => Named::As(name.clone()),
            None => Named::Managed(own.filter(|it| Some(it) == owner.as_ref())),
        },
        account: owner,
        // Source: S3 User Guide, "Using dual-layer server-side encryption": no Bucket Keys there.
        bucket_key: Truth::of(found.bucket_key && found.algorithm == "aws:kms"),
        basis,
    }
}

/// The bucket's default encryption, where it is known to be KMS
fn by_default(bucket: Option<&Bucket>, scene: &Scene<'_>) -> Option<Used> {
    let found = bucket?.encryption.known()?.as_ref()?;
    is_kms(&found.algorithm).then(|| used(found, bucket, Basis::BucketDefault, scene))
}

/// How what the operation writes gets encrypted
pub(super) fn written(scene: &Scene<'_>) -> Encrypted {
    let header = |name: &str| scene.sent.find(Part::Header, name);
    let bucket = scene.target().and_then(|it| it.bucket);
    let (sse, key) = (header(SSE), header(KEY_ID));
    let by_header = |key: Named| {
        let bucket_key = match (header(BUCKET_KEY), sse) {
            (_, Found::One("aws:kms:dsse")) => Truth::No,
            (Found::One(value), _) => Truth::of(value == "true"),
            // Without the header the bucket's setting counts.
            _ => match bucket.map(|it| &it.encryption) {
                Some(Fact::Known(found)) => {
                    Truth::of(found.as_ref().is_some_and(|it| it.bucket_key))
                }
                Some(Fact::Unknown(_)) | None => Truth::Maybe,
            },
        };
        Encrypted::Yes(Used {
            key,
            account: scene.request.principal.account(),
            bucket_key,
            basis: Basis::Header,
        })
    };
    let open = |name: &str| {
        let gap = not_shown(format!("whether the request sends {name}"), name);
        Encrypted::Perhaps(by_default(bucket, scene), gap)
    };
    match (sse, key, header(CUSTOMER)) {
        (_, _, Found::One(_)) => Encrypted::No,
        (Found::One(algorithm), Found::One(key), _) if is_kms(algorithm) => {
            by_header(Named::As(key.to_string()))
        }
        (Found::One(algorithm), Found::Absent, _) if is_kms(algorithm) => {
            by_header(Named::Managed(scene.request.principal.account()))
        }
        (Found::One(algorithm), _, _) if is_kms(algorithm) => {
            let gap = not_shown(format!("which key {KEY_ID} names"), KEY_ID);
            by_header(Named::Unknown(gap))
        }
        (Found::One(_), _, _) => Encrypted::No,
        // S3 refuses a key id beside another algorithm: here KMS is asked for.
        (_, Found::One(key), _) => by_header(Named::As(key.to_string())),
        // A part of an upload never says it; the call that began the upload may have.
        (Found::Absent, _, Found::Absent) if !scene.is_fixed => {
            match bucket.map(|it| &it.encryption) {
                Some(Fact::Known(_)) => {
                    by_default(bucket, scene).map_or(Encrypted::No, Encrypted::Yes)
                }
                Some(Fact::Unknown(gap)) => Encrypted::Perhaps(None, gap.clone()),
                None => Encrypted::Perhaps(None, default_unknown(scene)),
            }
        }
        (Found::Absent, _, _) if !scene.is_fixed => open(CUSTOMER),
        (_, _, _) => open(SSE),
    }
}

fn not_shown(what: String, header: &str) -> Gap {
    Gap {
        slot: None,
        what,
        why: Reason::NotGiven,
        command: Some(format!("why403 … --header {header}=VALUE")),
    }
}

fn default_unknown(scene: &Scene<'_>) -> Gap {
    let name = scene.target.as_ref().and_then(Arn::s3_bucket).unwrap_or("");
    Gap {
        slot: None,
        what: format!("the default encryption of bucket {name}"),
        why: Reason::NotCollected,
        command: Some(format!(
            "aws s3api get-bucket-encryption --bucket {}",
            quoted(name)
        )),
    }
}

/// The ARN of the key that what is written gets encrypted with, where it is known
pub(super) fn written_key(scene: &Scene<'_>) -> Option<Arn> {
    match written(scene) {
        Encrypted::Yes(found) => {
            let bucket = scene.target().and_then(|it| it.bucket);
            match key_arn(scene, bucket, &found) {
                Fact::Known(arn) => Some(arn),
                Fact::Unknown(_) => None,
            }
        }
        Encrypted::No | Encrypted::Perhaps(..) => None,
    }
}

/// The key that plays a role in a call, and how S3 uses it
pub(super) fn key(role: KeyRole, scene: &Scene<'_>) -> (On, Option<KeyUse>) {
    let (place, found) = match role {
        KeyRole::Object => (scene.target(), of_object(scene)),
        KeyRole::Source => (scene.source(), of_source(scene)),
        KeyRole::Written => (scene.target(), written(scene)),
        KeyRole::DirectoryBucket => (scene.target(), of_directory_bucket(scene)),
        KeyRole::Table => {
            let gap = Gap {
                slot: None,
                what: "which key the request's body names".to_string(),
                why: Reason::NotGiven,
                command: None,
            };
            return (On::Unknown(gap), None);
        }
    };
    let bucket = place.as_ref().and_then(|it| it.bucket);
    let (found, open) = match found {
        // A row is only asked for its key where KMS is in play.
        Encrypted::No => return (On::Unknown(unnamed(scene)), None),
        Encrypted::Yes(found) => (found, None),
        Encrypted::Perhaps(Some(found), gap) => (found, Some(gap)),
        Encrypted::Perhaps(None, gap) => return (On::Unknown(gap), None),
    };
    let on = match (key_arn(scene, bucket, &found), open) {
        (Fact::Unknown(gap), _) => On::Unknown(gap),
        (Fact::Known(arn), None) => On::Known(arn.to_string()),
        (Fact::Known(arn), Some(gap)) => On::Likely(arn.to_string(), gap),
    };
    // A key must be in its bucket's Region: it tells it, too.
    let region = bucket.and_then(|it| it.region.known().cloned());
    let region = region.or_else(|| Some(Arn::parse(on.arn()?).ok()?.region().to_string()));
    let is_directory = role == KeyRole::DirectoryBucket;
    let via = region.filter(|_| !is_directory);
    let context = match (found.bucket_key, place.map(|it| it.arn.clone())) {
        // AWS does not document what it says to KMS for directory buckets.
        _ if is_directory => Fact::Unknown(no_context("the encryption context of the bucket")),
        (Truth::No, Some(arn)) => Fact::Known(arn.to_string()),
        (Truth::Yes, Some(arn)) => Fact::Known(format!(
            "arn:{}:s3:::{}",
            arn.partition(),
            arn.s3_bucket().unwrap_or("")
        )),
        (Truth::Maybe, _) | (_, None) => {
            Fact::Unknown(no_context("whether an S3 Bucket Key is used"))
        }
    };
    let used = KeyUse {
        basis: found.basis,
        via: via.map(|region| format!("s3.{region}.amazonaws.com")),
        context,
    };
    (on, Some(used))
}

fn no_context(what: &str) -> Gap {
    Gap {
        slot: None,
        what: what.to_string(),
        why: Reason::NotGiven,
        command: None,
    }
}

fn of_directory_bucket(scene: &Scene<'_>) -> Encrypted {
    let bucket = scene.target().and_then(|it| it.bucket);
    match bucket.map(|it| &it.encryption) {
        Some(Fact::Known(_)) => by_default(bucket, scene).map_or(Encrypted::No, Encrypted::Yes),
        Some(Fact::Unknown(gap)) => Encrypted::Perhaps(None, gap.clone()),
        None => Encrypted::Perhaps(None, default_unknown(scene)),
    }
}

fn unnamed(scene: &Scene<'_>) -> Gap {
    Gap {
        slot: None,
        what: format!("which key is used for {}", scene.request.resource),
        why: Reason::NotGiven,
        command: None,
    }
}

/// The key's ARN, where its name and the world tell it
fn key_arn(scene: &Scene<'_>, bucket: Option<&Bucket>, used: &Used) -> Fact<Arn> {
    let region = bucket.and_then(|it| it.region.known());
    let found = match &used.key {
        Named::Unknown(gap) => return Fact::Unknown(gap.clone()),
        Named::Managed(account) => by_alias(scene.world, region, MANAGED, account.as_ref()),
        Named::As(name) => match (Arn::parse(name).ok(), name.rsplit_once(':')) {
            (Some(arn), _) if arn.resource().starts_with("key/") => Some(arn),
            (Some(arn), Some((_, alias))) => {
                by_alias(scene.world, region, alias, arn.account_id().as_ref())
            }
            // Also in a bucket's default an alias is looked up in the caller's account.
            _ if name.starts_with("alias/") => {
                let account = scene.request.principal.account();
                by_alias(scene.world, region, name, account.as_ref())
            }
            _ => by_id(scene.world, region, name, used.account.as_ref()),
        },
    };
    let name = match &used.key {
        Named::As(name) => name,
        Named::Managed(_) | Named::Unknown(_) => MANAGED,
    };
    match found {
        Some(arn) => Fact::Known(arn),
        None => Fact::Unknown(Gap {
            slot: None,
            what: format!("which key {name} is"),
            why: Reason::NotCollected,
            command: Some(format!("aws kms describe-key --key-id {}", quoted(name))),
        }),
    }
}

/// The keys of the world that S3 could use: a key must be in its bucket's Region
fn keys<'w>(world: &'w World, region: Option<&String>) -> impl Iterator<Item = &'w Key> {
    let all = world.accounts.values().flat_map(|it| it.keys.values());
    all.filter(move |key| region.is_none_or(|it| it == key.arn.region()))
}

fn by_alias(
    world: &World,
    region: Option<&String>,
    alias: &str,
    account: Option<&AccountId>,
) -> Option<Arn> {
    let is_it = |key: &&Key| {
        let all = key.aliases.known();
        let is_named = all.is_some_and(|all| all.iter().any(|it| it == alias));
        is_named && key.arn.account_id().as_ref() == account
    };
    keys(world, region).find(is_it).map(|key| key.arn.clone())
}

fn by_id(
    world: &World,
    region: Option<&String>,
    id: &str,
    account: Option<&AccountId>,
) -> Option<Arn> {
    let resource = format!("key/{id}");
    let found = keys(world, region).find(|key| key.arn.resource() == resource);
    found.map(|key| key.arn.clone()).or_else(|| {
        let (region, account) = region.zip(account)?;
        let partition = partition(region);
        Arn::parse(&format!(
            "arn:{partition}:kms:{region}:{account}:{resource}"
        ))
        .ok()
    })
}

/// Source: AWS General Reference, "AWS partitions"
fn partition(region: &str) -> &'static str {
    match region {
        it if it.starts_with("cn-") => "aws-cn",
        it if it.starts_with("us-gov-") => "aws-us-gov",
        _ => "aws",
    }
}

const MANAGED: &str = "alias/aws/s3";
const KEY_ID: &str = "x-amz-server-side-encryption-aws-kms-key-id";
const BUCKET_KEY: &str = "x-amz-server-side-encryption-bucket-key-enabled";
const CUSTOMER: &str = "x-amz-server-side-encryption-customer-algorithm";
