//! What a state of Terraform or `OpenTofu` keeps: which resource of AWS, by which address.
//!
//! A state holds secrets. What leaves the reader are addresses, the few attributes of [`KINDS`]
//! that identify a resource, and whether an argument is given; never a value that is marked
//! sensitive, and never a text of the file in an error.

mod error;
mod kind;
mod read;

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

pub use error::StateError;
pub use kind::{KINDS, Kind};
pub use read::read;

use crate::arn::AccountId;

/// One resource instance of a state, by what tells which thing of AWS it is
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// Its type in the AWS provider, a name of [`KINDS`]: `aws_s3_bucket_policy`
    pub kind: &'static str,
    /// The state's file, as people name it
    pub state: Arc<str>,
    /// The accounts it can be in: that of its ARN, else those of the ARNs of its provider's other
    /// resources in this state; empty where the state tells none
    pub accounts: Arc<BTreeSet<AccountId>>,
    /// Its address, but for the key
    resource: Arc<str>,
    /// The key of the instance, in brackets; empty where it has none
    key: String,
    /// The attributes of its kind that the state has; no values for what is only given
    facts: BTreeMap<&'static str, Vec<String>>,
}

impl Declared {
    /// Its address, with modules and index: `module.data["x"].aws_s3_bucket_policy.this[0]`
    #[must_use]
    pub fn address(&self) -> String {
        format!("{}{}", self.resource, self.key)
    }

    /// The text of an attribute
    #[must_use]
    pub fn text(&self, attribute: &str) -> Option<&str> {
        self.all(attribute).first().map(String::as_str)
    }

    /// The texts of a list, or the names of blocks; empty where there are none
    #[must_use]
    pub fn all(&self, attribute: &str) -> &[String] {
        self.facts.get(attribute).map_or(&[], Vec::as_slice)
    }

    /// Whether the state has something for an argument
    #[must_use]
    pub fn is_given(&self, argument: &str) -> bool {
        self.facts.contains_key(argument)
    }

    /// Whether it can be in an account, as far as its state tells
    #[must_use]
    pub fn may_be_in(&self, account: &AccountId) -> bool {
        self.accounts.is_empty() || self.accounts.contains(account)
    }
}
