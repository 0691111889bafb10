//! Statements that never take effect: keys that no request has together, an Allow that a Deny of
//! the same document takes back.
//!
//! Source: IAM User Guide, "AWS global condition context keys", `aws:SourceIp`: it is not there for
//! requests through a VPC endpoint; "Policy evaluation logic": an explicit Deny wins.

use alloc::collections::BTreeSet;
use alloc::format;

use why403_model::pattern::Glob;
use why403_model::policy::{
    ConditionTest, Effect, Listed, PrincipalElement, PrincipalKind, Statement, Text,
};
use why403_model::shown::shown;

use super::{Review, codes, holds_without_key, is_everyone, is_key};

/// Keys of requests through a VPC endpoint
const ENDPOINT: &[&str] = &[
    "aws:SourceVpc",
    "aws:SourceVpce",
    "aws:SourceVpcArn",
    "aws:VpcSourceIp",
    "aws:VpceAccount",
    "aws:VpceOrgID",
    "aws:VpceOrgPaths",
];

/// Steps that a comparison of two statements takes at least
const PAIR: usize = 64;

pub(super) fn review(review: &mut Review<'_>, statement: &Statement) {
    together(review, statement);
    if statement.effect == Effect::Allow {
        taken_back(review, statement);
    }
}

fn together(review: &mut Review<'_>, statement: &Statement) {
    let needed = || {
        statement
            .conditions
            .iter()
            .filter(|it| !holds_without_key(it))
    };
    let is_endpoint = |it: &&ConditionTest| ENDPOINT.iter().any(|key| is_key(it, key));
    let address = needed().find(|it| is_key(it, "aws:SourceIp"));
    let endpoint = needed().find(is_endpoint);
    if let (Some(address), Some(endpoint)) = (address, endpoint) {
        let at = address.at.max(endpoint.at);
        let message = format!(
            "requests through a VPC endpoint have no `aws:SourceIp`, and others no `{}`, so the statement does nothing",
            shown(&endpoint.key.text)
        );
        let help = "write two statements, one for each; for addresses inside the VPC test `aws:VpcSourceIp`";
        review.find(&codes::NEVER_TOGETHER, at, message, help);
    }
}

/// Whether some Deny, whatever the circumstances, is for all that the Allow is for
fn taken_back(review: &mut Review<'_>, allow: &Statement) {
    let policy = review.policy;
    let denies = policy.statements.iter();
    let mut denies = denies.filter(|it| it.effect == Effect::Deny && it.conditions.is_empty());
    let found = denies.find(|deny| {
        review.spend(PAIR)
            && takes_principals(deny.principal.as_ref(), allow.principal.as_ref())
            && takes(review, Some(&deny.action), Some(&allow.action), true)
            && takes(
                review,
                deny.resource.as_ref(),
                allow.resource.as_ref(),
                false,
            )
    });
    if let Some(deny) = found {
        let which = match &deny.sid {
            Some(sid) => format!("the Deny `{}`", shown(&sid.text)),
            None => "a Deny of this document".into(),
        };
        let message = format!("{which} takes all of this Allow back, so it does nothing");
        let help = "remove the Allow, or narrow the Deny";
        review.find(&codes::ALLOW_DENIED, allow.effect_at, message, help);
    }
}

fn takes_principals(deny: Option<&PrincipalElement>, allow: Option<&PrincipalElement>) -> bool {
    let (Some(deny), Some(allow)) = (deny, allow) else {
        return deny.is_none() && allow.is_none();
    };
    let values = |it: &PrincipalElement| -> BTreeSet<(PrincipalKind, alloc::string::String)> {
        let values = it.values.iter();
        values.map(|it| (it.kind, it.value.text.clone())).collect()
    };
    !deny.negated
        && (is_everyone(deny) || (!allow.negated && values(deny).is_superset(&values(allow))))
}

/// Whether the Deny's patterns match all that the Allow's do
fn takes(
    review: &mut Review<'_>,
    deny: Option<&Listed>,
    allow: Option<&Listed>,
    is_action: bool,
) -> bool {
    let (Some(deny), Some(allow)) = (deny, allow) else {
        return deny.is_none() && allow.is_none();
    };
    if deny.negated || allow.values.is_empty() {
        return false;
    }
    if allow.negated {
        return deny.values.iter().any(|it| it.text == "*");
    }
    allow.values.iter().all(|narrow| {
        let mut wide = deny.values.iter();
        wide.any(|wide| contains(review, wide, narrow, is_action))
    })
}

/// Whether every text of the narrow pattern is one of the wide pattern, if this can be seen easily.
///
/// A wide pattern without `?` that matches the narrow one letter by letter has a `*` wherever the
/// narrow one has a wildcard. Variables may become anything, so they contain nothing.
fn contains(review: &mut Review<'_>, wide: &Text, narrow: &Text, is_action: bool) -> bool {
    let (wide, narrow) = (wide.text.as_str(), narrow.text.as_str());
    if wide == "*" {
        return true;
    }
    if wide.contains('?') || wide.contains("${") {
        return false;
    }
    if !review.spend(wide.len().saturating_mul(narrow.len())) {
        return false;
    }
    if is_action {
        return Glob::from_text(&wide.to_ascii_lowercase()).matches(&narrow.to_ascii_lowercase());
    }
    // A `*` of a resource does not run over the colons between the parts.
    let (wide, narrow) = (wide.splitn(6, ':'), narrow.splitn(6, ':'));
    let (wide, narrow): (alloc::vec::Vec<_>, alloc::vec::Vec<_>) =
        (wide.collect(), narrow.collect());
    let mut pairs = wide.iter().zip(&narrow);
    wide.len() == 6
        && narrow.len() == 6
        && pairs.all(|(wide, narrow)| Glob::from_text(wide).matches(narrow))
}
