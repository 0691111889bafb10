//! Makes the Rust table of clients' commands from `data/cli-operations.json` and
//! `data/aws-cli.json`.
//!
//! ```text
//! generate_commands            writes crates/why403-model/src/commands/generated.rs
//! generate_commands --check    writes nothing; exit 1 and the first line that differs
//! ```
//!
//! Exit 2 if the data cannot be read: a member that is unknown, a phrase that means nothing.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use serde_json::{Map, Value};
use why403_testkit::commands::names;
use why403_testkit::commands::phrases::{COUNTS, LEFT_OUT, SENT, TARGETS, WHENS, meaning};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let outcome = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => write(),
        ["--check"] => check(),
        _ => Err("usage: generate_commands [--check]".into()),
    };
    match outcome {
        Ok(None) => ExitCode::SUCCESS,
        Ok(Some(stale)) => {
            eprintln!("{stale}");
            ExitCode::from(1)
        }
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::from(2)
        }
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn generated() -> PathBuf {
    root().join("crates/why403-model/src/commands/generated.rs")
}

fn write() -> Result<Option<String>, String> {
    let path = generated();
    fs::write(&path, table()?).map_err(|it| format!("{}: {it}", path.display()))?;
    Ok(None)
}

/// The first line that differs, if one does
fn check() -> Result<Option<String>, String> {
    let wanted = table()?;
    let path = generated();
    let found = fs::read_to_string(&path).map_err(|it| format!("{}: {it}", path.display()))?;
    if found == wanted {
        return Ok(None);
    }
    let same = wanted.lines().zip(found.lines());
    let at = same.take_while(|(wanted, found)| wanted == found).count();
    Ok(Some(format!(
        "{}:{}: stale, run generate_commands\n  wanted: {}\n  found:  {}",
        path.display(),
        at + 1,
        wanted.lines().nth(at).unwrap_or("(end of file)"),
        found.lines().nth(at).unwrap_or("(end of file)"),
    )))
}

const HEAD: &str = "\
// Generated from data/cli-operations.json and data/aws-cli.json by generate_commands, do not edit.

//! The table of clients' commands, in the order of the data.

use super::Circumstance::{
    After, All, Always, AtLeast, CopiesProperties, Given, Not, Perhaps, Rarely, SecondVersion, Then,
};
use super::Count::{
    Once, PerBlock, PerChangedFile, PerChangedKey, PerExtraKey, PerFile, PerKey, PerPart,
    PerThousandKeys, Polling,
};
use super::Evidence::{Documented, Known, Peer, Traced};
use super::Place::{Body, Header, Headers, Members, Own, Path, Query};
use super::Takes::{Many, Nothing, One, Perhaps as Optional, Two};
use super::{Api, CliOption as O, Command, Row, Sends as S, Target as T};
";

fn table() -> Result<String, String> {
    let mut out = vec![HEAD.to_owned()];
    let records = records("cli-operations.json")?;
    let records = records.as_array().ok_or("cli-operations.json is no list")?;
    out.push("/// Every command".to_owned());
    out.push("#[rustfmt::skip]".to_owned());
    out.push("pub(super) static COMMANDS: &[Command] = &[".to_owned());
    for record in records {
        let record = record.as_object().ok_or("a record is no object")?;
        let name = record.get("command").and_then(Value::as_str);
        let rows = command(record).map_err(|it| format!("{}: {it}", name.unwrap_or("?")))?;
        out.extend(rows);
    }
    out.push("];\n".to_owned());
    out.extend(aws_cli()?);
    Ok(out.join("\n"))
}

fn records(file: &str) -> Result<Value, String> {
    let path = root().join("data").join(file);
    let problem = |it: &dyn std::fmt::Display| format!("{}: {it}", path.display());
    let text = fs::read_to_string(&path).map_err(|it| problem(&it))?;
    serde_json::from_str(&text).map_err(|it| problem(&it))
}

fn command(it: &Map<String, Value>) -> Result<Vec<String>, String> {
    let members = [
        "client",
        "command",
        "operations",
        "src",
        "limits",
        "notes",
        "later",
        "other_actions",
    ];
    only(it, &members)?;
    let (client, form) = (text(it, "client")?, text(it, "command")?);
    let names = names::of(client, form).ok_or("no names for it")?;
    let source = source(text(it, "src")?)?;
    let rows = list(it, "operations")?;
    // Rows in brackets refer to others, which is told beside.
    let (own, referring): (Vec<_>, Vec<_>) = rows
        .into_iter()
        .partition(|row| !operation_of(row).starts_with('('));
    let as_copy = referring
        .iter()
        .any(|row| operation_of(row) == "(as cp --recursive)");
    let mut out = vec![format!(
        "    Command {{ client: {client:?}, form: {form:?}, names: &{names:?}, as_copy: {as_copy}, evidence: {source}, calls: &["
    )];
    for row in own {
        out.push(format!("        {}", call(row, source)?));
    }
    out.push("    ], later: &[".to_owned());
    for row in list(it, "later")? {
        out.push(format!("        {}", call(row, source)?));
    }
    let others: Vec<&str> = strings(it, "other_actions")?;
    out.push(format!("    ], other_actions: &{others:?}, notes: &["));
    for note in strings(it, "notes")? {
        out.push(format!("        {:?},", unmarked(note)));
    }
    out.push("    ] },".to_owned());
    Ok(out)
}

fn operation_of(row: &Map<String, Value>) -> &str {
    row.get("operation").and_then(Value::as_str).unwrap_or("")
}

fn call(it: &Map<String, Value>, of_command: &str) -> Result<String, String> {
    let members = [
        "operation",
        "target",
        "when",
        "count",
        "params",
        "headers",
        "src",
        "note",
    ];
    only(it, &members)?;
    let phrase = |table: &[(&'static str, &'static str)], name: &str| {
        let found = text(it, name)?;
        meaning(table, found).ok_or_else(|| format!("`{name}` has an unknown phrase: {found}"))
    };
    let mut sends = Vec::new();
    for group in ["params", "headers"] {
        let all = it.get(group).and_then(Value::as_object);
        for (name, value) in all.into_iter().flatten() {
            let value = match value {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            if value == LEFT_OUT {
                continue;
            }
            let found = format!("{name}={value}");
            let rust = meaning(SENT, &found);
            sends.push(format!(
                "S::{}",
                rust.ok_or_else(|| format!("unknown: {found}"))?
            ));
        }
    }
    let evidence = match it.get("src").and_then(Value::as_str) {
        Some(own) => source(own)?,
        None => of_command,
    };
    Ok(format!(
        "Row {{ operation: {:?}, on: T::{}, when: &{}, count: {}, sends: &[{}], evidence: {evidence} }},",
        text(it, "operation")?,
        phrase(TARGETS, "target")?,
        phrase(WHENS, "when")?,
        phrase(COUNTS, "count")?,
        sends.join(", "),
    ))
}

/// The tables of the AWS CLI's options
fn aws_cli() -> Result<Vec<String>, String> {
    let data = records("aws-cli.json")?;
    let data = data.as_object().ok_or("aws-cli.json is no object")?;
    only(data, &["origin", "global", "common", "s3", "api"])?;
    let mut out = Vec::new();
    for (name, member, what) in [
        ("GLOBAL", "global", "Options of every command"),
        ("COMMON", "common", "Options of the client itself"),
    ] {
        out.push(format!("/// {what}"));
        out.push("#[rustfmt::skip]".to_owned());
        out.push(format!("pub(super) static {name}: &[O] = &["));
        out.extend(own(object(data, member)?)?);
        out.push("];\n".to_owned());
    }
    out.push("/// Options of the commands of `aws s3`".to_owned());
    out.push("#[rustfmt::skip]".to_owned());
    out.push("pub(super) static S3: &[(&str, &[O])] = &[".to_owned());
    for (command, options) in object(data, "s3")? {
        let options = options.as_object().ok_or("options are no object")?;
        out.push(format!("    ({command:?}, &["));
        out.extend(own(options)?);
        out.push("    ]),".to_owned());
    }
    out.push("];\n".to_owned());
    out.push("/// The commands of `aws s3api` and `aws s3control`".to_owned());
    out.push("#[rustfmt::skip]".to_owned());
    out.push("pub(super) static API: &[Api] = &[".to_owned());
    for record in list(data, "api")? {
        out.extend(api(record)?);
    }
    out.push("];\n".to_owned());
    Ok(out)
}

/// Options that put nothing into a request by themselves
fn own(options: &Map<String, Value>) -> Result<Vec<String>, String> {
    let row = |(name, takes): (&String, &Value)| {
        let takes = self::takes(takes.as_str().unwrap_or(""))?;
        Ok(format!(
            "        O {{ name: {name:?}, takes: {takes}, place: Own }},"
        ))
    };
    options.iter().map(row).collect()
}

fn api(it: &Map<String, Value>) -> Result<Vec<String>, String> {
    only(
        it,
        &["client", "command", "operation", "positionals", "options"],
    )?;
    let mut out = vec![format!(
        "    Api {{ client: {:?}, command: {:?}, operation: {:?}, positionals: {}, options: &[",
        text(it, "client")?,
        text(it, "command")?,
        text(it, "operation")?,
        strings(it, "positionals")?.len(),
    )];
    for option in list(it, "options")? {
        only(option, &["name", "takes", "place", "wire", "holds"])?;
        let wire = text(option, "wire")?;
        let place = match (text(option, "place")?, option.get("holds")) {
            ("path", _) => "Path",
            ("query", _) => "Query",
            ("header", _) => "Header",
            ("headers", _) => "Headers",
            ("body", None) => "Body",
            ("body", Some(_)) => "Members",
            (other, _) => return Err(format!("unknown place `{other}`")),
        };
        out.push(format!(
            "        O {{ name: {:?}, takes: {}, place: {place}({wire:?}) }},",
            text(option, "name")?,
            takes(text(option, "takes")?)?,
        ));
    }
    out.push("    ] },".to_owned());
    Ok(out)
}

fn takes(name: &str) -> Result<&'static str, String> {
    Ok(match name {
        "nothing" => "Nothing",
        "one" => "One",
        "two" => "Two",
        "perhaps" => "Optional",
        "many" => "Many",
        other => return Err(format!("unknown `takes`: {other}")),
    })
}

fn source(name: &str) -> Result<&'static str, String> {
    Ok(match name {
        "trace" => "Traced",
        "doc" => "Documented",
        "peer" => "Peer",
        "know" => "Known",
        other => return Err(format!("unknown src `{other}`")),
    })
}

fn only(it: &Map<String, Value>, known: &[&str]) -> Result<(), String> {
    match it.keys().find(|name| !known.contains(&name.as_str())) {
        Some(name) => Err(format!("unknown member `{name}`")),
        None => Ok(()),
    }
}

fn text<'a>(it: &'a Map<String, Value>, name: &str) -> Result<&'a str, String> {
    let found = it.get(name).and_then(Value::as_str);
    found.ok_or_else(|| format!("no text `{name}`"))
}

fn object<'a>(it: &'a Map<String, Value>, name: &str) -> Result<&'a Map<String, Value>, String> {
    let found = it.get(name).and_then(Value::as_object);
    found.ok_or_else(|| format!("no object `{name}`"))
}

/// The texts of a list; empty where the member is left out
fn strings<'a>(it: &'a Map<String, Value>, name: &str) -> Result<Vec<&'a str>, String> {
    let all = it.get(name).and_then(Value::as_array);
    let text = |it: &'a Value| it.as_str().ok_or_else(|| format!("`{name}` holds no text"));
    all.into_iter().flatten().map(text).collect()
}

/// The records of a list; empty where the member is left out
fn list<'a>(it: &'a Map<String, Value>, name: &str) -> Result<Vec<&'a Map<String, Value>>, String> {
    let all = it.get(name).and_then(Value::as_array);
    let record = |it: &'a Value| {
        it.as_object()
            .ok_or_else(|| format!("`{name}` holds no record"))
    };
    all.into_iter().flatten().map(record).collect()
}

/// A sentence without the marks that tell authors how it is known
fn unmarked(text: &str) -> String {
    let marks = [" [doc]", " [peer]", " [know]"];
    marks
        .iter()
        .fold(text.to_owned(), |text, mark| text.replace(mark, ""))
}
