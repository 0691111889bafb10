//! Whether a statement takes effect on a request: its elements, one by one.
//!
//! Every element answers yes, no or maybe; the statement's answer is their conjunction. The
//! same functions serve the decision and the trace, so the two cannot tell different stories.

mod action;
mod caller;
mod principal;
mod resource;

use why403_model::policy::Effect;
use why403_model::request::{Action, Context, Principal};

pub use action::action_matches;
pub use caller::{keys_of, may_concern};
pub use principal::{Named, PrincipalMatch, named, principal_matches};
pub use resource::{ResourceMatch, resource_matches};

use crate::condition::{self, Rules};
use crate::prepare::{PreparedStatement, PreparedTest};
use crate::truth::Truth;
use crate::verdict::Strength;

/// All that statements of one layer are matched against
#[derive(Clone, Copy, Debug)]
pub struct Scene<'r> {
    /// Who asks
    pub principal: &'r Principal,
    /// For what
    pub action: &'r Action,
    /// On what; `None` where the ARN is not known
    pub resource: Option<&'r str>,
    /// Under which circumstances
    pub context: &'r Context,
    /// Whether the caller has a permissions boundary
    pub has_boundary: Truth,
    /// Whose rules
    pub rules: Rules,
    /// Whether an account named as principal means its root user only
    pub accounts: Accounts,
}

/// What an account named as principal stands for
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accounts {
    /// Everyone in it, by delegation: resource policies
    Delegate,
    /// Its root user: policies of gateway endpoints
    RootOnly,
}

/// Whether a statement takes effect, and whom it names
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effectiveness {
    /// Whether it takes effect
    pub truth: Truth,
    /// The strongest name of the caller that is certain
    pub certain: Option<Strength>,
    /// The strongest name of the caller that is possible
    pub possible: Option<Strength>,
}

/// Matches a statement; elements behind one that does not match are not looked at.
#[must_use]
pub fn statement_matches(statement: &PreparedStatement, scene: &Scene<'_>) -> Effectiveness {
    const NOT: Effectiveness = Effectiveness {
        truth: Truth::No,
        certain: None,
        possible: None,
    };
    if !action_matches(&statement.action, scene.action) {
        return NOT;
    }
    let named = match &statement.principal {
        None => PrincipalMatch::EVERYONE,
        Some(principals) => principal_matches(principals, statement.effect, scene),
    };
    let mut truth = named.truth();
    if truth == Truth::No {
        return NOT;
    }
    if let Some(resources) = &statement.resource {
        truth = truth.and(resource_matches(resources, scene).truth);
        if truth == Truth::No {
            return NOT;
        }
    }
    truth = truth.and(conditions_match(
        &statement.conditions,
        statement.effect,
        scene,
    ));
    if truth == Truth::No {
        return NOT;
    }
    Effectiveness {
        truth,
        certain: named.certain,
        possible: named.possible,
    }
}

fn conditions_match(tests: &[PreparedTest], effect: Effect, scene: &Scene<'_>) -> Truth {
    Truth::all(
        tests
            .iter()
            .map(|test| condition::evaluate(test, scene.context, effect, scene.rules).truth),
    )
}
