//! `why403 fix`: changes that cure a denial, proven on a copy of the world.

use clap::Args;
use why403_diagnose::fix::{Guardrails, Intent, Publicness, Wanted, plans};
use why403_diagnose::{Question, diagnose, symptom};
use why403_engine::resolve::Assume;
use why403_report::text;

use crate::asked::Asked;
use crate::failure::Failure;
use crate::files::Files;
use crate::intake::text_of;
use crate::{Exit, terminal, world};

/// Options of `fix`
#[derive(Args)]
pub(crate) struct Options {
    /// The error as it was printed, or a file that holds it
    symptom: Option<String>,
    #[command(flatten)]
    world: world::Options,
    #[command(flatten)]
    asked: Asked,
    /// Every way that was found, the one that opens least first
    #[arg(long)]
    all: bool,
    /// What the access is for, where it is more than the one request: `public-website`,
    /// `public-read`, or `share-with ACCOUNT`
    #[arg(long, value_name = "INTENT", num_args = 1..=2)]
    intent: Vec<String>,
    /// The `CloudFront` distribution that is to serve it, with --intent
    #[arg(long, value_name = "ARN", requires = "intent")]
    distribution: Option<String>,
    /// What makes something public may be proposed too, with --intent
    #[arg(long, requires = "intent")]
    allow_public: bool,
    /// Deliberate guardrails of the organization may be edited too
    #[arg(long)]
    include_guardrails: bool,
}

impl Options {
    /// The intent, and a word behind it that is none of it: a symptom
    fn intent(&self) -> Result<(Option<Intent>, Option<&str>), Failure> {
        let mut words = self.intent.iter().map(String::as_str);
        let (Some(word), second) = (words.next(), words.next()) else {
            return Ok((None, None));
        };
        if let Some(intent) = Intent::parse(word, None) {
            return Ok((Some(intent), second));
        }
        let intent = Intent::parse(word, second).ok_or_else(|| {
            let message = format!("`{}` is no intent", self.intent.join(" "));
            let help = "write --intent public-website, --intent public-read, or --intent \
                        share-with ACCOUNT with an account of 12 digits";
            Failure::new("flags/intent", &message, Some(help.to_string()))
        })?;
        Ok((Some(intent), None))
    }

    /// What may be proposed that is not proposed by itself
    fn wanted(&self) -> Result<Wanted, Failure> {
        let (intent, _) = self.intent()?;
        Ok(Wanted {
            guardrails: if self.include_guardrails {
                Guardrails::Included
            } else {
                Guardrails::Kept
            },
            intent,
            distribution: self.distribution.clone(),
            public: if self.allow_public {
                Publicness::AskedFor
            } else {
                Publicness::Refused
            },
        })
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
    let flags = options.asked.flags()?;
    let (_, behind) = options.intent()?;
    let text = options.symptom.as_deref().or(behind);
    let text = text.map(|it| text_of(it, files)).transpose()?;
    let symptom = text.map(|text| symptom::read(&text)).transpose()?;
    let assume = Assume {
        session: options.asked.session(files)?,
    };
    let found = world::find(&options.world, files)?;
    let question = Question::new(&flags, symptom, &found.world)?;
    let diagnosis = diagnose(question, &found.world, &assume);
    let plans = plans(&diagnosis, &found.world, &assume, &options.wanted()?);
    let frame = found.frame(terminal::detail(options.all));
    anstream::print!("{}", text::fix::render(&diagnosis, &plans, frame));
    Ok(Exit::Answered)
}
