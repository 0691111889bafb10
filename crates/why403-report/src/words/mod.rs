//! The phrases that every form of the answer shares.

pub(crate) mod managed;
pub mod review;

use why403_diagnose::Symptom;
use why403_diagnose::cause::{Cause, Certainty, lacks, values};
use why403_diagnose::compare::Says;
use why403_diagnose::diagnosis::{Checked, Diagnosis, Overall, Unknown};
use why403_diagnose::fix::{
    ANY_SERVICE, Access, Circumstance, Owner, Proof, Tagged, TakesEffect, VerifiedFix, Who, Widened,
};
use why403_diagnose::idea::{Idea, Tried};
use why403_diagnose::near_miss::{Missed, NearMiss};
use why403_diagnose::operation::PlannedCheck;
use why403_diagnose::operation::outcome::Outcome;
use why403_diagnose::triage::Progress;
use why403_diagnose::trigger::{Trigger, TriggerCheck, Verdict as Came};
use why403_engine::truth::Truth;
use why403_engine::verdict::{Layer, LayerSet, Verdict, Verdicts};
use why403_model::arn::Arn;
use why403_model::known::{Gap, Reason};
use why403_model::operations::{Effect, Part};
use why403_model::policy::Statement;
use why403_model::request::{Principal, Request};
use why403_model::span::Span;
use why403_model::world::Document;

/// The decision in one word
#[must_use]
pub fn verdict(decision: Overall) -> &'static str {
    match decision {
        Overall::Allow => "ALLOWED",
        Overall::Deny => "DENIED",
        Overall::Undetermined => "UNDETERMINED",
    }
}

/// What the decision rests on, in one sentence
#[must_use]
pub fn because(diagnosis: &Diagnosis) -> String {
    if diagnosis.contradiction.is_some() {
        return match diagnosis.decision {
            Overall::Allow => "but AWS refused it: this world cannot have produced the error",
            Overall::Deny | Overall::Undetermined => "this world cannot have produced the error",
        }
        .to_string();
    }
    match (diagnosis.causes.first(), diagnosis.decision) {
        (Some(cause), Overall::Deny) if cause.certainty == Certainty::May && !cause.proven => {
            format!("why is not certain; perhaps {}", cause.message)
        }
        (Some(cause), Overall::Deny) => cause.message.clone(),
        (None, Overall::Deny) => "what denied it is among what is not known".to_string(),
        (_, Overall::Undetermined) => "it depends on what is not known".to_string(),
        (_, Overall::Allow) => allowed(diagnosis),
    }
}

/// How an allowed question ends
fn allowed(diagnosis: &Diagnosis) -> String {
    let listing = diagnosis.checks.iter().map(|it| &it.check.plan);
    let is_inferred = listing
        .filter(|it| it.effect == Effect::OnMissing)
        .all(|it| it.needed == Truth::Maybe);
    match diagnosis.outcome {
        Outcome::AuthorizedButMissing => {
            let so = if is_inferred {
                "nothing denies it, so the object does not exist"
            } else {
                "the object does not exist"
            };
            format!("but 403 all the same: {so}; S3 says 404 only to who may s3:ListBucket")
        }
        Outcome::Missing => "and 404: the object does not exist".to_string(),
        Outcome::Allowed if is_refused_before(diagnosis) => {
            "every layer lets it pass; AWS refused for another reason".to_string()
        }
        Outcome::Allowed | Outcome::Denied | Outcome::Undetermined => {
            "every layer lets it pass".to_string()
        }
    }
}

/// What an error that no policy is the reason of means for an answer that denies
#[must_use]
pub fn beside(diagnosis: &Diagnosis) -> Option<&'static str> {
    let note =
        "the error itself has another reason than policies; what is shown here would come next";
    let is_allowed = diagnosis.decision == Overall::Allow;
    (!is_allowed && is_refused_before(diagnosis)).then_some(note)
}

/// Whether the symptom says that no policy is the reason
fn is_refused_before(diagnosis: &Diagnosis) -> bool {
    let symptom = diagnosis.question.symptom.as_ref();
    symptom.is_some_and(Symptom::is_beside_policies)
}

/// Whether a check is worth a line: some only shape the answer
#[must_use]
pub fn is_shown(plan: &PlannedCheck) -> bool {
    match plan.effect {
        Effect::Required | Effect::DenyOnly | Effect::OnMissing => true,
        Effect::ResponseOnly | Effect::Advised => false,
    }
}

/// What a check depends on; empty for one that every such call asks for
#[must_use]
pub fn terms(plan: &PlannedCheck) -> String {
    let when = match plan.needed {
        Truth::Yes => String::new(),
        Truth::Maybe | Truth::No => format!("if {}", plan.because),
    };
    let effect = match plan.effect {
        Effect::Required => "",
        Effect::OnMissing => "chooses 404 or 403",
        Effect::ResponseOnly => "only adds to the answer",
        Effect::DenyOnly => "only a Deny counts",
        Effect::Advised => "not by this call itself",
    };
    let both = [when.as_str(), effect];
    let said: Vec<&str> = both.into_iter().filter(|it| !it.is_empty()).collect();
    said.join("; ")
}

/// What AWS Support asks for, and what else identifies the answer: ids, status, Region, time
#[must_use]
pub fn for_support(symptom: &Symptom) -> Option<String> {
    symptom.request_id.as_ref()?;
    let status = symptom.status.map(|it| it.to_string());
    let parts = [
        ("request ID", symptom.request_id.as_deref()),
        ("host ID", symptom.host_id.as_deref()),
        ("HTTP", status.as_deref()),
        ("Region", symptom.region.as_deref()),
        ("at", symptom.time.as_deref()),
    ];
    let told = parts
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name} {}", value?)));
    Some(told.collect::<Vec<_>>().join(", "))
}

/// The caller as people say it: `role reader, session ci (account 111122223333)`
#[must_use]
pub fn who(principal: &Principal) -> String {
    let account = principal
        .account()
        .map(|it| format!(" (account {it})"))
        .unwrap_or_default();
    match principal {
        Principal::RoleSession { role, session, .. } => match session {
            Some(session) => format!("role {role}, session {session}{account}"),
            None => format!("role {role}{account}"),
        },
        Principal::User { arn, .. } => format!("user {}{account}", arn.name()),
        Principal::FederatedUser { arn } => {
            format!("federated user {}{account}", arn.name())
        }
        Principal::Root { .. } => format!("the root user{account}"),
        Principal::Anonymous => "anonymous: the request is not signed".to_string(),
        Principal::Service { name } => format!("service {name}"),
        Principal::Federated { provider } => format!("a caller that {provider} signed in"),
        Principal::Unstated => "not known".to_string(),
    }
}

/// What the question is about: the operation, else the action
#[must_use]
pub fn question(diagnosis: &Diagnosis) -> String {
    let request = &diagnosis.question.request;
    let Some(call) = &diagnosis.question.call else {
        return what(request);
    };
    let source = call.source.as_ref();
    let source = source
        .map(|it| format!(" from {}", place(it.object.as_str())))
        .unwrap_or_default();
    format!(
        "{} on {}{source}",
        call.operation.name,
        place(&request.resource)
    )
}

/// What is asked: `s3:GetObject on s3://bucket/key`
#[must_use]
pub fn what(request: &Request) -> String {
    format!("{} on {}", request.action, place(&request.resource))
}

/// A resource as people name it: buckets and objects as `s3://…`, KMS keys by id and Region, what
/// is behind an access point by the access point's name and Region
#[must_use]
pub fn place(resource: &str) -> String {
    if let Some(path) = resource.strip_prefix("arn:aws:s3:::") {
        return format!("s3://{path}");
    }
    let arn = Arn::parse(resource).ok();
    if let Some(arn) = arn.as_ref().filter(|it| it.service() == "s3")
        && let Some(point) = arn.resource().strip_prefix("accesspoint/")
    {
        let region = arn.region();
        return match point.split_once("/object/") {
            Some((name, key)) => format!("{key} through access point {name} in {region}"),
            None => format!("access point {point} in {region}"),
        };
    }
    let key = arn.as_ref().filter(|arn| arn.service() == "kms");
    let id = key.and_then(|arn| Some((arn, arn.resource().strip_prefix("key/")?)));
    match id {
        Some((arn, id)) => format!("key {id} in {}", arn.region()),
        None => resource.to_string(),
    }
}

/// What a world has settled so far, in a sentence
#[must_use]
pub fn progress(found: &Progress, request: &Request) -> String {
    let named = |layers: &[Layer]| {
        let names: Vec<&str> = layers.iter().map(|it| layer(*it, request)).collect();
        names.join(", ")
    };
    let cleared = format!("the world clears {}", named(&found.cleared));
    match found.left.as_slice() {
        [] => cleared,
        [one] => format!("{cleared}; {} is the only layer left", layer(*one, request)),
        several => format!("{cleared}; left are {}", named(several)),
    }
}

/// How a cause is known
#[must_use]
pub fn certainty(cause: &Cause) -> &'static str {
    match (cause.proven, cause.certainty) {
        (true, _) => "AWS's message says so",
        (false, Certainty::Must) => "certain in this world",
        (false, Certainty::May) => "possible: it depends on what is not known",
    }
}

/// The part of a policy that tells most about a cause: what denies, else what was meant to allow
#[must_use]
pub fn told_by(cause: &Cause) -> Option<(&Document, Span)> {
    let decider = cause.decider.as_ref().map(|it| (&*it.document, it.at));
    let near = || cause.near_misses.first().map(|it| (&*it.document, it.at));
    decider.or_else(near)
}

/// The statement around [`told_by`]
#[must_use]
pub fn statement_of(cause: &Cause) -> Option<&Statement> {
    let (document, index) = match (&cause.decider, cause.near_misses.first()) {
        (Some(decider), _) => (&decider.document, decider.statement),
        (None, Some(near)) => (&near.document, near.statement),
        (None, None) => return None,
    };
    document.policy.statements.get(index)
}

/// What [`told_by`] shows, in a few words
#[must_use]
pub fn label(cause: &Cause, request: &Request) -> String {
    match (&cause.decider, cause.near_misses.first()) {
        (Some(decider), _) => decider.beside.clone(),
        (None, Some(near)) => missed(near, request),
        (None, None) => String::new(),
    }
}

/// The layer as people call it for this action: the `resource` layer of a KMS action is its key
/// policy
#[must_use]
pub fn layer(layer: Layer, request: &Request) -> &'static str {
    match (layer, request.action.service()) {
        (Layer::Resource, "kms") => "key policy",
        (Layer::Resource, "sts") => "trust policy",
        (Layer::Resource, "lambda") => "function policy",
        (Layer::Resource, "s3") => "bucket policy",
        (_, _) => layer.id(),
    }
}

/// What a near miss lacks, in a few words beside the statement
#[must_use]
pub fn missed(near: &NearMiss, request: &Request) -> String {
    let action = &request.action;
    match &near.missed {
        Missed::BucketForObject { .. } => "the bucket; its objects are \"…/*\"".to_string(),
        Missed::ObjectsForBucket { .. } => "objects; the bucket itself has no \"/…\"".to_string(),
        Missed::OtherResource { .. } => format!("another {}", kind(request)),
        Missed::NoValue { key } => format!("the request has no {key}"),
        Missed::NoSuchAction { .. } => format!("no action of AWS; {action} is meant"),
        Missed::OtherAction { .. } => format!("{action} is not among these"),
        Missed::OtherPrincipal { .. } => "does not name the caller".to_string(),
        Missed::Open { keys } => format!("not known: {}", keys.join(", ")),
        Missed::Delegates => "delegates: identity policies must allow too".to_string(),
        Missed::Condition {
            key, found: None, ..
        } => lacks(key),
        Missed::Condition {
            found: Some(found), ..
        } => format!("here: {}", values(found)),
    }
}

/// What a resource is, in one word
fn kind(request: &Request) -> &'static str {
    let arn = Arn::parse(&request.resource).ok();
    match arn.as_ref().map(|it| (it.service(), it.s3_key().is_some())) {
        Some(("s3", true)) => "object",
        Some(("s3", false)) if request.resource.contains(":accesspoint/") => "resource",
        Some(("s3", false)) => "bucket",
        Some(("kms", _)) => "key",
        Some(_) | None => "resource",
    }
}

/// What a trigger comes to, in capitals
#[must_use]
pub fn runs(decision: Overall) -> &'static str {
    match decision {
        Overall::Allow => "IT RUNS",
        Overall::Deny => "IT DOES NOT RUN",
        Overall::Undetermined => "NOT KNOWN",
    }
}

/// What a trigger rests on, in one sentence: the first check that fails, else that is open
#[must_use]
pub fn told_of(trigger: &Trigger) -> &str {
    match first_of(trigger) {
        Some(check) => &check.message,
        None => "every check passes; whether the call comes and what it does, the log tells",
    }
}

/// The check to look at first: one that stops the call, then one that may, then the log
#[must_use]
pub fn first_of(trigger: &Trigger) -> Option<&TriggerCheck> {
    let decisive = |wanted: Came| {
        let mut all = trigger.checks.iter();
        all.find(|it| it.is_decisive() && it.verdict == wanted)
    };
    let log = || {
        let mut all = trigger.checks.iter();
        all.find(|it| matches!(it.verdict, Came::Fails | Came::Unknown))
    };
    decisive(Came::Fails)
        .or_else(|| decisive(Came::Unknown))
        .or_else(log)
}

/// The mark of a check of a trigger
#[must_use]
pub fn mark_of(verdict: Came) -> Mark {
    match verdict {
        Came::Passes => Mark::Passes,
        Came::Unknown => Mark::Unknown,
        Came::Fails => Mark::Denies,
        Came::Idle => Mark::Absent,
    }
}

/// Who has to act
#[must_use]
pub fn owner(owner: &Owner) -> String {
    match owner {
        Owner::Caller => "whoever sends the request; nothing of the account changes".to_string(),
        Owner::Account(id) => format!("an administrator of account {id}"),
        Owner::PermissionSet(name) => format!(
            "who administers IAM Identity Center, in permission set {name}: an edit of the role \
             itself is set back"
        ),
        Owner::Organization => "who administers the organization".to_string(),
        Owner::Unknown => "its owner, of whom this world does not tell".to_string(),
    }
}

/// From when on a change counts
#[must_use]
pub(crate) fn takes_effect(when: TakesEffect) -> &'static str {
    match when {
        TakesEffect::NextRequest => "with the next request",
        TakesEffect::Minutes => "after seconds, at times minutes; in running sessions too",
        TakesEffect::NewSession => {
            "in sessions that begin after it; running ones keep what they have"
        }
    }
}

/// How far a plan is proven
#[must_use]
pub fn proof(plan: &VerifiedFix, request: &Request) -> String {
    match plan.proof() {
        Proof::Succeeds => "passes on a copy of the world".to_string(),
        Proof::Depends(open) => {
            let layers = open.iter().filter_map(|it| it.layer);
            let layers = layers.fold(LayerSet::NONE, |all, it| all.or(LayerSet::only(it)));
            let of_call = open.iter().any(|it| it.layer.is_none());
            let mut names = names(layers, request);
            if of_call {
                names = match names.as_str() {
                    "" => "what the call sends".to_string(),
                    layers => format!("{layers}, what the call sends"),
                };
            }
            format!("passes on a copy (open: {names})")
        }
    }
}

/// Whether a plan opens nothing beside what was asked for, and breaks nothing
#[must_use]
pub fn is_harmless(diagnosis: &Diagnosis, plan: &VerifiedFix) -> bool {
    let exposure = plan.exposure();
    plan.opens_beside(diagnosis).is_empty()
        && plan.widened().is_empty()
        && exposure.breaks.is_empty()
}

/// What a plan opens beside what was asked for, and what it breaks
#[must_use]
pub fn exposure(diagnosis: &Diagnosis, plan: &VerifiedFix) -> String {
    let caller = diagnosis.question.request.principal.principal_arn();
    let caller = caller.as_deref();
    let nothing = match plan.widened() {
        [] => "nothing else".to_string(),
        [it] => widened(it),
        [first, rest @ ..] => format!("{} and {} more", widened(first), rest.len()),
    };
    let opens = accesses(&plan.opens_beside(diagnosis), &nothing, caller);
    let breaks: Vec<&Access> = plan.exposure().breaks.iter().collect();
    let breaks = accesses(&breaks, "nothing", caller);
    format!("{opens}; breaks {breaks}")
}

/// The facts on which a proof depends, the first of them
#[must_use]
pub fn facts(open: &[Unknown]) -> String {
    let named: Vec<&str> = open.iter().take(2).map(|it| it.gap.what.as_str()).collect();
    named.join(", and ")
}

/// The first of these, and how many there are beside it
fn accesses(found: &[&Access], nothing: &str, caller: Option<&str>) -> String {
    let one = |it: &Access| match &it.who {
        Who::Principal(arn) if Some(arn.as_str()) == caller => {
            format!("the caller: {}", access_of(it))
        }
        _ => access(it),
    };
    match found {
        [] => nothing.to_string(),
        [it] => one(it),
        [first, rest @ ..] => format!("{} and {} more", one(first), rest.len()),
    }
}

/// What came of trying an idea; empty for advice
#[must_use]
pub fn tried(idea: &Idea, request: &Request) -> String {
    match idea.tried {
        Tried::Allowed => "tried on a copy: the check is allowed then".to_string(),
        Tried::StillOpen { must, may } => {
            let open = without(may, must);
            let mut rest = Vec::new();
            let many = |set: LayerSet, one: &'static str, more: &'static str| {
                if set.iter().count() == 1 { one } else { more }
            };
            if !must.is_empty() {
                let verb = many(must, "still denies", "still deny");
                rest.push(format!("{} {verb}", names(must, request)));
            }
            if !open.is_empty() {
                let verb = many(open, "is not known", "are not known");
                rest.push(format!("{} {verb}", names(open, request)));
            }
            format!("tried on a copy: this cause is gone; {}", rest.join(", "))
        }
        Tried::Advice => String::new(),
    }
}

fn without(all: LayerSet, those: LayerSet) -> LayerSet {
    all.iter()
        .filter(|it| !those.holds(*it))
        .fold(LayerSet::NONE, |set, it| set.or(LayerSet::only(it)))
}

/// The layers of a set, in the order of reports
#[must_use]
pub fn names(set: LayerSet, request: &Request) -> String {
    let names: Vec<_> = set.iter().map(|it| layer(it, request)).collect();
    names.join(", ")
}

/// Why something is not known
#[must_use]
pub fn reason(gap: &Gap) -> String {
    match &gap.why {
        Reason::NotCollected => "not collected".to_string(),
        Reason::Refused(text) => format!("AWS refused: {text}"),
        Reason::Failed(text) => format!("AWS answered with an error: {text}"),
        Reason::NotVisible => "not visible from this account".to_string(),
        Reason::NotGiven => "not given".to_string(),
        Reason::Unreadable(text) => format!("not readable: {text}"),
    }
}

/// What one layer says about a check, as a mark
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It denied
    Denies,
    /// It lets the request pass
    Passes,
    /// It says nothing, and need not
    Silent,
    /// It is not known
    Unknown,
    /// There is no such layer here
    Absent,
}

impl Mark {
    /// The mark as a character
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Denies => "✗",
            Self::Passes => "✓",
            Self::Silent => "·",
            Self::Unknown => "?",
            Self::Absent => "–",
        }
    }

    /// What it means, in a few words
    #[must_use]
    pub fn says(self) -> &'static str {
        match self {
            Self::Denies => "denies",
            Self::Passes => "lets it pass",
            Self::Silent => "says nothing",
            Self::Unknown => "not known",
            Self::Absent => "not there",
        }
    }
}

/// The mark of a layer in a check, where it is worth a place among the layers
#[must_use]
pub fn listed(checked: &Checked, of: Layer) -> Option<Mark> {
    let verdicts = checked.evaluation.verdicts.get(of as usize).copied()?;
    let found = mark(checked, of, verdicts);
    is_listed(of, found, &checked.check.request).then_some(found)
}

/// The mark of a layer in a check
#[must_use]
pub fn mark(checked: &Checked, of: Layer, verdicts: Verdicts) -> Mark {
    let outcome = checked.evaluation.outcome;
    if outcome.must.holds(of) {
        return Mark::Denies;
    }
    match verdicts.single() {
        Some(Verdict::Deny) => Mark::Denies,
        Some(Verdict::NotApplicable) => Mark::Absent,
        Some(Verdict::Allow(_)) => Mark::Passes,
        Some(Verdict::Silent) => Mark::Silent,
        // Whatever it says, it can no longer deny.
        None if outcome.is_denied() == Truth::No => Mark::Passes,
        None => Mark::Unknown,
    }
}

/// What a layer says to one side of a comparison, in few words
#[must_use]
pub fn says(it: Says) -> &'static str {
    match it {
        Says::NotAsked => "not asked",
        Says::Absent => "not there",
        Says::Passes => "passes",
        Says::Silent => "says nothing",
        Says::Withholds => "does not allow",
        Says::Denies => "denies",
        Says::Open => "not known",
    }
}

/// Whether a layer is worth a place in the line of layers: some exist for some services only
#[must_use]
pub fn is_listed(of: Layer, mark: Mark, request: &Request) -> bool {
    let service = request.action.service();
    let is_there = !matches!(mark, Mark::Absent);
    match of {
        Layer::Authentication | Layer::S3Gate => matches!(mark, Mark::Denies | Mark::Unknown),
        Layer::AccessPoint => is_there,
        Layer::Acl | Layer::BlockPublicAccess => service == "s3",
        Layer::KmsGrant => service == "kms",
        Layer::Scp
        | Layer::Rcp
        | Layer::Endpoint
        | Layer::Resource
        | Layer::Identity
        | Layer::Boundary
        | Layer::Session => true,
    }
}

/// Who can newly do what, in a line
#[must_use]
pub(crate) fn access(access: &Access) -> String {
    let who = match &access.who {
        Who::Anonymous => "everybody, without signing".to_string(),
        Who::AnyAccount => "callers of any account of AWS".to_string(),
        Who::Unlisted(account) => format!("others of account {account}, whom this world lacks"),
        Who::Service(name) if name == ANY_SERVICE => "any service of AWS".to_string(),
        Who::Service(name) => name.clone(),
        Who::Organization(id) => format!("callers of organization {id}, whom this world lacks"),
        Who::Federated(provider) => format!("whoever {provider} signs in"),
        Who::Principal(arn) => arn.clone(),
    };
    format!("{who}: {}", access_of(access))
}

/// All that a plan opens, what was asked for among it, a line each
#[must_use]
pub(crate) fn opens(plan: &VerifiedFix) -> Vec<String> {
    let all = plan.exposure().opens.iter().map(access);
    all.chain(plan.widened().iter().map(widened)).collect()
}

/// All that a plan breaks, a line each
#[must_use]
pub(crate) fn breaks(plan: &VerifiedFix) -> Vec<String> {
    plan.exposure().breaks.iter().map(access).collect()
}

/// Under which other circumstances the caller can newly do what was asked for
#[must_use]
pub(crate) fn widened(found: &Widened) -> String {
    let Widened {
        action,
        resource,
        key,
        to,
    } = found;
    let each = to.iter().map(|it| match it {
        Circumstance::Whatever => format!("whatever {key} is"),
        Circumstance::Without => format!("without {key}"),
        Circumstance::Others => format!("with another {key}"),
        Circumstance::Value(value) => format!("with {key} {value}"),
    });
    let each: Vec<String> = each.collect();
    format!("the caller, {}: {action} on {resource}", each.join(" or "))
}

/// What can newly be done, without who can
fn access_of(access: &Access) -> String {
    let alike = match access.alike.len() {
        0 => String::new(),
        count => format!(" and {count} more actions"),
    };
    format!(
        "{}{alike} on {}{}",
        access.action,
        access.resource,
        match access.certainty {
            Certainty::Must => "",
            Certainty::May => " (where the rest allows it)",
        }
    )
}

/// Who asks in place of the caller
#[must_use]
pub(crate) fn asking(principal: &Principal) -> String {
    let arn = principal
        .session_arn()
        .or_else(|| principal.principal_arn());
    match principal {
        Principal::Service { name } => name.clone(),
        _ => arn.unwrap_or_else(|| "somebody else".to_string()),
    }
}

/// Who is let in where the caller that was denied is not, and that the latter is not
#[must_use]
pub(crate) fn as_another(principal: &Principal) -> String {
    let who = match principal {
        Principal::Root { arn } => match arn.account_id() {
            Some(account) => format!("a caller of account {account}"),
            None => who(principal),
        },
        _ => who(principal),
    };
    format!("confirm it as {who}: the caller that was denied stays denied")
}

/// The part of a request, as programs are told of it
#[must_use]
pub(crate) fn part(part: Part) -> &'static str {
    match part {
        Part::Header => "header",
        Part::Query => "query",
        Part::Body => "body",
        Part::Field => "field",
    }
}

/// What has a tag, in words
#[must_use]
pub(crate) fn tagged(of: &Tagged) -> String {
    match of {
        Tagged::Role { account, role } => format!("role {role} of account {account}"),
        Tagged::User { account, user } => format!("user {user} of account {account}"),
        Tagged::Bucket(name) => format!("bucket {name}"),
        Tagged::Object { bucket, key } => format!("s3://{bucket}/{key}"),
        Tagged::Key(arn) => format!("key {arn}"),
    }
}
