//! What to type next.

use why403_diagnose::Diagnosis;
use why403_diagnose::diagnosis::Overall;
use why403_diagnose::idea::Idea;

use super::page::{Page, STRONG};
use crate::words;

pub(super) fn write(page: &mut Page, diagnosis: &Diagnosis, shown: usize) {
    if diagnosis.contradiction.is_some() {
        page.entry(
            STRONG,
            "next:",
            "take a fresh snapshot, make sure who the caller is, and ask again:",
        );
        page.verbatim(2, "aws sts get-caller-identity");
        return;
    }
    for idea in diagnosis.ideas.iter().take(shown) {
        one(page, diagnosis, idea);
    }
    if diagnosis.ideas.is_empty() && diagnosis.decision != Overall::Allow {
        look(page, diagnosis);
    }
}

fn one(page: &mut Page, diagnosis: &Diagnosis, idea: &Idea) {
    page.entry(STRONG, "next:", &idea.text);
    if let Some(command) = &idea.command {
        page.verbatim(2, command);
    } else if let Some(statement) = &idea.statement {
        page.verbatim(2, statement);
    }
    let tried = diagnosis
        .checks
        .get(idea.check)
        .map(|it| words::tried(idea, &it.check.request))
        .unwrap_or_default();
    if !tried.is_empty() {
        page.indented(6, &tried);
    }
}

/// Where there is nothing to try: the read-only commands that tell more
fn look(page: &mut Page, diagnosis: &Diagnosis) {
    const COMMANDS: usize = 2;
    let matters = diagnosis.unknowns.iter().filter(|it| it.matters);
    let asked = matters.filter_map(|it| Some((&it.gap.what, it.gap.command.as_ref()?)));
    let mut told: Vec<&String> = Vec::new();
    for (what, command) in asked {
        if told.len() < COMMANDS && !told.contains(&command) {
            page.entry(STRONG, "next:", &format!("find out {what}"));
            page.verbatim(2, command);
            told.push(command);
        }
    }
    let confirm = diagnosis.causes.first().map(|it| it.confirm.as_slice());
    for command in confirm.unwrap_or_default() {
        if told.is_empty() {
            page.entry(STRONG, "next:", "look at what AWS has now");
        }
        if told.len() < COMMANDS {
            page.verbatim(2, command);
            told.push(command);
        }
    }
}
