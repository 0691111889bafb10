//! What went wrong at the rim: one message, its place, what to type.

use std::sync::Arc;

use why403_diagnose::command::CommandError;
use why403_diagnose::question::QuestionError;
use why403_diagnose::symptom::SymptomError;
use why403_diagnose::trigger::TriggerError;
use why403_model::policy::PolicyError;
use why403_model::span::Span;
use why403_report::problem::{Place, Problem, Weight, render};

use crate::terminal;

/// Why a command could not run: one problem or several
#[derive(Debug)]
pub(crate) struct Failure {
    problems: Vec<Told>,
}

/// One problem
#[derive(Debug)]
struct Told {
    code: String,
    message: String,
    help: Option<String>,
    place: Option<Spot>,
}

/// A place in a text that was read
#[derive(Debug)]
struct Spot {
    file: String,
    source: Arc<str>,
    at: Span,
}

impl Failure {
    /// A failure with what to type, if that can be said
    pub(crate) fn new(
        code: &str,
        message: &(impl ToString + ?Sized),
        help: Option<String>,
    ) -> Self {
        let told = Told {
            code: code.to_string(),
            message: message.to_string(),
            help,
            place: None,
        };
        Self {
            problems: vec![told],
        }
    }

    /// All problems of a policy in a file
    pub(crate) fn of_policy(file: &str, text: &str, errors: &[PolicyError]) -> Self {
        let text: Arc<str> = Arc::from(text);
        let told = |error: &PolicyError| Told {
            code: error.code().to_string(),
            message: error.to_string(),
            help: error.help(),
            place: Some(Spot {
                file: file.to_string(),
                source: text.clone(),
                at: first_line(error.at(), &text),
            }),
        };
        Self {
            problems: errors.iter().map(told).collect(),
        }
    }

    /// A file that the system would not give
    pub(crate) fn unreadable(file: &str, error: &std::io::Error) -> Self {
        Self::new("file/unreadable", &format!("{file}: {error}"), None)
    }

    /// Says it on standard error
    pub(crate) fn print(&self) {
        for told in &self.problems {
            let problem = Problem {
                weight: Weight::Error,
                code: &told.code,
                message: &told.message,
                help: told.help.as_deref(),
                place: told.place.as_ref().map(|it| Place {
                    file: &it.file,
                    text: &it.source,
                    at: it.at,
                }),
            };
            anstream::eprintln!("{}", render(&problem, terminal::width()));
        }
    }
}

/// The part of a span that lies on its first line
pub(crate) fn first_line(at: Span, text: &str) -> Span {
    let part = text.get(at.range()).unwrap_or_default();
    let length = part.find('\n').unwrap_or(part.len());
    Span::new(at.start, at.start + length)
}

impl From<SymptomError> for Failure {
    fn from(error: SymptomError) -> Self {
        Self::new(error.code(), &error, Some(error.help().to_string()))
    }
}

impl From<QuestionError> for Failure {
    fn from(error: QuestionError) -> Self {
        Self::new(error.code(), &error, Some(error.help()))
    }
}

impl From<CommandError> for Failure {
    fn from(error: CommandError) -> Self {
        Self::new(error.code(), &error, Some(error.help()))
    }
}

impl From<TriggerError> for Failure {
    fn from(error: TriggerError) -> Self {
        Self::new(error.code(), &error, Some(error.help()))
    }
}
