//! Fixes: typed edits of a world, applied to a copy and evaluated again.
//!
//! Read in this order: [`edit`] is what can change, `document` how a policy's text changes,
//! [`request`] what can be sent otherwise, [`verify()`] the proof, [`exposure`] what else it does,
//! `propose` makes candidates for a cause, [`stop`] says where there are none, [`owner`] who can
//! act, [`plans`] searches.

pub mod between;
mod document;
pub mod edit;
pub mod exposure;
mod mention;
pub mod owner;
mod plan;
mod propose;
pub mod request;
pub mod spot;
mod statement;
pub mod stop;
pub mod verify;

pub use between::{Difference, PolicyChange, SettingChange, between};
pub use document::{of_statement, with_statement, with_text};
pub use edit::{Edit, EditError, Place, PublicAccessLevel, apply};
pub use exposure::{Access, Behind, Exposure, Who};
pub use owner::Owner;
pub use plan::plans;
pub use request::RequestEdit;
pub use stop::Stop;
pub use verify::{Fix, Proof, Unverified, VerifiedFix, verify};
