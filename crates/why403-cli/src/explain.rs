//! `why403 explain`: one question, answered from a world on disk.

use std::io::{IsTerminal, Read};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::{Args, ValueEnum};
use why403_diagnose::diagnosis::Overall;
use why403_diagnose::{Question, diagnose, redacted, symptom};
use why403_engine::resolve::Assume;
use why403_model::redact::Redactor;
use why403_model::value::Instant;
use why403_report::text::{Detail, Frame};
use why403_report::{json, markdown, mermaid, sarif, text};

use crate::asked::Asked;
use crate::failure::Failure;
use crate::files::Files;
use crate::{Exit, terminal, world};

/// Options of `explain`
#[derive(Args)]
pub(crate) struct Options {
    /// The error as it was printed, a file that holds it, or `-` for standard input
    symptom: Option<String>,
    #[command(flatten)]
    world: world::Options,
    #[command(flatten)]
    asked: Asked,
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
    let flags = options.asked.flags()?;
    let symptom = symptom_text(options, files)?
        .map(|text| symptom::read(&text))
        .transpose()
        .map_err(|it| Failure::new(it.code(), &it, Some(it.help().to_string())))?;
    let session = options.asked.session(files)?;
    let found = world::find(&options.world, files)?;
    let question = Question::new(&flags, symptom, &found.world)
        .map_err(|it| Failure::new(it.code(), &it, Some(it.help())))?;
    let mut diagnosis = diagnose(question, &found.world, &Assume { session });
    let mut name = found.name;
    if options.redact {
        let mut redactor = Redactor::new();
        redactor.learn_world(&found.world);
        name = redactor.path(&name);
        diagnosis = redacted(&diagnosis, &mut redactor);
    }
    let frame = Frame {
        world: &name,
        taken: found.world.taken_at.as_deref(),
        now: now(),
        detail: if options.all {
            Detail::All
        } else {
            Detail::Brief
        },
        width: terminal::width(),
    };
    let written = match options.format {
        Format::Text => text::render(&diagnosis, frame),
        Format::Json => json::v1::render(&diagnosis),
        Format::Markdown => markdown::render(&diagnosis, frame),
        Format::Sarif => sarif::render(&diagnosis, frame.world),
        Format::Mermaid => mermaid::render(&diagnosis),
    };
    anstream::print!("{written}");
    Ok(match (options.exit_code, diagnosis.decision) {
        (false, _) | (true, Overall::Allow) => Exit::Answered,
        (true, Overall::Deny) => Exit::Denied,
        (true, Overall::Undetermined) => Exit::Undetermined,
    })
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
        let mut text = String::new();
        let read = std::io::stdin().take(64 << 20).read_to_string(&mut text);
        read.map_err(|it| Failure::unreadable("standard input", &it))?;
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
        return files.text(word);
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
        && (word.starts_with(['/', '.', '~'])
            || word.contains('/')
            || Path::new(word).extension().is_some_and(|it| it == "txt"))
}
