//! Clients other than the AWS CLI: what they call that nobody asked for.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_model::commands::{self, Command, Evidence};
use why403_model::nearest::nearest;

use super::rows::{self, Group, Scene};
use super::uri::Place;
use super::{About, Certainty, CommandError, Local, Plan, PlannedCall, Thing, Unread, Ways};

/// The operations that a client sends with these words behind it.
pub(super) fn plan(
    client: &str,
    words: &[String],
    local: &Local,
    about: About<'_>,
) -> Result<Plan, CommandError> {
    match client {
        "rclone" => rclone(words, local),
        "hadoop" | "hdfs" => hadoop(client, words),
        "terraform" => terraform(words, about),
        _ => of_name(client, words, about),
    }
}

/// The local path that `rclone` reads
pub(super) fn local_paths(words: &[String]) -> Vec<String> {
    let (given, _) = plain(words);
    let source = given.get(1).filter(|it| !it.contains(':'));
    source.map(ToString::to_string).into_iter().collect()
}

/// The words that are no options, and the options
fn plain(words: &[String]) -> (Vec<&str>, Vec<&str>) {
    let (options, plain): (Vec<&str>, Vec<&str>) = words
        .iter()
        .map(String::as_str)
        .partition(|it| it.starts_with('-') && it.len() > 1);
    (plain, options)
}

fn rclone(words: &[String], local: &Local) -> Result<Plan, CommandError> {
    const UP: &[&str] = &["copy", "copyto", "move", "moveto", "sync"];
    let (given, options) = plain(words);
    let (Some(&name), paths) = (given.first(), given.get(1..).unwrap_or(&[])) else {
        return Err(unknown("rclone", "", &[]));
    };
    let remote = |text: &str| {
        let (_, path) = text.split_once(':')?;
        (!path.is_empty()).then(|| Place::of_path(path, text))
    };
    let is_copy = UP.contains(&name);
    let wrong = || CommandError::WrongPaths {
        command: format!("rclone {name}"),
        usage: if is_copy {
            "a source and a destination, such as ./site remote:BUCKET/site; write options as --name=value"
        } else {
            "one place, such as remote:BUCKET/PATH; write options as --name=value"
        },
    };
    let (source, destination) = match (paths, is_copy) {
        ([from, to], true) => (remote(from).transpose()?, remote(to).transpose()?),
        ([one], false) => (remote(one).transpose()?, None),
        _ => return Err(wrong()),
    };
    let row = match (is_copy, &destination) {
        (true, Some(_)) => "to S3",
        (true, None) if source.is_none() => return Err(wrong()),
        (true, None) => "from S3",
        (false, _) => name,
    };
    let Some(command) = find("rclone", row) else {
        return Err(unknown("rclone", name, UP));
    };
    let has = |option: &str| {
        let is = |it: &&str| it.trim_start_matches('-').split('=').next() == Some(option);
        name == option || options.iter().any(is)
    };
    let known = [
        "s3-no-check-bucket",
        "s3-no-head",
        "s3-no-head-object",
        "recursive",
        "R",
        "fast-list",
    ];
    let is_known = |it: &&&str| {
        let own = it.trim_start_matches('-').split('=').next();
        own.is_some_and(|it| known.contains(&it))
    };
    let unread: Vec<Unread> = options
        .iter()
        .filter(|it| !is_known(it))
        .map(|it| Unread {
            option: it.split('=').next().unwrap_or(it).to_string(),
            why: "what it adds is not known",
        })
        .collect();
    // What is written is looked at too; the table has no row for reading on the way.
    let source = source.filter(|_| row != "to S3");
    let path = paths.first().copied().unwrap_or("");
    let groups = groups(path, source.as_ref(), destination.as_ref(), local);
    let mut plan = of_rows(
        "rclone",
        &[command],
        (source.as_ref(), destination.as_ref()),
        &groups,
        &has,
    );
    plan.unread = unread;
    plan.has_dry_run = true;
    plan.notes.insert(
        0,
        "the remote is taken as one of S3, with its settings as they are by default".to_string(),
    );
    Ok(plan)
}

/// What is copied: a file of known size, or whatever is there
fn groups(path: &str, source: Option<&Place>, to: Option<&Place>, local: &Local) -> Vec<Group> {
    let bytes = match (source, local.find(path)) {
        (None, Some(Thing::File { bytes })) => Some(*bytes),
        (_, _) => None,
    };
    let name = match bytes {
        Some(_) => path.rsplit('/').next().unwrap_or(path),
        None => rows::EXAMPLE,
    };
    let below = |place: Option<&Place>| place.map_or(String::new(), |it| it.folder().key);
    [Group {
        bytes,
        keys: [(
            format!("{}{name}", below(source)),
            format!("{}{name}", below(to)),
        )]
        .into(),
        is_open: bytes.is_none(),
    }]
    .into()
}

fn hadoop(client: &str, words: &[String]) -> Result<Plan, CommandError> {
    let name = words
        .iter()
        .find(|it| it.starts_with('-') && find("hadoop-s3a", it).is_some());
    let known = ["-cat", "-get", "-ls", "-mv", "-put", "-rm"];
    let Some(name) = name else {
        let said = words.iter().find(|it| it.starts_with('-'));
        return Err(unknown(client, said.map_or("", String::as_str), &known));
    };
    let Some(command) = find("hadoop-s3a", name) else {
        return Err(unknown(client, name, &known));
    };
    let mut places = words.iter().filter_map(|it| Place::of_uri(it));
    let first = places.next().transpose()?;
    let second = places.next().transpose()?;
    let Some(first) = first else {
        return Err(CommandError::WrongPaths {
            command: format!("{client} fs {name}"),
            usage: "a path that begins with s3a://",
        });
    };
    // Of two places the second is written; a path alone is read or written itself.
    let (source, destination) = match second {
        Some(second) => (Some(first), second),
        None => (None, first),
    };
    let groups = single(source.as_ref(), &destination);
    let has = |_: &str| false;
    Ok(of_rows(
        "Hadoop S3A",
        &[command],
        (source.as_ref(), Some(&destination)),
        &groups,
        &has,
    ))
}

fn terraform(words: &[String], about: About<'_>) -> Result<Plan, CommandError> {
    let (given, _) = plain(words);
    let known = [
        "apply",
        "aws_s3_bucket",
        "destroy",
        "init",
        "plan",
        "workspace delete",
    ];
    let name = match given.as_slice() {
        ["workspace", "delete", ..] => "workspace delete",
        [name, ..] => name,
        [] => "",
    };
    let (client, names): (_, &[&str]) = match name {
        "init" => ("terraform-s3-backend", &["init"]),
        "plan" | "refresh" => ("terraform-s3-backend", &["plan", "use_lockfile"]),
        "apply" | "destroy" => ("terraform-s3-backend", &["plan", "apply", "use_lockfile"]),
        "workspace delete" => ("terraform-s3-backend", &["workspace delete"]),
        "use_lockfile" => ("terraform-s3-backend", &["use_lockfile"]),
        "dynamodb_table" => ("terraform-s3-backend", &["dynamodb_table"]),
        "aws_s3_bucket" => ("terraform-provider", &["aws_s3_bucket"]),
        _ => return Err(unknown("terraform", name, &known)),
    };
    let place = named(about.resource, &format!("terraform {name}"))?;
    if client == "terraform-s3-backend" && place.key.is_empty() {
        return Err(CommandError::NoPlace {
            found: about.resource.unwrap_or("").to_string(),
            help: "name the object of the state: --resource s3://BUCKET/KEY",
        });
    }
    let commands: Vec<&'static Command> = names.iter().filter_map(|it| find(client, it)).collect();
    let groups = single(None, &place);
    let has = |_: &str| false;
    let mut plan = of_rows("Terraform", &commands, (None, Some(&place)), &groups, &has);
    if let Some(own) = find(client, name) {
        plan.form = own.form.to_string();
    }
    for call in &mut plan.calls {
        if name != "use_lockfile" && call.spots.iter().any(|it| it.resource.ends_with(".tflock")) {
            call.certainty = Certainty::Perhaps;
            call.when.push("if use_lockfile is true".to_string());
        }
    }
    plan.notes.push(if client == "terraform-provider" {
        "asked are the calls of one refresh of this bucket; the resources beside it (policy, ACL, …) call what their names say".to_string()
    } else {
        "asked are the calls of the S3 backend; each aws_s3_bucket of the state adds those of `why403 preflight --resource s3://BUCKET -- terraform aws_s3_bucket`".to_string()
    });
    Ok(plan)
}

/// Clients whose commands are names: `boto3 upload_file`
fn of_name(client: &str, words: &[String], about: About<'_>) -> Result<Plan, CommandError> {
    let name = words.first().map_or("", String::as_str);
    let name = name.split('(').next().unwrap_or(name);
    let tails = name
        .match_indices('.')
        .map(|(at, _)| name.get(at + 1..).unwrap_or(""));
    let found = core::iter::once(name)
        .chain(tails)
        .find_map(|it| find(client, it));
    let Some(command) = found else {
        return Err(unknown(client, name, &[]));
    };
    let is_of_bucket = command
        .calls
        .iter()
        .any(|it| it.on != commands::Target::Every);
    let title = format!("{client} {name}");
    let label = match client {
        "console" => "the console",
        "s3fs" => "s3fs",
        _ => "boto3",
    };
    let has = |_: &str| false;
    if !is_of_bucket {
        return Ok(of_rows(label, &[command], (None, None), &[], &has));
    }
    let place = named(about.resource, &title)?;
    let source = about.source.map(|it| named(Some(it), &title)).transpose()?;
    let groups = single(source.as_ref(), &place);
    let copies = command
        .calls
        .iter()
        .any(|it| it.on == commands::Target::Copy);
    let mut plan = of_rows(
        label,
        &[command],
        (source.as_ref(), Some(&place)),
        &groups,
        &has,
    );
    if copies && source.is_none() {
        for call in &mut plan.calls {
            let reads = call.spots.iter().any(|it| it.source.is_some())
                || matches!(call.operation, "HeadObject" | "GetObjectTagging");
            if reads {
                call.spots.clear();
            }
        }
        plan.notes
            .push("what is copied is not known: --source s3://BUCKET/KEY tells".to_string());
    }
    Ok(plan)
}

/// A bucket or object that was named beside the command
fn named(said: Option<&str>, command: &str) -> Result<Place, CommandError> {
    let Some(text) = said else {
        return Err(CommandError::NoResource {
            command: command.to_string(),
        });
    };
    if let Some(place) = Place::of_uri(text) {
        return place;
    }
    let path = text.strip_prefix("arn:aws:s3:::").unwrap_or(text);
    Place::of_path(path, text)
}

/// One object, where a key names it
fn single(source: Option<&Place>, destination: &Place) -> Vec<Group> {
    if destination.key.is_empty() {
        return Vec::new();
    }
    let from = source.unwrap_or(destination).key.clone();
    [Group {
        bytes: None,
        keys: [(from, destination.key.clone())].into(),
        is_open: false,
    }]
    .into()
}

fn find(client: &str, name: &str) -> Option<&'static Command> {
    commands::of_client(client).find(|it| it.names.contains(&name))
}

fn unknown(client: &str, name: &str, known: &[&'static str]) -> CommandError {
    let all: Vec<&'static str> = if known.is_empty() {
        commands::of_client(client)
            .flat_map(|it| it.names)
            .copied()
            .collect()
    } else {
        known.to_vec()
    };
    let near = nearest(name, all.iter().copied());
    CommandError::UnknownCommand {
        client: client.to_string(),
        name: name.to_string(),
        known: near.map_or(all, |it| alloc::vec![it]),
    }
}

fn of_rows(
    client: &'static str,
    commands: &[&'static Command],
    (source, destination): (Option<&Place>, Option<&Place>),
    groups: &[Group],
    has: &dyn Fn(&str) -> bool,
) -> Plan {
    let is_sized = groups.iter().all(|it| it.bytes.is_some());
    let ways = Ways::of(is_sized.then_some(false), Some(true));
    let name = commands.first().and_then(|it| it.names.first());
    let sends = |_: &'static str| Vec::new();
    let scene = Scene {
        name: name.copied().unwrap_or(""),
        source,
        destination,
        groups,
        ways,
        copies_properties: false,
        has,
        sends: &sends,
    };
    let all = commands.iter().flat_map(|it| rows::of_command(it, &scene));
    // Operations on an object are none where only a bucket is named.
    let calls: Vec<PlannedCall> = all.collect();
    let mut notes: Vec<String> = Vec::new();
    for command in commands {
        notes.extend(command.notes.iter().map(ToString::to_string));
        if !command.other_actions.is_empty() {
            notes.push(format!(
                "it also needs {}",
                command.other_actions.join(", ")
            ));
        }
    }
    notes.push(format!(
        "{client}: taken without settings of its own, such as ACLs, tags or encryption"
    ));
    Plan {
        client,
        form: commands.first().map_or("", |it| it.form).to_string(),
        evidence: commands.first().map_or(Evidence::Known, |it| it.evidence),
        calls,
        unread: Vec::new(),
        notes,
        is_anonymous: false,
        context: [("aws:SecureTransport".to_string(), "true".to_string())].into(),
        ways,
        is_dry_run: false,
        has_dry_run: false,
    }
}
