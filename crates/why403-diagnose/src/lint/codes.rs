//! The codes of what is found, one a row: how bad, what it is, and where it is explained.
//!
//! Stable: suppressions and code scanning know findings by their code. The rows of
//! `docs/validation.md` (`json/…`, `policy/…`, `validate/…`) have their severity there, since it
//! differs between kinds of policies; a test holds both pages against these tables.

use alloc::string::String;

use super::Severity;
use Severity::{Note, Warning};

/// A code of this module's own rules
#[derive(Debug)]
pub struct Code {
    /// `lint/…`
    pub id: &'static str,
    /// How bad it is where nothing softens it
    pub severity: Severity,
    /// What it is, in a phrase
    pub title: &'static str,
}

const fn code(id: &'static str, severity: Severity, title: &'static str) -> Code {
    Code {
        id,
        severity,
        title,
    }
}

macro_rules! codes {
    ($($name:ident = $id:literal, $severity:ident, $title:literal;)*) => {
        $(pub(super) static $name: Code = code(concat!("lint/", $id), $severity, $title);)*

        /// Every code of this module's own rules, by subject
        pub static OWN: &[&Code] = &[$(&$name),*];
    };
}

#[rustfmt::skip] // One code a row.
codes! {
    S3_ARN_COLONS        = "s3-arn-colons",         Warning, "an S3 ARN with too few or too many colons";
    S3_ARN_OWNER         = "s3-arn-owner",          Warning, "a Region or account in the ARN of a bucket or object";
    S3_ARN_SLASH         = "s3-arn-slash",          Warning, "an S3 ARN that ends in a slash";
    S3_ARN_DOUBLE_SLASH  = "s3-arn-double-slash",   Note,    "an S3 ARN whose key begins with a slash";
    S3_ARN_PREFIX        = "s3-arn-prefix",         Note,    "a wildcard in the name of a bucket, which others can choose to meet";
    DENY_ABSENT_KEY      = "deny-absent-key",       Warning, "a Deny that also refuses requests without the key it tests";
    ALLOW_ABSENT_KEY     = "allow-absent-key",      Warning, "an Allow that also holds for requests without the key it tests";
    MFA_ABSENT           = "mfa-absent",            Warning, "a test of MFA that passes over credentials without the key";
    NOT_PRINCIPAL_LEVELS = "not-principal-levels",  Warning, "`NotPrincipal` that leaves out the session or the account of whom it spares";
    ALLOW_NOT_ACTION     = "allow-not-action",      Warning, "`Allow` with `NotAction`: every other action of AWS";
    ALLOW_NOT_RESOURCE   = "allow-not-resource",    Warning, "`Allow` with `NotResource`: every other resource";
    DENY_NOT_RESOURCE    = "deny-not-resource",     Warning, "`NotResource` that spares a bucket's objects and denies the bucket, or the reverse";
    SERVICE_UNGUARDED    = "service-unguarded",     Warning, "a service that may act for anybody: no `aws:SourceArn` or `aws:SourceAccount`";
    SOURCE_ARN_ALONE     = "source-arn-alone",      Note,    "a bucket as `aws:SourceArn` without `aws:SourceAccount`";
    VALUE_SHAPE          = "value-shape",           Warning, "a value that the key never has";
    PRINCIPAL_ARN_SESSION = "principal-arn-session", Warning, "the ARN of a session for `aws:PrincipalArn`, which has the role's";
    TLS_INVERTED         = "tls-inverted",          Warning, "a test of TLS the wrong way round";
    CONTRADICTION        = "contradiction",         Warning, "tests of one key that no request passes together";
    NEVER_TOGETHER       = "never-together",        Warning, "tests of keys that no request has together";
    ALLOW_DENIED         = "allow-denied",          Warning, "an Allow that a Deny of the same document takes back whole";
    KEY_WITHOUT_ACCOUNT  = "key-without-account",   Note,    "a key policy without its account: IAM policies do not count";
    PUBLIC               = "public",                Warning, "a statement that is public by AWS's definition";
    PUBLIC_BUT_FOR       = "public-but-for",        Note,    "a statement that one condition keeps from being public";
    EVERYONE             = "everyone",              Warning, "an Allow to everyone in AWS, or outside of it";
}

/// What `docs/` says about a code
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// What it is, in a phrase
    pub title: &'static str,
    /// The page, from the repository's root, with the section: `docs/lint.md#public`
    pub page: String,
}

/// What `docs/` says about a code of this module, of the validator or of a reader
#[must_use]
pub fn about(id: &str) -> Option<About> {
    if let Some(own) = OWN.iter().find(|it| it.id == id) {
        let anchor = own.id.trim_start_matches("lint/");
        return Some(About {
            title: own.title,
            page: alloc::format!("docs/lint.md#{anchor}"),
        });
    }
    let (_, title, section) = VALIDATED.iter().find(|it| it.0 == id)?;
    Some(About {
        title,
        page: alloc::format!("docs/validation.md#{section}"),
    })
}

/// Every code that a finding can have: the readers', the validator's, and this module's own
pub fn all() -> impl Iterator<Item = &'static str> {
    let own = OWN.iter().map(|it| it.id);
    VALIDATED.iter().map(|it| it.0).chain(own)
}

/// The rows of `docs/validation.md`: code, what it is, section of the page
#[rustfmt::skip] // One code a row.
static VALIDATED: &[(&str, &str, &str)] = &[
    ("json/unexpected", "something else than JSON has there", "no-policy-at-all"),
    ("json/bad-string", "a string without end, with a raw control character or a wrong escape", "no-policy-at-all"),
    ("json/bad-number", "a number that JSON does not have", "no-policy-at-all"),
    ("json/duplicate-member", "a member that occurs twice in one object", "no-policy-at-all"),
    ("json/too-deep", "lists and objects nested deeper than 64 levels; no policy needs more than six", "no-policy-at-all"),
    ("policy/wrong-type", "a member of another type than the grammar has there", "no-policy-at-all"),
    ("policy/unknown-member", "a member that the grammar does not have there", "no-policy-at-all"),
    ("policy/missing", "no `Statement`, `Effect` or `Action`, or an empty list of statements", "no-policy-at-all"),
    ("policy/both-forms", "`Action` with `NotAction`, or another such pair", "no-policy-at-all"),
    ("policy/bad-effect", "an effect other than `Allow` and `Deny`, in this case", "no-policy-at-all"),
    ("policy/bad-version", "a version other than `2012-10-17` and `2008-10-17`", "no-policy-at-all"),
    ("policy/unknown-operator", "a condition operator that does not exist, or in other case", "no-policy-at-all"),
    ("policy/unknown-principal-kind", "a kind of principal other than `AWS`, `Service`, `Federated` and `CanonicalUser`", "no-policy-at-all"),
    ("validate/too-long", "longer than its kind may be", "the-document"),
    ("validate/over-quota", "longer than some holders of the policy may have", "the-document"),
    ("validate/character", "a character beyond U+00FF", "the-document"),
    ("validate/id", "`Id`", "the-document"),
    ("validate/sid-characters", "a `Sid` with more than letters and digits", "the-document"),
    ("validate/sid-twice", "two statements with one `Sid`", "the-document"),
    ("validate/missing-element", "no `Principal` or `Resource` where the kind needs one", "the-document"),
    ("validate/forbidden-element", "an element that the kind may not have", "the-document"),
    ("validate/empty", "an empty list of principals, actions or resources", "the-document"),
    ("validate/allow-in-rcp", "`Allow`", "the-document"),
    ("validate/principal-wildcard", "a wildcard that is not alone", "principals"),
    ("validate/principal-variable", "a policy variable", "principals"),
    ("validate/principal-group", "a group", "principals"),
    ("validate/principal-malformed", "none of the forms of its kind of principal", "principals"),
    ("validate/principal-kind", "a canonical user outside S3", "principals"),
    ("validate/principal-not-everyone", "anything but `*`", "principals"),
    ("validate/not-principal-allows", "`NotPrincipal` with `Allow`", "principals"),
    ("validate/not-principal-boundary", "`NotPrincipal` with `Deny` denies whoever has a permissions boundary", "principals"),
    ("validate/principal-account-at-endpoint", "an account, which means its root user only", "principals"),
    ("validate/principal-id", "the unique id of a user or role, shown after it was deleted", "principals"),
    ("validate/shared-provider", "an identity provider that serves everybody, without a test of whose identities", "principals"),
    ("validate/action-malformed", "neither `*` nor `service:Name`", "actions-and-resources"),
    ("validate/action-star", "the bare `*`", "actions-and-resources"),
    ("validate/action-foreign", "an action of a service that the kind does not reach", "actions-and-resources"),
    ("validate/action-not-of-trust", "an action of STS that is not about becoming a role", "actions-and-resources"),
    ("validate/action-unknown", "an action that its service does not have", "actions-and-resources"),
    ("validate/action-matches-none", "a pattern that matches no action of its service", "actions-and-resources"),
    ("validate/service-unknown", "a service whose actions are not known here", "actions-and-resources"),
    ("validate/resource-no-arn", "neither `*` nor an ARN", "actions-and-resources"),
    ("validate/resource-partition", "a partition that AWS does not have", "actions-and-resources"),
    ("validate/resource-service-wildcard", "a wildcard in the place of the service", "actions-and-resources"),
    ("validate/resource-short", "fewer than six parts, which become `*`", "actions-and-resources"),
    ("validate/resource-star", "`*` where the bucket has to be named", "actions-and-resources"),
    ("validate/resource-other", "another resource than the policy is attached to", "actions-and-resources"),
    ("validate/resource-partial-account", "an account of digits and wildcards", "actions-and-resources"),
    ("validate/action-not-on-resource", "an action that is never called on any of the resources", "actions-and-resources"),
    ("validate/resource-without-action", "a resource that none of the actions is called on", "actions-and-resources"),
    ("validate/condition-empty", "`Condition` without operators", "conditions"),
    ("validate/operator-empty", "an operator without keys", "conditions"),
    ("validate/values-empty", "a key without values", "conditions"),
    ("validate/quantified-null", "`Null` with `ForAllValues` or `ForAnyValue`", "conditions"),
    ("validate/sensitive-key", "a wildcard or number for a key that tells accounts or networks apart", "conditions"),
    ("validate/short-beside-wildcard", "a wildcard with fewer than six characters on both sides", "conditions"),
    ("validate/condition-partial-account", "an account of digits and wildcards", "conditions"),
    ("validate/key-unknown", "a key that does not exist", "conditions"),
    ("validate/key-not-carried", "a key of S3 that none of the actions carries", "conditions"),
    ("validate/list-as-one", "a key that holds a list, without a quantifier", "conditions"),
    ("validate/one-as-list", "a key that holds one value, with a quantifier", "conditions"),
    ("validate/for-all-values-unguarded", "`ForAllValues` in an `Allow`, true without the key", "conditions"),
    ("validate/operator-wrong", "an operator that cannot compare what the key holds", "conditions"),
    ("validate/operator-as-text", "an operator that compares a number, moment or address by its letters", "conditions"),
    ("validate/literal", "a value that its operator cannot read", "conditions"),
    ("validate/host-bits", "an IPv6 network with bits behind its prefix", "conditions"),
    ("validate/mapped-network", "an IPv4 network in the clothes of IPv6", "conditions"),
    ("validate/private-source", "a private network as `aws:SourceIp`", "conditions"),
    ("validate/not-boolean", "a value that is neither `true` nor `false`", "conditions"),
    ("validate/plain-star", "`*` under an operator without wildcards", "conditions"),
    ("validate/variable-unclosed", "`${` without `}`", "variables"),
    ("validate/variable-in-2008", "a variable in a document of version 2008-10-17, or of none", "variables"),
    ("validate/variable-without-value", "a variable that never has a value", "variables"),
    ("validate/variable-before-resource", "a variable in the first five parts of an ARN", "variables"),
    ("validate/variable-in-bool", "a variable under `Bool`", "variables"),
];
