//! What a world has settled of a question, against no world at all.
//!
//! Nothing is kept from run to run: both answers are made now, and compared.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use why403_engine::resolve::Assume;
use why403_engine::truth::Truth;
use why403_engine::verdict::Layer;
use why403_model::world::{Branch, Tree, World};

use crate::diagnosis::{Checked, Diagnosis, Overall};
use crate::joined;
use crate::question::Question;

/// What a world has settled
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Layers of which nothing was known, and that let the request pass by what the world says
    pub cleared: Vec<Layer>,
    /// Layers that deny by what the world says
    pub denies: Vec<Layer>,
    /// Layers of which it still is not known whether they deny
    pub left: Vec<Layer>,
}

impl Progress {
    /// Compares an open diagnosis with the one that `answer` gives about an empty world.
    ///
    /// `None` where the world has settled nothing, or the answer is not open any more.
    pub(crate) fn of(
        diagnosis: &Diagnosis,
        assume: &Assume,
        answer: fn(Question, &World, &Assume) -> Diagnosis,
    ) -> Option<Self> {
        if diagnosis.decision != Overall::Undetermined {
            return None;
        }
        let before = answer(diagnosis.question.clone(), &nothing(), assume);
        let mut progress = Self::default();
        for layer in Layer::ALL {
            let was_open = counting(&before).any(|it| is_open(it, layer));
            let is_open = counting(diagnosis).any(|it| is_open(it, layer));
            let denies = counting(diagnosis).any(|it| it.evaluation.outcome.must.holds(layer));
            match (was_open, is_open, denies) {
                (_, _, true) => progress.denies.push(layer),
                (_, true, false) => progress.left.push(layer),
                (true, false, false) => progress.cleared.push(layer),
                (false, false, false) => {}
            }
        }
        (!progress.cleared.is_empty()).then_some(progress)
    }
}

/// The checks that the call surely asks for, and that can make it fail
fn counting(diagnosis: &Diagnosis) -> impl Iterator<Item = &Checked> {
    let checks = diagnosis.checks.iter();
    checks.filter(|it| it.check.plan.needed == Truth::Yes && joined::counts(&it.check.plan))
}

/// Whether a layer can deny a check, and need not
fn is_open(checked: &Checked, layer: Layer) -> bool {
    let outcome = checked.evaluation.outcome;
    outcome.may.holds(layer) && !outcome.must.holds(layer)
}

/// A world of which nothing is known
pub(crate) fn nothing() -> World {
    World::build(&Tree {
        root: Branch::Folder(BTreeMap::new()),
        folder: None,
        problems: Vec::new(),
    })
}

/// Whether nothing is known of any account or organization
pub(crate) fn is_empty(world: &World) -> bool {
    world.accounts.is_empty() && world.organization.known().is_none()
}
