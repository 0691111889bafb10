//! What is turned on so that the next denial is recorded: what it costs, when it comes, what it
//! tells, and how it is turned off.

use why403_diagnose::fix::Changes;
use why403_diagnose::fix::change::words as place;
use why403_diagnose::fix::evidence::{Plan, Recorder, Wanted};

use super::page::{DENIES, Page, QUIET, STRONG};
use crate::patch::console;
use crate::words;

/// The plan in one line
#[must_use]
pub fn title(wanted: &Wanted) -> String {
    let (bucket, logs) = (&wanted.bucket, &wanted.logs);
    match wanted.by {
        Recorder::AccessLogs => format!("access logs of bucket {bucket}, written to {logs}"),
        Recorder::DataEvents => format!(
            "data events of s3://{bucket}/{}, recorded by CloudTrail in {logs}",
            wanted.prefix
        ),
    }
}

/// What is to be known of it, a paragraph each.
///
/// Source: the pages named in `fix/evidence.rs`; `CloudTrail` pricing (2026).
#[must_use]
pub fn about(wanted: &Wanted, plan: &Plan) -> Vec<String> {
    let mut all: Vec<String> = match wanted.by {
        Recorder::AccessLogs => vec![
            "tells who was refused which request, with 403 and AccessDenied; it names no layer",
            "costs the storage of the logs; it is on for the whole bucket",
            "comes some hours later, now and then a line is lost; nothing of the past",
        ],
        Recorder::DataEvents => vec![
            "tells AWS's own message, which names the layer, for each request below the prefix",
            "costs 0.10 US dollars for 100,000 events, beside the storage; busy prefixes add up",
            "comes some minutes later; nothing of the past",
        ],
    }
    .into_iter()
    .map(String::from)
    .collect();
    let opens: Vec<String> = plan.exposure.opens.iter().map(words::access).collect();
    all.push(if opens.is_empty() {
        "opens nothing".to_string()
    } else {
        format!("opens {}", opens.join("; "))
    });
    all.extend(plan.order.iter().map(|it| format!("order {it}")));
    all.extend(plan.needs.iter().map(|it| format!("needs {it}")));
    all.push(
        match wanted.by {
            Recorder::AccessLogs => {
                "off again: undo scripts (--format cli) put setting and policy back; the logs stay"
            }
            Recorder::DataEvents => {
                "off again: undo scripts (--format cli) delete the trail, then put the policy back; \
                 the records stay"
            }
        }
        .to_string(),
    );
    all
}

/// The plan as text for a terminal, with the codes of colours in it.
#[must_use]
pub fn render(title: &str, about: &[String], changes: &Changes, width: usize) -> String {
    let mut page = Page::new(width);
    page.paragraph(STRONG, "turn on:", title);
    page.gap();
    for text in about {
        let (label, rest) = text.split_once(' ').unwrap_or((text, ""));
        page.entry(QUIET, &format!("{label:>7}"), rest);
    }
    for trouble in &changes.troubles {
        page.entry(DENIES, "    but", &format!("{trouble}: {}", trouble.help()));
    }
    page.gap();
    for (index, change) in changes.all.iter().enumerate() {
        let label = format!("{}.", index + 1);
        page.entry(STRONG, &label, &place(&change.at.site));
        let account = change.at.account.iter().map(|it| format!("account {it}"));
        let at: Vec<String> = account.chain(change.at.region.clone()).collect();
        page.entry(QUIET, "  in   ", &at.join(", "));
        page.entry(QUIET, "  where", &console::path(&change.at.site, false));
    }
    page.gap();
    page.indented(
        0,
        "--out DIR writes it as commands, --format terraform or cloudformation as templates",
    );
    page.finish(None)
}
