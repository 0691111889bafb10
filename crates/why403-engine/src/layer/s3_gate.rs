//! S3's own refusals, which no policy lifts.
//!
//! Source: `spec/s3.md` C.0, C.6. Here: the expected bucket owner. Requester pays, object lock,
//! archived objects, blocked encryption types, network origin and the missing object that shows
//! as 403 need facts of bucket and object that no case carries; they join with the whole world.

use why403_model::known::Fact;
use why403_model::request::Request;

use crate::verdict::{Strength, Verdict, Verdicts};

/// What the layer says.
#[must_use]
pub fn verdicts(request: &Request) -> Verdicts {
    let passes = Verdicts::only(Verdict::Allow(Strength::Direct));
    let Some(expected) = &request.input.expected_bucket_owner else {
        return passes;
    };
    match &request.resource_owner {
        Fact::Known(owner) if owner.as_str() == expected => passes,
        Fact::Known(_) => Verdicts::only(Verdict::Deny),
        Fact::Unknown(_) => passes.with(Verdict::Deny),
    }
}
