//! The endings of AWS's messages, and which layers each can come from: rows of data.
//!
//! Source: S3 User Guide, "Troubleshoot access denied (403 Forbidden) errors"; IAM User Guide,
//! "Troubleshoot access denied error messages"; `spec/symptoms.md` 1.1, 1.2; `spec/s3.md` C.4, E.5.

use why403_engine::Layer;
use why403_engine::layer::s3_gate::Gate;

use super::Denial::{self, Explicit, Implicit};

/// A phrase, in lower case with single spaces, and where it can come from
pub(super) struct Phrase {
    pub(super) text: &'static str,
    pub(super) from: &'static [(Layer, Denial)],
}

const fn row(text: &'static str, from: &'static [(Layer, Denial)]) -> Phrase {
    Phrase { text, from }
}

use Layer::{
    AccessPoint, Acl, BlockPublicAccess, Boundary, Endpoint, Identity, Rcp, Resource, S3Gate, Scp,
    Session,
};

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
    row("prevented by the blockpublicacls setting", &[(BlockPublicAccess, Explicit)]),
    row("prevented by the blockpublicpolicy setting",&[(BlockPublicAccess, Explicit)]),
    row("the resource does not exist in this region, no resource-based policies allow access, or a resource-based policy explicitly denies access",
                                                    &[(Resource, Implicit), (Resource, Explicit)]),
    row("because object protected by object lock",  &[(S3Gate, Explicit)]),
    row("not valid for the object's storage class", &[(S3Gate, Explicit)]),
    row("not valid for the source object's storage class", &[(S3Gate, Explicit)]),
];

/// Which of S3's own refusals a text names; what stands first is the phrase, in lower case.
#[rustfmt::skip] // One phrase a row, in columns.
static GATES: &[(&str, Gate)] = &[
    ("object protected by object lock",              Gate::ObjectLock),
    ("not valid for the object's storage class",     Gate::Archived),
    ("not valid for the source object's storage class", Gate::Archived),
];

/// The refusal of S3 itself that a message names
pub(crate) fn gate(message: &str) -> Option<Gate> {
    let lowered = message.to_ascii_lowercase();
    let row = GATES.iter().find(|(text, _)| lowered.contains(text))?;
    Some(row.1)
}
