//! `why403/verify/v1`: a change, reviewed before it is made, for programs.
//!
//! A change that breaks readers is a `v2` beside this file.

use serde::Serialize;
use why403_diagnose::diagnosis::Overall;
use why403_diagnose::fix::review::{Answered, Excuse, Expect, Judged, Review, Verdict, name};
use why403_diagnose::fix::{Behind, Difference};

use crate::words::review;

/// The schema's name, the first member of every answer
pub const SCHEMA: &str = "why403/verify/v1";

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
struct Root<'r> {
    #[cfg_attr(test, schemars(extend("enum" = ["why403/verify/v1"])))]
    schema: &'static str,
    /// What the exit code says: 0, 1 and 3
    #[cfg_attr(test, schemars(extend("enum" = ["passes", "fails", "open"])))]
    verdict: &'static str,
    requests: Vec<RequestJson<'r>>,
    changes: Vec<ChangeJson>,
    opens: Vec<AccessJson<'r>>,
    breaks: Vec<AccessJson<'r>>,
    behind: Vec<BehindJson<'r>>,
    /// What differs and was not followed, as phrases
    unseen: &'r [String],
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct RequestJson<'r> {
    name: String,
    #[cfg_attr(test, schemars(extend("enum" = ["allow", "deny"])))]
    expect: &'static str,
    /// `allow`, `deny`, `undetermined`; null where the first world lacks who asks
    before: Option<&'static str>,
    #[cfg_attr(test, schemars(extend("enum" = ["allow", "deny", "undetermined"])))]
    after: &'static str,
    #[cfg_attr(test, schemars(extend("enum" = ["passes", "fails", "open"])))]
    verdict: &'static str,
    /// Why it is still denied: the codes of causes as in `why403/diagnosis/v1`
    causes: Vec<String>,
    /// What it depends on
    unknowns: Vec<UnknownJson<'r>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct UnknownJson<'r> {
    fact: &'r str,
    /// The read-only command that tells
    command: Option<&'r str>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct ChangeJson {
    #[cfg_attr(test, schemars(extend("enum" = ["policy", "caller", "setting", "unseen"])))]
    kind: &'static str,
    what: String,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct AccessJson<'r> {
    /// An ARN, a service, `anonymous`, `any-account` or `unlisted:ACCOUNT`
    principal: String,
    action: &'r str,
    /// Other actions that nothing tells apart from it
    alike: &'r [String],
    /// An ARN, or the pattern of those that are meant
    resource: &'r str,
    #[cfg_attr(test, schemars(extend("enum" = ["must", "may"])))]
    certainty: &'static str,
    /// Why it is let pass: `asked` or `allowed`; null: it is not
    excuse: Option<&'static str>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
struct BehindJson<'r> {
    endpoint: &'r str,
    subnets: &'r [String],
    functions: &'r [String],
    /// Whether all subnets and their routes are known
    is_whole: bool,
}

/// The answer as JSON, with a line's end behind it.
#[must_use]
pub fn render(found: &Review) -> String {
    let root = Root {
        schema: SCHEMA,
        verdict: verdict(found.verdict),
        requests: found.requests.iter().map(request).collect(),
        changes: found.differences.iter().map(change).collect(),
        opens: found.opens.iter().map(access).collect(),
        breaks: found.breaks.iter().map(access).collect(),
        behind: found.behind.iter().map(behind).collect(),
        unseen: &found.unseen,
    };
    // Texts and lists only: nothing of it can fail.
    let mut text = serde_json::to_string_pretty(&root).unwrap_or_default();
    text.push('\n');
    text
}

fn verdict(found: Verdict) -> &'static str {
    match found {
        Verdict::Passes => "passes",
        Verdict::Open => "open",
        Verdict::Fails => "fails",
    }
}

fn decision(found: Overall) -> &'static str {
    match found {
        Overall::Allow => "allow",
        Overall::Deny => "deny",
        Overall::Undetermined => "undetermined",
    }
}

fn request(found: &Answered) -> RequestJson<'_> {
    let is_denied = found.after.decision == Overall::Deny;
    let causes = found.after.causes.iter().filter(|_| is_denied);
    let matters = found.after.unknowns.iter().filter(|it| it.matters);
    RequestJson {
        name: review::name(found),
        expect: match found.expect {
            Expect::Allow => "allow",
            Expect::Deny => "deny",
        },
        before: found.before.as_ref().map(|it| decision(it.decision)),
        after: decision(found.after.decision),
        verdict: verdict(found.verdict()),
        causes: causes.map(why403_diagnose::cause::Cause::code).collect(),
        unknowns: matters
            .map(|it| UnknownJson {
                fact: &it.gap.what,
                command: it.gap.command.as_deref(),
            })
            .collect(),
    }
}

fn change(found: &Difference) -> ChangeJson {
    ChangeJson {
        kind: match found {
            Difference::Policy(_) => "policy",
            Difference::Caller { .. } => "caller",
            Difference::Setting(_) => "setting",
            Difference::Unseen(_) => "unseen",
        },
        what: found.what(),
    }
}

fn access(found: &Judged) -> AccessJson<'_> {
    AccessJson {
        principal: name(&found.access.who),
        action: &found.access.action,
        alike: &found.access.alike,
        resource: &found.access.resource,
        certainty: found.access.certainty.id(),
        excuse: found.excuse.map(|it| match it {
            Excuse::Asked => "asked",
            Excuse::Allowed => "allowed",
        }),
    }
}

fn behind(found: &Behind) -> BehindJson<'_> {
    BehindJson {
        endpoint: &found.endpoint,
        subnets: &found.subnets,
        functions: &found.functions,
        is_whole: found.is_whole,
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
