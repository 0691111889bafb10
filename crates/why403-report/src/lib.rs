//! What people and machines read: the terminal's answer, JSON, errors with their place.
//!
//! Renders what was decided elsewhere; there is no verdict in here.

pub mod json;
pub mod problem;
pub mod text;
pub mod words;
