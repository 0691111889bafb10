//! `why403 verify`: a change, before it is made: what it cures, opens and breaks.

mod requests;

use std::path::PathBuf;

use clap::{ArgGroup, Args, ValueEnum};
use why403_diagnose::fix::review::{Allowed, Expect, Pattern, Verdict, Wish, review};
use why403_diagnose::fix::target;
use why403_diagnose::symptom;
use why403_engine::resolve::Assume;
use why403_model::policy;
use why403_model::world::{Document, World};
use why403_report::text::verify::{Frame, render};
use why403_report::{json, markdown};

use crate::asked::{Asked, pair};
use crate::failure::Failure;
use crate::files::Files;
use crate::intake::text_of;
use crate::{Exit, terminal, world};

/// Options of `verify`
#[derive(Args)]
#[command(after_help = EXAMPLES, group = ArgGroup::new("change").required(true).multiple(true))]
pub(crate) struct Options {
    /// The error that the change is to cure, or a file that holds it
    symptom: Option<String>,
    #[command(flatten)]
    world: world::Options,
    /// The whole world as it will be
    #[arg(long, value_name = "PATH", group = "change")]
    after: Option<PathBuf>,
    /// One policy as it will be, such as `bucket:logs=policy.json`; FILE `none`: it is removed
    ///
    /// TARGET is role:NAME/POLICY, user:NAME/POLICY, group:NAME/POLICY, policy:NAME (managed),
    /// boundary:NAME, trust:ROLE, bucket:NAME, key:ID, access-point:NAME, endpoint:ID,
    /// function:NAME, scp:NAME or rcp:NAME; an ARN can stand for a name. Can be given again.
    #[arg(long, value_name = "TARGET=FILE", group = "change")]
    policy: Vec<String>,
    #[command(flatten)]
    asked: Asked,
    /// How the request has to end
    #[arg(long, value_enum, default_value_t = Ends::Allow)]
    expect: Ends,
    /// Requests that have to be allowed or denied: a YAML or JSON list, or JSON lines
    #[arg(long, value_name = "FILE")]
    requests: Option<String>,
    /// What may be opened: "PRINCIPAL ACTION RESOURCE", each with * and ?; can be given again
    #[arg(long, value_name = "PATTERN")]
    allow_opens: Vec<String>,
    /// What may break, as --allow-opens
    #[arg(long, value_name = "PATTERN")]
    allow_breaks: Vec<String>,
    /// What differs and is not looked at is no reason to stop
    #[arg(long)]
    allow_unseen: bool,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Every change, everything that is opened and breaks
    #[arg(long)]
    all: bool,
}

/// How a request ends
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Ends {
    /// It is allowed
    Allow,
    /// It is denied
    Deny,
}

/// How an answer is written
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs: `why403/verify/v1` (docs/schema/verify-v1.json)
    Json,
    /// For a comment on a pull request
    Markdown,
}

const EXAMPLES: &str = "\
Exit codes:
  0  every request ends as it has to, nothing else is opened, nothing breaks
  1  some request does not, or something is opened or breaks
  2  it could not run
  3  it depends on what is not known, or something that differs was not looked at

Examples:
  does this bucket policy cure the error?
    why403 verify --world W --policy bucket:NAME=policy.json error.txt
  what does the new tree open and break?
    why403 verify --world main/world --after world --requests must-work.yaml";

/// Reviews the change, or says why it cannot
pub(crate) fn run(options: &Options, files: Files) -> Exit {
    answer(options, files).unwrap_or_else(|failure| {
        failure.print();
        Exit::Failed
    })
}

fn answer(options: &Options, files: Files) -> Result<Exit, Failure> {
    let allowed = Allowed {
        opens: patterns(&options.allow_opens)?,
        breaks: patterns(&options.allow_breaks)?,
        unseen: options.allow_unseen,
    };
    let mut wishes = Vec::new();
    wishes.extend(asked(options, files)?);
    if let Some(file) = &options.requests {
        wishes.extend(requests::read(file, &files.text(file)?)?);
    }
    let assume = Assume {
        session: options.asked.session(files)?,
    };
    let before = world::find(&options.world, files)?;
    let mut named = Vec::new();
    let mut after = match &options.after {
        Some(path) => {
            let found = world::read(path, files)?;
            named.push(found.name);
            found.world
        }
        None => before.world.clone(),
    };
    for text in &options.policy {
        after = with_policy(&after, text, files)?;
        named.push(text.clone());
    }
    let found = review(&before.world, &after, &wishes, &allowed, &assume)?;
    let written = match options.format {
        Format::Json => json::verify::render(&found),
        Format::Markdown => markdown::render_verify(&found),
        Format::Text => render(
            &found,
            Frame {
                before: &before.name,
                after: &named.join(", "),
                detail: terminal::detail(options.all),
                width: terminal::width(),
            },
        ),
    };
    anstream::print!("{written}");
    Ok(match found.verdict {
        Verdict::Passes => Exit::Answered,
        Verdict::Fails => Exit::Denied,
        Verdict::Open => Exit::Undetermined,
    })
}

/// The request of the flags and the error, if they name one
fn asked(options: &Options, files: Files) -> Result<Option<Wish>, Failure> {
    let it = &options.asked;
    let words = [
        &it.principal,
        &it.role,
        &it.function,
        &it.operation,
        &it.action,
        &it.resource,
    ];
    if options.symptom.is_none() && words.iter().all(|it| it.is_none()) {
        return Ok(None);
    }
    let text = options.symptom.as_deref();
    let text = text.map(|it| text_of(it, files)).transpose()?;
    Ok(Some(Wish {
        name: String::new(),
        flags: it.flags()?,
        symptom: text.map(|it| symptom::read(&it)).transpose()?,
        expect: match options.expect {
            Ends::Allow => Expect::Allow,
            Ends::Deny => Expect::Deny,
        },
    }))
}

fn patterns(all: &[String]) -> Result<Vec<Pattern>, Failure> {
    let read = all.iter().map(|text| {
        Pattern::parse(text).ok_or_else(|| {
            let help = "write \"PRINCIPAL ACTION RESOURCE\", such as \
                        \"arn:aws:iam::111122223333:role/reader s3:Get* arn:aws:s3:::logs/*\"";
            let message = format!("`{text}` is no pattern of three words");
            Failure::new("verify/pattern", &message, Some(help.into()))
        })
    });
    read.collect()
}

/// The world with the policy of one `TARGET=FILE`
fn with_policy(world: &World, text: &str, files: Files) -> Result<World, Failure> {
    let help = "write --policy TARGET=FILE, such as --policy bucket:logs=policy.json";
    let (target, file) = pair(text, "verify/policy", "policy", help)?;
    let document = match file.as_str() {
        "none" => None,
        file => Some(document(&target, file, files)?),
    };
    target::put(world, &target, document).map_err(|it| Failure::new(it.code(), &it, it.help()))
}

fn document(target: &str, file: &str, files: Files) -> Result<Document, Failure> {
    let text = files.text(file)?;
    let policy = policy::parse(&text)
        .sound()
        .map_err(|errors| Failure::of_policy(file, &text, &errors))?;
    Ok(Document {
        label: target.replace(':', " "),
        arn: None,
        file: Some(file.to_string()),
        line: None,
        text,
        policy,
        origin: None,
    })
}
