//! Rows of comma-separated values, as Insights, Lake and Athena write them (RFC 4180).

use alloc::borrow::Cow;
use alloc::vec::Vec;

use memchr::memchr2;

/// Where a row ends; keeps its place between two pieces of a text
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Rows {
    is_quoted: bool,
    /// The next byte to be looked at
    pub(super) at: usize,
}

impl Rows {
    /// Whether a quote is open
    pub(super) fn is_quoted(&self) -> bool {
        self.is_quoted
    }

    /// The byte behind the line break that ends the row; `None` where the text ends first.
    pub(super) fn end(&mut self, text: &str) -> Option<usize> {
        let bytes = text.as_bytes();
        loop {
            let rest = bytes.get(self.at..).unwrap_or_default();
            let Some(offset) = memchr2(b'"', b'\n', rest) else {
                self.at = bytes.len();
                return None;
            };
            let found = self.at + offset;
            self.at = found + 1;
            match (bytes.get(found), self.is_quoted) {
                (Some(b'\n'), false) => return Some(self.at),
                (Some(b'\n'), true) => {}
                (_, is_quoted) => self.is_quoted = !is_quoted,
            }
        }
    }
}

/// The fields of a row, quotes undone; a lone quote inside of a field stays
pub(super) fn fields(row: &str) -> Vec<Cow<'_, str>> {
    let mut rest = row.trim_end_matches(['\n', '\r']);
    let mut fields = Vec::new();
    loop {
        let end = match rest.strip_prefix('"') {
            Some(inner) => 1 + closing(inner),
            None => 0,
        };
        let comma = rest.get(end..).and_then(|it| it.find(','));
        let (field, behind) = match comma.map(|at| end + at) {
            Some(at) => (rest.get(..at), rest.get(at + 1..)),
            None => (Some(rest), None),
        };
        fields.push(plain(field.unwrap_or_default()));
        match behind {
            Some(behind) => rest = behind,
            None => return fields,
        }
    }
}

/// The byte behind the quote that ends a field
fn closing(inner: &str) -> usize {
    let mut from = 0;
    while let Some(at) = inner.get(from..).and_then(|it| it.find('"')) {
        let quote = from + at;
        if inner.as_bytes().get(quote + 1) != Some(&b'"') {
            return quote + 1;
        }
        from = quote + 2;
    }
    inner.len()
}

fn plain(field: &str) -> Cow<'_, str> {
    let inner = field
        .strip_prefix('"')
        .map(|it| it.strip_suffix('"').unwrap_or(it));
    match inner {
        Some(inner) if inner.contains("\"\"") => Cow::Owned(inner.replace("\"\"", "\"")),
        Some(inner) => Cow::Borrowed(inner),
        None => Cow::Borrowed(field),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_end_outside_of_quotes() {
        let text = "a,\"b\nc\"\"\n\",d\r\nx,y\nlast";
        let (second, third) = (text.find("x,y").unwrap(), text.find("last").unwrap());
        let mut rows = Rows::default();
        assert_eq!(rows.end(text), Some(second));
        assert_eq!(rows.end(text), Some(third));
        assert_eq!(rows.end(text), None);
        // In pieces of one byte it is the same.
        let mut rows = Rows::default();
        let ends: Vec<usize> = (0..=text.len())
            .filter_map(|length| rows.end(&text[..length]))
            .collect();
        assert_eq!(ends, [second, third]);
    }

    #[test]
    fn quotes_are_undone() {
        let check = |row: &str, wanted: &[&str]| assert_eq!(fields(row), wanted, "{row}");
        check("a,\"b, \"\"c\"\"\",\r\n", &["a", "b, \"c\"", ""]);
        check("\"never closed, all of it", &["never closed, all of it"]);
        check("a\"b,c", &["a\"b", "c"]);
        check("", &[""]);
        check("\"é\",ü", &["é", "ü"]);
    }
}
