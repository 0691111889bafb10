//! Places in words.

use alloc::format;
use alloc::string::String;

use why403_model::policy::PolicyKind;

use super::Site;
use crate::fix::acl::AclOf;
use crate::fix::edit::PublicAccessLevel;
use crate::fix::setting::Tagged;

/// A place in words: `bucket policy of logs`
#[must_use]
pub fn words(site: &Site) -> String {
    match site {
        Site::Inline { of, name, policy } => {
            format!("inline policy {policy} of {} {name}", of.word())
        }
        Site::PermissionSet(set) => format!("inline policy of permission set {set}"),
        Site::Managed { arn, .. } => format!("managed policy {}", end(arn)),
        Site::Trust(role) => format!("trust policy of role {role}"),
        Site::BucketPolicy(name) => format!("bucket policy of {name}"),
        Site::AccessPointPolicy(arn) => format!("policy of access point {}", end(arn)),
        Site::KeyPolicy(arn) => format!("key policy of {}", end(arn)),
        Site::FunctionPolicy { arn, qualifier } => {
            let name = arn.rsplit(':').next().unwrap_or(arn);
            let qualifier = qualifier
                .as_ref()
                .map_or(String::new(), |it| format!(":{it}"));
            format!("policy of function {name}{qualifier}")
        }
        Site::EndpointPolicy(id) => format!("policy of VPC endpoint {id}"),
        Site::OrganizationPolicy { id, kind } => match kind {
            PolicyKind::Rcp => format!("RCP {id}"),
            _ => format!("SCP {id}"),
        },
        Site::PublicAccessBlock(PublicAccessLevel::Bucket(name)) => {
            format!("Block Public Access of bucket {name}")
        }
        Site::PublicAccessBlock(PublicAccessLevel::Account(id)) => {
            format!("Block Public Access of account {id}")
        }
        Site::Ownership(name) => format!("Object Ownership of bucket {name}"),
        Site::Acl(of) => acl_of(of),
        Site::Grants(arn) => format!("grants of key {}", end(arn)),
        Site::Tags(of) => format!("tags of {}", tagged(of)),
        Site::Encryption(name) => format!("default encryption of bucket {name}"),
        Site::Logging(name) => format!("access logs of bucket {name}"),
        Site::Trail(name) => format!("trail {name}"),
        Site::Object { bucket, key } => format!("object {key} of bucket {bucket}"),
    }
}

/// An ACL in words
pub(in crate::fix) fn acl_of(of: &AclOf) -> String {
    match of {
        AclOf::Bucket(name) => format!("ACL of bucket {name}"),
        AclOf::Object { bucket, key } => format!("ACL of object {key} of bucket {bucket}"),
    }
}

/// What has tags, in words
pub(in crate::fix) fn tagged(of: &Tagged) -> String {
    match of {
        Tagged::Role { role, .. } => format!("role {role}"),
        Tagged::User { user, .. } => format!("user {user}"),
        Tagged::Bucket(name) => format!("bucket {name}"),
        Tagged::Object { bucket, key } => format!("object {key} of bucket {bucket}"),
        Tagged::Key(arn) => format!("key {}", end(arn)),
    }
}

fn end(arn: &str) -> &str {
    arn.rsplit('/').next().unwrap_or(arn)
}
