//! Text with open parts, `arn:${Partition}:s3:::${BucketName}` or `Get*`, against text without.
//!
//! All ways to fill the open parts are followed at once, so that the cost is linear in the text
//! for each part, whatever the text is.

use alloc::vec;
use alloc::vec::Vec;

/// Whether the text is the template with each `${Placeholder}` replaced by one byte or more.
///
/// - `same` compares the fixed parts: the template's first.
/// - `stops` tells which bytes a placeholder, given by its name, cannot stand for.
pub(super) fn is_filled(
    template: &str,
    text: &str,
    same: fn(&[u8], &[u8]) -> bool,
    stops: fn(&str) -> &'static [u8],
) -> bool {
    // Most templates are told apart by their beginning, before anything is searched in them.
    let opening = template.bytes().position(|it| it == b'$');
    let (head, open) = template.split_at(opening.unwrap_or(template.len()));
    let head = head.as_bytes();
    if !text
        .as_bytes()
        .get(..head.len())
        .is_some_and(|found| same(head, found))
    {
        return false;
    }
    let mut ends = Ends::new(text);
    ends.literal(head, same);
    for part in open.split("${").skip(1) {
        let (placeholder, literal) = part.split_once('}').unwrap_or((part, ""));
        ends.run(stops(placeholder));
        ends.literal(literal.as_bytes(), same);
    }
    ends.are_complete()
}

/// Whether the pattern matches the whole name: `*` any run, `?` one byte, ASCII case apart
pub(super) fn matches_wildcards(pattern: &str, name: &str) -> bool {
    let mut ends = Ends::new(name);
    for part in pattern.split_inclusive(['*', '?']) {
        let literal = part.trim_end_matches(['*', '?']);
        ends.literal(literal.as_bytes(), <[u8]>::eq_ignore_ascii_case);
        if part.ends_with('*') {
            ends.any();
        } else if part.ends_with('?') {
            ends.one();
        }
    }
    ends.are_complete()
}

/// The places in a text where what has been matched so far may end
struct Ends<'a> {
    text: &'a [u8],
    // Invariant: one more than `text` has bytes; `at[n]` is the place before byte n.
    at: Vec<bool>,
}

impl<'a> Ends<'a> {
    /// Nothing has been matched
    fn new(text: &'a str) -> Self {
        let mut at = vec![false; text.len() + 1];
        if let Some(first) = at.first_mut() {
            *first = true;
        }
        Self {
            text: text.as_bytes(),
            at,
        }
    }

    /// Then comes this text
    fn literal(&mut self, wanted: &[u8], same: fn(&[u8], &[u8]) -> bool) {
        // From the end on: a place depends on earlier ones only.
        for end in (0..self.at.len()).rev() {
            let is_end = end.checked_sub(wanted.len()).is_some_and(|start| {
                self.at.get(start).copied().unwrap_or_default()
                    && self
                        .text
                        .get(start..end)
                        .is_some_and(|found| same(wanted, found))
            });
            if let Some(place) = self.at.get_mut(end) {
                *place = is_end;
            }
        }
    }

    /// Then come one byte or more, none of them one of these
    fn run(&mut self, stops: &[u8]) {
        let mut is_end = false;
        for (place, next) in self
            .at
            .iter_mut()
            .zip(self.text.iter().map(Some).chain([None]))
        {
            let goes_on = *place || is_end;
            *place = is_end;
            is_end = goes_on && next.is_some_and(|it| !stops.contains(it));
        }
    }

    /// Then comes any text, or none
    fn any(&mut self) {
        let mut is_end = false;
        for place in &mut self.at {
            is_end |= *place;
            *place = is_end;
        }
    }

    /// Then comes one byte
    fn one(&mut self) {
        self.at.rotate_right(1);
        if let Some(first) = self.at.first_mut() {
            *first = false;
        }
    }

    /// Whether the whole text has been matched
    fn are_complete(&self) -> bool {
        self.at.last().copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;

    fn filled(template: &str, text: &str) -> bool {
        is_filled(template, text, <[u8]>::eq, |name| {
            if name == "Path" { b"" } else { b"/" }
        })
    }

    #[test]
    fn a_placeholder_is_one_byte_or_more() {
        assert!(filled("a/${X}", "a/b"));
        assert!(!filled("a/${X}", "a/"));
        assert!(!filled("a/${X}", "a"));
        assert!(!filled("a/${X}", "b/c"));
        assert!(filled("${X}${X}", "ab"));
        assert!(!filled("${X}${X}", "a"));
        assert!(filled("", ""));
        assert!(!filled("", "a"));
    }

    #[test]
    fn every_way_to_fill_is_tried() {
        assert!(filled("${Path}/${X}", "a/b/c"));
        assert!(!filled("${X}/${X}", "a/b/c"));
        assert!(filled("${X}/${Path}", "a/b/c"));
        assert!(filled("${X}-b", "a-b-b"));
        assert!(filled("${X}-${X}-c", "a-b-b-c"));
        assert!(!filled("${X}-${Path}-c", "a/-b-b-c"));
        assert!(filled("${X}é${X}", "aéb"));
    }

    /// The definition: a star takes nothing, or one byte and stays
    fn definition(pattern: &[u8], text: &[u8]) -> bool {
        match (pattern.split_first(), text.split_first()) {
            (None, None) => true,
            (Some((b'*', rest)), found) => {
                definition(rest, text) || found.is_some_and(|(_, tail)| definition(pattern, tail))
            }
            (Some((part, rest)), Some((byte, tail))) => {
                (*part == b'?' || part == byte) && definition(rest, tail)
            }
            (None, Some(_)) | (Some(_), None) => false,
        }
    }

    #[test]
    fn wildcards_agree_with_the_definition() {
        let words = |letters: &str, length: u32| {
            let letters: Vec<char> = letters.chars().collect();
            (0..letters.len().pow(length)).map(move |mut number| {
                let mut word = String::new();
                for _ in 0..length {
                    word.push(letters[number % letters.len()]);
                    number /= letters.len();
                }
                word
            })
        };
        for pattern in (0..=5).flat_map(|length| words("ab*?", length)) {
            for text in (0..=4).flat_map(|length| words("ab", length)) {
                let wanted = definition(pattern.as_bytes(), text.as_bytes());
                assert_eq!(
                    matches_wildcards(&pattern, &text),
                    wanted,
                    "{pattern} {text}"
                );
            }
        }
    }
}
