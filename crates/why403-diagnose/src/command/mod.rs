//! From a command line to the API operations that it sends, each answered before anything runs.
//!
//! [`plan`] takes the words of a command apart by the table of clients
//! ([`why403_model::commands`]); [`answer`] asks each operation of a world. Source:
//! `data/commands.md`, and through it the traces and sources that are named there.
//!
//! Read in this order: `options` reads options by their table, `uri` names places in S3, `aws` and
//! `other` know the clients, `rows` turns rows of the table into calls, `answer` asks.

mod answer;
mod aws;
mod error;
mod keys;
mod local;
mod options;
mod other;
mod rows;
mod shown;
mod upload;
mod uri;
mod why;
mod words;

use alloc::string::String;
use alloc::vec::Vec;

use why403_model::commands::{Count, Evidence};
use why403_model::nearest::nearest;
use why403_model::operations::Part;
use why403_model::request::Entry;

pub use answer::{Answered, Preflight, answer};
pub use error::{CLIENTS, CommandError};
pub use local::{Local, Thing};
pub use shown::shown;
pub use words::words;

/// What a command sends
#[derive(Clone, Debug)]
pub struct Plan {
    /// The client, as people call it: `AWS CLI`
    pub client: &'static str,
    /// The command as the table writes it: `aws s3 cp LOCAL s3://B/K`
    pub form: String,
    /// How the table knows it
    pub evidence: Evidence,
    /// The calls, in the order of sending
    pub calls: Vec<PlannedCall>,
    /// Options that were not looked at: what they add is not known
    pub unread: Vec<Unread>,
    /// What else is to be known, in sentences
    pub notes: Vec<String>,
    /// Whether the command sends no credentials
    pub is_anonymous: bool,
    /// Condition keys that the command settles
    pub context: Vec<(String, String)>,
    /// The ways that what is unknown can turn out
    pub ways: Ways,
    /// Whether the command was asked to change nothing
    pub is_dry_run: bool,
    /// Whether the client can be asked to change nothing
    pub has_dry_run: bool,
}

/// One operation that a command sends, or may send
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedCall {
    /// As AWS writes it
    pub operation: &'static str,
    /// Whose it is: `s3` or `s3control`
    pub client: &'static str,
    /// On what; empty where the command does not tell
    pub spots: Vec<Spot>,
    /// Where all of them are, if `spots` are only some of many: `s3://bucket/site/`
    pub below: Option<String>,
    /// Headers, parameters and members of the body; nothing else is sent that counts
    pub sent: Vec<(Part, String, Entry)>,
    /// Why it is sent, as a clause: `sync lists what is already there`
    pub why: &'static str,
    /// How often
    pub count: Count,
    /// Whether it is sent at all
    pub certainty: Certainty,
    /// In which ways it is sent
    pub ways: Ways,
    /// Under which circumstances, in clauses; empty where it is always sent
    pub when: Vec<String>,
    /// Whether a dry run sends it too
    pub in_dry_run: bool,
    /// How it is known that the client sends it
    pub evidence: Evidence,
}

/// What one call is about
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// An ARN or an S3 URI, or `*`
    pub resource: String,
    /// What a copy reads
    pub source: Option<String>,
}

/// Whether a command sends an operation, in the ways that [`Ways`] holds
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// It does
    Sent,
    /// It depends on something that the command does not tell
    Perhaps,
    /// Only after something has failed, or hardly ever
    Fallback,
    /// Someone else sends it later
    Later,
}

/// Ways in which two unknowns can turn out: how large what is sent is, and which version of the
/// client it is. A set of up to four.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ways(u8);

/// What a command is about that does not name it itself
#[derive(Clone, Copy, Debug, Default)]
pub struct About<'a> {
    /// A bucket or an object, as an ARN or `s3://…`
    pub resource: Option<&'a str>,
    /// What a copy reads
    pub source: Option<&'a str>,
}

/// An option that was not looked at
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The option as it was given
    pub option: String,
    /// Why
    pub why: &'static str,
}

impl Ways {
    /// No way
    pub(crate) const NONE: Self = Self(0);
    /// Every way
    pub(crate) const ALL: Self = Self(0b1111);

    /// The ways in which both facts are as told; `None` leaves one open
    pub(crate) fn of(is_large: Option<bool>, is_second: Option<bool>) -> Self {
        let fits = |way: u8| {
            is_large.is_none_or(|it| it == (way & 1 == 1))
                && is_second.is_none_or(|it| it == (way & 2 == 2))
        };
        (0..4).filter(|way| fits(*way)).fold(Self::NONE, Self::with)
    }

    fn with(self, way: u8) -> Self {
        Self(self.0 | 1 << way)
    }

    /// Both sets together
    pub(crate) fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What both sets hold
    pub(crate) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether nothing is in it
    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Each way, alone
    pub(crate) fn each(self) -> impl Iterator<Item = Self> {
        (0..4)
            .map(|way| Self(1 << way))
            .filter(move |it| !self.and(*it).is_empty())
    }

    /// Whether what is sent is large in this way
    pub(crate) fn is_large(self) -> bool {
        self.0 & 0b1010 != 0
    }

    /// Whether the client is of version 2 in this way
    pub(crate) fn is_second(self) -> bool {
        self.0 & 0b1100 != 0
    }
}

/// Takes a command apart into the operations that it sends.
///
/// - `words`: the command's words, the client first; a single word with spaces is taken apart as
///   a shell does it ([`words`]).
/// - `local`: what is known of the machine; what is left out is unknown.
/// - `about`: the bucket or object of a command that names none, such as `terraform plan`.
pub fn plan(words: &[String], local: &Local, about: About<'_>) -> Result<Plan, CommandError> {
    let split;
    let words = match words {
        [] => return Err(CommandError::Empty),
        [one] if one.contains(char::is_whitespace) => {
            split = self::words(one)?;
            &split
        }
        several => several,
    };
    let Some((name, rest)) = words.split_first() else {
        return Err(CommandError::Empty);
    };
    let is_odd = |it: &char| it.is_control() && !it.is_whitespace();
    if let Some(odd) = words.iter().flat_map(|it| it.chars()).find(is_odd) {
        let code = u32::from(odd);
        return Err(CommandError::ControlCharacter { code });
    }
    match program(name) {
        "aws" => aws::plan(rest, local),
        client if CLIENTS.contains(&client) => other::plan(client, rest, local, about),
        _ => Err(CommandError::UnknownClient {
            name: name.clone(),
            nearest: nearest(program(name), CLIENTS.iter().copied()),
        }),
    }
}

/// The local paths of a command whose kind and size [`plan`] would like to know.
#[must_use]
pub fn local_paths(words: &[String]) -> Vec<String> {
    match words {
        [one] if one.contains(char::is_whitespace) => match self::words(one) {
            Ok(split) => of_words(&split),
            Err(_) => Vec::new(),
        },
        several => of_words(several),
    }
}

fn of_words(words: &[String]) -> Vec<String> {
    match words
        .split_first()
        .map(|(name, rest)| (program(name), rest))
    {
        Some(("aws", rest)) => aws::local_paths(rest),
        Some(("rclone", rest)) => other::local_paths(rest),
        Some(_) | None => Vec::new(),
    }
}

/// A program's own name: `/usr/local/bin/aws` and `aws.exe` are `aws`
fn program(name: &str) -> &str {
    let own = name.rsplit(['/', '\\']).next().unwrap_or(name);
    own.strip_suffix(".exe").unwrap_or(own)
}
