//! One line for each check: every layer with its mark.

use anstyle::Style;
use why403_diagnose::Diagnosis;
use why403_diagnose::diagnosis::Checked;
use why403_engine::truth::Truth;
use why403_engine::verdict::Layer;

use super::page::{DENIES, OPEN, PASSES, Page, QUIET};
use crate::words::{self, Mark};

pub(super) fn write(page: &mut Page, diagnosis: &Diagnosis) {
    for checked in &diagnosis.checks {
        let request = &checked.check.request;
        let is_allowed = checked.evaluation.outcome.is_denied() == Truth::No;
        if is_allowed && diagnosis.checks.len() > 1 {
            page.words(
                &format!("{}:", request.action),
                &[(PASSES, "✓ allowed".to_string())],
            );
        } else {
            page.words(&format!("{}:", request.action), &marks(checked));
        }
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
