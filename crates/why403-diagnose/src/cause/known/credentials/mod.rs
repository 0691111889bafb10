//! Causes that lie in the credentials or the signature: AWS does not even ask the policies.

mod access_key_unknown;
mod account_problem;
mod clock_skew;
mod credential_kind;
mod credentials_expired;
mod credentials_invalid;
mod key_quarantined;
mod node_role_instead_of_pod_role;
mod post_policy_failed;
mod presigned_url_altered;
mod presigned_url_expired;
mod request_not_signed;
mod role_trust_policy;
mod signature_mismatch;
mod task_role_and_execution_role;
mod wrong_identity;

use super::Known;

/// Causes of this subject, particular ones first
pub(super) static ALL: &[&Known] = &[
    &key_quarantined::KNOWN,
    &clock_skew::KNOWN,
    &presigned_url_expired::KNOWN,
    &presigned_url_altered::KNOWN,
    &post_policy_failed::KNOWN,
    &credentials_expired::KNOWN,
    &access_key_unknown::KNOWN,
    &credentials_invalid::KNOWN,
    &signature_mismatch::KNOWN,
    &account_problem::KNOWN,
    &request_not_signed::KNOWN,
    &role_trust_policy::KNOWN,
    &credential_kind::KNOWN,
    &node_role_instead_of_pod_role::KNOWN,
    &task_role_and_execution_role::KNOWN,
    &wrong_identity::KNOWN,
];
