//! Why a function is not called: the first check that fails, all checks, the statement in its own
//! lines, what to type next.

use anstyle::Style;
use why403_diagnose::diagnosis::Overall;
use why403_diagnose::trigger::{Trigger, TriggerCheck, Verdict};

use super::Frame;
use super::cause::snippet;
use super::header::age;
use super::next;
use super::page::{DENIES, OPEN, PASSES, Page, QUIET};
use crate::steps::steps_of_trigger;
use crate::words;

/// The answer as text for a terminal, with the codes of colours in it.
#[must_use]
pub fn render(trigger: &Trigger, frame: Frame<'_>) -> String {
    let mut page = Page::new(frame.width);
    let style = match trigger.decision {
        Overall::Allow => PASSES,
        Overall::Deny => DENIES,
        Overall::Undetermined => OPEN,
    };
    let verdict = format!("{}:", words::runs(trigger.decision));
    page.paragraph(style, &verdict, words::told_of(trigger));
    let what = match &trigger.source {
        Some(source) => format!("{} {source}", trigger.kind.caller()),
        None => format!("{} ({})", trigger.kind.caller(), trigger.kind.id()),
    };
    page.entry(QUIET, "  from ", &what);
    page.entry(QUIET, "  calls", &words::place(trigger.function.as_str()));
    let world = match age(frame) {
        Some(age) => format!("{} ({age})", frame.world),
        None => frame.world.to_string(),
    };
    page.entry(QUIET, "  world", &world);
    page.gap();
    let first = words::first_of(trigger);
    for check in &trigger.checks {
        let is_first = first.is_some_and(|it| core::ptr::eq(it, check));
        line(&mut page, check, is_first);
    }
    if let Some(check) = first {
        page.gap();
        source(&mut page, check);
    }
    page.gap();
    for step in steps_of_trigger(trigger) {
        next::step(&mut page, &step);
    }
    page.finish(None)
}

/// A check with its mark; the verdict above has said the first one's sentence
fn line(page: &mut Page, check: &TriggerCheck, is_first: bool) {
    let style = match check.verdict {
        Verdict::Passes | Verdict::Idle => Style::new(),
        Verdict::Unknown => OPEN,
        Verdict::Fails => DENIES,
    };
    let label = format!("{} {:10}", words::mark_of(check.verdict).sign(), check.id);
    let text = if is_first {
        "see above"
    } else {
        check.message.as_str()
    };
    page.entry(style, &label, text);
}

/// The statement that decided, or was meant to
fn source(page: &mut Page, check: &TriggerCheck) {
    let (Some(cause), Some(request)) = (check.causes.first(), &check.request) else {
        return;
    };
    if let Some((document, at)) = words::told_by(cause) {
        snippet(page, document, at, &words::label(cause, request));
    }
}
