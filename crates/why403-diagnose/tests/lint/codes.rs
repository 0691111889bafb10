//! The table of codes against the pages that explain them and the fixtures that show them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use why403_diagnose::lint::codes::{OWN, about, all};

use super::{Case, Outcome, root};

/// Each code has a section, a case that has it and a twin that has it not
pub(crate) fn have_pages_and_fixtures(path: &Path) -> Outcome {
    let page = fs::read_to_string(path)?;
    let sections: Vec<&str> = page
        .lines()
        .filter_map(|it| it.strip_prefix("### "))
        .collect();
    let cases = Case::all()?;
    let codes: BTreeSet<&str> = OWN.iter().map(|it| it.id).collect();
    assert_eq!(codes.len(), OWN.len(), "a code twice");
    for code in OWN {
        let anchor = code.id.strip_prefix("lint/").unwrap();
        assert!(sections.contains(&anchor), "no section ### {anchor}");
        let about = about(code.id).unwrap();
        assert_eq!(about.page, format!("docs/lint.md#{anchor}"));
        let severity = code.severity.word();
        let begin = format!("{severity} {} @", code.id);
        let is_shown = |it: &Case| it.want.iter().any(|it| it.starts_with(&begin));
        assert!(cases.iter().any(is_shown), "no fixture has {begin}");
        let has_twin = |it: &Case| it.not.iter().any(|it| it == code.id);
        assert!(cases.iter().any(has_twin), "no fixture has not {}", code.id);
    }
    let without: Vec<_> = sections
        .iter()
        .filter(|it| !codes.contains(format!("lint/{it}").as_str()))
        .collect();
    assert!(without.is_empty(), "sections without a code: {without:?}");
    let mut named = cases.iter().flat_map(|it| &it.not);
    assert!(
        named.all(|it| codes.contains(it.as_str())),
        "an unknown code"
    );
    assert!(page.len() < 40_000, "too long to be read");
    Ok(())
}

/// Titles and sections are those of the page
pub(crate) fn of_the_validator_have_rows(path: &Path) -> Outcome {
    let page = fs::read_to_string(path)?;
    let mut section = String::new();
    let mut rows = BTreeSet::new();
    for line in page.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            section = heading.to_lowercase().replace(' ', "-");
        }
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, code, title, ..] = cells.as_slice() else {
            continue;
        };
        let code = code.trim_matches('`');
        if code.contains('/') {
            let about = about(code).ok_or_else(|| format!("no row for {code}"))?;
            assert_eq!(about.title, *title, "{code}");
            assert_eq!(
                about.page,
                format!("docs/validation.md#{section}"),
                "{code}"
            );
            rows.insert(code);
        }
    }
    for code in all().filter(|it| !it.starts_with("lint/")) {
        assert!(rows.contains(code), "{code} has no row");
    }
    assert!(root().join("docs/validation.md").exists());
    Ok(())
}
