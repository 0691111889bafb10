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
