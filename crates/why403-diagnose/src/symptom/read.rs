//! From a text to a symptom: every reader in turn, and what they tell put together.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{
    Source, Symptom, SymptomError, address, aws_message, client, codes, debug, flat, phrases,
    record, secret, service, shortened, xml,
};

/// What a text tells, in one of its forms; `None` where it does not have that form
type Reader = fn(&str) -> Option<Symptom>;

/// What an earlier reader told stays: AWS's own words come before those around them.
static READERS: &[Reader] = &[
    aws_message::read,
    xml::read,
    service::read,
    of_client,
    codes::read,
];

/// Words that say a request was refused, where the message says no more
const BARE: &[&str] = &[
    "accessdenied",
    "access denied",
    "access_denied",
    "access is denied",
    "forbidden",
    "not authorized",
    "unauthorized",
    "permission denied",
];

/// Reads a text: records of AWS, else the first denial in it, with all that the text says around it.
///
/// - Any text: on one line or many, escaped, quoted, coloured, of any length; linear in it.
/// - Secrets are taken out before anything else is read.
pub fn read(text: &str) -> Result<Symptom, SymptomError> {
    if let Some(found) = record::first_refusal(text) {
        return found;
    }
    let of_answer = |answer: &str| of_text(answer).ok();
    match debug::read(&secret::hidden(text), of_answer) {
        Some(found) => Ok(found),
        None => of_text(text),
    }
}

/// The line that phrasings are looked for in: secrets are hidden
pub(super) fn prepared(text: &str) -> String {
    secret::hidden(&flat::flattened(text))
}

/// Reads a text that is no record and no log of every step: the first denial in it
pub(super) fn of_text(text: &str) -> Result<Symptom, SymptomError> {
    let line = prepared(text);
    let mut parts: Vec<Symptom> = READERS.iter().filter_map(|it| it(&line)).collect();
    parts.push(ids(&line));
    // The sentences around an enhanced message are of another one.
    if parts.iter().all(|it| it.source != Source::AwsMessage) {
        parts.extend(of_phrase(&line));
    }
    if !parts.iter().any(is_refusal) && !is_bare(&line) {
        return Err(codes::not_denied(&line).unwrap_or(SymptomError::Unrecognized));
    }
    let mut symptom = Symptom::default();
    for part in parts {
        if !contradicts(&symptom, &part) {
            add(&mut symptom, part);
        }
    }
    symptom.message = match symptom.message.as_str() {
        "" => shortened(&line),
        _ => symptom.message,
    };
    if symptom.resource.is_none()
        && is_about_s3(&symptom)
        && let Some(address) = address::only_one_in(&line)
    {
        address.tell(&mut symptom);
    }
    // What a sentence means says more than what its code does.
    if !symptom.notes.iter().any(|it| phrases::is_note(it)) {
        let code = symptom.code.as_deref();
        let note = code.and_then(codes::note);
        symptom.notes.extend(note);
    }
    Ok(symptom)
}

/// Whether a part says, on its own, that a request was refused
fn is_refusal(part: &Symptom) -> bool {
    let code = part.code.as_deref();
    let is_of_refusal = |it: &str| match codes::known(it) {
        Some(row) => row.is_refusal(),
        // A client's own word, or a status
        None => !it.starts_with(['2', '3', '5']) && !["404", "409", "412", "429"].contains(&it),
    };
    match (code, part.status) {
        (Some(code), Some(status)) if codes::known(code).is_none() => {
            is_of_refusal(code) && matches!(status, 400 | 401 | 403 | 405)
        }
        (Some(code), _) => is_of_refusal(code),
        (None, Some(status)) => matches!(status, 401 | 403),
        (None, None) => {
            let is_told = part.client.is_some() || !part.notes.is_empty();
            part.action.is_some() || !part.denied_by.is_empty() || is_told
        }
    }
}

/// Whether a text has words of a refusal, and none of AWS's forms
fn is_bare(line: &str) -> bool {
    let lowered = line.to_ascii_lowercase();
    let is_word = |it: char| it.is_ascii_alphanumeric();
    let has_status = || {
        let mut places = lowered.match_indices("403");
        places.any(|(at, _)| {
            let before = lowered.get(..at).unwrap_or_default();
            let behind = lowered.get(at + 3..).unwrap_or_default();
            !before.ends_with(is_word) && !behind.starts_with(is_word)
        })
    };
    BARE.iter().any(|it| lowered.contains(it)) || has_status()
}

/// Whether a part speaks of another request than what is known
fn contradicts(known: &Symptom, part: &Symptom) -> bool {
    let differ =
        |a: &Option<String>, b: &Option<String>| matches!((a, b), (Some(a), Some(b)) if a != b);
    differ(&known.request_id, &part.request_id) || differ(&known.principal, &part.principal)
}

/// Adds what is not known yet.
fn add(known: &mut Symptom, part: Symptom) {
    fn fill<T>(known: &mut Option<T>, told: Option<T>) {
        *known = known.take().or(told);
    }
    known.source = match (known.source, part.source) {
        (Source::Bare, other) => other,
        // What a client makes of a document is the client's form.
        (Source::Xml, Source::Client) => Source::Client,
        (source, _) => source,
    };
    if known.message.is_empty() {
        known.message = part.message;
    }
    if is_about_s3(known) {
        fill(&mut known.resource, part.resource);
    }
    fill(&mut known.client, part.client);
    fill(&mut known.code, part.code);
    fill(&mut known.principal, part.principal);
    fill(&mut known.action, part.action);
    fill(&mut known.target, part.target);
    fill(&mut known.operation, part.operation);
    fill(&mut known.policy, part.policy);
    fill(&mut known.request_id, part.request_id);
    fill(&mut known.host_id, part.host_id);
    fill(&mut known.status, part.status);
    fill(&mut known.region, part.region);
    fill(&mut known.time, part.time);
    fill(&mut known.resource_account, part.resource_account);
    fill(&mut known.access_key, part.access_key);
    for (key, entry) in part.context {
        if !known.context.iter().any(|it| it.0 == key) {
            known.context.push((key, entry));
        }
    }
    for (place, name, entry) in part.sent {
        let mut sent = known.sent.iter();
        if !sent.any(|it| it.0 == place && it.1 == name) {
            known.sent.push((place, name, entry));
        }
    }
    for note in part.notes {
        if !known.notes.contains(&note) {
            known.notes.push(note);
        }
    }
    if known.denied_by.is_empty() {
        known.denied_by = part.denied_by;
    }
}

/// Whether what a client names can be what was refused: a key that S3 asked KMS for is none of it
fn is_about_s3(known: &Symptom) -> bool {
    let action = known.action.as_deref();
    action.is_none_or(|it| !it.starts_with("kms:"))
}

/// What the phrasings of clients tell; a client's form that tells of no refusal needs words of one
fn of_client(line: &str) -> Option<Symptom> {
    let told = client::read(line)?;
    let is_told = told.is_refusal || told.code.is_some() || told.status.is_some();
    (is_told || is_bare(line)).then(|| told.symptom())
}

/// What a sentence of AWS tells that is not the enhanced message
fn of_phrase(line: &str) -> Option<Symptom> {
    let row = phrases::first(&line.to_ascii_lowercase())?;
    Some(Symptom {
        principal: row.principal.map(String::from),
        notes: row.meaning.map(String::from).into_iter().collect(),
        denied_by: row.from.to_vec(),
        ..Symptom::default()
    })
}

/// The ids that AWS's support asks for, the status, and the Region, in the forms that many share
fn ids(line: &str) -> Symptom {
    let first = |labels: &[&str]| {
        let found = labels.iter().find_map(|it| super::after(line, it));
        let found = found.map(super::word);
        found
            .filter(|it| it.len() >= 3 && !["null", "undefined", "None"].contains(it))
            .map(ToString::to_string)
    };
    let status = first(&[
        "Status Code: ",
        "StatusCode: ",
        "status code: ",
        "Status code: ",
    ]);
    let region = super::after(line, "expecting '").and_then(|it| it.split('\'').next());
    Symptom {
        request_id: first(REQUEST_IDS),
        host_id: first(HOST_IDS),
        status: status.and_then(|it| it.parse().ok()),
        region: region.filter(|it| it.len() <= 32).map(String::from),
        ..Symptom::default()
    }
}

const REQUEST_IDS: &[&str] = &[
    "RequestId: ",
    "Request ID: ",
    "RequestID: ",
    "Request Id: ",
    "request id: ",
    "requestId: ",
    "x-amz-request-id: ",
    "\"RequestId\":\"",
    "\"RequestId\": \"",
];

const HOST_IDS: &[&str] = &[
    "Extended Request ID: ",
    "HostID: ",
    "HostId: ",
    "host id: ",
    "x-amz-id-2: ",
    "\"HostId\":\"",
    "\"HostId\": \"",
];
