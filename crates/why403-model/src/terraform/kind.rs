//! The types of resources that are read from a state, and what of each.
//!
//! Source: Terraform AWS Provider 5 and 6, the page of each resource (arguments and attributes).

/// What is read of one type; everything else stays in the reader
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// The type
    pub name: &'static str,
    /// Attributes that are one text
    pub texts: &'static [&'static str],
    /// Attributes that are a list of texts
    pub lists: &'static [&'static str],
    /// Blocks of which the `name` is read
    pub blocks: &'static [&'static str],
    /// Arguments of which is read only whether there is something
    pub given: &'static [&'static str],
}

/// All types, in the order of their names
#[rustfmt::skip] // One type a row, in columns.
pub static KINDS: &[Kind] = &[
    //   type                                                  texts                                       given
    kind("aws_iam_group",                                      &["name", "arn"],                           &[]),
    listing("aws_iam_group_policies_exclusive",                &["group_name"]),
    kind("aws_iam_group_policy",                               &["group", "name"],                         &[]),
    kind("aws_iam_policy",                                     &["arn"],                                   &[]),
    Kind { blocks: &["inline_policy"], ..kind("aws_iam_role",  &["name", "arn"],                           &[]) },
    listing("aws_iam_role_policies_exclusive",                 &["role_name"]),
    kind("aws_iam_role_policy",                                &["role", "name"],                          &[]),
    kind("aws_iam_user",                                       &["name", "arn"],                           &[]),
    listing("aws_iam_user_policies_exclusive",                 &["user_name"]),
    kind("aws_iam_user_policy",                                &["user", "name"],                          &[]),
    kind("aws_kms_external_key",                               &["arn"],                                   &["policy"]),
    kind("aws_kms_key",                                        &["arn"],                                   &["policy"]),
    kind("aws_kms_key_policy",                                 &["key_id", "region"],                      &[]),
    kind("aws_kms_replica_external_key",                       &["arn"],                                   &["policy"]),
    kind("aws_kms_replica_key",                                &["arn"],                                   &["policy"]),
    kind("aws_lambda_permission",                              &["function_name", "qualifier", "statement_id", "region"], &[]),
    kind("aws_organizations_policy",                           &["id", "arn"],                             &[]),
    kind("aws_s3_access_point",                                &["arn"],                                   &["policy"]),
    kind("aws_s3_account_public_access_block",                 &["account_id", "id"],                      &[]),
    kind("aws_s3_bucket",                                      &["bucket"],                                &["acl", "grant", "logging", "policy", "server_side_encryption_configuration"]),
    kind("aws_s3_bucket_acl",                                  &["bucket"],                                &[]),
    kind("aws_s3_bucket_logging",                              &["bucket"],                                &[]),
    kind("aws_s3_bucket_ownership_controls",                   &["bucket"],                                &[]),
    kind("aws_s3_bucket_policy",                               &["bucket"],                                &[]),
    kind("aws_s3_bucket_public_access_block",                  &["bucket"],                                &[]),
    kind("aws_s3_bucket_server_side_encryption_configuration", &["bucket"],                                &[]),
    kind("aws_s3_object",                                      &["bucket", "key"],                         &["acl", "kms_key_id"]),
    kind("aws_s3control_access_point_policy",                  &["access_point_arn"],                      &[]),
    kind("aws_ssoadmin_permission_set",                        &["arn", "name"],                           &[]),
    kind("aws_ssoadmin_permission_set_inline_policy",          &["permission_set_arn"],                    &[]),
    kind("aws_vpc_endpoint",                                   &["id", "arn"],                             &["policy"]),
    kind("aws_vpc_endpoint_policy",                            &["vpc_endpoint_id"],                       &[]),
];

const fn kind(
    name: &'static str,
    texts: &'static [&'static str],
    given: &'static [&'static str],
) -> Kind {
    Kind {
        name,
        texts,
        lists: &[],
        blocks: &[],
        given,
    }
}

/// One that lists the names of all inline policies that there may be
const fn listing(name: &'static str, texts: &'static [&'static str]) -> Kind {
    Kind {
        lists: &["policy_names"],
        ..kind(name, texts, &[])
    }
}

/// The row of a type
pub(super) fn find(name: &str) -> Option<&'static Kind> {
    let found = KINDS.binary_search_by(|it| it.name.cmp(name)).ok()?;
    KINDS.get(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_is_found_by_its_name() {
        for it in KINDS {
            assert_eq!(find(it.name), Some(it), "{} is out of order", it.name);
        }
        assert_eq!(find("aws_db_instance"), None);
    }
}
