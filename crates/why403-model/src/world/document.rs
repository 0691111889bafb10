//! One policy document of the world, with the text that people see when it is shown.

use alloc::string::String;

use super::origin::Origin;
use crate::policy::Policy;

/// A policy document and where it came from
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// What it is, in words: `inline policy read-logs of role reader`
    pub label: String,
    /// The ARN of a managed or organization policy
    pub arn: Option<String>,
    /// The file it was read from, as people name it
    pub file: Option<String>,
    /// The line of `file` on which the document (or the string that holds it) starts, from 1
    pub line: Option<usize>,
    /// The document's own text, to which all spans of `policy` belong
    pub text: String,
    /// What it says
    pub policy: Policy,
    /// Where it stands in `file`; `None` where it was read from none
    pub origin: Option<Origin>,
}
