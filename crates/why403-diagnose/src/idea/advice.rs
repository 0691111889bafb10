//! What to do where nothing is to be edited: guardrails, Denies on purpose, unsigned requests.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::verdict::Layer;
use why403_model::request::Request;
use why403_model::shell::quoted;

use super::Idea;
use super::grant::keeper;
use crate::cause::{Cause, caller, foreign};
use crate::symptom::Denial;

/// A guardrail is somebody's decision: comply with it, or ask
pub(super) fn guardrail(cause: &Cause, complying: Option<&Idea>) -> Idea {
    let text = match (&cause.decider, cause.effect, complying) {
        (Some(decider), _, Some(_)) => {
            format!(
                "or ask the owner of {} for an exception",
                decider.document.label
            )
        }
        (Some(decider), _, None) => format!(
            "{} is a guardrail of the organization: comply with it, or ask its owner for an \
             exception",
            decider.document.label
        ),
        (None, Denial::Explicit, _) => {
            "a guardrail of the organization denies it: ask its administrators which one, and \
             what it wants"
                .to_string()
        }
        (None, Denial::Implicit, _) => {
            "what a level of the organization leaves out nobody below can allow: ask the \
             organization's administrators, or use an account elsewhere in it"
                .to_string()
        }
    };
    Idea::advice(cause, text)
}

/// What has to be known of the request before anything is changed
pub(super) fn tell(cause: &Cause, keys: &[String]) -> Idea {
    let flags: Vec<String> = keys
        .iter()
        .map(|it| quoted(&format!("{it}=VALUE")))
        .collect();
    let text = "say what the request has, or --context-absent KEY for what it lacks: the value \
                that does not fit is why";
    Idea {
        command: Some(format!(
            "why403 … --context {}",
            flags.join(" \\\n  --context ")
        )),
        ..Idea::advice(cause, text.to_string())
    }
}

/// A Deny that no change of the request meets
pub(super) fn deny(cause: &Cause, request: &Request) -> Idea {
    Idea::advice(cause, deny_text(cause, request))
}

/// The sentence for a Deny that no change of the request meets
pub(crate) fn deny_text(cause: &Cause, request: &Request) -> String {
    let who = caller(&request.principal);
    let label = cause
        .decider
        .as_ref()
        .map_or("", |it| it.document.label.as_str());
    let group = label.split_once(" of group ").map(|(_, group)| group);
    match (group, cause.layer) {
        (Some(group), _) => format!(
            "no Allow overrides a Deny: ask who keeps group {group} whether {who} has to be in it"
        ),
        (None, Layer::Resource) if foreign(request).is_some() => format!(
            "no Allow overrides a Deny: ask {} for an exception",
            keeper(request)
        ),
        (None, _) => {
            format!("no Allow overrides a Deny: ask who keeps {label} whether {who} is meant by it")
        }
    }
}

/// An unsigned request gets credentials, not a public bucket
pub(super) fn credentials(cause: &Cause, request: &Request) -> Idea {
    Idea::advice(cause, credentials_text(cause, request))
}

/// The sentence for an unsigned request
pub(crate) fn credentials_text(cause: &Cause, request: &Request) -> String {
    let owner = request.resource_owner.known();
    let whose = owner.map_or(String::new(), |it| format!(" of account {it}"));
    if cause.layer == Layer::BlockPublicAccess {
        format!(
            "leave Block Public Access on: sign the request, with credentials{whose}; for \
             readers without any, serve the bucket through CloudFront with origin access control"
        )
    } else {
        format!("sign the request, with credentials{whose} or of a caller that its policy lets in")
    }
}
