//! What things are: text with places, ARNs, patterns, policy documents, requests and the world.
//!
//! Decides nothing and reads no file. Everything that comes in as text is parsed here
//! once, with a byte span on every element; everything further right works on these types.
#![no_std]

extern crate alloc;

pub mod arn;
pub mod commands;
pub mod facts;
pub mod json;
pub mod known;
pub mod nearest;
pub mod operations;
pub mod pattern;
pub mod policy;
pub mod redact;
pub mod request;
pub mod shell;
pub mod shown;
pub mod span;
pub mod terraform;
pub mod value;
pub mod world;
