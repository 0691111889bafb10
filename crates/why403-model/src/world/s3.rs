//! Buckets and the objects that matter.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::acl::Acl;
use super::document::Document;
use crate::arn::AccountId;
use crate::known::Fact;

/// What is known of one bucket
#[derive(Clone, Debug)]
pub struct Bucket {
    /// Its name
    pub name: String,
    /// The account that owns it
    pub owner: AccountId,
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
    /// Its tags
    pub tags: Fact<BTreeMap<String, String>>,
    /// Whether its tags count in authorization
    pub abac_enabled: Fact<bool>,
    /// Whether whoever asks pays
    pub requester_pays: Fact<bool>,
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

/// What is known of one object
#[derive(Clone, Debug)]
pub struct Object {
    /// Its key, as it is: never a file name, never URL-encoded
    pub key: String,
    /// The version meant; `None` is the current one
    pub version_id: Option<String>,
    /// Whether it exists
    pub exists: Fact<bool>,
    /// How it is encrypted; `Known(None)`: not at all, or with a key that the client holds
    pub encryption: Fact<Option<Encryption>>,
    /// Its ACL
    pub acl: Fact<Acl>,
    /// Its tags
    pub tags: Fact<BTreeMap<String, String>>,
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
