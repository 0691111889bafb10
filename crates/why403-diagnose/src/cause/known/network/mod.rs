//! Causes that lie on the way: endpoints, access points, CloudFront, websites.

mod access_point_delegation;
mod access_point_network_origin;
mod access_point_policy_denies;
mod access_point_policy_lacks_allow;
mod cloudfront_origin;
mod cors_preflight;
mod directory_bucket_session;
mod endpoint_leaves_out_aws_bucket;
mod endpoint_policy_denies;
mod endpoint_policy_leaves_out;
mod website_endpoint;

use super::Known;

/// Causes of this subject, particular ones first
pub(super) static ALL: &[&Known] = &[
    &endpoint_leaves_out_aws_bucket::KNOWN,
    &endpoint_policy_leaves_out::KNOWN,
    &endpoint_policy_denies::KNOWN,
    &access_point_network_origin::KNOWN,
    &access_point_delegation::KNOWN,
    &access_point_policy_denies::KNOWN,
    &access_point_policy_lacks_allow::KNOWN,
    &cloudfront_origin::KNOWN,
    &website_endpoint::KNOWN,
    &cors_preflight::KNOWN,
    &directory_bucket_session::KNOWN,
];
