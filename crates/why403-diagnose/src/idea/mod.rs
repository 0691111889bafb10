//! What to try: the least change for a cause, tried on a copy of the layers.
//!
//! Not yet the typed, searched fixes that are proven over a whole world; until then every change
//! is evaluated against the check that failed, and says what came of it. What was not tried
//! claims no effect. A Deny is met by changing the request, never by removing it; guardrails of
//! the organization are never edited; an unsigned request gets credentials, not a public bucket.

mod advice;
mod comply;
mod gate;
mod grant;
mod missing;
mod ownership;
mod public;
mod service;
mod trial;
mod unlisted;
mod write;

pub(crate) use advice::{credentials_text as unsigned, deny_text as deny_is_meant};
pub(crate) use comply::{complying, value_for};
pub(crate) use gate::text as gate_text;
pub(crate) use grant::{behind, escaped, is_key_of_aws, literal};
pub(crate) use missing::{encoded as meant_key, instead_of_missing};
pub(crate) use service::log;
pub(crate) use write::new_name;

use alloc::string::String;
use alloc::vec::Vec;

use why403_engine::layers::Layers;
use why403_engine::verdict::{Layer, LayerSet};
use why403_model::request::{Principal, Request};

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

/// Ideas for a cause, the one that changes least first; empty where there is none to give.
#[must_use]
pub fn ideas(cause: &Cause, layers: &Layers, request: &Request) -> Vec<Idea> {
    let complying = comply::ideas(cause, layers, request);
    let is_unsigned = request.principal == Principal::Anonymous;
    if is_unsigned && (cause.effect == Denial::Implicit || cause.layer == Layer::BlockPublicAccess)
    {
        return alloc::vec![advice::credentials(cause, request)];
    }
    if let (Denial::Implicit, Some(Missed::Open { keys })) =
        (cause.effect, cause.near_misses.first().map(|it| &it.missed))
    {
        // What is there may be right: nothing is added beside it before that is known.
        let mut all = complying;
        all.push(advice::tell(cause, keys));
        return all;
    }
    let changing: Vec<Idea> = match (cause.layer, cause.effect) {
        (Layer::Identity, Denial::Implicit) => grant::identity(cause, layers, request),
        (Layer::Resource, Denial::Implicit) => grant::resource(cause, layers, request),
        (Layer::Boundary | Layer::Session | Layer::Endpoint, Denial::Implicit) => {
            grant::ceiling(cause, layers, request)
        }
        (Layer::AccessPoint, Denial::Implicit) => grant::access_point(cause, layers, request),
        (Layer::S3Gate, Denial::Explicit) => {
            gate::idea(cause, layers, request).into_iter().collect()
        }
        (Layer::Acl, Denial::Implicit) => ownership::ideas(cause, layers, request),
        (Layer::BlockPublicAccess, Denial::Explicit) => public::ideas(cause, layers, request),
        (Layer::Scp | Layer::Rcp, _) => alloc::vec![advice::guardrail(cause, complying.first())],
        (Layer::Resource, Denial::Explicit) => {
            unlisted::idea(cause, layers, request).into_iter().collect()
        }
        (_, _) => Vec::new(),
    };
    let mut all: Vec<Idea> = complying;
    all.extend(changing);
    if all.is_empty() && cause.effect == Denial::Explicit && cause.decider.is_some() {
        all.push(advice::deny(cause, request));
    }
    all
}

impl Idea {
    /// Something to know, which changes nothing that could be tried
    fn advice(cause: &Cause, text: String) -> Self {
        Self {
            check: cause.check,
            layer: cause.layer,
            text,
            statement: None,
            command: None,
            tried: Tried::Advice,
        }
    }
}
