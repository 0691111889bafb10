//! Role trust policies: their actions, and the claims that shared identity providers need.
//!
//! Source: IAM User Guide, "Roles terms and concepts"; `spec/iam.md` A.7.

use alloc::vec::Vec;

use super::principals::PrincipalProblem;
use super::{Review, shown};
use crate::pattern::Glob;
use crate::policy::{Effect, OperatorName, PrincipalKind, Quantifier, Statement};

/// The actions that a role's trust policy is asked for
pub(super) static ACTIONS: &[&str] = &[
    "sts:AssumeRole",
    "sts:AssumeRoleWithSAML",
    "sts:AssumeRoleWithWebIdentity",
    "sts:TagSession",
    "sts:SetSourceIdentity",
    "sts:SetContext",
];

/// Whether the pattern matches one of them
pub(super) fn has(pattern: &str) -> bool {
    let wanted = Glob::from_text(&pattern.to_ascii_lowercase());
    ACTIONS
        .iter()
        .any(|it| wanted.matches(&it.to_ascii_lowercase()))
}

/// An identity provider that serves many customers, and the claim that tells them apart
struct Shared {
    provider: &'static str,
    claim: &'static str,
}

/// That IAM asks for such a claim was observed; which providers and claims it knows is from the
/// IAM User Guide, "Identity-provider controls for shared OIDC providers", as remembered: the
/// three most used rows of a longer table, unconfirmed here (\[know\])
#[rustfmt::skip] // One provider a row, in columns.
static SHARED: &[Shared] = &[
    Shared { provider: "token.actions.githubusercontent.com", claim: "sub" },
    Shared { provider: "gitlab.com",                          claim: "sub" },
    Shared { provider: "app.terraform.io",                    claim: "sub" },
];

/// A statement that lets a shared provider in has to say whose identities it means
pub(super) fn review(review: &mut Review<'_>, statement: &Statement) {
    let lets_in = statement.effect == Effect::Allow
        && !statement.action.negated
        && statement.action.values.iter().any(|it| {
            let wanted = Glob::from_text(&it.text.to_ascii_lowercase());
            wanted.matches("sts:assumerolewithwebidentity")
        });
    let Some(principal) = statement
        .principal
        .as_ref()
        .filter(|it| lets_in && !it.negated)
    else {
        return;
    };
    let is_open = |row: &&Shared| {
        let key = alloc::format!("{}:{}", row.provider, row.claim);
        !is_asked_for(statement, &key)
    };
    let open: Vec<&Shared> = SHARED.iter().filter(is_open).collect();
    for it in principal
        .values
        .iter()
        .filter(|it| it.kind == PrincipalKind::Federated)
    {
        let Some((_, host)) = it.value.text.split_once(":oidc-provider/") else {
            continue;
        };
        let Some(shared) = open.iter().find(|row| row.provider == host) else {
            continue;
        };
        let key = alloc::format!("{host}:{}", shared.claim);
        let provider = shown(host);
        review.refuse(
            it.value.at,
            PrincipalProblem::SharedProvider { provider, key },
        );
    }
}

/// Whether a test needs the key to be there and to have a certain value
fn is_asked_for(statement: &Statement, key: &str) -> bool {
    use OperatorName::{StringEquals, StringEqualsIgnoreCase, StringLike};
    statement.conditions.iter().any(|it| {
        it.key.text.eq_ignore_ascii_case(key)
            && !it.operator.if_exists
            && it.operator.quantifier != Some(Quantifier::ForAllValues)
            && [StringEquals, StringEqualsIgnoreCase, StringLike].contains(&it.operator.name)
            && it.values.iter().all(|value| value.text != "*")
    })
}
