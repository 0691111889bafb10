//! The AWS CLI: its global options, and `aws s3`, `aws s3api`, `aws s3control`.

mod api;
mod files;
mod s3;
mod sends;

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_model::commands;
use why403_model::nearest::nearest;

use super::options::{self, Given};
use super::{CommandError, Local, Plan, Unread, Ways};

/// The operations that `aws` sends with these words behind it.
pub(super) fn plan(words: &[String], local: &Local) -> Result<Plan, CommandError> {
    let (service, before) = split(words)?;
    let (name, behind) = split(before.rest)?;
    let ahead: Vec<String> = before
        .options
        .iter()
        .chain(behind.options)
        .cloned()
        .collect();
    let mut plan = match service {
        "s3" => s3::plan(name, &ahead, behind.rest, local),
        "s3api" | "s3control" => api::plan(service, name, &ahead, behind.rest, local),
        _ => Err(CommandError::UnknownCommand {
            client: "aws".to_string(),
            name: service.to_string(),
            known: SERVICES.to_vec(),
        }),
    }?;
    plan.notes.dedup();
    Ok(plan)
}

/// The local paths that a plan depends on: what is uploaded
pub(super) fn local_paths(words: &[String]) -> Vec<String> {
    let found = || -> Result<Vec<String>, CommandError> {
        let (service, before) = split(words)?;
        let (name, behind) = split(before.rest)?;
        if service != "s3" || !["cp", "mv", "sync"].contains(&name) {
            return Ok(Vec::new());
        }
        let given = s3::read(name, &[], behind.rest)?;
        let first = given.words.into_iter().take(1);
        let is_local = |it: &String| !it.starts_with("s3://") && it != "-";
        Ok(first.filter(is_local).collect())
    };
    found().unwrap_or_default()
}

const SERVICES: &[&str] = &["s3", "s3api", "s3control"];

/// A command's name, and what stands around it
struct Around<'w> {
    options: &'w [String],
    rest: &'w [String],
}

/// The first word that is no option and no value of one
fn split(words: &[String]) -> Result<(&str, Around<'_>), CommandError> {
    let globals = commands::global_options();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let Some(option) = word.strip_prefix("--") else {
            let (options, rest) = words.split_at_checked(at).unwrap_or((&[], words));
            let rest = rest.get(1..).unwrap_or(&[]);
            return Ok((word, Around { options, rest }));
        };
        let name = option.split('=').next().unwrap_or(option);
        let takes_none = globals
            .iter()
            .any(|it| it.name == name && it.takes == commands::Takes::Nothing);
        at += if takes_none || option.contains('=') {
            1
        } else {
            2
        };
    }
    Err(CommandError::UnknownCommand {
        client: "aws".to_string(),
        name: String::new(),
        known: SERVICES.to_vec(),
    })
}

fn unknown(client: &str, name: &str, known: Vec<&'static str>) -> CommandError {
    let near = nearest(name, known.iter().copied());
    CommandError::UnknownCommand {
        client: client.to_string(),
        name: name.to_string(),
        known: near.map_or(known, |it| alloc::vec![it]),
    }
}

/// Which version of the client it is, where the environment or an option tells
fn is_second(given: &Given, local: &Local) -> Option<bool> {
    // Options that version 1 does not have.
    let is_of_second = [
        "copy-props",
        "no-cli-pager",
        "cli-auto-prompt",
        "cli-binary-format",
        "cli-input-yaml",
        "no-overwrite",
    ]
    .iter()
    .any(|it| given.has(it));
    let is_of_first = given.has("v2-debug");
    match (is_of_second, is_of_first) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        (false, false) => local.version.map(|it| it >= 2),
    }
}

/// What global options say of a plan
fn read_globals(given: &Given, plan: &mut Plan) {
    plan.is_anonymous = given.has("no-sign-request");
    if plan.is_anonymous {
        plan.notes.push(
            "--no-sign-request: the requests carry no credentials, so nobody in particular asks"
                .to_string(),
        );
    }
    if let Some(profile) = given.one("profile") {
        plan.notes.push(format!(
            "--profile {profile}: nobody looked whose credentials these are; \
             `aws sts get-caller-identity --profile {profile}` tells"
        ));
    }
    let is_plain = given
        .one("endpoint-url")
        .is_some_and(|it| it.starts_with("http://"));
    let secure = if is_plain { "false" } else { "true" };
    plan.context
        .push(("aws:SecureTransport".to_string(), secure.to_string()));
    if let Some(url) = given.one("endpoint-url") {
        read_endpoint(url, plan);
    }
}

/// What the address of an endpoint tells: the VPC endpoint that it belongs to, or that it is none
/// of AWS's.
///
/// Source: guide to AWS `PrivateLink`, "Access a service using an interface endpoint": names are
/// `bucket.vpce-ID-SUFFIX.s3.REGION.vpce.amazonaws.com`.
fn read_endpoint(url: &str, plan: &mut Plan) {
    let host = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = host.split(['/', ':']).next().unwrap_or(host);
    let is_aws = [".amazonaws.com", ".amazonaws.com.cn", ".api.aws"]
        .iter()
        .any(|it| host.ends_with(it));
    let endpoint = host
        .split('.')
        .find(|it| it.starts_with("vpce-"))
        .filter(|_| is_aws);
    if let Some(endpoint) = endpoint {
        let id: Vec<&str> = endpoint.splitn(3, '-').take(2).collect();
        plan.context
            .push(("aws:SourceVpce".to_string(), id.join("-")));
    } else if !is_aws {
        plan.notes.push(format!(
            "--endpoint-url: {host} is no address of AWS; it is answered as AWS would"
        ));
    }
}

/// The Region that a command names, or that of the environment
fn region<'a>(given: &'a Given, local: &'a Local) -> Option<&'a str> {
    given.one("region").or(local.region.as_deref())
}

/// Options that add neither an operation nor a permission
const ADD_NOTHING: &[&str] = &[
    "bucket-name-prefix",
    "bucket-region",
    "ca-bundle",
    "case-conflict",
    "cli-auto-prompt",
    "cli-binary-format",
    "cli-connect-timeout",
    "cli-read-timeout",
    "color",
    "debug",
    "exact-timestamps",
    "expected-size",
    "expires-in",
    "follow-symlinks",
    "force-glacier-transfer",
    "human-readable",
    "ignore-glacier-warnings",
    "max-items",
    "no-cli-auto-prompt",
    "no-cli-pager",
    "no-follow-symlinks",
    "no-guess-mime-type",
    "no-paginate",
    "no-progress",
    "no-verify-ssl",
    "only-show-errors",
    "output",
    "query",
    "quiet",
    "size-only",
    "starting-token",
    "summarize",
    "v2-debug",
];

/// Options that were given and that nobody looked at
fn unread(given: &Given, looked_at: &[&str]) -> Vec<Unread> {
    let is_open = |name: &str| !looked_at.contains(&name) && !ADD_NOTHING.contains(&name);
    let open = given.all().map(|(it, _)| it).filter(|it| is_open(it.name));
    open.map(|it| Unread {
        option: format!("--{}", it.name),
        why: UNREAD
            .iter()
            .find(|(name, _)| *name == it.name)
            .map_or("what it adds is not known", |(_, why)| why),
    })
    .collect()
}

#[rustfmt::skip] // One option a row, in columns.
const UNREAD: &[(&str, &str)] = &[
    ("cli-input-json",         "the file is not read: write its members as options"),
    ("cli-input-yaml",         "the file is not read: write its members as options"),
    ("validate-same-s3-paths", "it may also call GetAccessPoint, ListMultiRegionAccessPoints and GetCallerIdentity"),
    ("source-region",          "the Region of the source does not change who may read it"),
    ("no-overwrite",           "it may look at what is there, or send If-None-Match"),
    ("generate-cli-skeleton",  "with it nothing is sent"),
];

/// A plan without calls
fn empty(form: String, ways: Ways) -> Plan {
    Plan {
        client: "AWS CLI",
        form,
        evidence: commands::Evidence::Traced,
        calls: Vec::new(),
        unread: Vec::new(),
        notes: Vec::new(),
        is_anonymous: false,
        context: Vec::new(),
        ways,
        is_dry_run: false,
        has_dry_run: false,
    }
}

/// Options of a command, with those of the whole client
fn read(
    command: &str,
    ahead: &[String],
    words: &[String],
    own: &'static [commands::CliOption],
    common: &'static [commands::CliOption],
) -> Result<Given, CommandError> {
    let all: Vec<String> = ahead.iter().chain(words).cloned().collect();
    options::read(command, &all, &[own, common, commands::global_options()])
}
