//! `why403 explain`: one question, answered from a world on disk.

use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};

use annotate_snippets::Renderer;
use clap::{Args, ValueEnum};
use why403_diagnose::diagnosis::Overall;
use why403_diagnose::question::Flags;
use why403_diagnose::{Question, diagnose, symptom};
use why403_engine::resolve::{Assume, SessionPolicies};
use why403_model::known::Fact;
use why403_model::operations::Part;
use why403_model::world::World;
use why403_report::problem::{Problem, render};
use why403_report::text::Detail;
use why403_report::{json, text};

use crate::Exit;

/// Options of `explain`
#[derive(Args)]
pub(crate) struct Options {
    /// The error as it was printed, a file that holds it, or `-` for standard input
    symptom: Option<String>,
    /// The world: a folder or a YAML/JSON file; else `WHY403_WORLD`, ./world, .why403/world
    #[arg(long, alias = "snapshot", env = "WHY403_WORLD", value_name = "PATH")]
    world: Option<PathBuf>,
    /// Who asks: the ARN of a user, role, session or root, or `anonymous`
    #[arg(long, value_name = "ARN", conflicts_with = "role")]
    principal: Option<String>,
    /// Who asks: the name of a role in the world
    #[arg(long, value_name = "NAME")]
    role: Option<String>,
    /// What was called, such as `GetObject`: asks for every permission that it needs
    #[arg(long, value_name = "NAME", conflicts_with = "action")]
    operation: Option<String>,
    /// One permission, such as s3:GetObject
    #[arg(long)]
    action: Option<String>,
    /// On what: <s3://BUCKET/KEY> or an ARN
    ///
    /// With --operation it may end in ?versionId=VERSION.
    #[arg(long, value_name = "ARN|URI")]
    resource: Option<String>,
    /// What a copy reads, as --resource
    #[arg(long, value_name = "ARN|URI")]
    source: Option<String>,
    /// A header that the call sends, such as x-amz-tagging=team=data
    #[arg(long, value_name = "NAME=VALUE")]
    header: Vec<String>,
    /// A parameter or a member of the body that the call has, such as `versionId=3`
    #[arg(long, value_name = "NAME=VALUE")]
    param: Vec<String>,
    /// The call has no other headers, parameters and members than those given
    #[arg(long)]
    exact: bool,
    /// A condition key of the request; given twice it is a list
    #[arg(long, value_name = "KEY=VALUE")]
    context: Vec<String>,
    /// A condition key that the request does not have
    #[arg(long, value_name = "KEY")]
    context_absent: Vec<String>,
    /// `unknown`: do not assume that the session has no session policy
    #[arg(long, value_name = "unknown", value_parser = ["unknown"])]
    session_policy: Option<String>,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Every cause and every unknown
    #[arg(long)]
    all: bool,
    /// Exit with 1 if denied, 3 if open
    #[arg(long)]
    exit_code: bool,
}

/// How an answer is written
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// `why403/diagnosis/v1`
    Json,
}

/// A failure with what to type
struct Failure {
    code: String,
    message: String,
    help: Option<String>,
}

/// Answers the question, or says why it cannot
pub(crate) fn run(options: &Options) -> Exit {
    match answer(options) {
        Ok(exit) => exit,
        Err(failure) => {
            let problem = Problem {
                code: &failure.code,
                message: &failure.message,
                help: failure.help.as_deref(),
                place: None,
            };
            anstream::eprintln!("{}", render(&problem, &Renderer::styled()));
            Exit::Failed
        }
    }
}

fn answer(options: &Options) -> Result<Exit, Failure> {
    let flags = flags(options)?;
    let symptom = symptom_text(options)?
        .map(|text| symptom::read(&text))
        .transpose()
        .map_err(|it| failed(it.code(), it.to_string(), Some(it.help().to_string())))?;
    let (world, name) = world(options)?;
    let question = Question::new(&flags, symptom, &world)
        .map_err(|it| failed(it.code(), it.to_string(), Some(it.help())))?;
    let session = match options.session_policy {
        Some(_) => SessionPolicies::Unknown,
        None => SessionPolicies::AssumedNone,
    };
    let diagnosis = diagnose(question, &world, &Assume { session });
    let written = match options.format {
        Format::Json => json::v1::render(&diagnosis),
        Format::Text => {
            let detail = if options.all {
                Detail::All
            } else {
                Detail::Brief
            };
            text::render(
                &diagnosis,
                &name,
                detail,
                &Renderer::styled().term_width(80),
            )
        }
    };
    anstream::print!("{written}");
    Ok(match (options.exit_code, diagnosis.decision) {
        (false, _) | (true, Overall::Allow) => Exit::Answered,
        (true, Overall::Deny) => Exit::Denied,
        (true, Overall::Undetermined) => Exit::Undetermined,
    })
}

fn failed(code: &str, message: String, help: Option<String>) -> Failure {
    Failure {
        code: code.to_string(),
        message,
        help,
    }
}

fn flags(options: &Options) -> Result<Flags, Failure> {
    let context = "write --context KEY=VALUE, such as --context aws:SourceIp=203.0.113.7";
    let pair = |text: &String| pair(text, "flags/context", "condition key", context);
    let mut sent = Vec::new();
    for text in &options.header {
        let help = "write --header NAME=VALUE, such as --header x-amz-acl=private";
        let (name, value) = self::pair(text, "flags/header", "header", help)?;
        sent.push((Part::Header, name, value));
    }
    for text in &options.param {
        let help = "write --param NAME=VALUE, such as --param versionId=3";
        let (name, value) = self::pair(text, "flags/param", "parameter", help)?;
        sent.push((Part::Query, name.clone(), value.clone()));
        sent.push((Part::Body, name, value));
    }
    Ok(Flags {
        principal: options.principal.clone(),
        role: options.role.clone(),
        action: options.action.clone(),
        resource: options.resource.clone(),
        context: options.context.iter().map(pair).collect::<Result<_, _>>()?,
        context_absent: options.context_absent.clone(),
        operation: options.operation.clone(),
        source: options.source.clone(),
        sent,
        only_sent: options.exact,
    })
}

/// The two sides of `NAME=VALUE`
fn pair(text: &str, code: &str, what: &str, help: &str) -> Result<(String, String), Failure> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_string(), value.to_string())),
        Some(_) | None => Err(failed(
            code,
            format!("`{text}` is no {what} with a value"),
            Some(help.into()),
        )),
    }
}

/// The symptom's text: an argument, a file that it names, or piped standard input
fn symptom_text(options: &Options) -> Result<Option<String>, Failure> {
    let has_what = options.operation.is_some() || options.action.is_some();
    let has_flags = has_what && options.resource.is_some();
    let from_input = || {
        let mut text = String::new();
        let read = std::io::stdin().take(64 << 20).read_to_string(&mut text);
        read.map_err(|it| failed("file/unreadable", format!("standard input: {it}"), None))?;
        Ok(Some(text).filter(|it| !it.trim().is_empty()))
    };
    match options.symptom.as_deref() {
        Some("-") => from_input(),
        Some(word) if Path::new(word).is_file() => std::fs::read_to_string(word)
            .map(Some)
            .map_err(|it| failed("file/unreadable", format!("{word}: {it}"), None)),
        Some(word) if looks_like_path(word) => Err(failed(
            "file/missing",
            format!("there is no file `{word}`"),
            Some("give the error's text itself, in quotes, or pipe it in".into()),
        )),
        Some(text) => Ok(Some(text.to_string())),
        None if !has_flags && !std::io::stdin().is_terminal() => from_input(),
        None => Ok(None),
    }
}

fn looks_like_path(word: &str) -> bool {
    !word.contains(char::is_whitespace)
        && !word.contains("://")
        && (word.starts_with(['/', '.', '~']) || word.contains('/') || word.ends_with(".txt"))
}

/// The world that was named, or the one that lies about; none is a world without facts
fn world(options: &Options) -> Result<(World, String), Failure> {
    let lying_about = || {
        ["world", ".why403/world"]
            .into_iter()
            .map(PathBuf::from)
            .find(|path| path.is_dir())
    };
    let Some(path) = options.world.clone().or_else(lying_about) else {
        let tree = why403_snapshot::read_text("no world", "{}", why403_snapshot::Form::Json);
        return Ok((
            World::build(&tree),
            "none (give one with --world)".to_string(),
        ));
    };
    let tree =
        why403_snapshot::read(&path).map_err(|it| failed(it.code(), it.to_string(), it.help()))?;
    let world = World::build(&tree);
    for problem in &world.problems {
        anstream::eprintln!("{problem}");
    }
    let taken = world
        .taken_at
        .as_deref()
        .map(|it| format!(", taken {it}"))
        .unwrap_or_default();
    let organization = match &world.organization {
        Fact::Known(_) => "",
        Fact::Unknown(_) => " (organization not known)",
    };
    Ok((world, format!("{}{taken}{organization}", path.display())))
}
