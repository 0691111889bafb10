//! Causes that lie in the credentials or the signature: AWS does not even ask the policies.

mod clock_skew;

use super::Known;

/// Causes of this subject, particular ones first
pub(super) static ALL: &[&Known] = &[&clock_skew::KNOWN];
