//! Whether a statement takes effect on the request, as a layer sees it: IAM A.4, A.5, A.6

use super::condition;
use super::document::Statement;
use super::facts::Facts;
use super::glob::{self, Colons, Token};
use super::principal::Strength;
use super::variables;

/// The sorts of policies that read elements differently: IAM A.5.5, A.6
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PolicyKind {
    /// Identity policy, boundary, session policy: no Principal
    Identity,
    Scp,
    Rcp,
    Endpoint,
    /// Bucket, queue, key policy; access point policy
    Resource,
    /// Trust policy: no Resource
    Trust,
}

/// What a statement did
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    Deny,
    Allow(Strength),
}

/// The request as the policies of one layer see it
pub(super) struct View<'a> {
    pub facts: &'a Facts<'a>,
    pub resource: &'a str,
    pub kind: PolicyKind,
}

impl View<'_> {
    /// What the statement does to the request; none if it does not match.
    pub(super) fn effect_of(&self, statement: &Statement) -> Option<Effect> {
        let denies = statement.has_effect("Deny");
        let strength = self.principal(statement)?;
        let takes_effect = (denies || statement.has_effect("Allow"))
            && self.action(statement)
            && self.resource(statement)
            && condition::holds(statement, self.facts);
        takes_effect.then_some(if denies {
            Effect::Deny
        } else {
            Effect::Allow(strength)
        })
    }

    /// IAM A.6: how the statement names the caller
    fn principal(&self, statement: &Statement) -> Option<Strength> {
        let Facts { caller, .. } = self.facts;
        let id = self.facts.role_id();
        if matches!(self.kind, PolicyKind::Identity | PolicyKind::Scp) {
            return Some(Strength::Direct);
        }
        match (
            statement.element("Principal"),
            statement.element("NotPrincipal"),
        ) {
            (Some(principal), None) => {
                let strength = caller.strength(principal, id)?;
                // Gateway rule: an account there admits its root user only: IAM A.7.
                let admitted = self.kind != PolicyKind::Endpoint || strength != Strength::Account;
                admitted.then_some(strength)
            }
            // A.6.3: with Deny only; a boundary lets nobody be exempt.
            (None, Some(_)) if !statement.has_effect("Deny") => None,
            (None, Some(exempt)) => {
                let bounded = caller.has_identity() && self.facts.policy("boundary").is_some();
                (bounded || !caller.is_exempt(exempt, id)).then_some(Strength::Direct)
            }
            _ => None,
        }
    }

    /// IAM A.4
    fn action(&self, statement: &Statement) -> bool {
        let matches = |pattern: &String| action_matches(pattern, &self.facts.action);
        match (statement.values("Action"), statement.values("NotAction")) {
            (Some(patterns), None) => patterns.iter().any(matches),
            (None, Some(patterns)) => !patterns.iter().any(matches), // A.4.5
            _ => false,
        }
    }

    /// IAM A.5
    fn resource(&self, statement: &Statement) -> bool {
        let matches = |pattern: &String| self.resource_matches(pattern, statement.variables);
        match (
            statement.values("Resource"),
            statement.values("NotResource"),
        ) {
            (Some(patterns), None) => patterns.iter().any(matches),
            (None, Some(patterns)) => !patterns.iter().any(matches), // A.5.7
            (None, None) => self.kind == PolicyKind::Trust,
            _ => false,
        }
    }

    fn resource_matches(&self, pattern: &str, variables: bool) -> bool {
        if pattern == "*" || self.resource == "*" {
            return pattern == "*"; // A.5.1, A.5.6
        }
        let Some(tokens) = variables::expand(pattern, variables, self.facts) else {
            return false;
        };
        if variables && pattern.contains("${") {
            return glob::matches(&tokens, self.resource, Colons::ByPart); // never padded
        }
        let missing = 5_usize.saturating_sub(pattern.matches(':').count());
        let padded = missing > 0 && self.may_be_padded(pattern);
        if missing > 0 && !padded {
            return false;
        }
        let padding = std::iter::repeat_n(glob::pattern(":*"), missing).flatten();
        let tokens: Vec<Token> = tokens.into_iter().chain(padding).collect();
        glob::matches(&tokens, self.resource, Colons::ByPart)
    }

    /// A.5.5: whether the missing parts of a short ARN are taken as `*`
    fn may_be_padded(&self, pattern: &str) -> bool {
        match self.kind {
            PolicyKind::Identity => true,
            PolicyKind::Resource | PolicyKind::Trust | PolicyKind::Endpoint => {
                pattern.contains(['*', '?'])
            }
            PolicyKind::Scp => pattern.ends_with('*'),
            PolicyKind::Rcp => false,
        }
    }
}

/// A.4: `*`, or a service without wildcards and a pattern for the name; `*:*` is all actions.
fn action_matches(pattern: &str, action: &str) -> bool {
    if pattern == "*" || pattern == "*:*" {
        return true;
    }
    let (Some((service, name)), Some((own_service, own_name))) =
        (pattern.split_once(':'), action.split_once(':'))
    else {
        return false;
    };
    let blank = name.is_empty() || name.contains(char::is_whitespace); // A.4.4
    let tokens = glob::pattern(&name.to_lowercase());
    !blank
        && service.eq_ignore_ascii_case(own_service)
        && glob::matches(&tokens, &own_name.to_lowercase(), Colons::Free)
}
