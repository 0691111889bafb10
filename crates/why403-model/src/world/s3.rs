//! Buckets and their settings.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::acl::Acl;
use super::document::Document;
use super::object::{LockMode, Object};
use crate::arn::AccountId;
use crate::known::Fact;

/// What is known of one bucket
#[derive(Clone, Debug)]
pub struct Bucket {
    /// Its name
    pub name: String,
    /// The account that owns it
    pub owner: AccountId,
    /// Whether there is such a bucket; known to be missing where AWS says `NoSuchBucket`, and
    /// then all else here is unknown
    pub exists: Fact<bool>,
    /// Its Region
    pub region: Fact<String>,
    /// Its policy; `Known(None)` where it has none
    pub policy: Fact<Option<Arc<Document>>>,
    /// Its own Block Public Access settings
    pub public_access_block: Fact<PublicAccessBlock>,
    /// Object Ownership
    pub ownership: Fact<ObjectOwnership>,
    /// Its ACL
    pub acl: Fact<Acl>,
    /// Default encryption; `Known(None)` where AWS reports none
    pub encryption: Fact<Option<Encryption>>,
    /// Whether it refuses objects under keys that the client holds (SSE-C)
    pub blocks_sse_c: Fact<bool>,
    /// Its tags
    pub tags: Fact<BTreeMap<String, String>>,
    /// Whether its tags count in authorization
    pub abac_enabled: Fact<bool>,
    /// Whether it keeps versions
    pub versioning: Fact<Versioning>,
    /// Object Lock; `Known(None)` where it is off, so that no object is locked
    pub object_lock: Fact<Option<ObjectLock>>,
    /// Whether whoever asks pays
    pub requester_pays: Fact<bool>,
    /// Where its access logs go; `Known(None)` where there are none
    pub logging: Fact<Option<Logging>>,
    /// The website it serves, if it serves one
    pub website: Fact<Option<Website>>,
    /// Whom it tells of events
    pub notifications: Fact<Notifications>,
    /// How it is replicated, if it is
    pub replication: Fact<Option<Replication>>,
    /// Whether AWS takes its policy as public
    pub policy_is_public: Fact<bool>,
    /// Objects of which something is known, in the order listed
    pub objects: Vec<Object>,
}

/// Default encryption, or how one object is encrypted
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encryption {
    /// `AES256`, `aws:kms`, `aws:kms:dsse`
    pub algorithm: String,
    /// The key as AWS names it: an id, an ARN or an alias; `None` means `aws/s3`
    pub kms_key: Option<String>,
    /// Whether an S3 Bucket Key is used
    pub bucket_key: bool,
}

/// Whether a bucket keeps versions, and what it asks of whoever deletes one
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Versioning {
    /// Whether versions are kept
    pub status: VersioningStatus,
    /// Whether deleting a version takes a code of the root user's device
    pub mfa_delete: bool,
}

/// Whether versions are kept
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VersioningStatus {
    /// Never: an object has one version, whose id is `null`
    Off,
    /// Now
    Enabled,
    /// Not any more; those that were kept are still there
    Suspended,
}

/// Object Lock of a bucket
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ObjectLock {
    /// How new objects are locked that do not say so themselves; `None`: they are not
    pub default_mode: Option<LockMode>,
}

/// Where access logs of a bucket go
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logging {
    /// The name of the bucket that takes them
    pub bucket: String,
    /// What their keys start with; may be empty
    pub prefix: String,
}

/// The website of a bucket
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Website {
    /// The suffix of index documents: `index.html`; `None` where everything is redirected
    pub index: Option<String>,
    /// The key of the document that is shown for errors, which takes permission to read too
    pub error: Option<String>,
}

/// Whom a bucket tells of events
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notifications {
    /// Functions, queues and topics, in this order, each as listed
    pub targets: Vec<NotificationTarget>,
    /// Whether every event also goes to `EventBridge`
    pub to_event_bridge: bool,
}

/// A function, queue or topic that is told of events
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotificationTarget {
    /// The ARN of the function (with its qualifier, if any), queue or topic
    pub arn: String,
    /// `s3:ObjectCreated:*`, …
    pub events: Vec<String>,
}

/// How a bucket is replicated
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replication {
    /// The ARN of the role that S3 takes on for it
    pub role: String,
    /// Where to, one entry a rule, in the order listed
    pub destinations: Vec<ReplicationDestination>,
}

/// One rule of a replication
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplicationDestination {
    /// The ARN of the bucket
    pub bucket: String,
    /// The account that owns it, where the rule says so: it will own the replicas
    pub account: Option<AccountId>,
    /// The key under which replicas are encrypted, where the rule names one
    pub kms_key: Option<String>,
    /// Whether the rule is on
    pub is_enabled: bool,
}

/// Who owns new objects, and whether ACLs count
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ObjectOwnership {
    /// The bucket's owner owns all; ACLs are off
    BucketOwnerEnforced,
    /// The bucket's owner owns what is written with `bucket-owner-full-control`
    BucketOwnerPreferred,
    /// Whoever writes owns; also where no ownership controls are set
    ObjectWriter,
}

/// The four settings of Block Public Access, at one level
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four independent switches, as AWS has them"
)]
pub struct PublicAccessBlock {
    /// Refuses requests that would set a public ACL
    pub block_public_acls: bool,
    /// Takes public grants of ACLs as not there
    pub ignore_public_acls: bool,
    /// Refuses requests that would set a public policy
    pub block_public_policy: bool,
    /// Keeps a bucket with a public policy to its own account and AWS services
    pub restrict_public_buckets: bool,
}

impl ObjectOwnership {
    /// The setting of AWS's spelling
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "BucketOwnerEnforced" => Some(Self::BucketOwnerEnforced),
            "BucketOwnerPreferred" => Some(Self::BucketOwnerPreferred),
            "ObjectWriter" => Some(Self::ObjectWriter),
            _ => None,
        }
    }
}

impl PublicAccessBlock {
    /// The settings in force where several levels have them: each is on if any level has it on
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            block_public_acls: self.block_public_acls || other.block_public_acls,
            ignore_public_acls: self.ignore_public_acls || other.ignore_public_acls,
            block_public_policy: self.block_public_policy || other.block_public_policy,
            restrict_public_buckets: self.restrict_public_buckets || other.restrict_public_buckets,
        }
    }
}
