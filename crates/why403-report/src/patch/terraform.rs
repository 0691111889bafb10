//! Terraform: a folder an account and Region, with the documents beside the configuration.
//!
//! What stands there already is imported, so that Terraform does not make a second one. Source:
//! Terraform AWS Provider 5, the pages of the resources that are named here.

use why403_diagnose::fix::change::{Change, To, words};
use why403_diagnose::fix::edit::PublicAccessLevel;
use why403_diagnose::fix::site::{Entity, Site};
use why403_diagnose::fix::{AclOf, Tagged};

use super::file::{line, plain, stem};
use super::hcl::{Block, string};
use super::{File, Numbered, Plan, acl, content, permission};

pub(super) fn files(plan: &Plan<'_>) -> Vec<File> {
    let mut all = Vec::new();
    for place in by_region(plan) {
        let folder = place.folder();
        all.push(plain(format!("{folder}/providers.tf"), providers(&place)));
        let mut text = format!("# {}\n", line(plan.title));
        for it in &place.changes {
            text.push('\n');
            for why in &it.change.why {
                text.extend(["# ", &line(why), "\n"]);
            }
            text.push_str(&configuration(*it, &place.changes));
        }
        all.push(plain(format!("{folder}/main.tf"), text));
        let documents = place.changes.iter().flat_map(|it| content::files(*it));
        all.extend(documents.map(|it| File {
            path: format!("{folder}/{}", it.path),
            ..it
        }));
    }
    all
}

/// The changes of one account in one Region
pub(super) struct Placed<'p> {
    pub(super) account: Option<String>,
    pub(super) region: Option<String>,
    pub(super) changes: Vec<Numbered<'p>>,
}

impl Placed<'_> {
    /// `account-111122223333-eu-central-1`
    pub(super) fn folder(&self) -> String {
        let account = self.account.as_deref();
        let account = account.map_or("account-unknown".to_string(), |it| format!("account-{it}"));
        let plain = |it: &char| it.is_ascii_alphanumeric() || *it == '-';
        let region = self.region.as_deref().map(|it| it.chars().filter(plain));
        region.map_or(account.clone(), |it| {
            format!("{account}-{}", it.collect::<String>())
        })
    }
}

/// The changes by account and Region; what has no Region goes with the first of its account
pub(super) fn by_region<'p>(plan: &Plan<'p>) -> Vec<Placed<'p>> {
    let mut all: Vec<Placed<'p>> = Vec::new();
    for (account, changes) in super::by_account(plan) {
        let regions = changes.iter().find_map(|it| it.change.at.region.clone());
        for it in changes {
            let region = it.change.at.region.clone().or_else(|| regions.clone());
            let same = all
                .iter_mut()
                .find(|one| one.account == account && one.region == region);
            match same {
                Some(same) => same.changes.push(it),
                None => all.push(Placed {
                    account: account.clone(),
                    region,
                    changes: vec![it],
                }),
            }
        }
    }
    all
}

fn providers(place: &Placed<'_>) -> String {
    let mut provider = Block::new("provider \"aws\"");
    if let Some(region) = &place.region {
        provider = provider.text("region", region);
    }
    if let Some(account) = &place.account {
        provider = provider.with("allowed_account_ids", format!("[{}]", string(account)));
    }
    format!(
        "terraform {{\n  required_version = \">= 1.5\"\n\n  required_providers {{\n    aws = {{\n      \
         source  = \"hashicorp/aws\"\n      version = \">= 5.0\"\n    }}\n  }}\n}}\n\n{}",
        provider.written()
    )
}

fn configuration(it: Numbered<'_>, all: &[Numbered<'_>]) -> String {
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
/// come by that ACL need the policy by then
fn first(it: Numbered<'_>, all: &[Numbered<'_>]) -> Vec<String> {
    let earlier = all.iter().filter(|one| one.number < it.number);
    let found = earlier.filter_map(|one| {
        let kind = match (&one.change.at.site, &it.change.at.site) {
            (Site::Acl(AclOf::Bucket(one)), Site::Ownership(own)) if one == own => {
                "aws_s3_bucket_acl"
            }
            (Site::BucketPolicy(one), Site::Acl(AclOf::Bucket(own))) if one == own => {
                "aws_s3_bucket_policy"
            }
            (_, _) => return None,
        };
        Some(format!("{kind}.change_{}", one.number))
    });
    found.collect()
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
fn pasted(it: Numbered<'_>) -> String {
    match (&it.change.at.site, &it.change.to) {
        (Site::Trust(_), _) => format!("assume_role_policy = {}", document(it)),
        (Site::Tags(_), To::Tag { key, value, .. }) => {
            format!(
                "tags = {{ {} = {} }}, beside the others",
                string(key),
                string(value)
            )
        }
        (Site::Object { .. }, To::Copy(to)) => match &to.kms_key {
            Some(key) => format!("kms_key_id = {}", string(key)),
            None => format!("server_side_encryption = {}", string(&to.algorithm)),
        },
        (_, _) => format!("content = {}", document(it)),
    }
}

fn document(it: Numbered<'_>) -> String {
    format!(
        "file(\"${{path.module}}/documents/{}.after.json\")",
        stem(it)
    )
}

/// The resources of a change, with the import of what is there; empty where none stands alone
fn blocks(it: Numbered<'_>) -> Vec<Block> {
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
        Site::Acl(AclOf::Bucket(bucket)) => {
            let kind = "aws_s3_bucket_acl";
            let block = resource(kind).text("bucket", bucket);
            let block = match &change.to {
                To::Acl { canned, .. } => block.text("acl", canned.as_str()),
                _ => block,
            };
            with_import(kind, bucket.clone(), block)
        }
        Site::PublicAccessBlock(_) | Site::Ownership(_) | Site::Encryption(_) | Site::Grants(_) => {
            setting(it)
        }
    }
}

fn setting(it: Numbered<'_>) -> Vec<Block> {
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

/// Whether AWS has something there that is taken over
pub(super) fn is_there(change: &Change) -> bool {
    match &change.to {
        To::Document { before, .. } => before.is_some(),
        // Every bucket and object has one.
        To::Acl { .. } => true,
        To::PublicAccessBlock { .. } | To::Ownership { .. } | To::Encryption { .. } => {
            !content::may_be_absent(change)
        }
        To::Grant(_) | To::Tag { .. } | To::Copy(_) => false,
    }
}
