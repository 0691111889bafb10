//! What somebody else wrote, as a message may show it.

use alloc::string::String;

/// Characters shown at most; an ARN has 2,048, by IAM's `arnType`
const LONGEST: usize = 2_048;

/// The text on one line: what would move a terminal's cursor or turn its writing round is written
/// as an escape, and what is longer than any ARN is cut, so that messages stay in proportion to
/// the document.
#[must_use]
pub fn shown(text: &str) -> String {
    let mut line = String::new();
    for (at, character) in text.chars().enumerate() {
        if at == LONGEST {
            line.push('…');
            break;
        }
        if character.is_control() || turns_or_breaks(character) {
            line.extend(character.escape_default());
        } else {
            line.push(character);
        }
    }
    line
}

/// Marks of direction and separators of lines; Unicode, "Bidirectional Algorithm", section 2
fn turns_or_breaks(character: char) -> bool {
    matches!(
        character,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_one_short_line() {
        assert_eq!(shown("a\u{1b}[2J\nb é"), "a\\u{1b}[2J\\nb é");
        assert_eq!(shown("\u{202e}gpj"), "\\u{202e}gpj");
        assert_eq!(shown(&"x".repeat(3_000)).chars().count(), LONGEST + 1);
    }
}
