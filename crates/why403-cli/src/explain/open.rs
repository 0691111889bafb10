//! Questions that cannot be evaluated: too little is known, or no policy had a say.

use why403_diagnose::question::{Flags, QuestionError};
use why403_diagnose::symptom::simulator::Simulated;
use why403_diagnose::symptom::{Source, Symptom};
use why403_diagnose::{Question, Triage, triage};
use why403_model::world::World;
use why403_report::groups::Log;
use why403_report::text::Frame;
use why403_report::{json, markdown, mermaid, sarif, text};

use super::Format;
use crate::failure::Failure;

/// What is asked
pub(crate) enum Understood {
    /// A question that can be evaluated
    Whole(Box<Question>),
    /// One that cannot: too little is known, or no policy had a say
    Open(Box<Triage>),
}

/// What flags, symptom and the simulator's answer ask together
pub(crate) fn understood(
    flags: &Flags,
    symptom: Option<Symptom>,
    simulated: Option<&[Simulated]>,
    world: &World,
) -> Result<Understood, Failure> {
    let has_evidence = symptom.is_some() || simulated.is_some();
    let is_refused = symptom
        .as_ref()
        .is_some_and(|it| triage::is_before_policies(it, world));
    let filled = match (&symptom, simulated) {
        (None, Some(simulated)) => flags.filled(simulated),
        (_, _) => flags.clone(),
    };
    let problem = match Question::new(&filled, symptom.clone(), world) {
        Ok(question) if !is_refused => return Ok(Understood::Whole(Box::new(question))),
        Ok(_) => None,
        Err(problem) => Some(problem),
    };
    let is_open = problem
        .as_ref()
        .is_none_or(|it| has_evidence && triage::is_answer_to(it, flags));
    let problem = match problem {
        Some(problem) if !is_open => return Err(problem.into()),
        other => other,
    };
    let symptom = symptom.unwrap_or_else(|| Symptom {
        source: Source::Simulator,
        ..Symptom::default()
    });
    let simulated = simulated.unwrap_or_default().to_vec();
    let mut found = triage::triage(&filled, symptom, simulated, world)?;
    // Whoever has only the caller's account is told where the rest is.
    if let Some(problem @ QuestionError::CallerOfAccount { .. }) = problem {
        found.notes.push(format!("{problem}: {}", problem.help()));
    }
    Ok(Understood::Open(Box::new(found)))
}

/// The answer to such a question
pub(super) fn written(
    format: Format,
    found: &Triage,
    log: Option<Log<'_>>,
    frame: Frame<'_>,
) -> String {
    match format {
        Format::Text => text::render_triage(found, frame),
        Format::Json => json::v1::render_triage_of_log(found, log),
        Format::Markdown => markdown::render_triage(found, frame),
        Format::Sarif => sarif::render_triage(found),
        Format::Mermaid => mermaid::render_triage(found),
    }
}
