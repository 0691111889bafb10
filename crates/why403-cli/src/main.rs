//! The binary `why403`: arguments, files, terminal.

mod asked;
mod caller;
mod compare;
mod example;
mod explain;
mod failure;
mod files;
mod fix;
mod input;
mod intake;
mod lint;
mod machine;
mod manual;
mod preflight;
mod run;
mod simulate;
mod terminal;
mod terraform;
mod trigger;
mod verify;
mod world;
mod written;

use std::ffi::OsString;
use std::io::IsTerminal;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use files::Files;
use terminal::Color;

/// Why did Amazon S3 say 403?
///
/// Give it the error, or who asked for what, and a world: a folder or a YAML/JSON file with AWS's
/// own answers (docs/world.md). It touches no network.
#[derive(Parser)]
#[command(
    name = "why403",
    version,
    after_help = EXIT_CODES,
    override_usage = "why403 [explain] [OPTIONS] [SYMPTOM | FILE | -]\n       why403 COMMAND …"
)]
struct Arguments {
    /// When colours are shown; `NO_COLOR` in the environment means never
    #[arg(long, value_enum, default_value_t = Color::Auto, global = true, value_name = "WHEN")]
    color: Color,
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "\
The options of the main command, explain, are in `why403 explain --help`.

Exit codes:
  0  it answered; with --exit-code: the request is allowed
  1  with --exit-code: the request is denied
  2  it could not run: standard error says why, and what to type
  3  with --exit-code: it depends on what is not known
preflight and verify exit with 0, 1 and 3 without --exit-code; run with the code of its command;
lint with 1 where it finds something.

Examples:
  why403 --world world/ error.txt
  why403 --world world/ --role NAME --action s3:GetObject --resource s3://BUCKET/KEY
  aws s3 cp s3://BUCKET/KEY . 2>&1 | why403 --world world/
  why403 preflight --world world/ --role NAME -- aws s3 sync ./site s3://BUCKET/site
  why403 run --world world/ --role NAME -- aws s3 cp s3://BUCKET/KEY .";

#[derive(Subcommand)]
enum Command {
    /// Explains one denied request (the default command)
    Explain(Box<explain::Options>),
    /// Tells where a request that works and one that fails part
    Compare(Box<compare::Options>),
    /// Proposes changes that are proven on a copy of the world, with what they open and break
    Fix(Box<fix::Options>),
    /// Reviews a change before it is made: what it cures, opens and breaks; gates a pull request
    Verify(Box<verify::Options>),
    /// Tells what a command would send to AWS, and which of it would be denied; runs nothing
    Preflight(Box<preflight::Options>),
    /// Tells what of policy documents causes 403s or opens holes; evaluates nothing
    Lint(Box<lint::Options>),
    /// Runs a command as it is, and explains the 403 that it ends in
    Run(Box<run::Options>),
    /// Shows and answers an example that is inside the program
    Example(example::Options),
    /// Looks after worlds
    #[command(subcommand)]
    World(world::Command),
    /// Decides cases, one JSON object a line in and out
    Simulate(simulate::Options),
    /// Writes completions for a shell
    Completions(manual::Shell),
    /// Writes the manual page
    Man,
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
    // Made once: its commands tell what the first word is, then it reads all words.
    let command = Arguments::command();
    let words = with_default_command(std::env::args_os().collect(), &command);
    let matches = command.get_matches_from(words);
    let arguments = Arguments::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    terminal::paint(arguments.color);
    let exit = match arguments.command {
        Command::Explain(options) => explain::run(&options, Files::Disk),
        Command::Compare(options) => compare::run(&options, Files::Disk),
        Command::Fix(options) => fix::run(&options, Files::Disk),
        Command::Verify(options) => verify::run(&options, Files::Disk),
        Command::Preflight(options) => preflight::run(&options),
        Command::Lint(options) => lint::run(&options),
        // The code is the command's own, whatever it means.
        Command::Run(options) => std::process::exit(run::run(&options)),
        Command::Example(options) => example::run(&options),
        Command::World(command) => world::run(&command),
        Command::Simulate(options) => simulate::run(&options),
        Command::Completions(shell) => manual::completions(&shell, &mut Arguments::command()),
        Command::Man => manual::page(Arguments::command()),
    };
    ExitCode::from(exit as u8)
}

/// Words that are understood where a command could stand
const OWN: [&str; 5] = ["help", "-h", "--help", "-V", "--version"];

/// `why403 TEXT` is `why403 explain TEXT`
fn with_default_command(mut words: Vec<OsString>, command: &clap::Command) -> Vec<OsString> {
    let is_command = |word: &OsString| {
        let known = command.get_subcommands().map(clap::Command::get_name);
        known.chain(OWN).any(|it| word.as_os_str() == it)
    };
    let is_own = words.get(1).is_some_and(is_command);
    // Without a word it is help that is wanted, unless the symptom is piped in.
    let is_asked = words.len() > 1 || !std::io::stdin().is_terminal();
    if !is_own && is_asked {
        words.insert(1.min(words.len()), "explain".into());
    }
    words
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_arguments_fit_together() {
        super::Arguments::command().debug_assert();
    }
}
