//! Fixes: typed edits of a world, applied to a copy and evaluated again.
//!
//! Read in this order: [`edit`] is what can change, `setting` what of it is no policy, `document`
//! and `insert` how a policy's text changes, [`request`] what can be sent otherwise, [`verify()`]
//! the proof, [`exposure`] what else it does, `propose` makes candidates for a cause, [`stop`] says
//! where there are none, [`owner`] who can act, [`terraform`] what
//! keeps the place of an edit, [`plans`] searches.
//!
//! [`change`] is a plan by the places of AWS, [`site`] where it is made, [`lockout`] who can undo it,
//! [`confirm`] the requests that show on AWS that it worked, [`evidence`] a plan for where nothing is
//! recorded yet.
//!
//! [`between()`] is what two worlds have differently, [`spot`] where their policies stand, [`target`]
//! what people call them, [`mod@review`] what is said of a change before it is made.

mod acl;
pub mod between;
pub mod care;
pub mod change;
pub mod confirm;
mod document;
pub mod edit;
pub mod evidence;
pub mod exposure;
mod insert;
mod instead;
mod intent;
mod length;
mod located;
pub mod lockout;
mod mention;
pub mod owner;
mod plan;
mod propose;
pub mod public;
mod redact;
pub mod request;
pub mod review;
mod setting;
pub mod site;
pub mod spot;
mod statement;
pub mod stop;
mod stopped;
pub mod target;
pub mod terraform;
mod twice;
mod unlooked;
pub mod verify;
pub mod wanted;

pub use acl::{AclOf, Canned, canned};
pub use between::{Difference, PolicyChange, SettingChange, between};
pub use care::{Care, TakesEffect};
pub use change::{Change, Changes, changes};
pub use confirm::{Confirmation, confirmation};
pub use document::{of_statement, with_statement, with_text};
pub use edit::{Edit, EditError, Place, PublicAccessLevel, apply};
pub use exposure::{ANY_SERVICE, Access, Behind, Circumstance, Exposure, Who, Widened};
pub use owner::{Managed, Owner};
pub use plan::{Plans, Stopped, plans};
pub use request::RequestEdit;
pub use setting::Tagged;
pub use stop::Stop;
pub use terraform::{Apply, Declaration, Holds};
pub use verify::{Fix, Proof, Unverified, VerifiedFix, verify};
pub use wanted::{Guardrails, Intent, Publicness, Wanted};
