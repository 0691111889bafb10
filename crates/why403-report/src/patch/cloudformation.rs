//! `CloudFormation`: a template an account and Region, and what a template cannot hold in part.
//!
//! Written as JSON, in which no text of anybody can come to life. Source: `CloudFormation`
//! Template Reference, the pages of the types that are named here.

use serde_json::{Map, Value, json};
use why403_diagnose::fix::change::{Change, To, words};
use why403_diagnose::fix::edit::PublicAccessLevel;
use why403_diagnose::fix::site::{Entity, Site};
use why403_diagnose::fix::{AclOf, Tagged};

use super::file::{line, plain, stem};
use super::permission::permissions;
use super::terraform::{by_region, is_there};
use super::{File, Numbered, Plan, acl, content};

pub(super) fn files(plan: &Plan<'_>) -> Vec<File> {
    let mut all = Vec::new();
    for place in by_region(plan) {
        let mut resources = Map::new();
        let mut pasted = Vec::new();
        for it in &place.changes {
            let found = resources_of(*it);
            if found.is_empty() {
                pasted.extend(pasted_of(*it));
            }
            for (index, (kind, properties)) in found.into_iter().enumerate() {
                let mut written = resource(it.change, kind, &properties);
                let first = first(*it, &place.changes);
                if let (false, Some(own)) = (first.is_empty(), written.as_object_mut()) {
                    own.insert("DependsOn".to_string(), json!(first));
                }
                resources.insert(name(*it, index), written);
            }
        }
        if !resources.is_empty() {
            // A description has 1,024 bytes at most.
            let mut title = line(plan.title);
            while title.len() > 1_000 {
                title.pop();
            }
            let template = json!({
                "AWSTemplateFormatVersion": "2010-09-09",
                "Description": title,
                "Resources": resources,
            });
            all.push(plain(
                format!("{}.template.json", place.folder()),
                content::pretty(&template),
            ));
        }
        all.extend(pasted);
    }
    all
}

fn name(it: Numbered<'_>, index: usize) -> String {
    format!("Change{}N{}", it.number, index + 1)
}

/// What has to be there before: no trail is made that may not write its records
fn first(it: Numbered<'_>, all: &[Numbered<'_>]) -> Vec<String> {
    let To::Trail { logs, .. } = &it.change.to else {
        return Vec::new();
    };
    let is_policy = |one: &&Numbered<'_>| {
        let at = &one.change.at.site;
        matches!(at, Site::BucketPolicy(own) if own == logs) && !resources_of(**one).is_empty()
    };
    all.iter()
        .filter(is_policy)
        .map(|one| name(*one, 0))
        .collect()
}

fn resource(change: &Change, kind: &str, properties: &Value) -> Value {
    if is_there(change) {
        // What is imported has to stay if the stack goes.
        return json!({
            "Type": kind,
            "DeletionPolicy": "Retain",
            "UpdateReplacePolicy": "Retain",
            "Properties": properties,
        });
    }
    json!({"Type": kind, "Properties": properties})
}

/// The resources that stand alone in a template; empty where the change is a part of another
fn resources_of(it: Numbered<'_>) -> Vec<(&'static str, Value)> {
    let change = it.change;
    let document = || after(change).filter(|it| !is_alive(it));
    match &change.at.site {
        Site::Inline { of, name, policy } => {
            let (kind, option) = match of {
                Entity::Role => ("AWS::IAM::RolePolicy", "RoleName"),
                Entity::User => ("AWS::IAM::UserPolicy", "UserName"),
                Entity::Group => ("AWS::IAM::GroupPolicy", "GroupName"),
            };
            let of =
                |document| json!({"PolicyName": policy, option: name, "PolicyDocument": document});
            document().map(|it| (kind, of(it))).into_iter().collect()
        }
        Site::Managed { arn, .. } => {
            let path = arn.split_once(":policy").map_or("/", |(_, path)| path);
            let (folder, own) = path.rsplit_once('/').unwrap_or(("", path));
            let of = |document| {
                json!({
                    "ManagedPolicyName": own,
                    "Path": format!("{folder}/"),
                    "PolicyDocument": document,
                })
            };
            let found = document().map(|it| ("AWS::IAM::ManagedPolicy", of(it)));
            found.into_iter().collect()
        }
        Site::BucketPolicy(name) => {
            let of = |document| json!({"Bucket": name, "PolicyDocument": document});
            let found = document().map(|it| ("AWS::S3::BucketPolicy", of(it)));
            found.into_iter().collect()
        }
        Site::FunctionPolicy { .. } => permitted(change),
        Site::Trail(name) => trail(change, name),
        Site::PermissionSet(_)
        | Site::Trust(_)
        | Site::AccessPointPolicy(_)
        | Site::KeyPolicy(_)
        | Site::EndpointPolicy(_)
        | Site::OrganizationPolicy { .. }
        | Site::PublicAccessBlock(_)
        | Site::Ownership(_)
        | Site::Acl(_)
        | Site::Encryption(_)
        | Site::Logging(_)
        | Site::Tags(_)
        | Site::Object { .. }
        | Site::Grants(_) => Vec::new(),
    }
}

fn trail(change: &Change, name: &str) -> Vec<(&'static str, Value)> {
    let To::Trail { logs, below } = &change.to else {
        return Vec::new();
    };
    let properties = json!({
        "TrailName": name,
        "S3BucketName": logs,
        "IsLogging": true,
        "AdvancedEventSelectors": content::selectors(below),
    });
    vec![("AWS::CloudTrail::Trail", properties)]
}

fn permitted(change: &Change) -> Vec<(&'static str, Value)> {
    let all = permissions(change).unwrap_or_default();
    let one = |it: &super::permission::Permission| {
        let name = match &it.qualifier {
            Some(qualifier) => format!("{}:{qualifier}", it.function),
            None => it.function.clone(),
        };
        let mut properties = Map::new();
        let mut set = |name: &str, value: &Option<String>| {
            if let Some(value) = value {
                properties.insert(name.to_string(), Value::from(value.as_str()));
            }
        };
        set("FunctionName", &Some(name));
        set("Action", &Some(it.action.clone()));
        set("Principal", &Some(it.principal.clone()));
        set("SourceArn", &it.source_arn);
        set("SourceAccount", &it.source_account);
        set("PrincipalOrgID", &it.organization);
        ("AWS::Lambda::Permission", Value::Object(properties))
    };
    all.iter().map(one).collect()
}

/// The property to paste into the resource that a template has whole
fn pasted_of(it: Numbered<'_>) -> Vec<File> {
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
        _ => after(change).unwrap_or_default(),
    };
    // Its lines are put into the template that has the resource: a template cannot have a part.
    let text = content::pretty(&json!({"Type": kind, "Properties": {property: value}}));
    vec![plain(format!("paste/{}.json", stem(it)), text)]
}

fn after(change: &Change) -> Option<Value> {
    let (_, after) = content::texts(change);
    serde_json::from_str(&after?).ok()
}

/// Whether `CloudFormation` would replace a part of a text: a dynamic reference
fn is_alive(value: &Value) -> bool {
    value.to_string().contains("{{resolve:")
}
