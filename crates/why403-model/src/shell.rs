//! Words of commands that people paste into a shell: the names of a world may hold anything.

use alloc::string::{String, ToString};

/// A word as a POSIX shell reads it back, in quotes where it needs them
#[must_use]
pub fn quoted(word: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./:@%+=,".contains(&byte);
    if !word.is_empty() && word.bytes().all(is_plain) {
        return word.to_string();
    }
    alloc::format!("'{}'", word.replace('\'', r"'\''"))
}
