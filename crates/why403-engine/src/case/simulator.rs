//! Where AWS's policy simulator differs from enforcement; the conditions' part is in
//! [`Rules::Simulation`](crate::condition::Rules).
//!
//! Source: `spec/iam.md` G.2 and G.3, observed on AWS 2026-09-11. A grant to the account's root
//! counts as one to the caller (row 6); that is applied in [`crate::evaluate`].

use alloc::borrow::Cow;
use alloc::string::String;

use why403_model::facts;
use why403_model::request::{Entry, Principal, Request};

use super::Kind;
use crate::layers::{AclLayer, Grants, Layers, Levels, Policies};

/// What the simulator puts in place of a caller's id where nobody named a caller
const STUB: &str = "STUB_PRINCIPAL_FOR_POLICY_SIMULATOR";

/// Says what the simulator fills in itself.
pub(super) fn before(kind: Kind, request: &mut Request) {
    if kind == Kind::Simulate && request.principal == Principal::Unstated {
        request
            .context
            .set_if_unsaid("aws:userid", Entry::One(STUB.into()));
    }
}

/// The layers that the simulator looks at (row 2), or none where the resource is of a type that
/// the action does not have: then no statement matches.
pub(super) fn layers_for<'l>(kind: Kind, layers: &'l Layers, request: &Request) -> Cow<'l, Layers> {
    if kind != Kind::Simulate {
        return Cow::Borrowed(layers);
    }
    let outside = "the simulator does not look at this layer";
    let mut seen = Layers {
        rcp: Levels::none(outside),
        endpoint: Policies::none(outside),
        access_point: Policies::none(outside),
        session: Policies::none(outside),
        acl: AclLayer::None,
        public_access_block: None,
        grants: Grants::None,
        ..layers.clone()
    };
    if !fits_action(request) {
        let foreign = "the action has no resource of this type";
        seen.identity = Policies::known(alloc::vec::Vec::new());
        seen.resource = Policies::none(foreign);
        seen.boundary = Policies::none(foreign);
        seen.scp = Levels::none(foreign);
    }
    Cow::Owned(seen)
}

/// Whether the resource is of a service that the action has resources of, as far as the tables
/// know; which of the service's types it is, the simulator does not ask.
fn fits_action(request: &Request) -> bool {
    let service_of = |arn: &str| arn.split(':').nth(2).map(String::from);
    let action = facts::action(request.action.service(), request.action.name());
    match action {
        Some(action) if request.resource != "*" && action.has_resource_types() => {
            let found = service_of(&request.resource);
            action
                .resource_types()
                .any(|it| service_of(it.arn_pattern()) == found)
        }
        Some(_) | None => true,
    }
}
