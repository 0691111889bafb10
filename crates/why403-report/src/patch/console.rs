//! Where a change is made in AWS's console, for people who click.

use why403_diagnose::fix::edit::PublicAccessLevel;
use why403_diagnose::fix::site::{Entity, Site};
use why403_diagnose::fix::{AclOf, Tagged};
use why403_model::arn::Arn;
use why403_model::policy::PolicyKind;

/// The way to a place: `IAM > Roles > app > Permissions > Add permissions > Create inline policy`.
///
/// - `is_new`: nothing stands there yet.
#[must_use]
pub fn path(site: &Site, is_new: bool) -> String {
    match site {
        Site::Inline { of, name, policy } => {
            let list = match of {
                Entity::Role => "Roles",
                Entity::User => "Users",
                Entity::Group => "User groups",
            };
            let end = if is_new {
                "Add permissions > Create inline policy".to_string()
            } else {
                format!("{policy} > Edit")
            };
            format!("IAM > {list} > {name} > Permissions > {end}")
        }
        Site::PermissionSet(set) => {
            format!("IAM Identity Center > Permission sets > {set} > Inline policy > Edit")
        }
        Site::Managed { arn, .. } => {
            let name = arn.rsplit('/').next().unwrap_or(arn);
            format!("IAM > Policies > {name} > Permissions > Edit")
        }
        Site::Trust(role) => {
            format!("IAM > Roles > {role} > Trust relationships > Edit trust policy")
        }
        Site::BucketPolicy(name) => {
            format!("S3 > Buckets > {name} > Permissions > Bucket policy > Edit")
        }
        Site::AccessPointPolicy(arn) => {
            let name = arn.rsplit('/').next().unwrap_or(arn);
            format!("S3 > Access Points > {name} > Permissions > Access point policy > Edit")
        }
        Site::KeyPolicy(arn) => {
            let name = arn.rsplit('/').next().unwrap_or(arn);
            format!("KMS > Customer managed keys > {name} > Key policy > Edit")
        }
        Site::FunctionPolicy { arn, .. } => {
            let parsed = Arn::parse(arn).ok();
            let name = parsed.as_ref().map_or(arn.as_str(), Arn::resource);
            let name = name.trim_start_matches("function:");
            format!(
                "Lambda > Functions > {name} > Configuration > Permissions > Resource-based policy statements > Add permissions"
            )
        }
        Site::EndpointPolicy(id) => format!("VPC > Endpoints > {id} > Policy > Edit policy"),
        Site::OrganizationPolicy { id, kind } => {
            let list = match kind {
                PolicyKind::Rcp => "Resource control policies",
                _ => "Service control policies",
            };
            format!("AWS Organizations > Policies > {list} > {id} > Edit policy")
        }
        Site::PublicAccessBlock(PublicAccessLevel::Bucket(name)) => {
            format!("S3 > Buckets > {name} > Permissions > Block public access > Edit")
        }
        Site::PublicAccessBlock(PublicAccessLevel::Account(_)) => {
            "S3 > Block Public Access settings for this account > Edit".to_string()
        }
        Site::Ownership(name) => {
            format!("S3 > Buckets > {name} > Permissions > Object Ownership > Edit")
        }
        Site::Acl(AclOf::Bucket(name)) => {
            format!("S3 > Buckets > {name} > Permissions > Access control list (ACL) > Edit")
        }
        Site::Acl(AclOf::Object { bucket, key }) => {
            format!(
                "S3 > Buckets > {bucket} > {key} > Permissions > Access control list (ACL) > Edit"
            )
        }
        Site::Grants(_) => "none: grants are made by commands only".to_string(),
        Site::Encryption(name) => {
            format!("S3 > Buckets > {name} > Properties > Default encryption > Edit")
        }
        Site::Object { bucket, key } => {
            format!("S3 > Buckets > {bucket} > {key} > Server-side encryption settings > Edit")
        }
        Site::Logging(name) => {
            format!("S3 > Buckets > {name} > Properties > Server access logging > Edit")
        }
        Site::Trail(_) => "CloudTrail > Trails > Create trail > Data events".to_string(),
        Site::Tags(of) => tags(of),
    }
}

fn tags(of: &Tagged) -> String {
    match of {
        Tagged::Role { role, .. } => format!("IAM > Roles > {role} > Tags > Manage tags"),
        Tagged::User { user, .. } => format!("IAM > Users > {user} > Tags > Manage tags"),
        Tagged::Bucket(name) => format!("S3 > Buckets > {name} > Properties > Tags > Edit"),
        Tagged::Object { bucket, key } => format!("S3 > Buckets > {bucket} > {key} > Tags > Edit"),
        Tagged::Key(arn) => {
            let id = arn.rsplit('/').next().unwrap_or(arn);
            format!("KMS > Customer managed keys > {id} > Tags > Edit")
        }
    }
}
