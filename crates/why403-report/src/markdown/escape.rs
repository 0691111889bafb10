//! Texts of anybody inside Markdown, which must stay texts.
//!
//! Source: `CommonMark` 0.31.2, "Backslash escapes", "Fenced code blocks", "Code spans"; GitHub
//! Flavored Markdown, "Autolinks" and "Tables".

/// A text inside a line: no markup, no HTML, no link, no mention, no table cell ends in it.
///
/// The line must start with something else: marks that count at its start only are left alone.
#[must_use]
pub(crate) fn inline(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut before = ' ';
    for (at, character) in text.char_indices() {
        let after = text.get(at + character.len_utf8()..).unwrap_or("");
        match character {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '$' => {
                escaped.push('\\');
                escaped.push(character);
            }
            // GitHub finds mentions, issues and addresses in the rendered text: a comment parts them.
            '@' | '#' if !before.is_alphanumeric() && after.starts_with(char::is_alphanumeric) => {
                escaped.push(character);
                escaped.push_str("<!-- -->");
            }
            // `http://`, `https://` and `ftp://` alone make links.
            ':' if after.starts_with("//") && ends_like(&escaped, &["http", "https", "ftp"]) => {
                escaped.push_str("\\:");
            }
            '.' if ends_like(&escaped, &["www"]) => escaped.push_str("\\."),
            it => escaped.push(visible(it)),
        }
        before = character;
    }
    escaped
}

/// Whether the text ends in one of these words of letters, in whatever case
fn ends_like(text: &str, words: &[&str]) -> bool {
    let mut words = words.iter();
    words.any(|word| {
        let tail = text.len().checked_sub(word.len());
        let tail = tail.and_then(|start| text.get(start..));
        tail.is_some_and(|tail| tail.eq_ignore_ascii_case(word))
    })
}

/// A code span: the fence is longer than any run of backticks in the text.
#[must_use]
pub(crate) fn code(text: &str) -> String {
    let fence = "`".repeat(longest_run(text) + 1);
    let text: String = text.chars().map(visible).collect();
    let is_padded = text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']);
    match (text.is_empty(), is_padded) {
        (true, _) => String::new(),
        (false, true) => format!("{fence} {text} {fence}"),
        (false, false) => format!("{fence}{text}{fence}"),
    }
}

/// A code span in a cell of a table, which splits its row before it looks for code.
#[must_use]
pub(super) fn cell(text: &str) -> String {
    code(text).replace('|', "\\|")
}

/// A fenced block, each line indented by `indent` spaces; a line break at the end.
#[must_use]
pub(crate) fn fenced(language: &str, text: &str, indent: usize) -> String {
    let fence = "`".repeat((longest_run(text) + 1).max(3));
    let mut block = format!("{:indent$}{fence}{language}\n", "");
    for line in text.split('\n') {
        let line: String = line.chars().map(visible).collect();
        let line = format!("{:indent$}{line}", "");
        block.push_str(line.trim_end());
        block.push('\n');
    }
    format!("{block}{:indent$}{fence}\n", "")
}

/// Characters that end a line or turn its direction, as ones that do not
fn visible(character: char) -> char {
    match character {
        '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' => '\u{fffd}',
        it if it.is_control() => '\u{fffd}',
        it => it,
    }
}

fn longest_run(text: &str) -> usize {
    let runs = text.split(|it| it != '`').map(str::len);
    runs.max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_a_name_stays_a_name() {
        #[track_caller]
        fn check(text: &str, wanted: &str) {
            assert_eq!(inline(text), wanted);
        }
        check("report-reader", "report-reader");
        check("s3://a/b", "s3://a/b");
        check("a_b*c`d", "a\\_b\\*c\\`d");
        check("[x](http://y)", "\\[x\\](http\\://y)");
        check("</details><img>", "\\</details\\>\\<img\\>");
        check("a\n# b|c #1", "a # b\\|c #<!-- -->1");
        check(
            "ask @alice, not b@example.com",
            "ask @<!-- -->alice, not b@example.com",
        );
        check("WWW.example.com", "WWW\\.example.com");
        check("\u{202e}gpj.exe\u{0}", "\u{fffd}gpj.exe\u{fffd}");
    }

    #[test]
    fn fences_are_longer_than_what_they_hold() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("a`b``c"), "```a`b``c```");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(code("a|b\nc"), "`a|b c`");
        assert_eq!(cell("a|b"), "`a\\|b`");
        assert_eq!(
            fenced("sh", "a\n````\nb", 0),
            "`````sh\na\n````\nb\n`````\n"
        );
        assert_eq!(fenced("", "a\r```", 2), "  ````\n  a ```\n  ````\n");
    }
}
