//! `why403/evidence/v1`: what has to be turned on so that the next denial is recorded, for
//! programs.
//!
//! A change that breaks readers is a `v2` beside this file.

use serde::Serialize;
use why403_diagnose::fix::evidence::{Plan, Recorder, Wanted};

use super::fix::{AccessJson, access};
use crate::patch::json::{Changed, changes};
use crate::text::evidence::{about, title};

/// The schema's name, the first member of every answer
pub const SCHEMA: &str = "why403/evidence/v1";

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
struct Root<'p> {
    #[cfg_attr(test, schemars(extend("enum" = ["why403/evidence/v1"])))]
    schema: &'static str,
    /// In one line what it is for
    title: String,
    #[cfg_attr(test, schemars(extend("enum" = ["access-logs", "data-events"])))]
    by: &'static str,
    /// The bucket about which something is to be recorded
    bucket: &'p str,
    /// What the keys start with; access logs are of the whole bucket all the same
    prefix: &'p str,
    /// The bucket that takes the records
    logs: &'p str,
    /// What to know before: what it tells and costs, when it comes, how it is turned off
    about: Vec<String>,
    /// What has to be done before what, and why; null where one account has all in one Region
    order: Option<&'p str>,
    /// What AWS asks for beside, where the world does not tell whether it is so; else null
    needs: Option<&'p str>,
    /// Changes of AWS, to be made in this order
    changes: Vec<Changed<'p>>,
    /// All that is newly allowed
    opens: Vec<AccessJson<'p>>,
    /// All that is not allowed any more
    breaks: Vec<AccessJson<'p>>,
    /// Why it cannot be written; then `--out` refuses
    troubles: Vec<TroubleJson>,
}

/// Why AWS would not take a change, or why it must not be made
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct TroubleJson {
    /// `fix/too-long`, …
    code: &'static str,
    text: String,
    help: &'static str,
}

/// The plan as indented JSON, with a line break at the end.
#[must_use]
pub fn render(wanted: &Wanted, plan: &Plan) -> String {
    let root = Root {
        schema: SCHEMA,
        title: title(wanted),
        by: match wanted.by {
            Recorder::AccessLogs => "access-logs",
            Recorder::DataEvents => "data-events",
        },
        bucket: &wanted.bucket,
        prefix: &wanted.prefix,
        logs: &wanted.logs,
        about: about(wanted, plan),
        order: plan.order.as_deref(),
        needs: plan.needs.as_deref(),
        changes: changes(&plan.changes),
        opens: plan.exposure.opens.iter().map(access).collect(),
        breaks: plan.exposure.breaks.iter().map(access).collect(),
        troubles: plan
            .changes
            .troubles
            .iter()
            .map(|it| TroubleJson {
                code: it.code(),
                text: it.to_string(),
                help: it.help(),
            })
            .collect(),
    };
    let mut text = serde_json::to_string_pretty(&root).unwrap_or_default();
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_on_disk_is_that_of_the_structs() {
        super::super::schema::hold::<Root<'static>>(SCHEMA);
    }
}
