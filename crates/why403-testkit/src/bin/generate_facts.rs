//! Makes the Rust tables of AWS facts from `data/iam/facts.json`.
//!
//! ```text
//! generate_facts            writes crates/why403-model/src/facts/generated.rs
//! generate_facts --check    writes nothing; exit 1 and the first line that differs, if one does
//! ```
//!
//! Exit 2 if the facts cannot be read or contradict themselves.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use serde_json::{Map, Value};

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let outcome = match (arguments.next().as_deref(), arguments.next()) {
        (None, None) => write(),
        (Some("--check"), None) => check(),
        _ => Err("usage: generate_facts [--check]".into()),
    };
    match outcome {
        Ok(Outcome::Fresh) => ExitCode::SUCCESS,
        Ok(Outcome::Stale(what)) => {
            eprintln!("{what}");
            ExitCode::from(1)
        }
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::from(2)
        }
    }
}

/// What a run found
enum Outcome {
    /// The tables are those of the facts
    Fresh,
    /// They are not, with the first difference
    Stale(String),
}

fn write() -> Result<Outcome, String> {
    let text = tables(&facts()?)?;
    let path = target();
    fs::write(&path, text).map_err(|it| format!("{}: {it}", path.display()))?;
    Ok(Outcome::Fresh)
}

fn check() -> Result<Outcome, String> {
    let wanted = tables(&facts()?)?;
    let path = target();
    let found = fs::read_to_string(&path).map_err(|it| format!("{}: {it}", path.display()))?;
    if found == wanted {
        return Ok(Outcome::Fresh);
    }
    let same = wanted
        .lines()
        .zip(found.lines())
        .take_while(|(wanted, found)| wanted == found);
    let number = same.count();
    let line = |text: &str| {
        text.lines()
            .nth(number)
            .unwrap_or("(end of file)")
            .to_owned()
    };
    Ok(Outcome::Stale(format!(
        "{}:{}: stale, run generate_facts\n  wanted: {}\n  found:  {}",
        path.display(),
        number + 1,
        line(&wanted),
        line(&found),
    )))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn target() -> PathBuf {
    root().join("crates/why403-model/src/facts/generated.rs")
}

fn facts() -> Result<Value, String> {
    let path = root().join("data/iam/facts.json");
    let problem = |it: &dyn std::fmt::Display| format!("{}: {it}", path.display());
    let text = fs::read_to_string(&path).map_err(|it| problem(&it))?;
    serde_json::from_str(&text).map_err(|it| problem(&it))
}

/// The whole file
fn tables(facts: &Value) -> Result<String, String> {
    let keys = Keys::of(facts)?;
    let mut lists = Lists::default();
    let mut services = Vec::new();
    for (prefix, it) in sorted(object(facts, "services")?) {
        let rows = service(prefix, it, &keys, &mut lists);
        services.extend(rows.map_err(|problem| format!("service {prefix}: {problem}"))?);
    }
    let placeholders = member(facts, "placeholders")?;
    let names = |kind| -> Result<Vec<String>, String> {
        let names = strings(member(placeholders, kind)?)?;
        Ok(names.iter().map(|it| format!("{it:?},")).collect())
    };
    #[rustfmt::skip] // One table a row, in columns.
    let tables = [
        ("Services, sorted by prefix",                             "SERVICES: &[Service]",    services),
        ("Condition keys, sorted by name",                         "KEYS: &[KeyFacts]",       keys.rows()),
        ("Keys with a variable part, longest fixed text first",    "TEMPLATES: &[u16]",       keys.templates()),
        ("Lists of keys",                                          "KEY_LISTS: &[&[u16]]",    lists.rows()),
        ("Placeholders that may stand for text with slashes",      "HOLDS_SLASH: &[&str]",    names("slash")?),
        ("Placeholders that may stand for text with colons",       "HOLDS_COLON: &[&str]",    names("colon")?),
        ("Names that are no actions, sorted by service and name",  "MISNOMERS: &[Misnomer]",  misnomers(facts)?),
    ];
    let mut out = vec![HEAD.to_owned()];
    for (title, declaration, rows) in tables {
        out.push(format!("\n/// {title}\n#[rustfmt::skip]"));
        out.push(format!("pub(super) static {declaration} = &["));
        out.extend(rows.into_iter().map(|it| format!("    {it}")));
        out.push("];".to_owned());
    }
    Ok(out.join("\n") + "\n")
}

const HEAD: &str = "\
// Generated from data/iam/facts.json by generate_facts, do not edit.

//! The tables. They hold AWS's names as AWS writes them and are sorted by lower-cased name.

use super::actions::AccessLevel::{List, PermissionsManagement, Read, Tagging, Write};
use super::actions::{Service, part, row, whole};
use super::keys::Cardinality::{Multi, Single};
use super::keys::KeyType::{Arn, Bool, Date, DateOrNumeric, IpAddress, Numeric, String};
use super::keys::Scope::{AnyRequest, WhereListed};
use super::keys::{KeyFacts, key};
use super::nearest::{Misnomer, misnomer_row};
use super::resources::resource;";

/// One service with its resource types and actions
fn service(
    prefix: &str,
    it: &Value,
    keys: &Keys<'_>,
    lists: &mut Lists,
) -> Result<Vec<String>, String> {
    let is_complete = member(it, "complete")?
        .as_bool()
        .ok_or("`complete` is no boolean")?;
    let own: Vec<&str> = object(it, "keys")?.keys().map(String::as_str).collect();
    let common = match it.get("common") {
        Some(names) => strings(names)?,
        None => Vec::new(),
    };
    let expand = |short: &Value| -> Result<Vec<u16>, String> {
        let mut places = BTreeSet::new();
        for word in strings(short)? {
            let names = match (word, word.strip_suffix('*')) {
                ("@common", _) => common.clone(),
                (_, Some(family)) => own
                    .iter()
                    .copied()
                    .filter(|key| key.starts_with(family))
                    .collect(),
                (name, None) => vec![name],
            };
            for name in names {
                places.insert(keys.place(name)?);
            }
        }
        Ok(places.into_iter().collect())
    };

    let constructor = if is_complete { "whole" } else { "part" };
    let mut out = vec![format!("{constructor}({prefix:?}, &[")];
    let mut places = BTreeMap::new();
    for (name, row) in sorted(object(it, "resources")?) {
        let [arn, listed] = fields(row)?;
        let list = lists.place(expand(listed)?)?;
        out.push(format!("    resource({name:?}, {:?}, {list}),", text(arn)?));
        places.insert(name, places.len());
    }
    out.push("], &[".to_owned());
    for (name, row) in sorted(object(it, "actions")?) {
        let problem = |problem: String| format!("action {name}: {problem}");
        let [level, targets, listed] = fields(row).map_err(problem)?;
        let level = text(level).map_err(problem)?;
        if !LEVELS.contains(&level) {
            return Err(problem(format!("unknown level `{level}`")));
        }
        let mut on = Vec::new();
        for target in strings(targets).map_err(problem)? {
            let place = places.get(target);
            on.push(place.ok_or_else(|| problem(format!("no resource type `{target}`")))?);
        }
        let list = lists.place(expand(listed).map_err(problem)?)?;
        out.push(format!("    row({name:?}, {level}, &{on:?}, {list}),"));
    }
    out.push("]),".to_owned());
    Ok(out)
}

const LEVELS: [&str; 5] = ["List", "Read", "Write", "Tagging", "PermissionsManagement"];

/// All condition keys, by lower-cased name
struct Keys<'a> {
    // Lower-cased name → name, AWS's type, scope.
    rows: BTreeMap<String, (&'a str, &'a str, &'static str)>,
}

impl<'a> Keys<'a> {
    /// The keys of every part of the facts; where two parts have the same one, the first
    fn of(facts: &'a Value) -> Result<Self, String> {
        let mut rows = BTreeMap::new();
        let mut add = |keys: &'a Map<String, Value>, scope| -> Result<(), String> {
            for (name, kind) in keys {
                let kind = text(kind)?;
                let (_, seen, _) =
                    *rows
                        .entry(name.to_ascii_lowercase())
                        .or_insert((name.as_str(), kind, scope));
                if seen != kind {
                    return Err(format!("key {name}: both {seen} and {kind}"));
                }
            }
            Ok(())
        };
        add(object(facts, "globalKeys")?, "AnyRequest")?;
        add(object(facts, "federationKeys")?, "AnyRequest")?;
        add(object(facts, "listedGlobalKeys")?, "WhereListed")?;
        for service in object(facts, "services")?.values() {
            add(object(service, "keys")?, "WhereListed")?;
        }
        for (name, kind, _) in rows.values() {
            key_type(kind).ok_or_else(|| format!("key {name}: unknown type `{kind}`"))?;
        }
        Ok(Self { rows })
    }

    fn place(&self, name: &str) -> Result<u16, String> {
        let name = name.to_ascii_lowercase();
        let place = self.rows.keys().position(|it| *it == name);
        small(place.ok_or_else(|| format!("no key `{name}`"))?)
    }

    fn rows(&self) -> Vec<String> {
        let row = |(name, kind, scope): &(&str, &str, &str)| {
            let (kind, cardinality) = key_type(kind)?;
            Some(format!("key({name:?}, {kind}, {cardinality}, {scope}),"))
        };
        self.rows.values().filter_map(row).collect()
    }

    /// Places of the keys with a placeholder, longest fixed text first, then by name
    fn templates(&self) -> Vec<String> {
        let names = self.rows.values().map(|(name, _, _)| *name).enumerate();
        let mut found: Vec<_> = names.filter(|(_, name)| name.contains("${")).collect();
        found.sort_by_key(|(_, name)| Reverse(fixed(name)));
        found
            .iter()
            .map(|(place, name)| format!("{place}, // {name}"))
            .collect()
    }
}

/// How many bytes of a name are not of placeholders
fn fixed(name: &str) -> usize {
    name.split("${")
        .enumerate()
        .fold(0, |sum, (at, part)| match (at, part.split_once('}')) {
            (1.., Some((_, rest))) => sum + rest.len(),
            _ => sum + part.len(),
        })
}

/// The variants for AWS's name of a type: `ArrayOfString` → `String`, `Multi`
fn key_type(kind: &str) -> Option<(&'static str, &'static str)> {
    let (kind, cardinality) = match kind.strip_prefix("ArrayOf") {
        Some(kind) => (kind, "Multi"),
        None => (kind, "Single"),
    };
    let variant = match kind {
        "String" => "String",
        "ARN" => "Arn",
        "Numeric" => "Numeric",
        "Bool" => "Bool",
        "Date" => "Date",
        "DateOrNumeric" => "DateOrNumeric",
        "IPAddress" => "IpAddress",
        "Binary" => "Binary",
        _ => return None,
    };
    Some((variant, cardinality))
}

/// Lists of keys, each once, in the order of their first use
#[derive(Default)]
struct Lists {
    rows: Vec<Vec<u16>>,
    places: BTreeMap<Vec<u16>, u16>,
}

impl Lists {
    fn place(&mut self, list: Vec<u16>) -> Result<u16, String> {
        if let Some(place) = self.places.get(&list) {
            return Ok(*place);
        }
        let place = small(self.rows.len())?;
        self.rows.push(list.clone());
        self.places.insert(list, place);
        Ok(place)
    }

    fn rows(&self) -> Vec<String> {
        self.rows.iter().map(|it| format!("&{it:?},")).collect()
    }
}

fn misnomers(facts: &Value) -> Result<Vec<String>, String> {
    let mut rows = BTreeMap::new();
    for (wrong, right) in object(facts, "misnomers")? {
        let pair = |it: &str| -> Result<(String, String), String> {
            let (service, name) = it
                .split_once(':')
                .ok_or_else(|| format!("`{it}`: no colon"))?;
            Ok((service.to_owned(), name.to_owned()))
        };
        let (wrong, right) = (pair(wrong)?, pair(text(right)?)?);
        let order = (wrong.0.to_ascii_lowercase(), wrong.1.to_ascii_lowercase());
        rows.insert(order, format!("misnomer_row({wrong:?}, {right:?}),"));
    }
    Ok(rows.into_values().collect())
}

fn small(place: usize) -> Result<u16, String> {
    u16::try_from(place).map_err(|_| format!("{place} rows are too many"))
}

/// The members of an object by lower-cased name
fn sorted(it: &Map<String, Value>) -> Vec<(&str, &Value)> {
    let mut rows: Vec<_> = it
        .iter()
        .map(|(name, value)| (name.as_str(), value))
        .collect();
    rows.sort_by_key(|(name, _)| name.to_ascii_lowercase());
    rows
}

fn member<'a>(it: &'a Value, name: &str) -> Result<&'a Value, String> {
    it.get(name).ok_or_else(|| format!("no member `{name}`"))
}

fn object<'a>(it: &'a Value, name: &str) -> Result<&'a Map<String, Value>, String> {
    member(it, name)?
        .as_object()
        .ok_or_else(|| format!("`{name}` is no object"))
}

fn text(it: &Value) -> Result<&str, String> {
    it.as_str().ok_or_else(|| format!("`{it}` is no text"))
}

fn strings(it: &Value) -> Result<Vec<&str>, String> {
    it.as_array()
        .ok_or_else(|| format!("`{it}` is no list"))?
        .iter()
        .map(text)
        .collect()
}

fn fields<const COUNT: usize>(it: &Value) -> Result<[&Value; COUNT], String> {
    let found = it.as_array().map(Vec::as_slice).unwrap_or_default();
    let fields: Vec<&Value> = found.iter().collect();
    fields
        .try_into()
        .map_err(|_| format!("`{it}` has not {COUNT} fields"))
}
