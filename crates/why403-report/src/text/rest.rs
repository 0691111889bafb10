//! What was assumed, what else should be known, and how much more there is.

use why403_diagnose::Diagnosis;
use why403_diagnose::cause::{Cause, Certainty};
use why403_diagnose::diagnosis::Overall;
use why403_diagnose::fix::{Proof, VerifiedFix};
use why403_diagnose::symptom::Source;

use super::page::{Page, QUIET};
use super::{Detail, RECORD, SCREEN};
use crate::words;

pub(super) fn write(page: &mut Page, diagnosis: &Diagnosis, detail: Detail, shown: usize) {
    for assumption in &diagnosis.assumptions {
        let text = format!("no {} (else: {})", assumption.fact, assumption.flag);
        page.entry(QUIET, "assumed:", &text);
    }
    for note in &diagnosis.notes {
        page.entry(QUIET, "note:", note);
    }
    match detail {
        Detail::Brief => {
            known(page, diagnosis);
            onward(page, diagnosis, detail);
            let is_pointed_to = record(page, diagnosis, detail);
            more(page, diagnosis, shown, is_pointed_to);
        }
        Detail::All => {
            unknowns(page, diagnosis);
            onward(page, diagnosis, detail);
            record(page, diagnosis, detail);
        }
    }
}

/// The page about the first cause, where it costs no line that tells more
fn known(page: &mut Page, diagnosis: &Diagnosis) {
    let known = diagnosis.causes.first().and_then(|it| it.known);
    // One line more may follow, with what is not shown.
    let has_room = page.length() + 2 <= SCREEN;
    if let Some(known) = known.filter(|_| has_room) {
        page.entry(QUIET, "more:", &known.page());
    }
}

/// What else can be done with a fix, where it costs no line that tells more
fn onward(page: &mut Page, diagnosis: &Diagnosis, detail: Detail) {
    let has_room = detail == Detail::All || page.length() + 2 <= SCREEN;
    let is_for_others = |it: &VerifiedFix| it.steps().iter().any(|it| !it.world.is_empty());
    let mut found = diagnosis.fixes.found.iter();
    if has_room && found.any(is_for_others) {
        let text = "why403 fix with the same options: --out DIR writes it, --ask asks its owner";
        page.entry(QUIET, "more:", text);
    }
}

/// What would tell who denies, where neither the world nor the text does; where it costs no line
/// that tells more. Returns whether it stands there.
fn record(page: &mut Page, diagnosis: &Diagnosis, detail: Detail) -> bool {
    let has_room = detail == Detail::All || page.length() + 2 <= SCREEN;
    if has_room && wants_record(diagnosis) {
        page.entry(QUIET, "more:", RECORD);
        return true;
    }
    false
}

/// Whether AWS's own record would tell more: nobody knows yet who denies
fn wants_record(diagnosis: &Diagnosis) -> bool {
    let is_told = |it: &Cause| it.proven || it.certainty == Certainty::Must;
    let symptom = diagnosis.question.symptom.as_ref();
    // CloudTrail wrote it down already.
    let is_recorded = symptom.is_some_and(|it| it.source == Source::CloudTrail);
    diagnosis.decision != Overall::Allow
        && diagnosis.contradiction.is_none()
        && !diagnosis.causes.iter().any(is_told)
        && !is_recorded
        && diagnosis.question.request.action.service() == "s3"
}

/// What is not shown: causes, and unknowns that can still change the answer
///
/// - `is_pointed_to`: whether what records who denies is shown already; else it goes behind, where
///   it takes no line.
fn more(page: &mut Page, diagnosis: &Diagnosis, shown: usize, is_pointed_to: bool) {
    let causes = diagnosis.causes.len().saturating_sub(shown);
    let matter = diagnosis.unknowns.iter().filter(|it| it.matters).count();
    let idle = diagnosis.unknowns.len() - matter;
    let mut parts = Vec::new();
    if causes > 0 {
        parts.push(counted(causes, "more cause", "more causes"));
    }
    if matter > 0 {
        parts.push(counted(matter, "unknown", "unknowns"));
    }
    let has_room = page.length() < SCREEN;
    let depends = diagnosis.fixes.found.first().map(VerifiedFix::proof);
    if idle > 0 && has_room {
        let text = counted(idle, "unknown", "unknowns");
        let about = match depends {
            Some(Proof::Depends(_)) => "on which the fix depends",
            Some(Proof::Succeeds) | None => "that cannot change the answer",
        };
        parts.push(format!("{text} {about}"));
    }
    if parts.is_empty() {
        return;
    }
    let text = format!("{}: --all", parts.join(", "));
    let whole = format!("{text}; what records who denies: docs/evidence.md");
    let is_short = whole.chars().count() <= page.width();
    let is_behind = !is_pointed_to && is_short && wants_record(diagnosis);
    page.indented(0, if is_behind { &whole } else { &text });
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn unknowns(page: &mut Page, diagnosis: &Diagnosis) {
    for unknown in &diagnosis.unknowns {
        let matters = if unknown.matters {
            ""
        } else {
            "; cannot change the answer"
        };
        let gap = &unknown.gap;
        let text = format!("{} ({}{matters})", gap.what, words::reason(gap));
        page.entry(QUIET, "unknown:", &text);
        if let Some(command) = &gap.command {
            page.verbatim(2, command);
        }
    }
}
