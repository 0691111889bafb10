//! Causes that lie in a policy: what it leaves out, what it denies, and how people get it wrong.

mod wrong_arn_shape;

use super::Known;

/// Causes of this subject, particular ones first
pub(super) static ALL: &[&Known] = &[&wrong_arn_shape::KNOWN];
