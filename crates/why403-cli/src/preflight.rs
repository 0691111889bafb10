//! `why403 preflight -- CMD…`: what a command would send, each answered before anything runs.

use clap::{Args, ValueEnum};
use why403_diagnose::command::{About, answer, plan, shown};
use why403_diagnose::diagnosis::Overall;
use why403_engine::resolve::Assume;
use why403_report::json;
use why403_report::text::preflight::{Frame, render};

use crate::failure::Failure;
use crate::files::Files;
use crate::{Exit, caller, machine, terminal, world};

/// Options of `preflight`
#[derive(Args)]
pub(crate) struct Options {
    #[command(flatten)]
    world: world::Options,
    #[command(flatten)]
    caller: caller::Options,
    /// The bucket or object of a command that names none, such as `terraform plan`
    #[arg(long, value_name = "ARN|URI")]
    resource: Option<String>,
    /// What a copy reads, where the command does not say
    #[arg(long, value_name = "ARN|URI")]
    source: Option<String>,
    /// Which version of the client it is: 1 or 2 of the AWS CLI
    #[arg(long, value_name = "NUMBER")]
    client_version: Option<u32>,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Also the commands that explain calls which are sent only after a failure
    #[arg(long)]
    all: bool,
    /// The command, behind `--`: it is not run
    #[arg(last = true, required = true, value_name = "COMMAND")]
    command: Vec<String>,
}

/// How an answer is written
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs: `why403/preflight/v1` (docs/schema/preflight-v1.json)
    Json,
}

/// Answers every call of the command, or says why it cannot
pub(crate) fn run(options: &Options) -> Exit {
    told(options).unwrap_or_else(|failure| {
        failure.print();
        Exit::Failed
    })
}

fn told(options: &Options) -> Result<Exit, Failure> {
    let mut local = machine::look(&options.command);
    local.version = options.client_version;
    let about = About {
        resource: options.resource.as_deref(),
        source: options.source.as_deref(),
    };
    let plan = plan(&options.command, &local, about)?;
    let flags = options.caller.flags()?;
    let session = options.caller.session()?;
    let found = world::find(&options.world, Files::Disk)?;
    let preflight = answer(plan, &flags, &found.world, &Assume { session })?;
    let written = match options.format {
        Format::Json => json::preflight::render(&preflight),
        Format::Text => render(
            &preflight,
            Frame {
                command: &shown(&options.command),
                world: &found.name,
                world_flags: &options.world.typed(),
                caller_flags: &options.caller.typed(),
                detail: terminal::detail(options.all),
                width: terminal::width(),
            },
        ),
    };
    anstream::print!("{written}");
    Ok(match preflight.decision {
        Overall::Allow => Exit::Answered,
        Overall::Deny => Exit::Denied,
        Overall::Undetermined => Exit::Undetermined,
    })
}
