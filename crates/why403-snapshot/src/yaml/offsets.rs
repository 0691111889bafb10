//! From the characters that the YAML parser counts to the bytes of the text.

/// Byte offsets of a text by characters
pub(super) struct Offsets<'a> {
    text: &'a str,
    /// The byte offset of every [`STEP`]th character; `None` where characters are bytes
    marks: Option<Vec<usize>>,
}

impl<'a> Offsets<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let offsets = text.char_indices().map(|(offset, _)| offset);
        let marks = (!text.is_ascii()).then(|| offsets.step_by(STEP).collect());
        Self { text, marks }
    }

    /// The byte offset of a character; the end of the text past the last one.
    ///
    /// Cost: at most [`STEP`] characters, wherever in the text.
    pub(super) fn byte(&self, character: usize) -> usize {
        let end = self.text.len();
        let Some(marks) = &self.marks else {
            return character.min(end);
        };
        let Some(mark) = marks.get(character / STEP).copied() else {
            return end;
        };
        let after = self.text.get(mark..).unwrap_or("");
        after
            .char_indices()
            .nth(character % STEP)
            .map_or(end, |(offset, _)| mark + offset)
    }
}

const STEP: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_is_found() {
        for text in ["", "abc", &"aé\u{10400}".repeat(100)] {
            let offsets = Offsets::new(text);
            for (index, (offset, _)) in text.char_indices().enumerate() {
                assert_eq!(offsets.byte(index), offset);
            }
            assert_eq!(offsets.byte(text.chars().count()), text.len());
            assert_eq!(offsets.byte(usize::MAX), text.len());
        }
    }
}
