//! Percent-encoding: of names that become files, and of the documents that IAM answers with.
//!
//! Source: RFC 3986, section 2.1; IAM API Reference, "GetRolePolicy": documents "are
//! URL-encoded compliant with RFC 3986" (a `+` is a `+`).

use alloc::string::String;
use alloc::vec::Vec;

/// A name as a file is named: all but letters, digits, `-`, `_` and `.` as `%XX`.
///
/// A dot in front is encoded too, since such files are hidden, and `..` is none of its own.
#[must_use]
pub fn encoded(name: &str) -> String {
    let mut text = String::new();
    for (index, byte) in name.bytes().enumerate() {
        let is_plain = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        if is_plain && (index > 0 || byte != b'.') {
            text.push(char::from(byte));
        } else {
            text.extend(["%", &alloc::format!("{byte:02X}")]);
        }
    }
    text
}

/// The text with every `%XX` resolved; `None` where one is cut off or the bytes are not UTF-8
#[must_use]
pub fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let (digits, after) = rest.split_at_checked(2)?;
        let digits = core::str::from_utf8(digits).ok()?;
        let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        bytes.push(u8::from_str_radix(digits, 16).ok().filter(|_| is_hex)?);
        rest = after;
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_comes_back() {
        #[track_caller]
        fn check(name: &str, file: &str) {
            assert_eq!(encoded(name), file);
            assert_eq!(decoded(file).as_deref(), Some(name));
        }
        check("logs.example-1_a", "logs.example-1_a");
        check("../../x", "%2E.%2F..%2Fx");
        check("..", "%2E.");
        check("a b+ü%", "a%20b%2B%C3%BC%25");
    }

    #[test]
    fn what_is_not_encoded_well_is_nothing() {
        for text in ["%", "%4", "%zz", "%+1", "%FF"] {
            assert_eq!(decoded(text), None, "{text}");
        }
        assert_eq!(decoded("a+b").as_deref(), Some("a+b"));
    }
}
