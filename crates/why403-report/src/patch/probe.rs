//! Requests that confirm a fix, as commands of the AWS CLI.

use why403_diagnose::fix::Confirmation;
use why403_diagnose::fix::confirm::{After, Probe};
use why403_diagnose::operation::Call;
use why403_model::arn::Arn;
use why403_model::commands::{self, Api, Place, Takes};
use why403_model::operations::Part;
use why403_model::request::{Found, Principal};
use why403_model::shell::{self, quoted};

/// The commands of a probe, one a line; `None` where the AWS CLI cannot send just that.
#[must_use]
pub fn commands(probe: &Probe) -> Option<Vec<String>> {
    match probe.after {
        After::Nothing | After::HeadOnly => Some(vec![format!("aws {}", sent(&probe.call)?)]),
        After::Abort => {
            let begun = format!("aws {} --query UploadId --output text", sent(&probe.call)?);
            Some(vec![format!("id=$({begun})"), abort(&probe.call)?])
        }
    }
}

/// Whom it takes to send it, as a test of `get-caller-identity`: account and a pattern of the
/// whole ARN, since a role of the same name is in many accounts
fn caller(principal: &Principal) -> Option<(String, String)> {
    let account = principal.account()?.to_string();
    let pattern = match principal {
        Principal::RoleSession {
            partition, role, ..
        } => {
            let sessions = format!("arn:{partition}:sts::{account}:assumed-role/{role}/");
            format!("{}*", quoted(&sessions))
        }
        Principal::User { arn, .. }
        | Principal::FederatedUser { arn }
        | Principal::Root { arn } => quoted(arn.as_str()),
        Principal::Anonymous
        | Principal::Service { .. }
        | Principal::Federated { .. }
        | Principal::Unstated => return None,
    };
    Some((account, pattern))
}

/// Whether a HEAD is all that is sent
#[must_use]
pub(crate) fn is_head(probes: &[Probe]) -> bool {
    probes.iter().any(|it| it.after == After::HeadOnly)
}

/// What a HEAD does not show, in a sentence
pub(crate) const HEAD: &str = "A HEAD asks for no key: to read the object may still be denied.";

fn warning(probes: &[Probe]) -> &'static str {
    if is_head(probes) {
        HEAD
    } else {
        "A HEAD or a dry run would prove nothing."
    }
}

/// The script that confirms; `None` where no command does
pub(super) fn script(confirmation: &Confirmation, principal: &Principal) -> Option<String> {
    let Confirmation::Send(probes) = confirmation else {
        return None;
    };
    let (account, pattern) = caller(principal)?;
    let mut lines = vec![
        "#!/usr/bin/env bash".to_string(),
        "# Sends the checks that were denied, by calls that change nothing. Run it as the caller"
            .to_string(),
        format!("# that was denied: --profile NAME. {}", warning(probes)),
        "set -euo pipefail".to_string(),
        "profile=${PROFILE:-}".to_string(),
        "if [ \"${1:-}\" = --profile ]; then profile=${2:?--profile needs a name}; fi".to_string(),
        "aws() { command aws ${profile:+--profile \"$profile\"} \"$@\"; }".to_string(),
        "who=$(aws sts get-caller-identity --query Arn --output text)".to_string(),
        format!("case $who in"),
        format!("  {pattern}) ;;"),
        format!(
            "  *) printf '%s\\n' \"these are credentials of $who; it takes those of the denied caller of account {account}\" >&2; exit 1 ;;"
        ),
        "esac".to_string(),
    ];
    for probe in probes {
        lines.extend(commands(probe)?);
    }
    lines.push("printf 'confirmed\\n'".to_string());
    Some(lines.join("\n") + "\n")
}

/// `s3api get-object --bucket …`: everything that the call sends, and nothing else
fn sent(call: &Call) -> Option<String> {
    let client = call.operation.client.id();
    let mut all = commands::api().iter();
    let api = all.find(|it| it.operation == call.operation.name && it.client == client)?;
    let service = match client {
        "s3" => "s3api",
        other => other,
    };
    let mut values = place(call, api)?;
    let mut switches = Vec::new();
    for (part, name) in call.sent.said() {
        let value = match call.sent.find(part, name) {
            Found::One(value) => value,
            // Which of several is meant, or how they are joined, no option says.
            Found::Many(_) => return None,
            Found::Absent | Found::Unknown => continue,
        };
        match option(api, part, name, value)? {
            (option, true) => values.push((option.to_string(), value.to_string())),
            (option, false) => switches.push(format!("--{option}")),
        }
    }
    let mut words = vec![format!("{service} {}", api.command)];
    words.extend(written(api, &values)?);
    words.extend(switches);
    if api.positionals > 0 {
        words.push("/dev/null".to_string());
    }
    Some(words.join(" "))
}

fn abort(call: &Call) -> Option<String> {
    let mut all = commands::api().iter();
    let api = all.find(|it| it.operation == "AbortMultipartUpload")?;
    let mut values = place(call, api)?;
    for name in ["x-amz-request-payer", "x-amz-expected-bucket-owner"] {
        if let Some(value) = call.sent.one(Part::Header, name) {
            let option = name.trim_start_matches("x-amz-");
            values.push((option.to_string(), value.to_string()));
        }
    }
    let mut words = vec!["aws s3api abort-multipart-upload".to_string()];
    words.extend(written(api, &values)?);
    words.push("--upload-id \"$id\"".to_string());
    Some(words.join(" "))
}

/// Options with their values; `None` where the CLI would read a value in another way than it is,
/// and the command has no option that keeps it from that: such as writes an answer to a file
fn written(api: &Api, values: &[(String, String)]) -> Option<Vec<String>> {
    if api.positionals == 0 {
        let values: Vec<(&str, &str)> = values
            .iter()
            .map(|(a, b)| (a.as_str(), b.as_str()))
            .collect();
        return Some(shell::options(&values));
    }
    let all = values.iter();
    all.map(|(option, value)| (!shell::is_read(value)).then(|| shell::option(option, value)))
        .collect()
}

/// The options for what the call is about; `None` where the command has none for it
fn place(call: &Call, api: &Api) -> Option<Vec<(String, String)>> {
    let has = |name: &str| api.options.iter().any(|it| it.name == name);
    if !has("bucket") {
        // The command is about no bucket: it lists all of them.
        return Some(Vec::new());
    }
    let arn = Arn::parse(&call.request.resource).ok()?;
    let (bucket, key) = match arn.s3_bucket() {
        Some(bucket) => (bucket.to_string(), arn.s3_key()),
        None => match arn.as_str().split_once("/object/") {
            Some((point, key)) => (point.to_string(), Some(key)),
            None => (arn.to_string(), None),
        },
    };
    let mut values = vec![("bucket".to_string(), bucket)];
    match (key, has("key")) {
        (Some(key), true) => values.push(("key".to_string(), key.to_string())),
        (None, false) => {}
        (Some(_), false) | (None, true) => return None,
    }
    Some(values)
}

/// The option that sends a header or parameter, and whether it takes the value; `None` for none
fn option(api: &Api, part: Part, name: &str, value: &str) -> Option<(&'static str, bool)> {
    // Keys that the client holds are secrets, which no command shows.
    if name.contains("customer-key") {
        return None;
    }
    let mut options = api.options.iter();
    let found = options.find(|it| match (part, it.place) {
        (Part::Header, Place::Header(own)) => own.eq_ignore_ascii_case(name),
        (Part::Query, Place::Query(own)) | (Part::Body, Place::Body(own)) => own == name,
        (_, _) => false,
    })?;
    match found.takes {
        Takes::One => Some((found.name, true)),
        Takes::Nothing if value.eq_ignore_ascii_case("true") => Some((found.name, false)),
        Takes::Nothing | Takes::Two | Takes::Perhaps | Takes::Many => None,
    }
}
