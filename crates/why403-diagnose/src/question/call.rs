//! Which operation was called, and how: from `--operation` and its flags, or from the symptom.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::truth::Truth;
use why403_model::arn::Arn;
use why403_model::facts;
use why403_model::operations::{self, Effect, Operation, Part, ResourceKind};
use why403_model::request::{Action, Context, Entry, Found, Input, Others, Principal, Request};
use why403_model::world::World;
use why403_model::world::percent::decoded;

use super::{Flags, QuestionError, arn_of, malformed, owner, told};
use crate::operation::{Call, Sent, Source, expand};
use crate::symptom::Symptom;

/// The operations that flags or symptom name: one, or those of several clients with that name;
/// none where an action is asked about.
///
/// What a symptom's client called counts only where nobody names an action: a message that does
/// says more exactly what was denied.
pub(super) fn named(
    flags: &Flags,
    symptom: Option<&Symptom>,
) -> Result<Vec<&'static Operation>, QuestionError> {
    let read = symptom.and_then(|it| it.operation.as_deref());
    let Some(said) = flags.operation.as_deref() else {
        let is_told = symptom
            .is_some_and(|it| it.action.is_some() && !is_missing(flags, it) && !is_recorded(it));
        let is_action = flags.action.is_some() || is_told;
        let name = read.filter(|_| !is_action);
        return Ok(name.into_iter().flat_map(operations::named).collect());
    };
    let found = of_name(said)?;
    match read {
        Some(read) if !found.iter().any(|it| it.name.eq_ignore_ascii_case(read)) => {
            Err(QuestionError::Conflict {
                flag: "--operation",
                said: said.to_string(),
                read: read.to_string(),
            })
        }
        Some(_) | None => Ok(found),
    }
}

/// Whether a record tells the call itself, of which its message names one permission only.
///
/// Of a key that S3 asked for, the message names the key, which the call does not.
fn is_recorded(symptom: &Symptom) -> bool {
    symptom.target.is_some() && symptom.operation.is_some() && !told::is_inner(symptom)
}

/// The call, unless it was read off a record and does not ask for what the record says was refused.
pub(super) fn meant(
    found: Result<Call, QuestionError>,
    flags: &Flags,
    symptom: Option<&Symptom>,
    world: &World,
) -> Result<Option<Call>, QuestionError> {
    let recorded =
        symptom.filter(|it| flags.operation.is_none() && is_recorded(it) && !it.tells_of_missing());
    let refused = recorded.and_then(|it| it.action.as_deref());
    let mut call = match (found, refused) {
        (Ok(call), _) => call,
        (Err(_), Some(_)) => return Ok(None),
        (Err(problem), None) => return Err(problem),
    };
    let asks = |action: &str| {
        let all = expand(&call, world);
        all.iter().any(|it| it.action.is(action))
    };
    if !refused.is_none_or(asks) {
        return Ok(None);
    }
    told::fill_owner(&mut call.request, symptom);
    Ok(Some(call))
}

/// Whether the flags name the object of whose absence the symptom tells: its message has only the
/// bucket
fn is_missing(flags: &Flags, symptom: &Symptom) -> bool {
    let said = flags.resource.as_deref().map(|it| versioned(it).0);
    let said = said.and_then(|it| Arn::parse(&arn_of(it).ok()?).ok());
    let read = symptom.resource.as_deref();
    let read = read.and_then(|it| Arn::parse(it).ok());
    match (said, read) {
        (Some(said), Some(read)) => {
            let has_key = said.s3_key().is_some_and(|it| !it.is_empty());
            symptom.tells_of_missing() && has_key && said.s3_bucket() == read.s3_bucket()
        }
        (_, _) => false,
    }
}

/// The operations of a name, which may be told by its client: `s3control:GetBucketPolicy`
fn of_name(said: &str) -> Result<Vec<&'static Operation>, QuestionError> {
    let (client, name) = said
        .split_once(':')
        .map_or((None, said), |(client, name)| (Some(client), name));
    if let Some(action) = client.and_then(|it| facts::action(it, name)) {
        let action = action.to_string();
        return Err(QuestionError::ActionForOperation {
            operation: asking_for(&action),
            action,
        });
    }
    let is_of_client = |it: &&Operation| client.is_none_or(|client| it.client.id() == client);
    let found: Vec<_> = operations::named(name).filter(is_of_client).collect();
    if found.is_empty() {
        return Err(QuestionError::NoSuchOperation {
            name: said.to_string(),
            nearest: operations::nearest_operation(name),
        });
    }
    Ok(found)
}

/// The operation that asks for an action: the one of that name, else the first that does the same
/// to a thing as its name says, else the first
fn asking_for(action: &str) -> Option<&'static str> {
    let own = action.split_once(':').map_or("", |(_, name)| name);
    let asks = |it: &&Operation| {
        let mut rows = it.actions.iter();
        rows.any(|row| row.action == action && row.effect == Effect::Required)
    };
    let of_name = operations::named(own).find(asks);
    let all = || operations::all().iter().filter(asks);
    let found = of_name
        .or_else(|| all().find(|it| verb(it.name) == verb(own)))
        .or_else(|| all().next());
    found.map(|it| it.name)
}

/// The first word of a name: `List` of `ListObjectsV2`
fn verb(name: &str) -> &str {
    let second = name
        .char_indices()
        .skip(1)
        .find(|(_, it)| it.is_uppercase());
    second.map_or(name, |(at, _)| name.get(..at).unwrap_or(name))
}

/// The call of one of the operations, as flags and symptom tell it.
pub(super) fn read(
    candidates: &[&'static Operation],
    flags: &Flags,
    symptom: Option<&Symptom>,
    principal: &Principal,
    context: &Context,
    world: &World,
) -> Result<Call, QuestionError> {
    let (target, version) = match flags.resource.as_deref() {
        Some(text) => {
            let (place, version) = versioned(text);
            (Some(arn_of(place)?), version)
        }
        None => (None, None),
    };
    let is_said = target.is_some();
    let recorded = symptom.and_then(|it| it.target.clone());
    if let (Some(said), Some(read)) = (&target, &recorded)
        && said != read
    {
        return Err(conflict("--resource", said, read));
    }
    let target = target.or(recorded).or_else(|| told_by(symptom));
    let mut sent = Sent::new(if flags.only_sent {
        Others::Absent
    } else {
        Others::Unknown
    });
    for (part, name, value) in &flags.sent {
        sent.say(*part, name, Entry::One(value.clone()));
    }
    if let Some(version) = version {
        sent.say(Part::Query, "versionId", Entry::One(version));
    }
    for (part, name, entry) in symptom.into_iter().flat_map(|it| &it.sent) {
        learn(&mut sent, *part, name, entry)?;
    }
    sent.learn(context);
    // Who names an object, and no version of it, means the current one.
    if is_said && sent.find(Part::Query, "versionId") == Found::Unknown {
        sent.say(Part::Query, "versionId", Entry::Absent);
    }
    let source = source(flags, &sent)?;
    let calls: Result<Vec<Call>, QuestionError> = candidates
        .iter()
        .map(|operation| {
            let resource = match &target {
                Some(target) => target.clone(),
                None if needs_target(operation) => return Err(missing()),
                None => "*".to_string(),
            };
            let request = Request {
                principal: principal.clone(),
                action: first_action(operation, &resource)?,
                resource_owner: owner(world, &resource, principal),
                resource,
                context: context.clone(),
                input: Input::unsaid(),
            };
            Ok(Call {
                operation,
                request,
                source: source.clone(),
                sent: sent.clone(),
                states: BTreeMap::new(),
            })
        })
        .collect();
    let mut calls = calls.or_else(|problem| {
        // The one of several that needs no resource is meant where none is named.
        let alone = candidates.iter().find(|it| !needs_target(it));
        match (candidates.len(), alone) {
            (2.., Some(alone)) => {
                read(&[alone], flags, symptom, principal, context, world).map(|it| alloc::vec![it])
            }
            (_, _) => Err(problem),
        }
    })?;
    let best = calls.iter().position(|it| fits(it, world)).unwrap_or(0);
    if best >= calls.len() {
        return Err(missing());
    }
    let call = calls.swap_remove(best);
    checked(call, flags, world)
}

/// Adds what a record says was sent to what the flags say; both have to agree.
fn learn(sent: &mut Sent, part: Part, name: &str, entry: &Entry) -> Result<(), QuestionError> {
    let found = match sent.find(part, name) {
        Found::One(value) => Some(value.to_string()),
        Found::Many(_) | Found::Absent | Found::Unknown => None,
    };
    let read = match entry {
        Entry::One(value) => format!("{name}={value}"),
        Entry::Many(_) | Entry::Absent | Entry::Unknown => format!("no {name}"),
    };
    match found.map(|it| format!("{name}={it}")) {
        Some(said) if said != read => {
            let flag = if part == Part::Header {
                "--header"
            } else {
                "--param"
            };
            Err(conflict(flag, &said, &read))
        }
        Some(_) | None => {
            sent.say(part, name, entry.clone());
            Ok(())
        }
    }
}

fn conflict(flag: &'static str, said: &str, read: &str) -> QuestionError {
    QuestionError::Conflict {
        flag,
        said: said.to_string(),
        read: read.to_string(),
    }
}

/// A call that can be answered
fn checked(call: Call, flags: &Flags, world: &World) -> Result<Call, QuestionError> {
    let operation = call.operation;
    let kinds = || operation.actions.iter().map(|it| it.on);
    let copies = kinds().any(|it| it == ResourceKind::SourceObject);
    if let (Some(source), false) = (&flags.source, copies) {
        let help = format!("{} copies nothing: leave --source out", operation.name);
        return Err(malformed(source, "part of this call", &help));
    }
    let takes_key = operation
        .http
        .as_ref()
        .is_some_and(|it| it.path.contains("{Key+}"));
    let is_bucket = Arn::parse(&call.request.resource)
        .is_ok_and(|arn| arn.s3_bucket().is_some() && arn.s3_key().is_none_or(str::is_empty));
    if takes_key && is_bucket {
        let help = format!(
            "{} is called on an object: write s3://BUCKET/KEY",
            operation.name
        );
        return Err(malformed(&call.request.resource, "object", &help));
    }
    if expand(&call, world).is_empty() {
        // The notes of an operation that other buckets have are about these.
        let notes = operation.notes.first().copied();
        return Err(QuestionError::NothingAuthorized {
            operation: operation.name,
            resource: call.request.resource,
            note: notes.filter(|_| operation.actions.is_empty()),
        });
    }
    Ok(call)
}

/// Whether all that is certainly asked for has a resource
fn fits(call: &Call, world: &World) -> bool {
    expand(call, world)
        .iter()
        .filter(|it| it.needed == Truth::Yes && it.effect == Effect::Required && it.key.is_none())
        .all(|it| it.on.arn().is_some())
}

fn needs_target(operation: &Operation) -> bool {
    operation
        .actions
        .iter()
        .any(|it| it.on != ResourceKind::Any)
}

fn missing() -> QuestionError {
    let super::Field { what, flag } = super::RESOURCE;
    QuestionError::Missing { what, flag }
}

/// The action that stands for the operation where one name is wanted
fn first_action(operation: &Operation, resource: &str) -> Result<Action, QuestionError> {
    let own = operation.actions.iter().map(|it| it.action);
    let name = own
        .chain(operation.directory.iter().map(|it| it.action))
        .next();
    let action = name.and_then(Action::parse);
    action.ok_or_else(|| QuestionError::NothingAuthorized {
        operation: operation.name,
        resource: resource.to_string(),
        note: operation.notes.first().copied(),
    })
}

/// What the symptom says the call was on; a key that S3 used is not it
fn told_by(symptom: Option<&Symptom>) -> Option<String> {
    let told = symptom?.resource.clone()?;
    let is_key = Arn::parse(&told).is_ok_and(|it| it.service() == "kms");
    (!is_key).then_some(told)
}

/// An object's URI or ARN, and the version behind `?versionId=`
pub(super) fn versioned(text: &str) -> (&str, Option<String>) {
    match text.rsplit_once("?versionId=") {
        Some((place, version)) if !version.is_empty() => (place, Some(version.to_string())),
        Some(_) | None => (text, None),
    }
}

/// What a copy reads: the flag, or the header that names it
fn source(flags: &Flags, sent: &Sent) -> Result<Option<Source>, QuestionError> {
    let header = sent.one(Part::Header, "x-amz-copy-source");
    let header = header.map(|it| format!("s3://{}", it.trim_start_matches('/')));
    // In the header the key is URL-encoded, in the flag it is not.
    let (text, is_encoded) = match (&flags.source, header) {
        (Some(text), _) => (text.clone(), false),
        (None, Some(text)) => (text, true),
        (None, None) => return Ok(None),
    };
    let (place, version_id) = versioned(&text);
    let place = match decoded(place).filter(|_| is_encoded) {
        Some(decoded) => decoded,
        None => place.to_string(),
    };
    let wrong = || malformed(&text, "object", "write --source s3://BUCKET/KEY");
    let object = Arn::parse(&arn_of(&place)?).map_err(|_| wrong())?;
    Ok(Some(Source { object, version_id }))
}
