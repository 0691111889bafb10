//! Command fixtures: one file a command line, under `fixtures/commands/`.
//!
//! Wanted are all calls in the order of sending: operation, on what, what of it is sent that counts,
//! how certain, under which circumstances. A test of this file's end holds that no row of the table
//! is without a fixture.

mod evidence;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use serde::Deserialize;
use why403_diagnose::command::{About, Certainty, Local, PlannedCall, Thing, plan, words};
use why403_model::commands::Count;
use why403_model::request::Entry;

use evidence::{Evidence, told};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixture {
    note: String,
    source: String,
    evidence: Evidence,
    /// As it is typed
    command: String,
    /// The bucket or object of a command that names none
    #[serde(default)]
    resource: Option<String>,
    /// What a copy reads, where the command does not say
    #[serde(default)]
    from: Option<String>,
    #[serde(default)]
    local: Machine,
    /// The row of the table, as the data writes it
    row: String,
    /// `OPERATION on PLACE[, PLACE][ and others below PLACE] [NAME=VALUE …] [certainty][: when]`
    want: Vec<String>,
    /// Options that are not looked at
    #[serde(default)]
    unread: Vec<String>,
    /// What a note has to say, in part
    #[serde(default)]
    says: Vec<String>,
    #[serde(default)]
    context: BTreeMap<String, String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Machine {
    /// Files by name, with their sizes in bytes
    #[serde(default)]
    files: BTreeMap<String, u64>,
    /// Folders by name, each with the files below it
    #[serde(default)]
    folders: BTreeMap<String, BTreeMap<String, u64>>,
    /// Whether the folders have more files than are told
    #[serde(default)]
    cut: bool,
    #[serde(default)]
    version: Option<u32>,
    #[serde(default)]
    region: Option<String>,
}

fn check(path: &Path) -> Result<(), Box<dyn Error>> {
    let fixture: Fixture = toml::from_str(&std::fs::read_to_string(path)?)?;
    told(&fixture.note, &fixture.source, &fixture.evidence);
    let about = About {
        resource: fixture.resource.as_deref(),
        source: fixture.from.as_deref(),
    };
    let found = plan(&words(&fixture.command)?, &local(&fixture.local), about)?;
    let told = format!("{}\nsource: {}", fixture.note, fixture.source);
    let calls: Vec<String> = found.calls.iter().map(in_words).collect();
    assert_eq!(calls, fixture.want, "{told}");
    assert_eq!(found.form, fixture.row, "{told}");
    let unread: Vec<&str> = found.unread.iter().map(|it| it.option.as_str()).collect();
    assert_eq!(unread, fixture.unread, "{told}");
    for wanted in &fixture.says {
        let is_said = found.notes.iter().any(|it| it.contains(wanted));
        assert!(is_said, "no `{wanted}` in {:?}\n{told}", found.notes);
    }
    for (key, value) in &fixture.context {
        let pair = (key.clone(), value.clone());
        assert!(found.context.contains(&pair), "{:?}\n{told}", found.context);
    }
    Ok(())
}

fn local(machine: &Machine) -> Local {
    let mut paths: BTreeMap<String, Thing> = BTreeMap::new();
    for (name, bytes) in &machine.files {
        paths.insert(name.clone(), Thing::File { bytes: *bytes });
    }
    for (name, files) in &machine.folders {
        let files = files.iter().map(|(name, bytes)| (name.clone(), *bytes));
        let folder = Thing::Folder {
            files: files.collect(),
            is_whole: !machine.cut,
        };
        paths.insert(name.clone(), folder);
    }
    Local {
        paths,
        region: machine.region.clone(),
        version: machine.version,
    }
}

fn in_words(call: &PlannedCall) -> String {
    let place = |it: &why403_diagnose::command::Spot| match &it.source {
        Some(source) => format!("{} from {source}", it.resource),
        None => it.resource.clone(),
    };
    let places: Vec<String> = call.spots.iter().map(place).collect();
    let unknown = if call.spots.is_empty() { "?" } else { "" };
    let below = call
        .below
        .iter()
        .map(|it| format!(" and others below {it}"));
    let sent = call.sent.iter().map(|(_, name, entry)| match entry {
        Entry::One(value) => format!(" {name}={value}"),
        Entry::Many(_) | Entry::Absent | Entry::Unknown => format!(" {name}=?"),
    });
    let more: String = below.chain(sent).collect();
    let certainty = match call.certainty {
        Certainty::Sent => "",
        Certainty::Perhaps => " perhaps",
        Certainty::Fallback => " fallback",
        Certainty::Later => " later",
    };
    let count = match call.count {
        Count::Once => String::new(),
        other => format!(" {}", other.id()),
    };
    let when = match call.when.as_slice() {
        [] => String::new(),
        all => format!(": {}", all.join(", ")),
    };
    let (operation, places) = (call.operation, places.join(", "));
    format!("{operation} on {places}{unknown}{more}{certainty}{count}{when}")
}

datatest_stable::harness! {
    { test = check, root = "../../fixtures/commands", pattern = r"\.toml$" },
}
