//! All checks of a question as one: the outcome, the decision, and which causes count.

use alloc::vec::Vec;

use why403_engine::truth::Truth;
use why403_model::operations::Effect;
use why403_model::world::World;

use crate::cause::{Cause, Certainty};
use crate::diagnosis::{Checked, Overall};
use crate::operation::outcome::{ObjectState, Outcome, Seen, settle};
use crate::operation::{self, On, PlannedCheck};
use crate::question::Question;
use crate::symptom::{Denial, Symptom};

/// What the checks of a question say together
pub(crate) struct Joined {
    /// Whether a check that counts is denied
    pub(crate) denied: Truth,
    /// Whether the object that is read exists, as far as a check asks
    pub(crate) object: ObjectState,
    /// Whether the caller may not list the bucket of a missing object
    pub(crate) cannot_list: Truth,
}

impl Joined {
    /// Joins the checks of a question.
    pub(crate) fn of(
        world: &World,
        question: &Question,
        checked: &[Checked],
        open: &[PlannedCheck],
    ) -> Self {
        let ready = checked.iter().map(|it| (&it.check.plan, denied(it)));
        let open = open.iter().map(|it| (it, Truth::Maybe));
        let all: Vec<(&PlannedCheck, Truth)> = ready.chain(open).collect();
        let counting = |it: &&(&PlannedCheck, Truth)| counts(it.0);
        let counted: Vec<_> = all.iter().filter(counting).copied().collect();
        let denied = match &question.call {
            Some(call) => operation::denied(call, world, &counted),
            None => Truth::any(
                counted
                    .iter()
                    .map(|(plan, denied)| plan.needed.and(*denied)),
            ),
        };
        let on_missing = |it: &&(&PlannedCheck, Truth)| it.0.effect == Effect::OnMissing;
        let listing: Vec<_> = all.iter().filter(on_missing).collect();
        let page = question.call.as_ref();
        let page = page.map(|it| operation::is_missing_page(it, world));
        let missing = listing.iter().map(|(plan, _)| plan.needed).chain(page);
        let object = match missing.max() {
            None | Some(Truth::No) => ObjectState::Exists,
            Some(Truth::Maybe) => ObjectState::Unknown,
            Some(Truth::Yes) => ObjectState::Missing,
        };
        Self {
            denied,
            object,
            cannot_list: Truth::any(listing.iter().map(|(_, denied)| *denied)),
        }
    }

    /// What the question comes to, in the light of what was seen
    pub(crate) fn outcome(&self, seen: Seen) -> Outcome {
        settle(self.denied, self.object, self.cannot_list, seen)
    }
}

/// What a symptom shows of the call
pub(crate) fn seen(symptom: Option<&Symptom>, contradicts: bool) -> Seen {
    match symptom {
        None => Seen::Nothing,
        // What cannot be is no evidence.
        Some(_) if contradicts => Seen::Nothing,
        // Refused before a policy was asked: it says nothing of them, nor of the object.
        Some(symptom) if symptom.is_beside_policies() => Seen::Nothing,
        Some(symptom) if symptom.tells_of_missing() => Seen::Refused,
        Some(symptom) if symptom.action.is_some() => Seen::Named,
        Some(_) => Seen::Refused,
    }
}

/// The decision of an outcome: what is missing was allowed
pub(crate) fn decision(outcome: Outcome) -> Overall {
    match outcome {
        Outcome::Allowed | Outcome::AuthorizedButMissing | Outcome::Missing => Overall::Allow,
        Outcome::Denied => Overall::Deny,
        Outcome::Undetermined => Overall::Undetermined,
    }
}

/// Whether a denied check can make the call fail
pub(crate) fn counts(plan: &PlannedCheck) -> bool {
    match plan.effect {
        Effect::Required | Effect::DenyOnly => true,
        Effect::OnMissing | Effect::ResponseOnly | Effect::Advised => false,
    }
}

/// Whether a check is denied in the way that its effect counts
pub(crate) fn denied(it: &Checked) -> Truth {
    let outcome = it.evaluation.outcome;
    if matches!(it.check.plan.on, On::Likely(..)) {
        // It may be another key, of which nothing is known.
        return Truth::Maybe;
    }
    match it.check.plan.effect {
        Effect::DenyOnly => match (
            outcome.may_deny_explicitly,
            outcome.may_allow || outcome.may_deny_implicitly,
        ) {
            (false, _) => Truth::No,
            (true, true) => Truth::Maybe,
            (true, false) => Truth::Yes,
        },
        Effect::Required | Effect::OnMissing | Effect::ResponseOnly | Effect::Advised => {
            outcome.is_denied()
        }
    }
}

/// Those causes of a check that count in this outcome, no more certain than the check is.
pub(crate) fn counting(
    plan: &PlannedCheck,
    causes: Vec<Cause>,
    (outcome, seen): (Outcome, Seen),
) -> Vec<Cause> {
    let is_open = plan.needed != Truth::Yes || matches!(plan.on, On::Likely(..));
    let counts = match plan.effect {
        Effect::Required | Effect::DenyOnly => true,
        // Who may not list is told 403; that matters where the object may be missing.
        Effect::OnMissing => match outcome {
            Outcome::AuthorizedButMissing => true,
            Outcome::Undetermined => seen == Seen::Refused || plan.needed == Truth::Yes,
            Outcome::Allowed | Outcome::Denied | Outcome::Missing => false,
        },
        Effect::ResponseOnly | Effect::Advised => false,
    };
    let fits = |it: &Cause| plan.effect != Effect::DenyOnly || it.effect == Denial::Explicit;
    let mut causes: Vec<Cause> = causes.into_iter().filter(|it| counts && fits(it)).collect();
    for cause in &mut causes {
        if is_open && !cause.proven {
            cause.certainty = Certainty::May;
        }
    }
    causes
}
