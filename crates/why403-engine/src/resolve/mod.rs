//! From a world and a request to the layers that stand between them.
//!
//! Every layer comes out known, known to be absent, or unknown with the command that closes the
//! hole. What no snapshot holds has a named default in [`Assume`], which the caller reports.

mod access_point;
mod bucket;
mod endpoint;
mod library;
mod organization;
mod own;
mod resource;

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_model::known::{Fact, Gap, Reason};
use why403_model::policy::PolicyKind;
use why403_model::request::Request;
use why403_model::world::{Account, Bucket, Document, World};

pub(crate) use bucket::request_bucket;
pub use bucket::{find_object, listed_object, now};
pub use library::Library;

use crate::layers::{Exists, Layers, Policies};

/// What is assumed where no world can tell
#[derive(Clone, Debug, Default)]
pub struct Assume {
    /// The policies passed when the caller's session was made
    pub session: SessionPolicies,
}

/// What is known of session policies, which only the call that made the session shows
#[derive(Clone, Debug, Default)]
pub enum SessionPolicies {
    /// None were passed: the assumption
    #[default]
    AssumedNone,
    /// These were passed
    Known(Vec<Arc<Document>>),
    /// Nothing is to be assumed
    Unknown,
}

/// Finds the layers of a request.
#[must_use]
pub fn resolve(world: &World, request: &Request, assume: &Assume) -> Layers {
    resolve_with(&Library::new(), world, request, assume)
}

/// The same, for the next of many requests: policies that others met are in the library.
#[must_use]
pub fn resolve_with(
    library: &Library,
    world: &World,
    request: &Request,
    assume: &Assume,
) -> Layers {
    let caller = request
        .principal
        .account()
        .and_then(|id| world.accounts.get(&id));
    let own = own::Own::of(library, request, caller);
    Layers {
        scp: organization::scp(library, world, &request.principal),
        rcp: organization::rcp(library, world, request),
        endpoint: endpoint::endpoint(library, world, request),
        is_interface_endpoint: endpoint::is_interface(world, request),
        resource: resource::resource(library, world, request),
        access_point: access_point::access_point(library, world, request),
        identity: own.identity,
        boundary: own.boundary,
        session: own::session(library, &request.principal, assume),
        acl: bucket::acl(world, request),
        public_access_block: bucket::public_access_block(world, request),
        grants: resource::grants(world, request),
        gates: bucket::gates(world, request),
    }
}

/// Says what the world knows of a request: the bucket behind an access point, and its owner.
///
/// Before [`resolve`]; what was said already stays.
pub fn complete(world: &World, request: &mut Request) {
    access_point::complete(world, request);
}

/// Where a bucket stands in the world, by its name
#[must_use]
pub fn find_bucket<'w>(world: &'w World, name: &str) -> Option<(&'w Account, &'w Bucket)> {
    world
        .accounts
        .values()
        .find_map(|account| account.buckets.get(name).map(|it| (account, it)))
}

fn not_collected(what: String, command: Option<String>) -> Gap {
    Gap {
        what,
        why: Reason::NotCollected,
        command,
        slot: None,
    }
}

/// Policies of which each may be known or not
fn many(library: &Library, found: &Fact<Vec<Fact<Arc<Document>>>>, kind: PolicyKind) -> Policies {
    match found {
        Fact::Unknown(gap) => Policies {
            exists: Exists::Yes,
            known: Vec::new(),
            gaps: alloc::vec![gap.clone()],
        },
        Fact::Known(all) => Policies {
            exists: Exists::Yes,
            known: all
                .iter()
                .filter_map(Fact::known)
                .map(|it| library.prepared(it, kind))
                .collect(),
            gaps: all.iter().filter_map(Fact::gap).cloned().collect(),
        },
    }
}

/// A policy that may be absent
fn optional(
    library: &Library,
    found: &Fact<Option<Arc<Document>>>,
    kind: PolicyKind,
    absent: &'static str,
) -> Policies {
    match found {
        Fact::Unknown(gap) => Policies::unknown(gap.clone()),
        Fact::Known(None) => Policies::none(absent),
        Fact::Known(Some(document)) => {
            Policies::known(alloc::vec![library.prepared(document, kind)])
        }
    }
}
