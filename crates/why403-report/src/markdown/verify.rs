//! A reviewed change as Markdown: a comment on a pull request.

use core::fmt::Write as _;

use why403_diagnose::fix::review::{Judged, Review, Verdict};

use super::escape::{cell, inline};
use crate::words::review;

/// Rows of a list that are shown
const SHOWN: usize = 20;

/// The answer as Markdown.
#[must_use]
pub fn render(found: &Review) -> String {
    let mut page = String::new();
    let sign = match found.verdict {
        Verdict::Passes => "✅",
        Verdict::Open => "❔",
        Verdict::Fails => "❌",
    };
    line(
        &mut page,
        &format!(
            "### {sign} why403 verify: {}",
            inline(&review::because(found))
        ),
    );
    if !found.requests.is_empty() {
        line(&mut page, "\n| | request | before → after |\n|---|---|---|");
        for request in &found.requests {
            let mut turned = inline(&review::turned(request));
            for why in review::why(request) {
                let _ = write!(turned, "<br>{}", inline(&why));
            }
            let name = inline(&review::name(request));
            let mark = review::mark(request.verdict());
            line(&mut page, &format!("| {mark} | {name} | {turned} |"));
        }
    }
    accesses(&mut page, "Opens", &found.opens);
    accesses(&mut page, "Breaks", &found.breaks);
    for behind in &found.behind {
        line(
            &mut page,
            &format!("\nThrough {}.", inline(&review::behind(behind))),
        );
    }
    list(
        &mut page,
        "Not looked at",
        found.unseen.iter().map(|it| inline(it)),
    );
    list(
        &mut page,
        "Changes",
        found.differences.iter().map(|it| inline(&it.what())),
    );
    page
}

fn accesses(page: &mut String, title: &str, found: &[Judged]) {
    if found.is_empty() {
        line(page, &format!("\n**{title}** nothing."));
        return;
    }
    line(page, &format!("\n**{title}**\n\n| | |\n|---|---|"));
    let faults = found.iter().filter(|it| it.excuse.is_none());
    let excused = found.iter().filter(|it| it.excuse.is_some());
    for it in faults.chain(excused).take(SHOWN) {
        let mark = if it.excuse.is_none() { "✗" } else { "" };
        line(page, &format!("| {mark} | {} |", cell(&review::judged(it))));
    }
    if let more @ 1.. = found.len().saturating_sub(SHOWN) {
        line(page, &format!("\nand {more} more."));
    }
}

fn list(page: &mut String, title: &str, all: impl ExactSizeIterator<Item = String>) {
    let count = all.len();
    if count == 0 {
        return;
    }
    line(
        page,
        &format!("\n<details><summary>{title}: {count}</summary>\n"),
    );
    for it in all.take(SHOWN) {
        line(page, &format!("- {it}"));
    }
    if let more @ 1.. = count.saturating_sub(SHOWN) {
        line(page, &format!("- and {more} more"));
    }
    line(page, "\n</details>");
}

fn line(page: &mut String, text: &str) {
    page.push_str(text);
    page.push('\n');
}
