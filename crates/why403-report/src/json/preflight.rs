//! `why403/preflight/v1`: a command, answered before it runs, for programs.
//!
//! A change that breaks readers is a `v2` beside this file.

use serde::Serialize;
use why403_diagnose::cause::Cause;
use why403_diagnose::command::{Answered, Certainty, PlannedCall, Preflight};
use why403_diagnose::diagnosis::Overall;
use why403_model::operations::Part;
use why403_model::request::Entry;

use crate::words;

/// The schema's name, the first member of every answer
pub const SCHEMA: &str = "why403/preflight/v1";

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
struct Root<'p> {
    #[cfg_attr(test, schemars(extend("enum" = ["why403/preflight/v1"])))]
    schema: &'static str,
    client: &'static str,
    /// The command as the table of clients writes it
    command: &'p str,
    #[cfg_attr(test, schemars(extend("enum" = ["allow", "deny", "undetermined"])))]
    decision: &'static str,
    /// What the decision depends on that the command does not tell
    depends: &'p [&'static str],
    principal: String,
    calls: Vec<CallJson<'p>>,
    /// Whether the command was asked to change nothing
    is_dry_run: bool,
    unread: Vec<UnreadJson<'p>>,
    notes: &'p [String],
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
struct CallJson<'p> {
    operation: &'static str,
    #[cfg_attr(test, schemars(extend("enum" = ["s3", "s3control"])))]
    client: &'static str,
    #[cfg_attr(test, schemars(extend("enum" = ["allow", "deny", "undetermined"])))]
    decision: &'static str,
    /// What was asked about; some of many where `below` is told
    on: Vec<SpotJson<'p>>,
    below: Option<&'p str>,
    sent: Vec<SentJson<'p>>,
    why: &'static str,
    count: &'static str,
    #[cfg_attr(test, schemars(extend("enum" = ["sent", "perhaps", "fallback", "later"])))]
    certainty: &'static str,
    when: &'p [String],
    in_dry_run: bool,
    /// Whether keys below the prefix are decided differently
    is_split: bool,
    /// How it is known that the client sends it
    evidence: &'static str,
    /// Why it could not be asked
    problem: Option<&'p str>,
    cause: Option<CauseJson<'p>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct SpotJson<'p> {
    resource: &'p str,
    source: Option<&'p str>,
    #[cfg_attr(test, schemars(extend("enum" = ["allow", "deny", "undetermined"])))]
    decision: &'static str,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct SentJson<'p> {
    #[cfg_attr(test, schemars(extend("enum" = ["header", "query", "body", "field"])))]
    part: &'static str,
    name: &'p str,
    /// Null where it is sent and not known
    value: Option<&'p str>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct UnreadJson<'p> {
    option: &'p str,
    why: &'static str,
}

/// The top cause, as in `why403/diagnosis/v1`
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct CauseJson<'p> {
    code: String,
    layer: &'static str,
    #[cfg_attr(test, schemars(extend("enum" = ["implicit", "explicit"])))]
    effect: &'static str,
    #[cfg_attr(test, schemars(extend("enum" = ["must", "may"])))]
    certainty: &'static str,
    message: &'p str,
}

/// The answer as JSON, with a line's end behind it.
#[must_use]
pub fn render(preflight: &Preflight) -> String {
    let plan = &preflight.plan;
    let root = Root {
        schema: SCHEMA,
        client: plan.client,
        command: &plan.form,
        decision: decision(preflight.decision),
        depends: &preflight.depends,
        principal: preflight.principal.to_string(),
        calls: plan
            .calls
            .iter()
            .zip(&preflight.calls)
            .map(|(call, found)| self::call(call, found))
            .collect(),
        is_dry_run: plan.is_dry_run,
        unread: plan
            .unread
            .iter()
            .map(|it| UnreadJson {
                option: &it.option,
                why: it.why,
            })
            .collect(),
        notes: &plan.notes,
    };
    // Texts and lists only: nothing of it can fail.
    let mut text = serde_json::to_string_pretty(&root).unwrap_or_default();
    text.push('\n');
    text
}

fn decision(found: Overall) -> &'static str {
    match found {
        Overall::Allow => "allow",
        Overall::Deny => "deny",
        Overall::Undetermined => "undetermined",
    }
}

fn call<'p>(call: &'p PlannedCall, found: &'p Answered) -> CallJson<'p> {
    let cause = found.told.as_ref().and_then(|(_, it)| it.causes.first());
    CallJson {
        operation: call.operation,
        client: call.client,
        decision: decision(found.decision),
        on: found
            .asked
            .iter()
            .map(|(spot, found)| SpotJson {
                resource: &spot.resource,
                source: spot.source.as_deref(),
                decision: decision(*found),
            })
            .collect(),
        below: call.below.as_deref(),
        sent: call.sent.iter().map(sent).collect(),
        why: call.why,
        count: call.count.id(),
        certainty: match call.certainty {
            Certainty::Sent => "sent",
            Certainty::Perhaps => "perhaps",
            Certainty::Fallback => "fallback",
            Certainty::Later => "later",
        },
        when: &call.when,
        in_dry_run: call.in_dry_run,
        is_split: found.is_split,
        evidence: call.evidence.words(),
        problem: found.problem.as_deref(),
        cause: cause.map(self::cause),
    }
}

fn sent((part, name, entry): &(Part, String, Entry)) -> SentJson<'_> {
    SentJson {
        part: words::part(*part),
        name,
        value: match entry {
            Entry::One(value) => Some(value),
            Entry::Many(_) | Entry::Absent | Entry::Unknown => None,
        },
    }
}

fn cause(found: &Cause) -> CauseJson<'_> {
    CauseJson {
        code: found.code(),
        layer: found.layer.id(),
        effect: found.effect.id(),
        certainty: found.certainty.id(),
        message: &found.message,
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
