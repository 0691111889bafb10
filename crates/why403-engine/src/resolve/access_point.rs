//! The access point that a request names, and its policy.

use why403_model::arn::Arn;
use why403_model::request::Request;

use super::not_collected;
use crate::layers::Policies;

pub(super) fn access_point(request: &Request) -> Policies {
    let is_access_point = Arn::parse(&request.resource)
        .is_ok_and(|arn| arn.service() == "s3" && arn.resource().starts_with("accesspoint/"));
    if !is_access_point {
        return Policies::none("the request names no access point");
    }
    Policies::unknown(not_collected(
        alloc::format!("the policy of {}", request.resource),
        None,
    ))
}
