//! Plans: the smallest sets of fixes that make an operation succeed, found by search with the
//! evaluator as judge.
//!
//! One step cures one cause, the first that is certain; then all is asked again on the copy, until
//! nothing denies for certain. So the steps of a plan are as many as the layers that deny.

use alloc::vec::Vec;

use why403_engine::resolve::Assume;
use why403_model::world::World;

use super::exposure::{Access, Who};
use super::propose;
use super::verify::{Fix, Proof, VerifiedFix, tried, verify};
use crate::cause::{Cause, Certainty};
use crate::diagnosis::{Diagnosis, Overall};
use crate::operation::outcome::Outcome;

/// Steps of the longest plan
const LONGEST: usize = 12;

/// Evaluations that a search may take
const TRIALS: usize = 200;

/// Plans that are proven and shown
const SHOWN: usize = 4;

/// The plans for a denied operation, the one that opens least first; of those that open alike, the
/// one for which the fewest have to act.
///
/// Empty where nothing denies for certain, where the symptom contradicts the world, or where
/// nothing may be edited.
#[must_use]
pub fn plans(diagnosis: &Diagnosis, world: &World, assume: &Assume) -> Vec<VerifiedFix> {
    // What is missing is not cured by a right to list: that shows 404 in place of 403.
    let is_missing = matches!(
        diagnosis.outcome,
        Outcome::AuthorizedButMissing | Outcome::Missing
    );
    if diagnosis.contradiction.is_some() || is_missing || first(diagnosis).is_none() {
        return Vec::new();
    }
    let mut search = Search {
        diagnosis,
        world,
        assume,
        trials: 0,
        found: Vec::new(),
    };
    search.from(diagnosis, world, &mut Vec::new());
    let question = &diagnosis.question;
    let proven = search.found.iter();
    let mut proven: Vec<VerifiedFix> = proven
        .filter_map(|steps| verify(steps, question, world, assume).ok())
        .collect();
    proven.sort_by_key(|it| (weight(it), actors(it), it.steps().len()));
    proven.truncate(SHOWN);
    proven
}

struct Search<'s> {
    diagnosis: &'s Diagnosis,
    world: &'s World,
    assume: &'s Assume,
    trials: usize,
    found: Vec<Vec<Fix>>,
}

impl Search<'_> {
    /// Looks for plans that go on from here
    fn from(&mut self, at: &Diagnosis, edited: &World, steps: &mut Vec<Fix>) {
        let Some(cause) = first(at) else {
            if at.decision != Overall::Deny {
                self.found.push(steps.clone());
            }
            return;
        };
        let Some(checked) = at.checks.get(cause.check).filter(|_| steps.len() < LONGEST) else {
            return;
        };
        for fix in propose::fixes(cause, checked, edited) {
            if self.trials >= TRIALS || self.found.len() >= 2 * SHOWN {
                return;
            }
            self.trials += 1;
            steps.push(fix);
            let question = &self.diagnosis.question;
            if let Ok((edited, next)) = tried(steps, question, self.world, self.assume)
                && !next
                    .causes
                    .iter()
                    .any(|it| is_same(it, cause) && asked(&next, it) == asked(at, cause))
            {
                self.from(&next, &edited, steps);
            }
            steps.pop();
        }
    }
}

/// The first cause that denies whatever is unknown
fn first(diagnosis: &Diagnosis) -> Option<&Cause> {
    let mut causes = diagnosis.causes.iter();
    causes.find(|it| it.certainty == Certainty::Must)
}

/// What the check of a cause is about: another key than before is another cause
fn asked<'d>(diagnosis: &'d Diagnosis, cause: &Cause) -> Option<&'d str> {
    let checked = diagnosis.checks.get(cause.check)?;
    Some(checked.check.request.resource.as_str())
}

/// Whether a cause is still there after a step that was to cure it
fn is_same(one: &Cause, other: &Cause) -> bool {
    let statement = |it: &Cause| {
        let decider = it.decider.as_ref()?;
        Some((decider.document.label.clone(), decider.statement))
    };
    (one.check, one.layer, one.effect, one.gate)
        == (other.check, other.layer, other.effect, other.gate)
        && one.certainty == Certainty::Must
        && statement(one) == statement(other)
}

/// How much a plan opens: strangers count more than all whom the world knows, and patterns more
/// than all that is named
fn weight(fix: &VerifiedFix) -> (usize, usize, usize, usize) {
    let opens = &fix.exposure().opens;
    let is_strange =
        |it: &&Access| matches!(it.who, Who::Anonymous | Who::AnyAccount | Who::Unlisted(_));
    let is_open = usize::from(matches!(fix.proof(), Proof::Depends(_)));
    (
        opens.iter().filter(is_strange).count(),
        opens.iter().filter(|it| it.resource.contains('*')).count(),
        opens.len(),
        is_open,
    )
}

/// How many have to act
fn actors(fix: &VerifiedFix) -> usize {
    let mut all: Vec<_> = fix.steps().iter().map(|it| &it.owner).collect();
    all.sort();
    all.dedup();
    all.len()
}
