//! What to try: the least change for a cause, tried on a copy of the layers.
//!
//! Not yet the typed, searched fixes that are proven over a whole world; until then every change
//! is evaluated against the check that failed, and says what came of it.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt::Write as _;

use why403_engine::condition::Rules;
use why403_engine::layers::{Exists, Layers};
use why403_engine::resolve::quoted;
use why403_engine::verdict::{Layer, LayerSet};
use why403_engine::{Prepared, decide};
use why403_model::policy::{PolicyKind, parse};
use why403_model::request::{Principal, Request};
use why403_model::world::Document;

use crate::cause::Cause;
use crate::near_miss::Missed;
use crate::symptom::Denial;

/// A change that may cure a cause
#[derive(Clone, Debug)]
pub struct Idea {
    /// Which check it is for, by its place from 0
    pub check: usize,
    /// The layer that it changes
    pub layer: Layer,
    /// What to do, in one sentence
    pub text: String,
    /// The statement to add, as indented JSON, if it is one
    pub statement: Option<String>,
    /// The command that does it, if one does
    pub command: Option<String>,
    /// What came of trying it
    pub tried: Tried,
}

/// What came of trying a change on a copy
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tried {
    /// The check passes, whatever is unknown
    Allowed,
    /// This cause is gone, and other layers are in the way
    StillOpen {
        /// Layers that deny, whatever is unknown
        must: LayerSet,
        /// Layers that may deny, those of `must` among them
        may: LayerSet,
    },
    /// Nothing could be tried: it is advice
    Advice,
}

/// Ideas for a cause; empty where there is none to give.
#[must_use]
pub fn ideas(cause: &Cause, layers: &Layers, request: &Request) -> Vec<Idea> {
    match (cause.layer, cause.effect) {
        (Layer::Identity, Denial::Implicit) => {
            identity(cause, layers, request).into_iter().collect()
        }
        (Layer::Resource, Denial::Implicit) => {
            resource(cause, layers, request).into_iter().collect()
        }
        (Layer::Scp | Layer::Rcp, _) => alloc::vec![guardrail(cause)],
        (_, _) => Vec::new(),
    }
}

fn identity(cause: &Cause, layers: &Layers, request: &Request) -> Option<Idea> {
    let near = cause.near_misses.first();
    let (text, resource) = match near.map(|it| (&it.missed, it)) {
        Some((Missed::BucketForObject { written, needed }, it)) => (
            format!(
                "in {}, change Resource \"{written}\" to \"{needed}\"",
                it.document.label
            ),
            needed.clone(),
        ),
        Some((Missed::ObjectsForBucket { written, needed }, it)) => (
            format!(
                "in {}, add Resource \"{needed}\" beside \"{written}\"",
                it.document.label
            ),
            needed.clone(),
        ),
        Some((Missed::NoSuchAction { written }, it)) => (
            format!(
                "in {}, write {} instead of {written}",
                it.document.label, request.action
            ),
            request.resource.clone(),
        ),
        _ => (
            format!(
                "allow {} for the caller with this statement",
                request.action
            ),
            request.resource.clone(),
        ),
    };
    let statement = allow(&request.action.to_string(), &resource, None);
    let tried = try_adding(layers, request, Layer::Identity, &statement, cause.layer)?;
    let is_new = !matches!(
        near.map(|it| &it.missed),
        Some(
            Missed::BucketForObject { .. }
                | Missed::ObjectsForBucket { .. }
                | Missed::NoSuchAction { .. }
        )
    );
    let command = is_new
        .then(|| put_policy(layers, request, &statement))
        .flatten();
    let statement = is_new.then_some(statement);
    Some(Idea {
        check: cause.check,
        layer: Layer::Identity,
        text,
        statement,
        command,
        tried,
    })
}

fn resource(cause: &Cause, layers: &Layers, request: &Request) -> Option<Idea> {
    let principal = request.principal.principal_arn()?;
    let is_key = request.action.service() == "kms";
    let resource = if is_key { "*" } else { &request.resource };
    let statement = allow(&request.action.to_string(), resource, Some(&principal));
    let tried = try_adding(layers, request, Layer::Resource, &statement, cause.layer)?;
    let what = if is_key {
        "the key policy"
    } else {
        "the resource's policy"
    };
    let text = format!("its owner adds this statement to {what}");
    let statement = Some(statement);
    Some(Idea {
        check: cause.check,
        layer: Layer::Resource,
        text,
        statement,
        command: None,
        tried,
    })
}

/// A guardrail is somebody's decision: comply with it, or ask
fn guardrail(cause: &Cause) -> Idea {
    let policy = cause
        .decider
        .as_ref()
        .map_or("the policy", |it| it.document.label.as_str());
    let condition = cause
        .decider
        .as_ref()
        .map(|it| it.because.join(" and "))
        .unwrap_or_default();
    let text = if condition.is_empty() {
        format!("{policy} is a guardrail of the organization: ask its owner for an exception")
    } else {
        format!(
            "{policy} is a guardrail and denies because {condition}: comply with it, or ask its owner"
        )
    };
    Idea {
        check: cause.check,
        layer: cause.layer,
        text,
        statement: None,
        command: None,
        tried: Tried::Advice,
    }
}

/// An Allow statement as indented JSON, in lines that fit a terminal where its words do
fn allow(action: &str, resource: &str, principal: Option<&str>) -> String {
    let mut lines = alloc::vec![format!(
        "  \"Effect\": \"Allow\", \"Action\": {},",
        text(action)
    )];
    if let Some(principal) = principal {
        lines.push(format!(
            "  \"Principal\": {{\"AWS\": {}}},",
            text(principal)
        ));
    }
    let resource = text(resource);
    if resource.len() > LONG {
        lines.push("  \"Resource\":".to_string());
        lines.push(resource);
    } else {
        lines.push(format!("  \"Resource\": {resource}"));
    }
    format!("{{\n{}\n}}", lines.join("\n"))
}

/// A value of more bytes gets a line of its own
const LONG: usize = 60;

/// A JSON string
fn text(value: &str) -> String {
    let mut quoted = String::from("\"");
    for character in value.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            it if it.is_control() => {
                // Writing to a `String` cannot fail.
                let _ = write!(quoted, "\\u{:04x}", u32::from(it));
            }
            it => quoted.push(it),
        }
    }
    quoted.push('"');
    quoted
}

/// The command that writes the statement as a new inline policy of the caller
fn put_policy(layers: &Layers, request: &Request, statement: &str) -> Option<String> {
    let (command, name) = match &request.principal {
        // Such roles are written by somebody else and set back.
        Principal::RoleSession { role, .. }
            if role.starts_with("AWSReservedSSO_") || request.principal.is_service_linked() =>
        {
            return None;
        }
        Principal::RoleSession { role, .. } => ("put-role-policy --role-name", role.as_str()),
        Principal::User { arn, .. } => (
            "put-user-policy --user-name",
            arn.resource().rsplit('/').next().unwrap_or(""),
        ),
        Principal::FederatedUser { .. }
        | Principal::Root { .. }
        | Principal::Anonymous
        | Principal::Service { .. }
        | Principal::Federated { .. }
        | Principal::Unstated => return None,
    };
    let document = format!("{{\n\"Version\": \"2012-10-17\",\n\"Statement\": {statement}}}");
    Some(format!(
        "aws iam {command} {} \\\n  --policy-name {} --policy-document {}",
        quoted(name),
        new_name(layers, request),
        quoted(&document)
    ))
}

/// A name that no policy of the caller has: writing an inline policy replaces one of its name
fn new_name(layers: &Layers, request: &Request) -> String {
    let wanted = format!("allow-{}", request.action.to_string().replace(':', "-"));
    let is_taken = |name: &str| {
        let known = layers.identity.known.iter();
        let mut labels = known.map(|it| it.document.label.as_str());
        labels.any(|label| label.split(' ').any(|word| word == name))
    };
    let mut name = wanted.clone();
    let mut number = 2;
    while is_taken(&name) {
        name = format!("{wanted}-{number}");
        number += 1;
    }
    name
}

/// Adds the statement to a copy of the layers and decides again
fn try_adding(
    layers: &Layers,
    request: &Request,
    to: Layer,
    statement: &str,
    cured: Layer,
) -> Option<Tried> {
    let document = format!("{{\"Version\": \"2012-10-17\", \"Statement\": [{statement}]}}");
    let policy = parse(&document).sound().ok()?;
    let document = Document {
        label: "the new statement".to_string(),
        arn: None,
        file: None,
        line: None,
        text: document,
        policy,
        origin: None,
    };
    let mut copy = layers.clone();
    let (policies, kind) = match to {
        Layer::Resource => (&mut copy.resource, PolicyKind::Resource),
        _ => (&mut copy.identity, PolicyKind::IdentityInline),
    };
    policies.exists = Exists::Yes;
    policies
        .known
        .push(Arc::new(Prepared::new(Arc::new(document), kind)));
    let outcome = decide(&copy, request, Rules::Enforcement);
    if outcome.may_allow && !outcome.may_deny_implicitly && !outcome.may_deny_explicitly {
        return Some(Tried::Allowed);
    }
    let open = Tried::StillOpen {
        must: outcome.must,
        may: outcome.may,
    };
    (!outcome.must.holds(cured)).then_some(open)
}
