//! `why403 run -- CMD…`: runs a command as it is, and explains the 403 that it ends in.
//!
//! Standard input and output stay the command's own; its standard error passes through byte for
//! byte, and the last of it is kept. What why403 has to say comes after the command has ended, on
//! standard error, between two lines that say whose words these are.

mod signals;
mod tail;

use std::ffi::OsString;
use std::io::ErrorKind;
use std::process::{Child, Command, ExitStatus, Stdio};

use clap::Args;
use why403_diagnose::command::{self, About, PlannedCall};
use why403_diagnose::diagnose;
use why403_diagnose::question::Flags;
use why403_diagnose::symptom::{self, Source, Symptom};
use why403_engine::resolve::Assume;
use why403_model::request::Entry;
use why403_report::text::{render, render_triage};

use crate::explain::Understood;
use crate::failure::Failure;
use crate::files::Files;
use crate::{caller, explain, machine, terminal, world};
use tail::Watched;

/// Options of `run`
#[derive(Args)]
pub(crate) struct Options {
    #[command(flatten)]
    world: world::Options,
    #[command(flatten)]
    caller: caller::Options,
    /// Look for a 403 in standard output too: it is then no terminal for the command
    #[arg(long)]
    watch_stdout: bool,
    /// Every cause and every unknown
    #[arg(long)]
    all: bool,
    /// The command, behind `--`, with its arguments as they are
    #[arg(last = true, required = true, value_name = "COMMAND")]
    command: Vec<OsString>,
}

/// What a shell says of a command that it cannot find, and of one that it cannot start
const NOT_FOUND: i32 = 127;
const NOT_STARTED: i32 = 126;

/// Runs the command; the exit code is its own, or 128 and its signal
pub(crate) fn run(options: &Options) -> i32 {
    let Some((program, arguments)) = options.command.split_first() else {
        return NOT_FOUND;
    };
    let watches = signals::Watch::begin();
    let child = Command::new(program)
        .args(arguments)
        .stdout(if options.watch_stdout {
            Stdio::piped()
        } else {
            Stdio::inherit()
        })
        .stderr(Stdio::piped())
        .spawn();
    let mut child = match child {
        Ok(child) => child,
        Err(error) => return not_started(&program.to_string_lossy(), &error),
    };
    watches.hand_on_to(child.id());
    let errors = Watched::of(child.stderr.take(), tail::Stream::Error);
    let output = Watched::of(child.stdout.take(), tail::Stream::Output);
    let code = wait(&mut child);
    watches.end();
    let texts = [errors.finish(), output.finish()];
    for text in texts {
        if let Some(symptom) = symptom::read(&text).ok().filter(is_plain) {
            tell(options, symptom);
            break;
        }
    }
    code
}

fn not_started(program: &str, error: &std::io::Error) -> i32 {
    let (code, number, help) = match error.kind() {
        ErrorKind::NotFound => (
            "run/not-found",
            NOT_FOUND,
            "write the program's path; aliases and functions of a shell are no programs",
        ),
        _ => (
            "run/not-started",
            NOT_STARTED,
            "make sure that it is a program that you may run",
        ),
    };
    let message = format!("`{program}` cannot be started: {error}");
    Failure::new(code, &message, Some(help.to_string())).print();
    number
}

fn wait(child: &mut Child) -> i32 {
    match child.wait() {
        Ok(status) => code(status),
        Err(_) => NOT_STARTED,
    }
}

#[cfg(unix)]
fn code(status: ExitStatus) -> i32 {
    use std::os::unix::process::ExitStatusExt;
    let of_signal = status.signal().map(|it| 128 + it);
    status.code().or(of_signal).unwrap_or(1)
}

#[cfg(not(unix))]
fn code(status: ExitStatus) -> i32 {
    status.code().unwrap_or(1)
}

/// Whether a text is one of AWS or of a client of it. Nobody gave it to be explained: a number or
/// a word that could be anything's is left alone.
fn is_plain(symptom: &Symptom) -> bool {
    let names_a_call = symptom.operation.is_some() || symptom.action.is_some();
    let is_coded = symptom.code.is_some() || symptom.status == Some(403);
    names_a_call || is_coded || symptom.source != Source::Bare
}

/// Explains what was read, between two lines
fn tell(options: &Options, symptom: Symptom) {
    anstream::eprintln!("\n--- why403 on the 403 above ---");
    match answered(options, symptom) {
        Ok(text) => anstream::eprint!("{text}"),
        Err(failure) => failure.print(),
    }
    anstream::eprintln!("--- end of why403 ---");
}

fn answered(options: &Options, symptom: Symptom) -> Result<String, Failure> {
    let flags = options.caller.flags()?;
    let session = options.caller.session()?;
    let found = world::find(&options.world, Files::Disk)?;
    let flags = joined(flags, &symptom, &options.command);
    let understood = explain::understood(&flags, Some(symptom), None, &found.world)?;
    let frame = found.frame(terminal::detail(options.all));
    Ok(match understood {
        Understood::Whole(question) => render(
            &diagnose(*question, &found.world, &Assume { session }),
            frame,
        ),
        Understood::Open(triage) => render_triage(&triage, frame),
    })
}

/// What the command line tells that the error does not: a HEAD that is refused has no body, and
/// the client prints neither bucket nor key.
fn joined(flags: Flags, symptom: &Symptom, command: &[OsString]) -> Flags {
    let words: Vec<String> = command
        .iter()
        .map(|it| it.to_string_lossy().into_owned())
        .collect();
    let Ok(plan) = command::plan(&words, &machine::look(&words), About::default()) else {
        return flags;
    };
    let mut flags = flags;
    for (key, value) in &plan.context {
        let is_said = flags
            .context
            .iter()
            .any(|(it, _)| it.eq_ignore_ascii_case(key))
            || flags
                .context_absent
                .iter()
                .any(|it| it.eq_ignore_ascii_case(key));
        if !is_said {
            flags.context.push((key.clone(), value.clone()));
        }
    }
    if plan.is_anonymous && symptom.principal.is_none() {
        flags.principal = Some("anonymous".to_string());
        flags.role = None;
        flags.function = None;
    }
    let meant = |call: &&PlannedCall| match &symptom.operation {
        Some(name) => call.operation.eq_ignore_ascii_case(name),
        None => symptom.action.is_none(),
    };
    // Of a key that only the listing told, an example would be a wrong answer.
    let Some(call) = plan
        .calls
        .iter()
        .find(meant)
        .filter(|it| it.below.is_none())
    else {
        return flags;
    };
    if symptom.operation.is_none() {
        flags.operation = Some(call.operation.to_string());
    }
    if symptom.resource.is_none()
        && let [spot] = call.spots.as_slice()
    {
        flags.resource = Some(spot.resource.clone());
        flags.source.clone_from(&spot.source);
    }
    let sent = call
        .sent
        .iter()
        .filter_map(|(part, name, entry)| match entry {
            Entry::One(value) => Some((*part, name.clone(), value.clone())),
            Entry::Many(_) | Entry::Absent | Entry::Unknown => None,
        });
    flags.sent = sent.collect();
    flags.only_sent = plan.unread.is_empty();
    flags
}
