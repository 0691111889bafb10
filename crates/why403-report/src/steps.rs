//! What to do next, in the order to do it, for every form of the answer.

use why403_diagnose::Diagnosis;
use why403_diagnose::diagnosis::Overall;
use why403_diagnose::fix::{Fix, RequestEdit, VerifiedFix};
use why403_diagnose::idea::Idea;
use why403_diagnose::triage::Planned;
use why403_diagnose::trigger::{Trigger, Verdict};
use why403_model::shell::quoted;

use crate::{change, words};

/// One thing to do
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What kind of thing
    pub sort: Sort,
    /// In a sentence
    pub text: String,
    /// Commands, or the statement to add; to be shown as they are
    pub code: Vec<String>,
    /// Whether `code` are commands, and not a statement
    pub kind: Kind,
    /// What came of trying it; empty where nothing was tried
    pub tried: String,
    /// Of a fix: who can make it, how far it is proven, what it opens and breaks
    pub facts: Vec<(&'static str, String)>,
    /// What the answers of the commands mean: how each looks, and what it says
    pub meanings: Vec<(String, String)>,
}

/// What kind of thing a step is
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Something to find out, or to know
    Look,
    /// A change that was tried on a copy of the layers alone, or not at all
    Idea,
    /// A change that is proven on a copy of the world
    Fix,
    /// Another way to the same end
    Or,
    /// Why nothing is to be changed
    NoFix,
}

impl Sort {
    /// The word that stands before the step
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Look => "next",
            Self::Idea => "idea",
            Self::Fix => "fix",
            Self::Or => "or",
            Self::NoFix => "no fix",
        }
    }
}

/// What a step shows
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Commands for a shell
    Commands,
    /// A statement of a policy
    Statement,
    /// Lines that go and come
    Diff,
}

impl Kind {
    /// The language of a block of code that shows it
    #[must_use]
    pub fn language(self) -> &'static str {
        match self {
            Self::Commands => "sh",
            Self::Statement => "json",
            Self::Diff => "diff",
        }
    }
}

impl Step {
    fn commands(text: impl Into<String>, code: Vec<String>) -> Self {
        Self {
            sort: Sort::Look,
            text: text.into(),
            code,
            kind: Kind::Commands,
            tried: String::new(),
            facts: Vec::new(),
            meanings: Vec::new(),
        }
    }
}

/// A look as a step; its answer goes into the world of `folder`, where a world has a place for it
#[must_use]
pub fn of_look(planned: &Planned, folder: Option<&str>) -> Step {
    let look = &planned.look;
    let command = match (&look.slot, folder) {
        (Some(slot), Some(folder)) if slot.member.is_none() && !look.command.contains(" > ") => {
            let file = format!("{}/{}", folder.trim_end_matches('/'), slot.file);
            format!("{} > {} 2>&1", look.command, quoted(&file))
        }
        (_, _) => look.command.clone(),
    };
    let meanings = look.meanings.iter();
    Step {
        meanings: meanings
            .map(|it| (it.answer.clone(), it.means.clone()))
            .collect(),
        ..Step::commands(planned.why.clone(), vec![runnable(&command)])
    }
}

/// The steps of a diagnosis: at most `shown` ideas, or the read-only commands that tell more,
/// whose answers go into the world of `folder`.
#[must_use]
pub fn steps(diagnosis: &Diagnosis, shown: usize, folder: Option<&str>) -> Vec<Step> {
    if diagnosis.contradiction.is_some() {
        return vec![Step::commands(
            "take a fresh snapshot, make sure who the caller is, and ask again:",
            vec!["aws sts get-caller-identity".to_string()],
        )];
    }
    let fixes = &diagnosis.fixes;
    let has_none = diagnosis.ideas.is_empty() && fixes.found.is_empty() && fixes.stopped.is_empty();
    if has_none && diagnosis.decision != Overall::Allow {
        return look(diagnosis, shown, folder);
    }
    if !diagnosis.fixes.found.is_empty() {
        let plans = diagnosis.fixes.found.iter().take(shown).enumerate();
        return plans
            .flat_map(|(index, it)| of_plan(diagnosis, it, index == 0))
            .collect();
    }
    let stopped = of_stops(diagnosis, shown);
    if !stopped.is_empty() {
        return stopped;
    }
    let ideas = diagnosis.ideas.iter().take(shown);
    ideas.map(|idea| of_idea(diagnosis, idea)).collect()
}

/// The steps of a trigger: what shows how it is now, then what would cure the first check that
/// fails; for one that is open the commands that tell
#[must_use]
pub fn steps_of_trigger(trigger: &Trigger) -> Vec<Step> {
    let Some(check) = words::first_of(trigger) else {
        return Vec::new();
    };
    let gaps = check.gaps.iter().take(2);
    let told = gaps.filter_map(|gap| {
        let command = runnable(gap.command.as_ref()?);
        Some(Step::commands(
            format!("find out {}", gap.what),
            vec![command],
        ))
    });
    if check.verdict == Verdict::Unknown {
        return told.collect();
    }
    let look = check
        .look
        .iter()
        .map(|it| Step::commands("look at what AWS has now", vec![it.clone()]));
    if let Some(cure) = &check.cure {
        let plans = cure.fixes.found.iter().take(1);
        return look
            .chain(plans.flat_map(|it| of_plan(cure, it, true)))
            .collect();
    }
    let ideas = check.ideas.iter().take(1).map(|idea| {
        let tried = check.request.as_ref().map(|it| words::tried(idea, it));
        step(idea, tried.unwrap_or_default())
    });
    look.chain(ideas).collect()
}

fn of_idea(diagnosis: &Diagnosis, idea: &Idea) -> Step {
    let check = diagnosis.checks.get(idea.check);
    let tried = check.map(|it| words::tried(idea, &it.check.request));
    step(idea, tried.unwrap_or_default())
}

/// The steps of a plan, all of them needed; the last says how it is proven
fn of_plan(diagnosis: &Diagnosis, plan: &VerifiedFix, is_first: bool) -> Vec<Step> {
    let sort = if is_first { Sort::Fix } else { Sort::Or };
    let count = plan.steps().len();
    let steps = plan.steps().iter().zip(plan.care()).enumerate();
    steps
        .map(|(index, (it, care))| {
            let text = match count {
                1 => it.text.clone(),
                _ => format!("{} of {count}: {}", index + 1, it.text),
            };
            let mut facts = vec![("by", words::owner(&it.owner))];
            let managed = care.managed.iter();
            facts.extend(managed.filter_map(|(what, by)| {
                let text = words::managed::beware(what, by)?;
                Some(("beware", text))
            }));
            // What weakens a Deny is not done without a second thought.
            if it.kind.ends_with("/except") {
                facts.extend(it.notes.first().map(|note| ("note", note.clone())));
            }
            if index + 1 == count {
                let mut proof = words::proof(plan, &diagnosis.question.request);
                let is_harmless = words::is_harmless(diagnosis, plan);
                if is_harmless {
                    proof.push_str("; opens nothing else, breaks nothing");
                }
                facts.push(("proof", proof));
                if !is_harmless {
                    facts.push(("opens", words::exposure(diagnosis, plan)));
                }
            }
            let of_request = it.request.iter().filter_map(|it| match it {
                RequestEdit::Session { old, new } => Some(change::rewritten(old, new)),
                _ => None,
            });
            let shown = it.world.iter().filter_map(change::brief).chain(of_request);
            let shown: Vec<(String, bool)> = shown.collect();
            let is_statement = shown.iter().all(|(_, is_statement)| *is_statement);
            let code = shown.into_iter().map(|(code, _)| code).collect();
            let (code, kind) = match (command_of(diagnosis, it), is_statement) {
                (Some(command), _) => (vec![command], Kind::Commands),
                (None, true) => (code, Kind::Statement),
                (None, false) => (code, Kind::Diff),
            };
            Step {
                sort,
                text,
                code,
                kind,
                tried: String::new(),
                facts,
                meanings: Vec::new(),
            }
        })
        .collect()
}

/// Why nothing is edited, and what to do instead; empty where no rule stops edits
fn of_stops(diagnosis: &Diagnosis, shown: usize) -> Vec<Step> {
    let stopped = diagnosis.fixes.stopped.iter().take(shown);
    let mut all = Vec::new();
    for it in stopped {
        all.push(Step {
            sort: Sort::NoFix,
            ..Step::commands(it.stop.reason(), Vec::new())
        });
        let check = it.cause.and_then(|at| diagnosis.causes.get(at));
        let mut ideas = diagnosis.ideas.iter();
        let idea = ideas.find(|idea| check.is_some_and(|it| it.check == idea.check));
        // Of a missing key the ideas know what became of it: encoded twice, in another case.
        let idea = match it.cause {
            Some(_) => idea,
            None => diagnosis.ideas.first(),
        };
        let text = idea.filter(|_| it.cause.is_none()).map(|it| &it.text);
        let command = idea.and_then(|it| it.command.clone());
        let code = command.into_iter().collect();
        all.push(Step::commands(text.unwrap_or(&it.instead).clone(), code));
    }
    all
}

/// The command that makes a fix: of its one edit, or that of the idea that a change of the request
/// was made from
fn command_of(diagnosis: &Diagnosis, fix: &Fix) -> Option<String> {
    if let [edit] = fix.world.as_slice()
        && let Some(command) = change::command(edit)
    {
        return Some(command);
    }
    let mut ideas = diagnosis.ideas.iter();
    // Lambda has no call that writes a policy, only one that adds a statement.
    let is_function = fix.kind == "function/allow";
    let found = ideas.find(|it| {
        (is_function && it.command.is_some()) || (!fix.request.is_empty() && it.text == fix.text)
    })?;
    found.command.clone()
}

fn step(idea: &Idea, tried: String) -> Step {
    let (code, kind) = match (&idea.command, &idea.statement) {
        (Some(command), _) => (vec![command.clone()], Kind::Commands),
        (None, Some(statement)) => (vec![statement.clone()], Kind::Statement),
        (None, None) => (Vec::new(), Kind::Commands),
    };
    let is_advice = code.is_empty() && tried.is_empty();
    Step {
        sort: if is_advice { Sort::Look } else { Sort::Idea },
        text: idea.text.clone(),
        code,
        kind,
        tried,
        facts: Vec::new(),
        meanings: Vec::new(),
    }
}

/// A command that writes its answer into a world, with the folder that it writes to
fn runnable(command: &str) -> String {
    let file = command.split_once(" > ").map(|(_, file)| file);
    let folder = file.and_then(|it| it.strip_suffix(" 2>&1")?.rsplit_once('/'));
    match (folder, command.split_once(" > ")) {
        (Some((folder, _)), Some((call, file))) => {
            // A quoted path ends in its quote.
            let close = if folder.starts_with('\'') { "'" } else { "" };
            format!("mkdir -p {folder}{close}\n{call} \\\n  > {file}")
        }
        (_, _) => command.to_string(),
    }
}

/// Where there is nothing to try: the read-only commands that tell more
fn look(diagnosis: &Diagnosis, shown: usize, folder: Option<&str>) -> Vec<Step> {
    const COMMANDS: usize = 2;
    let mut looks = diagnosis
        .looks
        .iter()
        .filter(|it| !it.is_answered)
        .peekable();
    if looks.peek().is_some() {
        let shown = shown.max(COMMANDS);
        return looks.take(shown).map(|it| of_look(it, folder)).collect();
    }
    let matters = diagnosis.unknowns.iter().filter(|it| it.matters);
    let asked = matters.filter_map(|it| Some((&it.gap.what, it.gap.command.as_ref()?)));
    let is_of_call =
        |command: &str| command.contains(" --header ") || command.contains(" --param ");
    let (of_call, others): (Vec<_>, Vec<_>) = asked.partition(|(_, it)| is_of_call(it));
    let room = if of_call.is_empty() {
        COMMANDS
    } else {
        COMMANDS - 1
    };
    let mut told: Vec<Step> = Vec::new();
    // Where only AWS's message tells of a layer, that layer is looked at first.
    let blind = diagnosis.causes.first().filter(|it| {
        let is_pointed = it.decider.is_some() || !it.near_misses.is_empty();
        it.proven && !is_pointed && !it.confirm.is_empty()
    });
    if let Some(cause) = blind {
        told.push(Step::commands(
            "look at what AWS has now",
            cause.confirm.clone(),
        ));
    }
    // What a call sends is told at once, not header by header.
    if !of_call.is_empty() {
        told.push(Step::commands(
            "say what the call sends: --header NAME=VALUE for each header that matters, and \
             --exact: it sends no others",
            Vec::new(),
        ));
    }
    let mut found = 0;
    for (what, command) in others {
        let is_told = told.iter().any(|it| it.code.contains(&runnable(command)));
        if found < room && !is_told {
            found += 1;
            told.push(Step::commands(
                format!("find out {what}"),
                vec![runnable(command)],
            ));
        }
    }
    if told.is_empty() {
        let confirm = diagnosis.causes.first().map(|it| it.confirm.as_slice());
        let commands: Vec<String> = confirm
            .unwrap_or_default()
            .iter()
            .take(COMMANDS)
            .cloned()
            .collect();
        if !commands.is_empty() {
            told.push(Step::commands("look at what AWS has now", commands));
        }
    }
    told
}
