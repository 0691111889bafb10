//! The types of resources that keep a place, a row a type, and how each does.
//!
//! Source: Terraform AWS Provider 5 and 6, the page of each resource that is named here.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use why403_model::terraform::Declared;

use super::super::acl::AclOf;
use super::super::edit::PublicAccessLevel;
use super::super::setting::Tagged;
use super::super::site::{Entity, Site};
use super::{Apply, Holds};

/// What one type of resource has to do with a place
pub(super) struct Claim<'s> {
    kind: &'static str,
    /// Attributes that it has to have; an empty text: it must not have it
    by: Vec<(&'static str, &'s str)>,
    keeps: Keeps<'s>,
}

/// How a resource keeps a place
#[derive(Clone, Copy)]
enum Keeps<'s> {
    /// It is made for just that
    All(Holds),
    /// By an argument that AWS fills in where the configuration has none
    Given(&'static str),
    /// By an argument, whether the state shows it or not
    Perhaps(&'static str),
    /// It lists all inline policies that there may be, and not this one
    Unless(&'s str),
    /// By blocks of which one is this inline policy, or which leave no room for others
    Blocks(&'s str),
    /// It is what something is added to
    Nothing,
}

impl Claim<'_> {
    /// What a resource does with an edit of the place by hand, and what of it it holds; `None` where
    /// it does not keep the place
    pub(super) fn of(&self, it: &Declared, alone: &BTreeSet<&str>) -> Option<(Apply, Holds)> {
        let has = |(name, wanted): &(&str, &str)| it.text(name).unwrap_or_default() == *wanted;
        if it.kind != self.kind || !self.by.iter().all(has) {
            return None;
        }
        let argument = |name, is_given: bool| {
            if is_given {
                (Apply::MaySetBack, Holds::Argument(name))
            } else {
                (Apply::Leaves, Holds::Nothing)
            }
        };
        match self.keeps {
            Keeps::All(holds) => Some((Apply::SetsBack, holds)),
            Keeps::Given(name) => Some(argument(name, it.is_given(name))),
            Keeps::Perhaps(name) => Some(argument(name, true)),
            Keeps::Unless(policy) => {
                let is_listed = it.all("policy_names").iter().any(|it| it == policy);
                (!is_listed).then_some((Apply::SetsBack, Holds::ListedIn("policy_names")))
            }
            Keeps::Blocks(policy) => {
                let mut names = it.all("inline_policy").iter();
                let is_given = names.any(|it| it == policy || !alone.contains(it.as_str()));
                Some(argument("inline_policy", is_given))
            }
            Keeps::Nothing => Some((Apply::Leaves, Holds::Nothing)),
        }
    }
}

/// The inline policies of a role that are resources of their own: where the role's state lists
/// them, too, AWS told of them, and the role's blocks do not have them
pub(super) fn standing_alone<'d>(site: &Site, declared: &'d [Declared]) -> BTreeSet<&'d str> {
    let Site::Inline {
        of: Entity::Role,
        name,
        ..
    } = site
    else {
        return BTreeSet::new();
    };
    let own = declared
        .iter()
        .filter(|it| it.kind == "aws_iam_role_policy");
    let own = own.filter(|it| it.text("role") == Some(name));
    own.filter_map(|it| it.text("name")).collect()
}

/// What resources have to do with a place, a row for each type
#[rustfmt::skip] // One type a row.
pub(super) fn claims<'s>(site: &'s Site, gone: &[&'s str], declared: &'s [Declared]) -> Vec<Claim<'s>> {
    use Holds::{Argument, Whole};
    use Keeps::{All, Given, Nothing, Perhaps};
    match site {
        Site::Inline { of, name, policy } => inline(*of, name, policy),
        Site::PermissionSet(set) => of_permission_set(set, declared),
        Site::Managed { arn, .. } => [
            claim("aws_iam_policy", &[("arn", arn)], All(Argument("policy"))),
        ].into(),
        Site::Trust(role) => [
            claim("aws_iam_role", &[("name", role)], All(Argument("assume_role_policy"))),
        ].into(),
        Site::BucketPolicy(bucket) => [
            claim("aws_s3_bucket_policy", &[("bucket", bucket)], All(Argument("policy"))),
            claim("aws_s3_bucket", &[("bucket", bucket)], Given("policy")),
        ].into(),
        Site::AccessPointPolicy(arn) => [
            claim("aws_s3control_access_point_policy", &[("access_point_arn", arn)], All(Argument("policy"))),
            claim("aws_s3_access_point", &[("arn", arn)], Given("policy")),
        ].into(),
        Site::KeyPolicy(arn) => {
            let id = arn.rsplit('/').next().unwrap_or(arn);
            let mut all = of_key(arn, Given("policy"));
            all.push(claim("aws_kms_key_policy", &[("key_id", arn)], All(Argument("policy"))));
            all.push(claim("aws_kms_key_policy", &[("key_id", id)], All(Argument("policy"))));
            all
        }
        Site::Grants(arn) => of_key(arn, Nothing),
        Site::FunctionPolicy { arn, qualifier } => of_function(arn, qualifier.as_deref(), gone),
        Site::EndpointPolicy(id) => [
            claim("aws_vpc_endpoint_policy", &[("vpc_endpoint_id", id)], All(Argument("policy"))),
            claim("aws_vpc_endpoint", &[("id", id)], Given("policy")),
        ].into(),
        Site::OrganizationPolicy { id, .. } => [
            claim("aws_organizations_policy", &[("id", id)], All(Argument("content"))),
        ].into(),
        Site::PublicAccessBlock(PublicAccessLevel::Bucket(bucket)) => [
            claim("aws_s3_bucket_public_access_block", &[("bucket", bucket)], All(Whole)),
            claim("aws_s3_bucket", &[("bucket", bucket)], Nothing),
        ].into(),
        Site::PublicAccessBlock(PublicAccessLevel::Account(id)) => [
            claim("aws_s3_account_public_access_block", &[("account_id", id.as_str())], All(Whole)),
            claim("aws_s3_account_public_access_block", &[("id", id.as_str())], All(Whole)),
        ].into(),
        Site::Ownership(bucket) => [
            claim("aws_s3_bucket_ownership_controls", &[("bucket", bucket)], All(Whole)),
            claim("aws_s3_bucket", &[("bucket", bucket)], Nothing),
        ].into(),
        Site::Acl(AclOf::Bucket(bucket)) => [
            claim("aws_s3_bucket_acl", &[("bucket", bucket)], All(Whole)),
            claim("aws_s3_bucket", &[("bucket", bucket)], Given("acl")),
            claim("aws_s3_bucket", &[("bucket", bucket)], Given("grant")),
        ].into(),
        Site::Acl(AclOf::Object { bucket, key }) => [
            claim("aws_s3_object", &[("bucket", bucket), ("key", key)], Given("acl")),
        ].into(),
        Site::Encryption(bucket) => [
            claim("aws_s3_bucket_server_side_encryption_configuration", &[("bucket", bucket)], All(Whole)),
            claim("aws_s3_bucket", &[("bucket", bucket)], Given("server_side_encryption_configuration")),
        ].into(),
        Site::Logging(bucket) => [
            claim("aws_s3_bucket_logging", &[("bucket", bucket)], All(Whole)),
            claim("aws_s3_bucket", &[("bucket", bucket)], Given("logging")),
        ].into(),
        Site::Object { bucket, key } => [
            claim("aws_s3_object", &[("bucket", bucket), ("key", key)], Perhaps("kms_key_id")),
        ].into(),
        Site::Tags(of) => of_tags(of),
        // It is made anew.
        Site::Trail(_) => Vec::new(),
    }
}

#[rustfmt::skip] // One type a row.
fn of_tags(of: &Tagged) -> Vec<Claim<'_>> {
    let tags = Keeps::All(Holds::Argument("tags"));
    match of {
        Tagged::Role { role, .. } => [claim("aws_iam_role", &[("name", role)], tags)].into(),
        Tagged::User { user, .. } => [claim("aws_iam_user", &[("name", user)], tags)].into(),
        Tagged::Bucket(bucket) => [claim("aws_s3_bucket", &[("bucket", bucket)], tags)].into(),
        Tagged::Object { bucket, key } => [
            claim("aws_s3_object", &[("bucket", bucket), ("key", key)], tags),
        ].into(),
        Tagged::Key(arn) => of_key(arn, tags),
    }
}

#[rustfmt::skip] // One type a row.
fn inline<'s>(of: Entity, name: &'s str, policy: &'s str) -> Vec<Claim<'s>> {
    let own = Keeps::All(Holds::Argument("policy"));
    let unless = Keeps::Unless(policy);
    match of {
        Entity::Role => [
            claim("aws_iam_role_policy", &[("role", name), ("name", policy)], own),
            claim("aws_iam_role_policies_exclusive", &[("role_name", name)], unless),
            claim("aws_iam_role", &[("name", name)], Keeps::Blocks(policy)),
        ].into(),
        Entity::User => [
            claim("aws_iam_user_policy", &[("user", name), ("name", policy)], own),
            claim("aws_iam_user_policies_exclusive", &[("user_name", name)], unless),
            claim("aws_iam_user", &[("name", name)], Keeps::Nothing),
        ].into(),
        Entity::Group => [
            claim("aws_iam_group_policy", &[("group", name), ("name", policy)], own),
            claim("aws_iam_group_policies_exclusive", &[("group_name", name)], unless),
            claim("aws_iam_group", &[("name", name)], Keeps::Nothing),
        ].into(),
    }
}

fn of_key<'s>(arn: &'s str, keeps: Keeps<'s>) -> Vec<Claim<'s>> {
    let kinds = [
        "aws_kms_key",
        "aws_kms_external_key",
        "aws_kms_replica_key",
        "aws_kms_replica_external_key",
    ];
    let all = kinds.iter().map(|kind| claim(kind, &[("arn", arn)], keeps));
    all.collect()
}

/// The permissions that are statements which go or change; a new one stands beside them
fn of_function<'s>(arn: &'s str, qualifier: Option<&'s str>, gone: &[&'s str]) -> Vec<Claim<'s>> {
    let name = arn.rsplit(':').next().unwrap_or(arn);
    let qualifier = qualifier.unwrap_or_default();
    let all = gone.iter().flat_map(|id| {
        [name, arn].map(|function| {
            let by = [
                ("function_name", function),
                ("qualifier", qualifier),
                ("statement_id", id),
            ];
            claim("aws_lambda_permission", &by, Keeps::All(Holds::Whole))
        })
    });
    all.collect()
}

/// The inline policy of a permission set is named by ARN, which the set itself tells
fn of_permission_set<'s>(set: &'s str, declared: &'s [Declared]) -> Vec<Claim<'s>> {
    const SET: &str = "aws_ssoadmin_permission_set";
    let sets = declared
        .iter()
        .filter(|it| it.kind == SET && it.text("name") == Some(set));
    let mut all = Vec::from([claim(SET, &[("name", set)], Keeps::Nothing)]);
    // A name is one set in each instance of Identity Center.
    all.extend(sets.take(8).filter_map(|it| {
        Some(claim(
            "aws_ssoadmin_permission_set_inline_policy",
            &[("permission_set_arn", it.text("arn")?)],
            Keeps::All(Holds::Argument("inline_policy")),
        ))
    }));
    all
}

fn claim<'s>(kind: &'static str, by: &[(&'static str, &'s str)], keeps: Keeps<'s>) -> Claim<'s> {
    Claim {
        kind,
        by: by.to_vec(),
        keeps,
    }
}
