//! From a 403 to its causes: what the person has, what was asked of AWS, which layers denied,
//! why the statement that was meant to allow did not, and what to try.
//!
//! Pure like the engine: text and values come in, a [`Diagnosis`] goes out.
#![no_std]

extern crate alloc;

pub mod cause;
pub mod checks;
pub mod command;
pub mod compare;
pub mod diagnosis;
pub mod fix;
pub mod idea;
mod joined;
pub mod lint;
pub mod near_miss;
pub mod operation;
pub mod question;
pub mod redact;
mod refusal;
pub mod symptom;
pub mod triage;
pub mod trigger;

pub use diagnosis::{Diagnosis, diagnose};
pub use question::Question;
pub use redact::{redacted, redacted_groups};
pub use symptom::Symptom;
pub use triage::Triage;
