//! KMS keys and their grants.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::document::Document;
use crate::arn::{AccountId, Arn};
use crate::known::Fact;
use crate::request::Constraint;

/// What is known of one key; a multi-Region key is another one in each Region
#[derive(Clone, Debug)]
pub struct Key {
    /// Its ARN, with account and Region
    pub arn: Arn,
    /// Whether there is such a key; where there is none, all else here is unknown
    pub exists: Fact<bool>,
    /// Who manages it
    pub manager: Fact<KeyManager>,
    /// `Enabled`, `Disabled`, `PendingDeletion`, …
    pub state: Fact<String>,
    /// The key policy named `default`
    pub policy: Fact<Arc<Document>>,
    /// Its grants
    pub grants: Fact<Vec<Grant>>,
    /// Its tags
    pub tags: Fact<BTreeMap<String, String>>,
    /// Its aliases: `alias/logs`
    pub aliases: Fact<Vec<String>>,
}

/// Who manages a key
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyManager {
    /// An AWS-managed key such as `aws/s3`: its policy cannot be changed
    Aws,
    /// A customer-managed key
    Customer,
}

/// A grant on a key
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// Who may use it: an ARN or a service name
    pub grantee: String,
    /// The immutable id of the grantee's role, where it is known
    pub grantee_role_id: Option<String>,
    /// Who may retire it
    pub retiring: Option<String>,
    /// `Decrypt`, `GenerateDataKey`, …
    pub operations: Vec<String>,
    /// What it asks of the encryption context
    pub constraint: Option<Constraint>,
    /// The account that made it; the key's own where it is not told
    pub issuer: Option<AccountId>,
}
