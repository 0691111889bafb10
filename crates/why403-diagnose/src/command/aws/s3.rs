//! `aws s3`: which command of the table it is, and what it is about.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_model::commands::{self, Command};
use why403_model::operations::Part;

use super::super::options::Given;
use super::super::rows::{self, Group, Scene};
use super::super::uri::Place;
use super::super::{CommandError, Local, Plan, Thing, Ways};
use super::files::{self, Filters};
use super::{empty, is_second, read_globals, region, sends, unknown, unread};

const COMMANDS: &[&str] = &[
    "cp", "ls", "mb", "mv", "presign", "rb", "rm", "sync", "website",
];

/// The options and words of a command
pub(super) fn read(name: &str, ahead: &[String], words: &[String]) -> Result<Given, CommandError> {
    let Some(own) = commands::s3_options(name) else {
        return Err(unknown("aws s3", name, COMMANDS.to_vec()));
    };
    super::read(&format!("aws s3 {name}"), ahead, words, own, &[])
}

/// The operations that `aws s3 NAME` sends.
pub(super) fn plan(
    name: &str,
    ahead: &[String],
    words: &[String],
    local: &Local,
) -> Result<Plan, CommandError> {
    let given = read(name, ahead, words)?;
    let asked = match name {
        "cp" | "mv" | "sync" => transfer(name, &given, local)?,
        "ls" => ls(&given)?,
        "presign" | "rm" => object(name, &given)?,
        _ => bucket(name, &given)?,
    };
    let Some(command) = commands::aws_s3(asked.row) else {
        return Err(unknown("aws s3", name, COMMANDS.to_vec()));
    };
    let mut plan = expand(name, command, &asked, &given, local);
    plan.notes.extend(asked.notes);
    plan.notes
        .extend(command.notes.iter().map(ToString::to_string));
    for place in [&asked.source, &asked.destination].into_iter().flatten() {
        tell_of_point(place, &mut plan);
    }
    read_globals(&given, &mut plan);
    plan.unread = unread(&given, &looked_at(name));
    if plan.is_dry_run {
        plan.calls.retain(|it| it.in_dry_run);
        plan.notes.push(
            "--dryrun: only what it sends is asked about; leave it out to ask about the rest"
                .to_string(),
        );
    }
    Ok(plan)
}

/// What a command line means
#[derive(Default)]
struct Asked {
    /// The name of the command in the table
    row: &'static str,
    source: Option<Place>,
    destination: Option<Place>,
    groups: Vec<Group>,
    notes: Vec<String>,
}

fn expand(
    name: &str,
    command: &'static Command,
    asked: &Asked,
    given: &Given,
    local: &Local,
) -> Plan {
    let is_second = is_second(given, local);
    // Where every size is told there is only one way.
    let is_sized = asked.groups.iter().all(|it| it.bytes.is_some());
    let ways = Ways::of(is_sized.then_some(false), is_second);
    let props = given.one("copy-props").unwrap_or("default");
    let has = |option: &str| given.has(option);
    let sends = |operation: &'static str| {
        let mut all = sends::headers(operation, given);
        all.extend(own_of(operation, given, local));
        all
    };
    let scene = Scene {
        name: asked.row,
        source: asked.source.as_ref(),
        destination: asked.destination.as_ref(),
        groups: &asked.groups,
        ways,
        copies_properties: matches!(props, "default" | "all"),
        has: &has,
        sends: &sends,
    };
    let mut calls = Vec::new();
    if command.as_copy {
        // A move of a folder is what copying it sends, and what removes the source.
        let base = match (&asked.source, &asked.destination) {
            (None, _) => "cp upload recursive",
            (Some(_), None) => "cp download recursive",
            (Some(_), Some(_)) => "cp copy recursive",
        };
        let copying = commands::aws_s3(base).map_or(&[][..], |it| it.calls);
        calls.extend(rows::calls(copying, &scene));
        let removing = rows::calls(command.calls, &scene);
        let is_new = removing
            .into_iter()
            .filter(|it| it.operation == "DeleteObject" && asked.source.is_some());
        calls.extend(is_new);
    } else {
        calls = rows::of_command(command, &scene);
    }
    let mut plan = empty(command.form.to_string(), ways);
    plan.evidence = command.evidence;
    // Ways that no call depends on are none.
    plan.calls = calls;
    plan.has_dry_run = ["cp", "mv", "rm", "sync"].contains(&name);
    plan.is_dry_run = given.has("dryrun");
    plan
}

/// What other options put into operations
fn own_of(operation: &str, given: &Given, local: &Local) -> Vec<(Part, String, String)> {
    let mut all = Vec::new();
    if operation == "ListObjectsV2"
        && let Some(size) = given.one("page-size")
    {
        all.push((Part::Query, "max-keys".to_string(), size.to_string()));
    }
    if operation == "CreateBucket" {
        // Source: the CLI's source: `us-east-1` is never written into the body.
        if let Some(region) = region(given, local).filter(|it| *it != "us-east-1") {
            all.push((
                Part::Body,
                "LocationConstraint".to_string(),
                region.to_string(),
            ));
        }
        if given.has("tags") {
            all.push((Part::Body, "Tags".to_string(), String::new()));
        }
    }
    all
}

fn looked_at(name: &str) -> Vec<&'static str> {
    let own = [
        "delete",
        "dryrun",
        "endpoint-url",
        "error-document",
        "exclude",
        "force",
        "include",
        "index-document",
        "no-sign-request",
        "page-size",
        "profile",
        "recursive",
        "region",
        "tags",
    ];
    let mut all: Vec<&'static str> = own.into_iter().chain(sends::options()).collect();
    // A filter over keys that nobody knows is said in a note.
    if name == "rm" {
        all.retain(|it| !["acl", "sse"].contains(it));
    }
    all
}

fn places(
    name: &str,
    given: &Given,
    count: usize,
    usage: &'static str,
) -> Result<Vec<Option<Place>>, CommandError> {
    let wrong = || CommandError::WrongPaths {
        command: format!("aws s3 {name}"),
        usage,
    };
    if given.words.len() != count {
        return Err(wrong());
    }
    let read = |it: &String| Place::of_uri(it).transpose();
    given.words.iter().map(read).collect()
}

fn transfer(name: &str, given: &Given, local: &Local) -> Result<Asked, CommandError> {
    const USAGE: &str = "two paths, of which one at least begins with s3://";
    let mut found = places(name, given, 2, USAGE)?.into_iter();
    let (source, destination) = (found.next().flatten(), found.next().flatten());
    let path = |at: usize| given.words.get(at).map_or("", String::as_str);
    let (from, to) = (path(0), path(1));
    let is_recursive = name == "sync" || given.has("recursive");
    let is_stream = name == "cp" && (from == "-" || to == "-");
    let row = match (name, &source, &destination, is_recursive, is_stream) {
        ("cp", None, Some(_), _, true) => "cp stream upload",
        ("cp", Some(_), None, _, true) => "cp stream download",
        ("cp", None, Some(_), false, _) => "cp upload",
        ("cp", Some(_), None, false, _) => "cp download",
        ("cp", Some(_), Some(_), false, _) => "cp copy",
        ("cp", None, Some(_), true, _) => "cp upload recursive",
        ("cp", Some(_), None, true, _) => "cp download recursive",
        ("cp", Some(_), Some(_), true, _) => "cp copy recursive",
        ("mv", None, Some(_), false, _) => "mv upload",
        ("mv", Some(_), None, false, _) => "mv download",
        ("mv", Some(_), Some(_), false, _) => "mv copy",
        ("mv", _, _, true, _) if source.is_some() || destination.is_some() => "mv recursive",
        ("sync", None, Some(_), ..) => "sync upload",
        ("sync", Some(_), None, ..) => "sync download",
        ("sync", Some(_), Some(_), ..) => "sync copy",
        (..) => {
            return Err(CommandError::WrongPaths {
                command: format!("aws s3 {name}"),
                usage: USAGE,
            });
        }
    };
    let filters = Filters::of(given);
    let mut notes = Vec::new();
    let is_whole = source.as_ref().is_some_and(|it| it.key.is_empty());
    let row = if is_whole && !is_recursive && !is_stream {
        notes.push(WHOLE.to_string());
        "cp download recursive"
    } else {
        row
    };
    let groups = match (&source, &destination) {
        (None, Some(to)) if is_recursive => {
            let rows = commands::aws_s3(if row == "mv recursive" {
                "cp upload recursive"
            } else {
                row
            });
            let rows = rows.map_or(&[][..], |it| it.calls);
            let groups = files::folder(from, to, local, &filters, rows);
            if groups.is_empty() {
                notes.push(format!(
                    "no file below {from} is taken, so nothing is uploaded"
                ));
            }
            groups
        }
        (None, Some(to)) => {
            look_at(from, local, &mut notes);
            [files::file(from, to, local)].into()
        }
        (Some(from), to) if is_recursive => {
            let below = from.folder().key;
            let to = to.as_ref().map_or(String::new(), |it| it.folder().key);
            [files::anything(&below, &to, &filters)].into()
        }
        // Without a key and without --recursive the bucket is listed, and nothing is taken.
        (Some(from), _) if from.key.is_empty() => Vec::new(),
        (Some(from), Some(to)) => {
            let key = files::key_for(to, from.last_name());
            [one(from.key.clone(), key)].into()
        }
        (Some(from), None) => [one(from.key.clone(), String::new())].into(),
        (None, None) => Vec::new(),
    };
    if !filters.is_empty() && source.is_some() && is_recursive {
        notes.push(
            "--exclude and --include choose among the keys after the listing; the prefix that is \
             listed stays the same"
                .to_string(),
        );
    }
    Ok(Asked {
        row,
        source,
        destination,
        groups,
        notes,
    })
}

/// What a bucket without a key and without `--recursive` comes to; seen on the wire
const WHOLE: &str = "without --recursive a bucket is listed, and nothing of it is taken";

fn look_at(path: &str, local: &Local, notes: &mut Vec<String>) {
    match local.find(path) {
        Some(Thing::Folder { .. }) => notes.push(format!(
            "{path} is a folder: without --recursive the AWS CLI uploads none"
        )),
        Some(Thing::Missing) => notes.push(format!("there is no file {path}")),
        Some(Thing::File { .. }) | None => {}
    }
}

fn one(from: String, to: String) -> Group {
    Group {
        bytes: None,
        keys: [(from, to)].into(),
        is_open: false,
    }
}

fn ls(given: &Given) -> Result<Asked, CommandError> {
    const USAGE: &str = "one place, such as s3://BUCKET/PREFIX, or none";
    let text = match given.words.as_slice() {
        [] => "",
        [one] => one.strip_prefix("s3://").unwrap_or(one),
        _ => {
            return Err(CommandError::WrongPaths {
                command: "aws s3 ls".to_string(),
                usage: USAGE,
            });
        }
    };
    if text.is_empty() {
        return Ok(Asked {
            row: "ls",
            ..Asked::default()
        });
    }
    let place = Place::of_path(text, text)?;
    let row = match (given.has("recursive"), place.key.is_empty()) {
        (true, _) => "ls recursive",
        (false, true) => "ls bucket",
        (false, false) => "ls prefix",
    };
    Ok(Asked {
        row,
        source: Some(place),
        ..Asked::default()
    })
}

/// Commands about one object, or about all below
fn object(name: &str, given: &Given) -> Result<Asked, CommandError> {
    const USAGE: &str = "one place, such as s3://BUCKET/KEY";
    // `presign` takes the place without its scheme too.
    let text = given.words.first().map_or("", String::as_str);
    let place = if name == "presign" && given.words.len() == 1 {
        let path = text.strip_prefix("s3://").unwrap_or(text);
        Place::of_path(path, text)?
    } else {
        let found = places(name, given, 1, USAGE)?.into_iter().next().flatten();
        found.ok_or_else(|| CommandError::WrongPaths {
            command: format!("aws s3 {name}"),
            usage: USAGE,
        })?
    };
    let is_recursive = given.has("recursive");
    let is_whole = name == "rm" && !is_recursive && place.key.is_empty();
    let mut notes = Vec::new();
    let groups = if is_whole {
        notes.push(WHOLE.to_string());
        Vec::new()
    } else if is_recursive {
        let below = place.folder().key;
        [files::anything(&below, "", &Filters::of(given))].into()
    } else {
        [one(place.key.clone(), String::new())].into()
    };
    if name == "presign" {
        notes.push(
            "whoever uses the URL is the one that made it: the GetObject is checked when the URL \
             is used, with the rights of that moment"
                .to_string(),
        );
    }
    Ok(Asked {
        row: match (name, is_recursive || is_whole) {
            ("presign", _) => "presign",
            (_, true) => "rm recursive",
            (_, false) => "rm",
        },
        source: Some(place),
        groups,
        notes,
        ..Asked::default()
    })
}

/// Commands about a bucket
fn bucket(name: &str, given: &Given) -> Result<Asked, CommandError> {
    const USAGE: &str = "one bucket, such as s3://BUCKET";
    let wrong = || CommandError::WrongPaths {
        command: format!("aws s3 {name}"),
        usage: USAGE,
    };
    let [text] = given.words.as_slice() else {
        return Err(wrong());
    };
    // Only `website` takes the name without its scheme.
    let path = match (text.strip_prefix("s3://"), name) {
        (Some(path), _) => path,
        (None, "website") => text,
        (None, _) => return Err(wrong()),
    };
    let place = Place::of_path(path, text)?;
    if name == "rb" && !place.key.is_empty() {
        return Err(wrong());
    }
    let row = match (name, given.has("force")) {
        ("mb", _) => "mb",
        ("rb", true) => "rb force",
        ("rb", false) => "rb",
        (_, _) => "website",
    };
    let place = Place {
        key: String::new(),
        ..place
    };
    Ok(Asked {
        row,
        source: Some(place),
        groups: [files::anything("", "", &Filters::of(given))].into(),
        ..Asked::default()
    })
}

/// What is to be known of access points
fn tell_of_point(place: &Place, plan: &mut Plan) {
    if place.bucket.starts_with("arn:") {
        let found = commands::aws_s3("access point");
        let notes = found.map_or(&[][..], |it| it.notes);
        plan.notes.extend(notes.iter().map(ToString::to_string));
    } else if place.bucket.ends_with("-s3alias") {
        plan.notes.push(format!(
            "{} is the alias of an access point, and nobody looked up which: write its ARN in \
             its place",
            place.bucket
        ));
    }
}
