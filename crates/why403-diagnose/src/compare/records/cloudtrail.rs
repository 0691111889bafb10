//! One record of `CloudTrail`.
//!
//! Source: "CloudTrail record contents", "Amazon S3 CloudTrail events"; `spec/s3.md` H.1.

use alloc::string::{String, ToString};

use why403_model::json::Node;
use why403_model::operations::Part;
use why403_model::request::Entry;

use super::{Came, header, key};
use crate::symptom::{Source, Symptom};

/// Codes by which services say that somebody may not
#[rustfmt::skip]
static REFUSALS: &[&str] = &[
    "AccessDenied", "AccessDeniedException", "VpceAccessDenied", "UnauthorizedOperation",
    "Client.UnauthorizedOperation", "InvalidAccessKeyId", "SignatureDoesNotMatch",
    "RequestTimeTooSkewed", "ExpiredToken", "InvalidToken", "AllAccessDisabled", "InvalidObjectState",
];

/// Headers that a record names where they are sent
static HEADERS: &[&str] = &[
    "x-amz-server-side-encryption",
    "x-amz-server-side-encryption-aws-kms-key-id",
    "x-amz-acl",
];

/// Reads a record; `None` where the node is none.
pub(super) fn read(record: &Node) -> Option<(Symptom, Came)> {
    let text = |of: &Node, name: &str| of.get(name).and_then(Node::as_str).map(String::from);
    let operation = text(record, "eventName")?;
    record.get("eventSource")?;
    let code = text(record, "errorCode");
    let came = match code.as_deref() {
        None => Came::Worked,
        Some(code) if REFUSALS.contains(&code) => Came::Refused,
        Some(_) => Came::Failed,
    };
    let identity = record.get("userIdentity");
    let principal = identity.and_then(|it| text(it, "arn").or_else(|| text(it, "invokedBy")));
    let signed = identity.and_then(|it| text(it, "accessKeyId"));
    let parameters = record.get("requestParameters").filter(|it| it.is_object());
    let parameter = |name: &str| {
        let found = parameters?.get(name)?;
        // Older records wrap values in lists.
        found.elements().first().unwrap_or(found).scalar()
    };
    let resource = parameter("bucketName").map(|bucket| match parameter("key") {
        Some(key) => alloc::format!("arn:aws:s3:::{bucket}/{key}"),
        None => alloc::format!("arn:aws:s3:::{bucket}"),
    });
    let top = |name: &str| record.get(name).and_then(Node::as_str);
    let inside = |outer: &str, name: &str| record.get(outer)?.get(name)?.as_str();
    let mut symptom = Symptom {
        source: Source::CloudTrail,
        principal,
        resource,
        operation: Some(operation),
        code,
        region: top("awsRegion").map(ToString::to_string),
        time: top("eventTime").map(ToString::to_string),
        access_key: signed.and_then(|it| last_four(&it)),
        ..Symptom::default()
    };
    let context = &mut symptom.context;
    context.push(key("aws:SourceVpce", top("vpcEndpointId")));
    for (name, value) in [
        ("aws:SourceIp", top("sourceIPAddress")),
        ("aws:UserAgent", top("userAgent")),
        ("s3:TlsVersion", inside("tlsDetails", "tlsVersion")),
        (
            "s3:signatureversion",
            inside("additionalEventData", "SignatureVersion"),
        ),
        (
            "s3:authType",
            inside("additionalEventData", "AuthenticationMethod"),
        ),
    ] {
        if value.is_some() {
            context.push(key(name, value));
        }
    }
    if parameters.is_some() {
        let sent = HEADERS.iter().map(|it| header(it, parameter(it)));
        symptom.sent.extend(sent);
        let version = parameter("versionId").map_or(Entry::Absent, |it| Entry::One(it.into()));
        symptom
            .sent
            .push((Part::Query, "versionId".into(), version));
    }
    Some((symptom, came))
}

fn last_four(id: &str) -> Option<String> {
    let start = id.len().checked_sub(4)?;
    id.get(start..).map(String::from)
}
