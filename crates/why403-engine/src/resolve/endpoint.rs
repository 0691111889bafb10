//! The VPC endpoint that a request passes, and its policy.

use alloc::string::ToString;

use why403_model::known::{Gap, Reason};
use why403_model::request::{Found, Request};

use super::not_collected;
use crate::layers::Policies;

/// The endpoint, as far as the request itself tells which network path it took
pub(super) fn endpoint(request: &Request) -> Policies {
    match request.context.find("aws:sourcevpce") {
        Found::Absent => Policies::none("the request does not pass a VPC endpoint"),
        Found::One(id) => Policies::unknown(not_collected(
            alloc::format!("the policy of VPC endpoint {id}"),
            Some(alloc::format!(
                "aws ec2 describe-vpc-endpoints --vpc-endpoint-ids {id}"
            )),
        )),
        Found::Many(_) | Found::Unknown => Policies::unknown(Gap {
            what: "whether the request passes a VPC endpoint, and the endpoint's policy"
                .to_string(),
            why: Reason::NotGiven,
            command: Some("aws ec2 describe-vpc-endpoints".to_string()),
        }),
    }
}
