//! A change that was reviewed: what it comes to, each request before and after, what it opens,
//! what it breaks, what was not looked at.

use why403_diagnose::fix::review::{Answered, Judged, Review, Verdict};

use super::Detail;
use super::page::{DENIES, OPEN, PASSES, Page, QUIET};
use crate::words::review;

/// What the answer is written for
#[derive(Clone, Copy, Debug)]
pub struct Frame<'f> {
    /// How people name the world as it is
    pub before: &'f str,
    /// How people name what it will be: another world, or policies
    pub after: &'f str,
    /// How much is shown
    pub detail: Detail,
    /// Columns of the terminal
    pub width: usize,
}

/// The answer as text for a terminal, with the codes of colours in it.
#[must_use]
pub fn render(found: &Review, frame: Frame<'_>) -> String {
    let mut page = Page::new(frame.width);
    let shown = match frame.detail {
        Detail::Brief => SHOWN,
        Detail::All => usize::MAX,
    };
    let label = format!("{}:", review::verdict(found.verdict));
    page.paragraph(style(found.verdict), &label, &review::because(found));
    page.entry(QUIET, "  world ", frame.before);
    page.entry(QUIET, "  change", frame.after);
    page.gap();
    for request in &found.requests {
        self::request(&mut page, request);
    }
    page.gap();
    for (index, difference) in found.differences.iter().enumerate().take(shown) {
        let label = if index == 0 { "changes" } else { "       " };
        page.entry(QUIET, label, &difference.what());
    }
    more(&mut page, found.differences.len(), shown);
    accesses(&mut page, "  opens", &found.opens, shown);
    accesses(&mut page, " breaks", &found.breaks, shown);
    for behind in &found.behind {
        page.entry(OPEN, "through", &review::behind(behind));
    }
    for what in found.unseen.iter().take(shown) {
        page.entry(OPEN, "not looked at:", what);
    }
    more(&mut page, found.unseen.len(), shown);
    page.finish(None)
}

/// Lines of a list that are shown unasked
const SHOWN: usize = 12;

fn style(verdict: Verdict) -> anstyle::Style {
    match verdict {
        Verdict::Passes => PASSES,
        Verdict::Open => OPEN,
        Verdict::Fails => DENIES,
    }
}

fn request(page: &mut Page, found: &Answered) {
    let text = format!("{}: {}", review::name(found), review::turned(found));
    page.entry(style(found.verdict()), review::mark(found.verdict()), &text);
    for line in review::why(found) {
        page.indented(2, &line);
    }
}

fn accesses(page: &mut Page, label: &str, found: &[Judged], shown: usize) {
    let faults = found.iter().filter(|it| it.excuse.is_none());
    let excused = found.iter().filter(|it| it.excuse.is_some());
    if found.is_empty() {
        page.entry(QUIET, label, "nothing");
    }
    for (index, it) in faults.chain(excused).enumerate().take(shown) {
        let label = if index == 0 { label } else { "       " };
        let style = if it.excuse.is_none() { DENIES } else { QUIET };
        page.entry(style, label, &review::judged(it));
    }
    more(page, found.len(), shown);
}

fn more(page: &mut Page, count: usize, shown: usize) {
    if let more @ 1.. = count.saturating_sub(shown) {
        page.indented(8, &format!("and {more} more: --all"));
    }
}
