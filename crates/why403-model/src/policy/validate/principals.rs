//! `Principal` and `NotPrincipal`: who may be named, how, and in which kinds of policy.
//!
//! Source: `spec/iam.md` A.6 and A.7.

use alloc::string::String;

use super::document::DocumentProblem;
use super::{Review, shown, trust};
use crate::arn::{Arn, is_account};
use crate::json;
use crate::policy::kind::Presence;
use crate::policy::{
    Effect, PolicyKind, PrincipalElement, PrincipalKind, PrincipalValue, Statement,
};
use crate::span::Span;

/// What is wrong with a principal
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PrincipalProblem {
    /// A wildcard that is not alone
    #[error("`{principal}` has a wildcard, which only stands alone")]
    Wildcard {
        /// As written
        principal: String,
    },
    /// `$`, `{` or `}`: variables are not filled in here
    #[error("`{principal}` has a variable, which principals have none of")]
    Variable {
        /// As written
        principal: String,
    },
    /// A group
    #[error("`{principal}` is a group, which is no principal")]
    Group {
        /// As written
        principal: String,
    },
    /// None of the forms of its kind
    #[error("`{principal}` names no {of} principal")]
    Malformed {
        /// As written
        principal: String,
        /// The kind: `AWS`, `Service`, …
        of: &'static str,
    },
    /// A kind that this policy does not take
    #[error("{kind} takes no `{of}` principal")]
    Kind {
        /// The kind of principal
        of: &'static str,
        /// The kind of policy in words
        kind: &'static str,
    },
    /// Someone in a resource control policy, which is for everybody
    #[error("a resource control policy names nobody but `*`")]
    NotEveryone,
    /// `NotPrincipal` with `Allow`
    #[error("`NotPrincipal` stands with `Deny` only")]
    NotPrincipalAllows,
    /// `NotPrincipal` with `Deny`
    #[error("`NotPrincipal` denies everybody who has a permissions boundary, listed or not")]
    NotPrincipalAndBoundary,
    /// An account at a gateway endpoint
    #[error("at a gateway endpoint `{principal}` is the root user of the account only")]
    AccountAtEndpoint {
        /// As written
        principal: String,
    },
    /// An id, as AWS shows it for a user or role that was deleted
    #[error(
        "`{principal}` is the id of one user or role, which a new one of the same name does not have"
    )]
    Id {
        /// As written
        principal: String,
    },
    /// A shared identity provider without a test of whose identities are meant
    #[error("`{provider}` serves everybody, and the statement does not test `{key}`")]
    SharedProvider {
        /// Its host
        provider: String,
        /// The key that has to be tested
        key: String,
    },
}

impl PrincipalProblem {
    /// The stable code: `validate/…`
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Wildcard { .. } => "validate/principal-wildcard",
            Self::Variable { .. } => "validate/principal-variable",
            Self::Group { .. } => "validate/principal-group",
            Self::Malformed { .. } => "validate/principal-malformed",
            Self::Kind { .. } => "validate/principal-kind",
            Self::NotEveryone => "validate/principal-not-everyone",
            Self::NotPrincipalAllows => "validate/not-principal-allows",
            Self::NotPrincipalAndBoundary => "validate/not-principal-boundary",
            Self::AccountAtEndpoint { .. } => "validate/principal-account-at-endpoint",
            Self::Id { .. } => "validate/principal-id",
            Self::SharedProvider { .. } => "validate/shared-provider",
        }
    }

    pub(super) fn help(&self) -> Option<String> {
        let advice = match self {
            Self::Wildcard { .. } | Self::Variable { .. } => {
                "write `\"Principal\": \"*\"` and test `aws:PrincipalArn` with `ArnLike`"
            }
            Self::Group { .. } => "name the users or a role; a group is no one who can sign",
            Self::Malformed { of, .. } => match FORMS.iter().find(|it| it.of == *of) {
                Some(form) => form.help,
                None => return None,
            },
            Self::Kind {
                of: "CanonicalUser",
                ..
            } => "write {\"AWS\": \"111122223333\"} with the account's id",
            Self::Kind { .. } => "write {\"AWS\": …} with the role that the identity assumes",
            Self::NotEveryone => {
                "write `\"Principal\": \"*\"` and test `aws:PrincipalArn` or `aws:PrincipalAccount`"
            }
            Self::NotPrincipalAllows => "write `Principal` with those who are meant",
            Self::NotPrincipalAndBoundary => {
                "write `\"Principal\": \"*\"` and test `aws:PrincipalArn` with `ArnNotLike`"
            }
            Self::AccountAtEndpoint { .. } => {
                "write `\"Principal\": \"*\"` and test `aws:PrincipalAccount`"
            }
            Self::Id { .. } => "write the ARN if the user or role exists again",
            Self::SharedProvider { key, .. } => {
                return Some(alloc::format!(
                    "add `\"Condition\": {{\"StringLike\": {{\"{key}\": \"…\"}}}}` with your organization in the value"
                ));
            }
        };
        Some(advice.into())
    }
}

/// A kind of principal: its name, its test, and what may be written
struct Form {
    kind: PrincipalKind,
    of: &'static str,
    is_one: fn(&str) -> bool,
    help: &'static str,
}

#[rustfmt::skip] // One kind a row.
static FORMS: &[Form] = &[
    Form { kind: PrincipalKind::Everyone,      of: "*",             is_one: |_| true,
           help: "write `*`" },
    Form { kind: PrincipalKind::Aws,           of: "AWS",           is_one: is_aws,
           help: "write `*`, an account id of twelve digits, or the ARN of a user, role, role session, federated user or account root" },
    Form { kind: PrincipalKind::Service,       of: "Service",       is_one: is_host,
           help: "write the service's name in full, such as `cloudtrail.amazonaws.com`" },
    Form { kind: PrincipalKind::Federated,     of: "Federated",     is_one: is_federated,
           help: "write the ARN of a SAML or OIDC provider, or the domain of a web identity provider" },
    Form { kind: PrincipalKind::CanonicalUser, of: "CanonicalUser", is_one: is_canonical,
           help: "write the 64 hexadecimal digits of the canonical user id" },
];

pub(super) fn review(review: &mut Review<'_>, statement: &Statement) {
    let Some(element) = &statement.principal else {
        return;
    };
    if review.kind.rules().principal == Presence::Forbidden {
        return;
    }
    empty_kinds(review, element);
    if element.negated && !not_principal(review, statement, element) {
        return;
    }
    for value in &element.values {
        one(review, value);
    }
    if review.kind == PolicyKind::Trust {
        trust::review(review, statement);
    }
}

/// Whether `NotPrincipal` may stand here at all
fn not_principal(
    review: &mut Review<'_>,
    statement: &Statement,
    element: &PrincipalElement,
) -> bool {
    let kind = review.kind.name();
    if matches!(review.kind, PolicyKind::Trust | PolicyKind::Rcp) {
        review.refuse(
            element.at,
            DocumentProblem::Forbidden {
                element: "NotPrincipal",
                kind,
            },
        );
        return false;
    }
    match statement.effect {
        Effect::Allow => review.refuse(element.at, PrincipalProblem::NotPrincipalAllows),
        Effect::Deny => review.note(element.at, PrincipalProblem::NotPrincipalAndBoundary),
    }
    statement.effect == Effect::Deny
}

/// `{"AWS": [], "Service": …}`: the list leaves no trace in the policy, so the text is asked
fn empty_kinds(review: &mut Review<'_>, element: &PrincipalElement) {
    if element.values.is_empty() {
        return;
    }
    let text = element.at.of(review.text);
    let Some(start) = text.find('{') else { return };
    let read = json::read(text.get(start..).unwrap_or_default());
    for member in read.node.iter().flat_map(json::Node::members) {
        let is_empty = member.value.is_array() && member.value.elements().is_empty();
        if let Some(form) = FORMS.iter().find(|it| is_empty && it.of == member.name) {
            let start = element.at.start.saturating_add(start);
            let at = Span::new(
                start.saturating_add(member.name_span.start),
                start.saturating_add(member.value.span.end),
            );
            review.refuse(at, DocumentProblem::Empty { element: form.of });
        }
    }
}

fn one(review: &mut Review<'_>, PrincipalValue { kind, value }: &PrincipalValue) {
    let (text, at) = (value.text.as_str(), value.at);
    let principal = shown(text);
    let is_everyone = text == "*" && matches!(kind, PrincipalKind::Everyone | PrincipalKind::Aws);
    if is_everyone {
        return;
    }
    if review.kind == PolicyKind::Rcp {
        review.refuse(at, PrincipalProblem::NotEveryone);
        return;
    }
    let Some(form) = FORMS.iter().find(|it| it.kind == *kind) else {
        return;
    };
    if text.contains(['$', '{', '}']) {
        review.refuse(at, PrincipalProblem::Variable { principal });
    } else if text.contains(['*', '?']) {
        review.refuse(at, PrincipalProblem::Wildcard { principal });
    } else if is_group(text) {
        review.refuse(at, PrincipalProblem::Group { principal });
    } else if !(form.is_one)(text) {
        review.refuse(
            at,
            PrincipalProblem::Malformed {
                principal,
                of: form.of,
            },
        );
    } else if *kind == PrincipalKind::Aws && is_id(text) {
        review.note(at, PrincipalProblem::Id { principal });
    } else if review.kind == PolicyKind::Endpoint && is_whole_account(text) {
        review.note(at, PrincipalProblem::AccountAtEndpoint { principal });
    }
    kinds(review, form, at);
}

/// Canonical users are S3's; a federated identity acts through the role it assumes
fn kinds(review: &mut Review<'_>, form: &Form, at: Span) {
    use PolicyKind as K;
    let problem = PrincipalProblem::Kind {
        of: form.of,
        kind: review.kind.name(),
    };
    let takes_canonical = matches!(review.kind, K::Bucket | K::AccessPoint | K::Resource);
    match form.kind {
        PrincipalKind::CanonicalUser if !takes_canonical => review.refuse(at, problem),
        PrincipalKind::Federated if review.kind != K::Trust => review.note(at, problem),
        PrincipalKind::Everyone
        | PrincipalKind::Aws
        | PrincipalKind::Service
        | PrincipalKind::Federated
        | PrincipalKind::CanonicalUser => {}
    }
}

/// An account, an ARN of one who can sign, or a unique id
fn is_aws(text: &str) -> bool {
    if is_account(text) || is_id(text) {
        return true;
    }
    let Ok(arn) = Arn::parse(text) else {
        return false;
    };
    let whose = arn.resource();
    let has_name = |prefix: &str| {
        whose
            .strip_prefix(prefix)
            .is_some_and(|it| !it.is_empty() && !it.ends_with('/'))
    };
    // CloudFront's origin access identities are users of an account of this name.
    let is_owned = is_account(arn.account()) || arn.account() == "cloudfront";
    let is_signer = match arn.service() {
        "iam" => whose == "root" || has_name("user/") || has_name("role/"),
        "sts" => {
            let is_session = whose.strip_prefix("assumed-role/").is_some_and(|it| {
                it.split_once('/')
                    .is_some_and(|(role, session)| !role.is_empty() && !session.is_empty())
            });
            is_session || has_name("federated-user/")
        }
        _ => false,
    };
    is_owned && arn.region().is_empty() && is_signer
}

fn is_group(text: &str) -> bool {
    Arn::parse(text).is_ok_and(|it| it.service() == "iam" && it.resource().starts_with("group/"))
}

fn is_whole_account(text: &str) -> bool {
    is_account(text)
        || Arn::parse(text).is_ok_and(|it| it.service() == "iam" && it.resource() == "root")
}

/// `AIDA…`, `AROA…`, and `AROA…:session`; the last is from our own knowledge
fn is_id(text: &str) -> bool {
    let (id, session) = match text.split_once(':') {
        Some((id, session)) => (id, Some(session)),
        None => (text, None),
    };
    let is_alphanumeric = id
        .bytes()
        .all(|it| it.is_ascii_uppercase() || it.is_ascii_digit());
    let is_known = id.starts_with("AROA") || (id.starts_with("AIDA") && session.is_none());
    (16..=128).contains(&id.len()) && is_alphanumeric && is_known && session != Some("")
}

/// A domain of two labels at least
fn is_host(text: &str) -> bool {
    let is_label = |it: &str| {
        !it.is_empty()
            && it
                .bytes()
                .all(|it| it.is_ascii_alphanumeric() || it == b'-' || it == b'_')
    };
    text.contains('.') && text.split('.').all(is_label)
}

fn is_federated(text: &str) -> bool {
    let is_provider = Arn::parse(text).is_ok_and(|it| {
        let has_name = |prefix| {
            it.resource()
                .strip_prefix(prefix)
                .is_some_and(|it| !it.is_empty())
        };
        it.service() == "iam"
            && is_account(it.account())
            && (has_name("saml-provider/") || has_name("oidc-provider/"))
    });
    is_provider || is_host(text)
}

fn is_canonical(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|it| it.is_ascii_hexdigit())
}
