//! A change as resources of Terraform: policies and permissions.

use why403_diagnose::fix::change::{To, words};
use why403_diagnose::fix::site::{Entity, Site};
use why403_diagnose::fix::{AclOf, Tagged};

use super::super::file::{line, stem};
use super::super::hcl::{Block, string};
use super::super::{Numbered, acl, permission};
use super::declared::kept;
use super::is_there;
use super::setting::setting;

/// The lines of a change, or a comment that says where it belongs
pub(super) fn configuration(it: Numbered<'_>, all: &[Numbered<'_>]) -> String {
    let mut blocks = blocks(it);
    if let Some(last) = blocks.pop() {
        let first = first(it, all);
        blocks.push(match first.as_slice() {
            [] => last,
            first => last.with("depends_on", format!("[{}]", first.join(", "))),
        });
    } else {
        let site = &it.change.at.site;
        if let Some(how) = acl::by_hand(it.change) {
            return format!(
                "# {}: Terraform has it only for objects that it uploads itself;\n# {how}\n",
                line(&words(site)),
            );
        }
        return format!(
            "# {}: it stands within another resource, in {}:\n#   {}\n",
            line(&words(site)),
            within(site),
            pasted(it),
        );
    }
    let written: Vec<String> = blocks.iter().map(Block::written).collect();
    written.join("\n")
}

/// What has to be there before: S3 turns ACLs off where the bucket's own is private, and logs that
/// come by that ACL need the policy by then; no trail is made that may not write its records
fn first(it: Numbered<'_>, all: &[Numbered<'_>]) -> Vec<String> {
    // What a state has is no resource here.
    let is_here = |one: &&Numbered<'_>| one.number < it.number && kept(one.change).is_none();
    let earlier = all.iter().filter(is_here);
    let found = earlier.filter_map(|one| {
        let kind = match (&one.change.at.site, &it.change.at.site) {
            (Site::Acl(AclOf::Bucket(one)), Site::Ownership(own)) if one == own => {
                "aws_s3_bucket_acl"
            }
            (Site::BucketPolicy(one), Site::Acl(AclOf::Bucket(own))) if one == own => {
                "aws_s3_bucket_policy"
            }
            (Site::BucketPolicy(one), Site::Trail(_)) if takes_records(one, it) => {
                "aws_s3_bucket_policy"
            }
            (_, _) => return None,
        };
        Some(format!("{kind}.change_{}", one.number))
    });
    found.collect()
}

/// Whether a trail's records go to a bucket
fn takes_records(bucket: &str, trail: Numbered<'_>) -> bool {
    matches!(&trail.change.to, To::Trail { logs, .. } if logs == bucket)
}

/// The resource that holds what cannot stand alone
fn within(site: &Site) -> &'static str {
    match site {
        Site::Trust(_) | Site::Tags(Tagged::Role { .. }) => "aws_iam_role",
        Site::Tags(Tagged::User { .. }) => "aws_iam_user",
        Site::Tags(Tagged::Bucket(_)) => "aws_s3_bucket",
        Site::Tags(Tagged::Key(_)) => "aws_kms_key",
        Site::Tags(Tagged::Object { .. }) | Site::Object { .. } => "aws_s3_object",
        Site::OrganizationPolicy { .. } => "aws_organizations_policy",
        _ => "the function's permissions",
    }
}

/// The argument of that resource, on one line
pub(super) fn pasted(it: Numbered<'_>) -> String {
    match (&it.change.at.site, &it.change.to) {
        (Site::Trust(_), _) => format!("assume_role_policy = {}", document(it)),
        (Site::Tags(_), To::Tag { given, .. }) => {
            let tags = given.iter();
            let tags: Vec<String> = tags
                .map(|(key, value)| format!("{} = {}", string(key), string(value)))
                .collect();
            format!("tags = {{ {} }}, beside the others", tags.join(", "))
        }
        (Site::Object { .. }, To::Copy(to)) => match &to.kms_key {
            Some(key) => format!("kms_key_id = {}", string(key)),
            None => format!("server_side_encryption = {}", string(&to.algorithm)),
        },
        (_, _) => format!("content = {}", document(it)),
    }
}

pub(super) fn document(it: Numbered<'_>) -> String {
    format!(
        "file(\"${{path.module}}/documents/{}.after.json\")",
        stem(it)
    )
}

/// The resources of a change, with the import of what is there; empty where none stands alone
pub(super) fn blocks(it: Numbered<'_>) -> Vec<Block> {
    let change = it.change;
    let name = format!("change_{}", it.number);
    let resource = |kind: &str| Block::new(format!("resource \"{kind}\" \"{name}\""));
    let with_import = |kind: &str, id: String, block: Block| {
        let mut all = Vec::new();
        if is_there(change) {
            all.push(
                Block::new("import")
                    .with("to", format!("{kind}.{name}"))
                    .text("id", &id),
            );
        }
        all.push(block);
        all
    };
    match &change.at.site {
        Site::Inline { of, name, policy } => {
            let (kind, option) = match of {
                Entity::Role => ("aws_iam_role_policy", "role"),
                Entity::User => ("aws_iam_user_policy", "user"),
                Entity::Group => ("aws_iam_group_policy", "group"),
            };
            let block = resource(kind)
                .text("name", policy)
                .text(option, name)
                .with("policy", document(it));
            with_import(kind, format!("{name}:{policy}"), block)
        }
        Site::PermissionSet(set) => {
            let instances = format!("data.aws_ssoadmin_instances.{name}");
            let instance = format!("tolist({instances}.arns)[0]");
            vec![
                Block::new(format!("data \"aws_ssoadmin_instances\" \"{name}\"")),
                Block::new(format!("data \"aws_ssoadmin_permission_set\" \"{name}\""))
                    .with("instance_arn", instance.clone())
                    .text("name", set),
                resource("aws_ssoadmin_permission_set_inline_policy")
                    .with("instance_arn", instance)
                    .with(
                        "permission_set_arn",
                        format!("data.aws_ssoadmin_permission_set.{name}.arn"),
                    )
                    .with("inline_policy", document(it)),
            ]
        }
        Site::Managed { arn, .. } => {
            let path = arn.split_once(":policy").map_or("/", |(_, path)| path);
            let (folder, own) = path.rsplit_once('/').unwrap_or(("", path));
            let block = resource("aws_iam_policy")
                .text("name", own)
                .text("path", &format!("{folder}/"))
                .with("policy", document(it))
                .block(
                    // A description cannot be changed: another one would make another policy.
                    Block::new("lifecycle").with("ignore_changes", "[description, tags, tags_all]"),
                );
            with_import("aws_iam_policy", arn.clone(), block)
        }
        Site::BucketPolicy(bucket) => {
            let kind = "aws_s3_bucket_policy";
            let block = resource(kind)
                .text("bucket", bucket)
                .with("policy", document(it));
            with_import(kind, bucket.clone(), block)
        }
        Site::AccessPointPolicy(arn) => {
            let kind = "aws_s3control_access_point_policy";
            let block = resource(kind)
                .text("access_point_arn", arn)
                .with("policy", document(it));
            with_import(kind, arn.clone(), block)
        }
        Site::KeyPolicy(arn) => {
            let kind = "aws_kms_key_policy";
            let id = arn.rsplit('/').next().unwrap_or(arn);
            let block = resource(kind)
                .text("key_id", id)
                .with("policy", document(it));
            with_import(kind, id.to_string(), block)
        }
        Site::EndpointPolicy(id) => {
            let kind = "aws_vpc_endpoint_policy";
            let block = resource(kind)
                .text("vpc_endpoint_id", id)
                .with("policy", document(it));
            with_import(kind, id.clone(), block)
        }
        Site::FunctionPolicy { .. } => permitted(it),
        Site::Trust(_)
        | Site::OrganizationPolicy { .. }
        | Site::Tags(_)
        | Site::Object { .. }
        | Site::Acl(AclOf::Object { .. }) => Vec::new(),
        Site::PublicAccessBlock(_)
        | Site::Ownership(_)
        | Site::Acl(AclOf::Bucket(_))
        | Site::Encryption(_)
        | Site::Logging(_)
        | Site::Trail(_)
        | Site::Grants(_) => setting(it),
    }
}

fn permitted(it: Numbered<'_>) -> Vec<Block> {
    let all = permission::permissions(it.change).unwrap_or_default();
    let numbered = all.iter().enumerate();
    numbered
        .map(|(index, one)| {
            let head = format!(
                "resource \"aws_lambda_permission\" \"change_{}_{}\"",
                it.number,
                index + 1
            );
            let mut block = Block::new(head)
                .text("statement_id", &one.id)
                .text("action", &one.action)
                .text("function_name", &one.function)
                .text("principal", &one.principal);
            let more = [
                ("qualifier", &one.qualifier),
                ("source_arn", &one.source_arn),
                ("source_account", &one.source_account),
                ("principal_org_id", &one.organization),
            ];
            for (name, value) in more {
                if let Some(value) = value {
                    block = block.text(name, value);
                }
            }
            block
        })
        .collect()
}
