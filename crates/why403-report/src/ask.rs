//! Messages to those who can make a fix: each whole in itself, in Markdown, to be sent as it is.

use std::fmt::Write as _;

use why403_diagnose::Diagnosis;
use why403_diagnose::cause::{Cause, Certainty};
use why403_diagnose::fix::change::{Change, To, words as place};
use why403_diagnose::fix::site::Site;
use why403_diagnose::fix::{Changes, Owner, Plans, Stop, Stopped, VerifiedFix};
use why403_engine::verdict::Layer;

use crate::groups::Log;
use crate::markdown::escape::{code, fenced, inline};
use crate::markdown::excerpt;
use crate::patch::typed::{Typed, typed};
use crate::patch::{console, shown};
use crate::text::Frame;
use crate::{change, words};

/// The messages that a plan takes, one for each owner, in the order of its steps; where nothing is
/// proven, one for each cause that somebody else has to decide about.
///
/// - `plan`: with its changes; `None` where nothing was found.
/// - `log`: the causes of the log that it is about.
/// - `frame.width` does not matter.
#[must_use]
pub fn render(
    diagnosis: &Diagnosis,
    plans: &Plans,
    plan: Option<(&VerifiedFix, &Changes)>,
    log: Option<Log<'_>>,
    frame: Frame<'_>,
) -> String {
    let about = About {
        diagnosis,
        log,
        frame,
    };
    let mut messages = Vec::new();
    if let Some((plan, changes)) = plan {
        let mut owners: Vec<&Owner> = Vec::new();
        for step in plan.steps().iter().filter(|it| it.owner != Owner::Caller) {
            if !owners.contains(&&step.owner) {
                owners.push(&step.owner);
            }
        }
        let all = owners.iter();
        messages.extend(all.map(|it| of_owner(about, plan, changes, it)));
    } else {
        let stopped = plans.stopped.iter().filter(|it| is_to_be_asked(it.stop));
        messages.extend(stopped.map(|it| of_stop(about, it)));
    }
    if messages.is_empty() {
        return "Nobody has to be asked: see `why403 fix` without `--ask`.\n".to_string();
    }
    messages.join("\n---\n\n")
}

/// What messages are about
#[derive(Clone, Copy)]
struct About<'a> {
    diagnosis: &'a Diagnosis,
    log: Option<Log<'a>>,
    frame: Frame<'a>,
}

/// Whether somebody else decides about what is stopped
fn is_to_be_asked(stop: Stop) -> bool {
    matches!(
        stop,
        Stop::Guardrail | Stop::Asserts | Stop::Meant | Stop::NotYours | Stop::OfWriter
    )
}

/// What one owner is asked for
fn of_owner(about: About<'_>, plan: &VerifiedFix, changes: &Changes, owner: &Owner) -> String {
    let own = plan.steps().iter().filter(|it| it.owner == *owner);
    let texts: Vec<&str> = own.map(|it| it.text.as_str()).collect();
    let mut page = head(about, &words::owner(owner), &texts.join("; "));
    let others = plan.steps().len() - texts.len();
    line(&mut page, "\n### What to change\n");
    if others > 0 {
        let told = "This is one part of what it takes; others are asked for the rest, and the \
                    request passes when all of it is done.\n";
        line(&mut page, told);
    }
    let numbered = changes.all.iter().enumerate();
    let own = numbered.filter(|(_, it)| it.owner == *owner);
    for (index, change) in own {
        of_change(&mut page, change, &typed(index + 1, change));
    }
    for trouble in &changes.troubles {
        line(
            &mut page,
            &format!("- But {}", inline(&trouble.to_string())),
        );
    }
    line(&mut page, "\n### What it does\n");
    for (word, all) in [
        ("opens", words::opens(plan)),
        ("breaks", words::breaks(plan)),
    ] {
        if all.is_empty() {
            line(&mut page, &format!("- It {word} nothing."));
        }
        for told in all {
            line(&mut page, &format!("- It {word} {}.", inline(&told)));
        }
    }
    let proof = words::proof(plan, &about.diagnosis.question.request);
    let together = if others > 0 {
        ", with all parts done"
    } else {
        ""
    };
    let proof = inline(&proof);
    line(&mut page, &format!("- Evaluated: it {proof}{together}."));
    page
}

/// What somebody is asked to decide, where no change is proposed
fn of_stop(about: About<'_>, stopped: &Stopped) -> String {
    let diagnosis = about.diagnosis;
    let cause = stopped.cause.and_then(|it| diagnosis.causes.get(it));
    let owner = cause.map_or_else(|| words::owner(&Owner::Unknown), |it| keeper(diagnosis, it));
    let mut page = head(about, &owner, "your decision about a denied request");
    line(&mut page, "\n### What to decide\n");
    let reason = inline(stopped.stop.reason());
    line(&mut page, &format!("- No change is proposed: {reason}."));
    line(
        &mut page,
        &format!("- Instead: {}.", inline(&stopped.instead)),
    );
    line(
        &mut page,
        "- If it is to be allowed all the same: how, and for whom?",
    );
    if let Some(cause) = cause {
        let looks = looks(diagnosis, cause);
        if !looks.is_empty() {
            let told = "\n### What to send back\n\nThe answers of these, which change nothing:\n";
            line(&mut page, told);
            page.push_str(&fenced("sh", &looks.join("\n"), 0));
        }
    }
    page
}

/// Who keeps what denies
fn keeper(diagnosis: &Diagnosis, cause: &Cause) -> String {
    let owner = match cause.layer {
        Layer::Scp | Layer::Rcp => Owner::Organization,
        _ => {
            let check = diagnosis.checks.get(cause.check);
            let account = check.and_then(|it| it.check.request.resource_owner.known());
            account.map_or(Owner::Unknown, |it| Owner::Account(it.clone()))
        }
    };
    words::owner(&owner)
}

/// The read-only commands that show what denies; of the organization, at every level
fn looks(diagnosis: &Diagnosis, cause: &Cause) -> Vec<String> {
    let mut all = cause.confirm.clone();
    let filter = match cause.layer {
        Layer::Scp => "SERVICE_CONTROL_POLICY",
        Layer::Rcp => "RESOURCE_CONTROL_POLICY",
        _ => return all,
    };
    let check = diagnosis.checks.get(cause.check);
    let request = check.map(|it| &it.check.request);
    // An SCP is about the caller's account, an RCP about the resource's.
    let account = match cause.layer {
        Layer::Scp => request.and_then(|it| it.principal.account()),
        _ => request.and_then(|it| it.resource_owner.known().cloned()),
    };
    let Some(account) = account else {
        return all;
    };
    all.push(format!(
        "aws organizations list-parents --child-id {account}"
    ));
    all.push("# for the account, each parent, and the root:".to_string());
    all.push(format!(
        "aws organizations list-policies-for-target --target-id {account} --filter {filter}"
    ));
    all
}

/// To whom, what for, and why
fn head(about: About<'_>, to: &str, subject: &str) -> String {
    let About {
        diagnosis,
        log,
        frame,
    } = about;
    let mut page = String::new();
    let request = &diagnosis.question.request;
    line(&mut page, &format!("**To:** {}\n", inline(to)));
    line(&mut page, &format!("**Subject:** {}\n", inline(subject)));
    let who = inline(&words::who(&request.principal));
    let what = inline(&words::what(request));
    line(&mut page, &format!("{who} is denied {what}."));
    line(&mut page, "\n### Why it is denied\n");
    let symptom = diagnosis.question.symptom.as_ref();
    if let Some(symptom) = symptom.filter(|it| !it.message.is_empty()) {
        line(&mut page, "- AWS said:\n");
        page.push_str(&fenced("text", &symptom.message, 2));
        if let Some(ids) = words::for_support(symptom) {
            line(&mut page, &format!("\n  ({})", inline(&ids)));
        }
    }
    for told in log
        .map(|it| it.cured(&request.resource))
        .into_iter()
        .flatten()
    {
        line(&mut page, &format!("- {}", inline(&told)));
    }
    let certain = |it: &&Cause| it.certainty == Certainty::Must;
    for cause in diagnosis.causes.iter().filter(certain) {
        let message = inline(&cause.message);
        let certainty = inline(words::certainty(cause));
        line(&mut page, &format!("- {message} ({certainty})"));
        if let (Some((document, _)), Some(statement)) =
            (words::told_by(cause), words::statement_of(cause))
        {
            let label = inline(&document.label);
            line(&mut page, &format!("\n  {label}:\n"));
            let shown = excerpt(document, statement.at, statement.at);
            page.push_str(&fenced("json", &shown, 2));
        }
    }
    let taken = frame.taken.map(|it| format!(", taken {}", inline(it)));
    let world = inline(frame.world);
    line(
        &mut page,
        &format!(
            "- Found by evaluating every policy of `why403`'s world {world}{}",
            taken.unwrap_or_default()
        ),
    );
    page
}

/// One place: what changes there, and how
fn of_change(page: &mut String, change: &Change, typed: &Typed) {
    line(page, &format!("**{}**\n", inline(&place(&change.at.site))));
    let lines = lines(change);
    if !matches!(change.to, To::Document { .. }) {
        for why in &change.why {
            line(page, &format!("- {}", inline(why)));
        }
        if !lines.is_empty() {
            line(page, "");
        }
    }
    if !lines.is_empty() {
        page.push_str(&fenced("diff", &lines.join("\n"), 0));
    }
    for (what, by) in &change.managed {
        if let Some(text) = words::managed::beware(what, by) {
            line(page, &format!("\n**Beware:** {}.", inline(&text)));
        }
    }
    let is_new = matches!(&change.to, To::Document { before: None, .. });
    let path = inline(&console::path(&change.at.site, is_new));
    line(page, &format!("\nIn the console: {path}.\n"));
    if typed.put.is_empty() {
        return;
    }
    // In a shell of its own: what fails ends it, and not the reader's.
    let mut script = vec!["(".to_string(), "set -eu".to_string()];
    if let Some(account) = &change.at.account {
        script.push(format!(
            "[ \"$(aws sts get-caller-identity --query Account --output text)\" = {account} ]"
        ));
    }
    for file in &typed.files {
        script.push(format!(
            "cat >{} <<'WHY403'\n{}\nWHY403",
            file.path,
            file.text.trim_end()
        ));
    }
    script.extend(typed.put.iter().cloned());
    script.push(")".to_string());
    let shown = match (&change.at.site, typed.read.as_slice()) {
        (Site::FunctionPolicy { .. } | Site::Grants(_), _) | (_, []) => String::new(),
        (_, read) => {
            let unless = if lines.is_empty() {
                ""
            } else {
                ", if it is not what the lines above show"
            };
            let told =
                format!("First send back what stands there now{unless}; this changes nothing:\n\n");
            format!("{told}{}\n", fenced("sh", &read.join("\n"), 0))
        }
    };
    let account = change.at.account.as_ref();
    let account = account.map_or_else(
        || "With credentials of its account".to_string(),
        |it| format!("With credentials of account {}", code(it.as_str())),
    );
    line(page, &format!("{shown}{account}:\n"));
    page.push_str(&fenced("sh", &script.join("\n"), 0));
}

/// What goes and comes at a place: of a setting that is not known yet, what comes
fn lines(change: &Change) -> Vec<String> {
    match &change.to {
        To::Document {
            before: Some(before),
            after,
        } => change::diff(&before.text, &after.text, 1),
        To::Document {
            before: None,
            after,
        } => change::lines(after),
        _ => {
            let (before, after) = shown(change);
            let after = after.unwrap_or_default();
            change::diff(&before.unwrap_or_default(), &after, 3)
        }
    }
}

/// Writing to a `String` cannot fail
fn line(page: &mut String, text: &str) {
    let _ = writeln!(page, "{text}");
}
