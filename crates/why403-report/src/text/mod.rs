//! The answer for a tired person: verdict, cause with its source lines, what to type next.

use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use why403_diagnose::cause::{Cause, Certainty};
use why403_diagnose::diagnosis::{Diagnosis, Overall};
use why403_diagnose::idea::Tried;
use why403_diagnose::near_miss::{Missed, NearMiss};
use why403_diagnose::operation::PlannedCheck;
use why403_diagnose::operation::outcome::Outcome;
use why403_engine::truth::Truth;
use why403_engine::verdict::{Layer, Verdict, Verdicts};
use why403_model::operations::Effect;
use why403_model::span::Span;
use why403_model::world::Document;

use crate::json::v1::reason;

/// How much is shown
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// The top cause, and a count of the rest
    Brief,
    /// Every cause and every unknown
    All,
}

/// The answer as text for a terminal; `world` names the world that was asked.
#[must_use]
pub fn render(diagnosis: &Diagnosis, world: &str, detail: Detail, renderer: &Renderer) -> String {
    let mut out = String::new();
    header(&mut out, diagnosis, world);
    if let Some(what) = &diagnosis.contradiction {
        let _ = writeln!(out, "\nContradiction: {what}.");
        let _ = writeln!(
            out,
            "Not collected, changed since, another principal, or not propagated yet: take a\n\
             fresh snapshot and compare. No cause is named."
        );
    }
    let shown = match detail {
        Detail::Brief => 1,
        Detail::All => usize::MAX,
    };
    for cause in diagnosis.causes.iter().take(shown) {
        block(&mut out, diagnosis, cause, renderer);
    }
    next(&mut out, diagnosis, shown);
    layers(&mut out, diagnosis, detail);
    rest(&mut out, diagnosis, detail, shown);
    out
}

fn header(out: &mut String, diagnosis: &Diagnosis, world: &str) {
    let request = &diagnosis.question.request;
    let verdict = match diagnosis.decision {
        Overall::Allow => "ALLOWED",
        Overall::Deny => "DENIED",
        Overall::Undetermined => "UNDETERMINED",
    };
    let why = match (diagnosis.causes.first(), diagnosis.decision) {
        (Some(cause), Overall::Deny) => format!(": {}", cause.message),
        (_, Overall::Undetermined) => ": it depends on facts that are not known".to_string(),
        (_, Overall::Allow) => allowed(diagnosis),
        (None, Overall::Deny) => String::new(),
    };
    let _ = writeln!(out, "{verdict}{why}");
    let _ = writeln!(out, "  who    {}", request.principal);
    let asked = diagnosis.question.call.as_ref();
    let what = asked.map_or(request.action.as_str(), |it| it.operation.name);
    let _ = writeln!(out, "  what   {what} on {}", request.resource);
    if let Some(source) = asked.and_then(|it| it.source.as_ref()) {
        let _ = writeln!(out, "  from   {}", source.object);
    }
    let _ = writeln!(out, "  world  {world}");
}

/// How an allowed question ends
fn allowed(diagnosis: &Diagnosis) -> String {
    let listing = diagnosis.checks.iter().map(|it| &it.check.plan);
    let is_inferred = listing
        .filter(|it| it.effect == Effect::OnMissing)
        .all(|it| it.needed == Truth::Maybe);
    match diagnosis.outcome {
        Outcome::AuthorizedButMissing => {
            let so = if is_inferred {
                "nothing denies it, so the object does not exist"
            } else {
                "the object does not exist"
            };
            format!(", but 403 all the same: {so}; S3 says 404 only to who may s3:ListBucket")
        }
        Outcome::Missing => ", and 404: the object does not exist".to_string(),
        Outcome::Allowed | Outcome::Denied | Outcome::Undetermined => {
            ": every layer lets it pass".to_string()
        }
    }
}

fn block(out: &mut String, diagnosis: &Diagnosis, cause: &Cause, renderer: &Renderer) {
    let how = match (cause.proven, cause.certainty) {
        (true, _) => "AWS's message names this layer",
        (false, Certainty::Must) => "certain in this world",
        (false, Certainty::May) => "possible: depends on what is unknown",
    };
    let checked = diagnosis.checks.get(cause.check);
    let action = checked
        .map(|it| it.check.request.action.to_string())
        .unwrap_or_default();
    let _ = writeln!(out, "\n{}: {} ({how})", cause.layer, cause.message);
    if let Some(decider) = &cause.decider {
        let label = if decider.because.is_empty() {
            format!("denies {action}")
        } else {
            decider.because.join(" and ")
        };
        snippet(out, &decider.document, decider.at, &label, renderer);
    } else if let Some(near) = cause.near_misses.first() {
        snippet(
            out,
            &near.document,
            near.at,
            &missed(near, &action),
            renderer,
        );
    }
}

/// What a near miss lacks, in few words
fn missed(near: &NearMiss, action: &str) -> String {
    match &near.missed {
        Missed::BucketForObject { needed, .. } => {
            format!("the bucket; {action} needs \"{needed}\"")
        }
        Missed::ObjectsForBucket { needed, .. } => format!("objects; {action} needs \"{needed}\""),
        Missed::OtherResource { .. } => "another resource".to_string(),
        Missed::NoValue { key } => format!("the request has no {key}"),
        Missed::NoSuchAction { .. } => format!("AWS has no such action; {action} is meant"),
        Missed::OtherAction { .. } => format!("{action} is not among these"),
        Missed::OtherPrincipal { .. } => "names somebody else".to_string(),
        Missed::Delegates => "delegates to the account: identity must allow too".to_string(),
        Missed::Condition {
            key, found: None, ..
        } => format!("the request has no {key}"),
        Missed::Condition {
            key,
            found: Some(found),
            ..
        } => {
            format!("{key} is \"{}\"", found.join("\", \""))
        }
    }
}

/// The document's own lines, the deciding part underlined
fn snippet(out: &mut String, document: &Document, at: Span, label: &str, renderer: &Renderer) {
    let path = document.file.as_deref().unwrap_or(&document.label);
    let is_in_text = document.text.get(at.range()).is_some();
    if !is_in_text {
        let _ = writeln!(out, "  {}: {label}", document.label);
        return;
    }
    let source = Snippet::source(document.text.as_str())
        .path(path)
        .line_start(document.line.unwrap_or(1))
        .annotation(AnnotationKind::Primary.span(at.range()).label(label));
    let title = Level::NOTE.primary_title(document.label.as_str());
    let _ = writeln!(
        out,
        "{}",
        renderer.render(&[Group::with_title(title).element(source)])
    );
}

fn next(out: &mut String, diagnosis: &Diagnosis, shown: usize) {
    let ideas: Vec<_> = diagnosis.ideas.iter().take(shown).collect();
    if ideas.is_empty() {
        let confirm = diagnosis
            .causes
            .first()
            .map(|it| it.confirm.as_slice())
            .unwrap_or_default();
        for command in confirm.iter().take(2) {
            let _ = writeln!(out, "\nnext: {command}");
        }
        return;
    }
    for idea in ideas {
        let tried = match idea.tried {
            Tried::Allowed => " (tried on a copy: allowed then)".to_string(),
            Tried::StillOpen(set) => {
                let names: Vec<_> = set.iter().map(Layer::id).collect();
                format!(
                    " (tried on a copy: cures this; still open: {})",
                    names.join(", ")
                )
            }
            Tried::Advice => String::new(),
        };
        let _ = writeln!(out, "\nnext: {}{tried}", idea.text);
        if let Some(command) = &idea.command {
            let _ = writeln!(out, "  {}", command.replace('\n', "\n  "));
        } else if let Some(statement) = &idea.statement {
            let _ = writeln!(out, "  {}", statement.replace('\n', "\n  "));
        }
    }
}

fn layers(out: &mut String, diagnosis: &Diagnosis, detail: Detail) {
    // What only shapes the answer is of interest to who wants to see all.
    let is_shown = |plan: &PlannedCheck| match plan.effect {
        Effect::Required | Effect::DenyOnly | Effect::OnMissing => true,
        Effect::ResponseOnly | Effect::Advised => detail == Detail::All,
    };
    let ready = diagnosis.checks.iter();
    for checked in ready.filter(|it| is_shown(&it.check.plan)) {
        let outcome = checked.evaluation.outcome;
        let marks = Layer::ALL
            .into_iter()
            .zip(checked.evaluation.verdicts)
            .filter_map(|(layer, verdicts)| {
                let mark = mark(layer, verdicts, outcome.must.holds(layer))?;
                Some(format!("{layer} {mark}"))
            });
        let line: Vec<String> = marks.collect();
        let _ = writeln!(
            out,
            "\n{}{}: {}",
            checked.check.request.action,
            terms(&checked.check.plan),
            line.join("  ")
        );
    }
    for plan in diagnosis.open.iter().filter(|it| is_shown(it)) {
        let what = plan.on.gap().map_or("", |it| it.what.as_str());
        let _ = writeln!(out, "\n{}{}: ? {what}", plan.action, terms(plan));
    }
}

/// What a check depends on, in brackets; nothing for one that every such call asks for
fn terms(plan: &PlannedCheck) -> String {
    let when = match plan.needed {
        Truth::Yes => String::new(),
        Truth::Maybe | Truth::No => format!("if {}", plan.because),
    };
    let effect = match plan.effect {
        Effect::Required => "",
        Effect::OnMissing => "chooses 404 or 403",
        Effect::ResponseOnly => "only adds to the answer",
        Effect::DenyOnly => "only a Deny counts",
        Effect::Advised => "not by this call itself",
    };
    let both = [when.as_str(), effect];
    let said: Vec<&str> = both.into_iter().filter(|it| !it.is_empty()).collect();
    if said.is_empty() {
        return String::new();
    }
    format!(" ({})", said.join("; "))
}

/// `✗` denied, `✓` allows, `·` silent, `?` unknown; nothing for a layer that is not there
fn mark(layer: Layer, verdicts: Verdicts, denied: bool) -> Option<&'static str> {
    let is_quiet = matches!(layer, Layer::Authentication | Layer::S3Gate);
    match verdicts.single() {
        _ if denied => Some("✗"),
        Some(Verdict::Deny) => Some("✗"),
        Some(Verdict::NotApplicable) => None,
        Some(Verdict::Allow(_)) => (!is_quiet).then_some("✓"),
        Some(Verdict::Silent) => Some("·"),
        None => Some("?"),
    }
}

fn rest(out: &mut String, diagnosis: &Diagnosis, detail: Detail, shown: usize) {
    for assumption in &diagnosis.assumptions {
        let _ = writeln!(out, "assumed: no {} ({})", assumption.fact, assumption.flag);
    }
    for note in &diagnosis.notes {
        let _ = writeln!(out, "note: {note}");
    }
    let matter = diagnosis.unknowns.iter().filter(|it| it.matters);
    match detail {
        Detail::Brief => {
            let causes = diagnosis.causes.len().saturating_sub(shown);
            let unknown = diagnosis.unknowns.len();
            if causes + unknown > 0 {
                let _ = writeln!(
                    out,
                    "{causes} more cause(s), {unknown} unknown(s), {} of which matter: --all",
                    matter.count()
                );
            }
        }
        Detail::All => {
            for unknown in &diagnosis.unknowns {
                let _ = writeln!(
                    out,
                    "unknown: {} ({})",
                    unknown.gap.what,
                    reason(&unknown.gap)
                );
                if let Some(command) = &unknown.gap.command {
                    let _ = writeln!(out, "  {command}");
                }
            }
        }
    }
}
