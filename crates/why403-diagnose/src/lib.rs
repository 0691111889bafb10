//! From a 403 to its causes: what the person has, what was asked of AWS, which layers denied,
//! why the statement that was meant to allow did not, and what to try.
//!
//! Pure like the engine: text and values come in, a [`Diagnosis`] goes out.
#![no_std]

extern crate alloc;

pub mod cause;
pub mod checks;
pub mod command;
pub mod diagnosis;
pub mod idea;
mod joined;
pub mod near_miss;
pub mod operation;
pub mod question;
pub mod redact;
pub mod symptom;

pub use diagnosis::{Diagnosis, diagnose};
pub use question::Question;
pub use redact::redacted;
pub use symptom::Symptom;
