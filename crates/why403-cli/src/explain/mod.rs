//! `why403 explain`: one question, answered from a world on disk.

mod open;

use clap::{Args, ValueEnum};
use why403_diagnose::diagnosis::Overall;
use why403_diagnose::fix::Wanted;
use why403_diagnose::symptom::Symptom;
use why403_diagnose::symptom::log::Group;
use why403_diagnose::symptom::simulator::{self, Simulated};
use why403_diagnose::{Diagnosis, diagnose, redacted, redacted_groups, triage};
use why403_engine::resolve::Assume;
use why403_model::redact::Redactor;
use why403_report::groups::Log;
use why403_report::text::Frame;
use why403_report::{json, markdown, mermaid, sarif, text};

pub(crate) use open::{Understood, understood};

use crate::asked::Asked;
use crate::failure::Failure;
use crate::files::Files;
use crate::intake::{Intake, fill_function};
use crate::{Exit, terminal, terraform, trigger, world};

/// Options of `explain`
#[derive(Args)]
pub(crate) struct Options {
    /// The error as it was printed, a file that holds it, or `-` for standard input
    ///
    /// Also a record of CloudTrail or a file of them, packed or not, and lines of S3's server
    /// access log (docs/cloudtrail.md).
    symptom: Option<String>,
    #[command(flatten)]
    world: world::Options,
    #[command(flatten)]
    asked: Asked,
    #[command(flatten)]
    terraform: terraform::Options,
    /// What AWS's policy simulator said: a file with its answer, as JSON
    #[arg(long, value_name = "FILE")]
    simulator: Option<String>,
    /// Nothing happened: why --function is not called by s3, events, sns, apigateway or an account
    ///
    /// --source says by which bucket, rule, topic or API method.
    #[arg(
        long,
        value_name = "KIND|ACCOUNT",
        conflicts_with_all = ["symptom", "operation", "action", "resource", "header", "param", "subnet"]
    )]
    trigger: Option<String>,
    /// Which cause of a log with several is explained; the most frequent one has number 1
    #[arg(long, value_name = "NUMBER")]
    group: Option<usize>,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Every cause and every unknown
    #[arg(long)]
    all: bool,
    /// Neutral names for accounts, buckets, keys, roles, tags, addresses, files: to be pasted in public
    #[arg(long)]
    redact: bool,
    /// Exit with 1 if denied, 3 if open
    #[arg(long)]
    exit_code: bool,
}

/// How an answer is written
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs: `why403/diagnosis/v1` (docs/schema/diagnosis-v1.json)
    Json,
    /// For a ticket or a chat, unknowns folded away
    Markdown,
    /// For code scanning and editors: SARIF 2.1.0, one result a cause
    Sarif,
    /// The path of the decision as a flowchart of Mermaid
    Mermaid,
}

/// Answers the question, or says why it cannot
pub(crate) fn run(options: &Options, files: Files) -> Exit {
    answer(options, files).unwrap_or_else(|failure| {
        failure.print();
        Exit::Failed
    })
}

fn answer(options: &Options, files: Files) -> Result<Exit, Failure> {
    if let Some(kind) = &options.trigger {
        return trigger(options, kind, files);
    }
    let given = Given::read(options, files)?;
    let session = options.asked.session(files)?;
    let mut found = world::find(&options.world, files)?;
    options.terraform.tell(&mut found.world, files)?;
    let mut flags = options.asked.flags()?;
    fill_function(
        &mut flags,
        given.symptom.as_ref(),
        given.group(),
        &found.world,
    );
    let simulated = given.simulated.as_deref();
    let shown = match understood(&flags, given.symptom.clone(), simulated, &found.world)? {
        Understood::Whole(question) => {
            let assume = Assume { session };
            let mut diagnosis = diagnose(*question, &found.world, &assume).with_fixes(
                &found.world,
                &assume,
                &Wanted::default(),
            );
            if let Some(simulated) = simulated {
                let action = diagnosis.question.request.action.to_string();
                let told = triage::of_simulation(simulated, &[&action]);
                diagnosis.notes.extend(told);
            }
            Shown::Diagnosis(Box::new(diagnosis))
        }
        Understood::Open(triage) => Shown::Triage(triage),
    };
    let groups = given.intake.as_ref().map(|it| it.groups.clone());
    Ok(show(
        options,
        shown,
        groups.unwrap_or_default(),
        &given,
        &found,
    ))
}

/// What the person gave besides flags
struct Given {
    intake: Option<Intake>,
    symptom: Option<Symptom>,
    /// Which group of a log the symptom is of, from 0
    picked: Option<usize>,
    /// What AWS's policy simulator said: in a file of its own, or in the text's place
    simulated: Option<Vec<Simulated>>,
}

impl Given {
    fn read(options: &Options, files: Files) -> Result<Self, Failure> {
        let asked = &options.asked;
        let has_evidence = options.simulator.is_some();
        let needs_one = !has_evidence && asked.needs_text();
        let intake = Intake::read(options.symptom.as_deref(), needs_one, files)?;
        let in_file = options.simulator.as_deref();
        let in_file = in_file.map(|it| simulation(it, files)).transpose()?;
        let text = intake.as_ref().and_then(Intake::whole);
        let in_text = text.filter(|_| !has_evidence).and_then(simulator::read);
        let is_symptom = in_text.is_none();
        let picked = intake.as_ref().filter(|_| is_symptom);
        let picked = picked.map(|it| it.symptom(options.group)).transpose()?;
        let (symptom, picked) = picked.unzip();
        Ok(Self {
            intake,
            symptom,
            picked,
            simulated: in_file.or(in_text),
        })
    }

    fn group(&self) -> Option<&Group> {
        self.intake.as_ref()?.groups.get(self.picked?)
    }

    /// The log that the groups are of, where there is more to tell than one denial
    fn log<'g>(&self, groups: &'g [Group]) -> Option<Log<'g>> {
        let intake = self.intake.as_ref()?;
        intake.log(groups, self.picked.unwrap_or_default())
    }
}

/// What the policy simulator said, from a file with its answer
fn simulation(file: &str, files: Files) -> Result<Vec<Simulated>, Failure> {
    simulator::read(&files.text(file)?).ok_or_else(|| {
        let help = "save what `aws iam simulate-principal-policy` prints, as JSON";
        let message = format!("{file} is no answer of the policy simulator");
        Failure::new("simulator/unrecognized", &message, Some(help.into()))
    })
}

/// An answer, of one kind or the other
enum Shown {
    Diagnosis(Box<Diagnosis>),
    Triage(Box<triage::Triage>),
}

/// Writes an answer, and says how the process ends
fn show(
    options: &Options,
    mut shown: Shown,
    mut groups: Vec<Group>,
    given: &Given,
    found: &world::Found,
) -> Exit {
    let (mut name, mut folder) = (found.name.clone(), found.folder.clone());
    if options.redact {
        let mut redactor = Redactor::new();
        redactor.learn_world(&found.world);
        name = redactor.path(&name);
        folder = folder.map(|it| redactor.path(&it));
        shown = match shown {
            Shown::Diagnosis(it) => Shown::Diagnosis(Box::new(redacted(&it, &mut redactor))),
            Shown::Triage(it) => Shown::Triage(Box::new(triage::redacted(&it, &mut redactor))),
        };
        groups = redacted_groups(&groups, &mut redactor);
    }
    let frame = Frame {
        world: &name,
        folder: folder.as_deref(),
        ..found.frame(terminal::detail(options.all))
    };
    let log = given.log(&groups);
    let before = match options.format {
        Format::Text => log.map(|it| text::groups(it, frame)),
        Format::Markdown => log.map(markdown::groups),
        Format::Json | Format::Sarif | Format::Mermaid => None,
    };
    let (written, decision) = match &shown {
        Shown::Diagnosis(it) => {
            let written = match options.format {
                Format::Text => text::render(it, frame),
                Format::Json => json::v1::render_of_log(it, log),
                Format::Markdown => markdown::render(it, frame),
                Format::Sarif => sarif::render(it, frame.world),
                Format::Mermaid => mermaid::render(it),
            };
            (written, it.decision)
        }
        Shown::Triage(it) => (open::written(options.format, it, log, frame), it.decision()),
    };
    anstream::print!("{}{written}", before.unwrap_or_default());
    exit(options, decision)
}

fn exit(options: &Options, decision: Overall) -> Exit {
    match (options.exit_code, decision) {
        (false, _) | (true, Overall::Allow) => Exit::Answered,
        (true, Overall::Deny) => Exit::Denied,
        (true, Overall::Undetermined) => Exit::Undetermined,
    }
}

/// Why a function is not called
fn trigger(options: &Options, kind: &str, files: Files) -> Result<Exit, Failure> {
    let mut found = world::find(&options.world, files)?;
    options.terraform.tell(&mut found.world, files)?;
    let mut redactor = Redactor::new();
    let mut name = found.name.clone();
    if options.redact {
        redactor.learn_world(&found.world);
        name = redactor.path(&name);
    }
    let redactor = options.redact.then_some(&mut redactor);
    let answer = trigger::answer(kind, &options.asked, &found.world, redactor)?;
    let frame = Frame {
        world: &name,
        folder: None,
        ..found.frame(terminal::detail(options.all))
    };
    let written = match options.format {
        Format::Text => text::trigger::render(&answer, frame),
        Format::Json => json::trigger::render(&answer),
        Format::Markdown => markdown::render_trigger(&answer, frame),
        Format::Sarif | Format::Mermaid => {
            let help = "use --format text, json or markdown";
            let message = "a trigger is not written in this format";
            return Err(Failure::new("trigger/format", message, Some(help.into())));
        }
    };
    anstream::print!("{written}");
    Ok(exit(options, answer.decision))
}
