//! Pages that tests write: a page of `docs/` with sections, each owned by one test.
//!
//! A section stands between `<!-- begin: NAME -->` and `<!-- end: NAME -->`, each on a line of its
//! own; what is around them is written by hand. A test computes its section and calls [`section`],
//! which compares, so that a page never says what is no longer so.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Why a section is not, or cannot be, what it should say
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// The page cannot be read or written
    #[error("{page}: {source}")]
    File {
        /// The page, as seen from the root
        page: String,
        /// What the system says
        source: std::io::Error,
    },
    /// The page has no place for the section, or more than one
    #[error(
        "{page} needs the lines `<!-- begin: {name} -->` and `<!-- end: {name} -->` once, in this order"
    )]
    NoPlace {
        /// The page, as seen from the root
        page: String,
        /// The section
        name: String,
    },
    /// The page says something else
    #[error(
        "{page}: section `{name}` is stale; `WHY403_BLESS=1 cargo test -p {package}` rewrites it"
    )]
    Stale {
        /// The page, as seen from the root
        page: String,
        /// The section
        name: String,
        /// The crate whose test owns the section
        package: String,
    },
}

/// Compares one section of a page with what it should say; rewrites it where `WHY403_BLESS=1`.
///
/// - `page`: as seen from the root of this repository, such as `docs/conformance.md`.
/// - `text`: Markdown, without the markers; white space around it does not count.
/// - Tests of one program may call this at once; two programs at once must not bless one page.
pub fn section(page: &str, name: &str, text: &str) -> Result<(), PageError> {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let path = root().join(page);
    let failed = |source| PageError::File {
        page: page.to_string(),
        source,
    };
    let _guard = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let found = std::fs::read_to_string(&path).map_err(failed)?;
    let wanted = replaced(&found, name, text).ok_or_else(|| PageError::NoPlace {
        page: page.to_string(),
        name: name.to_string(),
    })?;
    if wanted == found {
        return Ok(());
    }
    if std::env::var_os("WHY403_BLESS").is_some_and(|it| it == "1") {
        return std::fs::write(&path, wanted).map_err(failed);
    }
    Err(PageError::Stale {
        page: page.to_string(),
        name: name.to_string(),
        // Cargo tells it to every test that it runs.
        package: std::env::var("CARGO_PKG_NAME").unwrap_or_else(|_| "PACKAGE".to_string()),
    })
}

/// The root of this repository
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The page with another text in one section; `None` unless its markers stand there once, in order
fn replaced(page: &str, name: &str, text: &str) -> Option<String> {
    let (begin, end) = (
        format!("<!-- begin: {name} -->\n"),
        format!("<!-- end: {name} -->\n"),
    );
    let (before, rest) = page.split_once(&begin)?;
    let (_, after) = rest.split_once(&end)?;
    let is_twice = [&begin, &end].iter().any(|it| after.contains(*it));
    let text = text.trim();
    (!is_twice).then(|| format!("{before}{begin}\n{text}\n\n{end}{after}"))
}

#[cfg(test)]
mod tests {
    use super::replaced;

    const PAGE: &str = "by hand\n<!-- begin: a -->\nold\n<!-- end: a -->\nby hand too\n\
                        <!-- begin: b -->\n<!-- end: b -->\n";

    #[test]
    fn only_the_text_of_the_section_is_replaced() {
        let wanted = "by hand\n<!-- begin: a -->\n\nnew\n\n<!-- end: a -->\nby hand too\n\
                      <!-- begin: b -->\n<!-- end: b -->\n";
        assert_eq!(replaced(PAGE, "a", "new\n").as_deref(), Some(wanted));
        assert_eq!(replaced(wanted, "a", "\nnew").as_deref(), Some(wanted));
    }

    #[test]
    fn a_section_without_its_place_is_refused() {
        assert_eq!(replaced(PAGE, "c", "new"), None);
        assert_eq!(
            replaced("<!-- end: a -->\n<!-- begin: a -->\n", "a", ""),
            None
        );
        assert_eq!(replaced(&PAGE.repeat(2), "a", "new"), None);
    }
}
