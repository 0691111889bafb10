//! What a symptom tells of the request beyond who, what and on what: condition keys, time, owner,
//! the caller's ids; joined with what the flags say.
//!
//! Flags fill what a record lacks; where both speak of one key and differ, that is an error.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_model::arn::{AccountId, Arn};
use why403_model::known::Fact;
use why403_model::operations::{self, Client};
use why403_model::request::{Context, Entry, Found, Others, Principal, Request};
use why403_model::value::{FourDigits, Instant};
use why403_model::world::World;

use super::{Flags, QuestionError};
use crate::symptom::Symptom;

/// What flags and symptom say of condition keys
pub(super) fn context(flags: &Flags, symptom: Option<&Symptom>) -> Result<Context, QuestionError> {
    let mut context = said(flags);
    if let Some(symptom) = symptom {
        join(&mut context, &told(flags, symptom))?;
    }
    settle_way(&mut context);
    Ok(context)
}

/// What the flags say of condition keys; a key given twice is a list
#[must_use]
pub fn context_of(flags: &Flags) -> Context {
    let mut context = said(flags);
    settle_way(&mut context);
    context
}

fn said(flags: &Flags) -> Context {
    let mut context = Context::new(Others::Unknown);
    for (key, value) in &flags.context {
        let same = flags.context.iter().filter(|(it, _)| it == key);
        let mut values: Vec<String> = same.map(|(_, value)| value.clone()).collect();
        let entry = match values.len() {
            2.. => Entry::Many(values),
            _ => Entry::One(values.pop().unwrap_or_else(|| value.clone())),
        };
        context.set(key, entry);
    }
    for key in &flags.context_absent {
        context.set(key, Entry::Absent);
    }
    context
}

/// A request through an endpoint has the endpoint's keys, any other one its address.
fn settle_way(context: &mut Context) {
    let has = |context: &Context, key: &str| matches!(context.find(key), Found::One(_));
    if has(context, "aws:sourceip") {
        for key in ["aws:SourceVpce", "aws:SourceVpc", "aws:VpcSourceIp"] {
            context.set_if_unsaid(key, Entry::Absent);
        }
    } else if has(context, "aws:sourcevpce") {
        context.set_if_unsaid("aws:SourceIp", Entry::Absent);
    }
}

/// Adds what was told to what was said; both of one key have to agree.
fn join(said: &mut Context, told: &Context) -> Result<(), QuestionError> {
    for (key, entry) in told.entries() {
        if !said.is_said(key) {
            said.set(key, entry.clone());
            continue;
        }
        let found = said.entries().find(|(it, _)| *it == key);
        if let Some((_, found)) = found.filter(|(_, it)| !is_same(it, entry)) {
            return Err(QuestionError::Conflict {
                flag: "--context",
                said: shown(key, found),
                read: shown(key, entry),
            });
        }
    }
    Ok(())
}

fn is_same(said: &Entry, told: &Entry) -> bool {
    let instant = |entry: &Entry| match entry {
        Entry::One(text) => Instant::parse(text, FourDigits::Year),
        Entry::Many(_) | Entry::Absent | Entry::Unknown => None,
    };
    let instants = instant(said).zip(instant(told));
    said == told || instants.is_some_and(|(said, told)| said == told)
}

fn shown(key: &str, entry: &Entry) -> String {
    match entry {
        Entry::One(value) => format!("{key}={value}"),
        Entry::Many(values) => format!("{key}={}", values.join(", ")),
        Entry::Absent => format!("no {key}"),
        Entry::Unknown => format!("{key} unknown"),
    }
}

/// The condition keys that a symptom tells, with those of its time
fn told(flags: &Flags, symptom: &Symptom) -> Context {
    let mut context = Context::new(Others::Unknown);
    for (key, entry) in &symptom.context {
        context.set(key, entry.clone());
    }
    let time = symptom.time.as_deref();
    if let Some(instant) = time.and_then(|it| Instant::parse(it, FourDigits::Year)) {
        let text = time.unwrap_or_default();
        context.set_if_unsaid("aws:CurrentTime", Entry::One(text.to_string()));
        let seconds = instant.milliseconds().div_euclid(1_000);
        context.set_if_unsaid("aws:EpochTime", Entry::One(seconds.to_string()));
    }
    // Who names the operation asks about the call itself, and about the key with it.
    if flags.operation.is_some() {
        return context;
    }
    if is_inner(symptom) {
        return of_inner_call(&context, symptom.region.as_deref());
    }
    let Some(key) = key_of_call(symptom) else {
        return context;
    };
    let mut inner = of_inner_call(&context, region_of(&key));
    // What a client prints tells nothing of its network: what somebody says of it stays.
    for (key, entry) in said(flags).entries() {
        if inner.is_said(key) {
            inner.set(key, entry.clone());
        }
    }
    inner
}

/// The key that S3 asked for, by a client that called S3 and was told that KMS refused.
///
/// S3 says so of general purpose buckets only, whose keys are in their Region; of directory buckets
/// it says no more than access denied. Source: `spec/s3.md` A.6, C.8.
fn key_of_call(symptom: &Symptom) -> Option<Arn> {
    let asks_kms = symptom.action.as_ref()?.starts_with("kms:");
    let mut called = operations::named(symptom.operation.as_deref()?).peekable();
    let calls_s3 = called.peek().is_some() && called.all(|it| it.client == Client::S3);
    let key = Arn::parse(symptom.resource.as_ref()?).ok()?;
    (asks_kms && calls_s3 && key.service() == "kms").then_some(key)
}

/// The Region of a key, where the name that S3 has there is known
fn region_of(key: &Arn) -> Option<&str> {
    (key.partition() != "aws-cn").then(|| key.region())
}

/// Whether a record of a call to S3 is about what S3 asked KMS for, and names the key
pub(super) fn is_inner(symptom: &Symptom) -> bool {
    let of = |arn: Option<&String>| Arn::parse(arn?).ok();
    let asks_kms = symptom
        .action
        .as_ref()
        .is_some_and(|it| it.starts_with("kms:"));
    let is_s3 = of(symptom.target.as_ref()).is_some_and(|it| it.service() == "s3");
    let names_key = of(symptom.resource.as_ref()).is_some_and(|it| it.service() == "kms");
    asks_kms && is_s3 && names_key
}

/// The keys of the call that S3 makes to KMS: the caller's session, without the caller's network
///
/// Source: `spec/iam.md` X5, D.1; `spec/s3.md` E.
fn of_inner_call(outer: &Context, region: Option<&str>) -> Context {
    let mut inner = Context::new(Others::Unknown);
    let drops = |key: &str| {
        let network = [
            "aws:sourceip",
            "aws:useragent",
            "aws:referer",
            "aws:securetransport",
        ];
        let via = key.starts_with("aws:calledvia") || key == "aws:viaawsservice";
        key.starts_with("s3:") || via || network.contains(&key)
    };
    for (key, entry) in outer.entries().filter(|(key, _)| !drops(key)) {
        inner.set(key, entry.clone());
    }
    for key in ["aws:SourceVpce", "aws:SourceVpc", "aws:VpcSourceIp"] {
        inner.set(key, Entry::Absent);
    }
    inner.set("aws:ViaAWSService", Entry::One("true".to_string()));
    inner.set(
        "kms:EncryptionContextKeys",
        Entry::Many(alloc::vec!["aws:s3:arn".to_string()]),
    );
    if let Some(region) = region {
        let via = format!("s3.{region}.amazonaws.com");
        inner.set("kms:ViaService", Entry::One(via));
    }
    inner
}

/// The one value that a symptom tells of a key
fn value<'s>(symptom: &'s Symptom, key: &str) -> Option<&'s str> {
    let mut all = symptom.context.iter();
    let (_, entry) = all.find(|(it, _)| it.eq_ignore_ascii_case(key))?;
    match entry {
        Entry::One(value) => Some(value),
        Entry::Many(_) | Entry::Absent | Entry::Unknown => None,
    }
}

/// The caller's immutable id in a record, and the session's name behind it
fn id(symptom: &Symptom) -> Option<(&str, Option<&str>)> {
    let text = value(symptom, "aws:userid")?;
    Some(match text.split_once(':') {
        Some((id, session)) => (id, Some(session)),
        None => (text, None),
    })
}

/// The ARN of a caller of whom a record tells only the id, where the world has that id
pub(super) fn caller_of_id(symptom: &Symptom, world: &World) -> Option<String> {
    let (id, session) = id(symptom)?;
    world.accounts.values().find_map(|account| {
        let mut roles = account.iam.roles.iter();
        let role = roles.find(|(_, it)| it.id.as_deref() == Some(id));
        if let (Some((name, role)), Some(session)) = (role, session) {
            let partition = role.arn.partition();
            let account = &account.id;
            return Some(format!(
                "arn:{partition}:sts::{account}:assumed-role/{name}/{session}"
            ));
        }
        let mut users = account.iam.users.values();
        let user = users.find(|it| it.id.as_deref() == Some(id));
        user.map(|it| it.arn.to_string())
    })
}

/// The account of a caller of whom a record tells no more
pub(super) fn caller_account(symptom: &Symptom) -> Option<&str> {
    value(symptom, "aws:PrincipalAccount")
}

/// The caller with what the record tells of it: the role's path, the id at the time
pub(super) fn completed(mut principal: Principal, symptom: Option<&Symptom>) -> Principal {
    let Some(symptom) = symptom else {
        return principal;
    };
    let told = id(symptom).map(|(id, _)| id.to_string());
    let kind = match &mut principal {
        Principal::RoleSession { role, role_arn, .. } => {
            let arn = value(symptom, "aws:PrincipalArn");
            let arn = arn.and_then(|it| Arn::parse(it).ok());
            *role_arn = role_arn.take().or(arn.filter(|it| it.name() == *role));
            "AROA"
        }
        Principal::User { .. } => "AIDA",
        _ => return principal,
    };
    if let (Some(place), Some(told)) = (principal.id_mut(), told)
        && told.starts_with(kind)
    {
        *place = Some(told);
    }
    principal
}

/// That the world's role or user is not the one of the record: it was made again since.
pub(crate) fn recreated(symptom: &Symptom, principal: &Principal, world: &World) -> Option<String> {
    let (id, _) = id(symptom)?;
    let account = world.accounts.get(&principal.account()?)?;
    let (kind, name, found) = match principal {
        Principal::RoleSession { role, .. } => (
            "role",
            role.as_str(),
            account.iam.roles.get(role)?.id.as_ref()?,
        ),
        Principal::User { arn, .. } => {
            let found = account.iam.users.get(arn.name())?;
            ("user", arn.name(), found.id.as_ref()?)
        }
        _ => return None,
    };
    let is_other = found != id && (id.starts_with("AROA") || id.starts_with("AIDA"));
    is_other.then(|| {
        format!(
            "{kind} {name} had the id {id} at the request and has {found} in this world: it was \
             deleted and made again"
        )
    })
}

/// Fills the owner of a bucket of which the world knows nothing.
pub(super) fn fill_owner(request: &mut Request, symptom: Option<&Symptom>) {
    if let (Fact::Unknown(_), Some(account)) = (&request.resource_owner, owner(request, symptom)) {
        request.resource_owner = Fact::Known(account);
    }
}

/// The account that owns the request's bucket, by the record
fn owner(request: &Request, symptom: Option<&Symptom>) -> Option<AccountId> {
    let arn = Arn::parse(&request.resource).ok()?;
    arn.s3_bucket()?;
    AccountId::parse(symptom?.resource_account.as_deref()?)
}

/// Why a record cannot be of this world: the bucket has another owner
pub(crate) fn foreign(request: &Request, symptom: &Symptom) -> Option<String> {
    let told = owner(request, Some(symptom))?;
    let Fact::Known(found) = &request.resource_owner else {
        return None;
    };
    let bucket = Arn::parse(&request.resource).ok()?;
    let bucket = bucket.s3_bucket()?;
    (told != *found).then(|| {
        format!("by the record bucket {bucket} belongs to account {told}, in this world to {found}")
    })
}
