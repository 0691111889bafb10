//! A text on one line, as it was before terminals, documents and programs wrapped it.
//!
//! White space becomes one space; JSON's escapes, XML's entities, colours of terminals and the
//! frames that tools draw are undone. One pass over the text, whatever is in it.

use alloc::string::String;
use alloc::vec::Vec;

const ESCAPE: char = '\u{1b}';

/// The text on one line
pub(super) fn flattened(text: &str) -> String {
    let mut flat = Flat::default();
    let lines: Vec<&str> = text.lines().collect();
    let width = hard_width(&lines);
    for (index, line) in lines.iter().enumerate() {
        flat.take(unframed(line));
        let next = lines.get(index + 1).copied().unwrap_or_default();
        flat.is_apart |= !is_cut(line, next, width);
    }
    flat.text
}

/// The text that is made, and whether a space is due before what comes next
#[derive(Default)]
struct Flat {
    text: String,
    is_apart: bool,
}

impl Flat {
    fn push(&mut self, found: char) {
        match found {
            // Invisible: joiners, marks of direction and of byte order, soft hyphens
            '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}' => {}
            // Frames: `│`, `╷`
            '\u{2500}'..='\u{257f}' => self.is_apart = true,
            _ if found.is_whitespace() || found.is_control() => self.is_apart = true,
            _ => {
                if self.is_apart && !self.text.is_empty() {
                    self.text.push(' ');
                }
                self.is_apart = false;
                self.text.push(match found {
                    '\u{201c}' | '\u{201d}' => '"',
                    '\u{2018}' | '\u{2019}' => '\'',
                    _ => found,
                });
            }
        }
    }

    fn take(&mut self, line: &str) {
        let mut rest = line;
        while let Some(first) = rest.chars().next() {
            let behind = rest.get(first.len_utf8()..).unwrap_or_default();
            rest = match first {
                ESCAPE => behind_sequence(behind),
                '\\' => self.take_escape(rest),
                '&' => self.take_entity(behind),
                _ => {
                    self.push(first);
                    behind
                }
            };
        }
    }

    /// A JSON escape, however often it was escaped again; the text behind it
    fn take_escape<'t>(&mut self, text: &'t str) -> &'t str {
        let rest = text.trim_start_matches('\\');
        let mut letters = rest.chars();
        let first = letters.next();
        let behind = letters.as_str();
        match first {
            Some(quote @ ('"' | '\'' | '/')) => self.push(quote),
            Some('n' | 'r' | 't') => self.is_apart = true,
            // JSON inside a web page: the quote that is escaped is an entity.
            Some('&') => return self.take_entity(behind),
            Some('u') => {
                let Some((unit, behind)) = unit(behind) else {
                    self.push('\\');
                    return rest;
                };
                let low = behind.trim_start_matches('\\').strip_prefix('u');
                let low = low.and_then(self::unit);
                if let (0xd800..=0xdbff, Some((low, behind))) = (unit, low) {
                    let mut pair = char::decode_utf16([unit, low]);
                    if let Some(Ok(found)) = pair.next() {
                        self.push(found);
                        return behind;
                    }
                }
                let found = char::from_u32(u32::from(unit));
                if found == Some(ESCAPE) {
                    return behind_sequence(behind);
                }
                self.push(found.unwrap_or(char::REPLACEMENT_CHARACTER));
                return behind;
            }
            Some(_) | None => {
                // It escapes nothing that we know.
                self.push('\\');
                return rest;
            }
        }
        behind
    }

    /// An entity of XML, however often its `&` was made one again; the text behind it
    fn take_entity<'t>(&mut self, behind: &'t str) -> &'t str {
        let rest = behind.trim_start_matches("amp;");
        let start = rest.as_bytes().iter().take(8);
        let name = start.take_while(|it| **it != b';').count();
        let (name, after) = rest.split_at_checked(name).unwrap_or_default();
        if let (Some(found), Some(after)) = (entity(name), after.strip_prefix(';')) {
            self.push(found);
            return after;
        }
        self.push('&');
        rest
    }
}

/// Four hexadecimal digits, and the text behind them
fn unit(text: &str) -> Option<(u16, &str)> {
    let (digits, behind) = text.split_at_checked(4)?;
    let is_hex = digits.bytes().all(|it| it.is_ascii_hexdigit());
    let unit = u16::from_str_radix(digits, 16).ok();
    Some((unit.filter(|_| is_hex)?, behind))
}

fn entity(name: &str) -> Option<char> {
    Some(match name {
        "quot" => '"',
        "apos" => '\'',
        "lt" => '<',
        "gt" => '>',
        "nbsp" => ' ',
        _ => {
            let number = name.strip_prefix('#')?;
            let number = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(number)?
        }
    })
}

/// The text behind a terminal's control sequence, whose escape character was taken
fn behind_sequence(text: &str) -> &str {
    let mut letters = text.chars();
    match letters.next() {
        // Colours and the like: parameters, and a letter that ends them
        Some('[') => {
            let rest = letters.as_str();
            let is_parameter = |it: char| matches!(it, '\u{20}'..='\u{3f}');
            let rest = rest.trim_start_matches(is_parameter);
            let mut rest = rest.chars();
            match rest.clone().next() {
                Some('@'..='~') => {
                    rest.next();
                    rest.as_str()
                }
                Some(_) | None => rest.as_str(),
            }
        }
        // Links and titles: up to a bell or the next escape character
        Some(']') => {
            let rest = letters.as_str();
            let end = rest.find(['\u{7}', ESCAPE]).unwrap_or(rest.len());
            let rest = rest.get(end..).unwrap_or_default();
            rest.strip_prefix('\u{7}').unwrap_or(rest)
        }
        Some(_) => letters.as_str(),
        None => text,
    }
}

/// A line without what mails, chats and containers put in front of it: `>`, `|`
fn unframed(line: &str) -> &str {
    line.trim_start_matches(|it: char| it == '>' || it == '|' || it.is_whitespace())
}

/// The width at which something cut lines without regard to words, in characters
fn hard_width(lines: &[&str]) -> Option<usize> {
    let widths: Vec<usize> = lines.iter().map(|it| width(it)).collect();
    let widest = widths.iter().copied().max().filter(|it| *it >= 60)?;
    let mut pairs = widths.windows(2);
    // One full line may be chance, unless it has the width of a terminal; two in a row are none.
    let is_cut = widest == 80 || pairs.any(|it| it == [widest, widest]);
    is_cut.then_some(widest)
}

fn width(line: &str) -> usize {
    line.trim_end_matches('\r').chars().count()
}

/// Whether a line was cut within a word that the next one goes on with
fn is_cut(line: &str, next: &str, hard: Option<usize>) -> bool {
    let is_full = hard.is_some_and(|it| width(line) == it);
    let goes_on = |it: char| it.is_alphanumeric() || ":/_.-+=@*\"'(),;<>&%".contains(it);
    let date = next.get(..5).unwrap_or_default();
    let is_record = date.starts_with("20") && date.ends_with(['-', '/']);
    is_full && !is_record && next.starts_with(goes_on) && line.ends_with(goes_on)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    #[track_caller]
    fn check(text: &str, wanted: &str) {
        assert_eq!(flattened(text), wanted, "{text:?}");
    }

    #[test]
    fn white_space_and_frames_become_one_space() {
        check("  a\r\n\tb\u{a0}\u{3000}c\u{0}d ", "a b c d");
        check("╷\n│ Error: a\n│   b\n╵", "Error: a b");
        check("> a\n> b", "a b");
        check("web-1  | a\n       | b", "web-1 | a b");
        check("a\u{200b}b\u{feff}", "ab");
        check("“a” ‘b’", "\"a\" 'b'");
    }

    #[test]
    fn escapes_of_json_are_undone_however_deep() {
        check(r#"a \"b\" \\\"c\\\""#, "a \"b\" \"c\"");
        check(r"a\u0022b\\u0022c", "a\"b\"c");
        check(r"a\nb\\nc\td", "a b c d");
        check(r"https:\/\/x", "https://x");
        check(r"\ud83d\ude00 \ud83d \u00e9", "😀 \u{fffd} é");
        check(r"\u12 \x \", r"\u12 \x \");
    }

    #[test]
    fn entities_of_xml_are_undone() {
        check("&quot;a&#34; &#x22;b&amp;quot;", "\"a\" \"b\"");
        check("a&lt;b&gt; c&amp;d &e; &", "a<b> c&d &e; &");
        check("a&#10;b", "a b");
    }

    #[test]
    fn colours_are_taken_out() {
        check("\u{1b}[31;1ma\u{1b}[0m b\u{1b}]8;;https://x\u{7}c", "a bc");
        check("\\u001b[31ma\\u001b[0m", "a");
        check("\u{1b}", "");
        check("\u{1b}[", "");
    }

    #[test]
    fn lines_that_were_cut_within_words_are_joined() {
        let text: String = "abcdefghij".chars().cycle().take(200).collect();
        let cut = |width: usize| {
            let letters: Vec<char> = text.chars().collect();
            let lines = letters.chunks(width).map(|it| it.iter().collect());
            lines.collect::<Vec<String>>().join("\n")
        };
        check(&cut(80), &text);
        check(&cut(66), &text);
        // Records of the same length are lines of their own.
        let record = format!("2026-11-20 {}", "x".repeat(60));
        check(
            &format!("{record}\n{record}"),
            &format!("{record} {record}"),
        );
        check("a short line\nand another", "a short line and another");
    }
}
