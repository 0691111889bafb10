//! What no template of its own can hold: a part of a resource, or a resource of another stack.

use serde_json::{Value, json};
use why403_diagnose::fix::change::{To, words};
use why403_diagnose::fix::edit::PublicAccessLevel;
use why403_diagnose::fix::site::Site;
use why403_diagnose::fix::{AclOf, Tagged};

use super::super::file::{line, plain, stem};
use super::super::{File, Numbered, acl, content};
use super::resource::after;

/// The property to paste into the resource that a template has whole
pub(super) fn pasted(it: Numbered<'_>) -> Vec<File> {
    let change = it.change;
    let (kind, property) = match &change.at.site {
        Site::PermissionSet(_) => ("AWS::SSO::PermissionSet", "InlinePolicy"),
        Site::Trust(_) => ("AWS::IAM::Role", "AssumeRolePolicyDocument"),
        Site::AccessPointPolicy(_) => ("AWS::S3::AccessPoint", "Policy"),
        Site::KeyPolicy(_) => ("AWS::KMS::Key", "KeyPolicy"),
        Site::EndpointPolicy(_) => ("AWS::EC2::VPCEndpoint", "PolicyDocument"),
        Site::OrganizationPolicy { .. } => ("AWS::Organizations::Policy", "Content"),
        Site::PublicAccessBlock(PublicAccessLevel::Bucket(_)) => {
            ("AWS::S3::Bucket", "PublicAccessBlockConfiguration")
        }
        Site::Ownership(_) => ("AWS::S3::Bucket", "OwnershipControls"),
        Site::Encryption(_) => ("AWS::S3::Bucket", "BucketEncryption"),
        Site::Logging(_) => ("AWS::S3::Bucket", "LoggingConfiguration"),
        Site::Tags(Tagged::Role { .. }) => ("AWS::IAM::Role", "Tags"),
        Site::Tags(Tagged::User { .. }) => ("AWS::IAM::User", "Tags"),
        Site::Tags(Tagged::Bucket(_)) => ("AWS::S3::Bucket", "Tags"),
        Site::Inline { .. }
        | Site::Managed { .. }
        | Site::BucketPolicy(_)
        | Site::FunctionPolicy { .. }
        | Site::PublicAccessBlock(PublicAccessLevel::Account(_))
        | Site::Tags(Tagged::Object { .. } | Tagged::Key(_))
        | Site::Acl(_)
        | Site::Object { .. }
        | Site::Trail(_)
        | Site::Grants(_) => {
            let how = acl::by_hand(change).unwrap_or("write it with --format cli".to_string());
            let what = line(&words(&change.at.site));
            let mut why = format!("CloudFormation has nothing for {what}: {how}\n");
            if let Site::Acl(AclOf::Bucket(_)) = &change.at.site {
                why.push_str("A template that has the bucket must not say AccessControl then.\n");
            }
            return vec![plain(format!("paste/{}.txt", stem(it)), why)];
        }
    };
    let value = match &change.to {
        To::Logging(to) => {
            json!({"DestinationBucketName": to.bucket, "LogFilePrefix": to.prefix})
        }
        To::Encryption { .. } => encryption(after(change).unwrap_or_default()),
        _ => after(change).unwrap_or_default(),
    };
    // Its lines are put into the template that has the resource: a template cannot have a part.
    let text = content::pretty(&json!({"Type": kind, "Properties": {property: value}}));
    vec![plain(format!("paste/{}.json", stem(it)), text)]
}

/// Default encryption by the names of a template, which are not those of `PutBucketEncryption`
fn encryption(mut api: Value) -> Value {
    let mut rules = api.get_mut("Rules").map(Value::take).unwrap_or_default();
    for rule in rules.as_array_mut().into_iter().flatten() {
        let Some(own) = rule.as_object_mut() else {
            continue;
        };
        if let Some(by) = own.remove("ApplyServerSideEncryptionByDefault") {
            own.insert("ServerSideEncryptionByDefault".to_string(), by);
        }
    }
    json!({"ServerSideEncryptionConfiguration": rules})
}
