//! Objects of which something is known.

use alloc::collections::BTreeMap;
use alloc::string::String;

use super::acl::Acl;
use super::s3::Encryption;
use crate::known::Fact;
use crate::value::Instant;

/// What is known of one object
#[derive(Clone, Debug)]
pub struct Object {
    /// Its key, as it is: never a file name, never URL-encoded
    pub key: String,
    /// The version meant; `None` is the current one
    pub version_id: Option<String>,
    /// The version that answered, where the answer says which
    pub found_version: Option<String>,
    /// Whether it exists. A delete marker counts as none.
    pub exists: Fact<bool>,
    /// Whether AWS says that the version meant is a delete marker; `exists` is known to be
    /// false then. False also where AWS does not say: for a current one it does not.
    pub is_delete_marker: bool,
    /// How it is encrypted; `Known(None)`: not at all, or with a key that the client holds
    pub encryption: Fact<Option<Encryption>>,
    /// Whether it is encrypted with a key that the client holds (SSE-C), which each request for
    /// it has to bring along
    pub is_sse_c: Fact<bool>,
    /// Its ACL, which also names its owner
    pub acl: Fact<Acl>,
    /// Its tags
    pub tags: Fact<BTreeMap<String, String>>,
    /// Where it is kept
    pub storage: Fact<Storage>,
    /// Until when it may not be deleted; `Known(None)` where it may be
    pub retention: Fact<Option<Retention>>,
    /// Whether a legal hold is on it
    pub legal_hold: Fact<bool>,
}

/// Where an object is kept
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Storage {
    /// `STANDARD`, `GLACIER`, …
    pub class: String,
    /// Whether it can be read from there
    pub archive: Archive,
}

/// Whether an object has to be restored before it can be read
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Archive {
    /// It is in no archive
    No,
    /// It is in an archive, and nobody asked for it
    Archived,
    /// It is in an archive, and being restored
    Restoring,
    /// It is in an archive, and a copy of it can be read
    Restored,
}

/// Until when a version may not be deleted
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retention {
    /// Whether anybody may delete it nevertheless
    pub mode: LockMode,
    /// When it ends
    pub until: Instant,
}

/// Whether anybody may delete a locked version
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockMode {
    /// Whoever may bypass it and says so
    Governance,
    /// Nobody
    Compliance,
}

impl LockMode {
    /// The mode of AWS's spelling
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "GOVERNANCE" => Some(Self::Governance),
            "COMPLIANCE" => Some(Self::Compliance),
            _ => None,
        }
    }
}
