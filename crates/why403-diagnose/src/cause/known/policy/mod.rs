//! Causes that lie in a policy: what it leaves out, what it denies, and how people get it wrong.

mod acl_header_required;
mod action_does_not_exist;
mod boundary_denies;
mod boundary_leaves_out;
mod bucket_policy_denies;
mod bucket_policy_lacks_allow;
mod bucket_policy_locks_out;
mod condition_not_met;
mod cross_account_needs_both;
mod deny_plain_http;
mod deny_source_address;
mod deny_source_endpoint;
mod empty_prefix;
mod encryption_header_required;
mod function_policy_lacks_allow;
mod identity_denies;
mod identity_lacks_action;
mod mfa_required;
mod not_principal_deny;
mod organization_only;
mod principal_recreated;
mod propagation_delay;
mod rcp_denies;
mod region_guardrail;
mod scp_denies;
mod scp_leaves_out;
mod service_calls_on_behalf;
mod service_not_allowed;
mod session_policy_denies;
mod session_policy_leaves_out;
mod signature_restricted;
mod source_arn_mismatch;
mod tag_mismatch;
mod versioned_read;
mod wrong_arn_shape;
mod wrong_resource;

use super::Known;

/// Causes of this subject, particular ones first
pub(super) static ALL: &[&Known] = &[
    &bucket_policy_locks_out::KNOWN,
    &principal_recreated::KNOWN,
    &not_principal_deny::KNOWN,
    &service_calls_on_behalf::KNOWN,
    &wrong_arn_shape::KNOWN,
    &action_does_not_exist::KNOWN,
    &versioned_read::KNOWN,
    &deny_source_endpoint::KNOWN,
    &deny_source_address::KNOWN,
    &deny_plain_http::KNOWN,
    &encryption_header_required::KNOWN,
    &acl_header_required::KNOWN,
    &organization_only::KNOWN,
    &region_guardrail::KNOWN,
    &mfa_required::KNOWN,
    &signature_restricted::KNOWN,
    &empty_prefix::KNOWN,
    &source_arn_mismatch::KNOWN,
    &tag_mismatch::KNOWN,
    &service_not_allowed::KNOWN,
    &function_policy_lacks_allow::KNOWN,
    &cross_account_needs_both::KNOWN,
    &wrong_resource::KNOWN,
    &condition_not_met::KNOWN,
    &boundary_leaves_out::KNOWN,
    &boundary_denies::KNOWN,
    &session_policy_leaves_out::KNOWN,
    &session_policy_denies::KNOWN,
    &scp_leaves_out::KNOWN,
    &scp_denies::KNOWN,
    &rcp_denies::KNOWN,
    &identity_denies::KNOWN,
    &bucket_policy_denies::KNOWN,
    &bucket_policy_lacks_allow::KNOWN,
    &identity_lacks_action::KNOWN,
    &propagation_delay::KNOWN,
];
