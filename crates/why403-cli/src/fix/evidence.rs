//! `why403 fix --evidence`: what has to be turned on so that the next denial is recorded.

use clap::{Args, ValueEnum};
use why403_diagnose::fix::evidence::{self, Recorder, Wanted};
use why403_engine::resolve::Assume;
use why403_report::{json, patch, text};

use crate::failure::Failure;
use crate::files::Files;
use crate::{Exit, terminal, world};

/// What is to be recorded
#[derive(Args)]
#[group(skip)]
pub(crate) struct Options {
    /// Turns on evidence, in place of a fix: records what is done in <s3://BUCKET/PREFIX>
    #[arg(
        long,
        value_name = "URI",
        conflicts_with_all = ["symptom", "ask", "intent"],
        requires = "logs"
    )]
    evidence: Option<String>,
    /// With --evidence: the bucket that takes the records
    #[arg(long, value_name = "BUCKET", requires = "evidence")]
    logs: Option<String>,
    /// With --evidence: what records
    #[arg(long, value_enum, default_value_t = By::DataEvents, requires = "evidence")]
    by: By,
}

/// What records
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum By {
    /// Data events of `CloudTrail`, with AWS's reason
    DataEvents,
    /// Server access logs, which name no layer
    AccessLogs,
}

impl Options {
    /// What is asked for; `None` where a fix is
    pub(super) fn wanted(&self) -> Result<Option<Wanted>, Failure> {
        let Some(uri) = &self.evidence else {
            return Ok(None);
        };
        let place = uri.strip_prefix("s3://").unwrap_or(uri);
        let (bucket, prefix) = place.split_once('/').unwrap_or((place, ""));
        if bucket.is_empty() {
            let message = format!("`{uri}` names no bucket");
            let help = "write --evidence s3://BUCKET or s3://BUCKET/PREFIX".to_string();
            return Err(Failure::new("flags/evidence", &message, Some(help)));
        }
        let logs = self.logs.clone().unwrap_or_default();
        Ok(Some(Wanted {
            bucket: bucket.to_string(),
            prefix: prefix.to_string(),
            logs: logs
                .strip_prefix("s3://")
                .map_or(logs.clone(), String::from),
            by: match self.by {
                By::DataEvents => Recorder::DataEvents,
                By::AccessLogs => Recorder::AccessLogs,
            },
        }))
    }
}

/// Plans it, as text or as files
pub(super) fn answer(
    wanted: &Wanted,
    options: &super::Options,
    form: Option<super::Written>,
    files: Files,
) -> Result<Exit, Failure> {
    let assume = Assume {
        session: options.asked.session(files)?,
    };
    let mut found = world::find(&options.world, files)?;
    options.terraform.tell(&mut found.world, files)?;
    let plan = evidence::plan(wanted, &found.world, &assume)
        .map_err(|it| Failure::new(it.code(), &it, Some(it.help())))?;
    if options.out.is_data() {
        anstream::print!("{}", json::evidence::render(wanted, &plan));
        return Ok(Exit::Answered);
    }
    let title = text::evidence::title(wanted);
    let about = text::evidence::about(wanted, &plan);
    let Some((form, folder)) = form.zip(options.out.folder.as_deref()) else {
        let page = text::evidence::render(&title, &about, &plan.changes, terminal::width());
        anstream::print!("{page}");
        return Ok(Exit::Answered);
    };
    if let Some(trouble) = plan.changes.troubles.first() {
        let help = trouble.help().to_string();
        return Err(Failure::new(trouble.code(), trouble, Some(help)));
    }
    let plan = patch::Plan {
        title: &title,
        about: &about,
        changes: &plan.changes,
        confirm: None,
    };
    let (form, why) = form.settled(plan.changes);
    options
        .out
        .write(folder, &patch::write(&plan, form), why.as_deref())?;
    Ok(Exit::Answered)
}
