//! The requests that can stand behind a text, each with its certainty.
//!
//! Where the message names the action there is one. Where it names an operation, the table of
//! operations says what that asks for; where it names neither, a row of [`COMMANDS`] or the shape
//! of the resource says which operations are usual.
//! Source: `spec/s3.md` A.2, A.6, B; `spec/symptoms.md` 1.6, 2.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::truth::Truth;
use why403_model::known::{Fact, Gap, Reason};
use why403_model::operations::{self, Effect, Operation, Part};
use why403_model::request::{Action, Entry, Found, Input, Principal, Request};

use super::told::{Body, Told};
use crate::operation::{Call, On, PlannedCheck, expand};

/// A request that can stand behind the text
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// What was called, where it is told or usual
    pub operation: Option<&'static str>,
    /// The permission that it needs
    pub action: String,
    /// On what: an ARN, where the names in it are told
    pub resource: Option<String>,
    /// How certain it is that this was refused
    pub certainty: Sure,
    /// Why, as a clause
    pub why: String,
}

/// How certain it is that a request stands behind a text
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sure {
    /// It is this one
    Certain,
    /// Most such texts come from it
    Likely,
    /// Some do
    Possible,
}

impl Sure {
    /// The id used in JSON
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Likely => "likely",
            Self::Possible => "possible",
        }
    }
}

/// What clients call where their texts do not say it: words of the message, in lower case, the
/// operations that are behind them, and why
type Command = (&'static str, &'static [(&'static str, Sure)], &'static str);

use Sure::{Likely, Possible};

#[rustfmt::skip] // One phrase a row, in columns.
static COMMANDS: &[Command] = &[
    ("getfilestatus",             &[("HeadObject", Likely), ("ListObjectsV2", Possible)],
     "Hadoop looks for the object, then for a folder of that name"),
    ("multiobjectdelete",         &[("DeleteObjects", Likely)],
     "the client deletes several objects at once"),
    ("upload failed",             &[("PutObject", Likely), ("CreateMultipartUpload", Possible), ("UploadPart", Possible)],
     "an upload; in parts where the file is large"),
    ("download failed",           &[("GetObject", Likely)],
     "a download"),
    ("delete failed",             &[("DeleteObject", Likely)],
     "a deletion"),
    ("failed to copy",            &[("PutObject", Possible), ("GetObject", Possible), ("HeadObject", Possible)],
     "a copy reads one side and writes the other"),
    ("s3:putbucketpolicy",        &[("PutBucketPolicy", Likely)],
     "the text names it"),
    ("access to bucket",          &[("ListObjects", Likely)],
     "the client lists the bucket"),
    ("s3.putobject",              &[("PutObject", Likely)],
     "the text names it"),
    ("destination configurations", &[("PutBucketNotificationConfiguration", Likely)],
     "S3 asks each destination for its permission"),
];

/// The candidates, the likeliest first; empty only where the text is about no operation of S3
pub(super) fn candidates(told: &Told<'_>) -> Vec<Candidate> {
    let mut all = Vec::new();
    if told.refused().is_some() {
        // No request was even looked at.
    } else if let Some(action) = &told.parts.action {
        all.push(named(told, action));
        all.extend(behind(told, action));
    } else if told.parts.operations.is_empty() {
        for (operation, certainty, why) in usual(told) {
            all.extend(of_operation(told, operation, Some((certainty, &why))));
        }
    } else {
        // S3 Control has operations of the same names, for buckets on Outposts.
        let of_s3 = |it: &&&Operation| it.client == operations::Client::S3;
        let is_outposts = told
            .parts
            .resource
            .as_ref()
            .is_some_and(|it| it.service() != "s3");
        let only_s3 = told.parts.operations.iter().any(|it| of_s3(&it)) && !is_outposts;
        for operation in &told.parts.operations {
            if !only_s3 || of_s3(&operation) {
                all.extend(of_operation(told, operation, None));
            }
        }
        let is_one = all.len() == 1;
        all.iter_mut()
            .filter(|_| is_one)
            .for_each(|it| it.certainty = Sure::Certain);
    }
    let mut unique: Vec<Candidate> = Vec::new();
    for it in all {
        let same = unique
            .iter_mut()
            .find(|known| known.action == it.action && known.resource == it.resource);
        match same {
            Some(known) => known.certainty = known.certainty.min(it.certainty),
            None => unique.push(it),
        }
    }
    unique.sort_by_key(|it| it.certainty);
    unique
}

/// The actions of the candidates, each once
pub(super) fn actions(candidates: &[Candidate]) -> Vec<&str> {
    let mut all: Vec<&str> = Vec::new();
    for it in candidates {
        if !all.contains(&it.action.as_str()) {
            all.push(&it.action);
        }
    }
    all
}

/// The one that message or flags name
fn named(told: &Told<'_>, action: &Action) -> Candidate {
    let why = if told.symptom.tells_of_missing() {
        "S3 asks for it only where the object does not exist, or its key is written in another way"
    } else if told.symptom.action.is_some() {
        "the message names it"
    } else {
        "you name it"
    };
    let operation = told.operation_name();
    let operation = operation.and_then(|it| operations::named(&it).next());
    Candidate {
        operation: operation.map(|it| it.name),
        action: action.to_string(),
        resource: told.parts.resource.as_ref().map(ToString::to_string),
        certainty: Sure::Certain,
        why: why.to_string(),
    }
}

/// What KMS is asked behind an action of S3, where it was not AWS that named the action
fn behind(told: &Told<'_>, action: &Action) -> Option<Candidate> {
    if told.symptom.action.is_some() {
        return None;
    }
    let (kms, why) = match action.lowered() {
        "s3:getobject" | "s3:getobjectversion" => {
            ("kms:Decrypt", "if the object is encrypted with SSE-KMS")
        }
        "s3:putobject" => (
            "kms:GenerateDataKey",
            "if the object gets encrypted with SSE-KMS",
        ),
        _ => return None,
    };
    Some(Candidate {
        operation: None,
        action: kms.to_string(),
        resource: None,
        certainty: Sure::Possible,
        why: why.to_string(),
    })
}

/// The operations that are usual where none is told
fn usual(told: &Told<'_>) -> Vec<(&'static Operation, Sure, String)> {
    let row = |names: &[(&str, Sure)], why: &str| {
        let found = names.iter().filter_map(|(name, certainty)| {
            let operation = operations::named(name).next()?;
            Some((operation, *certainty, why.to_string()))
        });
        found.collect::<Vec<_>>()
    };
    let message = told.symptom.message.to_ascii_lowercase();
    let found = COMMANDS.iter().find(|(text, ..)| message.contains(text));
    if let Some((_, names, why)) = found {
        return row(names, why);
    }
    if let Some(operation) = &told.symptom.operation {
        // An operation that the table does not have, or one of another service.
        return row(&[(operation.as_str(), Likely)], "the text names it");
    }
    let is_bucket = told.bucket.is_some() && told.key.is_none();
    let untold = "the text does not say what was called";
    match (told.body, is_bucket) {
        (Body::Unseen, _) => Vec::new(),
        (Body::Empty, true) => row(
            &[("HeadBucket", Likely), ("ListObjectsV2", Possible)],
            "an answer without a text is that of a HEAD",
        ),
        (Body::Empty, false) => row(
            &[("HeadObject", Likely), ("HeadBucket", Possible)],
            "an answer without a text is that of a HEAD",
        ),
        (_, true) => row(
            &[("ListObjectsV2", Likely), ("PutObject", Possible)],
            untold,
        ),
        (_, false) => row(
            &[
                ("GetObject", Possible),
                ("PutObject", Possible),
                ("ListObjectsV2", Possible),
            ],
            untold,
        ),
    }
}

/// What an operation asks for; `told` is how certain and why it is the operation at all
fn of_operation(
    told: &Told<'_>,
    operation: &'static Operation,
    usual: Option<(Sure, &str)>,
) -> Vec<Candidate> {
    let resource = told.target(operation);
    let row = operation.actions.first().map(|it| it.action);
    let kms = operation.kms.first().map(|it| it.action);
    let Some(action) = row.or(kms).and_then(Action::parse) else {
        return Vec::new();
    };
    let mut sent = told.parts.sent.clone();
    let checksum = "x-amz-checksum-mode";
    let is_head = operation
        .http
        .as_ref()
        .is_some_and(|it| it.method == "HEAD");
    if is_head && sent.find(Part::Header, checksum) == Found::Unknown {
        // Clients ask for checksums with GET only, unless somebody says otherwise.
        sent.say(Part::Header, checksum, Entry::Absent);
    }
    let principal = told.parts.principal.clone();
    let call = Call {
        operation,
        request: Request {
            principal: principal.unwrap_or(Principal::Unstated),
            action,
            resource,
            resource_owner: told.owner.clone().map_or_else(unknown, Fact::Known),
            context: told.parts.context.clone(),
            input: Input::unsaid(),
        },
        source: None,
        sent,
        states: BTreeMap::new(),
    };
    let plans = expand(&call, told.world);
    let found = plans.iter().filter_map(|plan| {
        let (certainty, why) = certainty(told, operation, plan)?;
        // Of an operation that is only usual, what each such call asks for is enough to name.
        let is_plain =
            plan.needed == Truth::Yes || is_current(plan) || plan.action.service() == "kms";
        if usual.is_some() && !is_plain && plan.effect == Effect::Required {
            return None;
        }
        let (certainty, why) = match usual {
            Some((usual, because)) => (certainty.max(usual), format!("{because}: {why}")),
            None => (certainty, why),
        };
        Some(Candidate {
            operation: Some(operation.name),
            action: plan.action.to_string(),
            resource: on(told, plan),
            certainty,
            why,
        })
    });
    found.collect()
}

/// How certain it is that a check is the one that was refused; `None` for what refuses nothing
fn certainty(
    told: &Told<'_>,
    operation: &Operation,
    plan: &PlannedCheck,
) -> Option<(Sure, String)> {
    let name = operation.name;
    let is_kms = plan.action.service() == "kms" && operation.client != operations::Client::Kms;
    // AWS wraps what KMS says into a text of its own, so that an error of KMS is one of its key.
    let is_told_of_kms = told
        .clues()
        .says(&["ciphertext refers to a customer master key"]);
    match (plan.effect, plan.needed) {
        (Effect::Required, _) if is_kms && is_told_of_kms => {
            Some((Sure::Likely, "the text is one of KMS".to_string()))
        }
        (_, _) if is_told_of_kms => None,
        (Effect::Required, Truth::Yes) => Some((Sure::Likely, asks(name))),
        (Effect::Required, Truth::Maybe) if is_current(plan) => Some((Sure::Likely, asks(name))),
        (Effect::Required, Truth::Maybe) => Some((Sure::Possible, format!("if {}", plan.because))),
        (Effect::OnMissing, _) => Some((
            Sure::Possible,
            "if the object does not exist: without it S3 says 403, not 404".to_string(),
        )),
        (Effect::Required, Truth::No)
        | (Effect::ResponseOnly | Effect::DenyOnly | Effect::Advised, _) => None,
    }
}

/// What makes a call ask for its own action
fn asks(name: &str) -> String {
    match name {
        "HeadObject" | "HeadBucket" => format!("{name} asks for it; there is no s3:{name}"),
        _ => format!("{name} asks for it"),
    }
}

/// Whether a check is the one of calls that name no version, which most do
fn is_current(plan: &PlannedCheck) -> bool {
    const CURRENT: &[&str] = &[
        "the request has no ?versionId",
        "the source is named without a version",
        "the request's body has no VersionId",
    ];
    CURRENT.contains(&plan.because.as_str())
}

/// What a check is about, where no name in it is only a word that stands for one
fn on(told: &Told<'_>, plan: &PlannedCheck) -> Option<String> {
    let arn = match &plan.on {
        On::Known(arn) | On::Likely(arn, _) => arn,
        On::Unknown(_) => return None,
    };
    let is_told = told.bucket.is_some() || !arn.contains(":::BUCKET");
    let has_key = told.key.is_some() || !arn.ends_with("/KEY");
    (is_told && has_key).then(|| arn.clone())
}

fn unknown<T>() -> Fact<T> {
    Fact::Unknown(Gap {
        what: "which account the request is about".to_string(),
        why: Reason::NotGiven,
        command: None,
        slot: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::symptom::{Source, Symptom};
    use crate::triage::progress::nothing;

    #[test]
    fn every_command_of_a_client_is_behind_operations_that_exist() {
        let world = nothing();
        for (text, names, why) in COMMANDS {
            assert_eq!(*text, text.to_ascii_lowercase());
            for (name, _) in *names {
                assert!(operations::named(name).next().is_some(), "{name}");
            }
            let symptom = Symptom {
                source: Source::Client,
                message: format!("X {text} Access Denied"),
                ..Symptom::default()
            };
            let told = Told::bare(&symptom, &world);
            let found = candidates(&told);
            let first = found.first().unwrap();
            assert_eq!(
                first.operation,
                names.first().map(|(name, _)| *name),
                "{text}"
            );
            assert!(first.why.starts_with(why), "{}", first.why);
        }
    }
}
