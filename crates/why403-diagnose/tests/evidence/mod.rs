//! What a fixture says of itself: what is expected, where that stands, and how it is known.

use serde::Deserialize;

/// How an expectation is known
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Evidence {
    /// AWS was seen to do so
    Observed,
    /// AWS's documentation says so
    Documented,
    /// It follows from the two
    Inferred,
}

/// Holds that nothing of it is left out.
#[track_caller]
pub(crate) fn told(note: &str, source: &str, evidence: &Evidence) {
    assert!(!note.is_empty() && !source.is_empty());
    match evidence {
        Evidence::Observed | Evidence::Documented | Evidence::Inferred => {}
    }
}
