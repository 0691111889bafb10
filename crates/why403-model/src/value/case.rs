//! Lower case as `StringEqualsIgnoreCase` sees it.

use alloc::string::String;

/// The text in lower case, by Unicode's rules for the Basic Multilingual Plane.
///
/// Supplementary characters keep their case, yet count as letters for the final sigma:
/// `𐐀` and `𐐨` differ, and `𐐀Σ` ends in `ς`. Observed on AWS 2026-09-12.
#[must_use]
pub fn lower_case(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let whole = text.to_lowercase();
    let mut lowered = whole.chars();
    let mut result = String::with_capacity(text.len());
    for character in text.chars() {
        let length = character.to_lowercase().count();
        let mapped = lowered.by_ref().take(length);
        if character.len_utf16() == 2 {
            mapped.for_each(drop);
            result.push(character);
        } else {
            result.extend(mapped);
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sigma_and_supplementary_letters_follow_aws() {
        for (upper, lower) in [
            ("PrOd", "prod"),
            ("\u{3a3}", "\u{3c3}"),
            ("\u{39f}\u{3a3}", "\u{3bf}\u{3c2}"),
            ("\u{10400}\u{3a3}", "\u{10400}\u{3c2}"),
            ("A\u{3a3}\u{10400}", "a\u{3c3}\u{10400}"),
            ("\u{130}", "i\u{307}"),
            ("\u{1e9e}", "\u{df}"),
            ("\u{212a}", "k"),
        ] {
            assert_eq!(lower_case(upper), lower);
        }
    }
}
