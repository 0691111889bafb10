//! What to type next.

use why403_diagnose::Diagnosis;

use super::page::{Page, QUIET, STRONG};
use crate::steps::{Step, steps};
use crate::words;

pub(super) fn write(page: &mut Page, diagnosis: &Diagnosis, shown: usize, folder: Option<&str>) {
    if let Some(progress) = &diagnosis.progress {
        let text = words::progress(progress, &diagnosis.question.request);
        page.entry(QUIET, "so far:", &text);
    }
    for it in steps(diagnosis, shown, folder) {
        step(page, &it);
    }
}

/// One step: in a sentence, its commands, what came of it or what the answers mean
pub(super) fn step(page: &mut Page, step: &Step) {
    page.entry(STRONG, &format!("{}:", step.sort.word()), &step.text);
    for code in &step.code {
        page.verbatim(2, code);
    }
    if !step.tried.is_empty() {
        page.indented(6, &step.tried);
    }
    for (label, fact) in &step.facts {
        page.entry(QUIET, &format!("  {label:5}"), fact);
    }
    for (answer, means) in &step.meanings {
        page.entry(QUIET, "    -", &format!("{answer}: {means}"));
    }
}
