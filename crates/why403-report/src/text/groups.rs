//! The causes of a log as a short table: how often, what, on what; who, why, when.

use super::page::{DENIES, OPEN, Page, QUIET, STRONG};
use super::{Detail, Frame};
use crate::groups::{self, Log};

/// Causes that are shown where not all are asked for
const TOP: usize = 5;

/// The table, with an empty line behind it.
#[must_use]
pub fn groups(log: Log<'_>, frame: Frame<'_>) -> String {
    let mut page = Page::new(frame.width);
    page.paragraph(STRONG, "found:", &log.summary());
    let shown = match frame.detail {
        Detail::Brief => TOP,
        Detail::All => usize::MAX,
    };
    let digits = log
        .groups
        .first()
        .map_or(1, |it| it.count.to_string().len());
    for (index, group) in log.groups.iter().enumerate() {
        if index >= shown && index != log.picked {
            continue;
        }
        let mark = if index == log.picked { "▸" } else { " " };
        let label = format!("{mark} {:>2}  {:>digits$} ×", index + 1, group.count);
        let style = if index == log.picked { DENIES } else { QUIET };
        let what = match groups::whereabouts(group) {
            Some(place) => format!("{} on {place}", groups::what(group)),
            None => groups::what(group),
        };
        page.entry(style, &label, &what);
        let first = groups::place(group).map(|it| format!("first in {it}"));
        let more = [groups::reason(group), groups::when(group), first];
        let told: Vec<String> = [groups::who(group)]
            .into_iter()
            .chain(more.into_iter().flatten())
            .collect();
        page.indented(label.chars().count() + 1, &told.join(" · "));
    }
    let hidden = log.groups.len().saturating_sub(shown);
    if hidden > 0 {
        page.entry(QUIET, "  … ", &format!("{hidden} more causes: --all"));
    }
    if let Some(text) = log.left_out() {
        page.entry(OPEN, "note:", &text);
    }
    if let Some(text) = log.onward() {
        page.entry(QUIET, "     ", &text);
    }
    let mut text = page.finish(None);
    text.push('\n');
    text
}
