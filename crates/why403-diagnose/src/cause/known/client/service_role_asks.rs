//! A service reads S3 with a role that people do not think of.
//!
//! Source: `spec/symptoms.md` 2, row 10; 1.5.

use alloc::format;

use why403_model::request::Principal;

use crate::cause::known::{Known, Likelihood, ask};

/// Clients that read S3 with a role of their own
static CLIENTS: &[&str] = &[
    "Redshift",
    "AWS Glue",
    "SageMaker",
    "EMR",
    "CodePipeline",
    "Snowflake",
    "Databricks",
    "Lake Formation",
];

pub(super) static KNOWN: Known = Known {
    id: "service-role-asks",
    title: "a service asked, with a role of its own",
    refuses: None,
    explains: |_, _| false,
    suspected: |clues| {
        let is_of_service = matches!(clues.principal, Some(Principal::RoleSession { role, .. }) if role.starts_with("AWSServiceRoleFor"));
        if is_of_service {
            return Some(Likelihood::Likely.since(
                "the caller is a service-linked role: the service asks for itself, not for you",
            ));
        }
        let client = clues.symptom.client.filter(|it| CLIENTS.contains(it))?;
        Some(Likelihood::Possible.since(format!(
            "{client} reads S3 with a role of its own, and your own permissions play no part"
        )))
    },
    looks: |_| {
        alloc::vec![ask::trail("AssumeRole").tells(
            "a role taken on by the service at that time",
            "this role has to be allowed"
        ),]
    },
};
