//! Proof of a fix: the whole operation is asked again on a copy with the edits made.
//!
//! Only [`verify`] makes a [`VerifiedFix`]. What does not make the operation succeed comes back
//! with what is still in the way.

use alloc::string::String;
use alloc::vec::Vec;

use why403_engine::resolve::Assume;
use why403_model::known::Gap;
use why403_model::world::World;

use super::edit::{self, Edit, EditError};
use super::exposure::{self, Exposure};
use super::owner::Owner;
use super::request::{self, RequestEdit};
use crate::cause::Cause;
use crate::diagnosis::{Diagnosis, Overall, diagnose};
use crate::question::Question;

/// A change that may make an operation succeed
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The stable id of its kind: `identity/allow`
    pub kind: &'static str,
    /// What to do, in one sentence
    pub text: String,
    /// Who has to act
    pub owner: Owner,
    /// Edits of the world, in their order
    pub world: Vec<Edit>,
    /// Changes of the request
    pub request: Vec<RequestEdit>,
}

/// Fixes that were evaluated together on a copy of the world, with what they open and break
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedFix {
    steps: Vec<Fix>,
    proof: Proof,
    exposure: Exposure,
}

/// How far a fix is proven
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proof {
    /// The operation succeeds, whatever is unknown
    Succeeds,
    /// It succeeds unless one of these facts turns out badly
    Depends(Vec<Gap>),
}

/// Why a fix is not verified
#[derive(Clone, Debug)]
pub enum Unverified {
    /// An edit could not be made
    Edit(EditError),
    /// The operation is still denied, for these causes
    StillDenied(Vec<Cause>),
}

impl VerifiedFix {
    /// What is to be done, in this order; one step where one suffices
    #[must_use]
    pub fn steps(&self) -> &[Fix] {
        &self.steps
    }

    /// How far it is proven
    #[must_use]
    pub fn proof(&self) -> &Proof {
        &self.proof
    }

    /// What it opens and breaks, the operation itself among it
    #[must_use]
    pub fn exposure(&self) -> &Exposure {
        &self.exposure
    }
}

/// Makes the edits of all steps on a copy and asks again.
pub fn verify(
    steps: &[Fix],
    question: &Question,
    world: &World,
    assume: &Assume,
) -> Result<VerifiedFix, Unverified> {
    let (edited, again) = tried(steps, question, world, assume).map_err(Unverified::Edit)?;
    let proof = match again.decision {
        Overall::Allow => Proof::Succeeds,
        Overall::Undetermined => Proof::Depends(deciding(&again)),
        Overall::Deny => return Err(Unverified::StillDenied(again.causes)),
    };
    let exposure = exposure::of(world, &edited, assume);
    Ok(VerifiedFix {
        steps: steps.to_vec(),
        proof,
        exposure,
    })
}

/// The world with the edits of all steps made, and the answer to the question in it
pub(super) fn tried(
    steps: &[Fix],
    question: &Question,
    world: &World,
    assume: &Assume,
) -> Result<(World, Diagnosis), EditError> {
    let edits: Vec<Edit> = steps.iter().flat_map(|it| it.world.clone()).collect();
    let changes: Vec<RequestEdit> = steps.iter().flat_map(|it| it.request.clone()).collect();
    let edited = edit::apply(world, &edits)?;
    let question = request::changed(question, &changes);
    let again = diagnose(question, &edited, assume);
    Ok((edited, again))
}

/// The facts that decide what is open
fn deciding(diagnosis: &Diagnosis) -> Vec<Gap> {
    let all = diagnosis.unknowns.iter().filter(|it| it.matters);
    all.map(|it| it.gap.clone()).collect()
}
