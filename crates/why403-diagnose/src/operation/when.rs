//! Asks the request and the world whether a circumstance holds, and says it in words.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::truth::Truth;
use why403_model::known::{Gap, Reason};
use why403_model::operations::{Part, State, When};

use super::scene::Scene;

/// Whether a circumstance holds, by the rules of three-valued logic.
#[must_use]
pub(super) fn holds(when: &When, scene: &Scene<'_>) -> Truth {
    holds_with(when, &|leaf| leaf_holds(leaf, scene))
}

/// The same, where `leaf` answers for what is asked at the ends
pub(super) fn holds_with(when: &When, leaf: &dyn Fn(&When) -> Truth) -> Truth {
    match when {
        When::Always => Truth::Yes,
        When::Sent(..) | When::State(_) => leaf(when),
        When::Not(inner) => holds_with(inner, leaf).negated_if(true),
        When::All(list) => Truth::all(list.iter().map(|it| holds_with(it, leaf))),
        When::Any(list) => Truth::any(list.iter().map(|it| holds_with(it, leaf))),
    }
}

/// One end of a circumstance, asked of request and world
pub(super) fn leaf_holds(leaf: &When, scene: &Scene<'_>) -> Truth {
    match leaf {
        When::Sent(part, name, value) => scene.sent.has(*part, name, *value),
        When::State(state) => scene.state(*state),
        When::Always | When::Not(_) | When::All(_) | When::Any(_) => holds(leaf, scene),
    }
}

/// What would settle an open circumstance: one gap for each end that is unknown.
#[must_use]
pub(super) fn gaps(when: &'static When, scene: &Scene<'_>) -> Vec<Gap> {
    let mut all: Vec<Gap> = Vec::new();
    when.for_each_leaf(|leaf| {
        if leaf_holds(leaf, scene) != Truth::Maybe {
            return;
        }
        let gap = match leaf {
            When::State(state) => scene.gap(*state),
            When::Sent(part, name, _) => not_shown(*part, name),
            When::Always | When::Not(_) | When::All(_) | When::Any(_) => return,
        };
        if !all.contains(&gap) {
            all.push(gap);
        }
    });
    all
}

fn not_shown(part: Part, name: &str) -> Gap {
    let (what, flag) = match part {
        Part::Header => (
            format!("whether the request sends {name}"),
            Some("--header"),
        ),
        Part::Query => (
            format!("whether the request has the parameter {name}"),
            Some("--param"),
        ),
        Part::Body => (
            format!("whether the request's body has {name}"),
            Some("--param"),
        ),
        Part::Field => (format!("whether the form has the field {name}"), None),
    };
    Gap {
        slot: None,
        what,
        why: Reason::NotGiven,
        command: flag.map(|flag| format!("why403 … {flag} {name}=VALUE")),
    }
}

/// Why a circumstance holds, or what it depends on, as a clause; `None` where it always holds.
///
/// `wanted` is [`Truth::Yes`] for the reasons of one that holds, [`Truth::Maybe`] for what one
/// that is open depends on.
#[must_use]
pub(super) fn words(when: &When, scene: &Scene<'_>, wanted: Truth) -> Option<String> {
    let clause = clause(when, scene, wanted, false);
    (!clause.is_empty()).then(|| joined(&clause, " and "))
}

/// A part of a clause: what it is about, and what is said of it
type Said = (&'static str, String);

fn clause(when: &When, scene: &Scene<'_>, wanted: Truth, negated: bool) -> Vec<Said> {
    let speaks = |it: &When| holds(it, scene).negated_if(negated) == wanted;
    let list = |list: &'static [When], is_all: bool| -> Vec<Said> {
        let parts = list.iter().filter(|it| speaks(it));
        let parts = parts.map(|it| clause(it, scene, wanted, negated));
        // Under a negation, "all" means "any".
        if is_all != negated {
            return parts.flatten().collect();
        }
        let said: Vec<Said> = parts.flatten().collect();
        match said.split_first() {
            None => Vec::new(),
            Some((first, [])) => alloc::vec![first.clone()],
            Some(_) => alloc::vec![("", joined(&said, " or "))],
        }
    };
    match when {
        When::Always => Vec::new(),
        When::Sent(part, name, value) => alloc::vec![sent(*part, name, *value, negated)],
        When::State(state) => alloc::vec![("", state_words(*state, negated).to_string())],
        When::Not(inner) => clause(inner, scene, wanted, !negated),
        When::All(parts) => list(parts, true),
        When::Any(parts) => list(parts, false),
    }
}

fn sent(part: Part, name: &str, value: Option<&str>, negated: bool) -> Said {
    let about = match (part, negated) {
        (Part::Header, false) => "the request sends ",
        (Part::Header, true) => "the request does not send ",
        (Part::Query, false) => "the request has ?",
        (Part::Query, true) => "the request has no ?",
        (Part::Body, false) => "the request's body has ",
        (Part::Body, true) => "the request's body has no ",
        (Part::Field, false) => "the form has the field ",
        (Part::Field, true) => "the form has no field ",
    };
    let text = match (part, value) {
        (_, None) => name.to_string(),
        (Part::Header, Some(value)) => format!("{name}: {value}"),
        (_, Some(value)) => format!("{name}={value}"),
    };
    (about, text)
}

/// Clauses in a row; what several say of one thing is said in one
fn joined(clauses: &[Said], between: &str) -> String {
    let mut text = String::new();
    let mut before = None;
    for (about, said) in clauses {
        if !text.is_empty() {
            text.push_str(between);
        }
        if about.is_empty() || before != Some(*about) {
            text.push_str(about);
        }
        text.push_str(said);
        before = Some(*about);
    }
    text
}

/// A state as a clause, and the other way round
#[rustfmt::skip] // One state a row, in columns.
fn state_words(state: State, negated: bool) -> &'static str {
    let (holds, does_not) = match state {
        State::Annotations                       => ("the object has annotations", "the object has no annotations"),
        State::BatchReplication                  => ("a batch job replicates existing objects", "no batch job replicates"),
        State::BatchReplicationGeneratedManifest => ("the batch job makes its list of objects itself", "the batch job is given its list of objects"),
        State::BucketDefaultKms                  => ("the bucket encrypts with SSE-KMS by default", "the bucket does not encrypt with SSE-KMS by default"),
        State::BucketKey                         => ("the bucket uses an S3 Bucket Key", "no S3 Bucket Key is used"),
        State::BucketUnversioned                 => ("versioning was never turned on", "the bucket is or was versioned"),
        State::CallerSourceIdentity              => ("the caller's session has a source identity", "the caller has no source identity"),
        State::GovernanceLocked                  => ("the version is under governance retention", "the version is not under governance retention"),
        State::KeyOtherAccountInOrg              => ("the key belongs to another account of the organization", "the key belongs to the same account"),
        State::LogGroupMissing                   => ("the log group does not exist", "the log group exists"),
        State::ObjSseKms                         => ("the object is encrypted with SSE-KMS", "the object is not encrypted with SSE-KMS"),
        State::ObjectLock                        => ("the objects have retention or a legal hold", "the objects have neither retention nor legal hold"),
        State::ObjectMissing                     => ("the object does not exist", "the object exists"),
        State::OwnerOverride                     => ("the replicas change owner", "the replicas keep their owner"),
        State::RetentionShortened                => ("the retention ends earlier than before", "the retention does not end earlier than before"),
        State::SrcHasTags                        => ("the source has tags", "the source has no tags"),
        State::SrcMissing                        => ("the source does not exist", "the source exists"),
        State::SrcSseKms                         => ("the source is encrypted with SSE-KMS", "the source is not encrypted with SSE-KMS"),
        State::SrcVersion                        => ("the source is named with its version", "the source is named without a version"),
        State::SseKms                            => ("the object gets encrypted with SSE-KMS", "the object does not get encrypted with SSE-KMS"),
        State::TokenHasSourceIdentity            => ("the token names a source identity", "the token names no source identity"),
        State::TokenHasTags                      => ("the token carries session tags", "the token carries no session tags"),
    };
    if negated { does_not } else { holds }
}
