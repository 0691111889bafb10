//! `why403/trigger/v1`: why a function is not called, for programs.
//!
//! A change that breaks readers is a `v2` beside this file.

use serde::Serialize;
use why403_diagnose::diagnosis::Overall;
use why403_diagnose::trigger::{Trigger, TriggerCheck};

use super::v1::{CauseJson, Cure, cause, cures};
use crate::words;

/// The schema's name, the first member of every answer
pub const SCHEMA: &str = "why403/trigger/v1";

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct Root<'d> {
    #[cfg_attr(test, schemars(extend("enum" = ["why403/trigger/v1"])))]
    schema: &'static str,
    /// `s3`, `events`, `sns`, `apigateway` or the id of an account
    trigger: String,
    /// The function's ARN, with the version or alias that is called
    function: &'d str,
    /// The ARN of the bucket, rule, topic or API; null where nobody told
    source: Option<&'d str>,
    /// Whether the function is called and can run
    #[cfg_attr(test, schemars(extend("enum" = ["allow", "deny", "undetermined"])))]
    decision: &'static str,
    checks: Vec<CheckJson<'d>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct CheckJson<'d> {
    #[cfg_attr(test, schemars(extend("enum" = ["source", "permission", "qualifier", "role", "log"])))]
    id: &'static str,
    #[cfg_attr(test, schemars(extend("enum" = ["passes", "unknown", "fails", "idle"])))]
    verdict: &'static str,
    message: &'d str,
    /// The action that was decided; null where none was
    action: Option<&'d str>,
    resource: Option<&'d str>,
    causes: Vec<CauseJson<'d>>,
    /// Proven plans, the one that opens least first; where there is none, ideas
    fixes: Vec<Cure<'d>>,
    unknowns: Vec<UnknownJson<'d>>,
    /// The read-only command that shows what AWS has now
    look: Option<&'d str>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct UnknownJson<'d> {
    fact: &'d str,
    why: String,
    command: Option<&'d str>,
}

/// The answer as indented JSON, with a line break at the end.
#[must_use]
pub fn render(trigger: &Trigger) -> String {
    let root = Root {
        schema: SCHEMA,
        trigger: trigger.kind.id(),
        function: trigger.function.as_str(),
        source: trigger.source.as_deref(),
        decision: match trigger.decision {
            Overall::Allow => "allow",
            Overall::Deny => "deny",
            Overall::Undetermined => "undetermined",
        },
        checks: trigger.checks.iter().map(check).collect(),
    };
    let mut text = serde_json::to_string_pretty(&root).unwrap_or_default();
    text.push('\n');
    text
}

fn check(found: &TriggerCheck) -> CheckJson<'_> {
    let request = found.request.as_ref();
    let unknown = found.gaps.iter().map(|gap| UnknownJson {
        fact: &gap.what,
        why: words::reason(gap),
        command: gap.command.as_deref(),
    });
    let proven = found.cure.as_ref();
    let proven = proven.map_or(&[][..], |it| it.fixes.found.as_slice());
    CheckJson {
        id: found.id,
        verdict: found.verdict.id(),
        message: &found.message,
        action: request.map(|it| it.action.as_str()),
        resource: request.map(|it| it.resource.as_str()),
        causes: found.causes.iter().map(cause).collect(),
        fixes: cures(proven, &found.ideas),
        unknowns: unknown.collect(),
        look: found.look.as_deref(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_on_disk_is_that_of_the_structs() {
        super::super::schema::hold::<Root<'static>>(SCHEMA);
    }
}
