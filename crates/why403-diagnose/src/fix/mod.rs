//! Fixes: typed edits of a world, applied to a copy and evaluated again.
//!
//! Read in this order: [`edit`] is what can change, `document` how a policy's text changes,
//! [`request`] what can be sent otherwise, [`verify()`] the proof, [`exposure`] what else it does,
//! `propose` makes candidates for a cause, [`stop`] says where there are none, [`owner`] who can
//! act, [`plans`] searches.

mod document;
pub mod edit;
pub mod exposure;
pub mod owner;
mod plan;
mod propose;
pub mod request;
mod statement;
pub mod stop;
pub mod verify;

pub use document::{of_statement, with_statement, with_text};
pub use edit::{Edit, EditError, Place, PublicAccessLevel, apply};
pub use exposure::{ANY_SERVICE, Access, Exposure, Who};
pub use owner::Owner;
pub use plan::plans;
pub use request::RequestEdit;
pub use stop::Stop;
pub use verify::{Fix, Proof, Unverified, VerifiedFix, verify};
