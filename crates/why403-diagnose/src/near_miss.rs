//! Statements that were meant to allow and did not: which element failed, and how close it was.
//!
//! A near miss is an Allow that fails in one element only and speaks of the same service.

use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_engine::condition::Reason;
use why403_engine::trace::{LayerTrace, Resolved, StatementTrace, TestTrace};
use why403_engine::truth::Truth;
use why403_engine::verdict::{Layer, Strength};
use why403_model::facts;
use why403_model::pattern::Glob;
use why403_model::policy::{Effect, Statement};
use why403_model::request::Request;
use why403_model::span::Span;
use why403_model::world::Document;

use crate::cause;

/// A statement that was meant to allow
#[derive(Clone, Debug)]
pub struct NearMiss {
    /// In which layer
    pub layer: Layer,
    /// Its document
    pub document: Arc<Document>,
    /// Its place in the document, from 0
    pub statement: usize,
    /// Which element failed, and how
    pub missed: Missed,
    /// The part of the document's text that decided
    pub at: Span,
}

/// Which element failed, and how
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missed {
    /// `Resource` names the bucket where the action needs the objects in it
    BucketForObject {
        /// The pattern as written
        written: String,
        /// The pattern that would fit
        needed: String,
    },
    /// `Resource` names objects where the action needs the bucket
    ObjectsForBucket {
        /// The pattern as written
        written: String,
        /// The pattern that would fit
        needed: String,
    },
    /// `Resource` names something else
    OtherResource {
        /// The patterns as written
        written: Vec<String>,
    },
    /// A variable in `Resource` has no value in this request
    NoValue {
        /// The variable's key
        key: String,
    },
    /// `Action` names an action that AWS does not have, and this one is meant
    NoSuchAction {
        /// As written
        written: String,
    },
    /// `Action` names other actions of the service
    OtherAction {
        /// As written
        written: Vec<String>,
    },
    /// `Principal` names somebody else
    OtherPrincipal {
        /// As written
        written: Vec<String>,
    },
    /// The statement only delegates to the account, whose identity policies have to allow
    Delegates,
    /// It allows if keys that nobody told have the values that it asks for
    Open {
        /// The keys as written, of conditions first, then of variables
        keys: Vec<String>,
    },
    /// A condition fails
    Condition {
        /// The operator as written
        operator: String,
        /// The key as written
        key: String,
        /// What the policy wants, variables filled in
        wanted: Vec<String>,
        /// What the request has; `None` where the key is absent
        found: Option<Vec<String>>,
        /// Why the test failed
        reason: Reason,
    },
}

impl Missed {
    /// How telling a miss is: the lower, the likelier it is what somebody got wrong
    fn rank(&self) -> u8 {
        match self {
            Self::BucketForObject { .. }
            | Self::ObjectsForBucket { .. }
            | Self::NoSuchAction { .. } => 0,
            Self::Condition { .. } | Self::NoValue { .. } | Self::Open { .. } => 1,
            Self::OtherPrincipal { .. } | Self::Delegates => 2,
            Self::OtherResource { .. } => 3,
            Self::OtherAction { .. } => 4,
        }
    }
}

/// The near misses of one layer, the most telling first.
#[must_use]
pub fn find(trace: &LayerTrace, request: &Request) -> Vec<NearMiss> {
    let mut all: Vec<NearMiss> = Vec::new();
    let silent = silent_levels(trace);
    for policy in &trace.policies {
        let document = &policy.policy.document;
        let sources = document.policy.statements.iter();
        for (traced, source) in policy.statements.iter().zip(sources) {
            // A ceiling lists what it lets through: all of it is telling.
            let is_telling = is_ceiling(trace.layer) || speaks_of_service(source, request);
            let is_elsewhere = trace.layer == Layer::Scp
                && policy.level.as_ref().is_some_and(|it| !silent.contains(it));
            if traced.effect != Effect::Allow || !is_telling || is_elsewhere {
                continue;
            }
            if let Some((missed, at)) = missed(traced, source, request, trace.layer) {
                all.push(NearMiss {
                    layer: trace.layer,
                    document: document.clone(),
                    statement: traced.index,
                    missed,
                    at,
                });
            }
        }
    }
    all.sort_by_key(|it| it.missed.rank());
    all
}

/// Layers that cap what others grant
fn is_ceiling(layer: Layer) -> bool {
    matches!(layer, Layer::Scp | Layer::Boundary | Layer::Session)
}

/// The organization's nodes at which nothing allows, root first
#[must_use]
pub(crate) fn silent_levels(trace: &LayerTrace) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for policy in &trace.policies {
        let level = policy.level.as_ref();
        all.extend(level.filter(|it| !all.contains(it)).cloned());
    }
    let allows = |level: &String| {
        let here = trace
            .policies
            .iter()
            .filter(|it| it.level.as_ref() == Some(level));
        here.flat_map(|it| &it.statements)
            .any(|it| it.effect == Effect::Allow && it.outcome != Truth::No)
    };
    all.retain(|level| !allows(level));
    all
}

fn speaks_of_service(statement: &Statement, request: &Request) -> bool {
    let service = request.action.service();
    statement.action.values.iter().any(|it| {
        it.text == "*"
            || it
                .text
                .split_once(':')
                .is_some_and(|(prefix, _)| prefix.eq_ignore_ascii_case(service))
    })
}

fn missed(
    traced: &StatementTrace,
    source: &Statement,
    request: &Request,
    layer: Layer,
) -> Option<(Missed, Span)> {
    if traced.outcome == Truth::Yes {
        let delegates = traced.strength == Some(Strength::Account);
        let at = source.principal.as_ref().map_or(source.at, |it| it.at);
        return delegates.then_some((Missed::Delegates, at));
    }
    if traced.outcome == Truth::Maybe {
        return open(traced, source);
    }
    if traced.misses() != 1 {
        return None;
    }
    if !traced.action {
        return action(source, request, layer);
    }
    if traced.principal == Truth::No {
        let element = source.principal.as_ref()?;
        let written = element
            .values
            .iter()
            .map(|it| it.value.text.clone())
            .collect();
        let at = only(element.values.iter().map(|it| it.value.at)).unwrap_or(element.at);
        return Some((Missed::OtherPrincipal { written }, at));
    }
    if traced.resource == Truth::No {
        return resource(traced, source, request);
    }
    let failed = traced
        .conditions
        .iter()
        .find(|test| test.outcome == Truth::No)?;
    condition(failed, source)
}

/// The keys that decide whether a statement takes effect; `None` where it is not a matter of keys
fn open(traced: &StatementTrace, source: &Statement) -> Option<(Missed, Span)> {
    let mut keys: Vec<String> = Vec::new();
    let mut places: Vec<Span> = Vec::new();
    let mut add = |key: &str, at: Span| {
        if !keys.iter().any(|it| it == key) {
            keys.push(key.to_string());
            places.push(at);
        }
    };
    let tests = traced.conditions.iter();
    for test in tests.filter(|it| it.outcome == Truth::Maybe) {
        let written = source.conditions.get(test.index)?;
        if test.reason == Reason::KeyUnknown {
            add(&written.key.text, written.at);
        }
        for (resolved, value) in test.wanted.iter().zip(&written.values) {
            if let Some(Resolved::Unknown { key }) = resolved {
                add(as_written(key, &value.text), written.at);
            }
        }
    }
    let values = source.resource.iter().flat_map(|it| &it.values);
    for (resolved, written) in traced.resources.iter().zip(values) {
        if let Some(Resolved::Unknown { key }) = resolved {
            add(as_written(key, &written.text), written.at);
        }
    }
    let at = *places.first()?;
    Some((Missed::Open { keys }, at))
}

/// A variable's key, which is known in lower case, as the text with the variable has it
fn as_written<'t>(key: &'t str, text: &'t str) -> &'t str {
    let start = text.to_ascii_lowercase().find(key);
    let written = start.and_then(|start| text.get(start..start + key.len()));
    written.unwrap_or(key)
}

fn action(source: &Statement, request: &Request, layer: Layer) -> Option<(Missed, Span)> {
    let wanted = facts::action(request.action.service(), request.action.name());
    for written in &source.action.values {
        let Some((service, name)) = written.text.split_once(':') else {
            continue;
        };
        let is_known = facts::action(service, name).is_some() || name.contains(['*', '?']);
        let meant = facts::meant_action(service, name);
        let is_meant = meant.zip(wanted).is_some_and(|(meant, wanted)| {
            meant.name() == wanted.name() && meant.service().prefix() == wanted.service().prefix()
        });
        if !is_known && is_meant {
            return Some((
                Missed::NoSuchAction {
                    written: written.text.clone(),
                },
                written.at,
            ));
        }
    }
    // Other actions say little, unless the statement is about this very resource.
    let names_resource = source
        .resource
        .as_ref()
        .is_some_and(|it| !it.negated && it.values.iter().all(|value| value.text != "*"));
    let written = source
        .action
        .values
        .iter()
        .map(|it| it.text.clone())
        .collect();
    let at = only(source.action.values.iter().map(|it| it.at)).unwrap_or(source.action.at);
    (names_resource || is_ceiling(layer)).then_some((Missed::OtherAction { written }, at))
}

fn resource(
    traced: &StatementTrace,
    source: &Statement,
    request: &Request,
) -> Option<(Missed, Span)> {
    let element = source.resource.as_ref()?;
    let (bucket, object) = match request.resource.strip_prefix("arn:") {
        Some(_) => split_s3(&request.resource),
        None => (None, None),
    };
    for (index, written) in element.values.iter().enumerate() {
        let resolved = traced.resources.get(index).and_then(Option::as_ref);
        if let Some(Resolved::Unresolved { key }) = resolved {
            return Some((Missed::NoValue { key: key.clone() }, written.at));
        }
        let text = match resolved {
            Some(Resolved::Text(compared)) => compared.clone(),
            _ => written.text.clone(),
        };
        match (&bucket, &object) {
            // The pattern fits the bucket, and the request is about an object in it.
            (Some(bucket), Some(_)) if Glob::from_text(&text).matches(bucket) => {
                let needed = alloc::format!("{text}/*");
                return Some((
                    Missed::BucketForObject {
                        written: text,
                        needed,
                    },
                    written.at,
                ));
            }
            // Without what follows the slash the pattern fits the bucket that is asked about.
            (Some(bucket), None) => {
                let (head, tail) = text.split_once('/').unwrap_or((&text, ""));
                if !tail.is_empty() && Glob::from_text(head).matches(bucket) {
                    let needed = head.to_string();
                    return Some((
                        Missed::ObjectsForBucket {
                            written: text,
                            needed,
                        },
                        written.at,
                    ));
                }
            }
            (_, _) => {}
        }
    }
    let written = element.values.iter().map(|it| it.text.clone()).collect();
    let at = only(element.values.iter().map(|it| it.at)).unwrap_or(element.at);
    Some((Missed::OtherResource { written }, at))
}

/// The bucket's ARN of a bucket or object ARN, and the key of an object
fn split_s3(resource: &str) -> (Option<String>, Option<String>) {
    let Ok(arn) = why403_model::arn::Arn::parse(resource) else {
        return (None, None);
    };
    let bucket = arn
        .s3_bucket()
        .map(|name| alloc::format!("arn:{}:s3:::{name}", arn.partition()));
    (bucket, arn.s3_key().map(String::from))
}

/// The one item, if there is one only
fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next()?;
    all.next().is_none().then_some(first)
}

fn condition(failed: &TestTrace, source: &Statement) -> Option<(Missed, Span)> {
    let test = source.conditions.get(failed.index)?;
    let missed = Missed::Condition {
        operator: test.operator_text.text.clone(),
        key: test.key.text.clone(),
        wanted: cause::wanted(failed, test),
        found: failed.found.clone(),
        reason: failed.reason,
    };
    Some((missed, test.at))
}
