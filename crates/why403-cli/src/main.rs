//! The binary `why403`: arguments, files, terminal.

mod explain;
mod simulate;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Why did Amazon S3 say 403?
///
/// Give it the error, or who asked for what, and a world: a folder or a YAML/JSON file with AWS's
/// own answers (docs/world.md). It touches no network.
///
/// Exit codes: 0 answered · 2 could not run · with --exit-code: 0 allowed, 1 denied, 3 open
#[derive(Parser)]
#[command(name = "why403", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Explains one denied request (the default command)
    Explain(explain::Options),
    /// Decides cases, one JSON object a line in and out
    Simulate(simulate::Options),
}

/// What the process ends with
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// It answered
    Answered = 0,
    /// The request is denied (with `--exit-code`)
    Denied = 1,
    /// It could not run
    Failed = 2,
    /// The answer is open (with `--exit-code`)
    Undetermined = 3,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse_from(with_default_command(std::env::args_os().collect()));
    let exit = match arguments.command {
        Command::Explain(options) => explain::run(&options),
        Command::Simulate(options) => simulate::run(&options),
    };
    ExitCode::from(exit as u8)
}

/// `why403 TEXT` is `why403 explain TEXT`
fn with_default_command(mut words: Vec<OsString>) -> Vec<OsString> {
    const OWN: [&str; 7] = [
        "explain",
        "simulate",
        "help",
        "-h",
        "--help",
        "-V",
        "--version",
    ];
    let is_own = words
        .get(1)
        .is_some_and(|first| OWN.iter().any(|it| first.as_os_str() == *it));
    if !is_own && words.len() > 1 {
        words.insert(1, "explain".into());
    }
    words
}
