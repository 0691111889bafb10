//! The answer to a text of which not enough is known: what it may be, what to look at first.

use why403_diagnose::Triage;
use why403_diagnose::diagnosis::Overall;
use why403_diagnose::symptom::Source;
use why403_diagnose::triage::{Planned, Standing};

use super::page::{DENIES, OPEN, PASSES, Page, QUIET, STRONG};
use super::{Detail, Frame, RECORD, SCREEN, next, world};
use crate::steps::of_look;
use crate::{triage, words};

/// Candidates that are shown where not all are asked for
const CANDIDATES: usize = 4;

/// Looks that are shown where not all are asked for
const LOOKS: usize = 4;

/// Suspects that are shown where not all are asked for
const SUSPECTS: usize = 3;

/// The answer as text for a terminal, with the codes of colours in it.
#[must_use]
pub fn render(found: &Triage, frame: Frame<'_>) -> String {
    let mut page = Page::new(frame.width);
    header(&mut page, found, frame);
    let is_brief = frame.detail == Detail::Brief;
    if found.refused.is_none() {
        page.gap();
        candidates(
            &mut page,
            found,
            if is_brief { CANDIDATES } else { usize::MAX },
        );
    }
    let suspects = if is_brief { SUSPECTS } else { usize::MAX };
    for suspect in found.suspects.iter().take(suspects) {
        let text = if is_brief {
            triage::suspect(suspect)
        } else {
            triage::suspect_with_evidence(suspect)
        };
        page.entry(QUIET, "suspect:", &text);
    }
    page.gap();
    let open: Vec<&Planned> = found.looks.iter().filter(|it| !it.is_answered).collect();
    let shown = if is_brief { LOOKS } else { usize::MAX };
    for planned in open.iter().take(shown) {
        next::step(&mut page, &of_look(planned, frame.folder));
    }
    page.gap();
    if found.refused.is_none() || !is_brief {
        layers(&mut page, found, frame.detail);
    }
    let answered = triage::answered(found);
    if !answered.is_empty() {
        let text = format!("the world tells {}", answered.join("; "));
        page.entry(QUIET, "known:", &text);
    }
    for note in &found.notes {
        page.entry(QUIET, "note:", note);
    }
    let looks = open.len().saturating_sub(shown);
    let suspects = found.suspects.len().saturating_sub(suspects);
    let requests = match found.refused {
        Some(_) => 0,
        None => found.candidates.len().saturating_sub(CANDIDATES),
    };
    record(&mut page, found, is_brief);
    if is_brief {
        more(&mut page, requests, suspects, looks);
    }
    page.finish(None)
}

fn header(page: &mut Page, found: &Triage, frame: Frame<'_>) {
    let style = match found.decision() {
        Overall::Allow => PASSES,
        Overall::Deny => DENIES,
        Overall::Undetermined => OPEN,
    };
    let verdict = format!("{}:", words::verdict(found.decision()));
    page.paragraph(style, &verdict, &triage::because(found));
    page.entry(QUIET, "  who  ", &triage::who(found));
    page.entry(QUIET, "  what ", &triage::what(found));
    page.entry(QUIET, "  world", &world(frame));
}

fn candidates(page: &mut Page, found: &Triage, shown: usize) {
    for (number, it) in found.candidates.iter().take(shown).enumerate() {
        let label = if number == 0 { "may be" } else { "    or" };
        let (request, certainty) = (triage::request(it), it.certainty.id());
        page.entry(
            STRONG,
            label,
            &format!("{request} ({certainty}: {})", it.why),
        );
    }
}

/// The layers in the order of their standing; the reasons only where all is asked for
fn layers(page: &mut Page, found: &Triage, detail: Detail) {
    if detail == Detail::Brief {
        for (standing, layers) in triage::standings(found) {
            page.entry(QUIET, standing, &layers.join(", "));
        }
        return;
    }
    for it in &found.layers {
        let style = match it.standing {
            Standing::Denied => DENIES,
            Standing::Likely => OPEN,
            Standing::Possible => STRONG,
            Standing::Unlikely | Standing::Out => QUIET,
        };
        let label = format!("{}:", triage::name(it.layer, found));
        let standing = it.standing.id();
        let text = match it.why.as_str() {
            "" => standing.to_string(),
            why => format!("{standing} ({why})"),
        };
        page.entry(style, &label, &text);
    }
}

/// What would tell who denies, where the text does not; never the line that makes an answer longer
/// than a screen
fn record(page: &mut Page, found: &Triage, is_brief: bool) {
    let has_room = !is_brief || page.length() + 2 <= SCREEN || page.length() >= SCREEN;
    // CloudTrail wrote it down already.
    let is_told = found.refused.is_some()
        || found.symptom.source == Source::CloudTrail
        || found
            .layers
            .iter()
            .any(|it| it.standing == Standing::Denied);
    let is_s3 = found
        .candidates
        .iter()
        .any(|it| it.action.starts_with("s3:"));
    if has_room && !is_told && is_s3 {
        page.entry(QUIET, "more:", RECORD);
    }
}

/// What is not shown
fn more(page: &mut Page, requests: usize, suspects: usize, looks: usize) {
    let counted = |count: usize, one: &str, many: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{count} {many}")),
    };
    let parts = [
        counted(requests, "more request", "more requests"),
        counted(suspects, "more suspect", "more suspects"),
        counted(looks, "more command", "more commands"),
        Some("the reasons".to_string()),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    page.indented(0, &format!("{}: --all", parts.join(", ")));
}
