//! Causes that lie in the key of KMS that encrypts the object.

mod kms_cross_account_key;
mod kms_encryption_context;
mod kms_grant_too_narrow;
mod kms_identity_lacks_action;
mod kms_key_policy_denies;
mod kms_key_policy_lacks_allow;
mod kms_key_unusable;
mod kms_managed_key_across_accounts;
mod kms_multipart_decrypt;
mod kms_network_keys;
mod kms_unsigned_request;
mod kms_via_service;

use super::Known;

/// Causes of this subject, particular ones first
pub(super) static ALL: &[&Known] = &[
    &kms_key_unusable::KNOWN,
    &kms_unsigned_request::KNOWN,
    &kms_managed_key_across_accounts::KNOWN,
    &kms_encryption_context::KNOWN,
    &kms_network_keys::KNOWN,
    &kms_via_service::KNOWN,
    &kms_grant_too_narrow::KNOWN,
    &kms_multipart_decrypt::KNOWN,
    &kms_cross_account_key::KNOWN,
    &kms_key_policy_denies::KNOWN,
    &kms_key_policy_lacks_allow::KNOWN,
    &kms_identity_lacks_action::KNOWN,
];
