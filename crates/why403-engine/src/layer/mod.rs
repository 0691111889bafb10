//! The layers, one file each: every one yields its verdict without knowing the others.

pub mod access_point;
pub mod acl;
pub mod authentication;
pub mod block_public_access;
pub mod boundary;
pub mod endpoint;
pub mod identity;
pub mod kms_grant;
mod policies;
pub mod public;
pub mod rcp;
pub mod resource;
pub mod s3_gate;
pub mod scp;
pub mod session;

pub use policies::judge;

/// Whether a layer has rules for an action by its own name, so that it is like no other action that
/// the same patterns match; the name in lower case.
#[must_use]
pub fn has_rules_of_its_own(action: &str) -> bool {
    // What S3's own gates name is among what ACLs name.
    acl::names(action) || block_public_access::names(action) || kms_grant::names(action)
}
