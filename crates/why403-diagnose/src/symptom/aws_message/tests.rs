//! The enhanced message in the wrappings that people paste it in.

use super::super::Denial::{Explicit, Implicit};
use super::super::{Source, read};

use why403_engine::Layer;

#[track_caller]
fn check(text: &str, action: &str, resource: Option<&str>, first: (Layer, super::super::Denial)) {
    let symptom = read(text).unwrap();
    assert_eq!(symptom.action.as_deref(), Some(action));
    assert_eq!(symptom.resource.as_deref(), resource);
    assert_eq!(symptom.denied_by.first(), Some(&first));
    let principal = symptom.principal.unwrap();
    assert!(principal.starts_with("arn:aws:"), "{principal}");
}

#[test]
fn messages_are_read_in_every_wrapping() {
    let plain = "User: arn:aws:sts::111122223333:assumed-role/r/s is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::logs/a b.txt\" because no identity-based policy allows the s3:GetObject action";
    let key = Some("arn:aws:s3:::logs/a b.txt");
    check(plain, "s3:GetObject", key, (Layer::Identity, Implicit));
    let cli = alloc::format!(
        "An error occurred (AccessDenied) when calling the GetObject operation: {plain}"
    );
    check(&cli, "s3:GetObject", key, (Layer::Identity, Implicit));
    let symptom = read(&cli).unwrap();
    assert_eq!(symptom.code.as_deref(), Some("AccessDenied"));
    assert_eq!(symptom.operation.as_deref(), Some("GetObject"));
    let json = alloc::format!("{{\"errorMessage\": \"{}\"}}", plain.replace('"', "\\\""));
    check(&json, "s3:GetObject", key, (Layer::Identity, Implicit));
    let wrapped = plain.replace(" is not", "\n    is not");
    check(&wrapped, "s3:GetObject", key, (Layer::Identity, Implicit));
    let java = alloc::format!(
        "{plain} (Service: S3, Status Code: 403, Request ID: ABC, Extended Request ID: D=)"
    );
    check(&java, "s3:GetObject", key, (Layer::Identity, Implicit));
    assert_eq!(read(&java).unwrap().request_id.as_deref(), Some("ABC"));
    assert_eq!(read(&java).unwrap().message, plain);
}

#[test]
fn unquoted_resources_and_policy_arns_are_read() {
    let text = "User: arn:aws:iam::111122223333:user/x is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:us-east-1:111122223333:key/1 with an explicit deny in a service control policy: arn:aws:organizations::987654321098:policy/o-qv5af4abcd/service_control_policy/p-2kgnabcd.";
    check(
        text,
        "kms:Decrypt",
        Some("arn:aws:kms:us-east-1:111122223333:key/1"),
        (Layer::Scp, Explicit),
    );
    assert_eq!(
        read(text).unwrap().policy.as_deref(),
        Some(
            "arn:aws:organizations::987654321098:policy/o-qv5af4abcd/service_control_policy/p-2kgnabcd"
        )
    );
    let text = "User: arn:aws:iam::111122223333:user/x is not authorized to perform: kms:Decrypt on this resource because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access";
    check(text, "kms:Decrypt", None, (Layer::Resource, Implicit));
}

#[test]
fn bare_texts_say_no_more_than_they_know() {
    let symptom = read(
        "fatal error: An error occurred (403) when calling the HeadObject operation: Forbidden",
    )
    .unwrap();
    assert_eq!(symptom.source, Source::Client);
    assert_eq!(symptom.operation.as_deref(), Some("HeadObject"));
    assert!(symptom.denied_by.is_empty());
    let symptom = read(
        "An error occurred (InvalidObjectState) when calling the GetObject operation: The operation is not valid for the object's storage class",
    )
    .unwrap();
    assert_eq!(symptom.denied_by, [(Layer::S3Gate, Explicit)]);
    assert_eq!(symptom.action, None);
    assert_eq!(read("hello").unwrap_err().code(), "symptom/unrecognized");
}

#[test]
fn a_listing_that_a_read_lacks_tells_of_a_missing_object() {
    #[track_caller]
    fn check(operation: &str, action: &str, tells: bool) {
        let text = alloc::format!(
            "An error occurred (AccessDenied) when calling the {operation} operation: User: arn:aws:iam::111122223333:user/x is not authorized to perform: {action} on resource: \"arn:aws:s3:::logs\" because no identity-based policy allows the {action} action"
        );
        assert_eq!(read(&text).unwrap().tells_of_missing(), tells, "{text}");
    }
    check("GetObject", "s3:ListBucket", true);
    check("ListObjectsV2", "s3:ListBucket", false);
    check("GetObject", "s3:GetObject", false);
    // A delete of a missing object succeeds: nothing is listed for it.
    check("DeleteObject", "s3:ListBucket", false);
}

#[test]
fn cut_texts_never_panic() {
    let text = "é An error occurred (AccessDenied) when calling the GetObject operation: User: arn:aws:sts::1:x is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::é/\\\" because no";
    for (at, _) in text.char_indices() {
        let _ = read(&text[..at]);
        let _ = read(&text[at..]);
    }
}
