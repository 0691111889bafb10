//! The world of a command: found, read, built; what could not be read is said on stderr.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use clap::{Args, Subcommand};
use why403_model::known::Need;
use why403_model::shell::quoted;
use why403_model::value::Instant;
use why403_model::world::{Severity, Survey, TreeProblem, World};
use why403_report::problem::{Place, Problem, Weight, render};
use why403_report::text::{Detail, Frame, survey};

use crate::failure::{Failure, first_line};
use crate::files::Files;
use crate::{Exit, terminal};

/// Where the world is
#[derive(Args)]
#[group(skip)]
pub(crate) struct Options {
    /// The world: a folder or a YAML/JSON file [else: ./world, .why403/world]
    #[arg(
        long,
        alias = "snapshot",
        env = "WHY403_WORLD",
        hide_env_values = true,
        value_name = "PATH"
    )]
    world: Option<PathBuf>,
}

impl Options {
    /// The option as it is typed, with its value; empty where none is
    pub(crate) fn typed(&self) -> Vec<String> {
        let path = self.world.as_ref().map(|it| it.display().to_string());
        path.map(|it| format!("--world {}", quoted(&it)))
            .into_iter()
            .collect()
    }
}

/// What is done with a world
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Tells what of a world was understood, what is missing, and the command for each hole
    Check(Check),
}

/// Options of `world check`
#[derive(Args)]
#[group(skip)]
pub(crate) struct Check {
    /// The world: a folder or a YAML/JSON file
    path: PathBuf,
    /// Also what few questions depend on
    #[arg(long)]
    all: bool,
    /// Exit with 1 if the world has problems, 3 if something is missing
    #[arg(long)]
    exit_code: bool,
}

/// Does it
pub(crate) fn run(command: &Command) -> Exit {
    let Command::Check(check) = command;
    self::check(check).unwrap_or_else(|failure| {
        failure.print();
        Exit::Failed
    })
}

fn check(options: &Check) -> Result<Exit, Failure> {
    let tree = Files::Disk.tree(&options.path)?;
    let world = World::build(&tree);
    for problem in &world.problems {
        say(problem);
    }
    let name = options.path.display().to_string();
    let survey = world.survey();
    let is_folder = options.path.is_dir();
    let folders = if is_folder {
        missing_folders(&options.path, &survey, options.all)
    } else {
        Vec::new()
    };
    let frame = survey::Frame {
        world: &name,
        is_folder,
        folders: &folders,
        all: options.all,
        width: terminal::width(),
    };
    anstream::print!("{}", survey::render(&survey, world.problems.len(), frame));
    let errors = world.problems.iter().map(TreeProblem::severity);
    let is_faulty = errors.into_iter().any(|it| it == Severity::Error);
    Ok(
        match (options.exit_code, is_faulty, survey.holes.is_empty()) {
            (true, true, _) => Exit::Denied,
            (true, false, false) => Exit::Undetermined,
            (_, _, _) => Exit::Answered,
        },
    )
}

/// Folders of answers that are missing, and that are not there yet
fn missing_folders(world: &Path, survey: &Survey, all: bool) -> Vec<String> {
    let slots = survey.holes.iter().filter_map(|gap| gap.slot.as_ref());
    let shown = slots.filter(|it| all || it.need == Need::Core);
    let folders = shown.filter_map(|slot| Some(world.join(&slot.file).parent()?.to_path_buf()));
    let missing: BTreeSet<PathBuf> = folders.filter(|it| !it.is_dir()).collect();
    missing.iter().map(|it| it.display().to_string()).collect()
}

/// A world and how people name it
pub(crate) struct Found {
    /// What is known
    pub(crate) world: World,
    /// Its path, or that there is none
    pub(crate) name: String,
    /// The folder that answers of AWS are saved to; `None` where the world is one file
    pub(crate) folder: Option<String>,
}

impl Found {
    /// What an answer about it is written for, with the names that people gave
    pub(crate) fn frame(&self, detail: Detail) -> Frame<'_> {
        Frame {
            world: &self.name,
            taken: self.world.taken_at.as_deref(),
            now: now(),
            folder: self.folder.as_deref(),
            detail,
            width: terminal::width(),
        }
    }
}

/// The time of the answer
pub(crate) fn now() -> Option<Instant> {
    let passed = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    let milliseconds = i64::try_from(passed.as_millis()).ok()?;
    Some(Instant::from_milliseconds(milliseconds))
}

/// The world that was named, or the one that lies about; none is a world without facts
pub(crate) fn find(options: &Options, files: Files) -> Result<Found, Failure> {
    let lying_about = || {
        let places = ["world", ".why403/world"].into_iter().map(PathBuf::from);
        places.into_iter().find(|path| path.is_dir())
    };
    match options.world.clone().or_else(lying_about) {
        Some(path) => read(&path, files),
        None => Ok(none()),
    }
}

/// A world of which nothing is known
fn none() -> Found {
    let tree = why403_snapshot::read_text("no world", "{}", why403_snapshot::Form::Json);
    Found {
        world: World::build(&tree),
        name: "none (give one with --world PATH: docs/world.md)".to_string(),
        folder: Some("world".to_string()),
    }
}

/// Reads a world and says what of it could not be read
pub(crate) fn read(path: &Path, files: Files) -> Result<Found, Failure> {
    let tree = files.tree(path)?;
    let world = World::build(&tree);
    complain(&world.problems);
    Ok(Found {
        world,
        name: path.display().to_string(),
        folder: tree.folder,
    })
}

/// The first few problems with their places, and a count of the rest
fn complain(problems: &[TreeProblem]) {
    const SHOWN: usize = 5;
    for problem in problems.iter().take(SHOWN) {
        say(problem);
    }
    if let more @ 1.. = problems.len().saturating_sub(SHOWN) {
        anstream::eprintln!("{more} more problems in this world: why403 world check PATH");
    }
}

/// One problem, its place shown in the file's own lines
pub(crate) fn say(problem: &TreeProblem) {
    let at = problem.at();
    let source = at.source.as_ref().filter(|it| !it.text().is_empty());
    let message = match source {
        Some(_) => problem.to_string(),
        None => format!("{at}: {problem}"),
    };
    let place = source.map(|source| Place {
        file: source.file(),
        text: source.text(),
        at: first_line(at.span, source.text()),
    });
    let weight = match problem.severity() {
        Severity::Error => Weight::Error,
        Severity::Warning => Weight::Warning,
    };
    let help = problem.help();
    let shown = Problem {
        weight,
        code: problem.code(),
        message: &message,
        help: help.as_deref(),
        place,
    };
    anstream::eprintln!("{}\n", render(&shown, terminal::width()));
}
