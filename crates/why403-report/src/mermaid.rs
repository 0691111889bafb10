//! The path of the decision as a flowchart of Mermaid: request, layers in their order, decision.

use core::fmt::Write as _;

use why403_diagnose::diagnosis::Checked;
use why403_diagnose::{Diagnosis, Triage};
use why403_engine::evaluate::Decision;
use why403_engine::truth::Truth;
use why403_engine::verdict::Layer;

use crate::triage;
use crate::words::{self, Mark};

/// The flowchart, with a line break at the end.
///
/// - Node ids are made here: `c0_scp` is the layer `scp` of the first check.
/// - Whatever comes from elsewhere stands in quotes, with every sign of Mermaid's as a code.
#[must_use]
pub fn render(diagnosis: &Diagnosis) -> String {
    let mut chart = String::from("flowchart TD\n");
    let request = &diagnosis.question.request;
    let who = quoted(&words::who(&request.principal));
    let what = quoted(&words::what(request));
    line(&mut chart, &format!("  request([\"{who}<br/>{what}\"])"));
    for (number, checked) in diagnosis.checks.iter().enumerate() {
        check(&mut chart, checked, number);
    }
    for (class, style) in CLASSES {
        line(&mut chart, &format!("  classDef {class} {style}"));
    }
    chart
}

/// The requests that can stand behind a text, as a flowchart with a line break at the end.
#[must_use]
pub fn render_triage(found: &Triage) -> String {
    let mut chart = String::from("flowchart TD\n");
    let who = quoted(&triage::who(found));
    let what = quoted(&triage::what(found));
    line(&mut chart, &format!("  request([\"{who}<br/>{what}\"])"));
    for (number, candidate) in found.candidates.iter().enumerate() {
        let text = quoted(&triage::request(candidate));
        line(&mut chart, &format!("  r{number}[\"{text}\"]"));
        let certainty = candidate.certainty.id();
        line(&mut chart, &format!("  request -->|{certainty}| r{number}"));
    }
    chart
}

#[rustfmt::skip] // One class a row, in columns.
static CLASSES: &[(&str, &str)] = &[
    ("denies",  "fill:#ffdad6,stroke:#b3261e,color:#410e0b"),
    ("passes",  "fill:#d7f5dd,stroke:#1e6b34,color:#06210f"),
    ("silent",  "fill:#f2f2f2,stroke:#8a8a8a,color:#3a3a3a"),
    ("unknown", "fill:#fff2cc,stroke:#a67c00,color:#3d2e00,stroke-dasharray:4 3"),
    ("absent",  "fill:#ffffff,stroke:#c8c8c8,color:#8a8a8a"),
];

fn class(mark: Mark) -> &'static str {
    match mark {
        Mark::Denies => "denies",
        Mark::Passes => "passes",
        Mark::Silent => "silent",
        Mark::Unknown => "unknown",
        Mark::Absent => "absent",
    }
}

/// Writing to a `String` cannot fail
fn line(chart: &mut String, text: &str) {
    let _ = writeln!(chart, "{text}");
}

fn check(chart: &mut String, checked: &Checked, number: usize) {
    let request = &checked.check.request;
    let title = quoted(&words::what(request));
    line(chart, &format!("  subgraph c{number}[\"{title}\"]"));
    let mut path = vec!["request".to_string()];
    for layer in Layer::ALL {
        let Some(mark) = words::listed(checked, layer) else {
            continue;
        };
        let id = format!("c{number}_{}", layer.id().replace('-', "_"));
        let name = quoted(words::layer(layer, request));
        let (sign, class) = (mark.sign(), class(mark));
        line(chart, &format!("    {id}[\"{sign} {name}\"]:::{class}"));
        path.push(id);
    }
    let outcome = checked.evaluation.outcome;
    let (text, class) = match (outcome.decision(), outcome.is_denied()) {
        (Decision::Allow, _) => ("allowed", "passes"),
        (Decision::ImplicitDeny, _) => ("denied: nothing allows it", "denies"),
        (Decision::ExplicitDeny, _) => ("denied explicitly", "denies"),
        // It is denied in one way or the other.
        (Decision::Undetermined, Truth::Yes) => ("denied", "denies"),
        (Decision::Undetermined, _) => ("undetermined", "unknown"),
    };
    let end = format!("c{number}_decision");
    line(chart, &format!("    {end}{{{{\"{text}\"}}}}:::{class}"));
    line(chart, "  end");
    path.push(end);
    line(chart, &format!("  {}", path.join(" --> ")));
}

/// A text between quotes: all but letters, digits and harmless signs as codes of characters
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            ' ' | '-' | '_' | '.' | ':' | '/' | ',' | '+' | '=' | '@' => quoted.push(character),
            it if it.is_alphanumeric() => quoted.push(it),
            it if it.is_control() => quoted.push(' '),
            it => {
                let _ = write!(quoted, "#{};", u32::from(it));
            }
        }
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_sign_of_mermaids_gets_out_of_a_name() {
        assert_eq!(quoted("s3://a-b/c_d"), "s3://a-b/c_d");
        assert_eq!(quoted("a\"] --> x"), "a#34;#93; --#62; x");
        assert_eq!(
            quoted("%%{init}%%`b`"),
            "#37;#37;#123;init#125;#37;#37;#96;b#96;"
        );
        assert_eq!(quoted("a\nb#1;"), "a b#35;1#59;");
    }
}
