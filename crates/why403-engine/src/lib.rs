//! What is decided, and why: every authorization layer between a caller and an S3 object.
//!
//! Three steps, each a plain function: [`resolve`](resolve::resolve) finds the layers of a
//! request in a world, [`Prepared`] compiles a policy once, [`evaluate()`] decides. All of it is
//! total and pure: no clock, no file, no error type; what is not known comes out as unknown.
#![no_std]

extern crate alloc;

pub mod case;
pub mod condition;
pub mod decide;
pub mod derive;
pub mod evaluate;
pub mod keys;
pub mod layer;
pub mod layers;
pub mod matching;
pub mod network;
pub mod prepare;
pub mod resolve;
pub mod switches;
pub mod trace;
pub mod truth;
pub mod verdict;
pub mod world_keys;

pub use evaluate::{Decision, Evaluation, decide, evaluate};
pub use layers::Layers;
pub use prepare::Prepared;
pub use verdict::Layer;
