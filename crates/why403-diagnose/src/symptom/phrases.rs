//! The sentences of AWS's messages, which layers each can come from, and what the short ones mean:
//! rows of data.
//!
//! Source: S3 User Guide, "Troubleshoot access denied (403 Forbidden) errors"; IAM User Guide,
//! "Troubleshoot access denied error messages"; `spec/symptoms.md` 1.1 to 1.5; `spec/s3.md` C.4,
//! C.5, E.5, I.3.

use why403_engine::Layer;
use why403_engine::layer::s3_gate::Gate;

use super::Denial::{self, Explicit, Implicit};

/// A phrase, in lower case with single spaces, and what it tells
pub(super) struct Phrase {
    pub(super) text: &'static str,
    /// Where it can come from; empty where it does not tell
    pub(super) from: &'static [(Layer, Denial)],
    /// Which of S3's own refusals it names
    gate: Option<Gate>,
    /// What it means, in a sentence without a full stop
    pub(super) meaning: Option<&'static str>,
    /// Who asked, where only one caller gets this answer
    pub(super) principal: Option<&'static str>,
}

const fn row(text: &'static str, from: &'static [(Layer, Denial)]) -> Phrase {
    Phrase {
        text,
        from,
        gate: None,
        meaning: None,
        principal: None,
    }
}

const fn says(
    text: &'static str,
    from: &'static [(Layer, Denial)],
    meaning: &'static str,
) -> Phrase {
    Phrase {
        text,
        from,
        gate: None,
        meaning: Some(meaning),
        principal: None,
    }
}

const fn gated(text: &'static str, gate: Gate) -> Phrase {
    Phrase {
        text,
        from: GATE,
        gate: Some(gate),
        meaning: None,
        principal: None,
    }
}

/// Of who has not signed
const fn unsigned(text: &'static str) -> Phrase {
    Phrase {
        principal: Some("anonymous"),
        ..gated(text, Gate::Unsigned)
    }
}

use Layer::{
    AccessPoint, Acl, Authentication, BlockPublicAccess, Boundary, Endpoint, Identity, KmsGrant,
    Rcp, Resource, S3Gate, Scp, Session,
};

const GATE: &[(Layer, Denial)] = &[(S3Gate, Explicit)];
const SIGNING: &[(Layer, Denial)] = &[(Authentication, Explicit)];
/// A trust policy, or what the organization says about the role
const TRUST: &[(Layer, Denial)] = &[(Resource, Implicit), (Resource, Explicit), (Rcp, Explicit)];
/// The policy of what S3 is to notify
const DESTINATION: &[(Layer, Denial)] = &[(Resource, Implicit), (Resource, Explicit)];

/// The more particular phrase stands before the one it contains.
#[rustfmt::skip] // One phrase a row, in columns.
pub(super) static PHRASES: &[Phrase] = &[
    row("no identity-based policy allows",          &[(Identity, Implicit)]),
    // IgnorePublicAcls reads as a missing grant on the resource's side, and so do ACLs.
    row("no resource-based policy allows",          &[(Resource, Implicit), (AccessPoint, Implicit), (Acl, Implicit), (BlockPublicAccess, Implicit)]),
    row("no permissions boundary allows",           &[(Boundary, Implicit)]),
    row("no session policy allows",                 &[(Session, Implicit)]),
    row("no service control policy allows",         &[(Scp, Implicit)]),
    row("no vpc endpoint policy allows",            &[(Endpoint, Implicit)]),
    row("no role trust policy allows",              &[(Resource, Implicit)]),
    row("the role trust policy allows",             &[(Resource, Implicit)]),
    row("explicit deny in an identity-based policy",&[(Identity, Explicit)]),
    // RestrictPublicBuckets reads as an explicit deny of the resource's side.
    row("explicit deny in a resource-based policy", &[(Resource, Explicit), (AccessPoint, Explicit), (BlockPublicAccess, Explicit)]),
    row("explicit deny in a permissions boundary",  &[(Boundary, Explicit)]),
    row("explicit deny in a session policy",        &[(Session, Explicit)]),
    row("explicit deny in a sessions policy",       &[(Session, Explicit)]),
    row("explicit deny in a vpc endpoint policy transitively through a service control policy",
                                                    &[(Scp, Explicit), (Endpoint, Explicit)]),
    // Texts of 2021 to 2023 say explicit for an implicit denial as well.
    row("explicit deny in a service control policy",&[(Scp, Explicit), (Scp, Implicit)]),
    row("explicit deny in a resource control policy",&[(Rcp, Explicit)]),
    row("explicit deny in a vpc endpoint policy",   &[(Endpoint, Explicit)]),
    row("explicit deny in the role trust policy",   &[(Resource, Explicit)]),
    row("explicit deny in a role trust policy",     &[(Resource, Explicit)]),
    row("prevented by the blockpublicacls setting", &[(BlockPublicAccess, Explicit)]),
    row("prevented by the blockpublicpolicy setting",&[(BlockPublicAccess, Explicit)]),
    row("the resource does not exist in this region, no resource-based policies allow access, or a resource-based policy explicitly denies access",
                                                    &[(Resource, Implicit), (Resource, Explicit)]),
    // An older text that merges all that can keep a caller from a key; a grant is one way to it.
    says("the ciphertext refers to a customer master key that does not exist",
         &[(Resource, Implicit), (Resource, Explicit), (Identity, Implicit), (Identity, Explicit), (KmsGrant, Implicit), (Scp, Implicit), (Scp, Explicit), (Rcp, Explicit), (Boundary, Implicit), (Boundary, Explicit), (Session, Implicit), (Session, Explicit)],
         "S3 could not use the KMS key of the object: kms:Decrypt is denied, or the key is gone or in another Region"),
    gated("object protected by object lock",              Gate::ObjectLock),
    gated("not valid for the object's storage class",     Gate::Archived),
    gated("not valid for the source object's storage class", Gate::Archived),
    gated("has blocked upload requests that specify server side encryption with customer provided keys", Gate::BlockedEncryption),
    unsigned("anonymous access is forbidden for this operation"),
    unsigned("anonymous users cannot initiate multipart uploads"),
    says("must provide the correct secret key",     GATE, "the object is encrypted with a key that the client holds (SSE-C), and another one was sent"),
    says("request has expired",                     SIGNING, "the presigned URL or the form has expired; whoever signed it has to make a new one"),
    says("request is not yet valid",                SIGNING, "the presigned URL is dated in the future: the clock of whoever signed it is ahead"),
    says("there were headers present in the request which were not signed", SIGNING, "the client adds x-amz- headers that the presigned URL was not signed with"),
    says("aws authentication requires a valid date or x-amz-date header", SIGNING, "the request has no usable date"),
    says("invalid according to policy: policy expired", SIGNING, "the policy of the browser's form has expired"),
    says("invalid according to policy:",            SIGNING, "the browser's form sends what its own policy does not take; no IAM policy is the reason"),
    says("signature expired:",                      SIGNING, "the client's clock is behind AWS's, or the request was held back after it was signed"),
    says("signature not yet current:",              SIGNING, "the client's clock is ahead of AWS's"),
    says("the request signature we calculated does not match", SIGNING, "a wrong secret key, or something changed the request after it was signed"),
    says("the security token included in the request is expired", SIGNING, "the session has ended"),
    says("the security token included in the request is invalid", SIGNING, "AWS does not know the access key id, or the session token does not belong to it"),
    says("the provided token has expired",          SIGNING, "the session has ended"),
    says("the provided token is malformed",         SIGNING, "the session token is cut off, or of another access key"),
    says("the aws access key id you provided does not exist", SIGNING, "the key is deleted, inactive or of another partition, or it is a session's key without its token"),
    says("the difference between the request time and the current time is too large", SIGNING, "the client's clock differs from AWS's by more than 15 minutes"),
    says("the provided security credentials are not valid", SIGNING, "AWS does not take the credentials"),
    says("missing authentication token",            SIGNING, "the request was not signed"),
    says("the request was not signed",              SIGNING, "the request was not signed"),
    says("no openidconnect provider found in your account", SIGNING, "the role's account has no identity provider for the issuer of the token"),
    says("incorrect token audience",                SIGNING, "the identity provider in IAM does not list the token's audience"),
    says("couldn't retrieve verification key",      SIGNING, "STS could not fetch the keys of the token's issuer"),
    says("not authorized to perform sts:assumerolewith", TRUST, "the role's trust policy does not let this identity in, or the role does not exist"),
    says("cannot be assumed by lambda",             TRUST, "the trust policy of the execution role does not name lambda.amazonaws.com"),
    says("unable to validate the following destination configurations", DESTINATION, "S3 may not reach the function, queue or topic: its policy has to allow s3.amazonaws.com for this bucket, and the key of an encrypted queue or topic as well"),
    says("the provided execution role does not have permissions to call", &[(Identity, Implicit), (Identity, Explicit), (Boundary, Implicit), (Scp, Implicit), (Scp, Explicit)], "the execution role of the function lacks the action that is named"),
    says("all access to this object has been disabled", &[], "AWS or the account's state has disabled it; no policy lifts that"),
    says("all access to this bucket has been disabled", &[], "AWS or the account's state has disabled it; no policy lifts that"),
    says("the bucket does not allow acls",          &[], "the bucket has ACLs disabled: send the request without an ACL"),
    says("is disabled or inaccessible",             &[], "the KMS key is disabled"),
    says("corsresponse:",                           &[], "the browser's preflight has no CORS rule of the bucket that fits; policies are asked only afterwards"),
    says("operation: bad request",                  &[], "a HEAD has no text: mostly the session token has expired, or the request went to the wrong Region"),
];

/// The first phrase that a text has, in the order of the table
///
/// - `lowered`: in lower case, on one line.
pub(super) fn first(lowered: &str) -> Option<&'static Phrase> {
    PHRASES.iter().find(|row| lowered.contains(row.text))
}

/// Whether a note is the meaning of a phrase
pub(super) fn is_note(text: &str) -> bool {
    PHRASES.iter().any(|it| it.meaning == Some(text))
}

/// The refusal of S3 itself that a message names
pub(crate) fn gate(message: &str) -> Option<Gate> {
    let lowered = message.to_ascii_lowercase();
    let mut gates = PHRASES.iter().filter(|it| lowered.contains(it.text));
    gates.find_map(|it| it.gate)
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn no_phrase_hides_a_more_particular_one() {
        for (at, row) in PHRASES.iter().enumerate() {
            assert_eq!(row.text, row.text.to_ascii_lowercase());
            let hidden = PHRASES[at + 1..]
                .iter()
                .find(|it| it.text.contains(row.text));
            assert!(hidden.is_none(), "{} hides one behind it", row.text);
        }
    }
}
