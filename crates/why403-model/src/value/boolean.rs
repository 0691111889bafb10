//! Booleans: `true` in any case is true, and every other text is false, on both sides.

/// Whether AWS takes the text for true; ` true ` and `1` are false
#[must_use]
pub fn is_true(text: &str) -> bool {
    text.eq_ignore_ascii_case("true")
}
