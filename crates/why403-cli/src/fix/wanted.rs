//! What is wanted beyond the least change: something public or shared, an exception from a fence.

use clap::Args;
use why403_diagnose::fix::{Guardrails, Intent, Publicness, Wanted};

use crate::failure::Failure;

/// Options of what may be proposed
#[derive(Args)]
#[group(skip)]
pub(crate) struct Options {
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
    pub(super) fn intent(&self) -> Result<(Option<Intent>, Option<&str>), Failure> {
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
    pub(super) fn all(&self) -> Result<Wanted, Failure> {
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
