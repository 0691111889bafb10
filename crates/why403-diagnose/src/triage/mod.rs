//! The answer where little is known: no caller, no resource, no world, or an error that no policy
//! had a say in.
//!
//! Nothing is evaluated here. The text says which requests may stand behind it (`candidate`),
//! which layers can have refused it (`layers`), which known causes leave such a text
//! ([`crate::cause::known`]), and what to look at first (`looks`).
//!
//! - `told`: what text and flags say, and how much of an answer AWS gave
//! - `simulation`: what an answer of AWS's policy simulator weighs
//! - `progress`: what a world has settled since there was none

mod candidate;
mod layers;
mod looks;
mod progress;
mod redact;
mod simulation;
mod told;

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::Layer;
use why403_model::request::Principal;
use why403_model::world::World;

pub use candidate::{Candidate, Sure};
pub use layers::{Ranked, Standing};
pub use looks::Planned;
pub use progress::Progress;
pub(crate) use progress::is_empty;
pub use redact::redacted;
pub use simulation::notes as of_simulation;

use crate::cause::known::{self, Known, Likelihood};
use crate::diagnosis::Overall;
use crate::question::{Flags, QuestionError};
use crate::symptom::Symptom;
use crate::symptom::simulator::Simulated;

pub(crate) use looks::for_diagnosis;
use told::Told;

/// The answer to a question of which not enough is known
#[derive(Clone, Debug)]
pub struct Triage {
    /// What the person has
    pub symptom: Symptom,
    /// Who asked, where it is told
    pub principal: Option<Principal>,
    /// The permission that was refused, where it is told
    pub action: Option<String>,
    /// What was called, as AWS writes it, where it is told
    pub operation: Option<String>,
    /// On what: an ARN, where it is told
    pub resource: Option<String>,
    /// What nobody told of: `principal`, `action`, `resource`, in this order
    pub lacks: Vec<&'static str>,
    /// The known cause that refuses before any policy is asked, where the text proves it
    pub refused: Option<Suspect>,
    /// The requests that can stand behind the text, the likeliest first
    pub candidates: Vec<Candidate>,
    /// Every layer with its standing: first what must have denied, last what cannot have
    pub layers: Vec<Ranked>,
    /// Known causes that leave such a text, the likeliest first
    pub suspects: Vec<Suspect>,
    /// What to look at, first what settles most; what the world answers already comes last
    pub looks: Vec<Planned>,
    /// What the policy simulator said
    pub simulated: Vec<Simulated>,
    /// What else the person should know
    pub notes: Vec<String>,
}

/// A known cause that the text speaks for
#[derive(Clone, Debug)]
pub struct Suspect {
    /// The cause
    pub known: &'static Known,
    /// How likely it is
    pub likelihood: Likelihood,
    /// What of the text speaks for it, in a sentence
    pub evidence: String,
}

impl Triage {
    /// What is decided: a refusal that no policy had a say in is one; else nothing is
    #[must_use]
    pub fn decision(&self) -> Overall {
        match self.refused {
            Some(_) => Overall::Deny,
            None => Overall::Undetermined,
        }
    }
}

/// Whether a text proves a cause that lies before all policies: there is nothing to evaluate.
#[must_use]
pub fn is_before_policies(symptom: &Symptom, world: &World) -> bool {
    Told::bare(symptom, world).refused().is_some()
}

/// Whether a question cannot be made for lack of something that the text does not tell, or tells
/// in a way that nobody can use; what flags say wrong is an error of its own
#[must_use]
pub fn is_answer_to(problem: &QuestionError, flags: &Flags) -> bool {
    match problem {
        QuestionError::Missing { .. } | QuestionError::CallerOfAccount { .. } => true,
        QuestionError::Malformed { .. } => {
            flags.principal.is_none() && flags.resource.is_none() && flags.source.is_none()
        }
        QuestionError::NoSuchAction { .. } => flags.action.is_none(),
        QuestionError::NothingAuthorized { .. } => flags.operation.is_none(),
        QuestionError::Conflict { .. }
        | QuestionError::NoSuchRole { .. }
        | QuestionError::AmbiguousRole { .. }
        | QuestionError::NoSuchFunction { .. }
        | QuestionError::AmbiguousFunction { .. }
        | QuestionError::UnknownRole { .. }
        | QuestionError::NoSuchSubnet { .. }
        | QuestionError::NoSuchOperation { .. }
        | QuestionError::ActionForOperation { .. } => false,
    }
}

/// Answers a text of which not enough is known to evaluate it.
///
/// - `symptom`: the default one where there is only an answer of the simulator.
/// - `simulated`: what the policy simulator said; may be empty.
/// - Fails where flags are wrong, or say another thing than the text.
pub fn triage(
    flags: &Flags,
    symptom: Symptom,
    simulated: Vec<Simulated>,
    world: &World,
) -> Result<Triage, QuestionError> {
    let told = Told::of(flags, &symptom, &simulated, world)?;
    let candidates = candidate::candidates(&told);
    let layers = layers::ranked(&told, &candidates);
    let refused = told.refused();
    let mut suspects = told.suspects();
    if let Some(refused) = &refused {
        suspects.retain(|it| it.known.id != refused.known.id);
    }
    let looks = looks::looks(&told, &candidates, &layers, &suspects, refused.as_ref());
    let mut notes = notes(&told, &candidates);
    notes.extend(simulation::notes(
        &simulated,
        &candidate::actions(&candidates),
    ));
    Ok(Triage {
        lacks: told.lacks(),
        operation: told.operation_name(),
        resource: told.parts.resource.as_ref().map(ToString::to_string),
        action: told.parts.action.as_ref().map(ToString::to_string),
        principal: told.parts.principal.clone(),
        refused,
        candidates,
        layers,
        suspects,
        looks,
        notes,
        simulated,
        symptom,
    })
}

/// What the person should know beside the list
fn notes(told: &Told<'_>, candidates: &[Candidate]) -> Vec<String> {
    let mut all = told.symptom.notes.clone();
    if told.refused().is_some() {
        all.push("AWS refused before it asked any policy: none of them is the cause".to_string());
    }
    if told.is_head() && told.refused().is_none() {
        all.push(
            "a HEAD is answered without a text, whatever refuses it; KMS is not asked for it"
                .to_string(),
        );
    }
    if looks::is_kms_possible(candidates) && told.refused().is_none() {
        all.push(
            "CloudTrail: calls on objects are data events, off by default, and lookup-events \
             never has them; calls of KMS are management events, and their encryption context \
             names the bucket or object"
                .to_string(),
        );
    }
    all
}

/// The layers of a standing, for tests and renderers
#[must_use]
pub fn of_standing(layers: &[Ranked], standing: Standing) -> Vec<Layer> {
    let found = layers.iter().filter(|it| it.standing == standing);
    found.map(|it| it.layer).collect()
}

impl Told<'_> {
    /// The known causes that the text speaks for
    fn suspects(&self) -> Vec<Suspect> {
        let found = known::suspects(&self.clues()).into_iter();
        let fits = |it: &'static Known| {
            let looks = it.looks(&self.clues());
            looks.is_empty() || looks.iter().any(|it| self.fits(&it.command))
        };
        found
            .filter(|(known, _)| fits(known))
            .map(|(known, suspicion)| Suspect {
                known,
                likelihood: suspicion.likelihood,
                evidence: suspicion.evidence,
            })
            .collect()
    }

    /// The one that refuses before any policy is asked
    fn refused(&self) -> Option<Suspect> {
        let proven =
            |it: &Suspect| it.likelihood == Likelihood::Proven && it.known.refuses.is_some();
        self.suspects().into_iter().find(proven)
    }
}
