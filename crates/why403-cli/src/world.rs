//! The world of a command: found, read, built; what could not be read is said on stderr.

use std::path::{Path, PathBuf};

use clap::Args;
use why403_model::world::{Severity, TreeProblem, World};
use why403_report::problem::{Place, Problem, Weight, render};

use crate::failure::{Failure, first_line};
use crate::files::Files;
use crate::terminal;

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

/// A world and how people name it
pub(crate) struct Found {
    /// What is known
    pub(crate) world: World,
    /// Its path, or that there is none
    pub(crate) name: String,
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
    })
}

/// The first few problems with their places, and a count of the rest
fn complain(problems: &[TreeProblem]) {
    const SHOWN: usize = 5;
    for problem in problems.iter().take(SHOWN) {
        say(problem);
    }
    if let more @ 1.. = problems.len().saturating_sub(SHOWN) {
        anstream::eprintln!("{more} more problems in this world");
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
