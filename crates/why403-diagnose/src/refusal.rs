//! A refusal that the symptom alone proves, made before any policy is asked: bad credentials, a
//! skewed clock, an ACL where there are none.
//!
//! No world can show it and none can contradict it: what the policies say comes after.

use alloc::format;
use alloc::vec::Vec;

use why403_model::arn::Arn;
use why403_model::request::Action;
use why403_model::world::World;

use crate::cause::known::{Clues, Known, Likelihood, Look, suspects};
use crate::cause::{Cause, Certainty};
use crate::diagnosis::Checked;
use crate::question::Question;
use crate::symptom::Denial;

/// The refusal, as a cause of the first check; `None` where the symptom proves none, or where
/// there is no check
pub(crate) fn of(question: &Question, world: &World, checked: &[Checked]) -> Option<Cause> {
    let symptom = question.symptom.as_ref()?;
    checked.first()?;
    let arn = Arn::parse(&question.request.resource).ok();
    let action = symptom.action.as_deref().and_then(Action::parse);
    let clues = Clues {
        symptom,
        world,
        principal: Some(&question.request.principal),
        action: action.as_ref(),
        bucket: arn.as_ref().and_then(Arn::s3_bucket),
        key: arn.as_ref().and_then(Arn::s3_key),
    };
    let proven = suspects(&clues)
        .into_iter()
        .take_while(|(_, suspicion)| suspicion.likelihood == Likelihood::Proven);
    let mut refusing = proven.filter_map(|(known, suspicion)| {
        let layer = known.refuses?;
        Some((known, layer, suspicion))
    });
    let (known, layer, suspicion) = refusing.next()?;
    let looks: Vec<Look> = Known::looks(known, &clues);
    Some(Cause {
        check: 0,
        layer,
        effect: Denial::Explicit,
        certainty: Certainty::Must,
        proven: true,
        decider: None,
        gate: None,
        known: Some(known),
        message: format!("{}: {}", known.title, suspicion.evidence),
        near_misses: Vec::new(),
        confirm: looks.iter().map(|it| it.command.clone()).collect(),
    })
}
