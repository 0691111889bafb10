//! A trail of its own: those that are there, and what they record, stay as they are.

use super::super::super::call::{Call, Word};
use super::super::super::file::stem;
use super::super::{Numbered, Step, function};

pub(super) fn step(out: &mut String, it: Numbered<'_>, name: &str, logs: &str) -> Step {
    let (number, stem) = (it.number, stem(it));
    let region = it.change.at.region.as_deref();
    let call = |verb: &str| Call::in_region(&format!("cloudtrail {verb}"), region);
    let look = call("get-trail").text("name", name).line();
    let create = call("create-trail")
        .text("name", name)
        .text("s3-bucket-name", logs)
        .line();
    let select = call("put-event-selectors")
        .text("trail-name", name)
        .with("advanced-event-selectors", Word::Part("selectors"))
        .line();
    let start = call("start-logging").text("name", name).line();
    let delete = call("delete-trail").text("name", name).line();
    function(
        out,
        &format!("add_{number}"),
        &[
            format!("if {look} >saved/{stem}.now 2>saved/{stem}.error; then"),
            format!(
                "  [ -e saved/{stem}.made ] || stop '{stem}: there is a trail of this name already'"
            ),
            format!(
                "  if [ -e saved/{stem}.started ]; then say '{stem}: it is so already'; return; fi"
            ),
            "else".to_string(),
            format!(
                "  grep -q TrailNotFound saved/{stem}.error || {{ cat saved/{stem}.error >&2; stop '{stem}: what is there cannot be read'; }}"
            ),
            format!("  rm -f saved/{stem}.made saved/{stem}.started"),
            "fi".to_string(),
            format!("if [ \"$mode\" = check ]; then say '{stem}: ready to be made'; return; fi"),
            format!("[ -e saved/{stem}.made ] || {create} >saved/{stem}.new"),
            format!("[ -e saved/{stem}.made ] || mv saved/{stem}.new saved/{stem}.made"),
            format!("{select} >/dev/null"),
            start,
            format!(": >saved/{stem}.started"),
            format!("say '{stem}: done'"),
        ],
    );
    function(
        out,
        &format!("undo_{number}"),
        &[
            format!(
                "if [ ! -e saved/{stem}.made ]; then say '{stem}: nothing was changed'; return; fi"
            ),
            delete,
            format!("rm -f saved/{stem}.made saved/{stem}.started"),
            format!("say '{stem}: undone'"),
        ],
    );
    Step {
        apply: format!("add_{number} '' {stem}"),
        undo: format!("undo_{number}"),
    }
}
