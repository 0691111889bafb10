//! The checks behind one question, each as the request that AWS authorizes.
//!
//! An operation expands into its checks; where only an action is known there is that one, and
//! KMS as far as the world tells. A check of which nobody knows the resource stays open.

use alloc::vec::Vec;

use why403_model::request::Request;
use why403_model::world::World;

use crate::operation::{self, PlannedCheck};
use crate::question::Question;

/// One authorization that has to pass
#[derive(Clone, Debug)]
pub struct Check {
    /// The request as AWS authorizes it
    pub request: Request,
    /// Why it is asked, and how certain that is
    pub plan: PlannedCheck,
}

/// The checks of a question
#[derive(Clone, Debug, Default)]
pub struct Checks {
    /// Those that can be evaluated, in the order in which they were planned
    pub ready: Vec<Check>,
    /// Those of which nobody knows what they are about
    pub open: Vec<PlannedCheck>,
}

/// The checks of a question, with every condition key said that can be said.
#[must_use]
pub fn expand(world: &World, question: &Question) -> Checks {
    let call = question.call.as_ref();
    let plans = match call {
        Some(call) => operation::expand(call, world),
        None => operation::asked(&question.request, world),
    };
    let mut checks = Checks::default();
    for plan in plans {
        match operation::context::request(&question.request, call, &plan, world) {
            Some(request) => checks.ready.push(Check { request, plan }),
            None => checks.open.push(plan),
        }
    }
    checks
}
