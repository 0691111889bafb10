//! A command, answered before it runs: a line for each call, and what all of them come to.

use anstyle::Style;
use why403_diagnose::command::{Answered, Certainty, PlannedCall, Preflight, Spot};
use why403_diagnose::diagnosis::Overall;
use why403_diagnose::operation::outcome::Outcome;
use why403_model::commands::Count;
use why403_model::operations::Part;
use why403_model::request::Entry;
use why403_model::shell::quoted;

use super::Detail;
use super::page::{DENIES, OPEN, PASSES, Page, QUIET, STRONG};
use crate::words;

/// What the answer is written for
#[derive(Clone, Copy, Debug)]
pub struct Frame<'f> {
    /// The command as it was given
    pub command: &'f str,
    /// How people name the world
    pub world: &'f str,
    /// The flag that told the world, as it is typed again, with its value
    pub world_flags: &'f [String],
    /// The flags that told the caller, as they are typed again, each with its value
    pub caller_flags: &'f [String],
    /// How much is shown
    pub detail: Detail,
    /// Columns of the terminal
    pub width: usize,
}

/// The answer as text for a terminal, with the codes of colours in it.
#[must_use]
pub fn render(preflight: &Preflight, frame: Frame<'_>) -> String {
    let mut page = Page::new(frame.width);
    let verdict = format!("{}:", words::verdict(preflight.decision));
    page.paragraph(style(preflight.decision), &verdict, &because(preflight));
    page.entry(QUIET, "  what ", frame.command);
    page.entry(QUIET, "  who  ", &words::who(&preflight.principal));
    page.entry(QUIET, "  world", frame.world);
    page.gap();
    let mut reasons = Vec::new();
    for (call, found) in preflight.plan.calls.iter().zip(&preflight.calls) {
        write(&mut page, call, found, preflight, &mut reasons, frame);
    }
    page.gap();
    if let Some(text) = dry_run(preflight) {
        page.entry(STRONG, "--dryrun:", &text);
    }
    for unread in &preflight.plan.unread {
        let text = format!("{}: {}", unread.option, unread.why);
        page.entry(OPEN, "not looked at:", &text);
    }
    let notes = &preflight.plan.notes;
    let shown = match frame.detail {
        Detail::Brief => NOTES,
        Detail::All => usize::MAX,
    };
    for note in notes.iter().take(shown) {
        page.entry(QUIET, "note:", note);
    }
    if let more @ 1.. = notes.len().saturating_sub(shown) {
        let plural = if more == 1 { "" } else { "s" };
        page.indented(0, &format!("{more} more note{plural}: --all"));
    }
    page.finish(None)
}

/// Notes that are shown unasked
const NOTES: usize = 2;

fn style(decision: Overall) -> Style {
    match decision {
        Overall::Allow => PASSES,
        Overall::Deny => DENIES,
        Overall::Undetermined => OPEN,
    }
}

/// What the decision rests on, in one sentence
fn because(preflight: &Preflight) -> String {
    let counting = || {
        let both = preflight.plan.calls.iter().zip(&preflight.calls);
        both.filter(|(call, _)| Preflight::counts(call))
    };
    let all = counting().count();
    let of = |decision| counting().filter(|(_, it)| it.decision == decision).count();
    if all == 0 {
        return "the command sends nothing that is authorized".to_string();
    }
    match preflight.decision {
        _ if all == 1 && preflight.depends.is_empty() => {
            "the one call that the command sends".to_string()
        }
        Overall::Allow => format!("all {all} calls that the command sends"),
        Overall::Deny => format!(
            "{} of the {all} calls that the command sends",
            of(Overall::Deny)
        ),
        Overall::Undetermined if !preflight.depends.is_empty() => {
            format!("it depends on {}", preflight.depends.join(" and "))
        }
        Overall::Undetermined if of(Overall::Deny) > 0 => format!(
            "{} of the {all} calls are denied, and it is not known whether they are sent",
            of(Overall::Deny)
        ),
        Overall::Undetermined => format!(
            "of {} of the {all} calls it is not known whether they are allowed",
            of(Overall::Undetermined)
        ),
    }
}

/// One call: its mark, what it is, why it is sent; below, why it is denied. The command that shows
/// more is told once a reason.
fn write(
    page: &mut Page,
    call: &PlannedCall,
    found: &Answered,
    of: &Preflight,
    reasons: &mut Vec<Vec<String>>,
    frame: Frame<'_>,
) {
    let mark = match found.decision {
        Overall::Allow => "✓",
        Overall::Deny => "✗",
        Overall::Undetermined => "?",
    };
    let counts = Preflight::counts(call);
    let paint = if counts { style(found.decision) } else { QUIET };
    let mut text = format!("{} on {}: {}", call.operation, place(call), call.why);
    let often = call.count.words();
    if call.count != Count::Once && !often.is_empty() {
        text = format!("{text}, {often}");
    }
    let when = match call.certainty {
        Certainty::Later => "when it is used".to_string(),
        Certainty::Sent | Certainty::Perhaps | Certainty::Fallback => call.when.join(", "),
    };
    if !when.is_empty() {
        text = format!("{text} ({when})");
    }
    page.entry(paint, mark, &text);
    let told = told(found);
    for line in &told {
        page.indented(INDENT, line);
    }
    let is_new = !reasons.contains(&told) || frame.detail == Detail::All;
    let again = found
        .told
        .as_ref()
        .filter(|_| found.decision != Overall::Allow);
    if let (Some((spot, _)), true, true) = (again, is_new, counts || frame.detail == Detail::All) {
        page.verbatim(INDENT, &explain(call, found, spot, of, frame));
        reasons.push(told);
    }
}

/// What a call is about, as people name it
fn place(call: &PlannedCall) -> String {
    let Some(first) = call.spots.first() else {
        return "what the command does not tell".to_string();
    };
    if let Some(below) = &call.below {
        let source = first.source.as_ref().map(|_| " from its source");
        return format!("what is below {}{}", below, source.unwrap_or_default());
    }
    let source = first.source.as_ref();
    let source = source.map(|it| format!(" from {}", words::place(it)));
    let more = match call.spots.len() - 1 {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let on = match first.resource.as_str() {
        "*" => "every resource".to_string(),
        other => words::place(other),
    };
    format!("{on}{}{more}", source.unwrap_or_default())
}

/// Why it is not allowed, in sentences
fn told(found: &Answered) -> Vec<String> {
    let mut all = Vec::new();
    if let Some(problem) = &found.problem {
        all.push(format!("not asked: {problem}"));
    }
    let denied = || found.asked.iter().filter(|(_, it)| *it == Overall::Deny);
    let passed = || found.asked.iter().filter(|(_, it)| *it == Overall::Allow);
    let count = found.asked.len();
    if found.is_split && denied().next().is_some() {
        let named = |spot: Option<&(Spot, Overall)>| {
            spot.map_or(String::new(), |(it, _)| words::place(&it.resource))
        };
        let but = match passed().next() {
            Some(spot) => format!(", and allowed on {}", named(Some(spot))),
            None => String::new(),
        };
        all.push(format!(
            "it depends on the key: denied on {}{but}",
            named(denied().next())
        ));
    } else if count > 1 && denied().count() > 0 && denied().count() < count {
        all.push(format!("denied on {} of {count}", denied().count()));
    }
    if let Some((_, diagnosis)) = &found.told {
        let is_missing = diagnosis.outcome == Outcome::AuthorizedButMissing;
        if diagnosis.decision != Overall::Allow || is_missing {
            all.push(sentence(diagnosis));
        }
    }
    all
}

/// The decision of one diagnosis, with the fact that would settle an open one
fn sentence(diagnosis: &why403_diagnose::Diagnosis) -> String {
    let because = words::because(diagnosis);
    let settles = diagnosis.unknowns.iter().find(|it| it.matters);
    match (diagnosis.decision, settles) {
        (Overall::Undetermined, Some(unknown)) => {
            format!("{because}: {}", unknown.gap.what)
        }
        (_, _) => because,
    }
}

/// The command that shows more of one call, broken into lines as a shell reads them
fn explain(
    call: &PlannedCall,
    found: &Answered,
    spot: &Spot,
    of: &Preflight,
    frame: Frame<'_>,
) -> String {
    let operation = if call.client == "s3control" {
        format!("s3control:{}", call.operation)
    } else {
        call.operation.to_string()
    };
    let flag = |flag: &str, value: &str| format!("{flag} {}", quoted(value));
    let mut words = vec![
        flag("--operation", &operation),
        flag("--resource", &spot.resource),
    ];
    words.extend(spot.source.iter().map(|it| flag("--source", it)));
    for (part, name, entry) in &call.sent {
        let Entry::One(value) = entry else {
            continue;
        };
        let option = match part {
            Part::Header => "--header",
            Part::Query | Part::Body | Part::Field => "--param",
        };
        words.push(flag(option, &format!("{name}={value}")));
    }
    for (name, value) in &found.begun {
        words.push(flag("--header", &format!("{name}={value}")));
    }
    words.push("--exact".to_string());
    for (key, value) in &of.context {
        words.push(flag("--context", &format!("{key}={value}")));
    }
    words.extend(frame.world_flags.iter().cloned());
    if of.plan.is_anonymous {
        words.push(flag("--principal", "anonymous"));
    } else {
        words.extend(frame.caller_flags.iter().cloned());
    }
    broken("why403 explain", &words, frame.width.saturating_sub(INDENT))
}

/// Columns in front of what is told of a call
const INDENT: usize = 4;

/// A command in lines that fit, where that can be
fn broken(command: &str, words: &[String], width: usize) -> String {
    // The sign of a line that goes on, and the space before it
    const MARGIN: usize = 2;
    let mut text = command.to_string();
    let mut used = text.chars().count();
    for word in words {
        let length = word.chars().count();
        if used + 1 + length + MARGIN > width {
            text.push_str(" \\\n  ");
            used = 2;
        } else {
            text.push(' ');
            used += 1;
        }
        text.push_str(word);
        used += length;
    }
    text
}

/// What a dry run of the command would not have told
fn dry_run(preflight: &Preflight) -> Option<String> {
    let plan = &preflight.plan;
    if !plan.has_dry_run || plan.is_dry_run {
        return None;
    }
    let both = || {
        plan.calls
            .iter()
            .zip(&preflight.calls)
            .filter(|(call, _)| Preflight::counts(call))
    };
    let unique = |names: Vec<&'static str>| {
        let mut all: Vec<&'static str> = Vec::new();
        for name in names {
            if !all.contains(&name) {
                all.push(name);
            }
        }
        all.join(", ")
    };
    let sent = unique(
        both()
            .filter(|(it, _)| it.in_dry_run)
            .map(|(it, _)| it.operation)
            .collect(),
    );
    let untold =
        both().filter(|(call, found)| !call.in_dry_run && found.decision != Overall::Allow);
    let untold = unique(untold.map(|(it, _)| it.operation).collect());
    let sent = if sent.is_empty() {
        "it sends nothing".to_string()
    } else {
        format!("it sends only {sent}")
    };
    Some(if untold.is_empty() {
        format!("{sent}, and proves nothing of the rest")
    } else {
        format!("{sent}, and would not have told of {untold}")
    })
}
