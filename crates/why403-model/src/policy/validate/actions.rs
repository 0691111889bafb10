//! `Action` and `NotAction`: the grammar of each pattern, and whether there is such an action.
//!
//! Source: `spec/iam.md` A.4 and A.7. The grammar is read from a peer; `*:*` is from our own
//! knowledge, and STS is taken to read actions as IAM does.

use alloc::string::{String, ToString};

use super::store::Services;
use super::{Review, shown, trust};
use crate::facts;
use crate::policy::{PolicyKind, Statement, Text};

/// What is wrong with an action
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ActionProblem {
    /// Not `*` and not of the form `service:Name`
    #[error("`{action}` is not of the form `service:Name`")]
    Malformed {
        /// As written
        action: String,
    },
    /// A bare `*` where a service has to be named
    #[error("{kind} names the service of every action")]
    Star {
        /// The kind in words
        kind: &'static str,
    },
    /// An action of a service that this kind of policy is not for
    #[error("`{action}` is of a service that {kind} does not reach")]
    Foreign {
        /// As written
        action: String,
        /// The kind in words
        kind: &'static str,
        /// The prefixes that it reaches
        services: &'static [&'static str],
    },
    /// An action of STS that is not about becoming a role
    #[error("`{action}` is none of the actions of a role trust policy")]
    NotOfTrust {
        /// As written
        action: String,
    },
    /// An action that its service does not have
    #[error("there is no action `{action}`")]
    Unknown {
        /// As written
        action: String,
        /// The action that was meant, if one is near
        meant: Option<String>,
    },
    /// A pattern that matches no action of its service
    #[error("`{action}` matches no action of its service")]
    MatchesNone {
        /// As written
        action: String,
    },
    /// A service whose actions are not known here
    #[error("the actions of `{service}` are not known here, `{action}` was not checked")]
    UnknownService {
        /// The prefix
        service: String,
        /// As written
        action: String,
    },
}

impl ActionProblem {
    /// The stable code: `validate/…`
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Malformed { .. } => "validate/action-malformed",
            Self::Star { .. } => "validate/action-star",
            Self::Foreign { .. } => "validate/action-foreign",
            Self::NotOfTrust { .. } => "validate/action-not-of-trust",
            Self::Unknown { .. } => "validate/action-unknown",
            Self::MatchesNone { .. } => "validate/action-matches-none",
            Self::UnknownService { .. } => "validate/service-unknown",
        }
    }

    pub(super) fn help(&self) -> Option<String> {
        match self {
            Self::Malformed { .. } => Some("write `service:Name`, such as `s3:GetObject`; `*` and `?` may stand in the name only".into()),
            Self::Star { .. } => Some("write one action for each service, such as `s3:*`".into()),
            Self::Foreign { services: [one], .. } => Some(alloc::format!("write actions of `{one}:` only")),
            Self::Foreign { services, .. } if services.len() <= 6 => {
                Some(alloc::format!("write actions of these services only: {}", services.join(", ")))
            }
            Self::Foreign { .. } => Some("see \"Services that support RCPs\" in the Organizations User Guide".into()),
            Self::NotOfTrust { .. } => Some(alloc::format!("write one of: {}", trust::ACTIONS.join(", "))),
            Self::Unknown { meant, .. } => meant.as_ref().map(|it| alloc::format!("write `{it}`")),
            Self::MatchesNone { .. } => Some("see the service's page in the Service Authorization Reference".into()),
            Self::UnknownService { .. } => None,
        }
    }
}

pub(super) fn review(review: &mut Review<'_>, statement: &Statement) {
    for action in &statement.action.values {
        one(review, action);
    }
}

fn one(review: &mut Review<'_>, Text { text, at }: &Text) {
    let (store, kind) = (review.store, review.kind.name());
    let action = shown(text);
    if matches!(text.as_str(), "*" | "*:*") {
        review.find(store.star_action, *at, ActionProblem::Star { kind });
        return;
    }
    let parts = text
        .split_once(':')
        .filter(|(prefix, name)| is_well_formed(prefix, name));
    let Some((prefix, name)) = parts else {
        review.refuse(*at, ActionProblem::Malformed { action });
        return;
    };
    if let Services::Only(services) = store.services
        && !store.services.have(prefix)
    {
        review.find(
            store.foreign_action,
            *at,
            ActionProblem::Foreign {
                action,
                kind,
                services,
            },
        );
        return;
    }
    if review.kind == PolicyKind::Trust && !trust::has(text) {
        review.refuse(*at, ActionProblem::NotOfTrust { action });
        return;
    }
    let Some(service) = facts::service(prefix) else {
        if matches!(store.services, Services::Any) {
            unknown_service(
                review,
                prefix,
                Text {
                    text: action,
                    at: *at,
                },
            );
        }
        return;
    };
    if is_pattern(name) {
        if facts::wildcard_matches_any(text) == Some(false) {
            review.find(
                store.keeper.action,
                *at,
                ActionProblem::MatchesNone { action },
            );
        }
    } else if service.is_complete() && facts::action(prefix, name).is_none() {
        let meant = facts::meant_action(prefix, name).map(|it| it.to_string());
        review.find(
            store.keeper.action,
            *at,
            ActionProblem::Unknown { action, meant },
        );
    }
}

/// Said once for each service, at its first action
fn unknown_service(review: &mut Review<'_>, prefix: &str, action: Text) {
    let service = prefix.to_ascii_lowercase();
    if review.unknown_services.insert(service.clone()) {
        let problem = ActionProblem::UnknownService {
            service,
            action: action.text,
        };
        review.note(action.at, problem);
    }
}

fn is_well_formed(prefix: &str, name: &str) -> bool {
    let is_prefix = |it: u8| it.is_ascii_alphanumeric() || it == b'-';
    let is_name = |it: u8| it.is_ascii_alphanumeric() || matches!(it, b'*' | b'?');
    !prefix.is_empty()
        && !name.is_empty()
        && prefix.bytes().all(is_prefix)
        && name.bytes().all(is_name)
}

pub(super) fn is_pattern(name: &str) -> bool {
    name.contains(['*', '?'])
}
