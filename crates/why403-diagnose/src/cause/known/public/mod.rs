//! Causes that lie in ACLs, ownership and Block Public Access.

mod acl_disabled;
mod block_public_acls;
mod block_public_policy;
mod ignore_public_acls;
mod object_owned_by_writer;
mod restrict_public_buckets;

use super::Known;

/// Causes of this subject, particular ones first
pub(super) static ALL: &[&Known] = &[
    &block_public_policy::KNOWN,
    &block_public_acls::KNOWN,
    &ignore_public_acls::KNOWN,
    &restrict_public_buckets::KNOWN,
    &object_owned_by_writer::KNOWN,
    &acl_disabled::KNOWN,
];
