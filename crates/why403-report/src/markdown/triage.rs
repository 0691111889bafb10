//! A triage as Markdown: verdict, what it may be, what to look at, a table of layers.

use why403_diagnose::Triage;

use super::escape::{cell, inline};
use super::{line, next};
use crate::steps::{Step, of_look};
use crate::text::{Detail, Frame, world};
use crate::{triage, words};

/// Looks that are shown where not all are asked for
const LOOKS: usize = 6;

/// The answer as Markdown; `frame.width` does not matter.
#[must_use]
pub fn render(found: &Triage, frame: Frame<'_>) -> String {
    let mut page = String::new();
    let verdict = words::verdict(found.decision());
    let because = inline(&triage::because(found));
    line(&mut page, &format!("## {verdict}: {because}\n"));
    let head = [
        ("Who", triage::who(found)),
        ("What", triage::what(found)),
        ("World", world(frame)),
    ];
    for (label, text) in head {
        line(&mut page, &format!("- **{label}:** {}", inline(&text)));
    }
    if found.refused.is_none() && !found.candidates.is_empty() {
        line(&mut page, "\n### It may be\n");
        for it in &found.candidates {
            let (request, why) = (inline(&triage::request(it)), inline(&it.why));
            let certainty = it.certainty.id();
            line(&mut page, &format!("- **{request}** ({certainty}: {why})"));
        }
    }
    if !found.suspects.is_empty() {
        line(&mut page, "\n### Suspects\n");
        for it in &found.suspects {
            line(
                &mut page,
                &format!("- {}", inline(&triage::suspect_with_evidence(it))),
            );
        }
    }
    let shown = match frame.detail {
        Detail::Brief => LOOKS,
        Detail::All => usize::MAX,
    };
    let open = found.looks.iter().filter(|it| !it.is_answered);
    let steps: Vec<Step> = open
        .take(shown)
        .map(|it| of_look(it, frame.folder))
        .collect();
    next(&mut page, &steps);
    line(
        &mut page,
        "\n### Layers\n\n| layer | can it be? | why |\n| --- | --- | --- |",
    );
    for it in &found.layers {
        let name = triage::name(it.layer, found);
        let (standing, why) = (it.standing.id(), cell(&it.why));
        line(&mut page, &format!("| {name} | {standing} | {why} |"));
    }
    if !found.notes.is_empty() {
        page.push('\n');
    }
    for note in &found.notes {
        line(&mut page, &format!("- Note: {}", inline(note)));
    }
    page
}
