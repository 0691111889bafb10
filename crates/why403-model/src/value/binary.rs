//! Base64, read strictly: padding must be there and unused bits must be zero.

use alloc::vec::Vec;

/// The bytes of a base64 text; `None` where it is not canonical (`YQ`, `YR==`, white space)
#[must_use]
pub fn decode_base64(text: &str) -> Option<Vec<u8>> {
    let bytes = text.as_bytes();
    if !bytes.len().is_multiple_of(4) {
        return None;
    }
    let body = text.trim_end_matches('=');
    let padding = text.len() - body.len();
    if padding > 2 {
        return None;
    }
    let mut decoded = Vec::with_capacity(bytes.len() / 4 * 3);
    let (mut bits, mut count) = (0u32, 0u32);
    for byte in body.bytes() {
        bits = (bits << 6) | u32::from(digit(byte)?);
        count += 6;
        if count >= 8 {
            count -= 8;
            decoded.push(u8::try_from(bits >> count & 0xff).ok()?);
            bits &= (1 << count) - 1;
        }
    }
    let expected = match padding {
        0 => 0,
        1 => 2,
        _ => 4,
    };
    (bits == 0 && count == expected).then_some(decoded)
}

fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_canonical_texts_are_base64() {
        assert_eq!(decode_base64("YQ=="), Some(alloc::vec![b'a']));
        assert_eq!(decode_base64("YWI="), Some(alloc::vec![b'a', b'b']));
        assert_eq!(decode_base64(""), Some(Vec::new()));
        for bad in [
            "YQ",
            "YR==",
            " YQ==",
            "no-binary",
            "====",
            "A===",
            "YQ==YQ==",
        ] {
            assert_eq!(decode_base64(bad), None, "{bad}");
        }
    }
}
