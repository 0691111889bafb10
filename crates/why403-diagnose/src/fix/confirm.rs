//! The requests that show on AWS that a fix worked: the very checks that were denied, sent by the
//! same caller, by calls that change nothing.
//!
//! A HEAD asks for no `kms:Decrypt`, and a dry run sends no write: neither proves a read or a
//! write. What is proposed here was evaluated: on the world as it is, it is denied for every check
//! that was denied; with the fix made, nothing denies it for certain. `docs/confirm.md` says more.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::resolve::Assume;
use why403_engine::truth::Truth;
use why403_model::arn::Arn;
use why403_model::operations::{self, Client, Effect, Operation, Part};
use why403_model::request::{Action, Context, Entry, Found, Input, Others, Principal, Request};
use why403_model::world::{Encryption, World};

use super::request::{RequestEdit, changed};
use super::verify::{Fix, VerifiedFix, tried};
use crate::cause::Certainty;
use crate::checks;
use crate::diagnosis::{Diagnosis, Overall, diagnose};
use crate::operation::{Call, Sent};
use crate::question::{Question, owner};

/// How a fix is confirmed
#[derive(Clone, Debug)]
pub enum Confirmation {
    /// These are sent, in this order, by the caller that was denied
    Send(Vec<Probe>),
    /// No call that changes nothing asks for this
    OnlyByDoing {
        /// The actions that nothing harmless asks for, in the order in which they are checked
        actions: Vec<String>,
    },
    /// The fix lets this one in, and the caller that was denied stays denied. The root user of an
    /// account stands for whoever of it that account lets in
    ByAnother(Principal),
    /// Nobody can send it: an unsigned caller has other requests, a service sends its own
    NotYours,
}

/// A call that changes nothing
#[derive(Clone, Debug)]
pub struct Probe {
    /// The call: nothing else is sent than what it says
    pub call: Call,
    /// What undoes it, or is to be known of it
    pub after: After,
}

/// What comes behind a probe
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum After {
    /// Nothing: it only reads
    Nothing,
    /// An upload was begun, which is given up: it leaves no object
    Abort,
    /// It is a HEAD, which was denied itself: it asks for no key, and shows nothing of reading
    HeadOnly,
}

/// A check as it can be compared: action and resource
pub type Asked = (String, String);

/// The requests that confirm a plan.
///
/// - `diagnosis`: what was denied; `plan` cures it.
/// - Cost: an evaluation of each request before and after the fix.
#[must_use]
pub fn confirmation(
    diagnosis: &Diagnosis,
    plan: &VerifiedFix,
    world: &World,
    assume: &Assume,
) -> Confirmation {
    let question = &diagnosis.question;
    if let Some(other) = other(plan.steps()) {
        return if is_callers(other) {
            Confirmation::ByAnother(other.clone())
        } else {
            Confirmation::NotYours
        };
    }
    if !is_callers(&question.request.principal) {
        return Confirmation::NotYours;
    }
    let wanted = denied(diagnosis);
    let mut probes = probes(question);
    if question.call.is_none() {
        probes.extend(under_key(&question.request, world));
    }
    let mut kept: Vec<Probe> = Vec::new();
    let mut left = wanted.clone();
    for probe in probes {
        let asked = asked(question, probe.call.clone());
        let before = denied(&diagnose(asked.clone(), world, assume));
        let shows: Vec<Asked> = left
            .iter()
            .filter(|it| before.contains(it))
            .cloned()
            .collect();
        let after = decision(plan.steps(), &asked, world, assume);
        // What asks for more than a HEAD may fail for that alone, and the HEAD itself is next.
        let is_more = is_head(question) && probe.after != After::HeadOnly;
        let passes = match after {
            Some(Overall::Allow) => true,
            Some(Overall::Undetermined) => !is_more,
            Some(Overall::Deny) | None => false,
        };
        if shows.is_empty() || !passes {
            continue;
        }
        left.retain(|it| !shows.contains(it));
        let edits: Vec<RequestEdit> = requests(plan.steps());
        let call = changed(&asked, &edits).call.unwrap_or(probe.call);
        kept.push(Probe { call, ..probe });
    }
    if left.is_empty() && !kept.is_empty() {
        return Confirmation::Send(kept);
    }
    let mut actions: Vec<String> = left.into_iter().map(|(action, _)| action).collect();
    actions.dedup();
    Confirmation::OnlyByDoing { actions }
}

/// The checks that deny whatever is unknown
#[must_use]
pub fn denied(diagnosis: &Diagnosis) -> Vec<Asked> {
    let causes = diagnosis.causes.iter();
    let certain = causes.filter(|it| it.certainty == Certainty::Must);
    let mut all: Vec<Asked> = Vec::new();
    for cause in certain {
        let request = diagnosis
            .checks
            .get(cause.check)
            .map(|it| &it.check.request);
        let Some(request) = request else { continue };
        let one = (request.action.to_string(), request.resource.clone());
        if !all.contains(&one) {
            all.push(one);
        }
    }
    all
}

impl Probe {
    /// What the call asks for in a world, so far as its resources are known
    #[must_use]
    pub fn checks(&self, world: &World) -> Vec<Asked> {
        let question = Question {
            request: self.call.request.clone(),
            symptom: None,
            call: Some(self.call.clone()),
            ways: Vec::new(),
        };
        let ready = checks::expand(world, &question).ready.into_iter();
        let needed = ready.filter(|it| {
            it.plan.needed == Truth::Yes
                && matches!(it.plan.effect, Effect::Required | Effect::DenyOnly)
        });
        needed
            .map(|it| (it.request.action.to_string(), it.request.resource))
            .collect()
    }
}

/// Whether somebody can send requests as this caller
fn is_callers(principal: &Principal) -> bool {
    match principal {
        Principal::User { .. }
        | Principal::RoleSession { .. }
        | Principal::Root { .. }
        | Principal::FederatedUser { .. } => !principal.is_service_linked(),
        Principal::Anonymous
        | Principal::Service { .. }
        | Principal::Federated { .. }
        | Principal::Unstated => false,
    }
}

/// Who asks once the steps are made, where it is somebody else
fn other(steps: &[Fix]) -> Option<&Principal> {
    let mut edits = steps.iter().rev().flat_map(|it| it.request.iter().rev());
    edits.find_map(|it| match it {
        RequestEdit::By(principal) => Some(principal),
        RequestEdit::Sent { .. }
        | RequestEdit::Context { .. }
        | RequestEdit::Session { .. }
        | RequestEdit::Again => None,
    })
}

fn requests(steps: &[Fix]) -> Vec<RequestEdit> {
    steps.iter().flat_map(|it| it.request.clone()).collect()
}

/// What a request comes to once the steps are made; `None` where they cannot be
fn decision(steps: &[Fix], question: &Question, world: &World, assume: &Assume) -> Option<Overall> {
    let (_, found) = tried(steps, question, world, assume).ok()?;
    Some(found.decision)
}

/// Whether a HEAD is asked about
fn is_head(question: &Question) -> bool {
    let call = question.call.as_ref();
    call.is_some_and(|it| it.operation.name == "HeadObject")
}

/// The question about a probe in place of what was asked
fn asked(question: &Question, call: Call) -> Question {
    Question {
        request: call.request.clone(),
        symptom: None,
        call: Some(call),
        ways: question.ways.clone(),
    }
}

/// Calls that change nothing and ask for what the question asks for, in the order of sending
fn probes(question: &Question) -> Vec<Probe> {
    let Some(call) = &question.call else {
        return of_action(&question.request).into_iter().collect();
    };
    let sent = said(&call.sent);
    let of = |name: &str, request: &Request, sent: Sent| {
        probe(name, call.operation.client, request, sent)
    };
    match call.operation.name {
        "GetObject" => of("GetObject", &call.request, sent).into_iter().collect(),
        // One byte shows more, where it asks for no key that the HEAD does not ask for.
        "HeadObject" => {
            let read = of("GetObject", &call.request, sent.clone());
            let head = of("HeadObject", &call.request, sent);
            read.into_iter().chain(head).collect()
        }
        "ListObjects" | "ListObjectsV2" => of("ListObjectsV2", &call.request, sent)
            .into_iter()
            .collect(),
        "PutObject"
        | "CreateMultipartUpload"
        | "UploadPart"
        | "CompleteMultipartUpload"
        | "PostObject" => of("CreateMultipartUpload", &call.request, sent)
            .into_iter()
            .collect(),
        "CopyObject" | "UploadPartCopy" => {
            let read = call.source.as_ref().and_then(|source| {
                let mut request = call.request.clone();
                request.resource = source.object.to_string();
                let mut sent = Sent::new(Others::Absent);
                if let Some(version) = &source.version_id {
                    sent.say(Part::Query, "versionId", Entry::One(version.clone()));
                }
                of("GetObject", &request, sent)
            });
            let written = of("CreateMultipartUpload", &call.request, sent);
            read.into_iter().chain(written).collect()
        }
        _ if reads(call.operation) => {
            let call = Call {
                sent,
                ..call.clone()
            };
            alloc::vec![Probe {
                call,
                after: After::Nothing
            }]
        }
        _ => Vec::new(),
    }
}

/// The call that asks for one action alone, where one does that changes nothing
fn of_action(request: &Request) -> Option<Probe> {
    let mut sent = Sent::new(Others::Absent);
    sent.learn(&request.context);
    let sent = said(&sent);
    let action = request.action.to_string();
    let name = match action.as_str() {
        "s3:GetObject" | "s3:GetObjectVersion" => "GetObject",
        "s3:ListBucket" => "ListObjectsV2",
        "s3:PutObject" => "CreateMultipartUpload",
        other => {
            let asks = |it: &&Operation| {
                reads(it)
                    && it.client == Client::S3
                    && it.actions.first().is_some_and(|row| row.action == other)
            };
            operations::all().iter().find(asks)?.name
        }
    };
    probe(name, Client::S3, request, sent)
}

/// Reads and writes of objects that are encrypted under the key that was asked for: of the object
/// that the encryption context names, else of the first that the world knows to be under the key
fn under_key(request: &Request, world: &World) -> Vec<Probe> {
    if request.action.service() != "kms" {
        return Vec::new();
    }
    let named = match request.context.find("kms:EncryptionContext:aws:s3:arn") {
        Found::One(arn) => Arn::parse(arn).ok().filter(|it| it.s3_key().is_some()),
        Found::Many(_) | Found::Absent | Found::Unknown => None,
    };
    let object = named.map(|it| it.to_string()).or_else(|| {
        let buckets = world.accounts.values().flat_map(|it| it.buckets.values());
        let mut objects = buckets.flat_map(|bucket| {
            let all = bucket.objects.iter();
            all.map(move |it| (bucket, it))
        });
        let is_under = |it: &Encryption| {
            let key = it.kms_key.as_deref();
            key.is_some_and(|key| request.resource == key || request.resource.ends_with(key))
        };
        let found = objects.find(|(_, it)| {
            let known = it.encryption.known().and_then(Option::as_ref);
            it.version_id.is_none() && known.is_some_and(is_under)
        });
        found.map(|(bucket, it)| alloc::format!("arn:aws:s3:::{}/{}", bucket.name, it.key))
    });
    let Some(resource) = object else {
        return Vec::new();
    };
    let (operation, action) = if request.action.is("kms:Decrypt") {
        ("GetObject", "s3:GetObject")
    } else {
        ("CreateMultipartUpload", "s3:PutObject")
    };
    let Some(action) = Action::parse(action) else {
        return Vec::new();
    };
    // What is asked of S3 has condition keys of its own; those of KMS follow from it.
    let mut context = Context::new(Others::Unknown);
    for (key, entry) in request.context.entries() {
        if !key.to_ascii_lowercase().starts_with("kms:") {
            context.set(key, entry.clone());
        }
    }
    let request = Request {
        resource_owner: owner(world, &resource, &request.principal),
        principal: request.principal.clone(),
        action,
        resource,
        context,
        input: Input::unsaid(),
    };
    let sent = Sent::new(Others::Absent);
    probe(operation, Client::S3, &request, sent)
        .into_iter()
        .collect()
}

/// A probe of an operation, asking no more of the answer than one byte or one key
fn probe(name: &str, client: Client, request: &Request, mut sent: Sent) -> Option<Probe> {
    let operation = operations::named(name).find(|it| it.client == client)?;
    let mut request = request.clone();
    let after = match name {
        "GetObject" => {
            sent.say(Part::Header, "range", Entry::One("bytes=0-0".to_string()));
            After::Nothing
        }
        "ListObjectsV2" => {
            if matches!(sent.find(Part::Query, "max-keys"), Found::Absent) {
                sent.say(Part::Query, "max-keys", Entry::One("1".to_string()));
                request
                    .context
                    .set("s3:max-keys", Entry::One("1".to_string()));
            }
            let arn = Arn::parse(&request.resource).ok()?;
            if let (Some(bucket), Some(_)) = (arn.s3_bucket(), arn.s3_key()) {
                request.resource = alloc::format!("arn:{}:s3:::{bucket}", arn.partition());
            }
            After::Nothing
        }
        "CreateMultipartUpload" => After::Abort,
        "HeadObject" => After::HeadOnly,
        _ => After::Nothing,
    };
    let call = Call {
        operation,
        request,
        source: None,
        sent,
        states: BTreeMap::new(),
    };
    Some(Probe { call, after })
}

/// What is known to be sent, and nothing else: a command that is typed sends what stands in it
fn said(sent: &Sent) -> Sent {
    let mut own = Sent::new(Others::Absent);
    for (part, name) in sent.said() {
        match sent.find(part, name) {
            Found::One(value) => own.say(part, name, Entry::One(value.to_string())),
            Found::Many(values) => own.say(part, name, Entry::Many(values.to_vec())),
            Found::Absent | Found::Unknown => {}
        }
    }
    own
}

/// Whether an operation only reads
fn reads(operation: &Operation) -> bool {
    let is_of_s3 = matches!(operation.client, Client::S3 | Client::S3Control);
    let method = operation.http.as_ref().map(|it| it.method);
    is_of_s3 && matches!(method, Some("GET" | "HEAD"))
}
