//! Commands of the AWS CLI, held against its own argument tables.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::shown::root;

/// The options of the commands that are printed: `fixtures/commands/aws-cli-shapes.json`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Shapes {
    origin: String,
    global: BTreeMap<String, Takes>,
    commands: BTreeMap<String, Shape>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shape {
    positionals: usize,
    required: Vec<String>,
    options: BTreeMap<String, Takes>,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Takes {
    Nothing,
    One,
    Many,
}

/// An option of version 2 of the CLI that version 1 lacks, by the AWS CLI Command Reference, and those
/// of listing and input, by `customizations/{paginate,cliinputjson}.py` of awscli 1.45.11
const COMMON: [(&str, Takes); 5] = [
    ("no-cli-pager", Takes::Nothing),
    ("max-items", Takes::One),
    ("page-size", Takes::One),
    ("starting-token", Takes::One),
    ("cli-input-json", Takes::One),
];

impl Shapes {
    pub(crate) fn read() -> Self {
        let path = root().join("fixtures/commands/aws-cli-shapes.json");
        let found: Self = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        assert!(found.origin.contains("botocore"));
        found
    }

    /// What is wrong with the words behind `aws`; `None` where the CLI would take them
    pub(crate) fn wrong(&self, words: &[String]) -> Option<String> {
        let (globals, words) = self.without_globals(words);
        let [service, command, rest @ ..] = words.as_slice() else {
            return Some("it has no command".to_string());
        };
        // The commands of `wait` are one word longer.
        let (name, rest) = match (command.as_str(), rest) {
            ("wait", [until, rest @ ..]) => (format!("{service} wait {until}"), rest),
            _ => (format!("{service} {command}"), rest),
        };
        let Some(shape) = self.commands.get(&name) else {
            return Some(format!("`{name}` is not in scripts/aws_cli_shapes.py"));
        };
        let mut given: Vec<&str> = globals.iter().map(String::as_str).collect();
        let mut beside = 0;
        let mut rest = rest.iter().peekable();
        while let Some(word) = rest.next() {
            let Some(option) = word.strip_prefix("--") else {
                beside += 1;
                continue;
            };
            let (option, joined) = match option.split_once('=') {
                Some((option, _)) => (option, true),
                None => (option, false),
            };
            given.push(option);
            if option == "cli-input-json" {
                if shape.positionals > 0 {
                    return Some(format!("`{name}` writes to a file, and has no --{option}"));
                }
                let input = rest.clone().next().map_or("", String::as_str);
                match members(input, shape) {
                    Ok(members) => given.extend(members),
                    Err(unknown) => return Some(format!("`{name}` has no member {unknown}")),
                }
            }
            let own = shape
                .options
                .get(option)
                .or_else(|| self.global.get(option));
            let common = COMMON.iter().find(|(it, _)| *it == option);
            let Some(takes) = own.copied().or(common.map(|(_, it)| *it)) else {
                return Some(format!("`{name}` has no option --{option}"));
            };
            match takes {
                Takes::Nothing => {}
                Takes::One if joined => {}
                Takes::One => match rest.next() {
                    Some(value) if !value.starts_with("--") => {}
                    _ => return Some(format!("--{option} has no value")),
                },
                Takes::Many => {
                    let mut count = usize::from(joined);
                    while rest.peek().is_some_and(|it| !it.starts_with("--")) {
                        rest.next();
                        count += 1;
                    }
                    if count == 0 {
                        return Some(format!("--{option} has no value"));
                    }
                }
            }
        }
        if beside != shape.positionals {
            return Some(format!("`{name}` takes {} words", shape.positionals));
        }
        let missing = shape
            .required
            .iter()
            .find(|it| !given.contains(&it.as_str()));
        missing.map(|it| format!("`{name}` needs --{it}"))
    }

    /// Options in front of the command, and what is behind them
    fn without_globals(&self, words: &[String]) -> (Vec<String>, Vec<String>) {
        let mut globals = Vec::new();
        let mut rest = words.iter();
        loop {
            let mut ahead = rest.clone();
            match ahead.next().and_then(|it| it.strip_prefix("--")) {
                Some(option) => {
                    globals.push(option.to_string());
                    if self.global.get(option) != Some(&Takes::Nothing) {
                        ahead.next();
                    }
                    rest = ahead;
                }
                None => return (globals, rest.cloned().collect()),
            }
        }
    }
}

/// The options whose members a document for `--cli-input-json` has; the name of one that none has
fn members<'s>(input: &str, shape: &'s Shape) -> Result<Vec<&'s str>, String> {
    let input: serde_json::Value = serde_json::from_str(input).map_err(|it| it.to_string())?;
    let names = input
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, _)| name);
    let option = |name: &String| {
        let mut all = shape.options.keys();
        let own = all.find(|it| it.replace('-', "").eq_ignore_ascii_case(name));
        own.map(String::as_str).ok_or(name.clone())
    };
    names.map(option).collect()
}
