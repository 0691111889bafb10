//! What the person gave: an error's text, a log, a folder of logs; read once, as it comes.
//!
//! All denials are found and grouped. A short text with one denial is read as a whole, since what
//! stands around a message may say more than the message.

use std::io::IsTerminal;
use std::path::Path;

use why403_diagnose::question::Flags;
use why403_diagnose::symptom::log::{Group, Scan, Tally};
use why403_diagnose::symptom::{self, Symptom, SymptomError};
use why403_model::world::World;
use why403_report::groups::Log;

use crate::failure::Failure;
use crate::files::Files;
use crate::input;

/// Bytes of a text that is read as a whole
const WHOLE: usize = 1 << 20;

/// What was found in what the person gave
pub(crate) struct Intake {
    /// The text, where it is short
    whole: Option<String>,
    /// The denials, grouped by cause, most frequent first
    pub(crate) groups: Vec<Group>,
    /// What was read, and what was left out
    pub(crate) tally: Tally,
}

impl Intake {
    /// Reads what is given; `None` where nothing is.
    ///
    /// - `given`: a text, a file, a folder, or `-` for standard input.
    /// - `needs_one`: whether standard input is read where nothing is given.
    pub(crate) fn read(
        given: Option<&str>,
        needs_one: bool,
        files: Files,
    ) -> Result<Option<Self>, Failure> {
        let mut taking = Taking::new();
        match given {
            Some("-") => taking.input()?,
            Some(word) if files.has(word) => files.pieces(word, &mut |it| taking.take(it))?,
            Some(word) if files.has_folder(word) => taking.folder(word, files)?,
            Some(word) if looks_like_path(word) => {
                return Err(missing(word));
            }
            Some(text) => taking.take(text),
            None if needs_one && !std::io::stdin().is_terminal() => taking.input()?,
            None => return Ok(None),
        }
        Ok(taking.finish())
    }

    /// The symptom to be explained, and the group that it is of, counted from 0.
    ///
    /// - `number`: which group, from 1; the most frequent one where it is not said.
    pub(crate) fn symptom(&self, number: Option<usize>) -> Result<(Symptom, usize), Failure> {
        let index = number.unwrap_or(1).wrapping_sub(1);
        let group = self.groups.get(index);
        if let (Some(number), None) = (number, group) {
            return Err(self.no_group(number));
        }
        let alone = self.whole.as_ref().filter(|_| !self.is_log());
        let read = alone.map(|it| symptom::read(it));
        match (read, group) {
            (Some(Ok(symptom)), group) => Ok((noted(symptom, group), index)),
            (_, Some(group)) => Ok((noted(group.symptom.clone(), Some(group)), index)),
            (read, None) => {
                let error = read.and_then(Result::err);
                Err(error.unwrap_or(SymptomError::Unrecognized).into())
            }
        }
    }

    /// The text, where it is short
    pub(crate) fn whole(&self) -> Option<&str> {
        self.whole.as_deref()
    }

    /// Whether there is more to tell than one denial
    fn is_log(&self) -> bool {
        let is_many = self.groups.len() > 1 || self.groups.iter().any(|it| it.count > 1);
        is_many && !self.is_debug()
    }

    /// Whether it is what `aws --debug` printed: of one command, whatever it tells on the way
    fn is_debug(&self) -> bool {
        let whole = self.whole.as_ref();
        whole.is_some_and(|it| it.contains(" - awscli."))
    }

    /// The log that the groups are of, where there is more to tell than one denial
    ///
    /// - `groups`: its own, or what is shown in their place.
    /// - `picked`: the one that the answer is about, from 0.
    pub(crate) fn log<'g>(&self, groups: &'g [Group], picked: usize) -> Option<Log<'g>> {
        self.is_log().then_some(Log {
            groups,
            picked,
            tally: self.tally,
        })
    }

    fn no_group(&self, number: usize) -> Failure {
        let help = match self.groups.len() {
            0 => "no denial was found in the text".to_string(),
            1 => "all denials of the text are of one cause: leave --group out".to_string(),
            count => format!("the denials of the text are of {count} causes: --group 1 to {count}"),
        };
        Failure::new(
            "flags/group",
            &format!("there is no group {number}"),
            Some(help),
        )
    }
}

/// A symptom with what its log tells of the caller
fn noted(mut symptom: Symptom, group: Option<&Group>) -> Symptom {
    let function = group.and_then(|it| it.function.as_ref());
    if let (Some(name), None) = (function, &symptom.principal) {
        symptom.notes.push(format!(
            "the log is that of the Lambda function {name}: its execution role asked"
        ));
    }
    symptom
}

/// Takes the function whose log it is for the caller, where nobody says who asked and the world has
/// that function
pub(crate) fn fill_function(
    flags: &mut Flags,
    symptom: Option<&Symptom>,
    group: Option<&Group>,
    world: &World,
) {
    let is_said = flags.principal.is_some() || flags.role.is_some() || flags.function.is_some();
    let is_told = symptom.is_some_and(|it| it.principal.is_some());
    let Some(name) = group.and_then(|it| it.function.as_ref()) else {
        return;
    };
    let ending = format!(":function:{name}");
    let mut known = world.accounts.values().flat_map(|it| it.functions.keys());
    if !is_said && !is_told && known.any(|it| it.ends_with(&ending)) {
        flags.function = Some(name.clone());
    }
}

struct Taking {
    scan: Scan,
    whole: Option<String>,
    is_empty: bool,
}

impl Taking {
    fn new() -> Self {
        Self {
            scan: Scan::new(),
            whole: Some(String::new()),
            is_empty: true,
        }
    }

    fn take(&mut self, text: &str) {
        self.is_empty &= text.trim().is_empty();
        self.scan.push(text);
        let room = |it: &String| it.len() + text.len() <= WHOLE;
        self.whole = self.whole.take().filter(room).map(|it| it + text);
    }

    fn input(&mut self) -> Result<(), Failure> {
        input::pieces("standard input", std::io::stdin().lock(), &mut |it| {
            self.take(it);
        })
    }

    fn folder(&mut self, folder: &str, files: Files) -> Result<(), Failure> {
        let all = files.inside(folder)?;
        if all.is_empty() {
            return Err(Failure::new(
                "file/missing",
                &format!("there is no file in the folder `{folder}`"),
                Some("give a file or a folder with logs, or the error's text itself".into()),
            ));
        }
        for file in all {
            self.scan.file(&file);
            files.pieces(&file, &mut |it| self.take(it))?;
        }
        // Files behind each other are no text.
        self.whole = None;
        Ok(())
    }

    fn finish(self) -> Option<Intake> {
        if self.is_empty {
            return None;
        }
        let found = self.scan.scanned();
        Some(Intake {
            whole: self.whole,
            groups: found.groups,
            tally: found.tally,
        })
    }
}

/// The text that a word is, or that the file of its name holds
pub(crate) fn text_of(word: &str, files: Files) -> Result<String, Failure> {
    if files.has(word) {
        let mut text = String::new();
        files.pieces(word, &mut |it| text.push_str(it))?;
        return Ok(text);
    }
    if looks_like_path(word) {
        return Err(missing(word));
    }
    Ok(word.to_string())
}

fn missing(word: &str) -> Failure {
    Failure::new(
        "file/missing",
        &format!("there is no file `{word}`"),
        Some("give the error's text itself, in quotes, or pipe it in".into()),
    )
}

fn looks_like_path(word: &str) -> bool {
    !word.contains(char::is_whitespace)
        && !word.contains("://")
        && (word.starts_with(['/', '.', '~']) || word.contains('/') || is_of_text(Path::new(word)))
}

/// Whether a name ends as files do that hold errors, records or logs
fn is_of_text(path: &Path) -> bool {
    const ENDS: [&str; 6] = ["txt", "json", "jsonl", "log", "gz", "csv"];
    path.extension()
        .is_some_and(|it| ENDS.iter().any(|end| it.eq_ignore_ascii_case(end)))
}
