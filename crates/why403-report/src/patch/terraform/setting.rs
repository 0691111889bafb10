//! A change as resources of Terraform: settings, grants, logs.

use why403_diagnose::fix::AclOf;
use why403_diagnose::fix::change::To;
use why403_diagnose::fix::edit::PublicAccessLevel;
use why403_diagnose::fix::site::Site;

use super::super::hcl::{Block, string};
use super::super::{Numbered, content};
use super::is_there;

/// The resources of a change that is no policy; empty where none stands alone
pub(super) fn setting(it: Numbered<'_>) -> Vec<Block> {
    let name = format!("change_{}", it.number);
    let resource = |kind: &str| Block::new(format!("resource \"{kind}\" \"{name}\""));
    let with_import = |kind: &str, id: &str, block: Block| {
        let import = Block::new("import")
            .with("to", format!("{kind}.{name}"))
            .text("id", id);
        if is_there(it.change) {
            vec![import, block]
        } else {
            vec![block]
        }
    };
    match (&it.change.at.site, &it.change.to) {
        (Site::PublicAccessBlock(of), To::PublicAccessBlock { after, .. }) => {
            let four = |block: Block| {
                block
                    .with("block_public_acls", after.block_public_acls.to_string())
                    .with("ignore_public_acls", after.ignore_public_acls.to_string())
                    .with("block_public_policy", after.block_public_policy.to_string())
                    .with(
                        "restrict_public_buckets",
                        after.restrict_public_buckets.to_string(),
                    )
            };
            match of {
                PublicAccessLevel::Bucket(bucket) => {
                    let kind = "aws_s3_bucket_public_access_block";
                    with_import(kind, bucket, four(resource(kind).text("bucket", bucket)))
                }
                PublicAccessLevel::Account(id) => {
                    let kind = "aws_s3_account_public_access_block";
                    let id = id.to_string();
                    with_import(kind, &id, four(resource(kind).text("account_id", &id)))
                }
            }
        }
        (Site::Acl(AclOf::Bucket(bucket)), To::Acl { canned, .. }) => {
            let kind = "aws_s3_bucket_acl";
            let block = resource(kind).text("bucket", bucket);
            with_import(kind, bucket, block.text("acl", canned.as_str()))
        }
        (Site::Ownership(bucket), To::Ownership { after, .. }) => {
            let kind = "aws_s3_bucket_ownership_controls";
            let rule = Block::new("rule").text("object_ownership", content::ownership(*after));
            with_import(
                kind,
                bucket,
                resource(kind).text("bucket", bucket).block(rule),
            )
        }
        (Site::Encryption(bucket), To::Encryption { after, .. }) => {
            let kind = "aws_s3_bucket_server_side_encryption_configuration";
            let mut default = Block::new("apply_server_side_encryption_by_default")
                .text("sse_algorithm", &after.algorithm);
            if let Some(key) = &after.kms_key {
                default = default.text("kms_master_key_id", key);
            }
            let rule = Block::new("rule")
                .with("bucket_key_enabled", after.bucket_key.to_string())
                .block(default);
            with_import(
                kind,
                bucket,
                resource(kind).text("bucket", bucket).block(rule),
            )
        }
        (_, _) => added(it),
    }
}

/// What is made anew
fn added(it: Numbered<'_>) -> Vec<Block> {
    let name = format!("change_{}", it.number);
    let resource = |kind: &str| Block::new(format!("resource \"{kind}\" \"{name}\""));
    match (&it.change.at.site, &it.change.to) {
        (Site::Logging(bucket), To::Logging(to)) => vec![
            resource("aws_s3_bucket_logging")
                .text("bucket", bucket)
                .text("target_bucket", &to.bucket)
                .text("target_prefix", &to.prefix),
        ],
        (Site::Trail(own), To::Trail { logs, below }) => {
            let field = |name: &str, argument, value: &str| {
                Block::new("field_selector")
                    .text("field", name)
                    .with(argument, format!("[{}]", string(value)))
            };
            let selector = Block::new("advanced_event_selector")
                .text("name", "why403")
                .block(field("eventCategory", "equals", "Data"))
                .block(field("resources.type", "equals", "AWS::S3::Object"))
                .block(field("resources.ARN", "starts_with", below));
            vec![
                resource("aws_cloudtrail")
                    .text("name", own)
                    .text("s3_bucket_name", logs)
                    .block(selector),
            ]
        }
        (Site::Grants(key), To::Grant(grant)) => {
            let operations: Vec<String> = grant.operations.iter().map(|it| string(it)).collect();
            let mut block = resource("aws_kms_grant")
                .text("key_id", key)
                .text("grantee_principal", &grant.grantee)
                .with("operations", format!("[{}]", operations.join(", ")));
            if let Some(retiring) = &grant.retiring {
                block = block.text("retiring_principal", retiring);
            }
            if let Some(constraint) = &grant.constraint {
                block = block.block(constrained(constraint));
            }
            vec![block]
        }
        (_, _) => Vec::new(),
    }
}

fn constrained(constraint: &why403_model::request::Constraint) -> Block {
    use why403_model::request::Constraint;
    let (name, pairs) = match constraint {
        Constraint::Equals(pairs) => ("encryption_context_equals", pairs),
        Constraint::Subset(pairs) => ("encryption_context_subset", pairs),
    };
    let pairs = pairs
        .iter()
        .map(|(name, value)| format!("{} = {}", string(name), string(value)));
    let pairs: Vec<String> = pairs.collect();
    Block::new("constraints").with(name, format!("{{ {} }}", pairs.join(", ")))
}
