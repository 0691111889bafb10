//! What pages show, held against what their commands print.

use std::path::Path;

use crate::shown::{Shown, run};

/// Holds every output of a page against what its command prints; `WHY403_BLESS=1` writes it
pub(crate) fn hold(path: &Path, page: &str, all: &[Shown]) -> std::io::Result<()> {
    let mut blessed = page.to_string();
    for it in all {
        let Some(output) = &it.output else {
            continue;
        };
        let found = run(it);
        let wanted = it.wanted.as_deref().unwrap_or_default();
        assert!(found.starts_with(wanted), "{}\n{found}", it.command);
        if std::env::var_os("WHY403_BLESS").is_some() {
            let block = |text: &str| format!("```text\n{text}```");
            blessed = blessed.replacen(&block(output), &block(&found), 1);
        } else {
            assert_eq!(output, &found, "{}: {}", path.display(), it.command);
        }
    }
    if blessed == page {
        return Ok(());
    }
    std::fs::write(path, blessed)
}
