//! A triage with neutral names in place of the real ones, to be shown in public.

use why403_model::redact::Redactor;

use super::progress::nothing;
use super::{Candidate, Planned, Ranked, Suspect, Triage};
use crate::cause::known::{Clues, Look, Meaning};
use crate::redact::Pass;
use crate::symptom::Symptom;
use crate::symptom::simulator::{Matched, Simulated};

/// The triage with every name mapped, as [`crate::redacted`] does with a diagnosis.
#[must_use]
pub fn redacted(triage: &Triage, redactor: &mut Redactor) -> Triage {
    let pass = &mut Pass::new(redactor);
    // Names are learned where their kind is plain, before sentences are read.
    let symptom = pass.symptom(&triage.symptom);
    let principal = triage.principal.as_ref().map(|it| pass.principal(it));
    let resource = pass.some(triage.resource.as_ref());
    keep(pass, triage, &symptom);
    let simulated = triage
        .simulated
        .iter()
        .map(|it| pass.simulated(it))
        .collect();
    Triage {
        symptom,
        principal,
        resource,
        simulated,
        action: pass.some(triage.action.as_ref()),
        operation: triage.operation.as_deref().map(|it| pass.text(it)),
        lacks: triage.lacks.clone(),
        refused: triage.refused.as_ref().map(|it| pass.suspect(it)),
        candidates: triage
            .candidates
            .iter()
            .map(|it| pass.candidate(it))
            .collect(),
        layers: triage.layers.iter().map(|it| pass.ranked(it)).collect(),
        suspects: triage.suspects.iter().map(|it| pass.suspect(it)).collect(),
        looks: triage.looks.iter().map(|it| pass.planned(it)).collect(),
        notes: triage.notes.iter().map(|it| pass.text(it)).collect(),
    }
}

/// What the catalog says of a symptom without names has none: its words stay.
fn keep(pass: &mut Pass<'_>, triage: &Triage, symptom: &Symptom) {
    let nowhere = nothing();
    let clues = Clues {
        symptom,
        world: &nowhere,
        principal: None,
        action: None,
        bucket: None,
        key: None,
    };
    for suspect in triage.suspects.iter().chain(&triage.refused) {
        pass.keep(suspect.known.title);
        if let Some(suspicion) = (suspect.known.suspected)(&clues) {
            pass.keep(&suspicion.evidence);
        }
        for look in suspect.known.looks(&clues) {
            pass.keep(&look.command);
            for it in &look.meanings {
                pass.keep(&it.answer);
                pass.keep(&it.means);
            }
        }
    }
}

impl Pass<'_> {
    pub(crate) fn planned(&mut self, found: &Planned) -> Planned {
        let meanings = found.look.meanings.iter();
        let meanings = meanings
            .map(|it| Meaning {
                answer: self.text(&it.answer),
                means: self.text(&it.means),
            })
            .collect();
        Planned {
            why: self.text(&found.why),
            look: Look {
                command: self.text(&found.look.command),
                meanings,
                slot: None,
            },
            is_answered: found.is_answered,
        }
    }

    fn suspect(&mut self, found: &Suspect) -> Suspect {
        Suspect {
            known: found.known,
            likelihood: found.likelihood,
            evidence: self.text(&found.evidence),
        }
    }

    fn candidate(&mut self, found: &Candidate) -> Candidate {
        Candidate {
            operation: found.operation,
            action: self.name(&found.action),
            resource: self.some(found.resource.as_ref()),
            certainty: found.certainty,
            why: self.text(&found.why),
        }
    }

    fn ranked(&mut self, found: &Ranked) -> Ranked {
        Ranked {
            layer: found.layer,
            standing: found.standing,
            why: self.text(&found.why),
        }
    }

    fn simulated(&mut self, found: &Simulated) -> Simulated {
        let matched = found.matched.iter();
        Simulated {
            action: self.name(&found.action),
            resource: self.name(&found.resource),
            decision: found.decision,
            matched: matched
                .map(|it| Matched {
                    policy: self.name(&it.policy),
                    kind: self.text(&it.kind),
                })
                .collect(),
            missing: found.missing.iter().map(|it| self.key(it)).collect(),
            by_organization: found.by_organization,
            by_boundary: found.by_boundary,
        }
    }
}
