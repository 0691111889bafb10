//! `aws s3api` and `aws s3control`: one operation a command, its options told by the API's model.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_model::commands::{self, Api, CliOption, Count, Evidence, Place as Slot, Takes};
use why403_model::json;
use why403_model::operations::{self, Part, ResourceKind};
use why403_model::request::Entry;

use super::super::options::Given;
use super::super::shown::hides;
use super::super::uri::Place;
use super::super::{Certainty, CommandError, Local, Plan, PlannedCall, Spot, Unread, Ways};
use super::{empty, read_globals, region, unknown, unread};

/// The operation that `aws SERVICE NAME` sends.
pub(super) fn plan(
    service: &str,
    name: &str,
    ahead: &[String],
    words: &[String],
    local: &Local,
) -> Result<Plan, CommandError> {
    let client = if service == "s3api" { "s3" } else { service };
    let of_client = || commands::api().iter().filter(|it| it.client == client);
    if let ("s3api", "wait", Some((waiter, rest))) = (service, name, words.split_first()) {
        return wait(waiter, ahead, rest, local);
    }
    let Some(api) = of_client().find(|it| it.command == name) else {
        let command = format!("aws {service}");
        let mut error = unknown(&command, name, of_client().map(|it| it.command).collect());
        if let CommandError::UnknownCommand { known, .. } = &mut error {
            // A list of all would help nobody.
            known.truncate(1);
        }
        return Err(error);
    };
    of_api(api, &format!("aws {service} {name}"), ahead, words, local)
}

fn of_api(
    api: &'static Api,
    command: &str,
    ahead: &[String],
    words: &[String],
    local: &Local,
) -> Result<Plan, CommandError> {
    let given = super::read(
        command,
        ahead,
        words,
        api.options,
        commands::common_options(),
    )?;
    if given.words.len() != api.positionals {
        let usage = match api.positionals {
            0 => "no word beside its options",
            _ => "one word beside its options: the file to write",
        };
        return Err(CommandError::WrongPaths {
            command: command.to_string(),
            usage,
        });
    }
    let mut sent = Vec::new();
    let mut unread = unread(&given, &LOOKED_AT);
    let is_own = |option: &str| api.options.iter().any(|it| it.name == option);
    unread.retain(|it| !is_own(it.option.trim_start_matches('-')));
    for (option, values) in given.all() {
        say(option, values, &mut sent, &mut unread);
    }
    if api.command.starts_with("list-")
        && let Some(size) = given.one("page-size")
    {
        sent.push((
            Part::Query,
            "max-keys".to_string(),
            Entry::One(size.to_string()),
        ));
    }
    let spots = spots(api, command, &given, region(&given, local))?;
    let mut plan = empty(format!("{command} …"), Ways::of(Some(false), None));
    plan.evidence = Evidence::Documented;
    plan.calls.push(PlannedCall {
        operation: api.operation,
        client: api.client,
        spots,
        below: None,
        sent,
        why: "it is the operation itself",
        count: if api.command.starts_with("list-") {
            Count::PerThousandKeys
        } else {
            Count::Once
        },
        certainty: Certainty::Sent,
        ways: Ways::ALL,
        when: Vec::new(),
        in_dry_run: false,
        evidence: Evidence::Documented,
    });
    plan.unread = unread;
    if given.has("generate-cli-skeleton") {
        plan.calls.clear();
    }
    read_globals(&given, &mut plan);
    Ok(plan)
}

const LOOKED_AT: [&str; 5] = [
    "endpoint-url",
    "no-sign-request",
    "page-size",
    "profile",
    "region",
];

/// A waiter asks one operation again and again
fn wait(
    waiter: &str,
    ahead: &[String],
    words: &[String],
    local: &Local,
) -> Result<Plan, CommandError> {
    const WAITERS: &[(&str, &str, &str)] = &[
        (
            "bucket-exists",
            "head-bucket",
            "a 403 counts as success: a wait that ends well proves no access",
        ),
        (
            "bucket-not-exists",
            "head-bucket",
            "only a 404 counts as success",
        ),
        (
            "object-exists",
            "head-object",
            "a 403 ends the wait with an error",
        ),
        (
            "object-not-exists",
            "head-object",
            "only a 404 counts as success: who may not s3:ListBucket gets a 403 instead",
        ),
    ];
    let names = WAITERS.iter().map(|(name, ..)| *name);
    let found = WAITERS.iter().find(|(name, ..)| *name == waiter);
    let Some((_, command, note)) = found else {
        return Err(unknown("aws s3api wait", waiter, names.collect()));
    };
    let mut all = commands::api().iter();
    let Some(api) = all.find(|it| it.command == *command && it.client == "s3") else {
        return Err(unknown("aws s3api", command, Vec::new()));
    };
    let mut plan = of_api(
        api,
        &format!("aws s3api wait {waiter}"),
        ahead,
        words,
        local,
    )?;
    for call in &mut plan.calls {
        call.count = Count::Polling;
    }
    plan.notes.push((*note).to_string());
    Ok(plan)
}

/// What one option says of the request
fn say(
    option: &CliOption,
    values: &[String],
    sent: &mut Vec<(Part, String, Entry)>,
    unread: &mut Vec<Unread>,
) {
    let is_no = option.takes == Takes::Nothing && option.name.starts_with("no-");
    let value = match option.takes {
        Takes::Nothing if is_no => "false".to_string(),
        Takes::Nothing => "true".to_string(),
        Takes::One | Takes::Two | Takes::Perhaps | Takes::Many => values.join(","),
    };
    let is_file = value.starts_with("file://") || value.starts_with("fileb://");
    let mut put = |part, name: &str, value: String| {
        // The content of a file is not known, and a secret is not told; that it is sent is.
        let entry = if is_file || hides(name) {
            Entry::Unknown
        } else {
            Entry::One(value)
        };
        sent.push((part, name.to_string(), entry));
    };
    match option.place {
        Slot::Query(name) => put(Part::Query, name, value),
        // What a copy reads is told beside, as is the address.
        Slot::Header("x-amz-copy-source") | Slot::Own | Slot::Path(_) | Slot::Headers(_) => {}
        Slot::Header(name) => put(Part::Header, name, value),
        Slot::Body(name) => sent.push((Part::Body, name.to_string(), Entry::One(value))),
        Slot::Members(name) => {
            sent.push((Part::Body, name.to_string(), Entry::One(String::new())));
            if is_file {
                unread.push(Unread {
                    option: format!("--{}", option.name),
                    why: "the file is not read: what its members add is not known",
                });
                for member in MEMBERS {
                    sent.push((Part::Body, (*member).to_string(), Entry::Unknown));
                }
            }
            for (member, value) in members(&value) {
                sent.push((Part::Body, member, Entry::One(value)));
            }
        }
    }
}

/// Members inside others that permissions depend on
const MEMBERS: &[&str] = &[
    "ETag",
    "EncryptionConfiguration",
    "IdentityCenterArn",
    "LocationConstraint",
    "OutputLocation",
    "Role",
    "Tags",
    "VersionId",
];

/// The members of a value, at any depth: of JSON, or of the CLI's shorthand `Name=value,…`
fn members(text: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    if text.trim_start().starts_with(['{', '[']) && !text.trim_start().starts_with("[{=") {
        let read = json::read(text);
        if let Some(root) = &read.node {
            of_node(root, &mut all);
            return all;
        }
    }
    of_shorthand(text, &mut all);
    all
}

fn of_node(node: &json::Node, all: &mut Vec<(String, String)>) {
    for member in node.members() {
        let value = member.value.scalar().unwrap_or("");
        all.push((member.name.clone(), value.to_string()));
        of_node(&member.value, all);
    }
    for element in node.elements() {
        of_node(element, all);
    }
}

fn of_shorthand(text: &str, all: &mut Vec<(String, String)>) {
    for part in text.split([',', '{', '[', ']', '}']) {
        if let Some((name, value)) = part.split_once('=') {
            let is_name =
                |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_alphanumeric());
            if is_name(name) {
                all.push((name.to_string(), value.to_string()));
            }
        }
    }
}

/// A part of the address: its option, and what was given
fn part<'g>(api: &Api, given: &'g Given, wire: &str) -> Option<(&'static str, Option<&'g str>)> {
    let mut options = api.options.iter();
    let option = options.find(|it| matches!(it.place, Slot::Path(name) if name == wire))?;
    Some((option.name, given.one(option.name)))
}

/// What the operation is called on
fn spots(
    api: &Api,
    command: &str,
    given: &Given,
    region: Option<&str>,
) -> Result<Vec<Spot>, CommandError> {
    let is_read = !given.has("cli-input-json") && !given.has("cli-input-yaml");
    if api.client == "s3"
        && let Some((option, bucket)) = part(api, given, "Bucket")
    {
        let Some(bucket) = bucket else {
            return missing(command, option, is_read);
        };
        let place = Place::of_path(bucket, bucket)?;
        let Some((option, key)) = part(api, given, "Key") else {
            let keys = keys_to_delete(api, given);
            let spots: Vec<Spot> = keys.iter().map(|key| spot(place.object(key))).collect();
            return Ok(if spots.is_empty() {
                [spot(place.bucket())].into()
            } else {
                spots
            });
        };
        let Some(key) = key else {
            return missing(command, option, is_read);
        };
        let source = given.one("copy-source").map(source);
        return Ok([Spot {
            resource: place.object(key),
            source,
        }]
        .into());
    }
    let found = of_control(api, given, region);
    Ok(found.into_iter().map(spot).collect())
}

fn spot(resource: String) -> Spot {
    Spot {
        resource,
        source: None,
    }
}

/// A parameter that is left out, unless a file that nobody reads may tell it
fn missing(command: &str, option: &'static str, is_read: bool) -> Result<Vec<Spot>, CommandError> {
    if !is_read {
        return Ok(Vec::new());
    }
    Err(CommandError::NoParameter {
        command: command.to_string(),
        option,
    })
}

/// The keys of `--delete`: each is judged alone
fn keys_to_delete(api: &Api, given: &Given) -> Vec<String> {
    if api.operation != "DeleteObjects" {
        return Vec::new();
    }
    let text = given.one("delete").unwrap_or("");
    let keys = members(text).into_iter().filter(|(name, _)| name == "Key");
    keys.map(|(_, value)| value).take(KEYS).collect()
}

/// A request to delete has at most so many keys
const KEYS: usize = 1000;

/// What `--copy-source` names. The CLI encodes it by itself, as was seen on the wire: what is typed
/// is the key as it is.
fn source(text: &str) -> String {
    if text.starts_with("arn:") {
        return text.to_string();
    }
    format!("s3://{}", text.trim_start_matches('/'))
}

/// The ARN of what an operation of S3 Control is called on, where its parameters tell
fn of_control(api: &Api, given: &Given, region: Option<&str>) -> Option<String> {
    let mut named = operations::named(api.operation);
    let operation = named.find(|it| it.client.id() == api.client)?;
    let kind = operation.actions.first()?.on;
    let part = |wire: &str| {
        let (_, value) = self::part(api, given, wire)?;
        value.map(ToString::to_string)
    };
    if let Some(arn) = part("ResourceArn") {
        return Some(arn);
    }
    if kind == ResourceKind::Any {
        return Some("*".to_string());
    }
    let given_arn = ["Name", "Bucket"].iter().find_map(|it| part(it));
    if let Some(arn) = given_arn.filter(|it| it.starts_with("arn:")) {
        return Some(arn);
    }
    let account = given.one("account-id");
    let arn = |service: &str, rest: String| {
        Some(format!("arn:aws:{service}:{}:{}:{rest}", region?, account?))
    };
    match kind {
        ResourceKind::AccessPoint => arn("s3", format!("accesspoint/{}", part("Name")?)),
        ResourceKind::ObjectLambdaAccessPoint => {
            arn("s3-object-lambda", format!("accesspoint/{}", part("Name")?))
        }
        ResourceKind::Job => arn("s3", format!("job/{}", part("JobId")?)),
        ResourceKind::StorageLensConfiguration => {
            arn("s3", format!("storage-lens/{}", part("ConfigId")?))
        }
        ResourceKind::StorageLensGroup => {
            arn("s3", format!("storage-lens-group/{}", part("Name")?))
        }
        ResourceKind::AccessGrantsInstance => arn("s3", "access-grants/default".to_string()),
        ResourceKind::AccessGrantsLocation => {
            let id = part("AccessGrantsLocationId")?;
            arn("s3", format!("access-grants/default/location/{id}"))
        }
        ResourceKind::AccessGrant => arn(
            "s3",
            format!("access-grants/default/grant/{}", part("AccessGrantId")?),
        ),
        _ => None,
    }
}
