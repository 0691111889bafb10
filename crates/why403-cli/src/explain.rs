//! `why403 explain`: one question, answered from a world on disk.

use std::io::{IsTerminal, Read};
use std::path::Path;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::{Args, ValueEnum};
use why403_diagnose::diagnosis::Overall;
use why403_diagnose::question::Flags;
use why403_diagnose::{Question, diagnose, redacted, symptom};
use why403_engine::resolve::{Assume, SessionPolicies};
use why403_model::operations::Part;
use why403_model::policy;
use why403_model::redact::Redactor;
use why403_model::value::Instant;
use why403_model::world::Document;
use why403_report::text::{Detail, Frame};
use why403_report::{json, markdown, mermaid, sarif, text};

use crate::failure::Failure;
use crate::files::Files;
use crate::{Exit, terminal, world};

/// Options of `explain`
#[derive(Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of its own on the command line"
)]
pub(crate) struct Options {
    /// The error as it was printed, a file that holds it, or `-` for standard input
    symptom: Option<String>,
    #[command(flatten)]
    world: world::Options,
    /// Who asks: the ARN of a user, role, session or root, `anonymous`, or a service of AWS
    #[arg(long, value_name = "ARN", conflicts_with = "role")]
    principal: Option<String>,
    /// Who asks: the name of a role in the world
    #[arg(long, value_name = "NAME")]
    role: Option<String>,
    /// What was called, such as `GetObject`: asks for every permission that it needs
    #[arg(long, value_name = "NAME", conflicts_with = "action")]
    operation: Option<String>,
    /// Who asks: a Lambda function of the world, by name or ARN, from its own network
    #[arg(long, value_name = "NAME", conflicts_with_all = ["principal", "role"])]
    function: Option<String>,
    /// From which subnet the request starts; can be given again
    #[arg(long, value_name = "SUBNET")]
    subnet: Vec<String>,
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
    /// The session policy (a JSON file), or `unknown`; else it is assumed that there is none
    #[arg(long, value_name = "FILE|unknown")]
    session_policy: Option<String>,
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
    let flags = flags(options)?;
    let symptom = symptom_text(options, files)?
        .map(|text| symptom::read(&text))
        .transpose()
        .map_err(|it| Failure::new(it.code(), &it, Some(it.help().to_string())))?;
    let session = session(options.session_policy.as_deref(), files)?;
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

pub(crate) fn now() -> Option<Instant> {
    let passed = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    let milliseconds = i64::try_from(passed.as_millis()).ok()?;
    Some(Instant::from_milliseconds(milliseconds))
}

/// The session policy of a file, or what is said instead of one
pub(crate) fn session(said: Option<&str>, files: Files) -> Result<SessionPolicies, Failure> {
    let file = match said {
        None => return Ok(SessionPolicies::AssumedNone),
        Some("unknown") => return Ok(SessionPolicies::Unknown),
        Some(file) => file,
    };
    let text = files.text(file)?;
    let policy = policy::parse(&text)
        .sound()
        .map_err(|errors| Failure::of_policy(file, &text, &errors))?;
    let document = Document {
        label: format!("session policy {file}"),
        arn: None,
        file: Some(file.to_string()),
        line: None,
        text,
        policy,
        origin: None,
    };
    Ok(SessionPolicies::Known(vec![Arc::new(document)]))
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
        function: options.function.clone(),
        subnets: options.subnet.clone(),
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
pub(crate) fn pair(
    text: &str,
    code: &str,
    what: &str,
    help: &str,
) -> Result<(String, String), Failure> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_string(), value.to_string())),
        Some(_) | None => Err(Failure::new(
            code,
            &format!("`{text}` is no {what} with a value"),
            Some(help.into()),
        )),
    }
}

/// The symptom's text: an argument, a file that it names, or piped standard input
fn symptom_text(options: &Options, files: Files) -> Result<Option<String>, Failure> {
    let has_what = options.operation.is_some() || options.action.is_some();
    let has_flags = has_what && options.resource.is_some();
    let from_input = || {
        let mut text = String::new();
        let read = std::io::stdin().take(64 << 20).read_to_string(&mut text);
        read.map_err(|it| Failure::unreadable("standard input", &it))?;
        Ok(Some(text).filter(|it| !it.trim().is_empty()))
    };
    match options.symptom.as_deref() {
        Some("-") => from_input(),
        Some(word) if files.has(word) => files.text(word).map(Some),
        Some(word) if looks_like_path(word) => Err(Failure::new(
            "file/missing",
            &format!("there is no file `{word}`"),
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
        && (word.starts_with(['/', '.', '~'])
            || word.contains('/')
            || Path::new(word).extension().is_some_and(|it| it == "txt"))
}
