//! What a person gives to be read: the bytes of files or of standard input, packed or not, as text
//! that comes piece by piece.
//!
//! Trails and logs are stored with gzip; a shell of Windows writes UTF-16. What is no text in the
//! end is still read as one, with marks in place of the bytes that are none: one odd byte in a log
//! must not hide the rest. No more than a piece is ever held, so a file may have any size, and one
//! that unpacks to a thousand times of it costs time and no memory.

use std::io::{self, Read};

use flate2::read::MultiGzDecoder;

use crate::failure::Failure;

/// Bytes of a piece
const PIECE: usize = 1 << 18;

/// Gives the text of something that can be read, piece by piece, in its order.
///
/// - `name`: what it is called in a message.
/// - Errors: it cannot be read, it is no whole gzip file. What was given before stays given.
pub(crate) fn pieces(
    name: &str,
    mut from: impl Read,
    take: &mut dyn FnMut(&str),
) -> Result<(), Failure> {
    let mut start = Vec::new();
    let head = from.by_ref().take(2).read_to_end(&mut start);
    head.map_err(|it| Failure::unreadable(name, &it))?;
    let whole = start.as_slice().chain(from);
    if start == MAGIC {
        // A file may hold several members, as `cat a.gz b.gz` makes them.
        let unpacked = MultiGzDecoder::new(whole);
        decoded(unpacked, take).map_err(|it| damaged(name, &it))
    } else {
        decoded(whole, take).map_err(|it| Failure::unreadable(name, &it))
    }
}

/// The first bytes of every gzip file. Source: RFC 1952, 2.3.1
const MAGIC: [u8; 2] = [0x1f, 0x8b];

fn damaged(name: &str, error: &io::Error) -> Failure {
    Failure::new(
        "file/gzip",
        &format!("{name} is a gzip file that cannot be unpacked: {error}"),
        Some("fetch it again; `gzip --test FILE` says whether it is whole".into()),
    )
}

/// Bytes as text: UTF-16 where a mark in front says so, else UTF-8
fn decoded(mut from: impl Read, take: &mut dyn FnMut(&str)) -> io::Result<()> {
    let mut bytes = Vec::new();
    let mut form: Option<Form> = None;
    loop {
        let room = (PIECE - bytes.len().min(PIECE / 2)) as u64;
        let read = from.by_ref().take(room).read_to_end(&mut bytes)?;
        let is_last = (read as u64) < room;
        let form = *form.get_or_insert_with(|| Form::of(&bytes));
        let mut text = String::with_capacity(bytes.len());
        let used = match form {
            Form::Utf8 => utf8(&bytes, is_last, &mut text),
            Form::Utf16(unit) => utf16(&bytes, unit, is_last, &mut text),
        };
        bytes.drain(..used);
        if !text.is_empty() {
            take(&text);
        }
        if is_last {
            return Ok(());
        }
    }
}

/// How text is put into bytes
#[derive(Clone, Copy)]
enum Form {
    Utf8,
    Utf16(fn([u8; 2]) -> u16),
}

impl Form {
    fn of(bytes: &[u8]) -> Self {
        match bytes {
            [0xff, 0xfe, ..] => Self::Utf16(u16::from_le_bytes),
            [0xfe, 0xff, ..] => Self::Utf16(u16::from_be_bytes),
            _ => Self::Utf8,
        }
    }
}

/// Adds what is whole of the bytes, and says how many they were
fn utf8(bytes: &[u8], is_last: bool, text: &mut String) -> usize {
    let mut used = 0;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        used += chunk.valid().len();
        let odd = chunk.invalid();
        let is_cut = used + odd.len() == bytes.len()
            && std::str::from_utf8(odd).is_err_and(|it| it.error_len().is_none());
        if is_cut && !odd.is_empty() && !is_last {
            break;
        }
        if !odd.is_empty() {
            text.push(char::REPLACEMENT_CHARACTER);
        }
        used += odd.len();
    }
    used
}

/// The same of UTF-16; the mark in front is left out
fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, is_last: bool, text: &mut String) -> usize {
    let pairs = bytes.chunks_exact(2).filter_map(|it| it.try_into().ok());
    let mut units: Vec<u16> = pairs.map(unit).collect();
    let is_cut = units.last().is_some_and(|it| (0xd800..0xdc00).contains(it));
    if is_cut && !is_last {
        units.pop();
    }
    let characters = char::decode_utf16(units.iter().copied());
    let characters = characters.map(|it| it.unwrap_or(char::REPLACEMENT_CHARACTER));
    text.extend(characters.filter(|it| *it != '\u{feff}'));
    if is_last {
        bytes.len()
    } else {
        units.len() * 2
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn text(name: &str, from: impl Read) -> Result<String, Failure> {
        let mut all = String::new();
        pieces(name, from, &mut |it| all.push_str(it)).map(|()| all)
    }

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
    fn a_bomb_comes_in_pieces() {
        let bomb = packed(&vec![b'0'; 4 << 20]);
        assert!(bomb.len() < 8 << 10, "it is small: {}", bomb.len());
        let (mut most, mut all) = (0, 0);
        pieces("x", bomb.as_slice(), &mut |it| {
            most = most.max(it.len());
            all += it.len();
        })
        .unwrap();
        assert_eq!(all, 4 << 20);
        assert!(most <= PIECE);
    }

    #[test]
    fn a_character_may_lie_across_pieces() {
        let whole = "aé😀ü".repeat(PIECE / 5);
        for skipped in 0..4 {
            let start = whole.char_indices().nth(skipped).unwrap().0;
            let given = &whole[start..];
            assert!(text("x", given.as_bytes()).unwrap() == given, "{skipped}");
        }
        let wide: Vec<u8> = format!("\u{feff}a{whole}")
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert!(text("x", wide.as_slice()).unwrap() == format!("a{whole}"));
        // What is cut at the very end is an odd byte like any other.
        assert_eq!(text("x", &b"a\xf0\x9f"[..]).unwrap(), "a\u{fffd}");
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
