//! What to type next.

use why403_diagnose::Diagnosis;

use super::page::{Page, STRONG};
use crate::steps::steps;

pub(super) fn write(page: &mut Page, diagnosis: &Diagnosis, shown: usize) {
    for step in steps(diagnosis, shown) {
        page.entry(STRONG, "next:", &step.text);
        for code in &step.code {
            page.verbatim(2, code);
        }
        if !step.tried.is_empty() {
            page.indented(6, &step.tried);
        }
    }
}
