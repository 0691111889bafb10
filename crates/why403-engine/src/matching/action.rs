//! `Action` and `NotAction`. Source: `spec/iam.md` A.4.

use why403_model::request::Action;

use crate::prepare::{ActionPattern, PreparedActions};

/// Whether the element covers the action.
#[must_use]
pub fn action_matches(actions: &PreparedActions, action: &Action) -> bool {
    let any = actions.patterns.iter().any(|pattern| match pattern {
        ActionPattern::Everything => true,
        ActionPattern::Nothing => false,
        ActionPattern::Glob(glob) => glob.matches(action.lowered()),
    });
    any != actions.negated
}
