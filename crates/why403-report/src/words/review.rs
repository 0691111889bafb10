//! The phrases of a reviewed change.

use why403_diagnose::diagnosis::{Diagnosis, Overall};
use why403_diagnose::fix::Behind;
use why403_diagnose::fix::review::{Answered, Excuse, Expect, Judged, Review, Verdict};

use super::{access, question, who};

/// What a change comes to, in one word
#[must_use]
pub fn verdict(found: Verdict) -> &'static str {
    match found {
        Verdict::Passes => "PASSES",
        Verdict::Open => "OPEN",
        Verdict::Fails => "FAILS",
    }
}

/// One letter for a request
#[must_use]
pub fn mark(found: Verdict) -> &'static str {
    match found {
        Verdict::Passes => "✓",
        Verdict::Open => "?",
        Verdict::Fails => "✗",
    }
}

/// What the verdict rests on, in one sentence
#[must_use]
pub fn because(found: &Review) -> String {
    let count = |verdict| {
        let all = found.requests.iter();
        all.filter(|it| it.verdict() == verdict).count()
    };
    let faults = |all: &[Judged]| all.iter().filter(|it| it.excuse.is_none()).count();
    let plural = |count: usize, one: &str, more: &str| match count {
        1 => format!("1 {one}"),
        _ => format!("{count} {more}"),
    };
    let mut parts = Vec::new();
    if let wrong @ 1.. = count(Verdict::Fails) {
        parts.push(plural(
            wrong,
            "request does not end as it has to",
            "requests do not end as they have to",
        ));
    }
    if let open @ 1.. = count(Verdict::Open) {
        parts.push(plural(
            open,
            "request depends on what is not known",
            "requests depend on what is not known",
        ));
    }
    if let opens @ 1.. = faults(&found.opens) {
        parts.push(plural(
            opens,
            "access is opened that nobody asked for",
            "accesses are opened that nobody asked for",
        ));
    }
    if let breaks @ 1.. = faults(&found.breaks) {
        parts.push(plural(breaks, "access breaks", "accesses break"));
    }
    if let unseen @ 1.. = found.unseen.len() {
        parts.push(plural(
            unseen,
            "difference was not looked at",
            "differences were not looked at",
        ));
    }
    if found.behind.iter().any(|it| !it.is_whole) {
        parts.push("who sends through a VPC endpoint is not known".to_string());
    }
    if parts.is_empty() {
        let cured = count(Verdict::Passes);
        let requests = match cured {
            0 => String::new(),
            _ => plural(
                cured,
                "request ends as it has to, and ",
                "requests end as they have to, and ",
            ),
        };
        let else_ = if found.opens.is_empty() { "" } else { " else" };
        return format!("{requests}nothing{else_} is opened, nothing breaks");
    }
    parts.join("; ")
}

/// What people call a request
#[must_use]
pub fn name(found: &Answered) -> String {
    if found.name.is_empty() {
        let asked = question(&found.after);
        return format!("{}, {asked}", who(&found.after.question.request.principal));
    }
    found.name.clone()
}

/// How a request was decided, and is
#[must_use]
pub fn turned(found: &Answered) -> String {
    let was = found.before.as_ref().map(|it| it.decision);
    let is = found.after.decision;
    let has_to = match (found.verdict(), found.expect) {
        (Verdict::Passes, _) => "",
        (_, Expect::Allow) => ", and has to be allowed",
        (_, Expect::Deny) => ", and has to be denied",
    };
    let turned = match was {
        None => format!("who asks is new, {}", is.word()),
        Some(was) if was == is => format!("still {}", is.word()),
        Some(was) => format!("was {}, is {}", was.word(), is.word()),
    };
    format!("{turned}{has_to}")
}

/// Why a request does not end as it has to
#[must_use]
pub fn why(found: &Answered) -> Vec<String> {
    match found.verdict() {
        Verdict::Fails if found.expect == Expect::Allow => vec![super::because(&found.after)],
        Verdict::Passes | Verdict::Fails => Vec::new(),
        Verdict::Open => open(&found.after),
    }
}

/// What an open answer depends on, with the commands that tell
fn open(found: &Diagnosis) -> Vec<String> {
    debug_assert_eq!(found.decision, Overall::Undetermined);
    let matters = found.unknowns.iter().filter(|it| it.matters).take(3);
    matters
        .map(|it| match &it.gap.command {
            Some(command) => format!("{}: {command}", it.gap.what),
            None => it.gap.what.clone(),
        })
        .collect()
}

/// What a change opens or breaks, and why that is let pass
#[must_use]
pub fn judged(found: &Judged) -> String {
    let excuse = match found.excuse {
        None => "",
        Some(Excuse::Asked) => ", as asked",
        Some(Excuse::Allowed) => ", as allowed",
    };
    format!("{}{excuse}", access(&found.access))
}

/// Who sends through a VPC endpoint
#[must_use]
pub fn behind(found: &Behind) -> String {
    let list = |all: &[String], none: &str| {
        if all.is_empty() {
            none.to_string()
        } else {
            all.join(", ")
        }
    };
    let more = if found.is_whole {
        ""
    } else {
        "; perhaps others, whose routes are not known"
    };
    format!(
        "{}: subnets {}; functions {}{more}",
        found.endpoint,
        list(&found.subnets, "none"),
        list(&found.functions, "none")
    )
}
