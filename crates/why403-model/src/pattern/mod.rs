//! Patterns of the policy language: `*` is any run, `?` is one UTF-16 code unit.
//!
//! One matcher serves actions, `StringLike`, ARN conditions and `Resource`; they differ
//! in where a wildcard may run over a colon. Brackets and backslashes are plain characters,
//! and `*` crosses line breaks. Cost: at most pattern length × text length.
//! Source: IAM User Guide, "IAM JSON policy elements: Condition operators" and "Resource";
//! `?` on supplementary characters and colons in `Resource` observed on AWS 2026-09-11.

mod arn;
mod glob;

pub use arn::{ArnPattern, ResourcePattern, ShortArns};
pub use glob::{Continues, Glob, Part};
