//! Options of a command line, read by the table of the command.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_model::commands::{CliOption, Takes};
use why403_model::nearest::nearest;

use super::CommandError;

/// What was given
#[derive(Clone, Debug, Default)]
pub(super) struct Given {
    options: Vec<(&'static CliOption, Vec<String>)>,
    /// The words beside the options
    pub(super) words: Vec<String>,
}

impl Given {
    /// Whether an option is given
    pub(super) fn has(&self, name: &str) -> bool {
        self.options.iter().any(|(it, _)| it.name == name)
    }

    /// The value of an option that is given once; of several the last counts
    pub(super) fn one(&self, name: &str) -> Option<&str> {
        let mut found = self.options.iter().rev();
        let (_, values) = found.find(|(it, _)| it.name == name)?;
        values.first().map(String::as_str)
    }

    /// All words behind an option
    pub(super) fn many(&self, name: &str) -> Vec<&str> {
        let own = self.options.iter().filter(|(it, _)| it.name == name);
        own.flat_map(|(_, values)| values)
            .map(String::as_str)
            .collect()
    }

    /// Every option with its words, in the order given
    pub(super) fn all(&self) -> impl Iterator<Item = (&'static CliOption, &[String])> {
        self.options.iter().map(|(it, values)| (*it, &**values))
    }
}

/// Values that an option takes which can also stand alone: else a path behind it would be one
const ALONE: &[&str] = &["AES256", "aws:kms", "aws:kms:dsse", "requester"];

/// Reads all words by the options of these tables.
pub(super) fn read(
    command: &str,
    words: &[String],
    tables: &[&'static [CliOption]],
) -> Result<Given, CommandError> {
    let mut given = Given::default();
    let mut rest = words;
    while let Some((word, after)) = rest.split_first() {
        rest = after;
        if word == "--" {
            given.words.extend(rest.iter().cloned());
            break;
        }
        let Some(named) = word.strip_prefix("--") else {
            given.words.push(word.clone());
            continue;
        };
        let (name, value) = match named.split_once('=') {
            Some((name, value)) => (name, Some(value.to_string())),
            None => (named, None),
        };
        let mut all = tables.iter().flat_map(|it| it.iter());
        let Some(option) = all.find(|it| it.name == name) else {
            return Err(unknown(command, word, tables));
        };
        let (values, after) = values(option, value, rest);
        let is_short = match option.takes {
            Takes::Nothing | Takes::Perhaps => false,
            Takes::One | Takes::Many => values.is_empty(),
            Takes::Two => values.len() < 2,
        };
        if is_short {
            return Err(CommandError::NoValue {
                option: word.clone(),
            });
        }
        rest = after;
        given.options.push((option, values));
    }
    Ok(given)
}

/// The words of an option, and what is left
fn values<'w>(
    option: &CliOption,
    said: Option<String>,
    rest: &'w [String],
) -> (Vec<String>, &'w [String]) {
    let is_value = |it: &&String| !it.starts_with("--");
    let ready = usize::from(said.is_some());
    let count = match option.takes {
        Takes::Nothing => 0,
        Takes::One => (1 - ready).min(rest.len()),
        Takes::Two => (2 - ready).min(rest.len()),
        Takes::Perhaps => {
            let next = rest.first().filter(|it| ALONE.contains(&it.as_str()));
            usize::from(ready == 0 && next.is_some())
        }
        Takes::Many => rest.iter().take_while(is_value).count(),
    };
    let (own, after) = rest.split_at_checked(count).unwrap_or((rest, &[]));
    (said.into_iter().chain(own.iter().cloned()).collect(), after)
}

fn unknown(command: &str, word: &str, tables: &[&'static [CliOption]]) -> CommandError {
    let names = tables.iter().flat_map(|it| it.iter()).map(|it| it.name);
    let name = word.trim_start_matches('-');
    let name = name.split('=').next().unwrap_or(name);
    CommandError::UnknownOption {
        command: command.to_string(),
        option: word.split('=').next().unwrap_or(word).to_string(),
        nearest: nearest(name, names),
    }
}
