//! What is not edited away, what to do instead, and what a fix needs care with.

use why403_diagnose::Diagnosis;
use why403_diagnose::diagnosis::Overall;
use why403_diagnose::fix::{Care, Plans, Stop};

use super::page::{DENIES, OPEN, Page, QUIET, STRONG};
use crate::words::{self, managed};

/// Why there is no fix, or what one does not touch
pub(super) fn write(page: &mut Page, diagnosis: &Diagnosis, plans: &Plans) {
    let is_bare = plans.found.is_empty();
    // The way past these is what was found.
    let is_met = |it: &Stop| {
        matches!(
            it,
            Stop::BeforePolicies | Stop::Comply | Stop::Gate | Stop::Anonymous
        )
    };
    let stopped = plans.stopped.iter();
    let stopped = stopped.filter(|it| is_bare || !is_met(&it.stop));
    let mut label = if is_bare { "no fix:" } else { "stop:" };
    let mut count = 0_usize;
    for it in stopped {
        page.paragraph(OPEN, label, it.stop.reason());
        page.entry(STRONG, "instead", &it.instead);
        label = if is_bare { "nor:" } else { "stop:" };
        count += 1;
    }
    if is_bare && count == 0 {
        page.paragraph(OPEN, "no fix:", none(diagnosis, plans));
    }
}

/// Why there is nothing to show where nothing was stopped
fn none(diagnosis: &Diagnosis, plans: &Plans) -> &'static str {
    match diagnosis.decision {
        Overall::Allow => "nothing is denied, so nothing is to be changed",
        Overall::Undetermined => {
            "nothing is denied for certain: first find out what is not known, with why403 explain"
        }
        Overall::Deny if plans.advice.is_empty() => {
            "no change of this world that could be proven is one to propose; why403 explain says \
             what to look at"
        }
        Overall::Deny => "nothing could be proven on a copy of this world",
    }
}

/// What one step needs care with
pub(super) fn care(page: &mut Page, care: &Care) {
    for (what, by) in &care.managed {
        if let Some(text) = managed::beware(what, by) {
            page.entry(DENIES, "beware ", &text);
        }
        if let Some(text) = managed::beside(what, by) {
            page.entry(QUIET, "  note ", &text);
        }
    }
    if !care.shared.is_empty() {
        let text = format!("all that have this policy: {}", care.shared.join(", "));
        page.entry(QUIET, "  for  ", &text);
    }
    page.entry(QUIET, "  when ", words::takes_effect(care.takes_effect));
}
