//! What a world holds, and for each hole the command that closes it.

use std::collections::BTreeMap;

use why403_model::known::{Gap, Need, Slot};
use why403_model::shell::quoted;
use why403_model::world::{Counts, Survey};

use super::page::{OPEN, Page, QUIET, STRONG};
use crate::words;

/// How the holes of a world are shown
#[derive(Clone, Copy, Debug)]
pub struct Frame<'f> {
    /// How people name the world
    pub world: &'f str,
    /// Whether it is a folder, so that commands end in the file that takes their answer
    pub is_folder: bool,
    /// Folders that answers go to and that are not there yet
    pub folders: &'f [String],
    /// Whether holes that few questions depend on are shown too
    pub all: bool,
    /// Columns of the terminal
    pub width: usize,
}

/// The survey as text for a terminal, with the codes of colours in it.
///
/// In a folder the commands can be pasted one after the other: the folders that are not there yet
/// are made first, and every command ends in the file that takes its answer.
#[must_use]
pub fn render(survey: &Survey, problems: usize, frame: Frame<'_>) -> String {
    let mut page = Page::new(frame.width);
    page.entry(STRONG, "world:", frame.world);
    page.entry(QUIET, "  holds", &counted(survey.counts));
    if problems > 0 {
        page.entry(OPEN, "  problems", &format!("{problems}, told above"));
    }
    // What no one answer closes is not to be run after.
    let is_core = |gap: &&Gap| gap.slot.as_ref().is_some_and(|it| it.need == Need::Core);
    let (core, special): (Vec<&Gap>, Vec<&Gap>) = survey.holes.iter().partition(is_core);
    if core.is_empty() {
        page.gap();
        page.indented(0, "Nothing is missing that most questions depend on.");
    }
    if !frame.folders.is_empty() {
        page.gap();
        page.indented(0, "Folders to make first:");
        for folder in frame.folders {
            page.verbatim(2, &format!("mkdir -p {}", quoted(folder)));
        }
    }
    holes(&mut page, &core, frame);
    if frame.all {
        holes(&mut page, &special, frame);
    } else if !special.is_empty() {
        page.gap();
        let count = special.len();
        let text = format!("{count} more that few questions depend on: --all");
        page.indented(0, &text);
    }
    page.finish(None)
}

fn holes(page: &mut Page, holes: &[&Gap], frame: Frame<'_>) {
    // One answer closes several holes.
    let mut by_command: BTreeMap<(Option<&str>, Option<&str>), Vec<&Gap>> = BTreeMap::new();
    for gap in holes {
        let file = gap.slot.as_ref().map(|it| it.file.as_str());
        let same = by_command.entry((file, gap.command.as_deref()));
        same.or_default().push(gap);
    }
    for ((_, command), gaps) in by_command {
        page.gap();
        for gap in &gaps {
            let text = format!("{} ({})", gap.what, words::reason(gap));
            page.entry(OPEN, "?", &text);
        }
        let slot = gaps.first().and_then(|it| it.slot.as_ref());
        if let Some(command) = command {
            page.verbatim(2, &line(command, page.width()));
        }
        if let Some(console) = slot.and_then(|it| it.console.as_ref()) {
            page.entry(QUIET, "  console:", console);
        }
        match slot {
            Some(slot) if !frame.is_folder || slot.member.is_some() => {
                page.entry(QUIET, "  goes to:", &place(slot));
            }
            Some(_) | None => {}
        }
    }
}

/// The command on lines that fit
fn line(command: &str, width: usize) -> String {
    match command.split_once(" > ") {
        Some((call, file)) if command.chars().count() + 2 > width => {
            format!("{call} \\\n  > {file}")
        }
        Some(_) | None => command.to_string(),
    }
}

fn place(slot: &Slot) -> String {
    match slot.member {
        Some(member) => format!("{}, member {member} of the object", slot.file),
        None => slot.file.clone(),
    }
}

fn counted(counts: Counts) -> String {
    let Counts {
        accounts,
        roles,
        users,
        groups,
        buckets,
        objects,
        keys,
        access_points,
        endpoints,
        functions,
        event_rules,
    } = counts;
    let all = [
        (accounts, "account", "accounts"),
        (roles, "role", "roles"),
        (users, "user", "users"),
        (groups, "group", "groups"),
        (buckets, "bucket", "buckets"),
        (objects, "object", "objects"),
        (keys, "key", "keys"),
        (access_points, "access point", "access points"),
        (endpoints, "VPC endpoint", "VPC endpoints"),
        (functions, "function", "functions"),
        (event_rules, "event rule", "event rules"),
    ];
    let held: Vec<String> = all
        .into_iter()
        .filter(|(count, _, _)| *count > 0)
        .map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many }))
        .collect();
    if held.is_empty() {
        return "nothing".to_string();
    }
    held.join(", ")
}
