//! `why403 fix`: changes that cure a denial, proven on a copy of the world.

use clap::Args;
use why403_diagnose::fix::plans;
use why403_diagnose::{Question, diagnose, symptom};
use why403_engine::resolve::Assume;
use why403_report::text;

use crate::asked::Asked;
use crate::failure::Failure;
use crate::files::Files;
use crate::intake::text_of;
use crate::{Exit, terminal, world};

/// Options of `fix`
#[derive(Args)]
pub(crate) struct Options {
    /// The error as it was printed, or a file that holds it
    symptom: Option<String>,
    #[command(flatten)]
    world: world::Options,
    #[command(flatten)]
    asked: Asked,
    /// Every way that was found, the one that opens least first
    #[arg(long)]
    all: bool,
}

/// Proposes, or says why it cannot
pub(crate) fn run(options: &Options, files: Files) -> Exit {
    answer(options, files).unwrap_or_else(|failure| {
        failure.print();
        Exit::Failed
    })
}

fn answer(options: &Options, files: Files) -> Result<Exit, Failure> {
    let flags = options.asked.flags()?;
    let text = options.symptom.as_deref();
    let text = text.map(|it| text_of(it, files)).transpose()?;
    let symptom = text.map(|text| symptom::read(&text)).transpose()?;
    let assume = Assume {
        session: options.asked.session(files)?,
    };
    let found = world::find(&options.world, files)?;
    let question = Question::new(&flags, symptom, &found.world)?;
    let diagnosis = diagnose(question, &found.world, &assume);
    let plans = plans(&diagnosis, &found.world, &assume);
    let frame = found.frame(terminal::detail(options.all));
    anstream::print!("{}", text::fix::render(&diagnosis, &plans, frame));
    Ok(Exit::Answered)
}
