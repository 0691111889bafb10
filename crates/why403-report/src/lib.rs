//! What people and machines read: the terminal's answer, Markdown, JSON, SARIF, a flowchart,
//! errors with their place, and proven changes as files.
//!
//! Renders what was decided elsewhere; there is no verdict in here.

pub mod ask;
mod change;
pub mod groups;
pub mod json;
pub mod markdown;
pub mod mermaid;
pub mod patch;
pub mod place;
pub mod problem;
pub mod sarif;
pub mod steps;
pub mod text;
mod triage;
pub mod words;
