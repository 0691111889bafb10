//! One line for each check: every layer with its mark.

use anstyle::Style;
use why403_diagnose::Diagnosis;
use why403_diagnose::diagnosis::Checked;
use why403_diagnose::operation::PlannedCheck;
use why403_engine::truth::Truth;
use why403_engine::verdict::Layer;

use super::page::{DENIES, OPEN, PASSES, Page, QUIET};
use crate::words::{self, Mark};

pub(super) fn write(page: &mut Page, diagnosis: &Diagnosis) {
    let ready = diagnosis.checks.iter();
    let shown: Vec<&Checked> = ready.filter(|it| words::is_shown(&it.check.plan)).collect();
    // What the call may not even ask for is counted, but for the one that is told of above.
    let told = diagnosis.causes.first().map(|it| it.check);
    let told = told.and_then(|it| diagnosis.checks.get(it));
    let is_told = |it: &Checked| told.is_some_and(|told| core::ptr::eq(told, it));
    let is_listed = |it: &&Checked| it.check.plan.needed == Truth::Yes || is_told(it);
    let (shown, perhaps): (Vec<&Checked>, Vec<&Checked>) = shown.into_iter().partition(is_listed);
    for checked in &shown {
        let label = label(&checked.check.plan);
        let is_allowed = checked.evaluation.outcome.is_denied() == Truth::No;
        if is_allowed && shown.len() > 1 {
            page.words(&label, &[(PASSES, "✓ allowed".to_string())]);
        } else {
            page.words(&label, &marks(checked));
        }
    }
    if !perhaps.is_empty() {
        let text = match perhaps.len() {
            1 => "1 more check, if the request asks for more (--exact: it does not): --all"
                .to_string(),
            count => format!(
                "{count} more checks, if the request asks for more (--exact: it does not): --all"
            ),
        };
        page.indented(0, &text);
    }
    for plan in diagnosis.open.iter().filter(|it| words::is_shown(it)) {
        let what = plan.on.gap().map_or("", |it| it.what.as_str());
        page.words(&label(plan), &[(OPEN, format!("? {what}"))]);
    }
}

/// The action, and what the check depends on in brackets
fn label(plan: &PlannedCheck) -> String {
    match words::terms(plan) {
        terms if terms.is_empty() => format!("{}:", plan.action),
        terms => format!("{} ({terms}):", plan.action),
    }
}

fn marks(checked: &Checked) -> Vec<(Style, String)> {
    let request = &checked.check.request;
    let pairs = Layer::ALL.into_iter().zip(checked.evaluation.verdicts);
    let marks = pairs.map(|(layer, verdicts)| (layer, words::mark(checked, layer, verdicts)));
    marks
        .filter(|(layer, mark)| words::is_listed(*layer, *mark, request))
        .map(|(layer, mark)| {
            let style = match mark {
                Mark::Denies => DENIES,
                Mark::Passes => Style::new(),
                Mark::Unknown => OPEN,
                Mark::Silent | Mark::Absent => QUIET,
            };
            (
                style,
                format!("{} {}", words::layer(layer, request), mark.sign()),
            )
        })
        .collect()
}
