//! `why403 fix`: changes that cure a denial, proven on a copy of the world, as text or as files.

mod evidence;
mod wanted;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use why403_diagnose::fix::{Changes, Confirmation, VerifiedFix, changes, confirmation, plans};
use why403_diagnose::symptom::simulator;
use why403_diagnose::{Diagnosis, Question, diagnose};
use why403_engine::resolve::Assume;
use why403_report::groups::Log;
use why403_report::{ask, json, patch, text};

use crate::asked::Asked;
use crate::failure::Failure;
use crate::files::Files;
use crate::intake::{Intake, fill_function};
use crate::written::{self, Overwrite};
use crate::{Exit, terminal, terraform, world};

/// Options of `fix`
#[derive(Args)]
#[group(skip)]
pub(crate) struct Options {
    /// The error as it was printed, or a file or folder that holds it, or `-` for standard input
    symptom: Option<String>,
    #[command(flatten)]
    world: world::Options,
    #[command(flatten)]
    asked: Asked,
    #[command(flatten)]
    terraform: terraform::Options,
    /// Which cause of a log with several is cured; the most frequent one has number 1
    #[arg(long, value_name = "NUMBER", conflicts_with = "evidence")]
    group: Option<usize>,
    /// Every way that was found, the one that opens least first
    #[arg(long)]
    all: bool,
    /// A message for each who has to act: why, the change, what it opens, the commands
    #[arg(long, conflicts_with_all = ["out", "format"])]
    ask: bool,
    #[command(flatten)]
    evidence: evidence::Options,
    #[command(flatten)]
    out: Out,
    #[command(flatten)]
    wanted: wanted::Options,
}

/// Where a fix goes, and in which form
#[derive(Args)]
pub(crate) struct Out {
    /// Writes the fix into a folder, which is new or empty; runs nothing
    #[arg(long = "out", id = "out", value_name = "DIR")]
    folder: Option<PathBuf>,
    /// In which form [default: text; with --out terraform or cloudformation for what is managed by
    /// it, else cli]
    #[arg(long, value_enum, value_name = "FORM")]
    format: Option<Form>,
    /// With --out: overwrites files of the same name, where the folder has no other
    #[arg(long, requires = "out")]
    force: bool,
    /// With --out: which of the ways of --all is written, from 1
    #[arg(long, requires = "out", value_name = "NUMBER", default_value_t = 1)]
    choose: usize,
}

/// The forms of a fix
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For a terminal
    Text,
    /// Scripts for the AWS CLI, with documents, undo and confirmation
    Cli,
    /// Data: `why403/fix/v1` (docs/schema/fix-v1.json), with --evidence `why403/evidence/v1`; with
    /// --out, a plan and its documents
    Json,
    /// Terraform
    Terraform,
    /// Templates of `CloudFormation`
    #[value(name = "cloudformation")]
    CloudFormation,
}

/// The form that files are written in
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    /// The one that was asked for
    Named(patch::Format),
    /// The one that lasts: of what keeps the places that are changed
    Fitting,
}

impl Written {
    /// The form for these changes, and why it is that, where nobody asked for it
    fn settled(self, changes: &Changes) -> (patch::Format, Option<String>) {
        match self {
            Self::Named(form) => (form, None),
            Self::Fitting => match patch::Format::fitting(changes) {
                Some((form, why)) => {
                    let word = form.word();
                    (
                        form,
                        Some(format!("{word} ({why}); --format cli writes commands")),
                    )
                }
                None => (patch::Format::Cli, None),
            },
        }
    }
}

/// Proposes, or says why it cannot
pub(crate) fn run(options: &Options, files: Files) -> Exit {
    answer(options, files).unwrap_or_else(|failure| {
        failure.print();
        Exit::Failed
    })
}

fn answer(options: &Options, files: Files) -> Result<Exit, Failure> {
    let form = options.out.form()?;
    if let Some(wanted) = options.evidence.wanted()? {
        return evidence::answer(&wanted, options, form, files);
    }
    let mut flags = options.asked.flags()?;
    let (_, behind) = options.wanted.intent()?;
    let text = options.symptom.as_deref().or(behind);
    let intake = Intake::read(text, options.asked.needs_text(), files)?;
    refuse_simulation(intake.as_ref())?;
    let picked = intake.as_ref().map(|it| it.symptom(options.group));
    let (symptom, picked) = picked.transpose()?.unzip();
    let assume = Assume {
        session: options.asked.session(files)?,
    };
    let mut found = world::find(&options.world, files)?;
    options.terraform.tell(&mut found.world, files)?;
    let group = intake.as_ref().zip(picked);
    let group = group.and_then(|(it, picked)| it.groups.get(picked));
    fill_function(&mut flags, symptom.as_ref(), group, &found.world);
    let question = Question::new(&flags, symptom, &found.world)?;
    let diagnosis = diagnose(question, &found.world, &assume);
    let plans = plans(&diagnosis, &found.world, &assume, &options.wanted.all()?);
    let frame = found.frame(terminal::detail(options.all));
    let log = intake.as_ref().zip(picked);
    let log = log.and_then(|(it, picked)| it.log(&it.groups, picked));
    let written = form.zip(options.out.folder.as_deref());
    if let (Some((form, folder)), false) = (written, plans.found.is_empty()) {
        let plan = options.out.chosen(&plans.found)?;
        let changes = changes(plan.steps(), &found.world, &assume);
        let (form, why) = form.settled(&changes);
        let confirmation = confirmation(&diagnosis, plan, &found.world, &assume);
        let made = (&changes, &confirmation);
        let files = files_of(&diagnosis, plan, made, log, form)?;
        anstream::print!(
            "{}",
            log.map(|it| text::groups(it, frame)).unwrap_or_default()
        );
        options.out.write(folder, &files, why.as_deref())?;
        return Ok(Exit::Answered);
    }
    if options.out.is_data() {
        anstream::print!("{}", json::fix::render(&diagnosis, &plans, log));
        return Ok(Exit::Answered);
    }
    if options.ask {
        let plan = plans.found.first();
        let made = plan.map(|it| (it, changes(it.steps(), &found.world, &assume)));
        let plan = made.as_ref().map(|(plan, changes)| (*plan, changes));
        anstream::print!("{}", ask::render(&diagnosis, &plans, plan, log, frame));
        return Ok(Exit::Answered);
    }
    let made = |plan: &VerifiedFix| text::fix::Made {
        changes: changes(plan.steps(), &found.world, &assume),
        confirmation: confirmation(&diagnosis, plan, &found.world, &assume),
    };
    let page = text::fix::render(&diagnosis, &plans, log, frame, &made);
    anstream::print!("{page}");
    Ok(Exit::Answered)
}

/// What the policy simulator says is no denial, and nothing to be cured
fn refuse_simulation(intake: Option<&Intake>) -> Result<(), Failure> {
    let text = intake.and_then(Intake::whole);
    if text.and_then(simulator::read).is_none() {
        return Ok(());
    }
    let message = "the text is an answer of AWS's policy simulator, and no denied request";
    let help = "say who asked for what: --role NAME --action ACTION --resource ARN; or read the \
                answer with why403 explain";
    Err(Failure::new(
        "fix/simulation",
        message,
        Some(help.to_string()),
    ))
}

/// The files of a proven fix, unless something keeps it from being made
fn files_of(
    diagnosis: &Diagnosis,
    plan: &VerifiedFix,
    (changes, confirmation): (&Changes, &Confirmation),
    log: Option<Log<'_>>,
    form: patch::Format,
) -> Result<Vec<patch::File>, Failure> {
    if let Some(trouble) = changes.troubles.first() {
        let help = trouble.help().to_string();
        return Err(Failure::new(trouble.code(), trouble, Some(help)));
    }
    let steps: Vec<&str> = plan.steps().iter().map(|it| it.text.as_str()).collect();
    let title = steps.join("; ");
    let mut about = patch::about(plan);
    let resource = &diagnosis.question.request.resource;
    about.extend(log.map(|it| it.cured(resource)).into_iter().flatten());
    let plan = patch::Plan {
        title: &title,
        about: &about,
        changes,
        confirm: Some((confirmation, &diagnosis.question.request.principal)),
    };
    Ok(patch::write(&plan, form))
}

impl Out {
    /// The form of files; `None` where the answer is text
    pub(crate) fn form(&self) -> Result<Option<Written>, Failure> {
        let found = match (self.format, &self.folder) {
            (None | Some(Form::Text | Form::Json), None) => return Ok(None),
            (Some(Form::Text), Some(_)) => {
                let message = "text is not written to a folder";
                let help = "write --format cli, json, terraform or cloudformation".to_string();
                return Err(Failure::new("flags/format", message, Some(help)));
            }
            (Some(_), None) => {
                let message = "this form is written to files";
                let help = "name a new folder: --out fix/".to_string();
                return Err(Failure::new("flags/format", message, Some(help)));
            }
            (None, Some(_)) => return Ok(Some(Written::Fitting)),
            (Some(Form::Cli), Some(_)) => patch::Format::Cli,
            (Some(Form::Json), Some(_)) => patch::Format::Json,
            (Some(Form::Terraform), Some(_)) => patch::Format::Terraform,
            (Some(Form::CloudFormation), Some(_)) => patch::Format::CloudFormation,
        };
        Ok(Some(Written::Named(found)))
    }

    /// Whether the answer is data for a program, and no file
    fn is_data(&self) -> bool {
        self.folder.is_none() && self.format == Some(Form::Json)
    }

    fn chosen<'p>(&self, plans: &'p [VerifiedFix]) -> Result<&'p VerifiedFix, Failure> {
        let index = self.choose.checked_sub(1);
        index.and_then(|it| plans.get(it)).ok_or_else(|| {
            let message = format!("there is no way {}", self.choose);
            let help = format!("there are {}, in the order of --all", plans.len());
            Failure::new("flags/choose", &message, Some(help))
        })
    }

    /// Writes the files, and says which
    ///
    /// - `why`: why this form, where nobody asked for it.
    pub(crate) fn write(
        &self,
        folder: &Path,
        files: &[patch::File],
        why: Option<&str>,
    ) -> Result<(), Failure> {
        let overwrite = if self.force {
            Overwrite::Yes
        } else {
            Overwrite::No
        };
        let written = written::write(folder, files, overwrite)?;
        for path in &written {
            anstream::println!("wrote {}", path.display());
        }
        if let Some(why) = why {
            anstream::println!("written as {why}");
        }
        let readme = folder.join("README.md");
        anstream::println!("nothing was run: read {} first", readme.display());
        Ok(())
    }
}
