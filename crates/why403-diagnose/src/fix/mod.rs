//! Fixes: typed edits of a world, applied to a copy and evaluated again.
//!
//! Read in this order: [`edit`] is what can change, `document` how a policy's text changes,
//! [`request`] what can be sent otherwise, [`verify`] the proof, [`exposure`] what else it does.

mod document;
pub mod edit;
pub mod exposure;
pub mod request;
pub mod verify;

pub use document::{of_statement, with_statement, with_text};
pub use edit::{Edit, EditError, Place, PublicAccessLevel, apply};
pub use exposure::{Access, Exposure, Who};
pub use request::RequestEdit;
pub use verify::{Fix, Proof, Unverified, VerifiedFix, verify};
