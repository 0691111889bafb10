//! Tests that hold for requests without their key: in a Deny they refuse more than is meant, in an
//! Allow they let more in.
//!
//! Source: IAM User Guide, "Condition operators", on `Not…` operators and `IfExists`; which requests
//! lack which key, "AWS global condition context keys" (`spec/iam.md` D.1 and D.2).

use alloc::collections::BTreeSet;
use alloc::format;

use why403_model::policy::{
    ConditionTest, Effect, OperatorName, PolicyKind, PrincipalElement, PrincipalKind, Quantifier,
    Statement,
};
use why403_model::shown::shown;

use super::mfa;
use super::{Review, Severity, asks_absence, codes, holds_without_key, is_everyone, is_key};

/// What a Deny that tests a key by its absence breaks
struct Breaks {
    keys: &'static [&'static str],
    /// Which requests have no such key, with their verb
    lacking: &'static str,
    help: &'static str,
    /// Keys whose test beside it shows that this was thought of
    guards: &'static [&'static str],
    /// Those that make it a note
    softeners: &'static [&'static str],
    severity: Severity,
    among: Among,
}

/// In which policies those requests are refused
#[derive(Clone, Copy, PartialEq, Eq)]
enum Among {
    All,
    /// Where callers outside of the account are asked about, and the statement names everybody
    OfResources,
}

const NETWORK: &[&str] = &[
    "aws:SourceVpc",
    "aws:SourceVpce",
    "aws:SourceVpcArn",
    "aws:VpcSourceIp",
    "aws:VpceAccount",
    "aws:VpceOrgID",
    "aws:VpceOrgPaths",
];
const ORGANIZATION: &[&str] = &["aws:PrincipalOrgID", "aws:PrincipalOrgPaths"];
const SOURCE: &[&str] = &[
    "aws:SourceArn",
    "aws:SourceAccount",
    "aws:SourceOrgID",
    "aws:SourceOrgPaths",
];
const ENCRYPTION: &[&str] = &[
    "s3:x-amz-server-side-encryption",
    "s3:x-amz-server-side-encryption-aws-kms-key-id",
];
const SERVICES: &[&str] = &[
    "aws:PrincipalIsAWSService",
    "aws:PrincipalServiceName",
    "aws:PrincipalServiceNamesList",
];
const ON_BEHALF: &[&str] = &[
    "aws:ViaAWSService",
    "aws:CalledVia",
    "aws:CalledViaFirst",
    "aws:CalledViaLast",
    "aws:PrincipalIsAWSService",
    "aws:PrincipalArn",
    "aws:SourceIp",
];

static BREAKS: &[Breaks] = &[
    Breaks {
        keys: &["aws:SourceIp"],
        lacking: "requests through a VPC endpoint have",
        help: "add the endpoint beside it, `\"StringNotEquals\": {\"aws:SourceVpce\": \"vpce-…\"}`, in the same `Condition`",
        guards: NETWORK,
        softeners: &["aws:ViaAWSService", "aws:PrincipalIsAWSService"],
        severity: Severity::Warning,
        among: Among::All,
    },
    Breaks {
        keys: NETWORK,
        lacking: "the console, other networks and services that act for a caller have",
        help: "if services have to pass, add `\"BoolIfExists\": {\"aws:ViaAWSService\": \"false\"}` beside it",
        guards: ON_BEHALF,
        softeners: &[],
        severity: Severity::Note,
        among: Among::All,
    },
    Breaks {
        keys: ORGANIZATION,
        lacking: "services of AWS that write here themselves, as logs do, have",
        help: "add `\"BoolIfExists\": {\"aws:PrincipalIsAWSService\": \"false\"}` beside it",
        guards: SERVICES,
        softeners: &[],
        severity: Severity::Warning,
        among: Among::OfResources,
    },
    Breaks {
        keys: SOURCE,
        lacking: "all callers that are no service have",
        help: "add `\"Bool\": {\"aws:PrincipalIsAWSService\": \"true\"}` beside it",
        guards: SERVICES,
        softeners: &[],
        severity: Severity::Warning,
        among: Among::OfResources,
    },
    Breaks {
        keys: ENCRYPTION,
        lacking: "uploads that leave the encryption to the bucket's default have",
        help: "add `\"Null\": {\"s3:x-amz-server-side-encryption\": \"false\"}` beside it",
        guards: &[],
        softeners: &[],
        severity: Severity::Warning,
        among: Among::All,
    },
    Breaks {
        keys: &["s3:x-amz-acl"],
        lacking: "uploads without an ACL, which Object Ownership can make needless, have",
        help: "add `\"Null\": {\"s3:x-amz-acl\": \"false\"}` beside it",
        guards: &[],
        softeners: &[],
        severity: Severity::Note,
        among: Among::All,
    },
];

/// Keys of every request: a negated test of them has no hole.
///
/// `spec/iam.md` D: always, or of all signed requests; unsigned ones have other holes to fear.
const ALWAYS: &[&str] = &[
    "aws:CurrentTime",
    "aws:EpochTime",
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:PrincipalIsAWSService",
    "aws:PrincipalType",
    "aws:RequestedRegion",
    "aws:ResourceAccount",
    "aws:SecureTransport",
    "aws:UserAgent",
    "aws:ViaAWSService",
    "aws:userid",
    "s3:ResourceAccount",
    "s3:authType",
    "s3:signatureversion",
    "s3:TlsVersion",
];

/// What an Allow is about: whom or from where, as against what is asked for
const CALLERS: &[&str] = &["aws:Principal", "aws:Source", "aws:Vpc", "aws:user"];

pub(super) fn review(review: &mut Review<'_>, statement: &Statement) {
    let tests = statement.conditions.iter();
    let needing = tests.filter(|it| !holds_without_key(it));
    let ensured: BTreeSet<_> = needing.map(|it| it.key.text.to_ascii_lowercase()).collect();
    for test in &statement.conditions {
        let is_open = test.operator.name != OperatorName::Null
            && holds_without_key(test)
            && !ensured.contains(&test.key.text.to_ascii_lowercase())
            && !mfa::KEYS.iter().any(|it| is_key(test, it));
        if is_open {
            match statement.effect {
                Effect::Deny => deny(review, statement, test),
                Effect::Allow => allow(review, statement, test),
            }
        }
    }
}

fn deny(review: &mut Review<'_>, statement: &Statement, test: &ConditionTest) {
    // `…IfExists` on a plain operator asks for the key to be right where it is.
    let is_plain = !test.operator.name.is_negated() && test.operator.quantifier.is_none();
    let found = BREAKS
        .iter()
        .find(|it| it.keys.iter().any(|key| is_key(test, key)));
    let Some(row) = found.filter(|_| !is_plain) else {
        if test.operator.quantifier == Some(Quantifier::ForAllValues) {
            let key = shown(&test.key.text);
            let message = format!(
                "`{}` also holds for requests without `{key}`, which this Deny refuses too",
                shown(&test.operator_text.text)
            );
            let help = format!("add `\"Null\": {{\"{key}\": \"false\"}}` if they should pass");
            let severity = Severity::Note;
            review.find_as(&codes::DENY_ABSENT_KEY, severity, test.at, message, help);
        }
        return;
    };
    let has = |keys: &[&str]| {
        let mut tests = statement.conditions.iter();
        tests.any(|it| !core::ptr::eq(it, test) && keys.iter().any(|key| is_key(it, key)))
    };
    let is_for_services = statement.principal.as_ref().is_some_and(names_services);
    let is_among = match row.among {
        Among::All => true,
        Among::OfResources => {
            review.is_of_resource() && statement.principal.as_ref().is_some_and(is_everyone)
        }
    };
    if has(row.guards) || is_for_services || !is_among {
        return;
    }
    // A Deny of its own for requests without the key says that they are meant.
    let is_meant = review.denying(&test.key.text).any(asks_absence);
    let severity = if has(row.softeners) || is_meant {
        Severity::Note
    } else {
        row.severity
    };
    let message = format!(
        "{} no `{}`, so this Deny refuses them",
        row.lacking,
        shown(&test.key.text)
    );
    review.find_as(
        &codes::DENY_ABSENT_KEY,
        severity,
        test.at,
        message,
        row.help,
    );
}

/// Whether services are all that is named
fn names_services(element: &PrincipalElement) -> bool {
    let mut values = element.values.iter();
    !element.negated && values.all(|it| it.kind == PrincipalKind::Service)
}

fn allow(review: &mut Review<'_>, statement: &Statement, test: &ConditionTest) {
    // `ForAllValues` is told by the validator; `…IfExists` on a plain operator says what it does.
    let is_told = test.operator.quantifier.is_some() || !test.operator.name.is_negated();
    if is_told || ALWAYS.iter().any(|it| is_key(test, it)) || !review.grants() {
        return;
    }
    let key = test.key.text.to_ascii_lowercase();
    let is_of_caller = CALLERS
        .iter()
        .any(|it| key.starts_with(&it.to_ascii_lowercase()));
    let is_open = match statement.principal.as_ref() {
        Some(principal) => is_everyone(principal),
        None => review.kind != PolicyKind::Trust,
    };
    let severity = if is_of_caller && is_open {
        Severity::Warning
    } else {
        Severity::Note
    };
    let key = shown(&test.key.text);
    let message = format!(
        "`{}` also holds for requests without `{key}`, which this Allow lets in",
        shown(&test.operator_text.text)
    );
    let help =
        format!("add `\"Null\": {{\"{key}\": \"false\"}}` beside it if they should not pass");
    review.find_as(&codes::ALLOW_ABSENT_KEY, severity, test.at, message, help);
}
