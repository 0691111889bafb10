//! What a call to S3 carried: headers and parameters of `requestParameters`.
//!
//! Source: `spec/s3.md` H.1.

use alloc::string::{String, ToString};

use why403_model::json::Node;
use why403_model::operations::Part;
use why403_model::request::Entry;

use super::super::carried;
use super::{Event, Symptom, scalar};

/// Headers that CloudTrail shows whenever they are sent
static SHOWN: &[&str] = &[
    "x-amz-acl",
    "x-amz-server-side-encryption",
    "x-amz-server-side-encryption-aws-kms-key-id",
    "x-amz-server-side-encryption-customer-algorithm",
    "x-amz-storage-class",
    "x-amz-tagging",
];

/// Says what a call carried, and what it did not carry.
pub(super) fn say(event: &Event<'_>, symptom: &mut Symptom) {
    let parameters = event.at(&["requestParameters"]).filter(|it| it.is_object());
    let (Some(parameters), "s3") = (parameters, event.service) else {
        return;
    };
    for member in parameters.members() {
        let Some((part, name)) = carried::place(&member.name) else {
            continue;
        };
        if let Some(value) = scalar(&member.value) {
            let entry = Entry::One(value.to_string());
            symptom.sent.push((part, name.to_string(), entry));
        }
    }
    let location = event.said(&[
        "requestParameters",
        "CreateBucketConfiguration",
        "LocationConstraint",
    ]);
    if let Some(location) = location {
        let entry = Entry::One(location.to_string());
        symptom
            .sent
            .push((Part::Body, "LocationConstraint".to_string(), entry));
    }
    let has = |name: &str| parameters.get(name).and_then(scalar).is_some();
    if event.is_whole && has("bucketName") {
        let is_listing = matches!(event.name, "ListObjects" | "ListObjectVersions");
        carried::settle_parameters(&mut symptom.sent, is_listing, has("key"));
        for name in SHOWN.iter().filter(|_| has("key")) {
            carried::settle(&mut symptom.sent, Part::Header, name);
        }
    }
    symptom.notes.extend(presigned(event, parameters));
}

/// That the request was signed in its URL, and for how long
fn presigned(event: &Event<'_>, parameters: &Node) -> Option<String> {
    let method = event.said(&["additionalEventData", "AuthenticationMethod"]);
    if method != Some("QueryString") {
        return None;
    }
    let text = |name: &str| parameters.get(name).and_then(scalar);
    Some(carried::presigned(
        text("X-Amz-Date"),
        text("X-Amz-Expires"),
        event.text("eventTime"),
    ))
}
