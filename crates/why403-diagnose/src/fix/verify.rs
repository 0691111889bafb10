//! Proof of a fix: the whole operation is asked again on a copy with the edits made.
//!
//! Only [`verify`] makes a [`VerifiedFix`]. What does not make the operation succeed comes back
//! with what is still in the way.

use alloc::string::String;
use alloc::vec::Vec;

use why403_engine::resolve::Assume;
use why403_model::request::Principal;
use why403_model::world::World;

use super::between::between;
use super::care::{self, Care};
use super::edit::{self, Edit, EditError};
use super::exposure::{self, Access, Change, Exposure, Session, Widened};
use super::owner::Owner;
use super::request::{self, RequestEdit};
use crate::cause::Cause;
use crate::diagnosis::{Diagnosis, Overall, Unknown, diagnose};
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
    /// What to know beside it, in sentences: how to widen it, what it needs first, what it costs
    pub notes: Vec<String>,
}

/// Fixes that were evaluated together on a copy of the world, with what they open and break
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedFix {
    steps: Vec<Fix>,
    proof: Proof,
    exposure: Exposure,
    widened: Vec<Widened>,
    care: Vec<Care>,
}

/// How far a fix is proven
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proof {
    /// The operation succeeds, whatever is unknown
    Succeeds,
    /// It succeeds unless one of these facts turns out badly
    Depends(Vec<Unknown>),
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

    /// What it opens beside what the operation asks for
    #[must_use]
    pub fn opens_beside(&self, diagnosis: &Diagnosis) -> Vec<&Access> {
        let caller = &diagnosis.question.request.principal;
        let is_asked = |access: &Access| {
            let mut asked = diagnosis.checks.iter().map(|it| &it.check.request);
            access.who.is(caller)
                && asked.any(|it| it.action.is(&access.action) && it.resource == access.resource)
        };
        let opens = self.exposure.opens.iter();
        opens.filter(|it| !is_asked(it)).collect()
    }

    /// What it lets the caller do of what the operation asks for under other circumstances, too
    #[must_use]
    pub fn widened(&self) -> &[Widened] {
        &self.widened
    }

    /// The same fix with other names in it, to be shown: what was proven stays proven
    pub(super) fn renamed(
        mut self,
        steps: Vec<Fix>,
        proof: Proof,
        exposure: Exposure,
        widened: Vec<Widened>,
        care: Vec<Care>,
    ) -> Self {
        self.steps = steps;
        self.proof = proof;
        self.exposure = exposure;
        self.widened = widened;
        self.care = care;
        self
    }

    /// What each step needs care with, in the order of [`VerifiedFix::steps`]
    #[must_use]
    pub fn care(&self) -> &[Care] {
        &self.care
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
    let changes: Vec<RequestEdit> = steps.iter().flat_map(|it| it.request.clone()).collect();
    let assumed = request::assumed(assume, &changes);
    let change = Change {
        worlds: (world, &edited),
        assume: (assume, &assumed),
        sessions: sessions(&question.request.principal, &changes),
    };
    let differences = between(world, &edited);
    let exposure = change.told(&differences);
    Ok(VerifiedFix {
        steps: steps.to_vec(),
        proof,
        exposure,
        widened: exposure::widened(&change, &differences, &again),
        care: steps.iter().map(|it| care::of(it, world)).collect(),
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
    let assume = request::assumed(assume, &changes);
    let again = diagnose(question, &edited, &assume);
    Ok((edited, again))
}

/// Whose session is made again, and the documents before and after
fn sessions<'c>(principal: &'c Principal, changes: &'c [RequestEdit]) -> Vec<Session<'c>> {
    let swaps = changes.iter().filter_map(|it| match it {
        RequestEdit::Session { old, new } => Some((old, new)),
        RequestEdit::Sent { .. }
        | RequestEdit::Context { .. }
        | RequestEdit::By(_)
        | RequestEdit::Again => None,
    });
    swaps
        .map(|(old, new)| Session {
            principal,
            old,
            new,
        })
        .collect()
}

/// The facts that decide what is open
fn deciding(diagnosis: &Diagnosis) -> Vec<Unknown> {
    let all = diagnosis.unknowns.iter().filter(|it| it.matters);
    all.cloned().collect()
}
