//! Why a function is not called, as Markdown.

use why403_diagnose::trigger::Trigger;

use super::escape::{code, fenced, inline};
use super::line;
use crate::place;
use crate::steps::steps_of_trigger;
use crate::text::Frame;
use crate::words;

/// The answer as Markdown; `frame.width` does not matter.
#[must_use]
pub fn render(trigger: &Trigger, frame: Frame<'_>) -> String {
    let mut page = String::new();
    let verdict = words::runs(trigger.decision);
    line(
        &mut page,
        &format!("## {verdict}: {}\n", inline(words::told_of(trigger))),
    );
    let source = trigger.source.as_deref().unwrap_or("not known");
    let from = format!("{} {source}", trigger.kind.caller());
    line(&mut page, &format!("- **From:** {}", inline(&from)));
    let function = inline(trigger.function.as_str());
    line(&mut page, &format!("- **Calls:** {function}"));
    line(&mut page, &format!("- **World:** {}", inline(frame.world)));
    line(&mut page, "\n| check | | |\n|---|---|---|");
    for check in &trigger.checks {
        let sign = words::mark_of(check.verdict).sign();
        let message = inline(&check.message).replace('|', "\\|");
        line(&mut page, &format!("| {} | {sign} | {message} |", check.id));
    }
    let told = words::first_of(trigger).and_then(|it| it.causes.first());
    if let Some((document, at)) = told.and_then(words::told_by) {
        let spot = code(&place::spot(document, at));
        let part: Vec<&str> = at.of(&document.text).split_whitespace().collect();
        let part = code(&part.join(" "));
        line(
            &mut page,
            &format!("\n{}, {spot}: {part}", inline(&document.label)),
        );
    }
    let steps = steps_of_trigger(trigger);
    if !steps.is_empty() {
        line(&mut page, "\n### Next\n");
    }
    for step in steps {
        let tried = match step.tried.as_str() {
            "" => String::new(),
            tried => format!(" ({})", inline(tried)),
        };
        line(&mut page, &format!("- {}{tried}", inline(&step.text)));
        let language = step.kind.language();
        for block in &step.code {
            page.push('\n');
            page.push_str(&fenced(language, block, 2));
        }
    }
    page
}
