//! Causes that lie in what a client or a service asks beside what people asked for.

mod client_extra_calls;
mod lambda_code_unreadable;
mod listing_for_copy;
mod notification_destination;
mod service_role_asks;

use super::Known;

/// Causes of this subject, particular ones first
pub(super) static ALL: &[&Known] = &[
    &lambda_code_unreadable::KNOWN,
    &notification_destination::KNOWN,
    &service_role_asks::KNOWN,
    &listing_for_copy::KNOWN,
    &client_extra_calls::KNOWN,
];
