//! What a person gives to be read: a file's or standard input's bytes, packed or not, as text.
//!
//! Trails and logs are stored with gzip; a shell of Windows writes UTF-16. What is no text in the
//! end is still read as one, with marks in place of the bytes that are none: one odd byte in a log
//! must not hide the rest.

use std::io::{self, Read};

use flate2::read::MultiGzDecoder;

use crate::failure::Failure;

/// Bytes of text at most, unpacked: some hundred times what CloudTrail puts into one file
const MOST: u64 = 256 << 20;

/// The text of something that can be read.
///
/// - `name`: what it is called in a message.
/// - Errors: it cannot be read, it is no whole gzip file, it is longer than 256 MiB when unpacked.
pub(crate) fn text(name: &str, from: impl Read) -> Result<String, Failure> {
    text_within(name, from, MOST)
}

fn text_within(name: &str, mut from: impl Read, most: u64) -> Result<String, Failure> {
    let unreadable = |it: &io::Error| Failure::unreadable(name, it);
    let mut start = Vec::new();
    let head = from.by_ref().take(2).read_to_end(&mut start);
    head.map_err(|it| unreadable(&it))?;
    let is_packed = start == MAGIC;
    let whole = start.as_slice().chain(from);
    let mut bytes = Vec::new();
    let read = if is_packed {
        // A file may hold several members, as `cat a.gz b.gz` makes them.
        let mut unpacked = MultiGzDecoder::new(whole).take(most + 1);
        unpacked.read_to_end(&mut bytes)
    } else {
        whole.take(most + 1).read_to_end(&mut bytes)
    };
    match read {
        Ok(length) if length as u64 > most => Err(too_large(name, most)),
        Ok(_) => Ok(decoded(bytes)),
        Err(error) if is_packed => Err(damaged(name, &error)),
        Err(error) => Err(unreadable(&error)),
    }
}

/// The first bytes of every gzip file. Source: RFC 1952, 2.3.1
const MAGIC: [u8; 2] = [0x1f, 0x8b];

fn too_large(name: &str, most: u64) -> Failure {
    Failure::new(
        "file/too-large",
        &format!("{name} has more than {} MiB of text", most >> 20),
        Some("give only the records or lines of the time in question".into()),
    )
}

fn damaged(name: &str, error: &io::Error) -> Failure {
    Failure::new(
        "file/gzip",
        &format!("{name} is a gzip file that cannot be unpacked: {error}"),
        Some("fetch it again; `gzip --test FILE` says whether it is whole".into()),
    )
}

/// Bytes as text: UTF-16 where a mark in front says so, else UTF-8
fn decoded(bytes: Vec<u8>) -> String {
    let wide = |read: fn([u8; 2]) -> u16| {
        let pairs = bytes.get(2..).unwrap_or_default().chunks_exact(2);
        let units: Vec<u16> = pairs
            .filter_map(|it| it.try_into().ok())
            .map(read)
            .collect();
        String::from_utf16_lossy(&units)
    };
    match bytes.as_slice() {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes),
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes),
        _ => match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(odd) => String::from_utf8_lossy(odd.as_bytes()).into_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn packed(text: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn packed_and_plain_texts_are_the_same() {
        let plain = "a record\nanother";
        assert_eq!(text("x", plain.as_bytes()).unwrap(), plain);
        assert_eq!(
            text("x", packed(plain.as_bytes()).as_slice()).unwrap(),
            plain
        );
        let members = [packed(b"a record\n"), packed(b"another")].concat();
        assert_eq!(text("x", members.as_slice()).unwrap(), plain);
        assert_eq!(text("x", &b""[..]).unwrap(), "");
        assert_eq!(text("x", &b"\x1f"[..]).unwrap(), "\u{1f}");
    }

    #[test]
    fn a_bomb_ends_at_the_limit() {
        let bomb = packed(&vec![b'0'; 4 << 20]);
        assert!(bomb.len() < 8 << 10, "it is small: {}", bomb.len());
        let found = format!(
            "{:?}",
            text_within("x", bomb.as_slice(), 1 << 20).unwrap_err()
        );
        assert!(found.contains("file/too-large"), "{found}");
        let plain = vec![b'0'; (1 << 20) + 1];
        let found = format!(
            "{:?}",
            text_within("x", plain.as_slice(), 1 << 20).unwrap_err()
        );
        assert!(found.contains("file/too-large"), "{found}");
        assert!(text_within("x", &plain[1..], 1 << 20).is_ok());
    }

    #[test]
    fn a_damaged_file_says_so() {
        let mut whole = packed(b"a record of some length, so that there is something to cut");
        whole.truncate(whole.len() - 6);
        let found = format!("{:?}", text("x", whole.as_slice()).unwrap_err());
        assert!(found.contains("file/gzip"), "{found}");
        let found = format!("{:?}", text("x", &b"\x1f\x8bnonsense"[..]).unwrap_err());
        assert!(found.contains("file/gzip"), "{found}");
    }

    #[test]
    fn odd_bytes_do_not_hide_the_rest() {
        assert_eq!(
            text("x", &b"Zugriff f\xfcr alle"[..]).unwrap(),
            "Zugriff f\u{fffd}r alle"
        );
        let wide: Vec<u8> = "\u{feff}größe"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(text("x", wide.as_slice()).unwrap(), "größe");
        let wide: Vec<u8> = "\u{feff}a"
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect();
        assert_eq!(text("x", wide.as_slice()).unwrap(), "a");
    }
}
