//! Access points: further names of a bucket, each with a policy of its own.
//!
//! Source: S3 User Guide, "Managing access to shared datasets with access points".

use alloc::string::String;
use alloc::sync::Arc;

use super::document::Document;
use super::s3::PublicAccessBlock;
use crate::arn::{AccountId, Arn};
use crate::known::Fact;

/// What is known of one access point
#[derive(Clone, Debug)]
pub struct AccessPoint {
    /// `arn:aws:s3:eu-central-1:111122223333:accesspoint/NAME`
    pub arn: Arn,
    /// What it was made with; `Known(None)` where there is no such access point
    pub settings: Fact<Option<AccessPointSettings>>,
    /// Its own Block Public Access settings, which never change
    pub public_access_block: Fact<PublicAccessBlock>,
    /// Its policy; `Known(None)` where it has none
    pub policy: Fact<Option<Arc<Document>>>,
}

/// What an access point was made with
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessPointSettings {
    /// The name of the bucket behind it
    pub bucket: String,
    /// The account that owns the bucket, where the answer says so
    pub bucket_account: Option<AccountId>,
    /// The name that stands for it where a bucket's is asked for: `NAME-…-s3alias`
    pub alias: Option<String>,
    /// From where it can be reached
    pub origin: NetworkOrigin,
}

/// From where an access point can be reached
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NetworkOrigin {
    /// From everywhere
    Internet,
    /// Through an endpoint of this VPC and no other way; `None` where the answer lacks its id
    Vpc(Option<String>),
}
