//! From the data about clients to Rust: `data/cli-operations.json` was written for people, so each
//! of its phrases has one meaning in these tables, and a phrase without one stops the generator.

pub mod names;
pub mod phrases;
