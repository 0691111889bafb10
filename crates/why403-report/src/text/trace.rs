//! The whole trace, layer by layer: what every statement said, and which element failed.

use why403_diagnose::Diagnosis;
use why403_diagnose::cause::{lacks, values};
use why403_diagnose::diagnosis::Checked;
use why403_engine::trace::{LayerTrace, PolicyTrace, StatementTrace, TestTrace};
use why403_engine::truth::Truth;
use why403_model::policy::{Effect, Statement};

use super::page::{DENIES, OPEN, PASSES, Page, QUIET, STRONG};
use crate::place;
use crate::words::{self, Mark};

pub(super) fn write(page: &mut Page, diagnosis: &Diagnosis) {
    for checked in &diagnosis.checks {
        let request = &checked.check.request;
        page.gap();
        page.entry(STRONG, "check:", &words::what(request));
        for (trace, verdicts) in checked
            .evaluation
            .layers
            .iter()
            .zip(checked.evaluation.verdicts)
        {
            let mark = words::mark(checked, trace.layer, verdicts);
            if words::is_listed(trace.layer, mark, request) {
                layer(page, checked, trace, mark);
            }
        }
    }
    page.gap();
}

fn layer(page: &mut Page, checked: &Checked, trace: &LayerTrace, mark: Mark) {
    let style = match mark {
        Mark::Denies => DENIES,
        Mark::Passes => PASSES,
        Mark::Unknown => OPEN,
        Mark::Silent | Mark::Absent => QUIET,
    };
    let name = words::layer(trace.layer, &checked.check.request);
    let says = mark.says();
    let text = match trace.absent {
        Some(why) => format!("{says}: {why}"),
        None => says.to_string(),
    };
    page.entry(style, &format!("  {} {name}", mark.sign()), &text);
    for found in &trace.policies {
        policy(page, found);
    }
    for gap in &trace.gaps {
        page.indented(6, &format!("? {} ({})", gap.what, words::reason(gap)));
    }
}

fn policy(page: &mut Page, found: &PolicyTrace) {
    let document = &found.policy.document;
    let level = found
        .level
        .as_deref()
        .filter(|it| !document.label.ends_with(*it))
        .map(|it| format!(" at {it}"))
        .unwrap_or_default();
    page.indented(6, &format!("{}{level}", document.label));
    let sources = document.policy.statements.iter();
    for (traced, source) in found.statements.iter().zip(sources) {
        let line = place::line(document, source.at);
        page.indented(8, &statement(traced, source, line));
    }
}

fn statement(traced: &StatementTrace, source: &Statement, line: usize) -> String {
    let effect = match traced.effect {
        Effect::Allow => "Allow",
        Effect::Deny => "Deny",
    };
    let name = match &source.sid {
        Some(sid) => format!("{} ({effect}, line {line})", sid.text),
        None => format!("statement {} ({effect}, line {line})", traced.index + 1),
    };
    let outcome = match traced.outcome {
        Truth::Yes => "takes effect".to_string(),
        Truth::Maybe => format!("may take effect: {}", open(traced).join(", ")),
        Truth::No => format!("does not: {}", failed(traced).join(", ")),
    };
    format!("{name} {outcome}")
}

/// The elements that fail
fn failed(traced: &StatementTrace) -> Vec<String> {
    let mut all = Vec::new();
    if !traced.action {
        all.push("other actions".to_string());
    }
    if traced.principal == Truth::No {
        all.push("other principals".to_string());
    }
    if traced.resource == Truth::No {
        all.push("other resources".to_string());
    }
    let tests = traced.conditions.iter();
    all.extend(tests.filter(|it| it.outcome == Truth::No).map(test));
    all
}

/// The elements that depend on what is not known
fn open(traced: &StatementTrace) -> Vec<String> {
    let mut all = Vec::new();
    if traced.principal == Truth::Maybe {
        all.push("the principal is not known well enough".to_string());
    }
    if traced.resource == Truth::Maybe {
        all.push("a variable of the resource is not known".to_string());
    }
    let tests = traced.conditions.iter();
    let tests = tests.filter(|it| it.outcome == Truth::Maybe);
    all.extend(tests.map(|it| format!("{} is not known", it.key)));
    all
}

fn test(found: &TestTrace) -> String {
    match &found.found {
        Some(held) => format!("{} is {}", found.key, values(held)),
        None => lacks(&found.key),
    }
}
