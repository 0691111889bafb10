//! `why403 compare`: two requests, times, worlds or logs, of which one works and one fails.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use why403_diagnose::compare::groups::Separation;
use why403_diagnose::compare::records::{self, Records};
use why403_diagnose::compare::{Pair, Parting, by_subnet, groups, parting};
use why403_diagnose::diagnosis::{Diagnosis, Overall};
use why403_diagnose::symptom::{self, Symptom};
use why403_diagnose::{Question, diagnose, redacted};
use why403_engine::resolve::Assume;
use why403_model::redact::{Kind, Redactor};
use why403_report::json;
use why403_report::text::compare::{Frame, render, render_groups};

use crate::asked::Asked;
use crate::explain::text_of;
use crate::failure::Failure;
use crate::files::Files;
use crate::world::{self, Found};
use crate::{Exit, terminal};

/// Options of `compare`
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    /// The error of what fails; or a log, or one of what works and one of what fails
    ///
    /// A log is a file of `CloudTrail` or of S3's access log, of which requests that work and
    /// requests that are refused are compared by what each kind has in common.
    #[arg(value_name = "FILE", num_args = 0..=2)]
    files: Vec<String>,
    #[command(flatten)]
    world: world::Options,
    /// The world in which it fails, where that is another one: a second snapshot
    #[arg(long, value_name = "PATH")]
    other_world: Option<PathBuf>,
    #[command(flatten)]
    asked: Asked,
    /// What only the request that works has, such as `resource=s3://BUCKET/KEY`; can be given again
    ///
    /// The name of a flag without its dashes, a condition key (`aws:SourceIp=203.0.113.7`), or
    /// `time=2026-11-23T09:00:00Z`.
    #[arg(long, value_name = "NAME=VALUE")]
    works: Vec<String>,
    /// What only the request that fails has, as --works
    #[arg(long, value_name = "NAME=VALUE")]
    fails: Vec<String>,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Every point where they part, every difference
    #[arg(long)]
    all: bool,
    /// Neutral names for everything that names something: to be pasted in public
    #[arg(long)]
    redact: bool,
    /// Exit with 1 if what fails is denied, 3 if that is open
    #[arg(long)]
    exit_code: bool,
}

/// How an answer is written
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs: `why403/compare/v1` (docs/schema/compare-v1.json)
    Json,
}

const EXAMPLES: &str = "\
Examples:
  one object works, its neighbour fails:
    why403 compare --world W --role R --operation GetObject \\
      --works resource=s3://BUCKET/good --fails resource=s3://BUCKET/bad
  from one address it works, from the other not:
    why403 compare --world W error.txt --works aws:SourceIp=203.0.113.7
  it worked yesterday, in another snapshot:
    why403 compare --world YESTERDAY --other-world TODAY error.txt
  a function fails now and then, whose subnets differ:
    why403 compare --world W error.txt --function NAME
  what do all that fail in a log have in common?
    why403 compare cloudtrail.json";

/// Compares, or says why it cannot
pub(crate) fn run(options: &Options, files: Files) -> Exit {
    answer(options, files).unwrap_or_else(|failure| {
        failure.print();
        Exit::Failed
    })
}

fn answer(options: &Options, files: Files) -> Result<Exit, Failure> {
    let texts: Vec<String> = options
        .files
        .iter()
        .map(|it| text_of(it, files))
        .collect::<Result<_, _>>()?;
    let read: Vec<Option<Records>> = texts.iter().map(|it| records::read(it)).collect();
    if read.iter().any(Option::is_some) {
        return separated(options, read.into_iter().flatten().collect());
    }
    let symptoms: Vec<Symptom> = texts
        .iter()
        .map(|it| symptom::read(it))
        .collect::<Result<_, _>>()
        .map_err(|it| Failure::new(it.code(), &it, Some(it.help().to_string())))?;
    let found = world::find(&options.world, files)?;
    let other = options.other_world.as_ref();
    let other = other.map(|path| world::read(path, files)).transpose()?;
    let (mut diagnoses, note) = asked(options, &symptoms, &found, other.as_ref(), files)?;
    let mut names = Pair::new(
        found.name.clone(),
        other
            .as_ref()
            .map_or_else(|| found.name.clone(), |it| it.name.clone()),
    );
    if options.redact {
        let mut redactor = Redactor::new();
        redactor.learn_world(&found.world);
        if let Some(other) = &other {
            redactor.learn_world(&other.world);
        }
        names = names.map(|it| redactor.path(&it));
        diagnoses = diagnoses.map(|it| redacted(&it, &mut redactor));
    }
    // What is compared is what is shown: names are neutral on both sides alike.
    let parting = parting(&diagnoses.works, &diagnoses.fails);
    show(options, &diagnoses, &parting, &names, note.as_deref());
    Ok(exit(options, diagnoses.fails.decision))
}

fn exit(options: &Options, decision: Overall) -> Exit {
    match (options.exit_code, decision) {
        (false, _) | (true, Overall::Allow) => Exit::Answered,
        (true, Overall::Deny) => Exit::Denied,
        (true, Overall::Undetermined) => Exit::Undetermined,
    }
}

fn show(
    options: &Options,
    diagnoses: &Pair<Diagnosis>,
    parting: &Parting,
    worlds: &Pair<String>,
    note: Option<&str>,
) {
    let frame = Frame {
        worlds: worlds.as_ref().map(String::as_str),
        note,
        all: options.all,
        width: terminal::width(),
    };
    let written = match options.format {
        Format::Text => render(parting, diagnoses.as_ref(), frame),
        Format::Json => json::compare::render(parting),
    };
    anstream::print!("{written}");
}

/// Both diagnoses, and what else is to be said of them
fn asked(
    options: &Options,
    symptoms: &[Symptom],
    found: &Found,
    other: Option<&Found>,
    files: Files,
) -> Result<(Pair<Diagnosis>, Option<String>), Failure> {
    let (worked, failed) = match symptoms {
        [] => (None, None),
        [failed] => (None, Some(failed)),
        [worked, failed, ..] => (Some(worked), Some(failed)),
    };
    let fails = options.asked.with(&options.fails)?;
    let world = other.unwrap_or(found);
    let is_alike = options.works.is_empty() && options.fails.is_empty();
    if is_alike && other.is_none() && worked.is_none() {
        let (question, assume) = question(&fails, failed, world, files)?;
        let Some(apart) = by_subnet(&question, &world.world, &assume) else {
            return Err(alike());
        };
        let note = format!(
            "works from {}, fails from {}",
            apart.subnets.works, apart.subnets.fails
        );
        return Ok((apart.diagnoses, Some(note)));
    }
    let works = match (worked, failed) {
        // The error is that of what fails; it only tells what was asked.
        (None, Some(failed)) => options.asked.filled_from(failed),
        (Some(_), _) | (None, None) => options.asked.clone(),
    };
    let works = works.with(&options.works)?;
    let (question_of_works, assume_works) = question(&works, worked, found, files)?;
    let (question_of_fails, assume_fails) = question(&fails, failed, world, files)?;
    let diagnoses = Pair::new(
        diagnose(question_of_works, &found.world, &assume_works),
        diagnose(question_of_fails, &world.world, &assume_fails),
    );
    Ok((diagnoses, None))
}

fn alike() -> Failure {
    let help = "say what differs, such as --works resource=s3://BUCKET/KEY or \
                --fails aws:SourceIp=203.0.113.7; or give --other-world PATH, or two files";
    Failure::new(
        "compare/alike",
        "both sides are the same request in the same world",
        Some(help.into()),
    )
}

fn question(
    asked: &Asked,
    symptom: Option<&Symptom>,
    found: &Found,
    files: Files,
) -> Result<(Question, Assume), Failure> {
    let session = asked.session(files)?;
    let question = Question::new(&asked.flags()?, symptom.cloned(), &found.world)
        .map_err(|it| Failure::new(it.code(), &it, Some(it.help())))?;
    Ok((question, Assume { session }))
}

/// Many requests: what separates those that fail
fn separated(options: &Options, mut read: Vec<Records>) -> Result<Exit, Failure> {
    let last = read.pop().unwrap_or_default();
    let records = match read.pop() {
        // Of two logs the first is what works; whatever else it holds is left out.
        Some(first) => Records {
            works: if first.works.is_empty() {
                first.fails
            } else {
                first.works
            },
            fails: if last.fails.is_empty() {
                last.works
            } else {
                last.fails
            },
            others: first.others.saturating_add(last.others),
        },
        None => last,
    };
    let missing = match (records.works.is_empty(), records.fails.is_empty()) {
        (false, false) => None,
        (true, _) => Some("nothing in the log works"),
        (false, true) => Some("nothing in the log was refused"),
    };
    if let Some(message) = missing {
        let help =
            "give two files, first one of requests that work, then one of requests that fail";
        return Err(Failure::new(
            "compare/one-sided",
            message,
            Some(help.into()),
        ));
    }
    let mut found = groups(&records.works, &records.fails);
    if options.redact {
        redact(&mut found);
    }
    let written = match options.format {
        Format::Text => render_groups(&found, records.others, terminal::width(), options.all),
        Format::Json => json::compare::render_groups(&found),
    };
    anstream::print!("{written}");
    Ok(exit(options, Overall::Deny))
}

/// Neutral names in the tests of splits
fn redact(found: &mut Separation) {
    let mut redactor = Redactor::new();
    for split in &mut found.splits {
        split.test.map(|it| redactor.written(Kind::Value, it));
    }
}
