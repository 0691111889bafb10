//! A policy document as it stands in a file, sound or not: what somebody is about to store.

use alloc::string::String;

use super::origin::Origin;
use crate::policy::{Parsed, PolicyKind};

/// A policy document with all that is wrong with its text.
///
/// A world takes sound documents only ([`super::Document`]); whoever reviews a document needs the
/// others, too. Made by [`Draft::all_of`].
#[derive(Clone, Debug)]
pub struct Draft {
    /// Which part of the file it is: `PolicyDocument read-logs`; empty for the file as a whole
    pub label: String,
    /// The document's own text, to which all spans of `parsed` belong
    pub text: String,
    /// Where it stands in its file
    pub origin: Origin,
    /// What it says, and what is wrong with it
    pub parsed: Parsed,
    /// What it is used as, where the answer of AWS around it says so
    pub kind: Option<PolicyKind>,
}
