//! Scripts for the AWS CLI: one an account, with its documents beside it, what undoes it, and what
//! confirms it.
//!
//! Every name of a world is quoted for the shell, or is not in the script at all: files are named
//! by number and kind.

mod added;

pub(super) use added::{calls, file as added_file};

use super::call::{Call, Line};
use super::file::{line, script, stem};
use super::{File, Numbered, Plan, by_account, content, place, probe};
use why403_model::shell::quoted;

/// What every script starts with
const PRELUDE: &str = include_str!("prelude.sh");

pub(super) fn files(plan: &Plan<'_>) -> Vec<File> {
    let accounts = by_account(plan);
    let is_one = accounts.len() == 1;
    let mut all = Vec::new();
    for (index, (account, changes)) in accounts.iter().enumerate() {
        let name = match (is_one, account) {
            (true, _) => "apply".to_string(),
            (false, Some(account)) => format!("{}-account-{account}", index + 1),
            (false, None) => format!("{}-unknown-account", index + 1),
        };
        let text = of_account(plan, account.as_deref(), changes);
        all.push(script(format!("{name}.sh"), text));
        let undo = if is_one {
            "undo.sh".to_string()
        } else {
            format!("{name}.undo.sh")
        };
        all.push(script(undo, undoing(&name)));
    }
    if let Some((confirmation, principal)) = plan.confirm
        && let Some(text) = probe::script(confirmation, principal)
    {
        all.push(script("confirm.sh", text));
    }
    for (_, changes) in &accounts {
        all.extend(changes.iter().flat_map(|it| content::files(*it)));
        all.extend(changes.iter().filter_map(|it| added::file(*it)));
    }
    all
}

fn undoing(name: &str) -> String {
    format!(
        "#!/usr/bin/env bash\n# Puts back what {name}.sh has changed.\nset -euo pipefail\n\
         exec bash \"$(dirname -- \"${{BASH_SOURCE[0]}}\")/{name}.sh\" --undo \"$@\"\n"
    )
}

/// The script of one account
fn of_account(plan: &Plan<'_>, account: Option<&str>, changes: &[Numbered<'_>]) -> String {
    let mut out = String::from("#!/usr/bin/env bash\n");
    push(&mut out, &format!("# {}", line(plan.title)));
    push(&mut out, "#");
    out.push_str(PRELUDE);
    for means in added::means(changes) {
        out.push_str(means);
    }
    push(&mut out, "");
    push(
        &mut out,
        &format!("account {}", quoted(account.unwrap_or(""))),
    );
    let mut steps = Vec::new();
    for it in changes {
        push(&mut out, "");
        for why in &it.change.why {
            push(&mut out, &format!("# {}", line(why)));
        }
        steps.push(of_change(&mut out, *it));
    }
    push(&mut out, "");
    let all: Vec<String> = steps.iter().map(|it| it.apply.clone()).collect();
    function(&mut out, "all", &all);
    push(&mut out, "");
    push(&mut out, "if [ \"$mode\" = undo ]; then");
    for step in steps.iter().rev() {
        push(&mut out, &format!("  {}", step.undo));
    }
    push(&mut out, "else");
    push(
        &mut out,
        "  # Nothing is written where one place is not as it was.",
    );
    push(
        &mut out,
        "  if [ \"$mode\" = apply ]; then mode=check; all >/dev/null; mode=apply; fi",
    );
    push(&mut out, "  all");
    push(&mut out, "fi");
    out
}

/// The lines that make a change and that undo it
struct Step {
    apply: String,
    undo: String,
}

fn of_change(out: &mut String, it: Numbered<'_>) -> Step {
    let (number, stem) = (it.number, stem(it));
    let Some(calls) = place::of(it.change) else {
        return added::step(out, it);
    };
    for prepare in &calls.prepare {
        push(out, prepare);
    }
    let kept = vec![Line::Shell("stop 'there is nothing to put back'".into())];
    let restore = calls.restore.as_ref().unwrap_or(&calls.put);
    let remove = calls.remove.as_ref().unwrap_or(&kept);
    for (name, lines) in [
        ("read", &calls.read),
        ("put", &calls.put),
        ("undo", restore),
        ("remove", remove),
    ] {
        let lines: Vec<String> = lines.iter().map(Line::script).collect();
        function(out, &format!("{name}_{number}"), &lines);
    }
    let kind = if content::is_unknown_before(it.change) {
        "any"
    } else if content::may_be_absent(it.change) {
        "perhaps"
    } else {
        "exact"
    };
    Step {
        apply: format!("change {number} {stem} {} {kind}", calls.absent),
        undo: format!("undo {number} {stem} {}", calls.absent),
    }
}

/// A function of the shell that is one call
fn define(out: &mut String, name: &str, call: &Call) {
    function(out, name, &[call.line()]);
}

/// A function of the shell
fn function(out: &mut String, name: &str, lines: &[String]) {
    if let [one] = lines {
        push(out, &format!("{name}() {{ {one}; }}"));
        return;
    }
    push(out, &format!("{name}() {{"));
    for it in lines {
        push(out, &format!("  {it}"));
    }
    push(out, "}");
}

fn push(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}
