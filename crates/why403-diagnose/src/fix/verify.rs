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
    /// Edits of the world, in their order
    pub world: Vec<Edit>,
    /// Changes of the request
    pub request: Vec<RequestEdit>,
}

/// A fix that was evaluated on a copy of the world, with what it opens and breaks
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedFix {
    fix: Fix,
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
    /// The fix
    #[must_use]
    pub fn fix(&self) -> &Fix {
        &self.fix
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

/// Makes the edits on a copy and asks again.
pub fn verify(
    fix: Fix,
    question: &Question,
    world: &World,
    assume: &Assume,
) -> Result<VerifiedFix, Unverified> {
    let edited = edit::apply(world, &fix.world).map_err(Unverified::Edit)?;
    let again = diagnose(request::changed(question, &fix.request), &edited, assume);
    let proof = match again.decision {
        Overall::Allow => Proof::Succeeds,
        Overall::Undetermined => Proof::Depends(deciding(&again)),
        Overall::Deny => return Err(Unverified::StillDenied(again.causes)),
    };
    let exposure = exposure::of(world, &edited, &fix.world, assume);
    Ok(VerifiedFix {
        fix,
        proof,
        exposure,
    })
}

/// The facts that decide what is open
fn deciding(diagnosis: &Diagnosis) -> Vec<Gap> {
    let all = diagnosis.unknowns.iter().filter(|it| it.matters);
    all.map(|it| it.gap.clone()).collect()
}
