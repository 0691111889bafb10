//! `why403 explain`: one question, answered from a world on disk.

use std::io::IsTerminal;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::{Args, ValueEnum};
use why403_diagnose::diagnosis::Overall;
use why403_diagnose::question::{Flags, QuestionError};
use why403_diagnose::symptom::simulator::{self, Simulated};
use why403_diagnose::symptom::{Source, Symptom};
use why403_diagnose::{Question, Triage, diagnose, redacted, symptom, triage};
use why403_engine::resolve::Assume;
use why403_model::redact::Redactor;
use why403_model::value::Instant;
use why403_model::world::World;
use why403_report::text::{Detail, Frame};
use why403_report::{json, markdown, mermaid, sarif, text};

use crate::asked::Asked;
use crate::failure::Failure;
use crate::files::Files;
use crate::{Exit, input, terminal, trigger, world};

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
    let flags = options.asked.flags()?;
    let text = symptom_text(options, files)?;
    let (text, simulated) = evidence(options, text, files)?;
    let symptom = text
        .map(|text| symptom::read(&text))
        .transpose()
        .map_err(|it| Failure::new(it.code(), &it, Some(it.help().to_string())))?;
    let session = options.asked.session(files)?;
    let found = world::find(&options.world, files)?;
    let question = match understood(&flags, symptom, simulated.as_deref(), &found.world)? {
        Understood::Whole(question) => *question,
        Understood::Open(triage) => return Ok(shown_open(options, *triage, &found)),
    };
    let mut diagnosis = diagnose(question, &found.world, &Assume { session });
    if let Some(simulated) = &simulated {
        let action = diagnosis.question.request.action.to_string();
        diagnosis
            .notes
            .extend(triage::of_simulation(simulated, &[&action]));
    }
    let (mut name, mut folder) = (found.name, found.folder);
    if options.redact {
        let mut redactor = Redactor::new();
        redactor.learn_world(&found.world);
        name = redactor.path(&name);
        folder = folder.map(|it| redactor.path(&it));
        diagnosis = redacted(&diagnosis, &mut redactor);
    }
    let taken = found.world.taken_at.as_deref();
    let frame = frame(options, &name, taken, folder.as_deref());
    let written = match options.format {
        Format::Text => text::render(&diagnosis, frame),
        Format::Json => json::v1::render(&diagnosis),
        Format::Markdown => markdown::render(&diagnosis, frame),
        Format::Sarif => sarif::render(&diagnosis, frame.world),
        Format::Mermaid => mermaid::render(&diagnosis),
    };
    anstream::print!("{written}");
    Ok(exit(options, diagnosis.decision))
}

/// What is asked
enum Understood {
    /// A question that can be evaluated
    Whole(Box<Question>),
    /// One that cannot: too little is known, or no policy had a say
    Open(Box<Triage>),
}

fn understood(
    flags: &Flags,
    symptom: Option<Symptom>,
    simulated: Option<&[Simulated]>,
    world: &World,
) -> Result<Understood, Failure> {
    let failed = |it: QuestionError| Failure::new(it.code(), &it, Some(it.help()));
    let has_evidence = symptom.is_some() || simulated.is_some();
    let is_refused = symptom
        .as_ref()
        .is_some_and(|it| triage::is_before_policies(it, world));
    let filled = match (&symptom, simulated) {
        (None, Some(simulated)) => flags.filled(simulated),
        (_, _) => flags.clone(),
    };
    let problem = match Question::new(&filled, symptom.clone(), world) {
        Ok(question) if !is_refused => return Ok(Understood::Whole(Box::new(question))),
        Ok(_) => None,
        Err(problem) => Some(problem),
    };
    let is_open = problem
        .as_ref()
        .is_none_or(|it| has_evidence && triage::is_answer_to(it, flags));
    let problem = match problem {
        Some(problem) if !is_open => return Err(failed(problem)),
        other => other,
    };
    let symptom = symptom.unwrap_or_else(|| Symptom {
        source: Source::Simulator,
        ..Symptom::default()
    });
    let simulated = simulated.unwrap_or_default().to_vec();
    let mut found = triage::triage(&filled, symptom, simulated, world).map_err(failed)?;
    // Whoever has only the caller's account is told where the rest is.
    if let Some(problem @ QuestionError::CallerOfAccount { .. }) = problem {
        found.notes.push(format!("{problem}: {}", problem.help()));
    }
    Ok(Understood::Open(Box::new(found)))
}

/// Shows the answer to a question that cannot be evaluated
fn shown_open(options: &Options, mut found: Triage, of: &world::Found) -> Exit {
    let (mut name, mut folder) = (of.name.clone(), of.folder.clone());
    if options.redact {
        let mut redactor = Redactor::new();
        redactor.learn_world(&of.world);
        name = redactor.path(&name);
        folder = folder.map(|it| redactor.path(&it));
        found = triage::redacted(&found, &mut redactor);
    }
    let taken = of.world.taken_at.as_deref();
    let frame = frame(options, &name, taken, folder.as_deref());
    let written = match options.format {
        Format::Text => text::render_triage(&found, frame),
        Format::Json => json::v1::render_triage(&found),
        Format::Markdown => markdown::render_triage(&found, frame),
        Format::Sarif => sarif::render_triage(&found),
        Format::Mermaid => mermaid::render_triage(&found),
    };
    anstream::print!("{written}");
    exit(options, found.decision())
}

fn frame<'f>(
    options: &Options,
    world: &'f str,
    taken: Option<&'f str>,
    folder: Option<&'f str>,
) -> Frame<'f> {
    Frame {
        world,
        taken,
        now: now(),
        folder,
        detail: if options.all {
            Detail::All
        } else {
            Detail::Brief
        },
        width: terminal::width(),
    }
}

fn exit(options: &Options, decision: Overall) -> Exit {
    match (options.exit_code, decision) {
        (false, _) | (true, Overall::Allow) => Exit::Answered,
        (true, Overall::Deny) => Exit::Denied,
        (true, Overall::Undetermined) => Exit::Undetermined,
    }
}

/// The error's text, and what the policy simulator said: in a file of its own, or in the text's
/// place
fn evidence(
    options: &Options,
    text: Option<String>,
    files: Files,
) -> Result<(Option<String>, Option<Vec<Simulated>>), Failure> {
    let Some(file) = &options.simulator else {
        let simulated = text.as_deref().and_then(simulator::read);
        return Ok((text.filter(|_| simulated.is_none()), simulated));
    };
    let simulated = simulator::read(&files.text(file)?).ok_or_else(|| {
        let help = "save what `aws iam simulate-principal-policy` prints, as JSON";
        let message = format!("{file} is no answer of the policy simulator");
        Failure::new("simulator/unrecognized", &message, Some(help.into()))
    })?;
    Ok((text, Some(simulated)))
}

/// Why a function is not called
fn trigger(options: &Options, kind: &str, files: Files) -> Result<Exit, Failure> {
    let found = world::find(&options.world, files)?;
    let mut redactor = Redactor::new();
    let mut name = found.name.clone();
    if options.redact {
        redactor.learn_world(&found.world);
        name = redactor.path(&name);
    }
    let redactor = options.redact.then_some(&mut redactor);
    let answer = trigger::answer(kind, &options.asked, &found.world, redactor)?;
    let frame = frame(options, &name, found.world.taken_at.as_deref(), None);
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

/// The time of the answer
pub(crate) fn now() -> Option<Instant> {
    let passed = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    let milliseconds = i64::try_from(passed.as_millis()).ok()?;
    Some(Instant::from_milliseconds(milliseconds))
}

/// The symptom's text: an argument, a file that it names, or piped standard input
fn symptom_text(options: &Options, files: Files) -> Result<Option<String>, Failure> {
    let asked = &options.asked;
    let has_what = asked.operation.is_some() || asked.action.is_some();
    let has_flags = has_what && asked.resource.is_some();
    let from_input = || {
        let text = input::text("standard input", std::io::stdin())?;
        Ok(Some(text).filter(|it| !it.trim().is_empty()))
    };
    match options.symptom.as_deref() {
        Some("-") => from_input(),
        Some(word) => text_of(word, files).map(Some),
        None if !has_flags && !std::io::stdin().is_terminal() => from_input(),
        None => Ok(None),
    }
}

/// The text that a word is, or that the file of its name holds
pub(crate) fn text_of(word: &str, files: Files) -> Result<String, Failure> {
    if files.has(word) {
        return files.symptom(word);
    }
    if looks_like_path(word) {
        return Err(Failure::new(
            "file/missing",
            &format!("there is no file `{word}`"),
            Some("give the error's text itself, in quotes, or pipe it in".into()),
        ));
    }
    Ok(word.to_string())
}

fn looks_like_path(word: &str) -> bool {
    !word.contains(char::is_whitespace)
        && !word.contains("://")
        && (word.starts_with(['/', '.', '~']) || word.contains('/') || is_of_text(Path::new(word)))
}

/// Whether a name ends as files do that hold errors, records or logs
fn is_of_text(path: &Path) -> bool {
    const ENDS: [&str; 5] = ["txt", "json", "jsonl", "log", "gz"];
    path.extension()
        .is_some_and(|it| ENDS.iter().any(|end| it.eq_ignore_ascii_case(end)))
}
