//! The VPC endpoint that a request passes, and its policy.

use alloc::format;
use alloc::string::ToString;

use why403_model::known::{Gap, Reason};
use why403_model::policy::PolicyKind;
use why403_model::request::{Found, Request};
use why403_model::world::{EndpointKind, World};

use super::{Library, not_collected, optional};
use crate::layers::Policies;

/// The policy of the endpoint that the request's keys name
pub(super) fn endpoint(library: &Library, world: &World, request: &Request) -> Policies {
    let id = match request.context.find("aws:sourcevpce") {
        Found::Absent => return Policies::none("the request passes no VPC endpoint"),
        Found::One(id) => id,
        Found::Many(_) | Found::Unknown => {
            return Policies::unknown(Gap {
                what: "whether the request passes a VPC endpoint, and the endpoint's policy"
                    .to_string(),
                why: Reason::NotGiven,
                command: Some(
                    "why403 … --context-absent aws:SourceVpce, or --context aws:SourceVpce=ENDPOINT"
                        .to_string(),
                ),
                slot: None,
            });
        }
    };
    match world.endpoint(id) {
        Some((_, endpoint)) => optional(
            library,
            &endpoint.policy,
            PolicyKind::Endpoint,
            "endpoints of this kind have no policy",
        ),
        None => Policies::unknown(not_collected(
            format!("the policy of VPC endpoint {id}"),
            Some(format!(
                "aws ec2 describe-vpc-endpoints --vpc-endpoint-ids {id}"
            )),
        )),
    }
}

/// Whether the endpoint that the request's keys name is an interface
pub(super) fn is_interface(world: &World, request: &Request) -> bool {
    let Found::One(id) = request.context.find("aws:sourcevpce") else {
        return false;
    };
    let found = world.endpoint(id);
    found.is_some_and(|(_, it)| it.kind == EndpointKind::Interface)
}
