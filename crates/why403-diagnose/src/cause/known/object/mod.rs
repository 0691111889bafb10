//! Causes that lie in the bucket, the object or the call's own headers.

mod acl_header_needs_permission;
mod archived_object;
mod bucket_of_someone_else;
mod copy_source_refused;
mod expected_bucket_owner;
mod key_missing;
mod key_string_wrong;
mod mfa_delete;
mod object_lock;
mod requester_pays;
mod sse_c_blocked;
mod sse_c_wrong_key;
mod tag_header_needs_permission;
mod wrong_region;

use super::Known;

/// Causes of this subject, particular ones first
pub(super) static ALL: &[&Known] = &[
    &sse_c_wrong_key::KNOWN,
    &sse_c_blocked::KNOWN,
    &archived_object::KNOWN,
    &object_lock::KNOWN,
    &mfa_delete::KNOWN,
    &requester_pays::KNOWN,
    &expected_bucket_owner::KNOWN,
    &wrong_region::KNOWN,
    &bucket_of_someone_else::KNOWN,
    &key_string_wrong::KNOWN,
    &key_missing::KNOWN,
    &acl_header_needs_permission::KNOWN,
    &tag_header_needs_permission::KNOWN,
    &copy_source_refused::KNOWN,
];
