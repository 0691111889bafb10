//! Whether a statement can take effect for a caller at all, whatever it asks for.

use why403_model::known::{Fact, Gap, Reason};
use why403_model::request::{Action, Context, Input, Others, Principal, Request};

use super::{Accounts, Scene, principal_matches, statement_matches};
use crate::condition::Rules;
use crate::derive;
use crate::prepare::PreparedStatement;
use crate::truth::Truth;

/// Whether a statement can take effect on any request of a caller: it names the caller, and none of
/// its conditions fails by what the caller is.
///
/// - `statement`: of [`prepare::of_callers`](crate::prepare::of_callers).
/// - Which layer the statement is in makes no difference.
#[must_use]
pub fn may_concern(statement: &PreparedStatement, principal: &Principal) -> bool {
    // Neither names nor keys of a caller depend on the action.
    let Some(action) = Action::parse("sts:GetCallerIdentity") else {
        return true;
    };
    let context = Context::new(Others::Unknown);
    let scene = Scene {
        principal,
        action: &action,
        resource: None,
        context: &context,
        has_boundary: Truth::Maybe,
        rules: Rules::Enforcement,
        accounts: Accounts::Delegate,
    };
    let is_named = statement.principal.as_ref().is_none_or(|named| {
        principal_matches(named, statement.effect, &scene).truth() != Truth::No
    });
    if !is_named || statement.conditions.is_empty() {
        return is_named;
    }
    let context = keys_of(principal);
    let scene = Scene {
        context: &context,
        ..scene
    };
    statement_matches(statement, &scene).truth != Truth::No
}

/// The condition keys that follow from a caller alone, for any request
#[must_use]
pub fn keys_of(principal: &Principal) -> Context {
    let context = Context::new(Others::Unknown);
    let Some(action) = Action::parse("sts:GetCallerIdentity") else {
        return context;
    };
    let owner = Gap {
        what: "whose the resource is".into(),
        why: Reason::NotCollected,
        command: None,
        slot: None,
    };
    let mut request = Request {
        principal: principal.clone(),
        action,
        resource: "*".into(),
        resource_owner: Fact::Unknown(owner),
        context,
        input: Input::unsaid(),
    };
    derive::fill(&mut request);
    request.context
}
